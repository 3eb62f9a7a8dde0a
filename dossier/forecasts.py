"""Forecasts and what came of them: who foresaw what, and how many of the forecasts are settled at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from dossier.conflicts import Case, ForecastState
from dossier.dates import sort_key
from dossier.model import Claim, Dossier, Position, Question

_ORDER: tuple[ForecastState, ...] = ("failed", "held", "ambiguous", "open")


@dataclass(frozen=True, slots=True)
class Forecast:
    """What one voice foresaw: an answer to a question, however often given, or a claim that no question follows up."""

    voice: str
    claims: tuple[Claim, ...]
    """The claims that make it, in the order they were said."""
    state: ForecastState
    question: Question | None = None
    position: Position | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """How many forecasts were made, and what came of them. `made` is the sum of the other four."""

    held: int = 0
    failed: int = 0
    ambiguous: int = 0
    """What happened settles them only in part; they count neither for nor against."""
    open: int = 0

    @property
    def made(self) -> int:
        """All of them."""
        return self.resolved + self.ambiguous + self.open

    @property
    def resolved(self) -> int:
        """Those that came out one way or the other."""
        return self.held + self.failed


def find_forecasts(dossier: Dossier, cases: Iterable[Case], claims: Iterable[Claim]) -> tuple[Forecast, ...]:
    """The forecasts that the claims make: settled before open, and then in the order they were said.

    `cases` tell what is known to have come of them. A forecast that was withdrawn still counts; "too early to say" is
    none.
    """
    states = _states(cases)
    made: dict[tuple[str, ...], list[Claim]] = {}
    for claim in sorted(claims, key=lambda claim: sort_key(dossier.said(claim))):
        for key in _keys(dossier, claim):
            made.setdefault(key, []).append(claim)
    forecasts = [_forecast(dossier, key, tuple(group), states) for key, group in made.items()]
    return tuple(sorted(forecasts, key=lambda forecast: _ORDER.index(forecast.state)))


def count_forecasts(forecasts: Iterable[Forecast]) -> Tally:
    """How many there are of each kind."""
    counts = Counter(forecast.state for forecast in forecasts)
    return Tally(**{state: counts[state] for state in _ORDER})


def _states(cases: Iterable[Case]) -> dict[tuple[str, str], ForecastState]:
    return {
        (case.question.id, side.answer.id): side.state
        for case in cases
        for side in case.sides
        if isinstance(side.answer, Position) and side.state
    }


def _keys(dossier: Dossier, claim: Claim) -> Iterable[tuple[str, ...]]:
    """What makes two claims the same forecast: voice, question and answer; else what both answer; else nothing does."""
    asked = [name for name in claim.answers if dossier.questions[name].kind == "forecast"]
    for name in asked:
        answer = dossier.answer(claim, name)
        if isinstance(answer, Position) and not (answer.neutral or answer.declines):
            yield claim.voice, name, answer.id
    if claim.type == "forecast" and not asked:
        answers = sorted((name, str(value)) for name, value in claim.answers.items())
        yield claim.voice, str(answers) if answers else claim.id


def _forecast(
    dossier: Dossier, key: tuple[str, ...], claims: tuple[Claim, ...], states: dict[tuple[str, str], ForecastState]
) -> Forecast:
    if len(key) == 2:
        return Forecast(key[0], claims, "open")
    question = dossier.questions[key[1]]
    return Forecast(key[0], claims, states[key[1], key[2]], question, question.position(key[2]))
