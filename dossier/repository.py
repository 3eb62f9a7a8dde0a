"""Earlier states of files, read from the git repository that holds them.

Only `git log` and `git cat-file` are asked, in a way that runs nothing which the repository names (hooks, monitors,
pagers, signers) and fetches nothing. Where there is no git, or no repository, there are no earlier states.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Timer
from typing import IO

_SAFE = (
    "--no-pager",
    *("-c", f"core.hooksPath={os.devnull}"),
    *("-c", "core.fsmonitor=false"),
    *("-c", "log.showSignature=false"),
    *("-c", "protocol.allow=never"),
    *("-c", "safe.bareRepository=explicit"),
)
_ENVIRONMENT = {
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}


@dataclass(frozen=True, slots=True)
class Commit:
    """One state of the repository, and when it was recorded."""

    id: str
    at: datetime


def find_commits(folder: Path, files: Sequence[str], *, most: int, seconds: float) -> tuple[Commit, ...]:
    """The commits of the main line that changed any of the files, the newest first; none where there is no git.

    Files are given from the folder.
    """
    if shutil.which("git") is None:
        return ()
    ask = ["log", "--first-parent", "--no-show-signature", f"--max-count={most}", "--format=%H %cI", "--", *files]
    try:
        told = subprocess.run(_git(folder, *ask), env=_environment(), capture_output=True, timeout=seconds, check=True)
    except (OSError, ValueError, subprocess.SubprocessError):  # no repository, somebody else's, or too slow
        return ()
    lines = (line.split() for line in told.stdout.decode(errors="replace").splitlines())
    return tuple(Commit(name, datetime.fromisoformat(at)) for name, at in lines)


class Blobs:
    """Reads files as they were in commits, one after the other, by one process."""

    def __init__(self, asked: IO[bytes], told: IO[bytes]) -> None:
        self._asked, self._told = asked, told

    def read(self, commit: str, file: str, *, most: int) -> bytes | None:
        """The bytes of a file, given from the folder; None where it was not there, is too large, or time is up."""
        if not file.isprintable() or file.startswith("/") or ".." in file.split("/"):
            return None  # git itself would end at a file outside of the repository
        try:
            self._asked.write(f"{commit}:./{file}\n".encode())
            self._asked.flush()
            return self._answer(most)
        except (OSError, ValueError):  # the process has ended
            return None

    def _answer(self, most: int) -> bytes | None:
        head = self._told.readline().split()
        if len(head) != 3 or not head[2].isdigit():
            return None
        size = int(head[2])
        if head[1] != b"blob" or size > most:
            self._skip(size + 1)
            return None
        data = self._told.read(size + 1)
        return data[:-1] if len(data) == size + 1 else None

    def _skip(self, size: int) -> None:
        while size > 0 and (part := self._told.read(min(size, 1 << 20))):
            size -= len(part)


@contextmanager
def open_blobs(folder: Path, *, seconds: float) -> Generator[Blobs]:
    """A reader of earlier files below a folder, for so many seconds at most. Raises OSError where git cannot start."""
    process = subprocess.Popen(
        _git(folder, "cat-file", "--batch"),
        env=_environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    limit = Timer(seconds, process.kill)
    limit.daemon = True
    limit.start()
    try:
        assert process.stdin is not None  # both are pipes
        assert process.stdout is not None
        yield Blobs(process.stdin, process.stdout)
    finally:
        limit.cancel()
        process.kill()
        process.communicate()


def _git(folder: Path, *command: str) -> list[str]:
    return ["git", "-C", str(folder), *_SAFE, *command]


def _environment() -> dict[str, str]:
    """The process's own, without what would lead git elsewhere; the operator's configuration stays."""
    kept = {
        key: value for key, value in os.environ.items() if not key.startswith("GIT_") or key.startswith("GIT_CONFIG")
    }
    return {**kept, **_ENVIRONMENT}
