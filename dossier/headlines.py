"""What a link unfolds into where somebody pastes it: a kind, a title, a sentence, and a few facts in words.

A headline tells no more than the page does: with a known-on date, nothing of texts that had not certainly appeared.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from dossier.conflicts import Case, Side, find_cases
from dossier.dates import words as date_words
from dossier.descriptions import PAGE_TITLES, describe_filters
from dossier.language import _, begun, ngettext
from dossier.model import Claim, Event, Source, Voice
from dossier.problems import shorten
from dossier.reading import Reading
from dossier.terms import case_words, counted, numbered
from dossier.voices import find_profile, independent_origins

Pieces: TypeAlias = tuple[tuple[str, bool], ...]
"""Words in order, and whether each of them are the quote's own."""
VOICE, ANALYST = _("Voice"), _("Analyst")
"""The kinds of headlines of voices."""
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
    counts: tuple[tuple[int, str], ...] = ()
    """Of a view: its facts as numbers, and what there are so many of."""


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
        counted(len(case.claims), "claim", "claims"),
        counted(len(case.voices), "voice", "voices"),
        counted(len(case.origins), "independent origin", "independent origins"),
    )
    return Headline(case_words(case), case.question.title, _sentence(f"{case.question.ask} {told}"), facts, sides)


def _behind(side: Side) -> str:
    return f"{counted(len(side.claims), 'claim', 'claims')}, {counted(len(side.origins), 'origin', 'origins')}"


def _of_claim(reading: Reading, claim: Claim) -> Headline:
    dossier = reading.dossier
    voice, source = dossier.voices[claim.voice], dossier.sources[claim.source]
    facts = (voice.name, _("in “{title}”").format(title=source.title), date_words(dossier.said(claim)))
    sentence = _("{voice}, in “{title}”: “{quote}”").format(
        voice=voice.name, title=source.title, quote=_plain_quote(reading, claim)
    )
    return Headline(_("Claim"), claim.text, _sentence(sentence), facts, quote=_quote_in_sentence(reading, claim))


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
    counts = _("{claims} from {origins}").format(
        claims=counted(len(claims), "claim", "claims"),
        origins=counted(len(origins), "independent origin", "independent origins"),
    )
    facts = (date_words(event.date), *([event.place] if event.place else []), counts)
    names = [reading.dossier.voices[name].name for name in event.participants]
    told = [begun(date_words(event.date)), event.place, ", ".join(names), counts]
    return Headline(_("Event"), event.title, _sentence(" · ".join(part for part in told if part)), facts)


def _of_voice(reading: Reading, voice: Voice) -> Headline:
    profile = find_profile(reading.dossier, voice.id, reading.claims)
    stands = [
        (case.question.title, side.label) for case in reading.cases for side in case.sides if voice.id in side.voices
    ]
    who = ", ".join(part for part in (voice.role, voice.affiliation) if part)
    counts = _("{claims} in {sources}").format(
        claims=counted(len(profile.claims), "claim", "claims"),
        sources=counted(len(profile.sources), "source", "sources"),
    )
    held = "; ".join(f"{title} {label}" for title, label in stands)
    told = ". ".join(part.rstrip(".") for part in (who, counts, held) if part)
    facts = (*([who] if who else []), counts, counted(len(stands), "question answered", "questions answered"))
    return Headline(ANALYST if voice.analyst else VOICE, voice.name, _sentence(begun(told)), facts, tuple(stands))


def _of_source(reading: Reading, source: Source) -> Headline:
    claims = [claim for claim in reading.claims if claim.source == source.id]
    voices = {claim.voice for claim in claims}
    publisher = source.publisher or _("Publisher not known")
    published = _("published {date}").format(date=date_words(source.published))
    told = _("{publisher}, {published}. {claims} of {voices}, each with its quote.").format(
        publisher=publisher,
        published=published,
        claims=counted(len(claims), "claim", "claims"),
        voices=counted(len(voices), "voice", "voices"),
    )
    facts = (publisher, begun(published), counted(len(claims), "claim", "claims"))
    return Headline(_("Source"), source.title, _sentence(begun(told)), facts)


def _of_view(reading: Reading) -> Headline:
    view, about = reading.view, reading.dossier.about
    counts = _counts(reading)
    facts = tuple(numbered(number, noun) for number, noun in counts)
    if view.page == "overview" and not view.active_filters():
        return Headline(_("Dossier"), about.title, _sentence(about.summary), facts, counts=counts)
    filters = describe_filters(reading.dossier, view)
    title = begun(filters) if filters else _TITLES.get(view.page, PAGE_TITLES[view.page])
    sentence = _sentence(f"{about.title}: {', '.join(facts)}.")
    return Headline(PAGE_TITLES[view.page], title, sentence, facts, counts=counts)


def _counts(reading: Reading) -> tuple[tuple[int, str], ...]:
    claims, conflicts, events = len(reading.claims), len(reading.conflicts), len(reading.events)
    voices, sources = len({claim.voice for claim in reading.claims}), len(reading.sources)
    return (
        (claims, ngettext("claim", "claims", claims)),
        (conflicts, ngettext("conflict", "conflicts", conflicts)),
        (events, ngettext("event", "events", events)),
        (voices, ngettext("voice", "voices", voices)),
        (sources, ngettext("source", "sources", sources)),
    )


_TITLES = {
    "timeline": _("What happened when, and how sure the date is"),
    "conflicts": _("What is disputed, and by whom"),
    "analysts": _("Who speaks, and what each of them holds"),
    "sources": _("The texts, with every claim's quote marked"),
    "claims": _("Every claim, with its quote"),
    "method": _("How claims were chosen and proven"),
}


def _sentence(words: str) -> str:
    return shorten(words, _SENTENCE)
