"""A dossier as a folder of Parquet tables: which tables there are, and what the folder says of itself.

    dossier.json                       what it is: title, version, terms, the view it holds
    claims/year=2024/part-0.parquet    by year of publication, inside by source: engines skip what filters rule out
    answers/part-0.parquet             and so on, a folder for each table

Every file says the same of itself in its metadata, so that one that is copied elsewhere still tells where it is from.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

import pyarrow as pa

from dossier.files import IDENTITY
from dossier.frames import CLAIM_COLUMNS, EVENT_COLUMNS

FORM = "counterclaim-dataset-1"
"""What the identity calls its form; the number grows when older programs can no longer read it."""

_TEXT, _NUMBER = pa.string(), pa.int64()
_SPANS = pa.list_(pa.struct([("start", _NUMBER), ("end", _NUMBER)]))


def _columns(columns: Mapping[str, str]) -> dict[str, pa.DataType]:
    return {name: _TEXT if kind == "str" else _NUMBER for name, kind in columns.items()}


def _texts(*names: str) -> dict[str, pa.DataType]:
    return dict.fromkeys(names, _TEXT)


TABLES: Mapping[str, Mapping[str, pa.DataType]] = {
    "claims": {**_columns(CLAIM_COLUMNS), **_texts("text", "quote"), "spans": _SPANS, "record": _TEXT},
    "claim_countries": _texts("claim", "country"),
    "answers": {
        **_texts("claim", "question", "topic", "position"),
        **{"low": pa.float64(), "high": pa.float64()},
        **_texts("bound", "unit", "wording", "date"),
    },
    "events": {**_columns(EVENT_COLUMNS), **_texts("title", "record")},
    "event_countries": _texts("event", "country"),
    "event_parties": _texts("event", "party"),
    "event_claims": _texts("event", "claim"),
    "sources": {
        "place": _NUMBER,
        **_texts("source", "title", "publisher", "country", "published", "record", "content"),
    },
    "voices": {"place": _NUMBER, **_texts("voice", "name", "kind", "country", "record")},
    "questions": {"place": _NUMBER, **_texts("question", "title", "kind", "topic", "record")},
}
"""Table -> its columns. `place` is the position in the claims file, `spans` where a quote stands in the `content` of
its source (code points), `record` the record as JSON with all its fields of the claims file, `content` the raw text."""

FRAMES: Mapping[str, str] = {
    "claims": "claims",
    "claim_countries": "claim_countries",
    "claim_answers": "answers",
    "events": "events",
    "event_countries": "event_countries",
    "event_parties": "event_parties",
    "event_claims": "event_claims",
}
"""Field of `Frames` -> the table that holds it."""


class DatasetError(Exception):
    """A folder that is no dataset, or cannot be written to; the message is a sentence for the curator."""


@dataclass(frozen=True, slots=True)
class Identity:
    """What a dataset says of itself."""

    title: str
    version: str
    licence: str
    filters: str
    """The filters of the view that it holds, as a query; "" if it holds the whole dossier."""
    about: Mapping[str, Any]
    """The record of the dossier, as the claims file has it."""
    counts: Mapping[str, int]
    """Section of the claims file -> how many records the dataset holds of it."""
    form: str = FORM

    def metadata(self) -> dict[str, str]:
        """What every file of the dataset says."""
        return {
            "dossier": self.title,
            "dossier_version": self.version,
            "licence": self.licence,
            "filters": self.filters,
        }

    def to_json(self) -> str:
        """The text of the file."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=2) + "\n"


def read_identity(folder: Path) -> Identity:
    """What the dataset in a folder says of itself. Raises DatasetError."""
    try:
        given = json.loads((folder / IDENTITY).read_bytes())
    except OSError:
        raise DatasetError(f"{folder} is no dataset. Write one: python -m dossier export parquet DIR") from None
    except ValueError:
        raise DatasetError(f"{folder / IDENTITY} is not what a dataset has there. Write it again.") from None
    if not isinstance(given, dict) or given.get("form") != FORM:
        raise DatasetError(f"{folder} has another form than {FORM}. Write it again with this version of the program.")
    if given.keys() != {field.name for field in fields(Identity)}:
        raise DatasetError(f"{folder / IDENTITY} is not what a dataset has there. Write it again.")
    return Identity(**given)


def files_of(folder: Path, table: str) -> list[Path]:
    """The files of a table, in a settled order."""
    return sorted((folder / table).rglob("*.parquet"))
