"""The sidebar: what this is, the pages as links that carry the view, and the filters."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import streamlit as st
from markupsafe import Markup

from components.choices import show_choices
from components.links import PAGES, on_change, read_view
from components.marks import escape
from components.pieces import link, paragraph, show_kept, small
from components.words import FILTERS, counted, filter_words, name_of
from dossier.dates import parse_edtf
from dossier.dates import words as date_words
from dossier.language import _
from dossier.reading import Index, Reading
from dossier.timeline import find_steps
from dossier.view import View

_LISTS = {"country": _("All countries"), "source": _("All sources")}
"""The filters that have a control here, and what the control says when nothing is chosen."""


def show_sidebar(reading: Reading) -> None:
    """Everything in the sidebar, made from the view and from nothing else."""
    index, view = reading.index, reading.view
    st.markdown("### Counterclaim")
    st.caption(escape(index.dossier.about.title))
    show_kept(reading, "pages", lambda: [page_links(view)], kind="pages")
    st.divider()
    for key in _LISTS:
        _show_list(index, view, key)
    _show_known_on(reading)
    show_kept(reading, "narrowing", lambda: _others(index, view), kind="narrowing")


def page_links(view: View) -> Markup:
    """The pages, each of them a link that carries the view."""
    links = (
        link(
            view.on(entry.name),
            entry.title,
            icon=entry.icon,
            kind="here" if entry.name == view.page else "top",
            told=entry.help,
        )
        for entry in PAGES
    )
    return Markup('<nav aria-label="{}">{}</nav>').format(_("Pages"), Markup().join(links))


def _show_list(index: Index, view: View, key: str) -> None:
    """A filter as a list of choices, each with the number of claims it has, as far as they could be known."""
    counts = index.facets(View(known=view.known), key)
    chosen = view.values(key)
    names = {value: name_of(index.dossier, key, value) for value in {*counts, *chosen}}

    def change(values: tuple[str, ...]) -> View:
        return read_view(index, view.page).having(**{key: values}).without("claim", "event", "publication")

    show_choices(
        FILTERS[key],
        dict(sorted(names.items(), key=lambda named: (named[1], named[0]))),
        counts=counts,
        chosen=chosen,
        change=change,
        key=f"filter-{key}",
        placeholder=_LISTS[key],
    )


def _show_known_on(reading: Reading) -> None:
    """The date that hides whatever was published later."""
    index, view, widget = reading.index, reading.view, "filter-known"
    st.session_state[widget] = view.known.latest or view.known.earliest if view.known else None

    def changed() -> View:
        day = st.session_state[widget]
        return read_view(index, view.page).having(known=parse_edtf(day.isoformat()) if day else None)

    st.date_input(
        _("As known on"),
        key=widget,
        on_change=on_change(changed),
        format="YYYY-MM-DD",
        min_value=date.min,
        max_value=date.max,
        help=_("Hides every text that was not certainly published by that day."),
    )
    steps = find_steps(index)
    if len(steps) > 1:
        with st.expander(_("When the texts appeared"), type="compact"):
            show_kept(reading, "steps", lambda: (_step(index, view, day, count) for day, count in steps))


def _step(index: Index, view: View, day: date, count: int) -> Markup:
    known = parse_edtf(day.isoformat())
    texts = counted(len(index.dossier.sources), "text", "texts")
    label = _("{date}: {number} of {texts}").format(date=date_words(known), number=count, texts=texts)
    return paragraph(link(view.having(known=known), label, kind="here" if view.known == known else ""))


def _others(index: Index, view: View) -> Iterator[Markup]:
    """What else narrows the view, each with a way to lift it, and how much is left."""
    plain = view.on(view.page)
    for key in plain.narrowing_filters():
        if key not in {*_LISTS, "known"}:
            chip = link(plain.without(key), filter_words(index.dossier, key, plain), icon="close", kind="chip")
            yield paragraph(chip)
    held = len(index.read(plain).claims)
    claims = counted(len(index.dossier.claims), "claim", "claims")
    yield small(_("{number:,} of {claims} in this view").format(number=held, claims=claims))
    if plain.active_filters():
        yield paragraph(link(plain.without(*plain.active_filters()), _("Reset filters"), icon="filter_alt_off"))
