"""Sources: the list of texts, and what stands around one of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import streamlit as st
from markupsafe import Markup

from components.links import on_change, read_view
from components.parts import show_parts
from components.pieces import badge_of, card, link, paragraph, row, show_html, show_kept, small, strong
from components.words import STATUSES, Badge, counted
from dossier.countries import country_name
from dossier.dates import words as date_words
from dossier.language import _, begun
from dossier.model import Claim, Source
from dossier.parts import part_of
from dossier.reading import Reading
from dossier.view import View

_RELIABILITY = {
    "A": _("completely reliable"),
    "B": _("usually reliable"),
    "C": _("fairly reliable"),
    "D": _("not usually reliable"),
    "E": _("unreliable"),
    "F": _("cannot be judged"),
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
    count = counted(total, "claim", "claims")
    claims = count if held == total else _("{held:,} of {claims} in this view").format(held=held, claims=count)
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
    whole, part = Badge(_("Full text"), "article", "gray"), Badge(_("Part of the text"), "content_cut", "orange")
    badges = [whole if full else part]
    if source.standing:
        standing = STATUSES[source.standing]
        badges.append(Badge(begun(standing), "history_toggle_off", "red"))
    if source.reliability:
        words = _("{grade}: {meaning} (Admiralty scale)")
        label = words.format(grade=source.reliability, meaning=_RELIABILITY[source.reliability])
        badges.append(Badge(label, "verified", "gray"))
    return row(*map(badge_of, badges))


def coverage_words(reading: Reading, source: Source) -> str:
    """How many sentences carry a claim, are left out for a reason, or are left without one."""
    covers = reading.index.coverage(source.id)
    omitted = sum(cover.omitted for cover in covers)
    unexplained = sum(cover.unexplained for cover in covers)
    covered, sentences = sum(cover.covered for cover in covers), counted(len(covers), "sentence", "sentences")
    parts = [_("{number} of {sentences} with a claim").format(number=covered, sentences=sentences)]
    if omitted:
        parts.append(_("{number} left out for a reason").format(number=omitted))
    if unexplained:
        parts.append(_("{number} without a reason").format(number=unexplained))
    return ", ".join(parts)


def source_lines(reading: Reading, source: Source) -> list[str]:
    """What is known of a source and how, and what is not, line by line; some lines may be empty."""
    authors = ", ".join(reading.dossier.voices[name].name for name in source.authors)
    country = country_name(source.country) if source.country else ""
    publisher = _("Published by {publisher}").format(publisher=source.publisher)
    written = _("Written by {authors}").format(authors=authors)
    published = _("Published {date}").format(date=date_words(source.published))
    published_in = _("Published in {country}").format(country=country)
    extent = _("Only a part of the text is held: {note}").format(note=source.extent_note or "")
    return [
        _known(publisher, source.publisher_basis) if source.publisher else _("Publisher not stated in the text"),
        _known(written, source.authors_basis) if authors else _("Author not stated"),
        _known(published, source.published_basis),
        _known(published_in, source.country_basis) if country else _("Country of publication not known"),
        extent if source.extent == "truncated" else "",
        _("Title: {basis}").format(basis=source.title_basis) if source.title_basis else "",
        _("Note: {note}").format(note=source.note) if source.note else "",
    ]


def _known(words: str, basis: str | None) -> str:
    return _("{words} (inferred: {basis})").format(words=words, basis=basis) if basis else words


def show_source_facts(reading: Reading, source: Source) -> None:
    """What is known of a text, beside it."""
    show_html(_badges(source), small(*source_lines(reading, source)), small(coverage_words(reading, source)))


def show_gaps_switch(reading: Reading) -> None:
    """Whether sentences without a claim are shown with the reason."""
    st.session_state["gaps"] = reading.view.show == "gaps"

    def changed() -> View:
        return read_view(reading.index, "sources").having(show="gaps" if st.session_state["gaps"] else "")

    st.toggle(_("Show what carries no claim, and why"), key="gaps", on_change=on_change(changed))


def show_steps(reading: Reading, claims: Sequence[Claim]) -> None:
    """Links to the claim before and after the chosen one, in the order of the text; to the first if none is chosen."""
    ids = [claim.id for claim in claims]
    view = reading.view.having(at=None)
    if not ids:
        return
    if view.claim not in ids:
        first = _("First of {claims}").format(claims=counted(len(ids), "claim", "claims"))
        show_html(link(view.having(claim=ids[0]), first, icon="arrow_downward"))
        return
    place = ids.index(view.claim)
    before = [link(view.having(claim=ids[place - 1]), _("Previous"), icon="arrow_upward")] if place else []
    after = [link(view.having(claim=name), _("Next"), icon="arrow_downward") for name in ids[place + 1 : place + 2]]
    here = small(_("Claim {place} of {number}").format(place=place + 1, number=len(ids)))
    close = link(view.having(claim=""), _("Close"), icon="close")
    show_html(row(*before, here, *after, close))
