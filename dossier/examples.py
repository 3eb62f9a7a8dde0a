"""Examples for the fields of the model: what the skeleton dossier holds, so that every one of them loads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from dossier.dates import Edtf
from dossier.loading import load_dossier
from dossier.model import Record

SKELETON = Path(__file__).parent / "skeleton"
"""The folder of the dossier that `python -m dossier new` writes."""
MAX_EXAMPLES = 3


@lru_cache(maxsize=1)
def find_examples() -> Mapping[str, Mapping[str, list[Any]]]:
    """Name of a record -> field -> up to MAX_EXAMPLES different values, as JSON has them."""
    dossier = load_dossier(SKELETON / "data" / "claims.yaml")
    found: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    sections = (dossier.sources, dossier.voices, dossier.questions, dossier.claims, dossier.events)
    for record in (dossier.about, *(row for section in sections for row in section.values())):
        for name, field, value in _given(record):
            known = found[name][field]
            if value not in known and len(known) < MAX_EXAMPLES:
                known.append(value)
    return found


def _given(record: Record) -> Iterator[tuple[str, str, Any]]:
    """Every field given in a record and in the records within it, as record name, field and value."""
    for field in record.model_fields_set:
        value = getattr(record, field)
        yield type(record).__name__, field, _plain(value)
        for inner in _records_in(value):
            yield from _given(inner)


def _records_in(value: object) -> Iterable[Record]:
    items = value.values() if isinstance(value, Mapping) else value if isinstance(value, tuple) else (value,)
    return (item for item in items if isinstance(item, Record))


def _plain(value: Any) -> Any:
    """A value as a curator writes it: digits as a number, other dates as text, only the fields that are given."""
    match value:
        case Record():
            given = (name for name in type(value).model_fields if name in value.model_fields_set)
            return {name: _plain(getattr(value, name)) for name in given}
        case Edtf():
            return _plain(value.text)
        case str() if value.isdecimal():
            return int(value)
        case Mapping():
            return {key: _plain(item) for key, item in value.items()}
        case tuple():
            return [_plain(item) for item in value]
        case float():
            return int(value) if value.is_integer() else value
    return value
