"""Figures on a page, in the colours of the reader's theme."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from components.figures.palette import Theme
from components.figures.ranges import Range, ranges_figure
from components.figures.timeline import timeline_figure
from components.links import on_change, read_view
from components.words import ITEM_KINDS, counted
from dossier.conflicts import Case
from dossier.dates import words as date_words
from dossier.model import Dossier, Figure
from dossier.reading import Reading
from dossier.timeline import Item, find_items, find_outside, middle
from dossier.view import View

_CONFIG = {"displayModeBar": False, "scrollZoom": False}


def reader_theme() -> Theme:
    """The theme that the reader's browser shows."""
    return "dark" if st.context.theme.type == "dark" else "light"


def show_timeline(reading: Reading) -> None:
    """The timeline of a view; a click on a mark opens what it stands for."""
    items = {item.key: item for item in find_items(reading)}
    widget = "timeline-chart"
    outside = find_outside(tuple(items.values()))

    def clicked() -> View:
        view = read_view(reading.index, "timeline")
        points = st.session_state[widget].selection.points
        item = items.get(points[0]["customdata"]) if points else None
        if item is None or item.kind == "publication":
            return view
        return view.having(event=item.key)

    st.plotly_chart(
        timeline_figure(tuple(items.values()), ITEM_KINDS, selected=reading.view.event, theme=reader_theme()),
        key=widget,
        on_select=on_change(clicked),
        selection_mode="points",
        config=_CONFIG,
        theme=None,
        alt=f"Timeline of {counted(len(items), 'item')}; the list below says the same in words",
    )
    if outside:
        st.caption(
            f"{counted(len(outside), 'item')} outside the span first shown ({_span(outside)}): drag the chart sideways, "
            "or read the list. A bar reaches from the first to the last day that a date can mean; a hollow mark stands "
            "in the middle of what is known, not on a day. Faint means approximate, dotted uncertain."
        )


def _span(items: Sequence[Item]) -> str:
    years = [day.year for item in items if (day := middle(item.date))]
    return f"{min(years)}" if min(years) == max(years) else f"{min(years)} to {max(years)}"


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


