"""The words for what the data calls by short names, for whatever is written: pages and documents say the same."""

from __future__ import annotations

from dossier.conflicts import Case, ConflictKind, ForecastState
from dossier.language import _, ngettext
from dossier.model import ClaimStatus, ClaimType, EventKind, Likelihood, LinkType, WhyDiffer
from dossier.voices import VoiceGroup

CLAIM_TYPES: dict[ClaimType, str] = {
    "fact": _("Statement of fact"),
    "figure": _("Figure"),
    "assessment": _("Assessment"),
    "forecast": _("Forecast"),
}
EVENT_KINDS: dict[EventKind, str] = {
    "meeting": _("Meeting"),
    "visit": _("Visit"),
    "deployment": _("Deployment"),
    "report": _("Report"),
    "arms_transfer": _("Arms transfer"),
    "statement": _("Statement"),
    "policy": _("Policy"),
    "fighting": _("Fighting"),
    "precedent": _("Precedent"),
    "other": _("Event"),
}
VOICE_GROUPS: dict[VoiceGroup, str] = {
    "analysts": _("Analysts"),
    "officials": _("Officials and other persons"),
    "governments": _("Governments and services"),
    "military": _("Military"),
    "media": _("Media"),
    "organisations": _("Organisations"),
    "unnamed": _("Groups and unnamed voices"),
}
CONFLICTS: dict[ConflictKind, str] = {
    "contradiction": _("Contradiction"),
    "tension": _("Tension"),
    "figures": _("Figures disagree"),
    "dates": _("Dates disagree"),
    "forecast": _("Forecast"),
}
FORECASTS: dict[ForecastState, str] = {
    "held": _("Forecast held"),
    "failed": _("Forecast failed"),
    "open": _("Forecast open"),
    "ambiguous": _("Forecast ambiguous"),
}
OUTCOMES: dict[ForecastState, str] = {
    "held": _("forecast held"),
    "failed": _("forecast failed"),
    "open": _("forecast open"),
    "ambiguous": _("forecast ambiguous"),
}
"""The same inside a sentence."""
AGREEMENT = _("No conflict")
LIKELIHOODS: dict[Likelihood, str] = {
    "almost_no_chance": _("almost no chance"),
    "very_unlikely": _("very unlikely"),
    "unlikely": _("unlikely"),
    "roughly_even_chance": _("roughly even chance"),
    "likely": _("likely"),
    "very_likely": _("very likely"),
    "almost_certain": _("almost certain"),
}
LINKS: dict[LinkType, str] = {
    "contradicts": _("Contradicts"),
    "supersedes": _("Supersedes"),
    "qualifies": _("Qualifies"),
    "repeats": _("Repeats"),
}
STATUSES: dict[ClaimStatus, str] = {
    "current": _("current"),
    "superseded": _("superseded"),
    "corrected": _("corrected"),
    "retracted": _("retracted"),
}
"""Whether a claim, or a source, still stands in the words of whoever published it."""
WHY_DIFFER: dict[WhyDiffer, str] = {
    "definition": _("they mean different things by the same words"),
    "scope": _("they speak of different parts of the matter"),
    "as_of": _("they speak of different dates"),
    "access": _("they know different things"),
    "interpretation": _("they read the same facts differently"),
    "plain": _("they plainly contradict each other"),
}
NO_CORROBORATION = _("One origin repeated by several is not corroboration.")


def counted(number: int, one: str, many: str) -> str:
    """A number with its noun: "1 claim", "2 claims", "no claims"."""
    return numbered(number, ngettext(one, many, number))


def numbered(number: int, noun: str) -> str:
    """A number with a noun that has the form for it."""
    return f"{number:,} {noun}" if number else _("no {things}").format(things=noun)


def case_words(case: Case) -> str:
    """What kind of conflict a question is, if any; of a forecast what came of it."""
    if case.state:
        return FORECASTS[case.state]
    return CONFLICTS[case.kind] if case.kind else AGREEMENT


def side_letter(place: int) -> str:
    """The letter by which a side is called where its label is too long: A to Z, then AA."""
    return chr(ord("A") + place) if place < 26 else side_letter(place // 26 - 1) + side_letter(place % 26)
