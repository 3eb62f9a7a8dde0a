"""What a page must say before its content: what a link asked for in vain, what is hidden, why nothing is here."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from components.history import show_change
from components.marks import escape
from components.pieces import card, link, notice, paragraph, show_html, strong
from components.words import FILTERS, counted, filter_words
from dossier.dates import words as date_words
from dossier.language import _, within
from dossier.memory import find_change
from dossier.reading import Index, Reading
from dossier.view import DATES, NUMBERS, SELECTIONS, View


def show_notices(index: Index, view: View) -> None:
    """Notices above every page: unknown parts of the link, and the date that hides what came later."""
    for key, value in view.unknown[:5]:
        st.warning(_unknown(key, value), icon=":material/link_off:")
    if len(view.unknown) > 5:
        rest = counted(len(view.unknown) - 5, "more part", "more parts")
        st.warning(_("{parts} of this link could not be read.").format(parts=rest))
    if view.known:
        _show_known_on(index.read(view))
    if change := find_change(index.read(view)):
        show_change(index.read(view), change)


def _unknown(key: str, value: str) -> str:
    if not key:
        return _("This link could not be read in full: {parts} were left out.").format(parts=escape(value))
    if key in FILTERS and key not in {*DATES, *NUMBERS, "q", "name"}:
        said = _("This link names the {filter} “{value}”, which this dossier does not hold.")
        return said.format(filter=within(FILTERS[key]), value=escape(value))
    said = _("This link says “{part}”, which means nothing here.")
    return said.format(part=f"{escape(key)}={escape(value)}")


def _show_known_on(reading: Reading) -> None:
    view = reading.view
    assert view.known is not None  # asked for by the caller
    hidden = len(reading.dossier.claims) - len(reading.known_claims)
    said = Markup(_("Shown as known on {date}: {hidden}"))
    message = said.format(date=strong(date_words(view.known)), hidden=hidden_words(hidden))
    if reading.undatable_sources:
        titles = "; ".join(source.title for source in reading.undatable_sources)
        left_out = _("Left out because it cannot be told whether they had appeared: {titles}.")
        message += f" {left_out.format(titles=titles)}"
    lift = link(view.without("known"), _("Show all"), icon="close")
    show_html(notice("history", message, lift))


def hidden_words(number: int) -> str:
    """How many claims a date hides."""
    return counted(
        number,
        "claim from texts published later, or perhaps later, is hidden.",
        "claims from texts published later, or perhaps later, are hidden.",
    )


def show_not_yet(reading: Reading, what: str) -> None:
    """In place of something that had not certainly appeared by the view's date."""
    day = date_words(reading.view.known) if reading.view.known else ""
    now = link(reading.view.without("known"), _("Show what is known now"), icon="history_toggle_off")
    said = _("{what} had not certainly appeared by {day}.").format(what=what, day=day)
    show_html(card(paragraph(said), now))


def show_empty(reading: Reading, what: str) -> None:
    """An empty selection: which filters empty it, and a link that lifts each of them, the most helpful first."""
    view = reading.view
    active = view.narrowing_filters()
    if not active:
        show_html(card(paragraph(_("This dossier holds no {what}.").format(what=what))))
        return
    lifted = {key: view.without(key, *SELECTIONS) for key in active}
    left = {key: len(reading.index.claims(other)) for key, other in lifted.items()}
    ways = [
        (lifted[key], f"{filter_words(reading.dossier, key, view)} ({counted(left[key], 'claim', 'claims')})")
        for key in sorted(active, key=lambda key: -left[key])
    ]
    if len(active) > 1:
        ways.append((view.without(*active, *SELECTIONS), _("Lift all of them")))
    links = (paragraph(link(target, label, icon="filter_alt_off")) for target, label in ways)
    said = _("No {what} fit all of these filters together. Lift one:").format(what=what)
    show_html(card(paragraph(said), *links))


def show_meant(reading: Reading) -> None:
    """Nothing holds the words that were searched for: what may have been meant."""
    meant = reading.index.search.meant(reading.view.q)
    if meant:
        show_html(
            link(reading.view.having(q=meant), _("Did you mean “{words}”?").format(words=meant), icon="spellcheck")
        )
