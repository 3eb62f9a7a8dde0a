"""Events: as a list by year, and one of them in full."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import streamlit as st

from components.cards import show_claim
from components.links import show_link
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


def show_kind_links(reading: Reading) -> None:
    """One click to the events of one kind, each with its count."""
    view = reading.view
    everything = reading.index.read(view.without("kind", "event")).events
    with st.container(horizontal=True, gap="small"):
        show_link(view.without("kind", "event"), _chosen(f"All ({len(everything)})", chosen=not view.kind))
        for kind, label in EVENT_KINDS.items():
            number = sum(event.kind == kind for event in everything)
            if number:
                target = view.having(kind=(kind,), event="")
                show_link(target, _chosen(f"{ITEM_KINDS[kind]} ({number})", chosen=view.kind == (kind,)), help_text=label)


def _chosen(label: str, *, chosen: bool) -> str:
    return f"**:primary[{label}]**" if chosen else label


def show_event_list(reading: Reading) -> None:
    """The list that says in words what the chart draws, by year."""
    for year, items in groupby(find_items(reading), key=_year):
        st.subheader(year)
        for item in items:
            _show_row(item, chosen=item.key == reading.view.event)


def _year(item: Item) -> str:
    first, last = item.date.earliest, item.date.latest
    if first is None:
        return f"Until {last.year}" if last else "Without a known date"
    if last is None or first.year == last.year:
        return str(first.year)
    return f"{first.year} to {last.year}"


def _show_row(item: Item, *, chosen: bool) -> None:
    """Date, kind and title in one line; the title is the link."""
    when, what = st.columns([1, 3], gap="small", vertical_alignment="center")
    when.caption(f"{date_words(item.date)}  \n{ITEM_KINDS[item.kind] if item.kind == 'publication' else EVENT_KINDS[item.kind]}")
    with what:
        show_link(item.view, _chosen(escape(item.title), chosen=chosen), icon="arrow_right" if chosen else "")


def show_event(reading: Reading, event: Event) -> None:
    """An event in full: when and on what basis, where, who took part, and every claim behind it."""
    dossier = reading.dossier
    claims = [dossier.claims[name] for name in event.claims]
    with st.container(border=True):
        st.badge(EVENT_KINDS[event.kind], color="gray")
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
        show_link(reading.view.without("event"), "Close", icon="close")


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
