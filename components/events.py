"""Events: as a list by year, and one of them in full."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

import streamlit as st

from components.cards import show_claim
from components.links import on_change, read_view, show_link
from components.marks import escape
from components.words import EVENT_KINDS, ITEM_KINDS, counted
from dossier.countries import country_name
from dossier.dates import precision_words
from dossier.dates import words as date_words
from dossier.model import Event
from dossier.reading import Reading
from dossier.timeline import Item, find_items
from dossier.view import View
from dossier.voices import independent_origins


def show_kind_choice(reading: Reading) -> None:
    """One click to the events of a kind, each with its count under the other filters."""
    view = reading.view
    counts = Counter(event.kind for event in reading.index.read(view.without("kind", "event")).events)
    widget = "timeline-kinds"
    st.session_state[widget] = list(view.kind)

    def changed() -> View:
        return read_view(reading.index, "timeline").having(kind=tuple(st.session_state[widget]), event="")

    st.pills(
        "Kinds of event",
        [kind for kind in EVENT_KINDS if counts[kind] or kind in view.kind],
        selection_mode="multi",
        format_func=lambda kind: f"{ITEM_KINDS[kind]} {counts[kind]}",
        key=widget,
        on_change=on_change(changed),
        label_visibility="collapsed",
    )


def show_event_list(reading: Reading) -> None:
    """The list that says in words what the chart draws, by year."""
    for year, items in groupby(find_items(reading), key=_first_year):
        with st.container(gap="xsmall"):
            st.subheader(year, divider="gray")
            for item in items:
                _show_row(item, chosen=item.key == reading.view.event)


def _first_year(item: Item) -> str:
    if item.date.precision in {"decade", "century"}:
        return date_words(item.date).capitalize()
    first, last = item.date.earliest, item.date.latest
    if first:
        return str(first.year)
    return f"Until {last.year}" if last else "Without a known date"


def _show_row(item: Item, *, chosen: bool) -> None:
    """Date, title and kind in one line; the title is the link."""
    when, what = st.columns([1, 3], gap="small")
    when.caption(date_words(item.date))
    kind = "Published" if item.kind == "publication" else EVENT_KINDS[item.kind]
    title = f"**{escape(item.title)}**" if chosen else escape(item.title)
    with what:
        show_link(item.view, f"{title} :small[:gray[{kind}]]")


def show_event(reading: Reading, event: Event) -> None:
    """An event in full: when and on what basis, where, who took part, and every claim behind it."""
    dossier = reading.dossier
    claims = [dossier.claims[name] for name in event.claims]
    with st.container(gap="small"):
        with st.container(horizontal=True, horizontal_alignment="distribute"):
            st.badge(EVENT_KINDS[event.kind], color="gray")
            show_link(reading.view.without("event"), "Close", icon="close")
        st.header(escape(event.title))
        st.markdown(f"**{date_words(event.date)}**{_doubt(event)}")
        facts = [f"Where: {escape(event.place)}"] if event.place else []
        if event.countries:
            facts.append("Countries: " + ", ".join(country_name(code) for code in event.countries))
        if event.note:
            facts.append(f"Note: {escape(event.note)}")
        if facts:
            st.caption("  \n".join(facts))
        _show_participants(reading.view, reading, event)
        st.caption(f"{counted(len(claims), 'claim')} · {_origins(reading, event)}")
        for claim in claims:
            show_claim(reading, claim, full=True)


def _doubt(event: Event) -> str:
    parts: Sequence[str] = [part for part in (precision_words(event.date), event.date_basis) if part]
    return f" :small[:gray[({escape('; '.join(parts))})]]" if parts else ""


def _origins(reading: Reading, event: Event) -> str:
    claims = [reading.dossier.claims[name] for name in event.claims]
    return counted(len(independent_origins(reading.dossier, claims)), "independent origin")


def _show_participants(view: View, reading: Reading, event: Event) -> None:
    if not event.participants:
        return
    with st.container(horizontal=True, gap="small"):
        for name in event.participants:
            target = view.on("analysts").having(analyst=name)
            show_link(target, escape(reading.dossier.voices[name].name), icon="person")
