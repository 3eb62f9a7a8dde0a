"""Questions by sources or by voices: who takes which position, and who says nothing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from dossier.conflicts import Case, find_opposed
from dossier.model import LIKELIHOODS, Claim, Dossier, Likelihood, Position, Source

CellState: TypeAlias = Literal["opposed", "both", "agrees", "neutral", "declines", "silent", "unread"]
Columns: TypeAlias = Literal["source", "voice"]


@dataclass(frozen=True, slots=True)
class Cell:
    """What one source or voice says on one question."""

    state: CellState
    """`opposed`: takes a side that another cannot be right with; `both`: takes such sides itself; `agrees`: takes a
    side that all others fit; `unread`: silent, but a text is truncated."""
    sides: tuple[int, ...] = ()
    """The places of the sides it takes, in the order of the case."""
    claims: tuple[str, ...] = ()
    likelihoods: tuple[Likelihood, ...] = ()
    """How likely its hedges were read to mean, from unlikely to likely."""
    unhedged: bool = False
    """Whether any of its claims is made without a hedge."""


@dataclass(frozen=True, slots=True)
class Row:
    """A question with one cell for each column."""

    case: Case
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Questions by sources or voices. `columns` are their ids."""

    by: Columns
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def find_matrix(dossier: Dossier, cases: Sequence[Case], *, by: Columns, sources: Sequence[Source]) -> Matrix:
    """A row for each case, in the order given; `sources` are those that could be read.

    The columns are these sources, or the voices that take part, the most outspoken first.
    """
    names = tuple(source.id for source in sources) if by == "source" else _voices(dossier, cases)
    unread = _unread(dossier, by)
    rows = tuple(Row(case, _cells(dossier, case, names, by=by, unread=unread)) for case in cases)
    return Matrix(by, names, rows)


def widest(matrix: Matrix, most: int) -> Matrix:
    """The matrix with no more columns than that: those that speak on most of its questions, in their order."""
    if len(matrix.columns) <= most:
        return matrix
    spoken = [sum(bool(row.cells[place].claims) for row in matrix.rows) for place in range(len(matrix.columns))]
    kept = sorted(sorted(range(len(spoken)), key=lambda place: -spoken[place])[:most])
    rows = tuple(Row(row.case, tuple(row.cells[place] for place in kept)) for row in matrix.rows)
    return Matrix(matrix.by, tuple(matrix.columns[place] for place in kept), rows)


def _voices(dossier: Dossier, cases: Iterable[Case]) -> tuple[str, ...]:
    asked = Counter(voice for case in cases for voice in case.voices)
    return tuple(sorted((name for name in dossier.voices if asked[name]), key=lambda name: -asked[name]))


def _unread(dossier: Dossier, by: Columns) -> frozenset[str]:
    """Truncated sources, and the voices heard in one: what they went on to say is not known."""
    truncated = {source.id for source in dossier.sources.values() if source.extent == "truncated"}
    if by == "source":
        return frozenset(truncated)
    return frozenset(claim.voice for claim in dossier.claims.values() if claim.source in truncated)


def _cells(
    dossier: Dossier, case: Case, names: Sequence[str], *, by: Columns, unread: frozenset[str]
) -> tuple[Cell, ...]:
    held: Mapping[str, dict[int, list[Claim]]] = defaultdict(lambda: defaultdict(list))
    for place, side in enumerate(case.sides):
        for claim in map(dossier.claims.__getitem__, side.claims):
            held[claim.source if by == "source" else claim.voice][place].append(claim)
    opposed = find_opposed(case)
    silent: dict[bool, Cell] = {True: Cell("unread"), False: Cell("silent")}
    return tuple(_cell(case, held[name], opposed) if name in held else silent[name in unread] for name in names)


def _cell(case: Case, held: Mapping[int, Sequence[Claim]], opposed: frozenset[int]) -> Cell:
    claims = [claim for group in held.values() for claim in group]
    read = {claim.likelihood for claim in claims}
    return Cell(
        state=_state(case, frozenset(held), opposed),
        sides=tuple(held),
        claims=tuple(claim.id for claim in claims),
        likelihoods=tuple(likelihood for likelihood in LIKELIHOODS if likelihood in read),
        unhedged=any(claim.hedge is None for claim in claims),
    )


def _state(case: Case, taken: frozenset[int], opposed: frozenset[int]) -> CellState:
    stands = [place for place in taken if case.sides[place].takes_a_stand]
    if not stands:
        answers = (case.sides[place].answer for place in taken)
        return "declines" if any(isinstance(answer, Position) and answer.declines for answer in answers) else "neutral"
    if opposed.isdisjoint(stands):
        return "agrees"
    own = replace(case, sides=tuple(case.sides[place] for place in stands))
    return "both" if find_opposed(own) else "opposed"
