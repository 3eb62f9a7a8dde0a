"""Questions and their sides in a list: as a row, and with a quote of each side."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from components.cards import chain_words
from components.marks import Color, quotation
from components.parts import rest_words
from components.pieces import (
    DOT,
    badge_of,
    card,
    columns,
    dot,
    gray,
    link,
    paragraph,
    row,
    small,
    strong,
    symbol,
)
from components.words import OUTCOMES, case_badge, counted, topic_words
from dossier.conflicts import Case, Side
from dossier.language import _
from dossier.leads import find_leads
from dossier.model import Dossier, Figure
from dossier.reading import Reading
from dossier.view import View

SIDE_COLORS: tuple[Color, ...] = ("blue", "orange", "green", "pink", "ochre", "sky", "gray")
"""Sides take these in order, which are the hues of charts."""
COLUMNS = 3
"""How many sides stand beside each other."""
SIDES_IN_A_ROW = 12
"""How many sides stand in a list of questions."""


def side_color(place: int) -> Color:
    """The colour of the side at a place."""
    return SIDE_COLORS[place % len(SIDE_COLORS)]


def side_words(case: Case, side: Side) -> str:
    """What a side answers, a number with what it counts."""
    return f"{side.label} {case.question.unit or ''}".strip() if isinstance(side.answer, Figure) else side.label


def side_dot(case: Case, side: Side) -> Markup:
    """The mark of a side of a question."""
    return dot(side_color(case.sides.index(side)))


def question_view(view: View, question: str) -> View:
    """The link of one question in full, the filters staying as they are."""
    return view.on("conflicts").having(question=(question,))


def answer_line(dossier: Dossier, case: Case, side: Side, *, voice: str) -> Markup:
    """What a voice answers, behind the mark of its side: a number in the voice's own words, with what it counts as."""
    state = " " + gray(OUTCOMES[side.state]) if side.state else ""
    return side_dot(case, side) + _own_words(dossier, case, side, voice) + state


def _own_words(dossier: Dossier, case: Case, side: Side, voice: str) -> Markup:
    if not isinstance(side.answer, Figure):
        return strong(side.label)
    own = [name for name in side.claims if dossier.claims[name].voice == voice]
    counted_as = _("counted as {figure}").format(figure=side_words(case, side))
    return strong(wordings(dossier, case, own)) + " " + gray(counted_as)


def wordings(dossier: Dossier, case: Case, claims: Iterable[str]) -> str:
    """A number in the words in which claims give it."""
    answers = (dossier.answer(dossier.claims[name], case.question.id) for name in claims)
    return ", ".join(dict.fromkeys(f"“{answer.wording}”" for answer in answers if isinstance(answer, Figure)))


def case_row(reading: Reading, case: Case) -> Markup:
    """A question in a list: its title as a link, its kind and topic, and its sides with their counts."""
    return card(_row_head(reading, case), side_lines(reading, case))


def case_lead(reading: Reading, case: Case) -> Markup:
    """As a row, with the words of each side beside each other."""
    standing = [place for place, side in enumerate(case.sides) if side.claims]
    leads = [_lead(reading, case, place) for place in standing[:SIDES_IN_A_ROW]]
    return card(
        _row_head(reading, case),
        paragraph(case.question.ask),
        rest_words(standing, SIDES_IN_A_ROW, "more side", "more sides", _("its own page has every one.")),
        columns(leads, most=min(len(leads), COLUMNS)),
    )


def _row_head(reading: Reading, case: Case) -> Markup:
    target = question_view(reading.view, case.question.id)
    return row(
        link(target, case.question.title, kind="title top"),
        small(topic_words(case.question.topic)),
        badge_of(case_badge(case)),
        kind="head",
    )


def side_lines(reading: Reading, case: Case) -> Markup:
    """The sides of a question, a line each: the answer, and how much stands behind it."""
    lines = [_side_line(reading, case, place) for place in range(min(len(case.sides), SIDES_IN_A_ROW))]
    return paragraph(*lines) + rest_words(
        case.sides, SIDES_IN_A_ROW, "more side", "more sides", _("its own page has every one.")
    )


def _side_line(reading: Reading, case: Case, place: int) -> Markup:
    side = case.sides[place]
    state = f" · {OUTCOMES[side.state]}" if side.state else ""
    outside = _outside(reading, side)
    behind = gray(Markup("{}{}{}").format(side_counts(side), state, DOT + outside if outside else ""))
    return dot(side_color(place)) + side_words(case, side) + " " + behind


def _lead(reading: Reading, case: Case, place: int) -> Markup:
    side, color = case.sides[place], side_color(place)
    dossier, claim = reading.dossier, find_leads(reading.dossier, case, side)[0]
    said = Markup("{}, {}").format(strong(dossier.voices[claim.voice].name), chain_words(dossier, claim))
    return Markup("{}{}{}").format(
        paragraph(dot(color) + strong(side_words(case, side))),
        quotation(dossier, claim, color=color),
        small(said, side_counts(side), _outside(reading, side)),
    )


def _outside(reading: Reading, side: Side) -> Markup:
    return Markup() if is_inside(reading, side) else symbol("filter_alt") + _("outside your filters")


def is_inside(reading: Reading, side: Side) -> bool:
    """Whether a claim of the side is in the view; one that is not is shown all the same, and the page says so."""
    return not reading.claim_ids.isdisjoint((*side.claims, *side.withdrawn))


def side_counts(side: Side) -> str:
    """How many claims, voices and independent origins stand behind a side."""
    parts = (
        counted(len(side.claims), "claim", "claims"),
        counted(len(side.voices), "voice", "voices"),
        counted(len(side.origins), "independent origin", "independent origins"),
    )
    return " · ".join(parts)
