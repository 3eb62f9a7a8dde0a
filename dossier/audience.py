"""Who is told what is wrong with the dossier: the curator at the machine itself, and nobody else."""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import ip_address

_RELAYED = ("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip")
"""Headers that tell of a proxy: whoever asks through one is not at this machine, wherever the proxy is."""


def is_local(address: str | None, headers: Mapping[str, str]) -> bool:
    """Whether a request was made on the machine that answers it. Header names count in any case."""
    if {name.lower() for name in headers}.intersection(_RELAYED):
        return False
    try:
        return ip_address((address or "").removeprefix("::ffff:")).is_loopback
    except ValueError:
        return False
