"""Questions and their sides in a list: as a row, and with a quote of each side."""

from __future__ import annotations

import streamlit as st

from components.cards import chain_words
from components.links import show_link
from components.marks import Color, escape, marked_sentence
from components.parts import show_rest
from components.words import FORECASTS, case_badge, counted, topic_words
from dossier.conflicts import Case, Side
from dossier.leads import find_leads
from dossier.model import Dossier, Figure
from dossier.reading import Reading
from dossier.view import View

SIDE_COLORS: tuple[Color, ...] = ("blue", "orange", "green", "violet", "yellow", "red", "gray")
"""Sides take these in order; charts use the same hues."""
COLUMNS = 3
"""How many sides stand beside each other."""
SIDES_IN_A_ROW = 12
"""How many sides stand in a list of questions."""


def side_color(place: int) -> Color:
    """The colour of the side at a place."""
    return SIDE_COLORS[place % len(SIDE_COLORS)]


def question_view(view: View, question: str) -> View:
    """The link of one question in full, the filters staying as they are."""
    return view.on("conflicts").having(question=(question,))


def answer_line(dossier: Dossier, case: Case, side: Side, *, voice: str) -> str:
    """What a voice answers, behind the mark of its side: a number in the voice's own words, with what it counts as."""
    state = f" :small[:gray[{FORECASTS[side.state].label.lower()}]]" if side.state else ""
    return f":{side_color(case.sides.index(side))}[●] {_own_words(dossier, case, side, voice)}{state}"


def _own_words(dossier: Dossier, case: Case, side: Side, voice: str) -> str:
    if not isinstance(side.answer, Figure):
        return f"**{escape(side.label)}**"
    claims = (dossier.claims[name] for name in side.claims)
    answers = (dossier.answer(claim, case.question.id) for claim in claims if claim.voice == voice)
    wordings = dict.fromkeys(f"“{answer.wording}”" for answer in answers if isinstance(answer, Figure))
    counted_as = f"{side.label} {case.question.unit or ''}".strip()
    return f"**{escape(', '.join(wordings))}** :small[:gray[counted as {escape(counted_as)}]]"


def show_case_badge(case: Case) -> None:
    """What kind of conflict a question is, told by word, icon and colour."""
    badge = case_badge(case)
    st.badge(badge.label, icon=f":material/{badge.icon}:", color=badge.color)


def show_case_row(reading: Reading, case: Case) -> None:
    """A question in a list: its title as a link, its kind and topic, and its sides with their counts."""
    with st.container(border=True, gap="small"):
        _show_row_head(reading, case)
        sides = enumerate(case.sides[:SIDES_IN_A_ROW])
        st.markdown("  \n".join(side_line(reading, place, side) for place, side in sides))
        show_rest(case.sides, SIDES_IN_A_ROW, "side", "its own page has every one.")


def show_case_lead(reading: Reading, case: Case) -> None:
    """As a row, with the words of each side beside each other."""
    with st.container(border=True, gap="small"):
        _show_row_head(reading, case)
        st.markdown(escape(case.question.ask))
        standing = [place for place, side in enumerate(case.sides) if side.claims]
        show_rest(standing, SIDES_IN_A_ROW, "side", "its own page has every one.")
        standing = standing[:SIDES_IN_A_ROW]
        for start in range(0, len(standing), COLUMNS):
            row = standing[start : start + COLUMNS]
            for column, place in zip(st.columns(len(row), gap="medium"), row, strict=True):
                with column:
                    _show_lead(reading, case, place)


def _show_row_head(reading: Reading, case: Case) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        target = question_view(reading.view, case.question.id)
        show_link(target, f"**{escape(case.question.title)}**", icon=None, width="stretch")
        st.caption(topic_words(case.question.topic), width="content")
        show_case_badge(case)


def side_line(reading: Reading, place: int, side: Side) -> str:
    """A side in a line: its answer, and how much stands behind it."""
    outside = "" if is_inside(reading, side) else " · :material/filter_alt: outside your filters"
    state = f" · {FORECASTS[side.state].label.lower()}" if side.state else ""
    return f":{side_color(place)}[●] {escape(side.label)} :small[:gray[{side_counts(side)}{state}{outside}]]"


def _show_lead(reading: Reading, case: Case, place: int) -> None:
    side, color = case.sides[place], side_color(place)
    claim = find_leads(reading.dossier, case, side)[0]
    with st.container(gap="small"):
        st.markdown(f":{color}[●] **{escape(side.label)}**")
        st.markdown(marked_sentence(reading.dossier.texts[claim.source], reading.dossier.spans[claim.id], color=color))
        name = escape(reading.dossier.voices[claim.voice].name)
        outside = "" if is_inside(reading, side) else "  \n:material/filter_alt: outside your filters"
        st.caption(f"**{name}**, {chain_words(reading.dossier, claim)}  \n{side_counts(side)}{outside}")


def is_inside(reading: Reading, side: Side) -> bool:
    """Whether a claim of the side is in the view; one that is not is shown all the same, and the page says so."""
    return not reading.claim_ids.isdisjoint((*side.claims, *side.withdrawn))


def side_counts(side: Side) -> str:
    """How many claims, voices and independent origins stand behind a side."""
    parts = (counted(len(side.claims), "claim"), counted(len(side.voices), "voice"))
    return f"{' · '.join(parts)} · {counted(len(side.origins), 'independent origin')}"
