"""A question in full: what is asked, why they differ, the sides with their claims, and who is silent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import streamlit as st
from markupsafe import Markup

from components.cards import claim_card
from components.cases import (
    COLUMNS,
    SIDES_IN_A_ROW,
    question_view,
    side_color,
    side_counts,
    side_dot,
    side_words,
    wordings,
)
from components.charts import show_figures, show_other_figures
from components.marks import Color, escape
from components.parts import rest_words, show_parts
from components.pieces import (
    DOT,
    badge_of,
    card,
    columns,
    folded,
    gray,
    heading,
    link,
    notice,
    paragraph,
    row,
    show_html,
    small,
    strong,
    symbol,
)
from components.words import FORECASTS, LIKELIHOODS, LINKS, WHY_DIFFER, case_badge, counted, filter_words
from dossier.conflicts import Case, Side
from dossier.dates import sort_key
from dossier.dates import words as date_words
from dossier.language import _, ngettext, within
from dossier.leads import find_leads, find_links
from dossier.model import Claim, Figure, Link, Position
from dossier.parts import part_of
from dossier.reading import Reading
from dossier.view import View

_CARDS_AT_ONCE, _CARDS_FOLDED = 4, 24
"""How many cards of a side stand open, so that no side buries the other, and how many are folded beneath."""
_SIDES = 24
"""How many sides stand in one part of a question."""
_NAMES, _LINES = 20, 60
"""How many names stand in a line, and lines in a list, of what can be long without end."""


def show_case(reading: Reading, case: Case) -> None:
    """A question in full: what is asked, why they differ, the sides with their claims, and who is silent."""
    show_html(badge_of(case_badge(case)))
    st.title(escape(case.question.title))
    target = question_view(reading.view, case.question.id).having(show="brief")
    brief = link(target, _("Brief"), icon="print", kind="top")
    show_html(paragraph(case.question.ask), row(small(_summary(reading, case)), brief, kind="notice"))
    _show_outside(reading, case)
    _show_why(reading, case)
    if case.question.kind == "figure":
        show_figures(reading.dossier, case)
    if case.question.kind == "forecast":
        _show_forecasts(reading, case)
        _show_outcome(reading, case)
    _show_sides(reading, case)
    _show_links(reading, case)
    if case.question.kind == "figure":
        _show_not_comparable(reading, case)
    _show_silence(reading, case)


def _summary(reading: Reading, case: Case) -> Markup:
    cut_off = sum(reading.dossier.sources[name].extent == "truncated" for name in case.silent)
    parts = [
        counted(len(case.claims), "claim", "claims"),
        counted(len(case.voices), "voice", "voices"),
        strong(counted(len(case.origins), "independent origin", "independent origins")),
        counted(len(case.silent) - cut_off, "text is silent", "texts are silent"),
        counted(cut_off, "text is not fully read", "texts are not fully read") if cut_off else "",
    ]
    return DOT.join(part for part in parts if part)


def _show_outside(reading: Reading, case: Case) -> None:
    """That filters do not cut a question: what they leave out is shown all the same, and said."""
    outside = [name for name in case.claims if name not in reading.claim_ids]
    view = question_view(reading.view, case.question.id)
    filters = [key for key in reading.view.narrowing_filters() if key not in {"known", "conflict"}]
    if not outside or not filters:
        return
    asked = "; ".join(filter_words(reading.dossier, key, reading.view) for key in filters)
    said = ngettext(
        "{number} of {claims} on this question lies outside your filters ({filters}). They are shown, and marked.",
        "{number} of {claims} on this question lie outside your filters ({filters}). They are shown, and marked.",
        len(outside),
    )
    told = said.format(number=len(outside), claims=counted(len(case.claims), "claim", "claims"), filters=asked)
    lift = link(view.without(*filters), _("Lift these filters"), icon="filter_alt_off")
    show_html(notice("filter_alt", told, lift))


def _show_why(reading: Reading, case: Case) -> None:
    differ = case.question.differ
    if case.kind and differ:
        left_out = _("Why they differ is left out: it tells what was not known by this date.")
        reasons = "; ".join(WHY_DIFFER[why] for why in differ.why)
        why = strong(_("Why they differ:")) + f" {reasons}. {differ.note}" if reading.is_whole(case) else left_out
        show_html(card(paragraph(symbol("help") + why)))
    if case.question.note and reading.is_whole(case):
        show_html(small(_("Note: {note}").format(note=case.question.note)))


# Forecasts


def _show_forecasts(reading: Reading, case: Case) -> None:
    """Who foresaw what, when, how sure, and what came of it, in the order in which it was said."""
    dossier = reading.dossier
    foreseen = [(dossier.claims[name], side) for side in case.sides for name in (*side.claims, *side.withdrawn)]
    foreseen.sort(key=lambda item: sort_key(dossier.said(item[0])))
    show_html(
        heading(2, _("Who foresaw what")),
        *(_forecast(reading, case, claim, side) for claim, side in foreseen[:_LINES]),
        rest_words(
            foreseen, _LINES, "more forecast", "more forecasts", _("the claims on this question are all of them.")
        ),
    )


def _forecast(reading: Reading, case: Case, claim: Claim, side: Side) -> Markup:
    dossier = reading.dossier
    came = badge_of(FORECASTS[side.state]) if side.state else ""
    who = strong(dossier.voices[claim.voice].name)
    said = Markup("{}{}: {} — {} {}").format(
        side_dot(case, side), date_words(dossier.said(claim)), who, side.label, came
    )
    return paragraph(said, gray(_sureness(claim)))


def _sureness(claim: Claim) -> str:
    if claim.hedge is None:
        return _("without a word of doubt")
    if claim.likelihood is None:
        return f"“{claim.hedge}”"
    return _("“{hedge}”, read as {likelihood}").format(hedge=claim.hedge, likelihood=LIKELIHOODS[claim.likelihood])


def _show_outcome(reading: Reading, case: Case) -> None:
    outcome = reading.outcome(case)
    if outcome is None:
        unsettled = _("No claim in this view settles the forecast: it stays open.")
        show_html(card(paragraph(symbol("hourglass_empty") + unsettled)))
        return
    reached = case.question.position(outcome.position) if outcome.position else None
    verdict = strong(reached.label if reached else _("It cannot be told."))
    when = f" ({date_words(outcome.on)})" if outcome.on else ""
    show_html(
        heading(2, _("What came of it")),
        paragraph(verdict + f"{when}. {outcome.note or ''}"),
        columns(_cards(reading, outcome.claims, "gray"), most=2),
    )


# Sides


def _show_sides(reading: Reading, case: Case) -> None:
    """Those who take a stand beside each other, then those who take none."""
    part = part_of(range(len(case.sides)), reading.view.part, size=_SIDES)
    for stands in (True, False):
        places = [place for place in part.items if case.sides[place].takes_a_stand is stands]
        if places:
            sides = (_side(reading, case, place) for place in places)
            show_html(columns(sides, most=min(max(len(places), 2), COLUMNS)), kind="sides")
    show_parts(reading.view, part)


def _side(reading: Reading, case: Case, place: int) -> Markup:
    side, color = case.sides[place], side_color(place)
    claims = [*(claim.id for claim in find_leads(reading.dossier, case, side)), *side.withdrawn]
    return Markup().join(
        (
            heading(3, side_words(case, side), kind=f"ruled {color}"),
            small(*_side_lines(reading, case, side)),
            paragraph(badge_of(FORECASTS[side.state])) if side.state else Markup(),
            *_cards(reading, claims[:_CARDS_AT_ONCE], color),
            _folded(reading, case, claims[_CARDS_AT_ONCE:], color),
        )
    )


def _side_lines(reading: Reading, case: Case, side: Side) -> Iterator[str]:
    """How much stands behind a side, in which words, on whose word, and whether it disagrees with anybody."""
    yield side_counts(side)
    if isinstance(side.answer, Figure):
        words = wordings(reading.dossier, case, side.claims)
        yield _("In the words of the texts: {words}").format(words=words)
    if side.origins:
        more = len(side.origins) - _NAMES
        names = "; ".join(reading.dossier.voices[name].name for name in side.origins[:_NAMES])
        said = _("On the word of {names}, and {more:,} more") if more > 0 else _("On the word of {names}")
        yield said.format(names=names, more=more)
    if isinstance(side.answer, Position) and not side.takes_a_stand:
        yield _("This answer disagrees with nobody") if side.answer.neutral else _("Declines to say")


def _folded(reading: Reading, case: Case, claims: Sequence[str], color: Color) -> Markup:
    """The cards that no side needs to be understood."""
    if not claims:
        return Markup()
    cards = Markup().join(_cards(reading, claims[:_CARDS_FOLDED], color))
    answers = reading.view.on("claims").having(question=(case.question.id,))
    every = _("All {claims} on this question").format(claims=counted(len(case.claims), "claim", "claims"))
    rest = link(answers, every, icon="format_quote", kind="top") if len(claims) > _CARDS_FOLDED else Markup()
    return folded(counted(len(claims), "more claim", "more claims"), cards, rest)


def _cards(reading: Reading, claims: Sequence[str], color: Color) -> Iterator[Markup]:
    for name in claims:
        yield claim_card(reading, reading.dossier.claims[name], color=color)


def _show_links(reading: Reading, case: Case) -> None:
    """Where one claim speaks to another, and what a reader learns from it."""
    links = find_links(reading.dossier, case)
    if links:
        rest = rest_words(links, _LINES, "more answer", "more answers", _("each claim's own page has its links."))
        answers = (_answer(reading, one, tie) for one, tie in links[:_LINES])
        show_html(heading(2, _("How they answer each other")), rest, *answers)


def _answer(reading: Reading, one: Claim, tie: Link) -> Markup:
    verb = Markup("{}{}").format(symbol("arrow_downward"), strong(within(LINKS[tie.type])))
    other = reading.dossier.claims[tie.to]
    return card(paragraph(_said(reading, one), verb, _said(reading, other)), small(tie.why))


def _said(reading: Reading, claim: Claim) -> Markup:
    text = reading.dossier.texts[claim.source]
    words = " […] ".join(text.text_of(span) for span in reading.dossier.spans[claim.id])
    return Markup("{}: “{}”").format(strong(reading.dossier.voices[claim.voice].name), words)


# What is not there


def _show_not_comparable(reading: Reading, case: Case) -> None:
    """Questions that count the same in another part of the world: side by side, never on one axis."""
    others = [
        other
        for other in reading.known_cases
        if other.question.measure == case.question.measure and other.question.id != case.question.id
    ]
    if not others:
        return
    st.subheader(_("Not comparable"))
    own = escape(case.question.scope or case.question.title)
    said = _("These count something else, so they stand on axes of their own. The figures above count: {what}.")
    st.caption(said.format(what=own))
    show_html(rest_words(others, SIDES_IN_A_ROW, "more question", "more questions", _("their topic lists every one.")))
    for start in range(0, min(len(others), SIDES_IN_A_ROW), 2):
        for column, other in zip(st.columns(2, gap="medium"), others[start : start + 2], strict=False):
            with column, st.container(border=True, gap="small"):
                target = question_view(reading.view, other.question.id)
                what = other.question.scope or other.question.ask
                why = _("Not comparable, because this counts: {what}").format(what=what)
                show_html(paragraph(link(target, other.question.title, kind="title top")), small(why))
                show_other_figures(reading.dossier, other, beside=case)


def _show_silence(reading: Reading, case: Case) -> None:
    """Texts that say nothing on it, those not fully read apart from them, and voices that decline to say."""
    rows = [*_declining(reading, case), *_silent(reading, case)]
    if not rows:
        return
    show_html(
        heading(2, _("Who says nothing")),
        *(paragraph(link(target, label, icon=icon, kind="top")) for label, icon, target in rows[:_LINES]),
        rest_words(rows, _LINES, "more text", "more texts", _("those in which nothing above stands.")),
    )


def _declining(reading: Reading, case: Case) -> Iterator[tuple[str, str, View]]:
    for side in case.sides:
        if isinstance(side.answer, Position) and side.answer.declines:
            for name in side.voices:
                label = _("{voice}: declines to say").format(voice=reading.dossier.voices[name].name)
                yield label, "block", reading.view.on("analysts").having(analyst=name)


def _silent(reading: Reading, case: Case) -> Iterator[tuple[str, str, View]]:
    for name in case.silent:
        source = reading.dossier.sources[name]
        truncated = source.extent == "truncated"
        said = _("{text}: not fully read; the stored text breaks off") if truncated else _("{text}: silent on this")
        label = said.format(text=source.title)
        yield label, "content_cut" if truncated else "volume_off", reading.view.on("sources").having(source=(name,))
