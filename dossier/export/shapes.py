"""What exported records look like, as JSON Schema: made from the model, so that both change together.

An export gives every field, null where it is not given; a date with its bounds and in words. Fields may be added
without a new version, so nothing here forbids more of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, TypeAlias, get_args

from dossier.conflicts import ConflictKind, ForecastState
from dossier.model import SLUG, About, Claim, Event, Question, Record, Source, Voice

Schema: TypeAlias = dict[str, Any]

REFERENCE: Final = "#/components/schemas/"
PARTS: Final = {
    "claims": "Claim",
    "conflicts": "Conflict",
    "events": "Event",
    "voices": "Voice",
    "sources": "Source",
    "questions": "Question",
}
"""Part of the document -> what its records are called."""

_ID: Schema = {"type": "string", "pattern": SLUG}
_IDS: Schema = {"type": "array", "items": _ID}
_TEXT: Schema = {"type": "string"}
_COUNT: Schema = {"type": "integer", "minimum": 0}


def document_schemas() -> dict[str, Schema]:
    """Name -> schema of everything that an export holds; they refer to each other by `REFERENCE`."""
    made: dict[str, Schema] = {}
    for model in (About, Source, Voice, Question, Claim, Event):
        made |= _records(model)
    claim, event, about = (made[name]["properties"] for name in ("Claim", "Event", "About"))
    made["Claim"] = _object(claim | _claim_additions(), made["Claim"])
    made["Event"] = _object(event | {"outside": _OUTSIDE, "url": _TEXT}, made["Event"])
    made["About"] = _object(about | {"version": _VERSION, "counts": _object(dict.fromkeys(_COUNTED, _COUNT))})
    return {**made, "Date": _date(), "Answer": _answer(), "Side": _side(), "Conflict": _conflict(), **_whole()}


_COUNTED = ("sources", "voices", "questions", "claims", "events")
_VERSION: Schema = {"type": "string", "pattern": "^[0-9a-f]{12}$", "description": "Changes whenever the data does."}
_OUTSIDE: Schema = {**_IDS, "description": "Those of its claims that the view does not hold."}


def _records(model: type[Record]) -> dict[str, Schema]:
    """A record of the claims file, and those inside it, as they are exported."""
    schema = model.model_json_schema(ref_template=REFERENCE + "{model}")
    records = {**schema.pop("$defs", {}), model.__name__: schema}
    return {name: _exported(record) for name, record in records.items()}


def _exported(schema: Any) -> Any:
    """A schema of what curators write, as one of what is exported."""
    match schema:
        case {"format": "edtf"}:
            return {**_kept(schema, "description"), **_named("Date")}
        case {"format": "country"}:
            return {**_kept(schema, "description"), "type": "string", "pattern": "^[A-Z]{2}$"}
        case {"properties": fields}:
            return _object({name: _exported(field) for name, field in fields.items()}, schema)
        case dict():
            return {key: _exported(value) for key, value in schema.items() if key not in {"default", "title"}}
        case list():
            return [_exported(item) for item in schema]
    return schema


def _kept(schema: Schema, *keys: str) -> Schema:
    return {key: schema[key] for key in keys if key in schema}


def _object(fields: Schema, like: Schema | None = None, *, needed: Iterable[str] | None = None) -> Schema:
    """An object that has all of the fields, or those that are needed."""
    required = list(fields if needed is None else needed)
    return {**_kept(like or {}, "description"), "type": "object", "properties": fields, "required": required}


def _named(name: str) -> Schema:
    return {"$ref": REFERENCE + name}


def _list(name: str) -> Schema:
    return {"type": "array", "items": _named(name)}


def _or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def _claim_additions() -> Schema:
    return {
        "start": {**_COUNT, "description": "Where the quote begins in the raw text, in code points."},
        "end": {**_COUNT, "description": "Where it ends."},
        "origin": {**_ID, "description": "The voice on whose word it rests in the end."},
        "said": _named("Date"),
        "answers": _list("Answer"),
        "url": _TEXT,
    }


def _date() -> Schema:
    day = _or_null({"type": "string", "format": "date"})
    fields = {"edtf": _TEXT, "earliest": day, "latest": day, "words": _TEXT}
    return {**_object(fields), "description": "As written (EDTF), its first and last day (null where open), in words."}


_ANSWERS: Schema = {"position": _ID, "figure": _named("Figure"), "date": _named("Date")}
_ONE_ANSWER: list[Schema] = [{"required": [name]} for name in _ANSWERS]


def _answer() -> Schema:
    return {**_object({"question": _ID, **_ANSWERS}, needed=["question"]), "oneOf": _ONE_ANSWER}


def _side() -> Schema:
    lists = {"claims": _IDS, "voices": _IDS, "origins": _IDS, "withdrawn": _IDS, "outside": _OUTSIDE}
    fields = {"label": _TEXT, **_ANSWERS, "state": _or_null(_one_of(ForecastState)), **lists}
    return _object(fields, needed=[name for name in fields if name not in _ANSWERS])


def _conflict() -> Schema:
    return _object(
        {
            "question": _ID,
            "kind": _one_of(ConflictKind),
            "state": _or_null(_one_of(ForecastState)),
            "differ": _or_null(_named("Differ")),
            "sides": _list("Side"),
            "silent": {**_IDS, "description": "The sources that say nothing on the question."},
            "url": _TEXT,
        }
    )


def _one_of(choices: Any) -> Schema:
    return {"type": "string", "enum": list(get_args(choices))}


def _whole() -> dict[str, Schema]:
    """The document, and the view in it."""
    pair: Schema = {"type": "array", "items": _TEXT, "minItems": 2, "maxItems": 2}
    view = {
        "query": _TEXT,
        "url": _TEXT,
        "permalink": _TEXT,
        "claims": _COUNT,
        "unknown": {"type": "array", "items": pair},
        "exported": _or_null({"type": "string", "format": "date"}),
    }
    parts = {part: _list(name) for part, name in PARTS.items()}
    return {"View": _object(view), "Document": _object({"dossier": _named("About"), "view": _named("View"), **parts})}
