"""A claim as a line to read: its words, when they were said, and the way to the text. Shorter than a card."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from components.links import show_link
from components.marks import Color, escape, marked_sentence
from components.words import LIKELIHOODS
from dossier.dates import words as date_words
from dossier.model import Claim
from dossier.reading import Reading


def show_quotes(reading: Reading, claims: Iterable[Claim], *, color: Color = "blue") -> None:
    """Claims one below the other."""
    for claim in claims:
        show_quote(reading, claim, color=color)


def show_quote(reading: Reading, claim: Claim, *, color: Color = "blue", speaker: bool = False) -> None:
    """The words of a claim in their sentence, with its small print; `speaker` tells who says it."""
    dossier = reading.dossier
    with st.container(gap=None):
        st.markdown(marked_sentence(dossier.texts[claim.source], dossier.spans[claim.id], color=color))
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.caption(" · ".join(_small_print(reading, claim, speaker=speaker)), width="content")
            show_link(reading.view.on("sources").having(claim=claim.id), "In the text", icon="format_quote")
        if claim.note:
            st.caption(f":material/edit_note: {escape(claim.note)}")


def _small_print(reading: Reading, claim: Claim, *, speaker: bool) -> Iterable[str]:
    dossier = reading.dossier
    source = dossier.sources[claim.source]
    if speaker:
        yield f"**{escape(dossier.voices[claim.voice].name)}**"
    yield f"said {date_words(claim.said)}" if claim.said else f"published {date_words(source.published)}"
    if claim.hedge:
        read_as = f" (read by the curator as {LIKELIHOODS[claim.likelihood]})" if claim.likelihood else ""
        yield f"word of doubt: *{escape(claim.hedge)}*{read_as}"
    if claim.status != "current":
        yield f":material/history_toggle_off: {claim.status}: {escape(claim.status_why or '')}"
