"""What a link unfolds into where somebody pastes it: a kind, a title, a sentence, and a few facts in words.

A headline tells no more than the page does: with a known-on date, nothing of texts that had not certainly appeared.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from dossier.conflicts import Case, Side, find_cases
from dossier.dates import words as date_words
from dossier.descriptions import PAGE_TITLES, describe_filters
from dossier.model import Claim, Event, Source, Voice
from dossier.problems import shorten
from dossier.reading import Reading
from dossier.terms import case_words, counted
from dossier.voices import find_profile, independent_origins

Pieces: TypeAlias = tuple[tuple[str, bool], ...]
"""Words in order, and whether each of them are the quote's own."""
_SENTENCE = 280
_AROUND = 90


@dataclass(frozen=True, slots=True)
class Headline:
    """What a view is, for somebody who has not opened it."""

    kind: str
    """What sort of thing it is, such as "Contradiction" or "Event"."""
    title: str
    sentence: str
    """What a preview shows below the title."""
    facts: tuple[str, ...] = ()
    """Counts and circumstances, in the order of their weight."""
    sides: tuple[tuple[str, str], ...] = ()
    """Of a question: each answer, and who stands behind it."""
    quote: Pieces = ()
    """Of a claim: its sentence."""


def find_headline(reading: Reading) -> Headline:
    """The headline of the item that a view has chosen, else of the view itself."""
    view, dossier = reading.view, reading.dossier
    known = {claim.id for claim in reading.known_claims}
    match view.page:
        case "sources" | "claims" if view.claim in known:
            return _of_claim(reading, dossier.claims[view.claim])
        case "sources" if len(view.source) == 1:
            return _of_source(reading, dossier.sources[view.source[0]])
        case "timeline" if view.publication:
            return _of_source(reading, dossier.sources[view.publication])
        case "analysts" if view.analyst:
            return _of_voice(reading, dossier.voices[view.analyst])
        case "timeline" if view.event and known.intersection(dossier.events[view.event].claims):
            return _of_event(reading, dossier.events[view.event], known)
        case "conflicts" if len(view.question) == 1:
            cases = find_cases(dossier, reading.known_claims)
            return next((_of_case(c) for c in cases if c.question.id == view.question[0]), _of_view(reading))
    return _of_view(reading)


def _of_case(case: Case) -> Headline:
    sides = tuple((side.label, _behind(side)) for side in case.sides)
    told = "; ".join(f"{label} ({behind})" for label, behind in sides)
    facts = (
        counted(len(case.claims), "claim"),
        counted(len(case.voices), "voice"),
        counted(len(case.origins), "independent origin"),
    )
    return Headline(case_words(case), case.question.title, _sentence(f"{case.question.ask} {told}"), facts, sides)


def _behind(side: Side) -> str:
    return f"{counted(len(side.claims), 'claim')}, {counted(len(side.origins), 'origin')}"


def _of_claim(reading: Reading, claim: Claim) -> Headline:
    dossier = reading.dossier
    voice, source = dossier.voices[claim.voice], dossier.sources[claim.source]
    facts = (voice.name, f"in “{source.title}”", date_words(dossier.said(claim)))
    sentence = f"{voice.name}, in “{source.title}”: “{_plain_quote(reading, claim)}”"
    return Headline("Claim", claim.text, _sentence(sentence), facts, quote=_quote_in_sentence(reading, claim))


def _plain_quote(reading: Reading, claim: Claim) -> str:
    text = reading.dossier.texts[claim.source]
    return " [...] ".join(" ".join(text.text_of(span).split()) for span in reading.dossier.spans[claim.id])


def _quote_in_sentence(reading: Reading, claim: Claim) -> Pieces:
    """The quote marked in its sentence; of a long sentence, what stands nearest."""
    text, spans = reading.dossier.texts[claim.source], reading.dossier.spans[claim.id]
    around = text.sentence_around(spans)
    pieces, at = [], around.start
    for span in spans:
        pieces += [(text.content[at : span.start], False), (text.text_of(span), True)]
        at = span.end
    pieces.append((text.content[at : around.end], False))
    first, last = pieces[0][0], pieces[-1][0]
    if len(first) > _AROUND:
        pieces[0] = ("… " + first[-_AROUND:].partition(" ")[2], False)
    if len(last) > _AROUND:
        pieces[-1] = (last[:_AROUND].rpartition(" ")[0] + " …", False)
    return tuple((words, own) for words, own in pieces if words)


def _of_event(reading: Reading, event: Event, known: set[str]) -> Headline:
    claims = [reading.dossier.claims[name] for name in event.claims if name in known]
    origins = independent_origins(reading.dossier, claims)
    counts = f"{counted(len(claims), 'claim')} from {counted(len(origins), 'independent origin')}"
    facts = (date_words(event.date), *([event.place] if event.place else []), counts)
    names = [reading.dossier.voices[name].name for name in event.participants]
    told = [_capital(date_words(event.date)), event.place, ", ".join(names), counts]
    return Headline("Event", event.title, _sentence(" · ".join(part for part in told if part)), facts)


def _of_voice(reading: Reading, voice: Voice) -> Headline:
    profile = find_profile(reading.dossier, voice.id, reading.claims)
    stands = [
        (case.question.title, side.label) for case in reading.cases for side in case.sides if voice.id in side.voices
    ]
    who = ", ".join(part for part in (voice.role, voice.affiliation) if part)
    counts = f"{counted(len(profile.claims), 'claim')} in {counted(len(profile.sources), 'source')}"
    held = "; ".join(f"{title} {label}" for title, label in stands)
    told = ". ".join(part.rstrip(".") for part in (who, counts, held) if part)
    facts = (*([who] if who else []), counts, counted(len(stands), "question answered", "questions answered"))
    return Headline(
        "Analyst" if voice.analyst else "Voice", voice.name, _sentence(_capital(told)), facts, tuple(stands)
    )


def _of_source(reading: Reading, source: Source) -> Headline:
    claims = [claim for claim in reading.claims if claim.source == source.id]
    voices = {claim.voice for claim in claims}
    published = f"published {date_words(source.published)}"
    facts = (source.publisher or "Publisher not known", _capital(published), counted(len(claims), "claim"))
    held = f"{counted(len(claims), 'claim')} of {counted(len(voices), 'voice')}"
    told = f"{facts[0]}, {published}. {held}, each with its quote."
    return Headline("Source", source.title, _sentence(_capital(told)), facts)


def _of_view(reading: Reading) -> Headline:
    view, about = reading.view, reading.dossier.about
    facts = (
        counted(len(reading.claims), "claim"),
        counted(len(reading.conflicts), "conflict"),
        counted(len(reading.events), "event"),
        counted(len({claim.voice for claim in reading.claims}), "voice"),
        counted(len(reading.sources), "source"),
    )
    if view.page == "overview" and not view.active_filters():
        return Headline("Dossier", about.title, _sentence(about.summary), facts)
    filters = describe_filters(reading.dossier, view)
    title = _capital(filters) if filters else _TITLES.get(view.page, PAGE_TITLES[view.page])
    return Headline(PAGE_TITLES[view.page], title, _sentence(f"{about.title}: {', '.join(facts)}."), facts)


_TITLES = {
    "timeline": "What happened when, and how sure the date is",
    "conflicts": "What is disputed, and by whom",
    "analysts": "Who speaks, and what each of them holds",
    "sources": "The texts, with every claim's quote marked",
    "claims": "Every claim, with its quote",
    "method": "How claims were chosen and proven",
}


def _sentence(words: str) -> str:
    return shorten(words, _SENTENCE)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
