"""The claims of a view in order and in parts, and what else the words that were searched for are found in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dossier.dates import sort_key
from dossier.model import Claim, Dossier
from dossier.reading import Reading
from dossier.search import Hit

PART = 20
"""How many claims stand in one part of a long list."""


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
class Part:
    """A stretch of a long list. `number` counts from 1."""

    claims: Sequence[Claim]
    number: int
    last: int
    start: int
    """How many stand before it."""


def part_of(claims: Sequence[Claim], number: int | None) -> Part:
    """The part of that number, or the last if there are fewer."""
    last = max(1, -(-len(claims) // PART))
    chosen = min(number or 1, last)
    start = (chosen - 1) * PART
    return Part(claims[start : start + PART], chosen, last, start)


@dataclass(frozen=True, slots=True)
class Found:
    """What holds the words that were searched for, besides claims; best first."""

    claims: Mapping[str, Hit]
    questions: tuple[Hit, ...]
    voices: tuple[Hit, ...]
    passages: tuple[Hit, ...]

    def __bool__(self) -> bool:
        return any((self.claims, self.questions, self.voices, self.passages))


def find_words(reading: Reading) -> Found:
    """Where the words of the view stand.

    Passages keep to the sources of the view; questions and voices are found wherever they are spoken of, as far as
    could be known on the view's date.
    """
    search, words, known = reading.index.search, reading.view.q, reading.known_claims
    sources = {claim.source for claim in known} & set(reading.view.source or reading.dossier.sources)
    asked = {name for claim in known for name in claim.answers}
    heard = {name for claim in known for name in reading.dossier.chain(claim)} if reading.view.known else None
    return Found(
        claims={hit.id: hit for hit in search.hits("claims", words) if hit.id in reading.claim_ids},
        questions=tuple(hit for hit in search.hits("questions", words) if hit.id in asked),
        voices=tuple(hit for hit in search.hits("voices", words) if heard is None or hit.id in heard),
        passages=tuple(hit for hit in search.hits("passages", words) if hit.id in sources),
    )
