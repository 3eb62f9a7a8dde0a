"""The dossier, or a view of it, as one JSON document: the contract that other programs build on."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from dossier.conflicts import Case, Side
from dossier.dates import Edtf, words
from dossier.directory import find_directory
from dossier.export.imprint import RELATIVE, Imprint, claim_view
from dossier.model import Answer, Claim, Dossier, Event, Figure, Position, Record
from dossier.reading import Reading
from dossier.view import View


def export_json(reading: Reading, imprint: Imprint = RELATIVE) -> str:
    """The document as indented JSON text, non-ASCII letters kept."""
    return json.dumps(dossier_document(reading, imprint), ensure_ascii=False, indent=2) + "\n"


def dossier_document(reading: Reading, imprint: Imprint = RELATIVE) -> dict[str, Any]:
    """What a view holds, as plain dictionaries and lists.

    Sources, voices and questions are given whole, so that every name can be looked up. Claims and events are those of
    the view, but the sides of a conflict and the claims behind an event are never cut by filters: `outside` names those
    that `claims` does not hold.
    """
    dossier = reading.dossier
    return {
        "dossier": _about(dossier),
        "view": _view(reading, imprint),
        "sources": [_plain(source) for source in dossier.sources.values()],
        "voices": [_plain(voice) for voice in dossier.voices.values()],
        "questions": [_plain(question) for question in dossier.questions.values()],
        **{part: make(reading, imprint) for part, make in _OF_THE_VIEW.items()},
    }


def part_items(part: str, reading: Reading, imprint: Imprint = RELATIVE) -> list[dict[str, Any]]:
    """One part of what a view holds: of sources, voices and questions those that its pages show."""
    match part:
        case "sources":
            return [_plain(source) for source in reading.sources]
        case "voices":
            shown = {entry.voice.id for entry in find_directory(reading).entries}
            return [_plain(voice) for voice in reading.dossier.voices.values() if voice.id in shown]
        case "questions":
            return [_plain(case.question) for case in reading.cases]
        case known:
            return _OF_THE_VIEW[known](reading, imprint)


def _claims(reading: Reading, imprint: Imprint) -> list[dict[str, Any]]:
    return [_claim(reading.dossier, claim, imprint) for claim in reading.claims]


def _events(reading: Reading, imprint: Imprint) -> list[dict[str, Any]]:
    return [_event(reading, event, imprint) for event in reading.events]


def _conflicts(reading: Reading, imprint: Imprint) -> list[dict[str, Any]]:
    return [_conflict(reading, case, imprint) for case in reading.conflicts]


_OF_THE_VIEW = {"claims": _claims, "events": _events, "conflicts": _conflicts}


def date_fields(edtf: Edtf) -> dict[str, Any]:
    """A date with its bounds as ISO days (null where open) and in words."""
    return {
        "edtf": edtf.text,
        "earliest": edtf.earliest.isoformat() if edtf.earliest else None,
        "latest": edtf.latest.isoformat() if edtf.latest else None,
        "words": words(edtf),
    }


def _about(dossier: Dossier) -> dict[str, Any]:
    sections = ("sources", "voices", "questions", "claims", "events")
    counts = {section: len(getattr(dossier, section)) for section in sections}
    return {**_plain(dossier.about), "version": dossier.version, "counts": counts}


def _view(reading: Reading, imprint: Imprint) -> dict[str, Any]:
    """The view, and the permalink of its content as it was on the day of the export."""
    view = reading.view
    return {
        "query": view.query(),
        "url": imprint.url(view),
        "permalink": imprint.permalink(reading),
        "claims": len(reading.claims),
        "unknown": view.unknown,
        "exported": imprint.exported_text(),
    }


def _claim(dossier: Dossier, claim: Claim, imprint: Imprint) -> dict[str, Any]:
    spans = dossier.spans[claim.id]
    return {
        **_plain(claim),
        "start": spans[0].start,
        "end": spans[-1].end,
        "origin": dossier.origin(claim),
        "said": date_fields(dossier.said(claim)),
        "answers": [{"question": name, **_answer(dossier.answer(claim, name))} for name in claim.answers],
        "url": imprint.url(claim_view(claim.id)),
    }


def _event(reading: Reading, event: Event, imprint: Imprint) -> dict[str, Any]:
    return {
        **_plain(event),
        "outside": _outside(reading, event.claims),
        "url": imprint.url(View(page="timeline", event=event.id)),
    }


def _conflict(reading: Reading, case: Case, imprint: Imprint) -> dict[str, Any]:
    differ = case.question.differ
    return {
        "question": case.question.id,
        "kind": case.kind,
        "state": case.state,
        "differ": _plain(differ) if differ else None,
        "sides": [_side(reading, side) for side in case.sides],
        "silent": case.silent,
        "url": imprint.url(View(page="conflicts", question=(case.question.id,))),
    }


def _side(reading: Reading, side: Side) -> dict[str, Any]:
    return {
        "label": side.label,
        **_answer(side.answer),
        "state": side.state,
        "claims": side.claims,
        "voices": side.voices,
        "origins": side.origins,
        "withdrawn": side.withdrawn,
        "outside": _outside(reading, (*side.claims, *side.withdrawn)),
    }


def _outside(reading: Reading, claims: Iterable[str]) -> list[str]:
    """Those of the claims that the view does not hold, and so the document's list of claims does not either."""
    return [name for name in claims if name not in reading.claim_ids]


def _answer(answer: Answer | None) -> dict[str, Any]:
    if isinstance(answer, Position):
        return {"position": answer.id}
    if isinstance(answer, Figure):
        return {"figure": _plain(answer)}
    return {"date": date_fields(answer)} if answer else {}


def _plain(value: Any) -> Any:
    """A record as JSON values: every field, null where not given."""
    if isinstance(value, Record):
        return {name: _plain(getattr(value, name)) for name in type(value).model_fields}
    if isinstance(value, Edtf):
        return date_fields(value)
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value
