"""Where the site is, as whoever runs it says."""

from __future__ import annotations

import os
import re

_ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?(/[A-Za-z0-9._~-]+)*")


def public_address() -> str:
    """PUBLIC_URL without a slash at its end; empty if it is not set, or is no plain web address."""
    address = os.environ.get("PUBLIC_URL", "").strip().rstrip("/")
    return address if _ADDRESS.fullmatch(address) else ""


def may_be_embedded() -> bool:
    """Whether pages of other sites may show this one inside theirs: EMBED_ORIGINS names them."""
    return bool(os.environ.get("EMBED_ORIGINS", "").strip())
