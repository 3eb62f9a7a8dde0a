"""Conflicts, derived from what claims answer: never listed by hand, never voted on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from dossier.clashes import find_clashing, go_together, takes_a_stand
from dossier.dates import sort_key, words
from dossier.model import Answer, Claim, Dossier, Figure, Position, Question
from dossier.quantities import figure_words, interval
from dossier.voices import independent_origins, voices_of

ConflictKind = Literal["contradiction", "tension", "figures", "dates", "forecast"]
ForecastState = Literal["held", "failed", "open", "ambiguous"]
CaseState = ConflictKind | ForecastState
CASE_STATES: tuple[CaseState, ...] = (
    *("contradiction", "tension", "figures", "dates"),
    *("failed", "held", "open", "ambiguous"),
)
"""What a conflict is called in a link. There is no plain forecast: each has its state."""


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
        """Whether the answer can disagree with another."""
        return takes_a_stand(self.answer)


@dataclass(frozen=True, slots=True)
class Case:
    """A question with the sides that claims take on it; a conflict where `kind` is set."""

    question: Question
    sides: tuple[Side, ...]
    kind: ConflictKind | None
    state: ForecastState | None = None
    """Of a forecast: `failed` where any side failed, `held` where every side held."""
    sources: tuple[str, ...] = ()
    """The sources that could speak on it; shared by all cases, for there may be many of both."""
    heard: tuple[str, ...] = ()
    """Sources that answer something to it, or did before they took it back."""
    origins: tuple[str, ...] = ()
    """The independent origins behind all sides together."""

    @property
    def silent(self) -> tuple[str, ...]:
        """Sources that answer nothing to it."""
        heard = set(self.heard)
        return tuple(name for name in self.sources if name not in heard)

    @property
    def claims(self) -> tuple[str, ...]:
        """The ids of all standing claims on it."""
        return tuple(name for side in self.sides for name in side.claims)

    @property
    def voices(self) -> tuple[str, ...]:
        """The ids of all voices on it, each once."""
        return tuple(dict.fromkeys(name for side in self.sides for name in side.voices))


def find_cases(
    dossier: Dossier, claims: Iterable[Claim], *, sources: Collection[str] | None = None
) -> tuple[Case, ...]:
    """Every question that the claims answer, in the order of the claims file.

    `sources` are those whose silence counts: all of the dossier if not given. A text that had not appeared yet is not
    silent.
    """
    could_speak = tuple(name for name in dossier.sources if sources is None or name in sources)
    held = _in_file_order(dossier, claims)
    answering: dict[str, list[Claim]] = defaultdict(list)
    for claim in held:
        for name in claim.answers:
            answering[name].append(claim)
    known = {claim.id for claim in held if claim.status == "current"}
    return tuple(
        _case(dossier, question, answering[name], known, could_speak)
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
    return weight, -second, -len(case.origins), -len(case.heard)


def _in_file_order(dossier: Dossier, claims: Iterable[Claim]) -> list[Claim]:
    order = {name: place for place, name in enumerate(dossier.claims)}
    return sorted(claims, key=lambda claim: order[claim.id])


def _case(
    dossier: Dossier, question: Question, claims: list[Claim], known: set[str], could_speak: tuple[str, ...]
) -> Case:
    standing = [claim for claim in claims if claim.status == "current"]
    settled = question.outcome is not None and not known.isdisjoint(question.outcome.claims)
    sides = tuple(
        _side(dossier, question, answer, group, settled=settled)
        for answer, group in _answers(dossier, question, claims).items()
    )
    taken = [side.answer for side in sides if side.claims and side.takes_a_stand]
    kind = _kind(question, taken, settled=settled)
    return Case(
        question=question,
        sides=sides,
        kind=kind,
        state=_state_of_all(sides) if kind == "forecast" else None,
        sources=could_speak,
        heard=tuple(dict.fromkeys(claim.source for claim in claims)),
        origins=independent_origins(dossier, standing),
    )


def state_of(case: Case) -> CaseState | None:
    """What a reader can ask for: the kind of a conflict, of a forecast what came of it; None where all agree."""
    return case.state if case.kind == "forecast" else case.kind


def find_opposed(case: Case) -> frozenset[int]:
    """The places of the sides that cannot be right together with at least one other side."""
    taken = {place: side.answer for place, side in enumerate(case.sides) if side.claims and side.takes_a_stand}
    return find_clashing(case.question, taken)


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


def _kind(question: Question, answers: Collection[Answer], *, settled: bool) -> ConflictKind | None:
    """What kind of conflict the answers are that take a stand; a settled forecast is one whoever agrees on it."""
    clash = bool(find_clashing(question, dict(enumerate(answers))))
    match question.kind:
        case "stance":
            return question.between if clash else None
        case "forecast":
            return "forecast" if answers and (settled or clash) else None
        case "figure":
            return "figures" if clash else None
        case "date":
            return "dates" if clash else None


def _state(question: Question, answer: Answer, *, settled: bool) -> ForecastState | None:
    if not isinstance(answer, Position) or not takes_a_stand(answer):
        return None
    if question.outcome is None or not settled:
        return "open"
    if question.outcome.ambiguous:
        return "ambiguous"
    came = question.outcome.position
    return "held" if came is not None and go_together(question, answer.id, came) else "failed"


def _state_of_all(sides: tuple[Side, ...]) -> ForecastState | None:
    states = {side.state for side in sides if side.state and side.claims}
    worst: tuple[ForecastState, ...] = ("failed", "open", "ambiguous", "held")
    return next((state for state in worst if state in states), None)
