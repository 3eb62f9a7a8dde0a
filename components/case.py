"""A question in full: what is asked, why they differ, the sides with their claims, and who is silent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import streamlit as st

from components.cards import show_claim
from components.cases import COLUMNS, SIDES_IN_A_ROW, question_view, show_case_badge, side_color, side_counts
from components.charts import show_figures, show_other_figures
from components.links import show_link
from components.marks import Color, escape
from components.parts import show_parts, show_rest
from components.words import FORECASTS, LIKELIHOODS, LINKS, WHY_DIFFER, counted, filter_words
from dossier.conflicts import Case
from dossier.dates import sort_key
from dossier.dates import words as date_words
from dossier.leads import find_leads, find_links
from dossier.model import Claim, Position
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
    show_case_badge(case)
    st.title(escape(case.question.title))
    st.markdown(escape(case.question.ask))
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(_summary(case), width="stretch")
        show_link(question_view(reading.view, case.question.id).having(show="brief"), "Brief", icon="print")
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


def _summary(case: Case) -> str:
    parts = [
        counted(len(case.claims), "claim"),
        counted(len(case.voices), "voice"),
        f"**{counted(len(case.origins), 'independent origin')}**",
        f"{counted(len(case.silent), 'text is', 'texts are')} silent",
    ]
    return " · ".join(parts)


def _show_outside(reading: Reading, case: Case) -> None:
    """That filters do not cut a question: what they leave out is shown all the same, and said."""
    outside = [name for name in case.claims if name not in reading.claim_ids]
    view = question_view(reading.view, case.question.id)
    filters = [key for key in reading.view.narrowing_filters() if key not in {"known", "conflict"}]
    if not outside or not filters:
        return
    asked = "; ".join(escape(filter_words(reading.dossier, key, reading.view)) for key in filters)
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(
            f":material/filter_alt: {len(outside)} of {counted(len(case.claims), 'claim')} on this question "
            f"{'lies' if len(outside) == 1 else 'lie'} outside your filters ({asked}). They are shown, and marked.",
            width="stretch",
        )
        show_link(view.without(*filters), "Lift these filters", icon="filter_alt_off")


def _show_why(reading: Reading, case: Case) -> None:
    differ = case.question.differ
    if case.kind and differ:
        with st.container(border=True):
            if reading.is_whole(case):
                reasons = "; ".join(WHY_DIFFER[why] for why in differ.why)
                st.markdown(f":material/help: **Why they differ:** {reasons}. {escape(differ.note)}")
            else:
                st.markdown(":material/help: Why they differ is left out: it tells what was not known by this date.")
    if case.question.note and reading.is_whole(case):
        st.caption(f"Note: {escape(case.question.note)}")


# Forecasts


def _show_forecasts(reading: Reading, case: Case) -> None:
    """Who foresaw what, when, how sure, and what came of it, in the order in which it was said."""
    dossier = reading.dossier
    foreseen = [
        (dossier.claims[name], place, side)
        for place, side in enumerate(case.sides)
        for name in (*side.claims, *side.withdrawn)
    ]
    st.subheader("Who foresaw what")
    foreseen.sort(key=lambda item: sort_key(dossier.said(item[0])))
    for claim, place, side in foreseen[:_LINES]:
        voice = escape(dossier.voices[claim.voice].name)
        badge = FORECASTS[side.state] if side.state else None
        came = f" :{badge.color}-badge[:material/{badge.icon}: {badge.label}]" if badge else ""
        st.markdown(
            f":{side_color(place)}[●] {date_words(dossier.said(claim))}: **{voice}** — {escape(side.label)}{came}  \n"
            f":small[:gray[{_sureness(claim)}]]"
        )
    show_rest(foreseen, _LINES, "forecast", "the claims on this question are all of them.")


def _sureness(claim: Claim) -> str:
    if claim.hedge is None:
        return "without a word of doubt"
    return f"“{escape(claim.hedge)}”" + (f", read as {LIKELIHOODS[claim.likelihood]}" if claim.likelihood else "")


def _show_outcome(reading: Reading, case: Case) -> None:
    outcome = reading.outcome(case)
    if outcome is None:
        with st.container(border=True):
            st.markdown(":material/hourglass_empty: No claim in this view settles the forecast: it stays open.")
        return
    st.subheader("What came of it")
    reached = case.question.position(outcome.position) if outcome.position else None
    verdict = f"**{escape(reached.label)}**" if reached else "**It cannot be told.**"
    when = f" ({date_words(outcome.on)})" if outcome.on else ""
    st.markdown(f"{verdict}{when}. {escape(outcome.note or '')}")
    columns = st.columns(2, gap="small")
    for place, name in enumerate(outcome.claims):
        with columns[place % 2]:
            show_claim(reading, reading.dossier.claims[name], color="gray")


# Sides


def _show_sides(reading: Reading, case: Case) -> None:
    """Those who take a stand beside each other, then those who take none."""
    part = part_of(range(len(case.sides)), reading.view.part, size=_SIDES)
    for stands in (True, False):
        places = [place for place in part.items if case.sides[place].takes_a_stand is stands]
        for start in range(0, len(places), COLUMNS):
            row = places[start : start + COLUMNS]
            for column, place in zip(st.columns(max(len(row), 2), gap="medium"), row, strict=False):
                with column:
                    _show_side(reading, case, place)
    show_parts(reading.view, part)


def _show_side(reading: Reading, case: Case, place: int) -> None:
    side, color = case.sides[place], side_color(place)
    st.subheader(escape(side.label), divider=color)
    voices = reading.dossier.voices
    lines = [side_counts(side)]
    if side.origins:
        more = len(side.origins) - _NAMES
        names = "; ".join(voices[name].name for name in side.origins[:_NAMES])
        lines.append(f"On the word of {escape(names)}" + (f", and {more:,} more" if more > 0 else ""))
    if isinstance(side.answer, Position) and not side.takes_a_stand:
        lines.append("This answer disagrees with nobody" if side.answer.neutral else "Declines to say")
    st.caption("  \n".join(lines))
    if side.state:
        badge = FORECASTS[side.state]
        st.badge(badge.label, icon=f":material/{badge.icon}:", color=badge.color)
    claims = [*(claim.id for claim in find_leads(reading.dossier, case, side)), *side.withdrawn]
    _show_cards(reading, claims[:_CARDS_AT_ONCE], color)
    if more := claims[_CARDS_AT_ONCE:]:
        with st.expander(counted(len(more), "more claim")):
            _show_cards(reading, more[:_CARDS_FOLDED], color)
            if len(more) > _CARDS_FOLDED:
                answers = reading.view.on("claims").having(question=(case.question.id,))
                show_link(answers, f"All {counted(len(case.claims), 'claim')} on this question", icon="format_quote")


def _show_cards(reading: Reading, claims: Sequence[str], color: Color) -> None:
    for name in claims:
        show_claim(reading, reading.dossier.claims[name], color=color)


def _show_links(reading: Reading, case: Case) -> None:
    """Where one claim speaks to another, and what a reader learns from it."""
    links = find_links(reading.dossier, case)
    if not links:
        return
    dossier = reading.dossier
    st.subheader("How they answer each other")
    show_rest(links, _LINES, "answer", "each claim's own page has its links.")
    for one, link in links[:_LINES]:
        other = dossier.claims[link.to]
        verb = LINKS[link.type].lower()
        with st.container(border=True, gap="small"):
            st.markdown(f"{_said(reading, one)}  \n:material/arrow_downward: **{verb}**  \n{_said(reading, other)}")
            st.caption(escape(link.why))


def _said(reading: Reading, claim: Claim) -> str:
    text = reading.dossier.texts[claim.source]
    words = " […] ".join(text.text_of(span) for span in reading.dossier.spans[claim.id])
    return f"**{escape(reading.dossier.voices[claim.voice].name)}**: “{escape(words)}”"


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
    st.subheader("Not comparable")
    own = escape(case.question.scope or case.question.title)
    st.caption(f"These count something else, so they stand on axes of their own. The figures above count: {own}.")
    show_rest(others, SIDES_IN_A_ROW, "question", "their topic lists every one.")
    for start in range(0, min(len(others), SIDES_IN_A_ROW), 2):
        for column, other in zip(st.columns(2, gap="medium"), others[start : start + 2], strict=False):
            with column, st.container(border=True, gap="small"):
                target = question_view(reading.view, other.question.id)
                show_link(target, f"**{escape(other.question.title)}**", icon=None)
                counts = escape(other.question.scope or other.question.ask)
                st.caption(f"Not comparable, because this counts: {counts}")
                show_other_figures(reading.dossier, other, beside=case)


def _show_silence(reading: Reading, case: Case) -> None:
    """Texts that say nothing on it, those not fully read apart from them, and voices that decline to say."""
    rows = [*_declining(reading, case), *_silent(reading, case)]
    if not rows:
        return
    st.subheader("Who says nothing")
    for label, icon, target in rows[:_LINES]:
        show_link(target, label, icon=icon)
    show_rest(rows, _LINES, "text", "those in which nothing above stands.")


def _declining(reading: Reading, case: Case) -> Iterator[tuple[str, str, View]]:
    for side in case.sides:
        if isinstance(side.answer, Position) and side.answer.declines:
            for name in side.voices:
                label = f"{escape(reading.dossier.voices[name].name)}: declines to say"
                yield label, "block", reading.view.on("analysts").having(analyst=name)


def _silent(reading: Reading, case: Case) -> Iterator[tuple[str, str, View]]:
    for name in case.silent:
        source = reading.dossier.sources[name]
        truncated = source.extent == "truncated"
        why = "not fully read; the stored text breaks off" if truncated else "silent on this"
        label = f"{escape(source.title)}: {why}"
        yield label, "content_cut" if truncated else "volume_off", reading.view.on("sources").having(source=(name,))
