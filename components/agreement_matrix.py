"""The matrix of agreement among voices, in the colours of the reader's theme."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from components.charts import reader_theme
from components.figures.agreement import agreement_figure
from components.links import on_change, read_view
from components.plotting import Finished
from components.words import counted
from dossier.agreement import Pair
from dossier.language import _
from dossier.reading import Reading
from dossier.view import View

_CONFIG = {"displayModeBar": False, "scrollZoom": False}


def show_agreement_matrix(reading: Reading, pairs: Sequence[Pair], names: Mapping[str, str]) -> None:
    """The matrix; a click on a cell sets its two voices side by side."""
    widget = "agreement-matrix"

    def clicked() -> View:
        view = read_view(reading.index, "analysts")
        points = st.session_state[widget].selection.points
        if not points:
            return view
        return view.without("show").having(show="compare", compared=tuple(points[0]["customdata"]))

    theme = reader_theme()
    among = counted(len(names), "voice", "voices")
    figure = reading.keep(("agreement", theme), lambda: Finished(agreement_figure(pairs, names, theme=theme)))
    with st.container(key="matrix"), st.container(width=figure.to_dict()["layout"]["width"], key="matrix-full"):
        st.plotly_chart(
            figure,
            key=widget,
            on_select=on_change(clicked),
            selection_mode="points",
            config=_CONFIG,
            theme=None,
            alt=_("Agreement among {voices}; the table below says the same").format(voices=among),
        )
