"""What the model cannot see in one record alone: references, answers, quotes, and lint for meaning.

Each check is a small function from a draft to findings; CHECKS is the list of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import TypeAlias

from dossier.dates import Edtf, EdtfError, overlaps, parse_edtf, words
from dossier.model import Claim, Event, Figure, Omission, Question, Source, Voice
from dossier.problems import Level, did_you_mean, shorten
from dossier.quotes import QuoteError, find_quote, fold
from dossier.texts import RawText, Span
from dossier.voices import reach

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


SECTIONS = ("sources", "voices", "questions", "claims", "events")
NOUNS = {"sources": "source", "voices": "voice", "questions": "question", "claims": "claim", "events": "event"}


def find_problems(draft: Draft) -> Iterator[Finding]:
    """Every finding in a draft, in no particular order."""
    yield from chain.from_iterable(check(draft) for check in CHECKS)


# References


def _references(draft: Draft) -> Iterator[tuple[str, int, Path, str, str]]:
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


def dangling_references(draft: Draft) -> Iterator[Finding]:
    """A reference must lead to a record of the file."""
    known = {section: set(ids) for section, ids in draft.ids.items()}
    for section, index, path, target, wanted in _references(draft):
        if wanted not in known[target]:
            message = f"there is no {NOUNS[target]} '{shorten(wanted)}'"
            yield Finding(section, index, path, message, did_you_mean(wanted, draft.ids[target]))


def repeated_ids(draft: Draft) -> Iterator[Finding]:
    """An id is given once within its section."""
    for section, ids in draft.ids.items():
        taken: set[str] = set()
        for index, name in enumerate(ids):
            if name in taken and name:
                message = f"the id '{shorten(name)}' is already taken by another {NOUNS[section]}"
                yield Finding(section, index, ("id",), message)
            taken.add(name)


def links_to_itself(draft: Draft) -> Iterator[Finding]:
    """A claim is not its own witness."""
    for i, claim in draft.claims.items():
        for n, link in enumerate(claim.links):
            if link.to == claim.id:
                yield Finding("claims", i, ("links", n, "to"), "the claim links to itself")


def members_of_itself(draft: Draft) -> Iterator[Finding]:
    """A collective voice is none of its own members, directly or through another: origins are counted by members."""
    voices = {voice.id: voice for voice in draft.voices.values()}
    for i, voice in draft.voices.items():
        for n, member in enumerate(voice.members):
            if voice.id in reach(voices, member):
                yield Finding("voices", i, ("members", n), f"'{voice.id}' would be a member of itself")


# Questions and answers


def positions_fit(draft: Draft) -> Iterator[Finding]:
    """Positions are named once, and what speaks of them names one that exists."""
    for i, question in draft.questions.items():
        ids = [position.id for position in question.positions]
        for n, name in enumerate(ids):
            if name in ids[:n]:
                yield Finding("questions", i, ("positions", n, "id"), f"the position '{name}' stands twice")
        named: list[tuple[Path, str]] = [
            (("compatible", n), name) for n, pair in enumerate(question.compatible) for name in pair
        ]
        if question.outcome and question.outcome.position:
            named.append((("outcome", "position"), question.outcome.position))
        for path, name in named:
            if name not in ids:
                yield Finding("questions", i, path, f"there is no position '{name}'", did_you_mean(name, ids))


def answers_fit(draft: Draft) -> Iterator[Finding]:
    """An answer has the form that its question's kind asks for."""
    questions = {question.id: question for question in draft.questions.values()}
    for i, claim in draft.claims.items():
        for name, value in claim.answers.items():
            if name in questions and (wrong := _wrong_answer(questions[name], value)):
                yield Finding("claims", i, ("answers", name), *wrong)


def _wrong_answer(question: Question, value: Figure | str) -> tuple[str, str] | None:
    if question.kind == "figure":
        return _wrong_figure(question, value)
    if isinstance(value, Figure):
        return f"'{question.id}' asks for a {'date' if question.kind == 'date' else 'position'}, not a figure", ""
    if question.kind == "date":
        return _wrong_date(value)
    ids = [position.id for position in question.positions]
    if value in ids:
        return None
    hint = did_you_mean(value, ids) or f"It has {', '.join(ids)}."
    return f"'{question.id}' has no position '{shorten(value)}'", hint


def _wrong_figure(question: Question, value: Figure | str) -> tuple[str, str] | None:
    if not isinstance(value, Figure):
        return f"'{question.id}' asks for a figure", "Write {low: 11000, wording: …}."
    if value.unit and value.unit != question.unit:
        hint = "Figures in another unit answer another question."
        return f"the unit '{shorten(value.unit)}' is not the question's '{question.unit}'", hint
    return None


def _wrong_date(value: str) -> tuple[str, str] | None:
    try:
        parse_edtf(value)
    except EdtfError as error:
        return str(error), ""
    return None


def extents_explained(draft: Draft) -> Iterator[Finding]:
    """A truncated text says what is missing."""
    for i, source in draft.sources.items():
        if source.extent == "truncated" and not source.extent_note:
            yield Finding("sources", i, ("extent",), "a truncated text needs `extent_note`: what is missing")


# Quotes


def find_spans(draft: Draft) -> Iterator[Finding]:
    """Every quote stands in its raw text, once; the places found are kept in the draft."""
    for i, claim in draft.claims.items():
        if claim.source in draft.texts:
            yield from _locate(draft, "claims", i, (), claim.source, claim)
    for i, source in draft.sources.items():
        if source.id in draft.texts:
            draft.omissions[source.id] = ()
            for n, omission in enumerate(source.omitted):
                yield from _locate(draft, "sources", i, ("omitted", n), source.id, omission)


