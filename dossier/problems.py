"""What is wrong with a dossier, said so that a person can mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import process

Level = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake and its place. Lines and columns count from 1; line 0 speaks of the file as a whole."""

    file: str
    line: int
    column: int
    where: str
    message: str
    hint: str = ""
    level: Level = "error"

    def __str__(self) -> str:
        """`file:line:column: where: message. Hint`, on one line and free of terminal escapes."""
        message = self.message.removesuffix(".")
        words = f"{self.where}: {message}" if self.where else message
        if self.level == "warning":
            words = f"warning: {words}"
        if self.hint:
            words = f"{words}. {self.hint}"
        return printable(f"{self.file}:{self.line}:{self.column}: {words}")


class DossierError(Exception):
    """A dossier that cannot be shown: every error found in it (never only the first), and the warnings beside them."""

    def __init__(
        self, problems: Iterable[Problem], *, warnings: Iterable[Problem] = (), unreadable: bool = False
    ) -> None:
        self.problems = tuple(sorted(problems))
        self.warnings = tuple(sorted(warnings))
        self.unreadable = unreadable
        super().__init__("\n".join(str(problem) for problem in self.problems))


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint that names the nearest known word, or "" when none is near."""
    match = process.extractOne(word.lower(), list(known), score_cutoff=70)
    return f"Did you mean '{match[0]}'?" if match else ""


def printable(words: str) -> str:
    """The words with a space for every character that does not print: line breaks, escapes, reversed writing."""
    return "".join(char if char.isprintable() else " " for char in words)


def shorten(words: str, limit: int = 80) -> str:
    """The words on one line, cut at `limit` characters: messages quote the file, which may hold anything."""
    line = " ".join(words.split())
    return line if len(line) <= limit else f"{line[: limit - 1]}…"
