"""The records of a dossier: what the claims file may say, field by field.

The descriptions below are read by curators: the field guide and the editor's schema are made from them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal, TypeAlias, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    StringConstraints,
    Tag,
    WithJsonSchema,
    model_validator,
)

from dossier.countries import find_country, is_country
from dossier.dates import Edtf, parse_edtf
from dossier.problems import Problem, shorten
from dossier.texts import RawText, Span

SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,6})?")  # what a float holds exactly enough to show again
_WEB_ADDRESS = re.compile(r"https?://[^\s/?#<>\"\\]+([/?#][^\s<>\"\\]*)?", re.I)
_TRUTHS = {"true": True, "false": False}

SourceExtent = Literal["full", "truncated"]
SourceStanding = Literal["corrected", "retracted", "superseded"]
OmissionReason = Literal[
    "furniture", "advertisement", "caption", "rhetorical", "attribution", "transition", "biography", "repetition"
]
VoiceKind = Literal["person", "government", "intelligence", "military", "media", "organisation", "group"]
QuestionKind = Literal["stance", "figure", "date", "forecast"]
Between = Literal["contradiction", "tension"]
WhyDiffer = Literal["definition", "scope", "as_of", "access", "interpretation", "plain"]
ClaimType = Literal["fact", "figure", "assessment", "forecast"]
ClaimStatus = Literal["current", "superseded", "corrected", "retracted"]
Bound = Literal["exact", "about", "at_least", "up_to"]
Likelihood = Literal[
    "almost_no_chance", "very_unlikely", "unlikely", "roughly_even_chance", "likely", "very_likely", "almost_certain"
]
LinkType = Literal["contradicts", "supersedes", "qualifies", "repeats"]
EventKind = Literal[
    "meeting",
    "visit",
    "deployment",
    "report",
    "arms_transfer",
    "statement",
    "policy",
    "fighting",
    "precedent",
    "other",
]

LIKELIHOODS: tuple[Likelihood, ...] = get_args(Likelihood)
EVENT_KINDS: tuple[EventKind, ...] = get_args(EventKind)
CLAIM_TYPES: tuple[ClaimType, ...] = get_args(ClaimType)
VOICE_KINDS: tuple[VoiceKind, ...] = get_args(VoiceKind)


def _edtf(value: object) -> object:
    if not isinstance(value, str | Edtf):
        raise ValueError("should be a date, such as 2024-11-04")
    return parse_edtf(value) if isinstance(value, str) else value


def _truth(value: object) -> object:
    """Only `true` and `false` are truth values: `no` is a word, and the code of a country."""
    if isinstance(value, str) and value not in _TRUTHS:
        raise ValueError(f"'{shorten(value)}' is neither `true` nor `false`")
    return _TRUTHS[value] if isinstance(value, str) else value


def _number(value: object) -> object:
    if isinstance(value, str) and not _NUMBER.fullmatch(value):
        raise ValueError(f"'{shorten(value)}' is no plain number; write 11000, without separators or words")
    return value


def _country(value: object) -> object:
    if not isinstance(value, str) or is_country(value):
        return value
    code = find_country(value)
    hint = f"; did you mean '{code}'?" if code else ""
    raise ValueError(f"'{shorten(value)}' is no ISO 3166-1 code of a country, such as FR or JP{hint}")


def _web_address(value: str) -> str:
    """Readers and other programs follow it: anything but http and https could run or open something of theirs."""
    if not _WEB_ADDRESS.fullmatch(value):
        raise ValueError(f"'{shorten(value)}' is no address of a web page, such as https://example.org/page")
    return value


Id: TypeAlias = Annotated[str, StringConstraints(pattern=SLUG, max_length=80)]
Line: TypeAlias = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=400)]
Address: TypeAlias = Annotated[Line, AfterValidator(_web_address)]
Prose: TypeAlias = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000)]
Date: TypeAlias = Annotated[
    Edtf,
    BeforeValidator(_edtf),
    WithJsonSchema({"type": "string", "format": "edtf"}),
]
Country: TypeAlias = Annotated[
    str,
    BeforeValidator(_country),
    StringConstraints(pattern=r"^[A-Z]{2}$"),
    WithJsonSchema({"type": "string", "format": "country"}),
]
Truth: TypeAlias = Annotated[bool, BeforeValidator(_truth)]
Number: TypeAlias = Annotated[float, BeforeValidator(_number)]


class Record(BaseModel):
    """A mapping of the claims file: frozen, and closed to unknown keys."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", arbitrary_types_allowed=True, use_attribute_docstrings=True, allow_inf_nan=False
    )

    @model_validator(mode="before")
    @classmethod
    def _drop_empty(cls, value: Any) -> Any:
        """A known key with nothing behind it (`note:`) counts as not given; an unknown one is still refused."""
        if not isinstance(value, dict):
            return value
        return {key: item for key, item in value.items() if item is not None or key not in cls.model_fields}


