"""Conflicts, derived from what claims answer: never listed by hand, never voted on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Literal, TypeAlias

from dossier.dates import Edtf, overlaps, sort_key, words
from dossier.model import Claim, Dossier, Figure, Position, Question
from dossier.quantities import figure_words, interval
from dossier.voices import independent_origins, voices_of

ConflictKind = Literal["contradiction", "tension", "figures", "dates", "forecast"]
ForecastState = Literal["held", "failed", "open", "ambiguous"]
Answer: TypeAlias = Position | Figure | Edtf


@dataclass(frozen=True, slots=True)
class Side:
    """One answer to a question, and who gives it. Ids are in the order of the claims file."""

    label: str
    answer: Answer
    claims: tuple[str, ...]
    voices: tuple[str, ...]
    origins: tuple[str, ...]
    """The independent origins behind the claims."""
    state: ForecastState | None = None
    """Of a forecast: what came of this side."""
    withdrawn: tuple[str, ...] = ()
    """Claims that gave this answer and no longer stand."""

    @property
    def takes_a_stand(self) -> bool:
        """Whether the answer can disagree with another: "too early to say" and "will not say" cannot."""
        return not (isinstance(self.answer, Position) and (self.answer.neutral or self.answer.declines))


@dataclass(frozen=True, slots=True)
class Case:
    """A question with the sides that claims take on it; a conflict where `kind` is set."""

    question: Question
    sides: tuple[Side, ...]
    kind: ConflictKind | None
    state: ForecastState | None = None
    """Of a forecast: `failed` where any side failed, `held` where every side held."""
    silent: tuple[str, ...] = ()
    """Sources that answer nothing to it."""
    origins: tuple[str, ...] = ()
    """The independent origins behind all sides together."""

    @property
    def claims(self) -> tuple[str, ...]:
        """The ids of all standing claims on it."""
        return tuple(name for side in self.sides for name in side.claims)

    @property
    def voices(self) -> tuple[str, ...]:
        """The ids of all voices on it, each once."""
        return tuple(dict.fromkeys(name for side in self.sides for name in side.voices))


def find_cases(dossier: Dossier, claims: Iterable[Claim]) -> tuple[Case, ...]:
    """Every question that the claims answer, in the order of the claims file."""
    held = _in_file_order(dossier, claims)
    answering: dict[str, list[Claim]] = defaultdict(list)
    for claim in held:
        for name in claim.answers:
            answering[name].append(claim)
    known = {claim.id for claim in held if claim.status == "current"}
    return tuple(
        _case(dossier, question, answering[name], known)
        for name, question in dossier.questions.items()
        if answering.get(name)
    )


def find_conflicts(dossier: Dossier, claims: Iterable[Claim]) -> tuple[Case, ...]:
    """The cases on which the claims cannot all be right, the most instructive first."""
    return rank_conflicts(find_cases(dossier, claims))


def rank_conflicts(cases: Iterable[Case]) -> tuple[Case, ...]:
    """Only the conflicts among the cases, the most instructive first.

    Order: what excludes each other before what pulls against each other, and open and held forecasts last; then by the
    independent origins of the second best supported side, then of all sides, then by sources that speak, then as in
    the claims file. A disagreement in which each side has several words behind it comes first.
    """
    return tuple(sorted((case for case in cases if case.kind), key=_rank))


def _rank(case: Case) -> tuple[int, int, int, int]:
    strengths = sorted((len(side.origins) for side in case.sides if side.takes_a_stand), reverse=True)
    second = strengths[1] if len(strengths) > 1 else 0
    weight = 2 if case.state in {"open", "held"} else 1 if case.kind == "tension" else 0
    return weight, -second, -len(case.origins), len(case.silent)


def _in_file_order(dossier: Dossier, claims: Iterable[Claim]) -> list[Claim]:
    order = {name: place for place, name in enumerate(dossier.claims)}
    return sorted(claims, key=lambda claim: order[claim.id])


def _case(dossier: Dossier, question: Question, claims: list[Claim], known: set[str]) -> Case:
    standing = [claim for claim in claims if claim.status == "current"]
    settled = question.outcome is not None and not known.isdisjoint(question.outcome.claims)
    sides = tuple(
        _side(dossier, question, answer, group, settled=settled)
        for answer, group in _answers(dossier, question, claims).items()
    )
    kind = _kind(question, [side for side in sides if side.claims and side.takes_a_stand], settled=settled)
    speaking = {claim.source for claim in claims}
    return Case(
        question=question,
        sides=sides,
        kind=kind,
        state=_state_of_all(sides) if kind == "forecast" else None,
        silent=tuple(name for name in dossier.sources if name not in speaking),
        origins=independent_origins(dossier, standing),
    )


# Sides


def _answers(dossier: Dossier, question: Question, claims: list[Claim]) -> Mapping[Answer, list[Claim]]:
    """The claims by what they answer; positions in their order, figures from low to high, dates from early to late."""
    groups: dict[tuple[object, ...], tuple[Answer, list[Claim]]] = {}
    for claim in claims:
        answer = dossier.answer(claim, question.id)
        if answer is None:
            continue
        groups.setdefault(_place(question, answer), (answer, []))[1].append(claim)
    return {groups[place][0]: groups[place][1] for place in sorted(groups)}


def _place(question: Question, answer: Answer) -> tuple[object, ...]:
    """A key that orders the answers of one question; answers that say the same share it."""
    if isinstance(answer, Position):
        return (question.positions.index(answer),)
    if isinstance(answer, Figure):
        return *interval(answer), answer.bound
    return *sort_key(answer), answer.text


def _side(dossier: Dossier, question: Question, answer: Answer, claims: list[Claim], *, settled: bool) -> Side:
    standing = [claim for claim in claims if claim.status == "current"]
    return Side(
        label=_label(answer),
        answer=answer,
        claims=tuple(claim.id for claim in standing),
        voices=voices_of(standing),
        origins=independent_origins(dossier, standing),
        state=_state(question, answer, settled=settled) if question.kind == "forecast" else None,
        withdrawn=tuple(claim.id for claim in claims if claim.status != "current"),
    )


def _label(answer: Answer) -> str:
    if isinstance(answer, Position):
        return answer.label
    return figure_words(answer) if isinstance(answer, Figure) else words(answer)


# Kinds


def _kind(question: Question, sides: list[Side], *, settled: bool) -> ConflictKind | None:
    match question.kind:
        case "stance":
            return question.between if _positions_clash(question, sides) else None
        case "forecast":
            return "forecast" if sides and (settled or _positions_clash(question, sides)) else None
        case "figure":
            return "figures" if _figures_clash([side.answer for side in sides]) else None
        case "date":
            return "dates" if _dates_clash([side.answer for side in sides]) else None


def _positions_clash(question: Question, sides: list[Side]) -> bool:
    compatible = {frozenset(pair) for pair in question.compatible}
    taken = [side.answer.id for side in sides if isinstance(side.answer, Position)]
    return any(frozenset(pair) not in compatible for pair in combinations(taken, 2))


def _figures_clash(answers: list[Answer]) -> bool:
    """Intervals on a line have a common point exactly if every two of them have one (Helly), so ends suffice."""
    spans = [interval(answer) for answer in answers if isinstance(answer, Figure)]
    return bool(spans) and max(low for low, _ in spans) > min(high for _, high in spans)


def _dates_clash(answers: list[Answer]) -> bool:
    """As with figures; sets have gaps, so each is held against every other date."""
    dates = [answer for answer in answers if isinstance(answer, Edtf)]
    spans = [sort_key(answer) for answer in dates]
    apart = bool(spans) and max(start for start, _ in spans) > min(end for _, end in spans)
    sets = [answer for answer in dates if answer.members]
    return apart or any(not overlaps(one, other) for one in sets for other in dates)


def _state(question: Question, answer: Answer, *, settled: bool) -> ForecastState | None:
    if not isinstance(answer, Position) or answer.neutral or answer.declines:
        return None
    if question.outcome is None or not settled:
        return "open"
    if question.outcome.ambiguous:
        return "ambiguous"
    return "held" if _fits(question, answer.id, question.outcome.position) else "failed"


def _fits(question: Question, position: str, outcome: str | None) -> bool:
    return position == outcome or any({position, outcome} == set(pair) for pair in question.compatible)


def _state_of_all(sides: tuple[Side, ...]) -> ForecastState | None:
    states = {side.state for side in sides if side.state and side.claims}
    worst: tuple[ForecastState, ...] = ("failed", "open", "ambiguous", "held")
    return next((state for state in worst if state in states), None)
