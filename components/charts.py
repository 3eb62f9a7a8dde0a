"""Figures on a page, in the colours of the reader's theme."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from components.figures.palette import Theme
from components.figures.ranges import Range, ranges_figure
from components.marks import escape
from components.parts import rest_words
from components.pieces import show_html
from dossier.conflicts import Case
from dossier.dates import words as date_words
from dossier.leads import find_figures
from dossier.model import Claim, Dossier, Figure
from dossier.quantities import figure_words

_CONFIG = {"displayModeBar": False, "scrollZoom": False}


def reader_theme() -> Theme:
    """The theme that the reader's browser shows."""
    return "dark" if st.context.theme.type == "dark" else "light"


_DRAWN, _FEW = 60, 20
"""How many figures are drawn on an axis, and on one beside another."""
_SHAPES = {
    "point": "a dot is a number as stated",
    "range": "two dots joined are a range",
    "about": "dotted is “about”, drawn a tenth to either side",
    "at_least": "an arrow to the right is “at least”",
    "up_to": "an arrow to the left is “up to”",
}


def show_figures(dossier: Dossier, case: Case) -> None:
    """The figures of a question on one axis, in the order of the dates for which they are given; then as a table."""
    figures = find_figures(dossier, case)
    _show_ranges(dossier, case, figures[:_DRAWN], key=f"figures-{case.question.id}")
    show_html(rest_words(figures, _DRAWN, "figure", "the table has every one."))
    shapes = dict.fromkeys(_shape(figure) for _, _, figure in figures)
    st.caption(f"In order of date. {'; '.join(_SHAPES[shape] for shape in shapes).capitalize()}. Nothing is averaged.")
    with st.expander("The same as a table"):
        st.table(_figure_rows(dossier, figures))


def show_other_figures(dossier: Dossier, case: Case, *, beside: Case) -> None:
    """The figures of a question on a small axis of its own, shown with those of another."""
    figures = find_figures(dossier, case)
    _show_ranges(dossier, case, figures[:_FEW], key=f"figures-{case.question.id}-{beside.question.id}")
    show_html(rest_words(figures, _FEW, "figure", "the question's own page has every one."))


def _show_ranges(dossier: Dossier, case: Case, figures: Sequence[tuple[Claim, int, Figure]], *, key: str) -> None:
    ranges = [Range(_figure_label(dossier, claim, figure), figure, place) for claim, place, figure in figures]
    st.plotly_chart(
        ranges_figure(ranges, unit=case.question.unit or "", theme=reader_theme()),
        key=key,
        config=_CONFIG,
        theme=None,
        alt=f"{case.question.title} {'; '.join(_in_words(dossier, *row) for row in figures)}",
    )


def _shape(figure: Figure) -> str:
    if figure.bound == "exact":
        return "point" if figure.high in {None, figure.low} else "range"
    return figure.bound


def _figure_label(dossier: Dossier, claim: Claim, figure: Figure) -> str:
    return f"“{figure.wording}”\n{dossier.voices[claim.voice].name}, {_figure_date(dossier, claim, figure)}"


def _figure_date(dossier: Dossier, claim: Claim, figure: Figure) -> str:
    return f"as of {date_words(figure.as_of)}" if figure.as_of else f"said {date_words(dossier.said(claim))}"


def _in_words(dossier: Dossier, claim: Claim, _: int, figure: Figure) -> str:
    return f"{figure_words(figure)}, {dossier.voices[claim.voice].name}, {_figure_date(dossier, claim, figure)}"


def _figure_rows(dossier: Dossier, figures: Sequence[tuple[Claim, int, Figure]]) -> dict[str, list[str]]:
    return {
        "When": [escape(_figure_date(dossier, claim, figure)) for claim, _, figure in figures],
        "Figure": [escape(figure_words(figure)) for _, _, figure in figures],
        "In the words": [escape(f"“{figure.wording}”") for _, _, figure in figures],
        "Who": [escape(dossier.voices[claim.voice].name) for claim, _, _ in figures],
    }
