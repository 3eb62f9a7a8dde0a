"""Places for what a reader asks for: beside the content, and behind a button."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

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


def show_behind(
    label: str, show: Callable[[], None], *, icon: str, key: str, kind: Literal["secondary", "tertiary"] = "tertiary"
) -> None:
    """A button with something behind it that is made when it is opened, and not on every run of the page before."""
    with st.popover(label, icon=f":material/{icon}:" if icon else None, type=kind, key=key, on_change="rerun") as place:
        if place.open:
            show()
