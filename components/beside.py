"""A place beside the content for what was chosen in it."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator


def show_beside(*, chosen: bool) -> tuple[DeltaGenerator, DeltaGenerator]:
    """The content's place, and the place beside it that stays in sight; all the width is content's if none is chosen."""
    if not chosen:
        return st.container(), st.container()
    content, side = st.columns([3, 2], gap="large")
    return content, side.container(key="beside")
