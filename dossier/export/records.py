"""A dossier as the rows of the tables of a dataset, records whole and columns beside them for engines to filter by."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, TypeAlias

import pandas as pd

from dossier.dates import Edtf
from dossier.frames import Frames, build_frames
from dossier.model import Dossier, Figure, Record

Row: TypeAlias = Mapping[str, Any]


def table_rows(dossier: Dossier) -> Mapping[str, Iterator[Row]]:
    """Every table of a dataset with its rows, in the order of the claims file."""
    frames = build_frames(dossier)
    return MappingProxyType({table: rows(dossier, frames) for table, rows in _ROWS.items()})


def stored(value: Any) -> Any:
    """A record as JSON values, as the claims file has it: only the fields that are given, and dates as written."""
    if isinstance(value, Record):
        given = value.model_fields_set
        return {name: stored(getattr(value, name)) for name in type(value).model_fields if name in given}
    if isinstance(value, Edtf):
        return value.text
    if isinstance(value, Mapping):
        return {key: stored(item) for key, item in value.items()}
    return [stored(item) for item in value] if isinstance(value, tuple) else value


def _claims(dossier: Dossier, frames: Frames) -> Iterator[Row]:
    for row, claim in zip(_plain(frames.claims), dossier.claims.values(), strict=True):
        spans = [{"start": span.start, "end": span.end} for span in dossier.spans[claim.id]]
        yield {**row, "text": claim.text, "quote": claim.quote, "spans": spans, "record": _json(claim)}


def _answers(dossier: Dossier, _: Frames) -> Iterator[Row]:
    for claim in dossier.claims.values():
        for name, value in claim.answers.items():
            question = dossier.questions[name]
            row = {"claim": claim.id, "question": name, "topic": question.topic}
            if isinstance(value, Figure):
                fields = ("low", "high", "bound", "unit", "wording")
                yield {**row, **{field: getattr(value, field) for field in fields}}
            else:
                yield {**row, "date" if question.kind == "date" else "position": value}


def _events(dossier: Dossier, frames: Frames) -> Iterator[Row]:
    for row, event in zip(_plain(frames.events), dossier.events.values(), strict=True):
        yield {**row, "title": event.title, "record": _json(event)}


def _sources(dossier: Dossier, _: Frames) -> Iterator[Row]:
    for place, source in enumerate(dossier.sources.values()):
        row = {"place": place, "source": source.id, "title": source.title, "publisher": source.publisher}
        row |= {"country": source.country, "published": source.published.text}
        yield {**row, "record": _json(source), "content": dossier.texts[source.id].content}


def _voices(dossier: Dossier, _: Frames) -> Iterator[Row]:
    for place, voice in enumerate(dossier.voices.values()):
        row = {"place": place, "voice": voice.id, "name": voice.name, "kind": voice.kind, "country": voice.country}
        yield {**row, "record": _json(voice)}


def _questions(dossier: Dossier, _: Frames) -> Iterator[Row]:
    for place, question in enumerate(dossier.questions.values()):
        row = {"place": place, "question": question.id, "title": question.title, "kind": question.kind}
        yield {**row, "topic": question.topic, "record": _json(question)}


def _linked(name: str) -> Callable[[Dossier, Frames], Iterator[Row]]:
    """The rows of a link table as they are."""
    return lambda _, frames: _plain(getattr(frames, name))


def _plain(frame: pd.DataFrame) -> Iterator[Row]:
    names = list(frame.columns)
    return (dict(zip(names, row, strict=True)) for row in frame.itertuples(index=False, name=None))


def _json(record: Record) -> str:
    return json.dumps(stored(record), ensure_ascii=False)


_ROWS: Mapping[str, Callable[[Dossier, Frames], Iterator[Row]]] = {
    "claims": _claims,
    "claim_countries": _linked("claim_countries"),
    "answers": _answers,
    "events": _events,
    "event_countries": _linked("event_countries"),
    "event_parties": _linked("event_parties"),
    "event_claims": _linked("event_claims"),
    "sources": _sources,
    "voices": _voices,
    "questions": _questions,
}
