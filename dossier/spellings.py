"""What mail programs, chat programs and people do to a link on its way, undone.

They escape it for HTML, escape it twice, break it over lines, take the punctuation of the sentence for a part of it,
and add what lets them follow it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from urllib.parse import unquote

from dossier.problems import printable

HOST_KEYS = frozenset({"embed", "embed_options"})
"""Keys that speak to the host of the pages and not to us."""
_TRACKING = ("utm_", "mc_", "pk_", "mtm_", "_hs", "hsa_", "vero_", "oly_")
_TRACKED = frozenset(
    "fbclid gclid gclsrc dclid gbraid wbraid msclkid yclid twclid ttclid li_fat_id igshid igsh mkt_tok ref_src ref_url "
    "s_cid _ga _gl __s __hstc __hssc __hsfp wickedid srsltid _openstat".split()
)
_ESCAPED_AMPERSAND = re.compile(r"^(?:amp;|#38;|#x26;)+", re.I)
_GLUED = ".,;:!?)>]}\"'*_|\\»”’›…"
"""What stands after a link in a sentence, in brackets, in quotes or in Markdown; no name ends in any of it."""
_MAX_GLUED = 8


def key_of(written: str) -> str | None:
    """The key that was meant; None for one that is not ours to read."""
    key = _ESCAPED_AMPERSAND.sub("", _plain(written).strip("?&")).lower()
    return None if key in HOST_KEYS or key in _TRACKED or key.startswith(_TRACKING) else key


def meant(written: str, fits: Callable[[str], bool]) -> str | None:
    """The first spelling of a value that fits, from the one written to what it may have been; None if none does."""
    return next((spelling for spelling in _spellings(written) if fits(spelling)), None)


def _spellings(written: str) -> Iterator[str]:
    yield written
    value = _plain(written)
    yield value
    yield (value := _plain(unquote(value)))
    for _ in range(_MAX_GLUED):
        if not value.endswith(tuple(_GLUED)):
            return
        value = value[:-1]
        yield value


def _plain(text: str) -> str:
    """Without line breaks, spaces and invisible signs, none of which a name or date holds."""
    return "".join(printable(text).split())
