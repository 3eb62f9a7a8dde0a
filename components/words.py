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
from dossier.model import ClaimType, Dossier, EventKind, LinkType, OmissionReason, QuestionKind, VoiceKind
from dossier.profiles import ChangeKind, Company
from dossier.terms import AGREEMENT as AGREEMENT_WORD
from dossier.terms import CONFLICTS as CONFLICT_WORDS
from dossier.terms import FORECASTS as FORECAST_WORDS
from dossier.terms import LIKELIHOODS as LIKELIHOODS
from dossier.terms import LINKS as LINKS
from dossier.terms import WHY_DIFFER as WHY_DIFFER
from dossier.terms import counted as counted
from dossier.timeline import ItemKind
from dossier.view import View
from dossier.voices import VoiceGroup

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

CLAIM_TYPES: dict[ClaimType, str] = {
    "fact": "Statement of fact",
    "figure": "Figure",
    "assessment": "Assessment",
    "forecast": "Forecast",
}
ITEM_KINDS: dict[ItemKind, str] = {
    "meeting": "Meetings",
    "visit": "Visits",
    "deployment": "Deployments",
    "report": "Reports",
    "arms_transfer": "Arms transfers",
    "statement": "Statements",
    "policy": "Policy",
    "fighting": "Fighting",
    "precedent": "Precedents",
    "other": "Other",
    "publication": "Published",
}
EVENT_KINDS: dict[EventKind, str] = {
    "meeting": "Meeting",
    "visit": "Visit",
    "deployment": "Deployment",
    "report": "Report",
    "arms_transfer": "Arms transfer",
    "statement": "Statement",
    "policy": "Policy",
    "fighting": "Fighting",
    "precedent": "Precedent",
    "other": "Event",
}
LANES: dict[str, dict[ItemKind, str]] = {
    "Meetings and visits": {"meeting": "Meeting", "visit": "Visit"},
    "Deployments and reports": {"deployment": "Deployment", "report": "Report"},
    "Arms transfers": {"arms_transfer": "Arms transfer"},
    "Statements": {"statement": "Statement"},
    "Policy": {"policy": "Policy"},
    "Fighting": {"fighting": "Fighting"},
    "Precedents": {"precedent": "Precedent"},
    "Other": {"other": "Event"},
    "Texts of this dossier": {"publication": "Published"},
}
"""The lanes of the timeline from top to bottom, with the kinds in each."""
VOICE_KINDS: dict[VoiceKind, str] = {
    "person": "Person",
    "government": "Government",
    "intelligence": "Intelligence service",
    "military": "Military",
    "media": "Media",
    "organisation": "Organisation",
    "group": "Group",
}
VOICE_GROUPS: dict[VoiceGroup, str] = {
    "analysts": "Analysts",
    "officials": "Officials and other persons",
    "governments": "Governments and services",
    "military": "Military",
    "media": "Media",
    "organisations": "Organisations",
    "unnamed": "Groups and unnamed voices",
}
QUESTION_KINDS: dict[QuestionKind, str] = {
    "stance": "Stance",
    "figure": "Figure",
    "date": "Date",
    "forecast": "Forecast",
}
UNSTATED = {"name": "not named", "role": "role not stated", "country": "country not stated"}
"""What the texts do not say of a voice."""
COMPANY: dict[Company, str] = {
    "opposed": "Contradicted by others",
    "tense": "In tension with what others say",
    "joined": "Others speak too, and nobody says otherwise",
    "alone": "Nobody else answers",
}
CHANGES: dict[ChangeKind, str] = {
    "changed": "Changed from one to the other",
    "one_text": "Both in one text",
    "undated": "In different texts, of which it is not known which came first",
}
SORTS = {
    "said": "When it was said",
    "happened": "When it happened",
    "voice": "Who says it",
    "source": "Source and place in it",
}
"""The orders of claims besides the page's own."""
LINKED: dict[LinkType, str] = {
    "contradicts": "Contradicted by",
    "supersedes": "Superseded by",
    "qualifies": "Qualified by",
    "repeats": "Repeated by",
}
"""The links to a claim, seen from it."""
OMISSIONS: dict[OmissionReason, str] = {
    "furniture": "page furniture",
    "advertisement": "advertisement",
    "caption": "caption",
    "rhetorical": "rhetorical",
    "attribution": "bare attribution",
    "transition": "transition",
    "biography": "about the author",
    "repetition": "repetition",
}
CLAIM_FIELDS: dict[str, str] = {
    "source": "source",
    "quote": "quote",
    "prefix": "place of the quote",
    "suffix": "place of the quote",
    "text": "wording",
    "type": "kind of claim",
    "voice": "voice",
    "via": "chain of attribution",
    "origin": "origin",
    "about": "date it is about",
    "about_basis": "date it is about",
    "said": "date it was said",
    "said_basis": "date it was said",
    "countries": "countries",
    "answers": "answers",
    "hedge": "words of doubt",
    "likelihood": "how sure",
    "credibility": "credibility",
    "links": "links to other claims",
    "status": "standing",
    "status_why": "standing",
    "note": "note",
}
"""What the parts of a claim are called when one of them has changed."""

DATED = {"stated": "as the texts state them", "inferred": "inferred"}


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
    return f"{FILTERS[key]}: {' or '.join(name_of(dossier, key, item) for item in items)}"


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
            return LIKELIHOODS[text].capitalize() if text in LIKELIHOODS else text
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