def _locate(
    draft: Draft, section: str, index: int, path: Path, source: str, record: Claim | Omission
) -> Iterator[Finding]:
    prefix, suffix = record.prefix or "", record.suffix or ""
    try:
        spans = find_quote(draft.texts[source], record.quote, prefix=prefix, suffix=suffix)
    except QuoteError as error:
        yield Finding(section, index, (*path, "quote"), str(error))
        return
    if isinstance(record, Claim):
        draft.spans[record.id] = spans
    else:
        draft.omissions[source] = (*draft.omissions[source], spans)


# Lint for meaning


def hedges_stand_there(draft: Draft) -> Iterator[Finding]:
    """A hedge is the speaker's own word, from the sentence of the quote."""
    for i, claim in draft.claims.items():
        if not claim.hedge or claim.id not in draft.spans:
            continue
        text = draft.texts[claim.source]
        sentence = fold(text.text_of(text.sentence_around(draft.spans[claim.id]))).content
        if fold(claim.hedge).content not in sentence:
            message = f"the hedge '{shorten(claim.hedge)}' does not stand in the quote's sentence"
            yield Finding("claims", i, ("hedge",), message, level="warning")


def likelihoods_have_hedges(draft: Draft) -> Iterator[Finding]:
    """A likelihood reads a hedge; without the words there is nothing to read."""
    for i, claim in draft.claims.items():
        if claim.likelihood and not claim.hedge:
            yield Finding("claims", i, ("likelihood",), "a likelihood without a hedge to read it from", level="warning")


def quotes_reused(draft: Draft) -> Iterator[Finding]:
    """One quote serves two claims only when it really makes both: the curator should look twice."""
    first: dict[tuple[str, tuple[Span, ...]], str] = {}
    for i, claim in draft.claims.items():
        if claim.id not in draft.spans:
            continue
        other = first.setdefault((claim.source, draft.spans[claim.id]), claim.id)
        if other != claim.id and not claim.note:
            hint = "Shorten each quote to its own words, or say in `note` why both need the same."
            yield Finding("claims", i, ("quote",), f"the same quote also serves '{other}'", hint, "warning")


def said_before_published(draft: Draft) -> Iterator[Finding]:
    """Nobody can be quoted from a time after the source was published."""
    sources = {source.id: source for source in draft.sources.values()}
    for i, claim in draft.claims.items():
        source = sources.get(claim.source)
        if claim.said and source and _after(claim.said, source.published):
            message = f"said {words(claim.said)}, after its source was published ({words(source.published)})"
            yield Finding("claims", i, ("said",), message, level="warning")


def _after(one: Edtf, other: Edtf) -> bool:
    return one.earliest is not None and other.latest is not None and one.earliest > other.latest


def event_dates_agree(draft: Draft) -> Iterator[Finding]:
    """An event lies where its claims put it, or a question on the date says that they differ."""
    claims = {claim.id: claim for claim in draft.claims.values()}
    for i, event in draft.events.items():
        backing = [claims[name] for name in event.claims if name in claims]
        dated = [claim for claim in backing if claim.about]
        if dated and not any(claim.about and overlaps(claim.about, event.date) for claim in dated):
            message = f"dated {words(event.date)}, but none of its dated claims falls then"
            yield Finding("events", i, ("date",), message, level="warning")


def positions_taken(draft: Draft) -> Iterator[Finding]:
    """A position that no claim takes may be a slip, or a claim still missing."""
    taken = {(name, value) for claim in draft.claims.values() for name, value in claim.answers.items()}
    for i, question in draft.questions.items():
        for n, position in enumerate(question.positions):
            settled = question.outcome is not None and question.outcome.position == position.id
            if (question.id, position.id) not in taken and not settled:
                yield Finding(
                    "questions", i, ("positions", n), f"nobody takes the position '{position.id}'", level="warning"
                )


def questions_answered(draft: Draft) -> Iterator[Finding]:
    """A question that nothing answers shows an empty page."""
    answered = {name for claim in draft.claims.values() for name in claim.answers}
    for i, question in draft.questions.items():
        if question.id not in answered:
            yield Finding("questions", i, ("id",), "no claim answers this question", level="warning")


def voices_heard(draft: Draft) -> Iterator[Finding]:
    """A voice that neither speaks, relays, writes nor takes part is a leftover."""
    heard = {target for _, _, _, section, target in _references(draft) if section == "voices"}
    for i, voice in draft.voices.items():
        if voice.id not in heard:
            yield Finding("voices", i, ("id",), "this voice neither speaks nor takes part in anything", level="warning")


def sources_used(draft: Draft) -> Iterator[Finding]:
    """A source without claims looks as if it said nothing."""
    used = {claim.source for claim in draft.claims.values()}
    for i, source in draft.sources.items():
        if source.id not in used:
            yield Finding("sources", i, ("id",), "no claim comes from this source", level="warning")


CHECKS: tuple[Callable[[Draft], Iterator[Finding]], ...] = (
    repeated_ids,
    dangling_references,
    links_to_itself,
    members_of_itself,
    positions_fit,
    answers_fit,
    extents_explained,
    find_spans,
    hedges_stand_there,
    likelihoods_have_hedges,
    quotes_reused,
    said_before_published,
    event_dates_agree,
    positions_taken,
    questions_answered,
    voices_heard,
    sources_used,
)