class Aliases(Record):
    """Ids that the dossier no longer uses, so that links with them still lead somewhere."""

    sources: Mapping[Id, Id] = Field(default_factory=dict)
    """Old id of a source -> its id now."""
    voices: Mapping[Id, Id] = Field(default_factory=dict)
    """Old id of a voice -> its id now."""
    questions: Mapping[Id, Id] = Field(default_factory=dict)
    """Old id of a question -> its id now."""
    topics: Mapping[Id, Id] = Field(default_factory=dict)
    """Old name of a topic -> its name now."""
    claims: Mapping[Id, Id] = Field(default_factory=dict)
    """Old id of a claim -> the id of the claim that took its place."""
    events: Mapping[Id, Id] = Field(default_factory=dict)
    """Old id of an event -> its id now."""

    def of(self, section: str) -> Mapping[str, str]:
        """The aliases of a section."""
        return getattr(self, section)


class About(Record):
    """What the dossier is about, as its first screen says it."""

    title: Line
    """The subject, as a headline."""
    summary: Prose
    """Two or three sentences: which texts, about what, what a reader finds here."""
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2}(-[A-Z]{2})?$")] = "en"
    """Language of the titles, questions and notes (BCP 47, such as `en`)."""
    licence: Prose
    """Under which terms the claims may be reused, and whose the raw texts are."""
    aliases: Aliases = Field(default_factory=Aliases)
    """Ids that were renamed, merged or given up: section -> old id -> the id that holds now."""


class Omission(Record):
    """A passage of a source that carries no claim, and the reason."""

    quote: Prose
    """The passage, verbatim."""
    prefix: Line | None = None
    """What stands right before it, if the passage occurs more than once."""
    suffix: Line | None = None
    """What stands right after it, if the passage occurs more than once."""
    reason: OmissionReason
    """Why no claim is made of it."""
    note: Prose | None = None
    """Anything a reader should know about it."""


class Source(Record):
    """One document, stored as a raw text that is never edited."""

    id: Id
    """Short and stable; links point at it."""
    file: Line
    """The raw text, relative to the dossier's folder, such as `seeds/<id>.txt`."""
    title: Line
    """The headline as printed, or the curator's own (then with `title_basis`)."""
    title_basis: Prose | None = None
    """Why the title is not the text's own."""
    publisher: Line | None = None
    """Who published it. Leave out what neither the text nor its origin says."""
    publisher_basis: Prose | None = None
    """How the publisher is known if the text does not state it."""
    authors: tuple[Id, ...] = ()
    """The voices who wrote it. An unsigned text has an unnamed voice as author."""
    authors_basis: Prose | None = None
    """How the authors are known if the text is not signed."""
    country: Country | None = None
    """Where it was published (ISO 3166-1 alpha-2)."""
    country_basis: Prose | None = None
    """How the country is known if the text does not state it."""
    published: Date
    """When it was published (EDTF); as vague as what is known."""
    published_basis: Prose | None = None
    """A quote or a reason, needed when the text does not state the date."""
    url: Address | None = None
    """Where it can be read."""
    archive_url: Address | None = None
    """An archived copy."""
    retrieved: Date | None = None
    """When the text was taken from there."""
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2}(-[A-Z]{2})?$")] = "en"
    """Language of the text (BCP 47)."""
    reliability: Literal["A", "B", "C", "D", "E", "F"] | None = None
    """Admiralty code of the source, A (completely reliable) to F (cannot be judged)."""
    extent: SourceExtent
    """Whether the whole text is stored, or a part of it."""
    extent_note: Prose | None = None
    """What is missing; needed for a truncated text."""
    standing: SourceStanding | None = None
    """Whether the publisher has corrected, retracted or superseded it."""
    note: Prose | None = None
    """Oddities a reader should know."""
    omitted: tuple[Omission, ...] = ()
    """Passages without a claim, each with its reason."""


