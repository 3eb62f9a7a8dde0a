"""Charts about voices, in the colours of the reader's theme."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from components.charts import reader_theme
from components.figures.agreement import agreement_figure
from components.figures.certainty import certainty_figure
from components.links import on_change, read_view
from components.words import LIKELIHOODS, counted
from dossier.agreement import Pair
from dossier.profiles import Certainty
from dossier.reading import Reading
from dossier.view import View

_CONFIG = {"displayModeBar": False, "scrollZoom": False}


def show_certainty(certainty: Certainty) -> None:
    """The claims with a word of doubt or confidence, by how likely they make it."""
    counts = {LIKELIHOODS[step]: len(claims) for step, claims in certainty.placed.items()}
    counts["not placed"] = len(certainty.unplaced)
    st.plotly_chart(
        certainty_figure(counts, apart=1, theme=reader_theme()),
        key="certainty",
        config=_CONFIG,
        theme=None,
        alt=f"{counted(certainty.hedged, 'claim')} by likelihood; the list beside says the same in words",
    )


def show_agreement_matrix(reading: Reading, pairs: Sequence[Pair], names: Mapping[str, str]) -> None:
    """The matrix; a click on a cell sets its two voices side by side."""
    widget = "agreement-matrix"

    def clicked() -> View:
        view = read_view(reading.index, "analysts")
        points = st.session_state[widget].selection.points
        if not points:
            return view
        return view.without("show").having(show="compare", compared=tuple(points[0]["customdata"]))

    figure = agreement_figure(pairs, names, theme=reader_theme())
    with st.container(key="matrix"), st.container(width=figure.layout.width, key="matrix-full"):
        st.plotly_chart(
            figure,
            key=widget,
            on_select=on_change(clicked),
            selection_mode="points",
            config=_CONFIG,
            theme=None,
            alt=f"Agreement among {counted(len(names), 'voice')}; the table below says the same",
        )
