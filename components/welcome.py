"""The first screen: what this is, from when, three questions to begin with, and what can be done here."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from components.cases import question_view, side_lines
from components.pieces import (
    DOT,
    badge_of,
    card,
    columns,
    heading,
    link,
    paragraph,
    show_html,
    show_kept,
    small,
    strong,
)
from components.words import case_badge, counted
from dossier.conflicts import Case
from dossier.dates import sort_key
from dossier.dates import words as date_words
from dossier.leads import find_starts
from dossier.reading import Reading

_WAYS = (
    ("timeline", "Timeline", "timeline", "What happened when, and how exactly the texts know it"),
    ("conflicts", "Conflicts", "balance", "Every disputed question, its sides and their words"),
    ("analysts", "Analysts", "record_voice_over", "What each voice holds, foresaw and rests on"),
    ("sources", "Sources", "article", "The texts themselves, every claim marked in place"),
    ("claims", "Claims", "format_quote", "Search and filter everything that is said"),
)


def show_extent(reading: Reading) -> None:
    """How much the view holds, and from when its texts are; there has to be one."""
    counts = (
        counted(len(reading.sources), "source"),
        counted(len(reading.claims), "claim"),
        counted(len({claim.voice for claim in reading.claims}), "voice"),
        strong(counted(len(reading.conflicts), "conflict")),
        counted(len(reading.events), "event"),
    )
    dates = sorted({source.published for source in reading.sources}, key=sort_key)
    first, last = date_words(dates[0]), date_words(dates[-1])
    published = f"published {first}" if first == last else f"the first published {first}, the last {last}"
    show_html(small(DOT.join(counts), f"{published[:1].upper()}{published[1:]}."))


def show_starts(reading: Reading) -> None:
    """Three disputed questions of different kinds, each with its sides."""
    starts = find_starts(reading.conflicts)
    if not starts:
        st.markdown("Within these filters no two claims stand against each other.")
        return
    cards = (_start(reading, case) for case in starts)
    show_kept(
        reading, "starts", lambda: [heading(2, "Where to begin"), columns(cards, most=len(starts))], kind="starts"
    )


def _start(reading: Reading, case: Case) -> Markup:
    target = question_view(reading.view, case.question.id)
    return card(
        badge_of(case_badge(case)), link(target, case.question.ask, kind="title top"), side_lines(reading, case)
    )


def show_ways_in(reading: Reading) -> None:
    """The pages, each with what it is good for."""
    ways = (
        paragraph(link(reading.view.on(page), label, icon=icon, kind="title top")) + small(words)
        for page, label, icon, words in _WAYS
    )
    show_html(heading(2, "What you can do here"), columns(ways, most=len(_WAYS)), kind="ways")
