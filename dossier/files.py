"""The files of a dossier: read whole, once, and stamped, so that a change of any of them is seen."""

from __future__ import annotations

import gc
import hashlib
import stat
from collections.abc import Generator, Iterable, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias

from dossier.texts import MAX_TEXT_BYTES, TextError

MAX_FILE_BYTES = 64_000_000
IDENTITY = "dossier.json"
"""The file of a dataset that says what it is."""
Stamp: TypeAlias = tuple[int, ...]
"""What changes when a file is written, replaced or removed."""


def file_stamp(path: Path) -> Stamp:
    """The stamp of a file as it lies there now; empty for one that is not there."""
    try:
        status = path.stat()
    except (OSError, ValueError):
        return ()
    return status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino


def is_dataset(path: Path) -> bool:
    """Whether a folder says that it is a dataset, readable or not."""
    return (path / IDENTITY).is_file()


def text_root(path: Path) -> Path:
    """The folder that raw texts are found in: the one above `data/`, or the claims file's own; a dataset is its own."""
    if is_dataset(path):
        return path.resolve()
    folder = path.resolve().parent
    return folder.parent if folder.name == "data" else folder


@contextmanager
def no_collection() -> Generator[None]:
    """Cyclic garbage collection over a growing tree costs half of a load (see bench/)."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class DossierFiles:
    """The claims file and the raw texts of one state of a dossier.

    `stamps` is filled with every file that was asked for, there or not, and its stamp just before it was read.
    """

    def __init__(self, path: Path, stamps: dict[Path, Stamp]) -> None:
        self.path = path
        self.stamps = stamps
        self._root = text_root(path)
        self._claims: bytes | None = None
        self._texts: list[tuple[str, bytes]] = []

    @property
    def version(self) -> str:
        """Short hash of everything read so far: of the dossier, once all its texts are."""
        return data_version(self._claims or b"", self._texts)

    def again(self) -> DossierFiles:
        """The same claims file, and no text read yet."""
        files = DossierFiles(self.path, self.stamps)
        files._claims = self._claims
        return files

    def claims(self) -> bytes:
        """The claims file; raises OSError or TextError. Read once: what was judged is what is kept."""
        if self._claims is None:
            self.stamps[self.path] = file_stamp(self.path)  # one that cannot be read is watched too
            status = self.path.stat()
            if not stat.S_ISREG(status.st_mode) and not stat.S_ISDIR(status.st_mode):
                raise TextError("this is no file, but a device or a pipe")
            if status.st_size > MAX_FILE_BYTES:
                raise TextError(f"the file is larger than {MAX_FILE_BYTES // 1_000_000} MB")
            self._claims = _read(self.path)
        return self._claims

    def text(self, source: str, name: str) -> bytes:
        """The raw text of a source, confined to the dossier's folder; raises TextError."""
        data = self._text(name)
        self._texts.append((source, data))
        return data

    def _text(self, name: str) -> bytes:
        try:
            file = (self._root / name).resolve()
            if not file.is_relative_to(self._root):
                raise TextError("leads out of the dossier's folder")
            self.stamps.setdefault(file, file_stamp(file))
            if not file.is_file():
                raise TextError(f"there is no such file below {self._root.name or self._root}")
            if file.stat().st_size > MAX_TEXT_BYTES:
                raise TextError(f"larger than {MAX_TEXT_BYTES // 1_000_000} MB")
            return _read(file)
        except (OSError, ValueError) as error:
            if isinstance(error, TextError):
                raise
            raise TextError("cannot be read") from None


class FilesAtHand(DossierFiles):
    """A state of a dossier that does not lie on disk: the bytes of its claims file, and of its texts by file name."""

    def __init__(self, path: Path, claims: bytes, texts: Mapping[str, bytes]) -> None:
        super().__init__(path, {})
        self._claims = claims
        self._at_hand = texts

    def _text(self, name: str) -> bytes:
        if name not in self._at_hand:
            raise TextError("there was no such file")
        return self._at_hand[name]


def data_version(claims: bytes, texts: Iterable[tuple[str, bytes]]) -> str:
    """The version that links name: a hash of the claims file and of the texts by the ids of their sources, in order."""
    found = hashlib.sha256(claims)
    for source, data in texts:
        found.update(source.encode() + b"\0" + data)
    return found.hexdigest()[:12]


def _read(file: Path) -> bytes:
    """The bytes of a file, all of one state: half of a claims file may well be a valid one."""
    before = file_stamp(file)
    data = file.read_bytes()
    if file_stamp(file) != before:
        raise TextError("it was written to while it was read; try again")
    return data
