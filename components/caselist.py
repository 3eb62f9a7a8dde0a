"""The list of disputed questions: what narrows it, in which order it stands, and what it leaves out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import streamlit as st
from markupsafe import Markup

from components.cases import case_lead, case_row, question_view, side_words
from components.choices import show_choices
from components.links import read_view
from components.notices import show_empty
from components.parts import rest_words, show_parts
from components.pieces import (
    DOT,
    card,
    gray,
    heading,
    link,
    notice,
    paragraph,
    row,
    show_html,
    show_kept,
    strong,
)
from components.words import FILTERS, counted, name_of
from dossier.conflicts import CASE_STATES as STATES
from dossier.conflicts import Case, state_of
from dossier.language import _, ngettext
from dossier.parts import Part, part_of
from dossier.reading import Reading
from dossier.terms import NO_CORROBORATION
from dossier.view import View

_ROWS = 60
"""How many conflicts stand in one part of a long list, and how many undisputed questions in a group."""
_LEADS = 3
"""How many conflicts at the top are shown with a quote of each side."""


def show_forms(reading: Reading) -> None:
    """Links to the same questions as a list, as a matrix and as a brief."""
    view = reading.view.on("conflicts").having(question=reading.view.question)
    forms = (("", _("List"), "list"), ("matrix", _("Matrix"), "grid_on"), ("brief", _("Brief"), "print"))
    links = (
        link(view.having(show=form), label, icon=icon, kind="here" if reading.view.show == form else "")
        for form, label, icon in forms
    )
    show_html(row(*links), kind="forms")


def show_case_filters(reading: Reading) -> None:
    """The kind of conflict and the topic, each with the number of conflicts it would leave."""
    kinds = Counter(state_of(case) for case in reading.index.read(reading.view.without("conflict")).conflicts)
    topics = Counter(case.question.topic for case in reading.index.read(reading.view.without("topic")).conflicts)
    left, right = st.columns([3, 1], gap="medium")
    with left:
        _show_choice(reading, "conflict", [state for state in STATES if kinds[state]], kinds)
    with right:
        _show_choice(reading, "topic", sorted(topics), topics)


def _show_choice(reading: Reading, key: str, options: list[str], counts: Counter) -> None:
    """Several values to choose from: a few in sight, many in a menu."""
    index, chosen = reading.index, reading.view.values(key)
    options = [*options, *(value for value in chosen if value not in options)]
    if len(options) < 2 and not chosen:
        return

    def change(values: tuple[str, ...]) -> View:
        return read_view(index, "conflicts").having(**{key: values}).without("cell")

    show_choices(
        FILTERS[key],
        {value: name_of(index.dossier, key, value) for value in options},
        counts=counts,
        chosen=chosen,
        change=change,
        key=f"choice-{key}",
        in_sight=key == "conflict",
        **({"wrap": True} if key == "conflict" else {"placeholder": _("All topics")}),
    )


def show_conflicts(reading: Reading) -> None:
    """The conflicts, the first of them with quotes, then in rows."""
    conflicts = reading.asked_cases
    if not conflicts:
        show_empty(reading, _("conflicts"))
        return
    st.caption(
        _(
            "In order: what excludes each other, then tensions, then forecasts that held or are open; within each, "
            "first where even the second strongest side rests on the most independent origins. The first three show a "
            "quote of each side, if possible one that answers the other. Nothing here says who is right."
        )
    )
    part = part_of(conflicts, reading.view.part, size=_ROWS)
    show_kept(reading, "conflicts", lambda: _rows(reading, part))
    show_parts(reading.view, part)


def _rows(reading: Reading, part: Part[Case]) -> Iterator[Markup]:
    for place, case in enumerate(part.items, start=part.start):
        yield case_lead(reading, case) if place < _LEADS else case_row(reading, case)


def show_left_out(reading: Reading) -> None:
    """How many conflicts the filters leave out, since none of their claims is inside."""
    view = reading.view
    lifted = View(page="conflicts", known=view.known, show=view.show, by=view.by, sort=view.sort)
    missing = len(reading.index.read(lifted).conflicts) - sum(bool(case.kind) for case in reading.asked_cases)
    if missing <= 0:
        return
    said = counted(
        missing,
        "more conflict is not listed, because of your filters. Of those that are listed, no side is left out.",
        "more conflicts are not listed, because of your filters. Of those that are listed, no side is left out.",
    )
    show_html(notice("filter_alt", said, link(lifted, _("List all"), icon="filter_alt_off")))


def show_agreed(reading: Reading) -> None:
    """The questions without a conflict, by how many independent origins agree."""
    if not reading.agreed or reading.view.question:
        return
    st.header(_("No conflict"))
    said = _("Claims on these questions can all be right. {no_corroboration} Nor is being undisputed.")
    st.caption(said.format(no_corroboration=NO_CORROBORATION))
    show_kept(reading, "agreed", lambda: _agreed(reading))


def _agreed(reading: Reading) -> Iterator[Markup]:
    forecasts = [case for case in reading.agreed if case.question.kind == "forecast"]
    others = [case for case in reading.agreed if case.question.kind != "forecast"]
    others.sort(key=lambda case: -len(case.origins))
    groups = (
        (_("Several origins, no conflict"), [case for case in others if len(case.origins) > 1]),
        (_("Only one origin speaks"), [case for case in others if len(case.origins) < 2]),
        (_("Open forecasts that nobody disputes"), forecasts),
    )
    yield from (_agreed_group(reading, words, cases) for words, cases in groups if cases)


def _agreed_group(reading: Reading, words: str, cases: Sequence[Case]) -> Markup:
    rows = (
        row(
            link(question_view(reading.view, case.question.id), case.question.title, kind="top"),
            paragraph("; ".join(side_words(case, side) for side in case.sides), gray(_agreement(case))),
            kind="pair",
        )
        for case in cases[:_ROWS]
    )
    where = _("choose a topic, or see the matrix, which has every one.")
    rest = rest_words(cases, _ROWS, "more question", "more questions", where)
    return heading(3, f"{words} ({len(cases)})") + card(*rows, rest)


def _agreement(case: Case) -> str:
    claims, voices, origins = len(case.claims), len(case.voices), len(case.origins)
    if not claims:
        return _("who said so has taken it back")
    if origins > 1:
        return DOT.join(
            (
                strong(counted(origins, "independent origin", "independent origins")),
                counted(claims, "claim", "claims"),
                counted(voices, "voice", "voices"),
            )
        )
    said = ngettext("said once", "said {number} times", claims).format(number=claims)
    told = _("one origin, {said} by {voices}") if voices > 1 else _("one origin, {said}")
    return told.format(said=said, voices=counted(voices, "voice", "voices"))
