"""What the browser does with a chart once it is drawn: it saves it as a picture, and tells where it was dragged to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from components.links import write_view
from components.scripts import make_component
from dossier.language import _
from dossier.view import View

_save = make_component("pictures")
_follow = make_component("dragging")


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


def follow_drags(place: str, moved: Callable[[str, str], View | None]) -> None:
    """Go to the view that `moved` makes of the first and last day on which a drag of the chart ended."""
    widget = f"{place}-drags"

    def go() -> None:
        ends = st.session_state[widget].moved
        view = moved(*ends) if isinstance(ends, list | tuple) and len(ends) == 2 else None
        if view:
            write_view(view)

    _follow(key=widget, data={"place": place}, on_moved_change=go, height=1)
