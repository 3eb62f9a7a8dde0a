"""Questions by sources or by voices as a table: who takes which position; a cell opens its claims."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

import streamlit as st

from components.beside import show_beside
from components.cards import show_claim
from components.cases import question_view, side_color
from components.links import on_change, read_view, show_link
from components.marks import escape
from components.notices import show_empty
from components.parts import show_parts
from components.words import FORECASTS, LIKELIHOODS, case_badge, counted, topic_words
from dossier.conflicts import Case
from dossier.matrix import Cell, CellState, Columns, Matrix, Row, find_matrix, widest
from dossier.parts import part_of
from dossier.reading import Reading
from dossier.terms import side_letter
from dossier.view import View

STATES: dict[CellState, tuple[str, str]] = {
    "opposed": ("≠", "opposed"),
    "both": ("⇄", "holds both"),
    "agrees": ("=", "unopposed"),
    "neutral": ("○", "takes no side"),
    "declines": ("⊘", "declines to say"),
    "silent": ("–", "silent"),
    "unread": ("…", "not fully read"),
}
"""Symbol and word of each state: colour only repeats them."""

_ROWS, _COLUMNS = 60, 40
"""How many questions stand in one part of the matrix, and how many texts or voices beside each other."""

_CSS = """
.box { overflow: auto; max-height: min(80vh, 60rem); border: 1px solid var(--st-border-color);
  border-radius: var(--st-base-radius); font-family: var(--st-font); font-size: 0.875rem; color: var(--st-text-color); }
.box:focus-visible, a:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: -2px; }
table { border-collapse: separate; border-spacing: 0; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: 0.5rem 0.6rem; font-weight: 400; min-width: 8.5rem;
  border-bottom: 1px solid var(--st-border-color); border-right: 1px solid var(--st-border-color); }
table.narrow th[scope=col], table.narrow td { min-width: 5.5rem; max-width: 9rem; overflow-wrap: anywhere; }
thead th { position: sticky; top: 0; z-index: 2; background: var(--st-secondary-background-color); font-weight: 600;
  line-height: 1.25; }
tbody th { position: sticky; left: 0; z-index: 1; background: var(--st-background-color); min-width: 15rem;
  max-width: 20rem; }
thead th:first-child { left: 0; z-index: 3; min-width: 15rem; }
tr.topic th { position: static; background: var(--st-secondary-background-color); font-weight: 600; }
tr.topic th span { position: sticky; left: 0.6rem; }
a { color: inherit; text-decoration: underline; text-underline-offset: 0.2em;
  text-decoration-color: color-mix(in srgb, currentcolor 35%, transparent); }
a:hover { text-decoration-color: currentcolor; }
.title { font-weight: 600; }
small { display: block; margin-top: 0.2rem; font-size: 0.8rem;
  color: color-mix(in srgb, currentcolor 80%, transparent); }
table:not(.narrow) .side { display: block; margin-top: 0.2rem; }
td a { display: block; text-decoration: none; }
td a:hover .label { text-decoration: underline; }
td.silent, td.unread { color: color-mix(in srgb, var(--st-text-color) 66%, transparent); }
td.unread { background: repeating-linear-gradient(135deg, transparent 0 6px,
  color-mix(in srgb, var(--st-text-color) 6%, transparent) 6px 7px); }
td.chosen { box-shadow: inset 0 0 0 2px var(--st-primary-color); }
td.outside .label { font-style: italic; }
b { display: inline-block; min-width: 1.2em; padding: 0 0.25em; border-radius: 0.25em; text-align: center;
  border: 1px solid currentcolor; font-weight: 600; line-height: 1.35; }
