"""What a dossier was before: what happened to each claim, and what a view held in an earlier state.

The past comes from the git repository that holds the files, where there is one, and from what this process itself has
had on the air. It is found in the background, once for each state of the dossier: no page waits for it.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache, partial
from heapq import merge
from itertools import pairwise
from pathlib import Path
from threading import Lock, Thread
from typing import Final, Literal, TypeAlias, TypeVar

from dossier.model import Dossier
from dossier.reading import Index
from dossier.states import Files, Kept, Marks, State, keep_files, recorded_states

MOST_KEPT: Final = 20
MOST_BYTES: Final = 50_000_000
"""How many states that were on the air are kept, and how large all of them may be, compressed."""

MOST_LOADED: Final = 2
"""How many earlier states are held ready to be asked; they are made one after the other, whoever asks for how many."""

StepKind: TypeAlias = Literal["earliest", "added", "changed", "removed"]
T = TypeVar("T")

_LOG = logging.getLogger("counterclaim")


@dataclass(frozen=True, slots=True)
class Step:
    """What happened to a claim on a day; `earliest` is as far back as the past is known.

    `fields` are those of the claims file that changed.
    """

    day: date
    kind: StepKind
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class History:
    """What is known of the past of a dossier."""

    steps: Mapping[str, tuple[Step, ...]] = field(default_factory=dict)
    """Claim -> what happened to it, the newest first."""
    files: Mapping[str, Callable[[], Files | None]] = field(default_factory=dict)
    """Data version -> how to get its files."""


def make_history(states: Iterable[State]) -> History:
    """The history of states that are given the newest first."""
    steps: dict[str, list[Step]] = {}
    files: dict[str, Callable[[], Files | None]] = {}
    for after, before in pairwise((*states, None)):
        assert after is not None  # only the last has none before it
        files.setdefault(after.version, after.files)
        for name in {**after.claims, **(before.claims if before else {})}:
            steps.setdefault(name, []).extend(_steps(name, after, before))
    return History({name: tuple(found) for name, found in steps.items()}, files)


def _steps(name: str, after: State, before: State | None) -> Iterator[Step]:
    day, new = after.at.date(), after.claims.get(name)
    if before is None:
        yield Step(day, "earliest")
    elif (old := before.claims.get(name)) is None:
        yield Step(day, "added")
    elif new is None:
        yield Step(day, "removed")
    elif fields := changed_fields(old, new):
        yield Step(day, "changed", fields)


def changed_fields(before: Marks, after: Marks) -> tuple[str, ...]:
    """The fields that two contents of a record do not share."""
    return tuple(name for name in dict.fromkeys((*after, *before)) if before.get(name) != after.get(name))


class Archive:
    """The past of one dossier; any number of threads may ask."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = Lock()
        self._kept: deque[Kept] = deque(maxlen=MOST_KEPT)
        self._histories = lru_cache(maxsize=1)(lambda _: _aside(self._find, History()))
        self._indexes: dict[str, Future[Index | Literal["unknown"]]] = {}

    def keep(self, dossier: Dossier) -> None:
        """Note a state that goes on the air."""
        kept = keep_files(dossier)
        with self._lock:
            if kept and kept.version not in {other.version for other in self._kept}:
                self._kept.append(kept)
            while sum(other.size for other in self._kept) > MOST_BYTES:
                self._kept.popleft()

    def history(self, dossier: Dossier) -> History | None:
        """The past of the state that is on the air; None while it is looked for."""
        with self._lock:
            return _result(self._histories(dossier.version))

    def index(self, dossier: Dossier, version: str) -> Index | Literal["unknown"] | None:
        """An earlier state, ready to be asked; None while it is looked for."""
        history = self.history(dossier)
        if history is None or version not in history.files:
            return "unknown" if history else None
        with self._lock:
            if version not in self._indexes and all(future.done() for future in self._indexes.values()):
                held = list(self._indexes.items())[1 - MOST_LOADED :]
                work = partial(_index, self._path, history.files[version])
                self._indexes = {**dict(held), version: _aside(work, "unknown")}
            return _result(self._indexes[version]) if version in self._indexes else None

    def _find(self) -> History:
        with self._lock:
            kept = tuple(self._kept)
        recorded = tuple(recorded_states(self._path))
        names = {state.version for state in recorded}
        seen = (other.state() for other in reversed(kept) if other.version not in names)
        return make_history(merge(seen, recorded, key=lambda state: state.at, reverse=True))


def _index(path: Path, files: Callable[[], Files | None]) -> Index | Literal["unknown"]:
    found = files()
    dossier = found.load(path) if found else None
    return Index(dossier) if dossier else "unknown"


def _aside(work: Callable[[], T], otherwise: T) -> Future[T]:
    """The result of some work, once a thread of its own has done it; the end of the process does not wait for it."""
    future: Future[T] = Future()

    def run() -> None:
        try:
            future.set_result(work())
        except Exception:  # noqa: BLE001 whatever it is: the pages do without the past
            _LOG.exception("history failed")
            future.set_result(otherwise)

    Thread(target=run, daemon=True, name="history").start()
    return future


def _result(future: Future[T]) -> T | None:
    return future.result() if future.done() else None


@lru_cache(maxsize=4)
def archive(path: Path) -> Archive:
    """The archive of a claims file."""
    return Archive(path)
