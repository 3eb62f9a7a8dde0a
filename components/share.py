"""Sharing: a link to this view or item, what it holds in words, and the ways to hand it on."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from html import escape as escape_html
from pathlib import Path

import segno
import streamlit as st

from components.links import site_address
from dossier.descriptions import describe
from dossier.memory import remembering
from dossier.reading import Index, Reading
from dossier.site import may_be_embedded
from dossier.view import View

_ASSETS = Path(__file__).parent / "assets"
_PANEL = st.components.v2.component(
    "counterclaim_share",
    html="<section></section>",
    css=(_ASSETS / "share.css").read_text(encoding="utf-8"),
    js=(_ASSETS / "share.js").read_text(encoding="utf-8"),
)
_DRAWN = "shares-drawn"
_ALLOWED = "It works on the sites that this one allows to embed it."
_NOT_ALLOWED = "This site allows no other to embed it: the HTML works here only, until its operator names others."
_QUIET = 4
"""The white edge that the standard asks for around a QR code, in modules."""


def show_page_share(index: Index, view: View) -> None:
    """The control in the head of every page, drawn before all others: it shares what the page shows now."""
    st.session_state[_DRAWN] = Counter()
    with st.container(key="share", horizontal=True, horizontal_alignment="right"):
        _show_control(index.read(view), key="share-page")


def show_share(reading: Reading, view: View, *, key: str) -> None:
    """The control beside one item, which has a view of its own; `key` names the item, which may stand there twice."""
    drawn: Counter[str] = st.session_state[_DRAWN]
    drawn[key] += 1
    place = f"-{drawn[key]}" if drawn[key] > 1 else ""
    _show_control(reading.index.read(view), key=f"share-{key}{place}", quiet=True)


def _show_control(reading: Reading, *, key: str, quiet: bool = False) -> None:
    """Beside items the panel is made when it is opened: a page may hold a hundred of them."""
    kind = "tertiary" if quiet else "secondary"
    on_change = "rerun" if quiet else "ignore"
    with st.popover("Share", icon=":material/share:", type=kind, key=key, on_change=on_change) as place:
        if place.open or not quiet:
            _show_panel(reading, key=f"{key}-panel")


def _show_panel(reading: Reading, *, key: str) -> None:
    words = describe(reading.dossier, reading.view)
    link = site_address() + remembering(reading).link()
    _PANEL(
        key=key,
        data={
            "words": words,
            "title": f"{reading.dossier.about.title}: {words}",
            "link": link,
            "embed": embed_code(link, words),
            "embedding": _ALLOWED if may_be_embedded() else _NOT_ALLOWED,
            "qr": list(qr_path(link)),
        },
    )


def embed_code(link: str, words: str) -> str:
    """The HTML that puts a view into another page; the host hides its own frame for `embed=true`."""
    address = f"{link}{'&' if '?' in link else '?'}embed=true"
    return (
        f'<iframe src="{escape_html(address)}" title="{escape_html(words)}" '
        'width="100%" height="700" style="border:0" loading="lazy"></iframe>'
    )


@lru_cache(maxsize=256)
def qr_path(link: str) -> tuple[int, str]:
    """A QR code of the link: how many modules it is wide with its white edge, and its dark modules as an SVG path.

    The mask is fixed: to compare all eight costs four times as much, on every run of every page.
    """
    code = segno.make(link, error="l", micro=False, mask=0)
    rows = enumerate(code.matrix, start=_QUIET)
    path = "".join(f"M{x} {y}h1v1h-1z" for y, row in rows for x, dark in enumerate(row, start=_QUIET) if dark)
    return len(code.matrix) + 2 * _QUIET, path
