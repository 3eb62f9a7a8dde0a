"""What every page wears: title and icon of the browser tab, and the few rules that the theme cannot say."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

_ASSETS = Path(__file__).parent / "assets"


def set_page(title: str) -> None:
    """Name the browser tab and dress the page.

    The icon is a file of ours: a named symbol would be fetched from afar.
    """
    st.set_page_config(page_title=title, page_icon=str(_ASSETS / "icon.png"), layout="wide")
    st.html(_ASSETS / "style.css")
