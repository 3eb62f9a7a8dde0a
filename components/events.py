"""Events: what to pick out, the list by year and month, and one of them in full."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from components.cards import show_claim
from components.cases import show_case_row
from components.links import show_link
from components.marks import escape
from components.notices import show_not_yet
from components.parts import show_parts
from components.sources import source_lines
from components.words import EVENT_KINDS, counted
from dossier.countries import country_name
from dossier.dates import precision_words
from dossier.dates import words as date_words
from dossier.model import Claim, Event, Source
from dossier.parts import part_of
from dossier.reading import Reading
from dossier.timeline import (
    Item,
    by_year_and_month,
    chosen_key,
    disputes_about,
    find_items,
    known_claims_of,
    perhaps_first,
)
from dossier.voices import independent_origins

_ITEMS = 150
"""How many items stand in one part of a long list."""


def summary(reading: Reading) -> str:
    """How many events there are, and how many of their dates are inferred."""
    inferred = sum(bool(event.date_basis) for event in reading.events)
    parts = [counted(len(reading.events), "event")]
    if reading.events:
        parts.append(f"{inferred} with an inferred date" if inferred else "all dates as the texts state them")
    return " · ".join(parts)


# The list


def show_event_list(reading: Reading) -> None:
    """The list that says in words what the chart draws, by year and month."""
    part = part_of(find_items(reading), reading.view.part, size=_ITEMS)
    with st.container(key="event-list", gap="small"):
        for year, months in by_year_and_month(part.items).items():
            st.subheader(escape(year), divider="gray")
            for month, items in months.items():
                if month or len(months) > 1:
                    st.markdown(f"#### {month or 'Month not known'}")
                with st.container(gap="xsmall"):
                    for item in items:
                        _show_row(item, chosen=item.key == chosen_key(reading.view))
    show_parts(reading.view.having(event="", publication=""), part)


def _show_row(item: Item, *, chosen: bool) -> None:
    """Title as the link, under it kind, date and how the date is known."""
    title = f":primary[**{escape(item.title)}**]" if chosen else escape(item.title)
    kind = "Text published" if item.kind == "publication" else EVENT_KINDS[item.kind]
    inferred = " · inferred" if item.basis else ""
    with st.container(gap=None):
        show_link(item.view, title, icon="arrow_right" if chosen else None)
        st.caption(f"{escape(date_words(item.date))}{inferred} · {kind}")


# One event


def show_event(reading: Reading, event: Event) -> None:
    """An event in full: when and on what basis, where, who took part, what is disputed, every claim behind it."""
    claims = known_claims_of(reading, event)
    with st.container(gap="small"):
        with st.container(horizontal=True, horizontal_alignment="distribute"):
            st.badge(EVENT_KINDS[event.kind], color="gray")
            show_link(reading.view.without("event", "publication"), "Close", icon="close")
        if not claims:
            show_not_yet(reading, "The texts that tell of this event")
            return
        st.header(escape(event.title))
        _show_date(event)
        _show_facts(reading, event)
        _show_disputes(reading, event)
        _show_claims(reading, event, claims)


def show_publication(reading: Reading, source: Source) -> None:
    """The publication of a source: when and how that is known, by whom, and the way into the text."""
    with st.container(gap="small"):
        with st.container(horizontal=True, horizontal_alignment="distribute"):
            st.badge("Text published", color="gray")
            show_link(reading.view.without("publication"), "Close", icon="close")
        if source not in reading.known_sources:
            show_not_yet(reading, "This text")
            return
        st.header(escape(source.title))
        st.markdown(f"**{escape(date_words(source.published))}**")
        st.caption("  \n".join(line for line in source_lines(reading, source) if line))
        held = sum(claim.source == source.id for claim in reading.claims)
        st.markdown(f"**{counted(held, 'claim')} in this view**")
        show_link(reading.view.on("sources").having(source=(source.id,)), "Read the text", icon="article")


def _show_date(event: Event) -> None:
    doubt = precision_words(event.date)
    st.markdown(f"**{escape(date_words(event.date))}**" + (f" :small[:gray[{escape(doubt)}]]" if doubt else ""))
    if event.date_basis:
        st.caption(f":material/edit_calendar: The date is inferred: {escape(event.date_basis)}")
    else:
        st.caption(":material/event_available: The date is as the texts state it.")


def _show_facts(reading: Reading, event: Event) -> None:
    if event.id not in {known.id for known in reading.events}:
        st.caption(":material/filter_alt: Outside your filters")
    facts = [f"Where: {escape(event.place)}"] if event.place else []
    if event.countries:
        facts.append("Countries: " + ", ".join(country_name(code) for code in event.countries))
    if event.note:
        facts.append(f"Note: {escape(event.note)}")
    if facts:
        st.caption("  \n".join(facts))
    if event.participants:
        with st.container(horizontal=True, gap="small"):
            for name in event.participants:
                target = reading.view.on("analysts").having(analyst=name)
                show_link(target, escape(reading.dossier.voices[name].name), icon="person")


def _show_disputes(reading: Reading, event: Event) -> None:
    """The conflicts that the event's claims take part in, each a link to its page."""
    disputes = disputes_about(reading, event)
    if not disputes:
        return
    st.markdown(f"**Disputed: {counted(len(disputes), 'question')}**")
    for case in disputes:
        show_case_row(reading, case)


def _show_claims(reading: Reading, event: Event, claims: Sequence[Claim]) -> None:
    origins = independent_origins(reading.dossier, claims)
    hidden = len(event.claims) - len(claims)
    st.markdown(f"**{counted(len(claims), 'claim')} · {counted(len(origins), 'independent origin')}**")
    lines = [_first_told(reading, claims)] if len(claims) > 1 else []
    if hidden:
        lines.append(f"{counted(hidden, 'claim')} from texts published later, or perhaps later, are hidden.")
    if lines:
        st.caption("  \n".join(lines))
    for claim in claims:
        show_claim(reading, claim, full=True)


def _first_told(reading: Reading, claims: Sequence[Claim]) -> str:
    """Who told it first in these texts, as far as their dates tell."""
    dossier = reading.dossier
    first = perhaps_first(reading, claims)
    sources = {claim.source for claim in claims}
    if len(sources) == 1:
        return f"All of them stand in one text, “{escape(dossier.sources[sources.pop()].title)}”."
    if len(first) == len(claims):
        return "The texts are dated too vaguely to tell which of these claims came first."
    said = ", ".join(
        dict.fromkeys(f"{escape(dossier.voices[c.voice].name)} ({date_words(dossier.said(c))})" for c in first)
    )
    return f"First in these texts: {said}"
