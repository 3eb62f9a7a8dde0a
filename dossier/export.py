"""The dossier, or a view of it, as one JSON document: the contract that other programs build on."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from dossier.conflicts import Answer, Case, Side
from dossier.dates import Edtf, words
from dossier.model import Claim, Dossier, Event, Figure, Position, Record
from dossier.reading import Reading
from dossier.view import View


def export_json(reading: Reading) -> str:
    """The document as indented JSON text, non-ASCII letters kept."""
    return json.dumps(dossier_document(reading), ensure_ascii=False, indent=2) + "\n"


def dossier_document(reading: Reading) -> dict[str, Any]:
    """What a view holds, as plain dictionaries and lists.

    Sources, voices and questions are given whole, so that every id in the document leads somewhere.
    """
    dossier = reading.dossier
    return {
        "dossier": _about(dossier),
        "view": _view(reading),
        "sources": [_plain(source) for source in dossier.sources.values()],
        "voices": [_plain(voice) for voice in dossier.voices.values()],
        "questions": [_plain(question) for question in dossier.questions.values()],
        "claims": [_claim(dossier, claim) for claim in reading.claims],
        "events": [_event(event) for event in reading.events],
        "conflicts": [_conflict(case) for case in reading.conflicts],
    }


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


def _view(reading: Reading) -> dict[str, Any]:
    view = reading.view
    return {"query": view.query(), "url": view.link(), "claims": len(reading.claims), "unknown": view.unknown}


def _claim(dossier: Dossier, claim: Claim) -> dict[str, Any]:
    spans = dossier.spans[claim.id]
    return {
        **_plain(claim),
        "start": spans[0].start,
        "end": spans[-1].end,
        "origin": dossier.origin(claim),
        "said": date_fields(dossier.said(claim)),
        "answers": [{"question": name, **_answer(dossier.answer(claim, name))} for name in claim.answers],
        "url": View(page="sources", claim=claim.id).link(),
    }


def _event(event: Event) -> dict[str, Any]:
    return {**_plain(event), "url": View(page="timeline", event=event.id).link()}


def _conflict(case: Case) -> dict[str, Any]:
    differ = case.question.differ
    return {
        "question": case.question.id,
        "kind": case.kind,
        "state": case.state,
        "differ": _plain(differ) if differ else None,
        "sides": [_side(side) for side in case.sides],
        "silent": case.silent,
        "url": View(page="conflicts", question=(case.question.id,)).link(),
    }


def _side(side: Side) -> dict[str, Any]:
    return {
        "label": side.label,
        **_answer(side.answer),
        "state": side.state,
        "claims": side.claims,
        "voices": side.voices,
        "origins": side.origins,
        "withdrawn": side.withdrawn,
    }


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
