"""The one cache: the dossier that is on the air now, shared by every session and by the API.

An edit of its files is taken up whole or not at all: a state is built aside and then put in place of the last one, and
an edit that cannot be read leaves the last good state where it is.
"""

from __future__ import annotations

import gc
import logging
from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from threading import Lock
from time import monotonic, sleep

from dossier.compiled import open_compiled
from dossier.files import Stamp, file_stamp
from dossier.history import archive
from dossier.loading import dossier_path
from dossier.problems import DossierError, Problem
from dossier.reading import Index

CHECK_EVERY = 1.0
"""Seconds between two looks at the files."""
AT_REST = 0.2
"""Seconds for which changed files have to stay as they are before they are read: a file may be half written."""

_LOG = logging.getLogger("counterclaim")
_HELD: ContextVar[Opened | None] = ContextVar("held", default=None)


@dataclass(frozen=True, slots=True, eq=False)
class Rejected:
    """An edit that is not shown, and why."""

    error: DossierError
    at: datetime
    """When it was found, in UTC."""


@dataclass(frozen=True, slots=True, eq=False)
class Opened:
    """The newest state of a dossier that can be shown."""

    index: Index
    loaded: datetime
    """When it was read, in UTC."""
    rejected: Rejected | None = None
    """A newer edit, where there is one that cannot be shown."""


def open_dossier(path: Path | None = None) -> Opened:
    """The state of a claims file that is on the air, brought up to date if its files have changed.

    Raises DossierError as long as there has been no state that can be shown.
    """
    held = _HELD.get()
    return held if held and path is None else _keeper(path or dossier_path()).opened()


def open_index(path: Path | None = None) -> Index:
    """The index of the state that is on the air; raises as `open_dossier` does."""
    return open_dossier(path).index


@contextmanager
def hold(opened: Opened) -> Generator[None]:
    """Everything inside sees this state, however long it takes and whatever happens to the files meanwhile."""
    token = _HELD.set(opened)
    try:
        yield
    finally:
        _HELD.reset(token)


@lru_cache(maxsize=4)
def _keeper(path: Path) -> Keeper:
    return Keeper(path)


class Keeper:
    """Keeps one dossier on the air; any number of threads may ask it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = Lock()
        self._due = 0.0
        self._stamps: dict[Path, Stamp] = {}
        self._state: Opened | DossierError | None = None

    def opened(self) -> Opened:
        """The state on the air. Raises DossierError while there is none."""
        if monotonic() >= self._due:
            self._look()
        state = self._state
        if isinstance(state, Opened):
            return state
        assert state is not None  # the first look waits for an answer
        raise _copy(state)  # an error that is raised again and again would collect everybody's frames

    def _look(self) -> None:
        """One caller looks; who comes meanwhile gets what is on the air, or waits if that is nothing."""
        if not self._lock.acquire(blocking=not isinstance(self._state, Opened)):
            return
        try:
            if self._state is None or (monotonic() >= self._due and self._changed()):
                self._load()
            if isinstance(self._state, Opened):
                self._due = monotonic() + CHECK_EVERY
        finally:
            self._lock.release()

    def _changed(self) -> bool:
        found = self._found()
        if found == self._stamps:
            return False
        sleep(AT_REST)
        return found == self._found()

    def _found(self) -> dict[Path, Stamp]:
        return {file: file_stamp(file) for file in self._stamps}

    def _load(self) -> None:
        began = monotonic()
        self._stamps = {}
        read = self._read()
        seconds = round(monotonic() - began, 3)
        on_air = self._state if isinstance(self._state, Opened) else None
        now = datetime.now(UTC)
        if isinstance(read, DossierError):
            self._state = replace(on_air, rejected=Rejected(read, now)) if on_air else read
            lines = [str(problem) for problem in read.problems]
            shown = on_air.index.dossier.version if on_air else None
            _LOG.warning("rejected", extra={"fields": {"shown": shown, "seconds": seconds, "problems": lines}})
            return
        same = on_air and on_air.index.dossier.version == read.dossier.version
        self._state = replace(on_air, rejected=None) if on_air and same else Opened(read, now)
        dossier = read.dossier
        archive(self._path).keep(dossier)
        fields = {"version": dossier.version, "claims": len(dossier.claims), "seconds": seconds}
        _LOG.info("reloaded" if on_air else "loaded", extra={"fields": fields})
        gc.collect()  # tables and caches of the last state hang together in circles

    def _read(self) -> Index | DossierError:
        try:
            return Index(open_compiled(self._path, stamps=self._stamps))
        except DossierError as error:
            return _copy(error)
        except Exception as error:  # noqa: BLE001 whatever it is: the last good state stays
            _LOG.exception("failed")
            message = f"the program itself failed on this dossier ({type(error).__name__}); its log says where"
            return DossierError([Problem(str(self._path), 0, 0, "", message)], unreadable=True)


def _copy(error: DossierError) -> DossierError:
    """The same error without the frames that it came through: they hold the whole file."""
    return DossierError(error.problems, warnings=error.warnings, unreadable=error.unreadable)
