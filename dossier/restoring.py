"""From a dataset back to the dossier that it was written from. It is proven again, like a claims file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import pyarrow as pa
from pyarrow import parquet
from pydantic import ValidationError

from dossier.checks import find_problems
from dossier.dataset import DatasetError, Identity, files_of, read_identity
from dossier.findings import ABOUT, NOUNS, Draft, Finding
from dossier.model import About, Claim, Dossier, Event, Question, Record, Source, Voice
from dossier.problems import DossierError, Problem, shorten
from dossier.texts import RawText, TextError, decode_text

_Kept = TypeVar("_Kept", bound=Record)


def restore_dossier(folder: Path) -> Dossier:
    """The dossier in a dataset, equal to the one that was exported but for its path.

    Raises DossierError as a claims file does; problems have no line, since there is none.
    """
    try:
        identity = read_identity(folder)
        if identity.filters:
            message = f"it holds only a part of its dossier ({identity.filters}), which can be queried but not opened"
            raise DatasetError(message)
        draft = _draft(folder, identity)
    except (DatasetError, OSError, pa.ArrowException) as error:
        raise DossierError([_problem(folder, "", " ".join(str(error).split()))], unreadable=True) from None
    return _proven(folder, identity, draft)


def restore_outline(folder: Path) -> Dossier:
    """A dossier without claims, events and texts: what it takes to understand a link and to name what it names.

    Raises DatasetError, and DossierError for records that are none.
    """
    try:
        identity, rows = read_identity(folder), _outline(folder)
    except (OSError, pa.ArrowException) as error:
        raise DatasetError(f"{folder}: {' '.join(str(error).split())}") from None
    return _dossier(folder, identity, Draft(**rows, claims={}, events={}, ids={}, texts={}, spans={}, omissions={}))


def _outline(folder: Path) -> dict[str, Any]:
    return {
        "sources": _records(folder, "sources", Source),
        "voices": _records(folder, "voices", Voice),
        "questions": _records(folder, "questions", Question),
    }


def _draft(folder: Path, identity: Identity) -> Draft:
    rows: dict[str, Any] = {
        **_outline(folder),
        "claims": _records(folder, "claims", Claim),
        "events": _records(folder, "events", Event),
    }
    ids = {section: tuple(record.id for record in records.values()) for section, records in rows.items()}
    about = _record(folder, About, ABOUT, identity.about)
    return Draft(**rows, ids=ids, texts=_texts(folder), spans={}, omissions={}, about=about)


def _proven(folder: Path, identity: Identity, draft: Draft) -> Dossier:
    found = sorted(_said(folder, draft, finding) for finding in find_problems(draft))
    errors = [problem for problem in found if problem.level == "error"]
    warnings = [problem for problem in found if problem.level == "warning"]
    if errors:
        raise DossierError(errors, warnings=warnings)
    return _dossier(folder, identity, draft, warnings)


def _dossier(folder: Path, identity: Identity, draft: Draft, warnings: Iterable[Problem] = ()) -> Dossier:
    return Dossier(
        path=folder,
        version=identity.version,
        about=draft.about or _record(folder, About, ABOUT, identity.about),
        sources=_by_id(draft.sources),
        voices=_by_id(draft.voices),
        questions=_by_id(draft.questions),
        claims=_by_id(draft.claims),
        events=_by_id(draft.events),
        texts=draft.texts,
        spans=draft.spans,
        omissions=draft.omissions,
        warnings=tuple(warnings),
    )


def _by_id(rows: Mapping[int, Any]) -> dict[str, Any]:
    return {record.id: record for record in rows.values()}


def _records(folder: Path, table: str, model: type[_Kept]) -> dict[int, _Kept]:
    """The records of a table in the order of the claims file."""
    rows = _rows(folder, table, ["place", "record"])
    return {n: _record(folder, model, NOUNS[table], row["record"]) for n, row in enumerate(rows)}


def _record(folder: Path, model: type[_Kept], noun: str, given: Any) -> _Kept:
    try:
        fields = json.loads(given) if isinstance(given, str) else given
        return model.model_validate(fields)
    except ValidationError as error:
        detail = error.errors(include_url=False)[0]
        where = ".".join(str(step) for step in detail["loc"])
        message = f"`{shorten(where)}`: {detail['msg']}"
        raise DossierError([_problem(folder, noun, message)], unreadable=True) from None
    except ValueError as error:
        raise DossierError([_problem(folder, noun, f"is no JSON ({error})")], unreadable=True) from None


def _texts(folder: Path) -> dict[str, RawText]:
    rows = _rows(folder, "sources", ["place", "source", "content"])
    return {row["source"]: RawText(_text(row)) for row in rows}


def _text(row: Mapping[str, Any]) -> str:
    """A raw text, refused as one from a file is if it hides something from readers."""
    try:
        return decode_text(str(row["content"]).encode())
    except TextError as error:
        raise DatasetError(f"the text of the source {shorten(row['source'])}: {error}") from None


def _rows(folder: Path, table: str, columns: list[str]) -> list[dict[str, Any]]:
    """Some columns of a table, by place."""
    files = files_of(folder, table)
    if not files:
        raise DatasetError(f"the table {table} is missing")
    parts = [parquet.ParquetFile(file).read(columns) for file in files]
    if any(part.column_names != columns for part in parts):
        raise DatasetError(f"the table {table} lacks one of its columns {', '.join(columns)}")
    return pa.concat_tables(parts).sort_by("place").to_pylist()


def _said(folder: Path, draft: Draft, finding: Finding) -> Problem:
    where = ABOUT
    if finding.section != ABOUT:
        where = f"{NOUNS[finding.section]} {shorten(draft.ids[finding.section][finding.index], 60)}"
    return _problem(folder, where, finding.message, finding.hint, finding.level)


def _problem(folder: Path, where: str, message: str, hint: str = "", level: Any = "error") -> Problem:
    return Problem(str(folder), 0, 0, where, message, hint, level)
