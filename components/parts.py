"""The ways from one part of a long list to the next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import streamlit as st

from components.links import show_link
from components.words import counted
from dossier.parts import Part
from dossier.view import View

T = TypeVar("T")


def show_parts(view: View, part: Part[T]) -> None:
    """Which part of a list this is, with links to the parts beside it; nothing where one part is all."""
    if part.last == 1:
        return
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="center"):
        if part.number > 1:
            show_link(view.having(part=part.number - 1), "Previous", icon="arrow_back")
        here = f"{part.start + 1:,} to {part.start + len(part.items):,} of {part.total:,}"
        st.caption(here, width="content")
        if part.number < part.last:
            show_link(view.having(part=part.number + 1), "Next", icon="arrow_forward")


def show_rest(items: Sequence[T], most: int, noun: str, where: str) -> None:
    """How many of a list are not shown here, and where all of them are."""
    if len(items) > most:
        st.caption(f"And {counted(len(items) - most, f'more {noun}')}: {where}")
