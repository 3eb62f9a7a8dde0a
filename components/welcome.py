"""The first screen: what this is, from when, three questions to begin with, and what can be done here."""

from __future__ import annotations

import streamlit as st

from components.cases import SIDES_IN_A_ROW, question_view, show_case_badge, side_line
from components.links import show_link
from components.marks import escape
from components.parts import show_rest
from components.words import counted
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
        f"**{counted(len(reading.conflicts), 'conflict')}**",
        counted(len(reading.events), "event"),
    )
    dates = sorted({source.published for source in reading.sources}, key=sort_key)
    first, last = date_words(dates[0]), date_words(dates[-1])
    published = f"published {first}" if first == last else f"the first published {first}, the last {last}"
    st.caption(f"{' · '.join(counts)}  \n{published[:1].upper()}{published[1:]}.")


def show_starts(reading: Reading) -> None:
    """Three disputed questions of different kinds, each with its sides."""
    starts = find_starts(reading.conflicts)
    if not starts:
        st.markdown("Within these filters no two claims stand against each other.")
        return
    st.header("Where to begin")
    for column, case in zip(st.columns(len(starts), gap="medium"), starts, strict=True):
        with column:
            _show_start(reading, case)


def _show_start(reading: Reading, case: Case) -> None:
    with st.container(border=True, height="stretch", gap="small"):
        show_case_badge(case)
        show_link(question_view(reading.view, case.question.id), f"**{escape(case.question.ask)}**", icon=None)
        sides = enumerate(case.sides[:SIDES_IN_A_ROW])
        st.markdown("  \n".join(side_line(reading, place, side) for place, side in sides))
        show_rest(case.sides, SIDES_IN_A_ROW, "side", "its own page has every one.")


def show_ways_in(reading: Reading) -> None:
    """The pages, each with what it is good for."""
    st.header("What you can do here")
    for column, (page, label, icon, words) in zip(st.columns(len(_WAYS), gap="medium"), _WAYS, strict=True):
        with column, st.container(gap=None):
            show_link(reading.view.on(page), f"**{label}**", icon=icon)
            st.caption(words)
