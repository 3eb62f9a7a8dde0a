"""Records as plain data and back, without judging again what was judged when it was read.

How a field comes back follows from its annotation in the model, so a new field needs nothing here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from itertools import chain
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, TypeAlias, Union, get_args, get_origin

from dossier.dates import Edtf, parse_edtf
from dossier.model import About, Claim, Dossier, Event, Question, Record, Source, Voice
from dossier.problems import Problem
from dossier.texts import RawText, Span

Unpack: TypeAlias = Callable[[Any], Any]

_SECTIONS: Mapping[str, type[Record]] = {
    "sources": Source,
    "voices": Voice,
    "questions": Question,
    "claims": Claim,
    "events": Event,
}


# A dossier


def packed_dossier(dossier: Dossier) -> dict[str, Any]:
    """Everything of a loaded dossier but its raw texts, of which only names and hashes are told."""
    return {
        "texts": [
            [name, dossier.sources[name].file, hashlib.sha256(raw.content.encode()).hexdigest()]
            for name, raw in dossier.texts.items()
        ],
        "about": packed(dossier.about),
        "spans": {name: _ends(spans) for name, spans in dossier.spans.items()},
        "omissions": {name: [_ends(spans) for spans in places] for name, places in dossier.omissions.items()},
        "warnings": [[p.line, p.column, p.where, p.message, p.hint] for p in dossier.warnings],
        **{section: [packed(record) for record in getattr(dossier, section).values()] for section in _SECTIONS},
    }


def unpacked_dossier(data: dict[str, Any], *, path: Path, version: str, texts: Mapping[str, RawText]) -> Dossier:
    """The dossier of plain data; raises LookupError, TypeError or ValueError if it is none."""
    sections: dict[str, Any] = {
        section: {record.id: record for record in _unpacked_all(model, data[section])}
        for section, model in _SECTIONS.items()
    }
    warnings = (Problem(str(path), *fields, level="warning") for fields in data["warnings"])
    return Dossier(
        path=path,
        version=version,
        about=_unpacked(About, data["about"]),
        **sections,
        texts=texts,
        spans={name: _spans(ends) for name, ends in data["spans"].items()},
        omissions={name: tuple(_spans(ends) for ends in places) for name, places in data["omissions"].items()},
        warnings=tuple(warnings),
    )


def _ends(spans: tuple[Span, ...]) -> list[int]:
    return list(chain.from_iterable((span.start, span.end) for span in spans))


def _spans(ends: list[int]) -> tuple[Span, ...]:
    return tuple(map(Span, ends[::2], ends[1::2]))


# A record


def packed(record: Record) -> dict[str, Any]:
    """The fields that are given, as text, numbers, lists and mappings."""
    return {name: _plain(getattr(record, name)) for name in record.model_fields_set}


def _plain(value: Any) -> Any:
    if isinstance(value, str | float | bool | None):
        return value
    if isinstance(value, Edtf):
        return value.text
    if isinstance(value, Record):
        return packed(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    raise TypeError(f"a record holds no {type(value).__name__}")


def _unpacked_all(model: type[Record], rows: list[dict[str, Any]]) -> Iterator[Any]:
    return (_unpacked(model, row) for row in rows)


def _unpacked(model: type[Record], given: dict[str, Any]) -> Any:
    """A record with these fields, and the rest as the model has them by default.

    As pydantic's own `model_construct`, which costs five times as much.
    """
    defaults, ways = _plan(model)
    record = model.__new__(model)
    fields = {**defaults, **given}
    for name in ways.keys() & given.keys():
        fields[name] = ways[name](given[name])
    object.__setattr__(record, "__dict__", fields)
    object.__setattr__(record, "__pydantic_fields_set__", set(given))
    object.__setattr__(record, "__pydantic_extra__", None)
    object.__setattr__(record, "__pydantic_private__", None)
    return record


@lru_cache(maxsize=32)
def _plan(model: type[Record]) -> tuple[dict[str, Any], dict[str, Unpack]]:
    """The defaults of a model, in the order of its fields, and the ways back of those fields that need one."""
    fields = model.model_fields
    defaults = {name: field.get_default(call_default_factory=True) for name, field in fields.items()}
    ways = {name: way for name, field in fields.items() if (way := _way_back(field.annotation))}
    return defaults, ways


def _way_back(kind: Any) -> Unpack | None:
    """How plain data becomes a value of an annotated type again; None if it is one already."""
    if kind is Edtf:
        return parse_edtf
    if isinstance(kind, type) and issubclass(kind, Record):
        return lambda data: _unpacked(kind, data)
    inner = get_args(kind)
    match get_origin(kind):
        case origin if origin is Annotated:
            return _way_back(inner[0])
        case origin if origin in {Union, UnionType}:
            return _way_of_union([way for part in inner if part is not NoneType and (way := _way_back(part))])
        case origin if origin is tuple:
            return _tuple_of(_way_back(inner[0]))
        case origin if isinstance(origin, type) and issubclass(origin, Mapping):
            return _mapping_of(_way_back(inner[1]))
    return None


def _way_of_union(ways: list[Unpack]) -> Unpack | None:
    """Of several kinds at most one is no text, and that one is a mapping or a date."""
    if not ways:
        return None
    (way,) = ways
    return way if way is parse_edtf else lambda data: way(data) if isinstance(data, dict) else data


def _tuple_of(way: Unpack | None) -> Unpack:
    return tuple if way is None else lambda data: tuple(map(way, data))


def _mapping_of(way: Unpack | None) -> Unpack | None:
    if way is None:
        return None
    back: Unpack = way
    return lambda data: {key: back(value) for key, value in data.items()}
