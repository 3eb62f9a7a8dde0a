"""What makes links in HTML lead on in place, and what opens when an item in HTML is to be shared."""

from __future__ import annotations

import streamlit as st

from components.scripts import make_component

_NAVIGATION = make_component("navigation", html="<i hidden></i>")


def take_shared() -> str:
    """Draw what follows the links; the id of the claim that a reader has just asked to share, else ""."""
    with st.container(key="unseen"):
        return _NAVIGATION(key="navigation", on_share_change=lambda: None).share or ""
