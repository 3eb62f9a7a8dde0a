"""The words of the interface for what the data calls by short names. One term for each thing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from dossier.conflicts import Case, ConflictKind, ForecastState
from dossier.countries import country_name
from dossier.dates import Edtf
from dossier.dates import words as date_words
from dossier.keys import KEY_WORDS
from dossier.language import _, begun
from dossier.model import (
    Dossier,
    LinkType,
    OmissionReason,
    QuestionKind,
    VoiceKind,
)
from dossier.profiles import ChangeKind, Company
from dossier.terms import AGREEMENT as AGREEMENT_WORD
from dossier.terms import CLAIM_TYPES as CLAIM_TYPES
from dossier.terms import CONFLICTS as CONFLICT_WORDS
from dossier.terms import EVENT_KINDS as EVENT_KINDS
from dossier.terms import FORECASTS as FORECAST_WORDS
from dossier.terms import LIKELIHOODS as LIKELIHOODS
from dossier.terms import LINKS as LINKS
from dossier.terms import OUTCOMES as OUTCOMES
from dossier.terms import STATUSES as STATUSES
from dossier.terms import VOICE_GROUPS as VOICE_GROUPS
from dossier.terms import WHY_DIFFER as WHY_DIFFER
from dossier.terms import counted as counted
from dossier.timeline import ItemKind
from dossier.view import View

BadgeColor: TypeAlias = Literal["red", "orange", "blue", "green", "violet", "gray"]


@dataclass(frozen=True, slots=True)
class Badge:
    """A kind of thing, told by word, icon and colour together."""

    label: str
    icon: str
    color: BadgeColor


CONFLICTS: dict[ConflictKind, Badge] = {
    "contradiction": Badge(CONFLICT_WORDS["contradiction"], "call_split", "red"),
    "tension": Badge(CONFLICT_WORDS["tension"], "swap_horiz", "orange"),
    "figures": Badge(CONFLICT_WORDS["figures"], "tag", "violet"),
    "dates": Badge(CONFLICT_WORDS["dates"], "calendar_month", "violet"),
    "forecast": Badge(CONFLICT_WORDS["forecast"], "online_prediction", "blue"),
}
FORECASTS: dict[ForecastState, Badge] = {
    "held": Badge(FORECAST_WORDS["held"], "task_alt", "green"),
    "failed": Badge(FORECAST_WORDS["failed"], "cancel", "red"),
    "open": Badge(FORECAST_WORDS["open"], "hourglass_empty", "blue"),
    "ambiguous": Badge(FORECAST_WORDS["ambiguous"], "rule", "gray"),
}
CASE_STATES: dict[str, Badge] = {**CONFLICTS, **FORECASTS}
"""Everything that a link can ask for as the kind of a conflict."""
AGREEMENT = Badge(AGREEMENT_WORD, "check", "gray")

LANES: dict[str, dict[ItemKind, str]] = {
    _("Meetings and visits"): {kind: EVENT_KINDS[kind] for kind in ("meeting", "visit")},
    _("Deployments and reports"): {kind: EVENT_KINDS[kind] for kind in ("deployment", "report")},
    _("Arms transfers"): {"arms_transfer": EVENT_KINDS["arms_transfer"]},
    _("Statements"): {"statement": EVENT_KINDS["statement"]},
    _("Policy"): {"policy": EVENT_KINDS["policy"]},
    _("Fighting"): {"fighting": EVENT_KINDS["fighting"]},
    _("Precedents"): {"precedent": EVENT_KINDS["precedent"]},
    _("Other"): {"other": EVENT_KINDS["other"]},
    _("Texts of this dossier"): {"publication": _("Published")},
}
"""The lanes of the timeline from top to bottom, with the kinds in each."""
VOICE_KINDS: dict[VoiceKind, str] = {
    "person": _("Person"),
    "government": _("Government"),
    "intelligence": _("Intelligence service"),
    "military": _("Military"),
    "media": _("Media"),
    "organisation": _("Organisation"),
    "group": _("Group"),
}
QUESTION_KINDS: dict[QuestionKind, str] = {
    "stance": _("Stance"),
    "figure": _("Figure"),
    "date": _("Date"),
    "forecast": _("Forecast"),
}
UNSTATED = {"name": _("not named"), "role": _("role not stated"), "country": _("country not stated")}
"""What the texts do not say of a voice."""
COMPANY: dict[Company, str] = {
    "opposed": _("Contradicted by others"),
    "tense": _("In tension with what others say"),
    "joined": _("Others speak too, and nobody says otherwise"),
    "alone": _("Nobody else answers"),
}
CHANGES: dict[ChangeKind, str] = {
    "changed": _("Changed from one to the other"),
    "one_text": _("Both in one text"),
    "undated": _("In different texts, of which it is not known which came first"),
}
SORTS = {
    "said": _("When it was said"),
    "happened": _("When it happened"),
    "voice": _("Who says it"),
    "source": _("Source and place in it"),
}
"""The orders of claims besides the page's own."""
LINKED: dict[LinkType, str] = {
    "contradicts": _("Contradicted by"),
    "supersedes": _("Superseded by"),
    "qualifies": _("Qualified by"),
    "repeats": _("Repeated by"),
}
"""The links to a claim, seen from it."""
OMISSIONS: dict[OmissionReason, str] = {
    "furniture": _("page furniture"),
    "advertisement": _("advertisement"),
    "caption": _("caption"),
    "rhetorical": _("rhetorical"),
    "attribution": _("bare attribution"),
    "transition": _("transition"),
    "biography": _("about the author"),
    "repetition": _("repetition"),
}
CLAIM_FIELDS: dict[str, str] = {
    "source": _("source"),
    "quote": _("quote"),
    "prefix": _("place of the quote"),
    "suffix": _("place of the quote"),
    "text": _("wording"),
    "type": _("kind of claim"),
    "voice": _("voice"),
    "via": _("chain of attribution"),
    "origin": _("origin"),
    "about": _("date it is about"),
    "about_basis": _("date it is about"),
    "said": _("date it was said"),
    "said_basis": _("date it was said"),
    "countries": _("countries"),
    "answers": _("answers"),
    "hedge": _("words of doubt"),
    "likelihood": _("how sure"),
    "credibility": _("credibility"),
    "links": _("links to other claims"),
    "status": _("standing"),
    "status_why": _("standing"),
    "note": _("note"),
}
"""What the parts of a claim are called when one of them has changed."""

