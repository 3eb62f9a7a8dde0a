"""Earlier states of a dossier's files: from the git repository that holds them, and from the disk as it was."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Any, Final, TypeAlias

from dossier.files import MAX_FILE_BYTES, FilesAtHand, data_version, text_root
from dossier.loading import load_files
from dossier.model import Dossier
from dossier.problems import DossierError
from dossier.repository import Blobs, find_commits, open_blobs
from dossier.texts import MAX_TEXT_BYTES, TextError, decode_text
from dossier.tree import TreeError, read_tree

MOST_COMMITS: Final = 100
SECONDS: Final = 20.0
"""How long earlier states may be looked for."""
LARGEST: Final = 10_000_000
"""Bytes of a claims file that is kept when it goes on the air; a larger one would keep readers waiting meanwhile."""

Rows: TypeAlias = Mapping[str, list[Mapping[str, Any]]]
"""Section -> its records as they stand in the file."""
Marks: TypeAlias = Mapping[str, int]
"""Field -> a hash of what it says: enough to see that it changed, and small, since there may be many states."""


@dataclass(frozen=True, slots=True)
class Files:
    """The bytes of a dossier: its claims file, and its raw texts by the names that sources give."""

    claims: bytes
    texts: Mapping[str, bytes]

    def packed(self) -> Files:
        """The same, compressed."""
        return Files(zlib.compress(self.claims), {name: zlib.compress(data) for name, data in self.texts.items()})

    def unpacked(self) -> Files:
        """What was packed."""
        return Files(zlib.decompress(self.claims), {name: zlib.decompress(data) for name, data in self.texts.items()})

    def load(self, path: Path) -> Dossier | None:
        """The dossier that they made; None where it cannot be read by today's rules."""
        try:
            return load_files(FilesAtHand(path, self.claims, self.texts))
        except DossierError:
            return None


@dataclass(frozen=True, slots=True)
class State:
    """One state: its data version, since when it was so, its claims, and how to get its files again."""

    version: str
    at: datetime
    claims: Mapping[str, Marks]
    files: Callable[[], Files | None]


@dataclass(frozen=True, slots=True)
class Kept:
    """The packed files of a state that was on the air."""

    version: str
    at: datetime
    packed: Files

    @property
    def size(self) -> int:
        """In bytes."""
        return sum(map(len, (self.packed.claims, *self.packed.texts.values())))

    def state(self) -> State:
        """The same, read."""
        claims = _claims_of(_rows(zlib.decompress(self.packed.claims)))
        return State(self.version, self.at, claims, self.packed.unpacked)


def keep_files(dossier: Dossier) -> Kept | None:
    """The files of a dossier as they lie on the disk; None if they are no longer those that it was made from."""
    root = text_root(dossier.path)
    try:
        status = dossier.path.stat()
        if status.st_size > LARGEST:
            return None
        written = datetime.fromtimestamp(status.st_mtime, UTC)
        texts = {source.file: (root / source.file).read_bytes() for source in dossier.sources.values()}
        files = Files(dossier.path.read_bytes(), texts)
    except OSError:
        return None
    named = ((source.id, texts[source.file]) for source in dossier.sources.values())
    return (
        Kept(dossier.version, written, files.packed()) if data_version(files.claims, named) == dossier.version else None
    )


def recorded_states(path: Path) -> Iterator[State]:
    """The states in the repository, the newest first, as far as time allows; broken ones are passed over."""
    if not path.is_file():
        return  # a dataset is made from a dossier, and has no past of its own
    began, root = monotonic(), text_root(path)
    names = (_name_of(path), *_texts_of(_rows(path.read_bytes())))
    commits = find_commits(root, names, most=MOST_COMMITS, seconds=SECONDS)
    if not commits:
        return
    with open_blobs(root, seconds=SECONDS) as blobs:
        for commit in commits:
            if monotonic() - began > SECONDS:
                return
            found = _found_in(blobs, commit.id, path)
            if found:
                files, rows = found
                again = partial(_recorded_files, path, commit.id)
                yield State(_version_of(files, rows), commit.at, _claims_of(rows), again)


def _recorded_files(path: Path, commit: str) -> Files | None:
    with open_blobs(text_root(path), seconds=SECONDS) as blobs:
        found = _found_in(blobs, commit, path)
    return found[0] if found else None


def _found_in(blobs: Blobs, commit: str, path: Path) -> tuple[Files, Rows] | None:
    """The files of a commit, and what stands in its claims file."""
    claims = blobs.read(commit, _name_of(path), most=MAX_FILE_BYTES)
    rows = _rows(claims or b"")
    if not claims or not rows:
        return None
    texts = {name: blobs.read(commit, name, most=MAX_TEXT_BYTES) for name in _texts_of(rows)}
    return Files(claims, {name: data for name, data in texts.items() if data is not None}), rows


def _name_of(path: Path) -> str:
    """The claims file as seen from the dossier's folder."""
    return path.resolve().relative_to(text_root(path)).as_posix()


# What stands in a claims file, unchecked


def _rows(claims: bytes) -> Rows:
    """The records of each section; nothing where the file cannot be read."""
    try:
        root = read_tree(decode_text(claims, limit=MAX_FILE_BYTES))[0].plain()
    except (TextError, TreeError):
        return {}
    sections = root.items() if isinstance(root, dict) else ()
    return {name: [row for row in rows if _is_record(row)] for name, rows in sections if isinstance(rows, list)}


def _is_record(row: object) -> bool:
    return isinstance(row, dict) and isinstance(row.get("id"), str)


def _claims_of(rows: Rows) -> dict[str, Marks]:
    return {row["id"]: {name: hash(repr(value)) for name, value in row.items()} for row in rows.get("claims", ())}


def _texts_of(rows: Rows) -> list[str]:
    return [name for source in rows.get("sources", ()) if isinstance(name := source.get("file"), str)]


def _version_of(files: Files, rows: Rows) -> str:
    named = ((source["id"], files.texts.get(str(source.get("file")))) for source in rows.get("sources", ()))
    return data_version(files.claims, [(name, data) for name, data in named if data is not None])
