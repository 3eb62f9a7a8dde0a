"""Writes a dossier, or a view of it, as a dataset: a folder of Parquet tables for engines, and for `DOSSIER` itself."""

from __future__ import annotations

import shutil
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from dataclasses import replace
from itertools import groupby, islice
from pathlib import Path
from secrets import token_hex

import pyarrow as pa
from pyarrow import parquet

from dossier.dataset import TABLES, DatasetError, Identity
from dossier.export.records import Row, stored, table_rows
from dossier.files import IDENTITY, is_dataset
from dossier.findings import SECTIONS
from dossier.model import Dossier
from dossier.reading import Reading

GROUP = 50_000
"""Rows that are written, and can be skipped, together."""
TEXTS = 20
"""Of raw texts, which are large."""


def write_dataset(reading: Reading, folder: Path) -> Identity:
    """Write what a view holds into a folder; an older dataset there is replaced, whole or not at all.

    Sources, voices and questions are always all of them. Raises DatasetError if the folder holds anything else, and
    OSError if it cannot be written to.
    """
    identity = identify(reading)
    with replaced_folder(folder) as made:
        for table, rows in table_rows(_held(reading)).items():
            write_table(made, table, rows, identity)
        (made / IDENTITY).write_text(identity.to_json(), encoding="utf-8")
    return identity


def identify(reading: Reading) -> Identity:
    """What a dataset of a view says of itself."""
    dossier = reading.dossier
    counts = {section: len(getattr(dossier, section)) for section in SECTIONS}
    counts |= {"claims": len(reading.claims), "events": len(reading.events)}
    about = dossier.about
    return Identity(about.title, dossier.version, about.licence, reading.view.filters(), stored(about), counts)


@contextmanager
def replaced_folder(folder: Path) -> Generator[Path]:
    """An empty folder to fill; it takes the place of `folder` if all goes well, and is removed if not."""
    folder = folder.resolve()
    _may_replace(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    made, old = (folder.parent / f".{folder.name}-{token_hex(4)}-{what}" for what in ("new", "old"))
    made.mkdir()
    try:
        yield made
        if folder.exists():
            folder.rename(old)
        made.rename(folder)
    finally:
        if old.exists() and not folder.exists():
            old.rename(folder)
        shutil.rmtree(made, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)


def write_table(folder: Path, table: str, rows: Iterable[Row], identity: Identity) -> None:
    """Write the rows of a table; those of claims by the year of their source, and inside by source."""
    if table != "claims":
        _write_part(folder / table, table, rows, identity)
        return
    for year, part in groupby(sorted(rows, key=_year_and_source), key=_year):
        _write_part(folder / table / f"year={year}", table, part, identity)
    if not (folder / table).exists():
        _write_part(folder / table, table, (), identity)  # engines want the columns of what is empty too


def _held(reading: Reading) -> Dossier:
    """The dossier with nothing but the claims and events of the view, in the order of the claims file."""
    dossier, held = reading.dossier, {event.id for event in reading.events}
    return replace(
        dossier,
        claims={claim.id: claim for claim in reading.claims},
        events={name: event for name, event in dossier.events.items() if name in held},
    )


def _may_replace(folder: Path) -> None:
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return
    if not is_dataset(folder):
        raise DatasetError(f"{folder} is there already and is no dataset; nothing in it is overwritten.")
    foreign = sorted(entry.name for entry in folder.iterdir() if entry.name not in {IDENTITY, *TABLES})
    if foreign:
        raise DatasetError(f"{folder} holds {foreign[0]}, which is no part of a dataset; nothing in it is overwritten.")


def _write_part(folder: Path, table: str, rows: Iterable[Row], identity: Identity) -> None:
    schema = pa.schema(list(TABLES[table].items()), metadata=identity.metadata())
    folder.mkdir(parents=True, exist_ok=True)
    rows = iter(rows)
    with parquet.ParquetWriter(folder / "part-0.parquet", schema, compression="zstd") as writer:
        while group := list(islice(rows, TEXTS if table == "sources" else GROUP)):
            writer.write_table(pa.Table.from_pylist(group, schema=schema))


def _year(row: Row) -> str:
    return row["published"][:4]


def _year_and_source(row: Row) -> tuple[str, str, int]:
    return _year(row), row["source"], row["place"]
