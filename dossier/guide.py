"""The field guide for curators: prose, and a table for each record, made from the schema."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from dossier.model import SLUG
from dossier.schema import Schema, claims_schema

PROSE = Path(__file__).with_suffix(".md")
RECORDS = {
    "About": "dossier",
    "Aliases": "dossier: aliases",
    "Source": "sources",
    "Omission": "sources: omitted",
    "Voice": "voices",
    "Question": "questions",
    "Position": "questions: positions",
    "Differ": "questions: differ",
    "Outcome": "questions: outcome",
    "Claim": "claims",
    "Figure": "claims: answers",
    "Link": "claims: links",
    "Event": "events",
}
"""Name of a record -> where in the file it stands, in the order of the guide."""
_MAX_EXAMPLE = 60


def field_guide() -> str:
    """The guide as Markdown."""
    schema = claims_schema()
    tables = (_table(where, schema["definitions"][name]) for name, where in RECORDS.items())
    return "\n".join([PROSE.read_text(encoding="utf-8"), *tables])


def _table(where: str, record: Schema) -> str:
    rows = "\n".join(_row(name, field, record.get("required", ())) for name, field in record["properties"].items())
    head = "| field | what | values | example |\n| --- | --- | --- | --- |"
    return f"### `{where}`\n\n{record['description']}\n\n{head}\n{rows}\n"


def _row(name: str, field: Schema, required: Iterable[str]) -> str:
    shown = f"**`{name}`**" if name in required else f"`{name}`"
    cells = (shown, field["description"], _values(field), _example(field["examples"]))
    return "| " + " | ".join(cell.replace("|", r"\|") for cell in cells) + " |"


def _values(field: Schema) -> str:
    """What may stand in a field, and what holds if it is left out."""
    kind = _kind(field)
    default = field.get("default")
    return kind if default is None else f"{kind}; `{json.dumps(default).strip(chr(34))}` if left out"


def _kind(value: Schema) -> str:
    match value:
        case {"$ref": "#/definitions/Country"}:
            return "code of a country"
        case {"$ref": record}:
            return f"mapping, see `{RECORDS[record.rpartition('/')[2]]}`"
        case {"enum": choices}:
            return ", ".join(f"`{choice}`" for choice in choices)
        case {"anyOf": [first, *_]}:
            return _kind(first)
        case {"items": items}:
            return f"list: {_kind(items)}"
        case {"patternProperties": _}:
            return "mapping"
        case {"format": "edtf"}:
            return "date"
        case {"pattern": pattern} if pattern == SLUG:
            return "id"
        case {"type": ["number", *_]}:
            return "number"
        case {"type": ["boolean", *_]}:
            return "`true`, `false`"
        case {"pattern": _}:
            return "code of a language"
    return "text"


def _example(examples: list[Any]) -> str:
    """The shortest of the first examples, as YAML in one line."""
    shown = min((_yaml(example) for example in examples), key=len)
    return f"`{shown}`" if len(shown) <= _MAX_EXAMPLE else f"`{shown[: _MAX_EXAMPLE - 1]}…`"


def _yaml(value: Any) -> str:
    text = yaml.dump(
        value, Dumper=_Dumper, default_flow_style=True, allow_unicode=True, width=math.inf, sort_keys=False
    )
    return text.removesuffix("\n").removesuffix("\n...")


class _Dumper(yaml.SafeDumper):
    """Dates are text here, and need no quotes."""


_Dumper.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
    for first, resolvers in yaml.SafeDumper.yaml_implicit_resolvers.items()
}
