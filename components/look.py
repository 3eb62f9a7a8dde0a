"""What every page wears: title and icon of the browser tab, and the few rules that the theme cannot say."""

from __future__ import annotations

from functools import cache

import streamlit as st

from components.scripts import ASSETS

_STYLES = ("style.css", "pieces.css")


def set_page(title: str) -> None:
    """Name the browser tab and dress the page.

    The icon is a file of ours: a named symbol would be fetched from afar.
    """
    st.set_page_config(page_title=title, page_icon=str(ASSETS / "icon.png"), layout="wide")
    st.html(_styles())


@cache
def _styles() -> str:
    """What the theme cannot say, then what the HTML of lists wears."""
    return "<style>{}</style>".format("\n".join((ASSETS / name).read_text(encoding="utf-8") for name in _STYLES))
