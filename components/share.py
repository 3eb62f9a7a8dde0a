"""Sharing: a link to this view or item, what it holds in words, and the ways to hand it on."""

from __future__ import annotations

from functools import lru_cache
from html import escape as escape_html

import segno
import streamlit as st

from components.links import site_address
from components.navigation import take_shared
from components.places import show_behind
from components.scripts import make_component
from dossier.descriptions import describe
from dossier.language import _
from dossier.memory import remembering
from dossier.reading import Reading
from dossier.site import may_be_embedded
from dossier.view import View

_PANEL = make_component("share", html="<section></section>")
_ALLOWED = _("It works on the sites that this one allows to embed it.")
_NOT_ALLOWED = _("This site allows no other to embed it: the HTML works here only, until its operator names others.")
_TEXTS = {
    "link": _("Link to exactly this"),
    "copy": _("Copy link"),
    "send": _("Send …"),
    "copied": _("Copied"),
    "selected": _("Selected: copy it with your keyboard"),
    "qr": _("QR code"),
    "qr_alt": _("QR code of the link"),
    "embed": _("Embed in a web page"),
    "html": _("HTML to embed"),
    "copy_html": _("Copy HTML"),
}
"""What stands on the panel besides what it shares."""
_QUIET = 4
"""The white edge that the standard asks for around a QR code, in modules."""


def show_page_share(reading: Reading) -> None:
    """The control in the head of every page, drawn before all others: it shares what the page shows now."""
    with st.container(key="share", horizontal=True, horizontal_alignment="right"):
        show_behind(
            _("Share"),
            lambda: _show_panel(reading, key="share-page-panel"),
            icon="share",
            key="share-page",
            kind="secondary",
        )
    asked = take_shared()
    if asked in reading.dossier.claims:
        _show_item(reading.index.read(View("claims", claim=asked)))


@st.dialog(_("Share this claim"), on_dismiss="ignore")
def _show_item(reading: Reading) -> None:
    """The same for one claim among others, which a reader has asked for."""
    _show_panel(reading, key="share-item-panel")


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
            "texts": _TEXTS,
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
