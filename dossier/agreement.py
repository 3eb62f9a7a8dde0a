"""Who agrees with whom: two voices compared question by question, counted and never averaged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import TypeAlias

from dossier.clashes import clash
from dossier.conflicts import Case, Side
from dossier.model import Dossier, Question, Voice
from dossier.voices import independent_origins, reach

_Shared: TypeAlias = tuple[Case, Mapping[str, list[Side]]]
"""A question on which both voices take a stand, and the sides that each voice takes."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two voices and the questions on which both take a stand; each list holds question ids in file order."""

    one: str
    other: str
    agree: tuple[str, ...] = ()
    """They give a common answer, and none that excludes another of theirs."""
    differ: tuple[str, ...] = ()
    """They give no common answer, and some of theirs exclude each other."""
    partly: tuple[str, ...] = ()
    """They give a common answer, and also some that exclude each other: one of them says several things."""
    compatible: tuple[str, ...] = ()
    """They give different answers that can all be right."""
    echoed: tuple[str, ...] = ()
    """Of the agreed ones: those on which both rest on one origin. That is one word heard twice."""

    @property
    def shared(self) -> int:
        """On how many questions both take a stand."""
        return len(self.agree) + len(self.differ) + len(self.partly) + len(self.compatible)


def sides_of(case: Case, voice: str) -> tuple[Side, ...]:
    """The sides of a question that a voice takes, those that take no stand included."""
    return tuple(side for side in case.sides if voice in side.voices)


def find_pairs(dossier: Dossier, cases: Iterable[Case], voices: Collection[str]) -> tuple[Pair, ...]:
    """All pairs of the voices that take a stand on at least one question both, in the order of the voices."""
    place = {name: n for n, name in enumerate(dict.fromkeys(voices))}
    shared: dict[tuple[str, str], list[_Shared]] = defaultdict(list)
    for case in cases:
        stands = _stands(case, place.keys())
        for pair in combinations(sorted(stands, key=place.__getitem__), 2):
            shared[pair].append((case, stands))
    in_order = sorted(shared, key=lambda pair: (place[pair[0]], place[pair[1]]))
    return tuple(_pair(dossier, shared[pair], *pair) for pair in in_order)


def find_pair(dossier: Dossier, cases: Iterable[Case], one: str, other: str) -> Pair:
    """Two voices, whether or not they share a question."""
    found = find_pairs(dossier, cases, (one, other))
    return found[0] if found else Pair(one, other)


def find_company(dossier: Dossier, cases: Iterable[Case], voice: str) -> tuple[Pair, ...]:
    """The voices that take a stand where this one does, each beside it: most shared first, then most agreed."""
    shared: dict[str, list[_Shared]] = defaultdict(list)
    for case in cases:
        if any(voice in side.voices for side in case.sides):
            stands = _stands(case)
            for other in stands.keys() - {voice} if voice in stands else ():
                shared[other].append((case, stands))
    pairs = (_pair(dossier, shared[other], voice, other) for other in sorted(shared))
    return tuple(sorted(pairs, key=lambda pair: (-pair.shared, -len(pair.agree))))


def belong_together(voices: Mapping[str, Voice], one: str, other: str) -> bool:
    """Whether one voice is part of the other, so that their agreement is no agreement of two."""
    return other in reach(voices, one) or one in reach(voices, other)


def _stands(case: Case, voices: Collection[str] | None = None) -> Mapping[str, list[Side]]:
    """Voice -> the sides it takes, without those that take no stand; of all voices, if not told of which."""
    stands: dict[str, list[Side]] = {}
    for side in case.sides:
        if side.takes_a_stand:
            for voice in side.voices:
                if voices is None or voice in voices:
                    stands.setdefault(voice, []).append(side)
    return stands


def _pair(dossier: Dossier, shared: Iterable[_Shared], one: str, other: str) -> Pair:
    found: dict[str, list[str]] = {"agree": [], "differ": [], "partly": [], "compatible": [], "echoed": []}
    for case, stands in shared:
        relation = _relation(case.question, stands[one], stands[other])
        found[relation].append(case.question.id)
        if relation == "agree" and _on_one_word(dossier, [*stands[one], *stands[other]], {one, other}):
            found["echoed"].append(case.question.id)
    return Pair(one, other, **{name: tuple(questions) for name, questions in found.items()})


def _on_one_word(dossier: Dossier, sides: Iterable[Side], voices: set[str]) -> bool:
    """Whether one origin stands behind all that the voices claim on the sides."""
    claims = (dossier.claims[name] for side in sides for name in side.claims)
    return len(independent_origins(dossier, [claim for claim in claims if claim.voice in voices])) == 1


def _relation(question: Question, mine: list[Side], theirs: list[Side]) -> str:
    common = any(side in theirs for side in mine)
    opposed = any(clash(question, a.answer, b.answer) for a in mine for b in theirs)
    if common:
        return "partly" if opposed else "agree"
    return "differ" if opposed else "compatible"
