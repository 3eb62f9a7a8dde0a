"""Questions by sources or by voices as a table: who takes which position; a cell opens its claims."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

import streamlit as st
from markupsafe import Markup

from components.cards import claim_card
from components.cases import question_view, side_color
from components.links import on_change, read_view
from components.notices import show_empty
from components.parts import show_parts
from components.pieces import DOT, dot, heading, link, paragraph, row, show_html, small, strong
from components.places import show_beside
from components.scripts import make_component
from components.words import LIKELIHOODS, OUTCOMES, case_badge, counted, topic_words
from dossier.conflicts import Case
from dossier.language import _
from dossier.matrix import Cell, CellState, Columns, Matrix, Row, find_matrix, widest
from dossier.parts import part_of
from dossier.reading import Reading
from dossier.terms import side_letter
from dossier.view import View

STATES: dict[CellState, tuple[str, str]] = {
    "opposed": ("≠", _("opposed")),
    "both": ("⇄", _("holds both")),
    "agrees": ("=", _("unopposed")),
    "neutral": ("○", _("takes no side")),
    "declines": ("⊘", _("declines to say")),
    "silent": ("–", _("silent")),
    "unread": ("…", _("not fully read")),
}
"""Symbol and word of each state: colour only repeats them."""

_ROWS, _COLUMNS = 60, 40
"""How many questions stand in one part of the matrix, and how many texts or voices beside each other."""

_COMPONENT = make_component("matrix")


def show_matrix(reading: Reading) -> None:
    """The matrix of a view, with switches for its columns and its order, and the claims of the open cell beside it."""
    cases = matrix_cases(reading)
    if not cases:
        show_empty(reading, _("questions"))
        return
    by: Columns = "voice" if reading.view.by == "voice" else "source"
    part = part_of(cases, reading.view.part, size=_ROWS)
    sources = reading.known_sources
    if len(sources) > _COLUMNS and reading.view.source:
        sources = [source for source in sources if source.id in reading.view.source]
    matrix = find_matrix(reading.dossier, part.items, by=by, sources=sources)
    columns = len(matrix.columns)
    matrix = widest(matrix, _COLUMNS)
    _show_switches(reading.view)
    if columns > _COLUMNS:
        _show_left_out(columns, by)
    content, side = show_beside(chosen=bool(reading.view.cell))
    with content:
        _show_table(reading, matrix)
        show_parts(reading.view.having(cell=""), part)
    if reading.view.cell:
        with side:
            _show_cell(reading, matrix)


def _show_left_out(columns: int, by: Columns) -> None:
    voices = _("The {shown} of {all:,} voices that speak on most of these questions.")
    texts = _("The {shown} of {all:,} texts that speak on most of these questions.")
    said = (voices if by == "voice" else texts).format(shown=_COLUMNS, all=columns)
    st.caption(f"{said} " + _("A question's own page has all of them, and so has a filter by source."))


def matrix_cases(reading: Reading) -> tuple[Case, ...]:
    """The rows: the most disputed first and what all agree on last, or by topic."""
    cases = reading.asked_cases if reading.view.question else (*reading.conflicts, *reading.agreed)
    if reading.view.sort != "topic":
        return cases
    topics = list(dict.fromkeys(question.topic for question in reading.dossier.questions.values()))
    return tuple(sorted(cases, key=lambda case: topics.index(case.question.topic)))


def _show_switches(view: View) -> None:
    """Links to the matrix with other columns and in another order; what is on is bold."""
    show_html(
        _switch(view, "by", _("Columns"), {"": _("texts"), "voice": _("voices")}),
        _switch(view, "sort", _("Rows"), {"": _("most disputed first"), "topic": _("by topic")}),
        small(_legend()),
    )


def _switch(view: View, key: str, words: str, choices: Mapping[str, str]) -> Markup:
    icons = {value: f"radio_button_{'' if view.get(key) == value else 'un'}checked" for value in choices}
    links = (link(view.having(cell="", **{key: value}), choices[value], icon=icons[value]) for value in choices)
    return row(small(words), *links)


def _legend() -> Markup:
    signs = DOT.join(Markup("{} {}").format(strong(sign), word) for sign, word in STATES.values())
    words = _(
        "Letters stand for the positions under each question. A cell says how sure its claims are, and opens them. "
        "In italics: outside your filters."
    )
    return signs + f". {words}"


def _show_table(reading: Reading, matrix: Matrix) -> None:
    widget = f"matrix-{matrix.by}"

    def opened() -> View:
        view = read_view(reading.index, "conflicts")
        target = str(st.session_state[widget].opened or "")
        if "." in target:
            return view.having(cell=target)
        return question_view(view, target) if target in reading.dossier.questions else view

    _COMPONENT(key=widget, data=matrix_data(reading, matrix), on_opened_change=on_change(opened))


def matrix_data(reading: Reading, matrix: Matrix) -> dict[str, Any]:
    """The table as the browser draws it: plain texts, and links relative to the page."""
    dossier, by_source = reading.dossier, matrix.by == "source"
    names = [dossier.sources[name].title if by_source else dossier.voices[name].name for name in matrix.columns]
    caption = _("{questions} by text") if by_source else _("{questions} by voice")
    rows: list[dict[str, Any]] = []
    for topic, group in groupby(matrix.rows, key=lambda row: row.case.question.topic):
        if reading.view.sort == "topic":
            rows.append({"topic": topic_words(topic)})
        rows += [_row(reading, matrix, row) for row in group]
    return {
        "caption": caption.format(questions=counted(len(matrix.rows), "question", "questions")),
        "corner": _("Question and positions"),
        "columns": names,
        "wide": by_source,
        "rows": rows,
    }


def _row(reading: Reading, matrix: Matrix, row: Row) -> dict[str, Any]:
    question = row.case.question
    return {
        "title": question.title,
        "kind": case_badge(row.case).label,
        "href": f"?{question_view(reading.view, question.id).query()}",
        "opened": question.id,
        "sides": [_side(row.case, place) for place in range(len(row.case.sides))],
        "cells": [
            _cell(reading, row, cell, f"{question.id}.{name}", quiet=matrix.by == "voice")
            for name, cell in zip(matrix.columns, row.cells, strict=True)
        ],
    }


def _side(case: Case, place: int) -> dict[str, str]:
    return {"letter": side_letter(place), "color": side_color(place), "label": case.sides[place].label}


def _cell(reading: Reading, row: Row, cell: Cell, name: str, *, quiet: bool) -> dict[str, Any]:
    symbol, word = STATES[cell.state]
    drawn: dict[str, Any] = {"state": cell.state, "symbol": symbol, "word": word, "sides": [], "quiet": quiet}
    if not cell.claims:
        return drawn
    return drawn | {
        "sides": [_side(row.case, place) for place in cell.sides],
        "detail": "; ".join(_details(row.case, cell)),
        "href": f"?{reading.view.having(cell=name).query()}",
        "opened": name,
        "chosen": name == reading.view.cell,
        "outside": reading.claim_ids.isdisjoint(cell.claims),
    }


def _details(case: Case, cell: Cell) -> Iterator[str]:
    """How sure the claims are, and of a forecast what came of it."""
    yield from (LIKELIHOODS[likelihood] for likelihood in cell.likelihoods)
    if cell.unhedged:
        yield _("unhedged")
    elif not cell.likelihoods:
        yield _("hedged")
    states = dict.fromkeys(case.sides[place].state for place in cell.sides)
    yield from (OUTCOMES[state] for state in states if state)


def _show_cell(reading: Reading, matrix: Matrix) -> None:
    """The claims of the open cell."""
    question, _dot, name = reading.view.cell.partition(".")
    close = paragraph(link(reading.view.having(cell=""), _("Close"), icon="close"))
    line = next((line for line in matrix.rows if line.case.question.id == question), None)
    if line is None or name not in matrix.columns:
        show_html(paragraph(_("The cell that this link opens is not in this matrix.")), close)
        return
    dossier = reading.dossier
    cell = line.cells[matrix.columns.index(name)]
    holder = dossier.sources[name].title if matrix.by == "source" else dossier.voices[name].name
    sign, word = STATES[cell.state]
    show_html(
        close,
        heading(3, line.case.question.title),
        paragraph(Markup("{}: {} {}").format(strong(holder), sign, word)),
        *_claims(reading, line.case, cell.claims),
        paragraph(
            link(question_view(reading.view, question), _("All sides of this question"), icon="balance", kind="top")
        ),
    )


def _claims(reading: Reading, case: Case, claims: Sequence[str]) -> Iterator[Markup]:
    for place, side in enumerate(case.sides):
        own = [name for name in claims if name in side.claims]
        if own:
            yield paragraph(dot(side_color(place)) + strong(side.label))
        yield from (claim_card(reading, reading.dossier.claims[name], color=side_color(place)) for name in own)
