"""Sources: the list of texts, and what stands around one of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from components.links import on_change, read_view, show_link
from components.marks import escape
from components.parts import show_parts
from components.words import counted
from dossier.countries import country_name
from dossier.dates import words as date_words
from dossier.model import Claim, Source
from dossier.parts import part_of
from dossier.reading import Reading
from dossier.view import View

_RELIABILITY = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "cannot be judged",
}
"""The Admiralty scale for sources."""
_SOURCES = 30
"""How many texts stand in one part of a long list."""


def show_source_list(reading: Reading) -> None:
    """Every source with what is known about it, how much of it is in the view, and how much of it carries a claim."""
    held = Counter(claim.source for claim in reading.claims)
    totals = Counter(claim.source for claim in reading.dossier.claims.values())
    part = part_of(reading.known_sources, reading.view.part, size=_SOURCES)
    for source in part.items:
        with st.container(border=True, gap="small"):
            show_link(reading.view.having(source=(source.id,), claim=""), f"**{escape(source.title)}**", icon="article")
            show_source_badges(source)
            st.caption("  \n".join(line for line in source_lines(reading, source) if line))
            total = totals[source.id]
            count = counted(total, "claim")
            claims = count if held[source.id] == total else f"{held[source.id]:,} of {count} in this view"
            st.markdown(f"**{claims}** · {coverage_words(reading, source)}")
    show_parts(reading.view, part)


def show_source_badges(source: Source) -> None:
    """Whether the whole text is held, whether its publisher stands by it, and how far it can be relied on."""
    with st.container(horizontal=True, gap="small"):
        if source.extent == "full":
            st.badge("Full text", icon=":material/article:", color="gray")
        else:
            st.badge("Part of the text", icon=":material/content_cut:", color="orange")
        if source.standing:
            st.badge(source.standing.capitalize(), icon=":material/history_toggle_off:", color="red")
        if source.reliability:
            words = f"{source.reliability}: {_RELIABILITY[source.reliability]}"
            st.badge(words, icon=":material/verified:", color="gray", help="Admiralty scale of reliability")


def coverage_words(reading: Reading, source: Source) -> str:
    """How many sentences carry a claim, are left out for a reason, or are left without one."""
    covers = reading.index.coverage(source.id)
    omitted = sum(cover.omitted for cover in covers)
    unexplained = sum(cover.unexplained for cover in covers)
    parts = [f"{sum(cover.covered for cover in covers)} of {counted(len(covers), 'sentence')} with a claim"]
    if omitted:
        parts.append(f"{omitted} left out for a reason")
    if unexplained:
        parts.append(f"{unexplained} without a reason")
    return ", ".join(parts)


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


def show_source_facts(reading: Reading, source: Source) -> None:
    """What is known of a text, beside it."""
    show_source_badges(source)
    st.caption("  \n".join(line for line in source_lines(reading, source) if line))
    st.caption(coverage_words(reading, source))


def show_gaps_switch(reading: Reading) -> None:
    """Whether sentences without a claim are shown with the reason."""
    st.session_state["gaps"] = reading.view.show == "gaps"

    def changed() -> View:
        return read_view(reading.index, "sources").having(show="gaps" if st.session_state["gaps"] else "")

    st.toggle("Show what carries no claim, and why", key="gaps", on_change=on_change(changed))


def show_steps(reading: Reading, claims: Sequence[Claim]) -> None:
    """Links to the claim before and after the chosen one, in the order of the text; to the first if none is chosen."""
    ids = [claim.id for claim in claims]
    view = reading.view.having(at=None)
    if not ids:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if view.claim not in ids:
            show_link(view.having(claim=ids[0]), f"First of {counted(len(ids), 'claim')}", icon="arrow_downward")
            return
        place = ids.index(view.claim)
        if place > 0:
            show_link(view.having(claim=ids[place - 1]), "Previous", icon="arrow_upward")
        st.caption(f"Claim {place + 1} of {len(ids)}", width="content")
        if place + 1 < len(ids):
            show_link(view.having(claim=ids[place + 1]), "Next", icon="arrow_downward")
        show_link(view.having(claim=""), "Close", icon="close")