class Voice(Record):
    """Whoever asserts something, or takes part in what is told."""

    id: Id
    """Short and stable; links point at it."""
    name: Line
    """The name as readers know it, or a description of somebody unnamed."""
    aliases: tuple[Line, ...] = ()
    """Other spellings and names that the texts use."""
    kind: VoiceKind
    """What sort of voice this is."""
    country: Country | None = None
    """The country it speaks from or for, as the texts give it."""
    role: Line | None = None
    """What the texts say it is or was."""
    affiliation: Line | None = None
    """Where it works, as the texts say."""
    analyst: Truth = False
    """`true` for those whose part is to analyse."""
    named: Truth = True
    """`false` for voices without a name, such as "Western intelligence" or an unsigned author."""
    members: tuple[Id, ...] = ()
    """Of a collective voice: the voices in it that the texts name."""
    note: Prose | None = None
    """What the texts leave open about it."""


class Position(Record):
    """One possible answer to a stance or forecast question."""

    id: Id
    """Short and stable within its question."""
    label: Line
    """The answer in words its holder would accept."""
    neutral: Truth = False
    """`true` for "too early to say": it disagrees with nobody."""
    declines: Truth = False
    """`true` for "will not say": it disagrees with nobody."""


class Differ(Record):
    """Why the sources differ, in the curator's judgement."""

    why: Annotated[tuple[WhyDiffer, ...], Field(min_length=1)]
    """One reason or more; `plain` is plain contradiction."""
    note: Prose
    """The reason in a sentence."""


class Outcome(Record):
    """What came of a forecast, as other claims of the dossier tell it."""

    position: Id | None = None
    """The position that came true; leave out if `ambiguous`."""
    ambiguous: Truth = False
    """`true` if what happened settles the question only in part."""
    on: Date | None = None
    """When it was settled."""
    claims: Annotated[tuple[Id, ...], Field(min_length=1)]
    """The claims that settle it."""
    note: Prose | None = None
    """How they settle it."""

    @model_validator(mode="after")
    def _one_result(self) -> Outcome:
        if (self.position is None) != self.ambiguous:
            raise ValueError("an outcome names the position that came true, or says `ambiguous: true`")
        return self


