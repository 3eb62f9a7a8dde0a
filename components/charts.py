"""Figures on a page, in the colours of the reader's theme."""

from __future__ import annotations

import streamlit as st

from components.figures.palette import Theme
from components.figures.ranges import Range, ranges_figure
from dossier.conflicts import Case
from dossier.dates import words as date_words
from dossier.model import Dossier, Figure

_CONFIG = {"displayModeBar": False, "scrollZoom": False}


def reader_theme() -> Theme:
    """The theme that the reader's browser shows."""
    return "dark" if st.context.theme.type == "dark" else "light"


def show_figures(dossier: Dossier, case: Case) -> None:
    """The figures of a question on one axis, ordered as its sides."""
    ranges = [
        Range(_figure_label(dossier, name, answer), answer, place)
        for place, side in enumerate(case.sides)
        if isinstance(side.answer, Figure)
        for name in side.claims
        if isinstance(answer := dossier.answer(dossier.claims[name], case.question.id), Figure)
    ]
    st.plotly_chart(
        ranges_figure(ranges, unit=case.question.unit or "", theme=reader_theme()),
        key=f"figures-{case.question.id}",
        config=_CONFIG,
        theme=None,
        alt=f"{case.question.title} Each figure with its bounds; the cards below say the same in words",
    )


def _figure_label(dossier: Dossier, name: str, figure: Figure) -> str:
    claim = dossier.claims[name]
    when = f", {date_words(figure.as_of)}" if figure.as_of else ""
    return f"“{figure.wording}”: {dossier.voices[claim.voice].name}{when}"
