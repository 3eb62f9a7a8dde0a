"""Problems as a terminal, a program or GitHub reads them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from types import MappingProxyType
from typing import TextIO

from dossier.problems import Problem, printable

CLEAN, PROBLEMS, UNREADABLE = 0, 1, 2
"""The exit statuses of all commands."""

_BOLD, _RED, _YELLOW, _PLAIN = "\x1b[1m", "\x1b[31m", "\x1b[33m", "\x1b[0m"


def text_report(problems: Iterable[Problem]) -> str:
    """A line a problem: `file:line:column: where: message. Hint`."""
    return "".join(f"{problem}\n" for problem in problems)


def coloured_report(problems: Iterable[Problem]) -> str:
    """The lines of `text_report`, the place bold, red before an error and yellow before a warning."""
    return "".join(f"{_coloured(problem)}\n" for problem in problems)


def json_report(problems: Iterable[Problem]) -> str:
    """A JSON list with an object for each problem; its keys are the fields of Problem."""
    return json.dumps([asdict(problem) for problem in problems], ensure_ascii=False, indent=2) + "\n"


def github_report(problems: Iterable[Problem]) -> str:
    """Workflow commands of GitHub Actions, which marks the lines in a pull request with them."""
    return "".join(f"{_workflow_command(problem)}\n" for problem in problems)


REPORTS: Mapping[str, Callable[[Iterable[Problem]], str]] = MappingProxyType(
    {"text": text_report, "json": json_report, "github": github_report}
)
"""What `--format` names; on a terminal that shows colours, `coloured_report` stands in for text."""


def shows_colours(out: TextIO, environment: Mapping[str, str]) -> bool:
    """Whether to colour: only on a terminal that can, and not where NO_COLOR is set (no-color.org)."""
    return out.isatty() and not environment.get("NO_COLOR") and environment.get("TERM") != "dumb"


def _coloured(problem: Problem) -> str:
    place = printable(f"{problem.file}:{problem.line}:{problem.column}:")
    words = str(problem).removeprefix(place)
    return f"{_BOLD}{place}{_PLAIN}{_RED if problem.level == 'error' else _YELLOW}{words}{_PLAIN}"


def _workflow_command(problem: Problem) -> str:
    place = {"file": problem.file}
    if problem.line:
        place |= {"line": str(problem.line), "col": str(problem.column)}
    fields = ",".join(f"{name}={_escaped_field(value)}" for name, value in place.items())
    said = f"{problem.where}: {problem.message}" if problem.where else problem.message
    said = f"{said.removesuffix('.')}. {problem.hint}" if problem.hint else said
    return f"::{problem.level} {fields}::{_escaped(printable(said))}"


def _escaped(words: str) -> str:
    """The escapes of GitHub's toolkit: what ends a command cannot stand in its message."""
    return words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escaped_field(words: str) -> str:
    return _escaped(words).replace(":", "%3A").replace(",", "%2C")
