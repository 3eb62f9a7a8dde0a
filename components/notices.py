"""What a page must say before its content: what a link asked for in vain, what is hidden, why nothing is here."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from components.history import show_change
from components.marks import escape
from components.pieces import card, link, notice, paragraph, show_html, strong
from components.words import FILTERS, counted, filter_words
from dossier.dates import words as date_words
from dossier.memory import find_change
from dossier.reading import Index, Reading
from dossier.view import DATES, NUMBERS, SELECTIONS, View


def show_notices(index: Index, view: View) -> None:
    """Notices above every page: unknown parts of the link, and the date that hides what came later."""
    for key, value in view.unknown[:5]:
        st.warning(_unknown(key, value), icon=":material/link_off:")
    if len(view.unknown) > 5:
        st.warning(f"{counted(len(view.unknown) - 5, 'more part')} of this link could not be read.")
    if view.known:
        _show_known_on(index.read(view))
    if change := find_change(index.read(view)):
        show_change(index.read(view), change)


def _unknown(key: str, value: str) -> str:
    if not key:
        return f"This link could not be read in full: {escape(value)} were left out."
    if key in FILTERS and key not in {*DATES, *NUMBERS, "q", "name"}:
        return f"This link names the {FILTERS[key].lower()} “{escape(value)}”, which this dossier does not hold."
    return f"This link says “{escape(key)}={escape(value)}”, which means nothing here."


def _show_known_on(reading: Reading) -> None:
    view = reading.view
    assert view.known is not None  # asked for by the caller
    hidden = len(reading.dossier.claims) - len(reading.known_claims)
    message = Markup("Shown as known on {}: {} from texts published later, or perhaps later, are hidden.").format(
        strong(date_words(view.known)), counted(hidden, "claim")
    )
    if reading.undatable_sources:
        titles = "; ".join(source.title for source in reading.undatable_sources)
        message += f" Left out because it cannot be told whether they had appeared: {titles}."
    lift = link(view.without("known"), "Show all", icon="close")
    show_html(notice("history", message, lift))


def show_not_yet(reading: Reading, what: str) -> None:
    """In place of something that had not certainly appeared by the view's date."""
    day = date_words(reading.view.known) if reading.view.known else ""
    now = link(reading.view.without("known"), "Show what is known now", icon="history_toggle_off")
    show_html(card(paragraph(f"{what} had not certainly appeared by {day}."), now))


def show_empty(reading: Reading, what: str) -> None:
    """An empty selection: which filters empty it, and a link that lifts each of them, the most helpful first."""
    view = reading.view
    active = view.narrowing_filters()
    if not active:
        show_html(card(paragraph(f"This dossier holds no {what}.")))
        return
    lifted = {key: view.without(key, *SELECTIONS) for key in active}
    left = {key: len(reading.index.claims(other)) for key, other in lifted.items()}
    ways = [
        (lifted[key], f"{filter_words(reading.dossier, key, view)} ({counted(left[key], 'claim')})")
        for key in sorted(active, key=lambda key: -left[key])
    ]
    if len(active) > 1:
        ways.append((view.without(*active, *SELECTIONS), "Lift all of them"))
    links = (paragraph(link(target, label, icon="filter_alt_off")) for target, label in ways)
    show_html(card(paragraph(f"No {what} fit all of these filters together. Lift one:"), *links))


def show_meant(reading: Reading) -> None:
    """Nothing holds the words that were searched for: what may have been meant."""
    meant = reading.index.search.meant(reading.view.q)
    if meant:
        show_html(link(reading.view.having(q=meant), f"Did you mean “{meant}”?", icon="spellcheck"))