.blue { color: var(--st-blue-text-color); } .orange { color: var(--st-orange-text-color); }
.green { color: var(--st-green-text-color); } .violet { color: var(--st-violet-text-color); }
.yellow { color: var(--st-yellow-text-color); } .red { color: var(--st-red-text-color); }
.gray { color: var(--st-gray-text-color); }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (max-width: 640px) {
  tbody th, thead th:first-child { min-width: 9.5rem; max-width: 9.5rem; }
  th, td { padding: 0.4rem; min-width: 7rem; }
}
@media print { .box { max-height: none; overflow: visible; border: 0; } }
"""
_JS = """
const make = (tag, attributes, ...children) => {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) if (value) node.setAttribute(name, value);
  node.append(...children.filter((child) => child !== null && child !== ""));
  return node;
};
export default function ({ data, parentElement, setTriggerValue }) {
  let box = parentElement.querySelector(".box");
  if (!box) { box = make("div", { class: "box", tabindex: "0", role: "region" }); parentElement.append(box); }
  box.setAttribute("aria-label", data.caption);
  const link = (href, opened, attributes, ...children) => {
    const a = make("a", { href, ...attributes }, ...children);
    a.onclick = (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
      event.preventDefault();
      setTriggerValue("opened", opened);
    };
    return a;
  };
  const badge = (side) => make("b", { class: side.color }, side.letter);
  const head = make("tr", {}, make("th", { scope: "col" }, data.corner),
    ...data.columns.map((column) => make("th", { scope: "col" }, column)));
  const rows = data.rows.map((row) => {
    if (row.topic) return make("tr", { class: "topic" },
      make("th", { scope: "rowgroup", colspan: data.columns.length + 1 }, make("span", {}, row.topic)));
    const sides = row.sides.map((side) => make("small", {}, badge(side), " " + side.label));
    const first = make("th", { scope: "row" },
      link(row.href, row.opened, { class: "title" }, row.title), make("small", {}, row.kind), ...sides);
    const cells = row.cells.map((cell) => {
      const marks = cell.sides.map((side) => make("span", { class: "side" }, " ", badge(side),
        data.wide ? " " + side.label : make("span", { class: "unseen" }, " " + side.label)));
      const words = make("span", { class: cell.quiet ? "unseen" : "" }, " " + cell.word);
      const content = [cell.symbol, words, ...(marks.length ? [make("span", { class: "label" }, ...marks)] : []),
        cell.detail ? make("small", {}, cell.detail) : ""];
      const inner = cell.href ? [link(cell.href, cell.opened, {}, ...content)] : content;
      return make("td", { class: [cell.state, cell.chosen && "chosen", cell.outside && "outside"]
        .filter(Boolean).join(" ") }, ...inner);
    });
    return make("tr", {}, first, ...cells);
  });
  const at = [box.scrollLeft, box.scrollTop];
  const caption = make("caption", { class: "unseen" }, data.caption);
  box.replaceChildren(make("table", { class: data.wide ? "" : "narrow" }, caption,
    make("thead", {}, head), make("tbody", {}, ...rows)));
  box.scrollTo(...at);
}
"""
_COMPONENT = st.components.v2.component("counterclaim_matrix", html="<div></div>", css=_CSS, js=_JS)


def show_matrix(reading: Reading) -> None:
    """The matrix of a view, with switches for its columns and its order, and the claims of the open cell beside it."""
    cases = matrix_cases(reading)
    if not cases:
        show_empty(reading, "questions")
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
    st.caption(_legend())
    if columns > _COLUMNS:
        noun = "voices" if by == "voice" else "texts"
        st.caption(
            f"The {_COLUMNS} of {columns:,} {noun} that speak on most of these questions. "
            "A question's own page has all of them, and so has a filter by source."
        )
    content, side = show_beside(chosen=bool(reading.view.cell))
    with content:
        _show_table(reading, matrix)
        show_parts(reading.view.having(cell=""), part)
    if reading.view.cell:
        with side:
            _show_cell(reading, matrix)


def matrix_cases(reading: Reading) -> tuple[Case, ...]:
    """The rows: the most disputed first and what all agree on last, or by topic."""
    cases = reading.asked_cases if reading.view.question else (*reading.conflicts, *reading.agreed)
    if reading.view.sort != "topic":
        return cases
    topics = list(dict.fromkeys(question.topic for question in reading.dossier.questions.values()))
    return tuple(sorted(cases, key=lambda case: topics.index(case.question.topic)))


def _show_switches(view: View) -> None:
    """Links to the matrix with other columns and in another order; what is on is bold."""
    columns = (("", "texts"), ("voice", "voices"))
    orders = (("", "most disputed first"), ("topic", "by topic"))
    for key, heading, choices in (("by", "Columns", columns), ("sort", "Rows", orders)):
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            st.caption(heading, width="content")
            for value, label in choices:
                icon = "radio_button_checked" if view.get(key) == value else "radio_button_unchecked"
                show_link(view.having(cell="", **{key: value}), label, icon=icon)


def _legend() -> str:
    words = " · ".join(f"**{symbol}** {word}" for symbol, word in STATES.values())
    return (
        f"{words}. Letters stand for the positions under each question. A cell says how sure its claims are, and opens "
        "them. In italics: outside your filters."
    )


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
    rows: list[dict[str, Any]] = []
    for topic, group in groupby(matrix.rows, key=lambda row: row.case.question.topic):
        if reading.view.sort == "topic":
            rows.append({"topic": topic_words(topic)})
        rows += [_row(reading, matrix, row) for row in group]
    return {
        "caption": f"{counted(len(matrix.rows), 'question')} by {'text' if by_source else 'voice'}",
        "corner": "Question and positions",
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
        yield "unhedged"
    elif not cell.likelihoods:
        yield "hedged"
    states = dict.fromkeys(case.sides[place].state for place in cell.sides)
    yield from (FORECASTS[state].label.lower() for state in states if state)


def _show_cell(reading: Reading, matrix: Matrix) -> None:
    """The claims of the open cell."""
    question, _, name = reading.view.cell.partition(".")
    row = next((row for row in matrix.rows if row.case.question.id == question), None)
    if row is None or name not in matrix.columns:
        st.markdown("The cell that this link opens is not in this matrix.")
        show_link(reading.view.having(cell=""), "Close", icon="close")
        return
    dossier = reading.dossier
    cell = row.cells[matrix.columns.index(name)]
    holder = dossier.sources[name].title if matrix.by == "source" else dossier.voices[name].name
    show_link(reading.view.having(cell=""), "Close", icon="close")
    st.subheader(escape(row.case.question.title))
    symbol, word = STATES[cell.state]
    st.markdown(f"**{escape(holder)}**: {symbol} {word}")
    _show_claims(reading, row.case, cell.claims)
    show_link(question_view(reading.view, question), "All sides of this question", icon="balance")


def _show_claims(reading: Reading, case: Case, claims: Sequence[str]) -> None:
    for place, side in enumerate(case.sides):
        own = [name for name in claims if name in side.claims]
        if own:
            st.markdown(f":{side_color(place)}[●] **{escape(side.label)}**")
        for name in own:
            show_claim(reading, reading.dossier.claims[name], color=side_color(place))
