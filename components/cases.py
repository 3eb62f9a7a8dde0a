"""Questions and their sides: as a row of a list, and in full."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from components.cards import show_claim
from components.charts import show_figures
from components.links import show_link
from components.marks import Color, escape
from components.words import FORECASTS, WHY_DIFFER, case_badge, counted
from dossier.conflicts import Case, Side
from dossier.dates import words as date_words
from dossier.model import Position
from dossier.reading import Reading

SIDE_COLORS: tuple[Color, ...] = ("blue", "orange", "green", "violet", "yellow", "red", "gray")
"""Sides take these in order; charts use the same hues."""
_MAX_COLUMNS = 3


def side_color(place: int) -> Color:
    """The colour of the side at a place."""
    return SIDE_COLORS[place % len(SIDE_COLORS)]


def show_case_badge(case: Case) -> None:
    """What kind of conflict a question is, told by word, icon and colour."""
    badge = case_badge(case)
    st.badge(badge.label, icon=f":material/{badge.icon}:", color=badge.color)


def show_case_row(reading: Reading, case: Case) -> None:
    """A question in a list: its title as a link, its kind, and its sides with their counts."""
    with st.container(border=True, gap="small"):
        with st.container(horizontal=True, vertical_alignment="center"):
            title = f"**{escape(case.question.title)}**"
            show_link(reading.view.on("conflicts").having(question=(case.question.id,)), title, width="stretch")
            show_case_badge(case)
        st.markdown("  \n".join(_side_line(place, side) for place, side in enumerate(case.sides)))


def _side_line(place: int, side: Side) -> str:
    dot = f":{side_color(place)}[●]"
    return f"{dot} {escape(side.label)} :small[:gray[{_counts(side)}]]"


def _counts(side: Side) -> str:
    claims = counted(len(side.claims), "claim")
    return f"{claims} · {counted(len(side.origins), 'independent origin')}"


def show_case(reading: Reading, case: Case) -> None:
    """A question in full: what is asked, the sides with their claims, why they differ, and who is silent."""
    show_case_badge(case)
    st.title(escape(case.question.title))
    st.markdown(escape(case.question.ask))
    st.caption(_summary(reading, case))
    _show_why(case)
    if case.question.kind == "figure":
        show_figures(reading.dossier, case)
        _show_not_comparable(reading, case)
    _show_outcome(reading, case)
    _show_sides(reading, case)
    _show_silence(reading, case)


def _summary(reading: Reading, case: Case) -> str:
    speaking = len(reading.dossier.sources) - len(case.silent)
    parts = [
        counted(len(case.claims), "claim"),
        counted(len(case.voices), "voice"),
        f"**{counted(len(case.origins), 'independent origin')}**",
        f"{counted(speaking, 'source speaks', 'sources speak')}, {len(case.silent)} silent",
    ]
    return " · ".join(parts)


def _show_why(case: Case) -> None:
    differ = case.question.differ
    if case.kind and differ:
        reasons = "; ".join(WHY_DIFFER[why] for why in differ.why)
        st.info(f"**Why they differ:** {reasons}. {escape(differ.note)}", icon=":material/help:")
    if case.question.note:
        st.caption(f"Note: {escape(case.question.note)}")


def _show_not_comparable(reading: Reading, case: Case) -> None:
    """Questions that count the same in another part of the world: side by side, never on one axis."""
    others = [
        other
        for other in reading.index.read(reading.view.on("conflicts").without("question")).cases
        if other.question.measure == case.question.measure and other.question.id != case.question.id
    ]
    if not others:
        return
    with st.container(border=True, gap="small"):
        st.caption("Not comparable with the figures above, because something else is counted:")
        for other in others:
            answers = "; ".join(side.label for side in other.sides)
            scope = other.question.scope or other.question.title
            target = reading.view.on("conflicts").having(question=(other.question.id,))
            show_link(target, f"{escape(scope)}: **{escape(answers)}**", icon="tag")


def _show_outcome(reading: Reading, case: Case) -> None:
    outcome = case.question.outcome
    if case.question.kind != "forecast":
        return
    if outcome is None or case.state == "open":
        st.info("No claim in this dossier settles the forecast: it stays open.", icon=":material/hourglass_empty:")
        return
    st.subheader("What came of it")
    reached = case.question.position(outcome.position) if outcome.position else None
    verdict = f"**{escape(reached.label)}**" if reached else "**The outcome is ambiguous.**"
    when = f" ({date_words(outcome.on)})" if outcome.on else ""
    st.markdown(f"{verdict}{when} {escape(outcome.note or '')}")
    _show_cards(reading, outcome.claims, "gray")


def _show_cards(reading: Reading, claims: Sequence[str], color: Color) -> None:
    for name in claims:
        show_claim(reading, reading.dossier.claims[name], color=color)


def _show_sides(reading: Reading, case: Case) -> None:
    for start in range(0, len(case.sides), _MAX_COLUMNS):
        row = list(enumerate(case.sides))[start : start + _MAX_COLUMNS]
        for column, (place, side) in zip(st.columns(len(row), gap="medium"), row, strict=True):
            with column:
                _show_side(reading, side, side_color(place))


def _show_side(reading: Reading, side: Side, color: Color) -> None:
    st.subheader(escape(side.label), divider=color)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(f"{counted(len(side.voices), 'voice')} · {_counts(side)}")
        if side.state:
            badge = FORECASTS[side.state]
            st.badge(badge.label, icon=f":material/{badge.icon}:", color=badge.color)
    if isinstance(side.answer, Position) and not side.takes_a_stand:
        st.caption("This answer disagrees with nobody." if side.answer.neutral else "The voice declines to say.")
    _show_cards(reading, (*side.claims, *side.withdrawn), color)


def _show_silence(reading: Reading, case: Case) -> None:
    if not case.silent:
        return
    st.subheader("Who is silent")
    for name in case.silent:
        source = reading.dossier.sources[name]
        unread = " (the text is truncated: what it went on to say is not known)" if source.extent == "truncated" else ""
        target = reading.view.on("sources").having(source=(name,))
        show_link(target, f"{escape(source.title)}{unread}", icon="volume_off")