class Question(Record):
    """Something that claims answer."""

    id: Id
    """Short and stable; links point at it."""
    title: Line
    """A short, plain title."""
    ask: Line
    """The full question, worded so that no side is favoured."""
    kind: QuestionKind
    """What an answer is: a position (`stance`, `forecast`), a `figure` or a `date`."""
    topic: Id
    """The topic under which it is listed."""
    positions: tuple[Position, ...] = ()
    """The possible answers (stance and forecast only)."""
    between: Between | None = None
    """How two positions relate: they exclude each other, or pull against each other."""
    compatible: tuple[Annotated[tuple[Id, ...], Field(min_length=2, max_length=2)], ...] = ()
    """Pairs of positions that can both be right."""
    measure: Line | None = None
    """What is counted (figures)."""
    unit: Line | None = None
    """In which unit (figures)."""
    scope: Line | None = None
    """Which part is counted: figures of different scope are never compared."""
    differ: Differ | None = None
    """Why the sources differ."""
    outcome: Outcome | None = None
    """What came of it (forecasts)."""
    note: Prose | None = None
    """Anything a reader should know."""

    @model_validator(mode="after")
    def _fields_of_its_kind(self) -> Question:
        if self.kind in {"stance", "forecast"}:
            self._needs(len(self.positions) > 0, "needs `positions`")
            self._needs(self.between is not None, "needs `between`: contradiction or tension")
        else:
            self._needs(not self.positions and not self.compatible, "takes no `positions`")
        if self.kind == "figure":
            self._needs(self.measure is not None and self.unit is not None, "needs `measure` and `unit`")
        self._needs(self.outcome is None or self.kind == "forecast", "has no `outcome`: only a forecast has one")
        return self

    def _needs(self, given: bool, message: str) -> None:  # noqa: FBT001
        if not given:
            raise ValueError(f"a {self.kind} question {message}")

    def position(self, position_id: str) -> Position | None:
        """The position of that id, if the question has it."""
        return next((position for position in self.positions if position.id == position_id), None)


class Figure(Record):
    """A numeric answer, with its bounds as the speaker gave them."""

    low: Number | None = None
    """The number, or the lower end of a range."""
    high: Number | None = None
    """The upper end of a range; the number itself for `up_to`."""
    bound: Bound = "exact"
    """`exact` (as stated), `about`, `at_least` (only `low`), `up_to` (only `high`, or a range)."""
    unit: Line | None = None
    """The unit, if the question does not give it."""
    as_of: Date | None = None
    """The day for which the number is given."""
    wording: Line
    """The number in the speaker's words, verbatim."""

    @model_validator(mode="after")
    def _bounds(self) -> Figure:
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"low ({self.low:g}) is above high ({self.high:g})")
        if self.bound == "up_to" and self.high is None:
            raise ValueError("`up_to` needs `high`")
        if self.bound == "at_least" and (self.low is None or self.high is not None):
            raise ValueError("`at_least` needs `low` and no `high`")
        if self.bound in {"exact", "about"} and self.low is None:
            raise ValueError(f"`{self.bound}` needs `low`")
        return self


def _answer_kind(value: object) -> str:
    return "figure" if isinstance(value, Mapping | Figure) else "words"


Answer: TypeAlias = Position | Figure | Edtf
"""What a claim answers, in the form that the kind of its question asks for."""
AnswerValue: TypeAlias = Annotated[
    Annotated[Figure, Tag("figure")] | Annotated[Line, Tag("words")],
    Discriminator(_answer_kind),
]


class Link(Record):
    """A relation to another claim that the questions do not show."""

    type: LinkType
    """How this claim relates to the other."""
    to: Id
    """The other claim."""
    why: Prose
    """What a reader learns from it."""


