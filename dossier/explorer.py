"""The claims of a view in order and in parts, and what else the words that were searched for are found in."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass
from typing import Any

from dossier.dates import sort_key
from dossier.model import Claim, Dossier
from dossier.parts import part_of
from dossier.reading import Reading
from dossier.search import Hit, Table

PART = 20
"""How many claims stand in one part of a long list."""
MOST_HITS = 44
"""How many hits of a kind are shown with the words around them."""


def _by_said(dossier: Dossier, claim: Claim) -> Any:
    return sort_key(dossier.said(claim))


def _by_happened(dossier: Dossier, claim: Claim) -> Any:
    return sort_key(dossier.happened(claim))


def _by_voice(dossier: Dossier, claim: Claim) -> Any:
    return dossier.voices[claim.voice].name.casefold()


def _by_source(dossier: Dossier, claim: Claim) -> Any:
    source = dossier.sources[claim.source]
    return sort_key(source.published), source.id, dossier.spans[claim.id][0]


ORDERS: Mapping[str, Callable[[Dossier, Claim], Any]] = {
    "said": _by_said,
    "happened": _by_happened,
    "voice": _by_voice,
    "source": _by_source,
}


def ordered_claims(reading: Reading) -> tuple[Claim, ...]:
    """The claims of a view in the order that it asks for: by itself, the best match first, or as in the claims file."""
    view = reading.view
    if order := ORDERS.get(view.sort):  # other pages have orders that mean nothing here
        return tuple(sorted(reading.claims, key=lambda claim: order(reading.dossier, claim)))
    if not view.q:
        return reading.claims
    rank = {name: place for place, name in enumerate(reading.index.search.find(view.q))}
    return tuple(sorted(reading.claims, key=lambda claim: rank[claim.id]))


@dataclass(frozen=True, slots=True)
class Found:
    """What holds the words that were searched for, best first."""

    claims: Mapping[str, Hit]
    """Of the claims in the part that the view shows."""
    questions: tuple[Hit, ...]
    voices: tuple[Hit, ...]
    passages: tuple[Hit, ...]
    more: Mapping[Table, int]
    """How many there are besides, where there are very many."""

    def __bool__(self) -> bool:
        return any((self.claims, self.questions, self.voices, self.passages))


def find_words(reading: Reading) -> Found:
    """Where the words of the view stand.

    Passages keep to the sources of the view; questions and voices are found wherever they are spoken of, as far as
    could be known on the view's date.
    """
    known = reading.known_claims
    shown = {claim.id for claim in part_of(ordered_claims(reading), reading.view.part, size=PART).items}
    sources = {claim.source for claim in known} & set(reading.view.source or reading.dossier.sources)
    asked = {name for claim in known for name in claim.answers}
    heard = {name for claim in known for name in reading.dossier.chain(claim)} if reading.view.known else None
    claims, _ = _hits(reading, "claims", shown)
    questions, more_questions = _hits(reading, "questions", asked)
    voices, more_voices = _hits(reading, "voices", heard)
    passages, more_passages = _hits(reading, "passages", sources)
    return Found(
        {hit.id: hit for hit in claims},
        questions,
        voices,
        passages,
        {"questions": more_questions, "voices": more_voices, "passages": more_passages},
    )


def _hits(reading: Reading, table: Table, among: Container[str] | None) -> tuple[tuple[Hit, ...], int]:
    """The best hits in a table, among those ids, and how many there are besides."""
    search, words = reading.index.search, reading.view.q
    rows = [row for row, name in search.rows(table, words) if among is None or name in among]
    return search.hits(table, words, rows=rows[:MOST_HITS]), max(0, len(rows) - MOST_HITS)
