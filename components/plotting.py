"""What the browser does with a chart once it is drawn: saves it as a picture, tells its room and how it was dragged."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from components.figures.timeline import SIZES, Size
from components.links import write_view
from components.scripts import make_component
from dossier.language import _
from dossier.view import View

_save = make_component("pictures")
_follow = make_component("following")


class Finished(go.Figure):
    """A figure that is no longer changed, kept for many readers: Plotly would copy all of it each time it is sent."""

    def __init__(self, figure: go.Figure) -> None:
        """Of the figure given nothing is kept but what it tells: Plotly would check all of it once more."""
        super().__init__()
        self._told = figure.to_dict()

    def to_dict(self) -> dict[str, Any]:
        """As a plain mapping, which must not be changed by anybody."""
        return self._told


def show_picture_buttons(place: str, name: str) -> None:
    """Buttons that save the chart in the container of that key, as it is seen now, under that name."""
    labels = {form: _("Chart as {format}").format(format=form.upper()) for form in ("png", "svg")}
    _save(key=f"{place}-pictures", data={"place": place, "name": name, "labels": labels})


def chart_size(place: str) -> Size:
    """For how much room a chart is drawn: as the browser has told, else as its kind lets expect."""
    phone = "Mobi" in (st.context.headers.get("User-Agent") or "")
    return st.session_state.get(f"{place}-size", "narrow" if phone else "wide")


def follow_chart(place: str, moved: Callable[[str, str], View | None], *, narrow: int) -> None:
    """Draw the chart in the container of that key for the room it has: less than so many pixels are narrow.

    Where a drag of it ends, the first and last day that are then seen go to `moved`, which makes the next view.
    """
    widget = f"{place}-followed"

    def go() -> None:
        ends = st.session_state[widget].moved
        view = moved(*ends) if isinstance(ends, list | tuple) and len(ends) == 2 else None
        if view:
            write_view(view)

    def measured() -> None:
        if (told := st.session_state[widget].size) in SIZES:
            st.session_state[f"{place}-size"] = told

    data = {"place": place, "size": chart_size(place), "narrow": narrow}
    _follow(key=widget, data=data, on_moved_change=go, on_size_change=measured, height=1)
