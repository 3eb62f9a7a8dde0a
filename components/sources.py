"""Sources: the list of texts, and the head of one of them."""

from __future__ import annotations

from collections import Counter

import streamlit as st

from components.links import show_link
from components.marks import escape
from components.words import CLAIM_TYPES, counted
from dossier.countries import country_name
from dossier.dates import words as date_words
from dossier.model import Claim, Source
from dossier.reading import Reading


def show_source_list(reading: Reading) -> None:
    """Every source with what is known about it, and how much of it is in the view."""
    held = Counter(claim.source for claim in reading.claims)
    for source in reading.known_sources:
        with st.container(border=True, gap="small"):
            show_link(reading.view.having(source=(source.id,), claim=""), f"**{escape(source.title)}**", icon="article")
            st.caption("  \n".join(source_lines(reading, source)))
            st.caption(f"{counted(held[source.id], 'claim')} in this view")


def source_lines(reading: Reading, source: Source) -> list[str]:
    """What is known of a source and how, and what is not, as Markdown lines."""
    authors = ", ".join(reading.dossier.voices[name].name for name in source.authors)
    return [
        _known("Published by", source.publisher, source.publisher_basis, "Publisher not stated in the text"),
        _known("Written by", authors, source.authors_basis, "Author not stated"),
        _known("Published", date_words(source.published), source.published_basis, ""),
        _known(
            "Published in", country_name(source.country) if source.country else None, source.country_basis,
            "Country of publication not known",
        ),
        f"Only a part of the text is held: {escape(source.extent_note or '')}" if source.extent == "truncated" else "",
        f"Title: {escape(source.title_basis)}" if source.title_basis else "",
        f"Note: {escape(source.note)}" if source.note else "",
    ]  # fmt: skip


def _known(lead: str, value: str | None, basis: str | None, otherwise: str) -> str:
    if not value:
        return otherwise
    return f"{lead} {escape(value)}" + (f" (inferred: {escape(basis)})" if basis else "")


def show_legend() -> None:
    """What the underlines in a text mean."""
    lines = {"fact": "solid", "figure": "double", "assessment": "dashed", "forecast": "dotted"}
    st.caption(
        "Marked words carry a claim; choose one to open it. Underlines: "
        + ", ".join(f"{CLAIM_TYPES[kind].lower()} {style}" for kind, style in lines.items())  # ty: ignore[invalid-argument-type]
    )


def show_steps(reading: Reading, claims: list[Claim]) -> None:
    """Links to the claim before and after the chosen one, in the order of the text."""
    ids = [claim.id for claim in claims]
    chosen = reading.view.claim
    if chosen not in ids:
        return
    place = ids.index(chosen)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if place > 0:
            show_link(reading.view.having(claim=ids[place - 1]), "Previous", icon="arrow_upward")
        st.caption(f"Claim {place + 1} of {len(ids)}", width="content")
        if place + 1 < len(ids):
            show_link(reading.view.having(claim=ids[place + 1]), "Next", icon="arrow_downward")
