"""A cache of loaded dossiers, so that a start need not parse and prove again what was proven before.

An entry is data and never code: JSON that this module alone turns into records, so that a forged one could at worst
say false things, as a forged claims file could. It is believed only if nobody but this user can have written it, and
only for exactly the bytes, the texts and the program that it was made of. Whatever is wrong with an entry, it is as if
there were none. Errors are never kept. The folder can be deleted at any time; `DOSSIER_CACHE=off` does without.
"""

from __future__ import annotations

import hashlib
import os
import platform
import stat
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import babel
import pydantic
from pydantic_core import from_json, to_json

from dossier.files import DossierFiles, Stamp, is_dataset, no_collection
from dossier.loading import load_dossier, load_files
from dossier.model import Dossier
from dossier.records import packed_dossier, unpacked_dossier
from dossier.texts import RawText, TextError, decode_text

FOLDER = ".counterclaim-cache"
KEPT = 4
"""Entries that are kept: a dossier is edited often, and who goes back to an older state goes back a step or two."""
_ABANDONED = 3600
"""Seconds after which a half-written entry belongs to a process that is gone."""
_ENDING = ".dossier"


def _program() -> bytes:
    """What an entry depends on besides the files: the domain's own code, and the packages that read and judge them."""
    code = hashlib.sha256(f"{platform.python_version()} {pydantic.VERSION} {babel.__version__}".encode())
    for file in sorted(Path(__file__).parent.glob("*.py")):
        code.update(file.read_bytes())
    return code.digest()


_PROGRAM = _program()  # when it is imported: what is on the disk later may not be what runs here


def open_compiled(path: Path, *, stamps: dict[Path, Stamp] | None = None) -> Dossier:
    """As `load_dossier`, from the cache where it can be."""
    files = DossierFiles(path, {} if stamps is None else stamps)
    if is_dataset(path):
        return load_dossier(path, files=stamps)
    if os.environ.get("DOSSIER_CACHE", "").lower() == "off":
        return load_files(files)
    try:
        name = _entry_name(files)
    except (OSError, TextError):
        return load_files(files)  # and say why
    for folder in _folders(path):
        with no_collection():
            found = _read(folder / name, files.again())
        if found is not None:
            return found
    dossier = load_files(files)
    _write(name, dossier)
    return dossier


def _entry_name(files: DossierFiles) -> str:
    return hashlib.sha256(_PROGRAM + files.claims()).hexdigest()[:40] + _ENDING


def _folders(path: Path) -> Iterator[Path]:
    """Beside the claims file, or where that cannot be written to, among the user's caches."""
    yield path.resolve().parent / FOLDER
    with suppress(RuntimeError):  # a user without a home
        yield Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "counterclaim"


# Reading


def _read(entry: Path, files: DossierFiles) -> Dossier | None:
    """The dossier of an entry, if it is whole, ours, and its texts are those of today."""
    try:
        data = _trusted_bytes(entry)
        if data is None:
            return None
        digest, _, content = data.partition(b"\n")
        if digest != _digest(content):
            return None
        packed = from_json(content)
        texts = dict(_same_texts(packed["texts"], files))
        return unpacked_dossier(packed, path=files.path, version=files.version, texts=texts)
    except (OSError, TextError, ValueError, LookupError, TypeError, AttributeError):
        return None


def _trusted_bytes(entry: Path) -> bytes | None:
    """The content of an entry that only this user can have written."""
    with entry.open("rb") as file:
        for status in (entry.parent.stat(), os.fstat(file.fileno())):
            if hasattr(os, "getuid") and (
                status.st_uid != os.getuid() or status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
            ):
                return None
        return file.read()


def _same_texts(kept: list[list[str]], files: DossierFiles) -> Iterator[tuple[str, RawText]]:
    for source, name, digest in kept:
        data = files.text(source, name)
        if hashlib.sha256(data).hexdigest() != digest:
            raise TextError("it is another text now")
        yield source, RawText(decode_text(data))


def _digest(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=20).hexdigest().encode()


# Writing


def _write(name: str, dossier: Dossier) -> None:
    """Keep a dossier in the first folder that takes it; a cache that cannot be written is no fault."""
    content = to_json(packed_dossier(dossier))
    for folder in _folders(dossier.path):
        try:
            _put(folder, name, _digest(content) + b"\n" + content)
        except OSError:
            continue
        _tidy(folder)
        return


def _put(folder: Path, name: str, data: bytes) -> None:
    """Write aside and rename: nobody ever reads half an entry, and of two writers the later one wins."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    ignored = folder / ".gitignore"
    if not ignored.exists():
        ignored.write_text("*\n", encoding="utf-8")
    handle, aside = tempfile.mkstemp(dir=folder, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(aside).replace(folder / name)
    except BaseException:
        Path(aside).unlink(missing_ok=True)
        raise


def _tidy(folder: Path) -> None:
    """Only the newest entries stay; another process may tidy at the same time."""
    with suppress(OSError):
        entries = sorted(folder.glob(f"*{_ENDING}"), key=_written, reverse=True)
        abandoned = (part for part in folder.glob("*.part") if _written(part) < _written(entries[0]) - _ABANDONED)
        for file in (*entries[KEPT:], *abandoned):
            file.unlink(missing_ok=True)


def _written(file: Path) -> float:
    try:
        return file.stat().st_mtime
    except OSError:
        return 0.0
