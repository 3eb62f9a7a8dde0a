"""A place beside the content for what was chosen in it."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator


def show_beside(*, chosen: bool, reserved: bool = False) -> tuple[DeltaGenerator, DeltaGenerator]:
    """The content's place, and the place beside it that stays in sight; all the width is content's if none is chosen.

    A `reserved` place is there all the time, so that the content does not move when something is chosen.
    """
    if not chosen and not reserved:
        return st.container(), st.container()
    content, side = st.columns([3, 2], gap="large")
    return content, side.container(key="beside" if chosen else "aside")
