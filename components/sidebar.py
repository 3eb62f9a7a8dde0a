"""The sidebar: what this is, the pages as links that carry the view, and the filters."""

from __future__ import annotations

import streamlit as st

from components.links import PAGES, on_change, read_view, show_link
from components.marks import escape
from components.words import FILTERS, counted, name_of
from dossier.reading import Index
from dossier.view import View


def show_sidebar(index: Index, view: View) -> None:
    """Everything in the sidebar, made from the view and from nothing else."""
    st.markdown("### Counterclaim")
    st.caption(escape(index.dossier.about.title))
    with st.container(gap=None):
        for entry in PAGES:
            show_link(view.on(entry.name), entry.title, icon=entry.icon, width="stretch", help_text=entry.help)
    st.divider()
    _show_filter(index, view, "country")
    _show_filter(index, view, "source")
    held = len(index.read(view).claims)
    st.caption(f"{held:,} of {counted(len(index.dossier.claims), 'claim')} in this view")
    if view.active_filters():
        show_link(view.on(view.page).without(*view.active_filters()), "Reset filters", icon="filter_alt_off")


def _show_filter(index: Index, view: View, key: str) -> None:
    """A filter as a list of choices, each with the number of claims it has in the whole dossier."""
    counts = index.facets(View(), key)
    chosen = list(view.get(key) or ())  # ty: ignore[invalid-argument-type]
    options = sorted({*counts, *chosen}, key=lambda value: name_of(index.dossier, key, value))
    widget = f"filter-{key}"
    st.session_state[widget] = chosen

    def changed() -> View:
        values = tuple(st.session_state[widget])
        return read_view(index, view.page).having(**{key: values})

    st.multiselect(
        FILTERS[key],
        options,
        format_func=lambda value: f"{name_of(index.dossier, key, value)} ({counts.get(value, 0)})",
        key=widget,
        on_change=on_change(changed),
        placeholder={"country": "All countries", "source": "All sources"}[key],
    )
