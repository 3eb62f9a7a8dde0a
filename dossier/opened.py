"""The one cache: the dossier that is open now, shared by every session and by the API."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from dossier.loading import dossier_path, load_dossier
from dossier.reading import Index


def open_index(path: Path | None = None) -> Index:
    """The index of a claims file, read again when the file has changed.

    Raises DossierError; a failure is not kept, so that a mended file is found at the next try.
    """
    file = path or dossier_path()
    return _open(file, _stamp(file))


@lru_cache(maxsize=2)
def _open(path: Path, stamp: tuple[int, int]) -> Index:  # noqa: ARG001
    return Index(load_dossier(path))


def _stamp(path: Path) -> tuple[int, int]:
    """What changes when a file is saved; zeros for a file that is not there, which loading will say."""
    try:
        status = path.stat()
    except OSError:
        return 0, 0
    return status.st_mtime_ns, status.st_size
