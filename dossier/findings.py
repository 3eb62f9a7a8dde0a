"""What a check is given and what it gives back: a draft of the dossier, and findings in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from dossier.model import About, Claim, Event, Question, Source, Voice
from dossier.problems import Level
from dossier.texts import RawText, Span

Path: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem and the record it is in: `path` leads from the record to the value."""

    section: str
    index: int
    path: Path
    message: str
    hint: str = ""
    level: Level = "error"


@dataclass(frozen=True, slots=True)
class Draft:
    """A dossier before it is known to be sound. Rows go from the place in the file's list to the record there."""

    sources: Mapping[int, Source]
    voices: Mapping[int, Voice]
    questions: Mapping[int, Question]
    claims: Mapping[int, Claim]
    events: Mapping[int, Event]
    ids: Mapping[str, tuple[str, ...]]
    """Section -> every id in it, those of records that could not be read included."""
    texts: Mapping[str, RawText]
    """Source id -> raw text, where it could be read."""
    spans: dict[str, tuple[Span, ...]]
    """Claim id -> where its quote stands; filled by `find_spans`."""
    omissions: dict[str, tuple[tuple[Span, ...], ...]]
    """Source id -> where its omitted passages stand; filled by `find_spans`."""
    about: About | None = None
    """What the file says of itself, if it could be read; a finding in it has ABOUT as section, and 0 as index."""


ABOUT = "dossier"
SECTIONS = ("sources", "voices", "questions", "claims", "events")
NOUNS = {"sources": "source", "voices": "voice", "questions": "question", "claims": "claim", "events": "event"}


def references(draft: Draft) -> Iterator[tuple[str, int, Path, str, str]]:
    """Every reference as section, index, path, target section, target id."""
    for i, source in draft.sources.items():
        yield from (("sources", i, ("authors", n), "voices", v) for n, v in enumerate(source.authors))
    for i, voice in draft.voices.items():
        yield from (("voices", i, ("members", n), "voices", v) for n, v in enumerate(voice.members))
    for i, question in draft.questions.items():
        settled = question.outcome.claims if question.outcome else ()
        yield from (("questions", i, ("outcome", "claims", n), "claims", c) for n, c in enumerate(settled))
    for i, claim in draft.claims.items():
        yield from (("claims", i, path, section, target) for path, section, target in _claim_references(claim))
    for i, event in draft.events.items():
        yield from (("events", i, ("participants", n), "voices", v) for n, v in enumerate(event.participants))
        yield from (("events", i, ("claims", n), "claims", c) for n, c in enumerate(event.claims))


def _claim_references(claim: Claim) -> Iterator[tuple[Path, str, str]]:
    yield ("source",), "sources", claim.source
    yield ("voice",), "voices", claim.voice
    yield from ((("via", n), "voices", voice) for n, voice in enumerate(claim.via))
    if claim.origin:
        yield ("origin",), "voices", claim.origin
    yield from ((("answers", question), "questions", question) for question in claim.answers)
    yield from ((("links", n, "to"), "claims", link.to) for n, link in enumerate(claim.links))
