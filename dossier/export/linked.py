"""The claims of a view as JSON-LD: schema.org for what is claimed, W3C Web Annotation for where it stands.

schema.org: https://schema.org/Claim. Selectors: https://www.w3.org/TR/annotation-model/#selectors.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from dossier.conflicts import find_cases
from dossier.countries import country_name
from dossier.dates import Edtf
from dossier.dates import words as date_words
from dossier.export.imprint import RELATIVE, Imprint, claim_view, source_view
from dossier.model import Claim, Event, Source, Voice
from dossier.reading import Reading
from dossier.texts import RawText, Span
from dossier.view import View
from dossier.voices import reach

CONTEXT = "https://schema.org/"
ANNOTATION_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
EDGE = 32
"""How many code points of the text a selector shows on either side of the quote."""

_ISO_DATES = {"day", "month", "year"}


def export_jsonld(reading: Reading, imprint: Imprint = RELATIVE) -> str:
    """The graph as indented JSON text, non-ASCII letters kept."""
    document = json.dumps(linked_document(reading, imprint), ensure_ascii=False, indent=1)
    return document.replace("</", "<\\/") + "\n"  # the same to JSON; it may be pasted into a page's script element


def linked_document(reading: Reading, imprint: Imprint = RELATIVE) -> dict[str, Any]:
    """A graph of the view: a data set, its sources and voices, and for each claim the claim, its quotation and an
    annotation.

    An annotation is of its own vocabulary and so has its own context: the two give some names ("text", "name")
    different meanings.
    """
    graph = _Graph(reading, imprint)
    nodes = [
        graph.data_set(),
        *(graph.source(source) for source in reading.sources),
        *(graph.voice(reading.dossier.voices[name]) for name in graph.voices_needed()),
        *(node for claim in reading.claims for node in graph.claim_nodes(claim)),
    ]
    return {"@context": CONTEXT, "@graph": nodes}


def linked_item(reading: Reading, imprint: Imprint = RELATIVE) -> dict[str, Any] | None:
    """The one thing that a view has chosen, as schema.org knows it; None for a view of many."""
    view, dossier, graph = reading.view, reading.dossier, _Graph(reading, imprint)
    match view.page:
        case "sources" | "claims" if view.claim and dossier.claims[view.claim] in reading.known_claims:
            claim = dossier.claims[view.claim]
            voice, quotation = graph.voice(dossier.voices[claim.voice]), graph.quotation(claim)
            quotation |= {"isPartOf": graph.source(dossier.sources[claim.source])}
            return {**graph.claim(claim), "author": voice, "appearance": quotation}
        case "sources" if len(view.source) == 1:
            return graph.source(dossier.sources[view.source[0]])
        case "timeline" if view.publication:
            return graph.source(dossier.sources[view.publication])
        case "analysts" if view.analyst:
            return graph.voice(dossier.voices[view.analyst])
        case "timeline" if view.event:
            return graph.event(dossier.events[view.event])
        case "conflicts" if len(view.question) == 1:
            return graph.question(view.question[0])
    return None


def text_selectors(raw: RawText, spans: tuple[Span, ...]) -> list[dict[str, Any]]:
    """Two selectors of the same passage, from the first to the last character of a quote: by its words, by its place.

    Positions count Unicode code points of the text as stored, as the recommendation asks. A quote with elisions is
    one passage, the words left out included: several targets would say that each part alone carries the claim.
    """
    start, end = spans[0].start, spans[-1].end
    content = raw.content
    quote = {
        "type": "TextQuoteSelector",
        "exact": content[start:end],
        "prefix": content[max(start - EDGE, 0) : start],
        "suffix": content[end : end + EDGE],
    }
    return [quote, {"type": "TextPositionSelector", "start": start, "end": end}]


class _Graph:
    """Makes the nodes of one document."""

    def __init__(self, reading: Reading, imprint: Imprint) -> None:
        self.reading, self.dossier, self.imprint = reading, reading.dossier, imprint

    def data_set(self) -> dict[str, Any]:
        about, permalink = self.dossier.about, self.imprint.permalink(self.reading)
        filters = {"@type": "PropertyValue", "propertyID": "filters", "value": self.reading.view.query()}
        return _given(
            {
                "@id": permalink,
                "@type": "Dataset",
                "name": about.title,
                "description": about.summary,
                "inLanguage": about.language,
                "url": permalink,
                "version": self.dossier.version,
                "identifier": filters,
                "license": {"@type": "CreativeWork", "text": about.licence},
                "sdDatePublished": self.imprint.exported_text(),
                "citation": [_ref(self.source_id(source.id)) for source in self.reading.sources],
                "hasPart": [_ref(self.claim_id(claim.id)) for claim in self.reading.claims],
            }
        )

    def source(self, source: Source) -> dict[str, Any]:
        return _given(
            {
                "@id": self.source_id(source.id),
                "@type": "CreativeWork",
                "name": source.title,
                "author": [_ref(self.voice_id(name)) for name in source.authors],
                "publisher": {"@type": "Organization", "name": source.publisher} if source.publisher else None,
                "countryOfOrigin": _country(source.country) if source.country else None,
                **_published(source.published),
                "inLanguage": source.language,
                "url": source.url,
                "archivedAt": source.archive_url,
                "creativeWorkStatus": source.standing,
                "abstract": source.extent_note if source.extent == "truncated" else None,
            }
        )

    def voice(self, voice: Voice) -> dict[str, Any]:
        person = voice.kind == "person"
        return _given(
            {
                "@id": self.voice_id(voice.id),
                "@type": "Person" if person else "Organization",
                "name": voice.name,
                "alternateName": list(voice.aliases),
                "jobTitle" if person else "description": voice.role,
                "affiliation": {"@type": "Organization", "name": voice.affiliation}
                if voice.affiliation and person
                else None,
                "member": [] if person else [_ref(self.voice_id(name)) for name in voice.members],
            }
        )

    def event(self, event: Event) -> dict[str, Any] | None:
        known = {claim.id for claim in self.reading.known_claims}
        if known.isdisjoint(event.claims):
            return None
        return _given(
            {
                "@id": self.imprint.url(View(page="timeline", event=event.id)),
                "@type": "Event",
                "name": event.title,
                "startDate": event.date.text if _is_plain(event.date) else None,
                "description": date_words(event.date),
                "location": {"@type": "Place", "name": event.place} if event.place else None,
                "subjectOf": [_ref(self.claim_id(name)) for name in event.claims if name in known],
            }
        )

    def question(self, name: str) -> dict[str, Any] | None:
        """A question with its answers; which of them is right is not for us to say, so none is accepted."""
        cases = find_cases(self.dossier, self.reading.known_claims)
        case = next((case for case in cases if case.question.id == name), None)
        if case is None:
            return None
        answers = [
            {"@type": "Answer", "text": side.label, "citation": [_ref(self.claim_id(claim)) for claim in side.claims]}
            for side in case.sides
        ]
        return {
            "@id": self.imprint.url(View(page="conflicts", question=(name,))),
            "@type": "Question",
            "name": case.question.title,
            "text": case.question.ask,
            "answerCount": len(answers),
            "suggestedAnswer": answers,
        }

    def claim_nodes(self, claim: Claim) -> Iterable[dict[str, Any]]:
        yield self.claim(claim)
        yield self.quotation(claim)
        yield self.annotation(claim)

    def claim(self, claim: Claim) -> dict[str, Any]:
        origin = self.dossier.origin(claim)
        relied_on = {"@type": "Claim", "author": _ref(self.voice_id(origin))} if origin != claim.voice else None
        return _given(
            {
                "@id": self.claim_id(claim.id),
                "@type": "Claim",
                "text": claim.text,
                "genre": claim.type,
                "author": _ref(self.voice_id(claim.voice)),
                "isBasedOn": relied_on,
                "temporal": self.dossier.said(claim).text,
                "temporalCoverage": claim.about.text if claim.about else None,
                "about": [_country(code) for code in claim.countries],
                "creativeWorkStatus": claim.status,
                "appearance": _ref(self.quotation_id(claim.id)),
            }
        )

    def quotation(self, claim: Claim) -> dict[str, Any]:
        raw = self.dossier.texts[claim.source]
        return {
            "@id": self.quotation_id(claim.id),
            "@type": "Quotation",
            "text": " [...] ".join(raw.text_of(span) for span in self.dossier.spans[claim.id]),
            "inLanguage": self.dossier.sources[claim.source].language,
            "spokenByCharacter": _ref(self.voice_id(claim.voice)),
            "isPartOf": _ref(self.source_id(claim.source)),
        }

    def annotation(self, claim: Claim) -> dict[str, Any]:
        source = self.dossier.sources[claim.source]
        return {
            "@context": ANNOTATION_CONTEXT,
            "id": f"{self.claim_id(claim.id)}#annotation",
            "type": "Annotation",
            "motivation": "describing",
            "body": self.claim_id(claim.id),
            "target": {
                "type": "SpecificResource",
                "source": {"id": self.source_id(source.id), "format": "text/plain", "language": source.language},
                "selector": text_selectors(self.dossier.texts[source.id], self.dossier.spans[claim.id]),
            },
        }

    def voices_needed(self) -> list[str]:
        """The voices that the other nodes name, and the members of those, in the order of the claims file."""
        named = {name for source in self.reading.sources for name in source.authors}
        named |= {name for claim in self.reading.claims for name in (claim.voice, self.dossier.origin(claim))}
        reached = {name for voice in named for name in reach(self.dossier.voices, voice)}
        return [name for name in self.dossier.voices if name in reached]

    def claim_id(self, claim: str) -> str:
        return self.imprint.url(claim_view(claim))

    def quotation_id(self, claim: str) -> str:
        return f"{self.claim_id(claim)}#quotation"

    def source_id(self, source: str) -> str:
        return self.imprint.url(source_view(source))

    def voice_id(self, voice: str) -> str:
        return self.imprint.url(View(page="analysts", analyst=voice))


def _published(edtf: Edtf) -> dict[str, str]:
    """As a date where plain ISO 8601 can say it; otherwise as text (EDTF), which schema.org's `temporal` takes."""
    return {"datePublished" if _is_plain(edtf) else "temporal": edtf.text}


def _is_plain(edtf: Edtf) -> bool:
    return edtf.precision in _ISO_DATES and not edtf.text.endswith(("~", "?", "%")) and "X" not in edtf.text


def _country(code: str) -> dict[str, str]:
    return {"@type": "Country", "name": country_name(code), "identifier": code}


def _ref(iri: str) -> dict[str, str]:
    return {"@id": iri}


def _given(node: dict[str, Any]) -> dict[str, Any]:
    """The node without what is not known."""
    return {key: value for key, value in node.items() if value not in (None, [])}
