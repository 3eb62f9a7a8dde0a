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
from dossier.language import _, begun
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
    "point": _("a dot is a number as stated"),
    "range": _("two dots joined are a range"),
    "about": _("dotted is “about”, drawn a tenth to either side"),
    "at_least": _("an arrow to the right is “at least”"),
    "up_to": _("an arrow to the left is “up to”"),
}


def show_figures(dossier: Dossier, case: Case) -> None:
    """The figures of a question on one axis, in the order of the dates for which they are given; then as a table."""
    figures = find_figures(dossier, case)
    _show_ranges(dossier, case, figures[:_DRAWN], key=f"figures-{case.question.id}")
    show_html(rest_words(figures, _DRAWN, "more figure", "more figures", _("the table has every one.")))
    shapes = "; ".join(dict.fromkeys(_SHAPES[_shape(figure)] for *_claim, figure in figures))
    said = _("In order of date. {shapes}. Nothing is averaged.")
    st.caption(said.format(shapes=begun(shapes)))
    with st.expander(_("The same as a table")):
        st.table(_figure_rows(dossier, figures))


def show_other_figures(dossier: Dossier, case: Case, *, beside: Case) -> None:
    """The figures of a question on a small axis of its own, shown with those of another."""
    figures = find_figures(dossier, case)
    _show_ranges(dossier, case, figures[:_FEW], key=f"figures-{case.question.id}-{beside.question.id}")
    show_html(rest_words(figures, _FEW, "more figure", "more figures", _("the question's own page has every one.")))


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
    if figure.as_of:
        return _("as of {date}").format(date=date_words(figure.as_of))
    return _("said {date}").format(date=date_words(dossier.said(claim)))


def _in_words(dossier: Dossier, claim: Claim, _place: int, figure: Figure) -> str:
    return f"{figure_words(figure)}, {dossier.voices[claim.voice].name}, {_figure_date(dossier, claim, figure)}"


def _figure_rows(dossier: Dossier, figures: Sequence[tuple[Claim, int, Figure]]) -> dict[str, list[str]]:
    return {
        _("When"): [escape(_figure_date(dossier, claim, figure)) for claim, _place, figure in figures],
        _("Figure"): [escape(figure_words(figure)) for *_claim, figure in figures],
        _("In the words"): [escape(f"“{figure.wording}”") for *_claim, figure in figures],
        _("Who"): [escape(dossier.voices[claim.voice].name) for claim, *_figure in figures],
    }