class Claim(Record):
    """One atomic assertion: a quote in a source, and who says it."""

    id: Id
    """Short and stable; links point at it."""
    source: Id
    """The source it stands in."""
    quote: Prose
    """The words that make the claim, verbatim; ` [...] ` elides within a paragraph."""
    prefix: Line | None = None
    """What stands right before the quote, if it occurs more than once."""
    suffix: Line | None = None
    """What stands right after the quote, if it occurs more than once."""
    text: Prose
    """The claim in one neutral sentence, with its hedge."""
    type: ClaimType
    """What sort of assertion it is."""
    voice: Id
    """Who asserts it, as the text attributes it."""
    via: tuple[Id, ...] = ()
    """Through whom the words reached the source, the nearest to the source first."""
    origin: Id | None = None
    """On whom the voice itself relies; default: the voice."""
    about: Date | None = None
    """When the thing happened, or is to happen (EDTF)."""
    about_basis: Prose | None = None
    """How that date is known, if the text gives a relative one."""
    said: Date | None = None
    """When it was said (EDTF); default: when the source was published."""
    said_basis: Prose | None = None
    """How that date is known, if the text gives a relative one."""
    countries: tuple[Country, ...] = ()
    """The countries it is about (ISO 3166-1 alpha-2)."""
    answers: Mapping[Id, AnswerValue] = Field(default_factory=dict)
    """Question id -> position id, a figure, or a date (EDTF)."""
    hedge: Line | None = None
    """The speaker's own words of doubt, verbatim."""
    likelihood: Likelihood | None = None
    """The curator's reading of the hedge on the scale of ICD 203."""
    credibility: Literal["1", "2", "3", "4", "5", "6"] | None = None
    """Admiralty code of the claim, 1 (confirmed) to 6 (cannot be judged)."""
    links: tuple[Link, ...] = ()
    """Relations to other claims."""
    status: ClaimStatus = "current"
    """Whether the claim still stands in the words of its own source."""
    status_why: Prose | None = None
    """Why it is no longer current."""
    note: Prose | None = None
    """Oddities a reader should know."""

    @model_validator(mode="after")
    def _status_has_a_reason(self) -> Claim:
        if (self.status != "current") != (self.status_why is not None):
            raise ValueError("a status other than `current` comes with `status_why`, and only then")
        return self


class Event(Record):
    """Something dated on the timeline, backed by claims."""

    id: Id
    """Short and stable; links point at it."""
    title: Line
    """What happened, in a few words."""
    date: Date
    """When (EDTF); as vague as the texts."""
    date_basis: Prose | None = None
    """How the date is known, if the texts do not state it."""
    kind: EventKind
    """What sort of happening it is."""
    participants: tuple[Id, ...] = ()
    """The voices who took part."""
    countries: tuple[Country, ...] = ()
    """The countries concerned (ISO 3166-1 alpha-2)."""
    place: Line | None = None
    """Where, as the texts say."""
    claims: Annotated[tuple[Id, ...], Field(min_length=1)]
    """The claims behind it."""
    note: Prose | None = None
    """Oddities a reader should know."""


@dataclass(frozen=True, slots=True, eq=False)
class Dossier:
    """A loaded and validated dossier. Mappings go from id to record, in the order of the file."""

    path: Path
    version: str
    """Short hash of the claims file and the raw texts."""
    about: About
    sources: Mapping[str, Source]
    voices: Mapping[str, Voice]
    questions: Mapping[str, Question]
    claims: Mapping[str, Claim]
    events: Mapping[str, Event]
    texts: Mapping[str, RawText]
    """Source id -> raw text."""
    spans: Mapping[str, tuple[Span, ...]]
    """Claim id -> where its quote stands in the raw text, one span for each elided part."""
    omissions: Mapping[str, tuple[tuple[Span, ...], ...]]
    """Source id -> where its omitted passages stand, in the order of `Source.omitted`."""
    warnings: tuple[Problem, ...] = ()

    def said(self, claim: Claim) -> Edtf:
        """When a claim was said: its own date, or the publication of its source."""
        return claim.said or self.sources[claim.source].published

    def happened(self, claim: Claim) -> Edtf:
        """When what a claim tells took place; a claim without such a date counts from when it was said."""
        return claim.about or self.said(claim)

    def origin(self, claim: Claim) -> str:
        """The id of the voice where the claim's chain of attribution starts."""
        return claim.origin or claim.voice

    def chain(self, claim: Claim) -> tuple[str, ...]:
        """The voice ids from the source outward: relays, the voice, and its origin where that is another."""
        outward = (*claim.via, claim.voice)
        return outward if claim.origin in {None, claim.voice} else (*outward, self.origin(claim))

    def answer(self, claim: Claim, question_id: str) -> Answer | None:
        """What the claim answers to a question, in the form its kind asks for."""
        value = claim.answers.get(question_id)
        question = self.questions[question_id]
        if value is None or isinstance(value, Figure):
            return value
        return parse_edtf(value) if question.kind == "date" else question.position(value)
