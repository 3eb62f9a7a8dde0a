"""Fields to choose from: what is chosen comes from the link, and a choice makes the next view.

A browser answers with the labels of options and not with their values. It may answer with those of an earlier run,
even for a field that nobody touched: its counts, or its words for the page's own order, were others then.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import streamlit as st

from components.links import on_change
from components.marks import escape
from dossier.view import View

_COUNT = re.compile(r" \([\d,]+\)$")


def show_choices(
    label: str,
    names: Mapping[str, str],
    *,
    counts: Mapping[str, int],
    chosen: Sequence[str],
    change: Callable[[tuple[str, ...]], View],
    key: str,
    in_sight: bool = False,
    **settings: Any,
) -> None:
    """Several values to choose from, each with its number of records; laid out `in_sight`, or in a list with a search.

    `names` are the names of the values in the order in which they are offered; all that is chosen is among them.
    """
    labels = {value: f"{name} ({counts.get(value, 0):,})" for value, name in names.items()}
    st.session_state[key] = list(chosen)

    def changed() -> View:
        return change(tuple(_meant(names, st.session_state[key])))

    def words(value: str) -> str:
        return escape(labels.get(value, value)) if in_sight else labels.get(value, value)

    settings |= {"format_func": words, "key": key, "on_change": on_change(changed)}
    if in_sight:
        st.pills(label, list(names), selection_mode="multi", **settings)
    else:
        st.multiselect(label, list(names), **settings)


def _meant(names: Mapping[str, str], answers: Iterable[str]) -> Iterator[str]:
    """The values among the answers, and those whose names stand in a label of before."""
    values = {name: value for value, name in names.items()}
    for answer in answers:
        name = _COUNT.sub("", answer)
        if answer in names or name in values:
            yield answer if answer in names else values[name]


def show_choice(
    label: str,
    names: Mapping[str, str],
    *,
    chosen: str,
    change: Callable[[str], View],
    key: str,
    **settings: Any,
) -> None:
    """One value from a list; the first is the page's own, and may have another name from view to view."""
    own, *_ = names
    st.session_state[key] = chosen if chosen in names else own

    def changed() -> View:
        answer = st.session_state[key]
        return change(answer if answer in names else own)

    st.selectbox(
        label, list(names), format_func=lambda value: names.get(value, value), key=key, on_change=on_change(changed),
        **settings,
    )  # fmt: skip
