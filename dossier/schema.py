"""The JSON Schema of the claims file, with which editors complete and explain it.

Made from the model: descriptions are the model's docstrings, examples are what the skeleton dossier holds. The loader
reads every scalar as text, an editor reads YAML 1.2; so the schema takes what curators naturally write: a number where
text may stand, a year for a date, a key with nothing behind it where a field may be left out.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, TypeAlias

from dossier.countries import CODES, english_name
from dossier.examples import find_examples
from dossier.findings import SECTIONS
from dossier.model import About, Claim, Event, Question, Record, Source, Voice

_NUMBER_AS_TEXT = r"^-?[0-9]{1,15}(\.[0-9]{1,6})?$"

Schema: TypeAlias = dict[str, Any]


class ClaimsFile(Record):
    """A dossier: what texts claim, on whose word, and who says otherwise."""

    dossier: About
    """What the dossier is about."""
    sources: tuple[Source, ...]
    """The texts that were read."""
    voices: tuple[Voice, ...]
    """Everybody who asserts something, passes it on, or takes part in an event."""
    questions: tuple[Question, ...]
    """What the claims answer."""
    claims: tuple[Claim, ...]
    """What the texts assert: one assertion each, with its quote."""
    events: tuple[Event, ...]
    """What the timeline shows."""


def schema_json() -> str:
    """The schema as indented JSON text."""
    return json.dumps(claims_schema(), ensure_ascii=False, indent=2) + "\n"


def claims_schema() -> Schema:
    """The schema as a dictionary (draft-07, which every version of the YAML language server reads)."""
    made = ClaimsFile.model_json_schema(ref_template="#/definitions/{model}")
    records = {**made.pop("$defs"), ClaimsFile.__name__: made}
    examples = find_examples()
    for name, record in records.items():
        _finish(record, examples.get(name, {}))
    for section in SECTIONS:
        made["properties"][section] = _or_nothing(made["properties"][section])
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Counterclaim dossier",
        **records.pop(ClaimsFile.__name__),
        "definitions": {"Country": _countries(), **dict(sorted(records.items()))},
    }


def _countries() -> Schema:
    """The codes of countries; editors show the name beside the code."""
    codes = sorted(CODES)
    names = [english_name(code) for code in codes]
    return {"type": "string", "enum": codes, "markdownEnumDescriptions": names}


# Fields


def _finish(record: Schema, examples: Mapping[str, list[Any]]) -> None:
    """Make a record as pydantic describes it into one for editors, in place."""
    record.pop("title", None)
    required = record.get("required", ())
    record["properties"] = {
        name: _field(field, examples.get(name, []), needed=name in required)
        for name, field in record["properties"].items()
    }


def _field(made: Schema, examples: list[Any], *, needed: bool) -> Schema:
    about = {key: made[key] for key in ("description", "default") if made.get(key) not in (None, [], {})}
    shape = {key: part for key, part in made.items() if key not in {"description", "default", "title", "examples"}}
    value = _natural(next((part for part in shape.pop("anyOf", ()) if part != {"type": "null"}), shape))
    return {**about, **(value if needed else _or_nothing(value)), **({"examples": examples} if examples else {})}


def _natural(value: Schema) -> Schema:
    """What a curator may write for a value, wherever the loader takes more than one way of writing it."""
    value = {key: part for key, part in value.items() if key != "title"}
    match value:
        case {"format": "country"}:
            return {"$ref": "#/definitions/Country"}
        case {"enum": [first, *_]} if first.isdigit():
            digits = [int(choice) for choice in value["enum"]]
            return {"anyOf": [{"enum": digits}, {"type": "string", "pattern": f"^({'|'.join(value['enum'])})$"}]}
        case {"enum": _}:
            return value
        case {"type": "string"}:
            return {**value, "type": ["string", "number"]}
        case {"type": "boolean"}:
            return {**value, "type": ["boolean", "string"], "pattern": "^(true|false)$"}
        case {"type": "number"}:
            return {**value, "type": ["number", "string"], "pattern": _NUMBER_AS_TEXT}
        case {"items": items}:
            return {**value, "items": _natural(items)}
        case {"patternProperties": kinds}:
            return {**value, "patternProperties": {pattern: _natural(kind) for pattern, kind in kinds.items()}}
        case {"oneOf": kinds}:
            return {"anyOf": [_natural(kind) for kind in kinds]}
    return value


def _or_nothing(value: Schema) -> Schema:
    """The value, or a key with nothing behind it, which counts as left out."""
    if "type" not in value or "enum" in value:
        return {"anyOf": [value, {"type": "null"}]}
    types = value["type"] if isinstance(value["type"], list) else [value["type"]]
    return {**value, "type": [*types, "null"]}