DATED = {"stated": _("as the texts state them"), "inferred": _("inferred")}


def topic_words(topic: str) -> str:
    """A topic's id as a heading."""
    return topic.replace("-", " ").capitalize()


def case_badge(case: Case) -> Badge:
    """The badge of a question: what kind of conflict it is, if any."""
    if case.state:
        return FORECASTS[case.state]
    return CONFLICTS[case.kind] if case.kind else AGREEMENT


def filter_words(dossier: Dossier, key: str, view: View) -> str:
    """What a filter asks for, in words: "Country: France or Japan"."""
    value = view.get(key)
    items = value if isinstance(value, tuple) else (value,)
    between = _("or")
    return f"{FILTERS[key]}: {f' {between} '.join(name_of(dossier, key, item) for item in items)}"


FILTERS = {key: words.label for key, words in KEY_WORDS.items()}
"""Key of a link -> its label."""


def name_of(dossier: Dossier, key: str, value: object) -> str:
    """What a value of a link's key is called."""
    if isinstance(value, Edtf):
        return date_words(value)
    text = str(value)
    match key:
        case "country" | "speaker":
            return country_name(text)
        case "source" if text in dossier.sources:
            return dossier.sources[text].title
        case "voice" | "analyst" | "with" | "party" | "partner" if text in dossier.voices:
            return dossier.voices[text].name
        case "question" if text in dossier.questions:
            return dossier.questions[text].title
        case "topic":
            return topic_words(text)
        case "type":
            return _label(CLAIM_TYPES, text)
        case "likelihood":
            sure = _label(LIKELIHOODS, text)
            return begun(sure) if text in LIKELIHOODS else text
        case "conflict" if text in CASE_STATES:
            return CASE_STATES[text].label
        case "kind":
            return _label(EVENT_KINDS, text)
        case "dated":
            return DATED.get(text, text)
        case _:
            return f"“{text}”"


def _label(labels: Mapping[Any, str], name: str) -> str:
    """The label of a name that came from a link, or the name itself."""
    return labels.get(name, name)
