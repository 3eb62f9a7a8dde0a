"""Sources: the list of texts, and what stands around one of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import streamlit as st
from markupsafe import Markup

from components.links import on_change, read_view
from components.parts import show_parts
from components.pieces import badge_of, card, link, paragraph, row, show_html, show_kept, small, strong
from components.words import Badge, counted
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
    part = part_of(reading.known_sources, reading.view.part, size=_SOURCES)
    show_kept(reading, "sources", lambda: _source_cards(reading, part.items))
    show_parts(reading.view, part)


def _source_cards(reading: Reading, sources: Sequence[Source]) -> Iterator[Markup]:
    held = Counter(claim.source for claim in reading.claims)
    totals = Counter(claim.source for claim in reading.dossier.claims.values())
    return (_source_card(reading, source, held=held[source.id], total=totals[source.id]) for source in sources)


def _source_card(reading: Reading, source: Source, *, held: int, total: int) -> Markup:
    count = counted(total, "claim")
    claims = count if held == total else f"{held:,} of {count} in this view"
    target = reading.view.having(source=(source.id,), claim="")
    return card(
        paragraph(link(target, source.title, icon="article", kind="title top")),
        _badges(source),
        small(*source_lines(reading, source)),
        paragraph(strong(claims) + f" · {coverage_words(reading, source)}"),
    )


def _badges(source: Source) -> Markup:
    """Whether the whole text is held, whether its publisher stands by it, and how far it can be relied on."""
    full = source.extent == "full"
    badges = [Badge("Full text", "article", "gray") if full else Badge("Part of the text", "content_cut", "orange")]
    if source.standing:
        badges.append(Badge(source.standing.capitalize(), "history_toggle_off", "red"))
    if source.reliability:
        words = f"{source.reliability}: {_RELIABILITY[source.reliability]} (Admiralty scale)"
        badges.append(Badge(words, "verified", "gray"))
    return row(*map(badge_of, badges))


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
    """What is known of a source and how, and what is not, line by line; some lines may be empty."""
    authors = ", ".join(reading.dossier.voices[name].name for name in source.authors)
    return [
        _known("Published by", source.publisher, source.publisher_basis, "Publisher not stated in the text"),
        _known("Written by", authors, source.authors_basis, "Author not stated"),
        _known("Published", date_words(source.published), source.published_basis, ""),
        _known(
            "Published in", country_name(source.country) if source.country else None, source.country_basis,
            "Country of publication not known",
        ),
        f"Only a part of the text is held: {source.extent_note or ''}" if source.extent == "truncated" else "",
        f"Title: {source.title_basis}" if source.title_basis else "",
        f"Note: {source.note}" if source.note else "",
    ]  # fmt: skip


def _known(lead: str, value: str | None, basis: str | None, otherwise: str) -> str:
    if not value:
        return otherwise
    return f"{lead} {value}" + (f" (inferred: {basis})" if basis else "")


def show_source_facts(reading: Reading, source: Source) -> None:
    """What is known of a text, beside it."""
    show_html(_badges(source), small(*source_lines(reading, source)), small(coverage_words(reading, source)))


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
    if view.claim not in ids:
        show_html(link(view.having(claim=ids[0]), f"First of {counted(len(ids), 'claim')}", icon="arrow_downward"))
        return
    place = ids.index(view.claim)
    before = [link(view.having(claim=ids[place - 1]), "Previous", icon="arrow_upward")] if place else []
    after = [link(view.having(claim=name), "Next", icon="arrow_downward") for name in ids[place + 1 : place + 2]]
    here, close = small(f"Claim {place + 1} of {len(ids)}"), link(view.having(claim=""), "Close", icon="close")
    show_html(row(*before, here, *after, close))
