"""The words for what the data calls by short names, for whatever is written: pages and documents say the same."""

from __future__ import annotations

from dossier.conflicts import Case, ConflictKind, ForecastState
from dossier.model import Likelihood, LinkType, WhyDiffer

CONFLICTS: dict[ConflictKind, str] = {
    "contradiction": "Contradiction",
    "tension": "Tension",
    "figures": "Figures disagree",
    "dates": "Dates disagree",
    "forecast": "Forecast",
}
FORECASTS: dict[ForecastState, str] = {
    "held": "Forecast held",
    "failed": "Forecast failed",
    "open": "Forecast open",
    "ambiguous": "Forecast ambiguous",
}
AGREEMENT = "No conflict"
LIKELIHOODS: dict[Likelihood, str] = {
    "almost_no_chance": "almost no chance",
    "very_unlikely": "very unlikely",
    "unlikely": "unlikely",
    "roughly_even_chance": "roughly even chance",
    "likely": "likely",
    "very_likely": "very likely",
    "almost_certain": "almost certain",
}
LINKS: dict[LinkType, str] = {
    "contradicts": "Contradicts",
    "supersedes": "Supersedes",
    "qualifies": "Qualifies",
    "repeats": "Repeats",
}
WHY_DIFFER: dict[WhyDiffer, str] = {
    "definition": "they mean different things by the same words",
    "scope": "they speak of different parts of the matter",
    "as_of": "they speak of different dates",
    "access": "they know different things",
    "interpretation": "they read the same facts differently",
    "plain": "they plainly contradict each other",
}
NO_CORROBORATION = "One origin repeated by several is not corroboration."


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """A number with its noun: "1 claim", "2 claims", "no claims"."""
    word = noun if number == 1 else plural or f"{noun}s"
    return f"{number:,} {word}" if number else f"no {word}"


def case_words(case: Case) -> str:
    """What kind of conflict a question is, if any; of a forecast what came of it."""
    if case.state:
        return FORECASTS[case.state]
    return CONFLICTS[case.kind] if case.kind else AGREEMENT


def side_letter(place: int) -> str:
    """The letter by which a side is called where its label is too long: A to Z, then AA."""
    return chr(ord("A") + place) if place < 26 else side_letter(place // 26 - 1) + side_letter(place % 26)
