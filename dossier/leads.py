"""What to show of a case, and in which order: quotes, figures, links between claims."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from dossier.conflicts import Case, ConflictKind, Side
from dossier.dates import sort_key
from dossier.model import Claim, Dossier, Figure, Link

_STARTS: Mapping[ConflictKind, str] = {
    "contradiction": "positions",
    "tension": "positions",
    "figures": "amounts",
    "dates": "amounts",
    "forecast": "forecasts",
}


def find_starts(cases: Iterable[Case]) -> tuple[Case, ...]:
    """Up to three conflicts to begin with: of positions, of numbers or dates, and of forecasts the first of each."""
    groups: dict[str, Case] = {}
    for case in cases:
        if case.kind:
            groups.setdefault(_STARTS[case.kind], case)
    return tuple(groups.values())


def find_leads(dossier: Dossier, case: Case, side: Side) -> tuple[Claim, ...]:
    """The standing claims of a side, the one to quote first leading, and no origin twice before all had their turn.

    First come claims that a link sets against another claim on the question, then those that answer no other question,
    then those without a hedge, then those by a named voice; of equals the shortest quote is the easiest to read.
    """
    met = {
        name for claim, link in find_links(dossier, case) if link.type == "contradicts" for name in (claim.id, link.to)
    }
    claims = (dossier.claims[name] for name in side.claims)
    turns: Counter[str] = Counter()
    placed: list[tuple[int, Claim]] = []
    for claim in sorted(claims, key=lambda claim: (claim.id not in met, *_plainness(dossier, claim))):
        origin = dossier.origin(claim)
        placed.append((turns[origin], claim))
        turns[origin] += 1
    return tuple(claim for _, claim in sorted(placed, key=lambda item: item[0]))


def _plainness(dossier: Dossier, claim: Claim) -> tuple[int, bool, bool, int, str]:
    unnamed = not dossier.voices[claim.voice].named
    return len(claim.answers), claim.hedge is not None, unnamed, len(claim.quote), claim.id


def find_figures(dossier: Dossier, case: Case) -> tuple[tuple[Claim, int, Figure], ...]:
    """The standing claims that answer with a figure, the place of their side, and the figure, in order of date.

    The date is the day for which the figure is given, else the day on which it was said.
    """
    rows = [
        (claim, place, answer)
        for place, side in enumerate(case.sides)
        for claim in map(dossier.claims.__getitem__, side.claims)
        if isinstance(answer := dossier.answer(claim, case.question.id), Figure)
    ]
    return tuple(sorted(rows, key=lambda row: (sort_key(row[2].as_of or dossier.said(row[0])), row[1], row[0].id)))


def find_links(dossier: Dossier, case: Case) -> tuple[tuple[Claim, Link], ...]:
    """The links from one claim on a question to another on it, each with the claim that it starts from."""
    on_it = {name for side in case.sides for name in (*side.claims, *side.withdrawn)}
    claims = (dossier.claims[name] for side in case.sides for name in (*side.claims, *side.withdrawn))
    return tuple((claim, link) for claim in claims for link in claim.links if link.to in on_it)
