"""The curator's command: `python -m dossier check | export`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from dossier.export import export_json
from dossier.loading import dossier_path, load_dossier
from dossier.model import Dossier
from dossier.problems import DossierError
from dossier.reading import Index
from dossier.view import View

CLEAN, PROBLEMS, UNREADABLE = 0, 1, 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the return value is the exit status (0 clean, 1 problems, 2 unreadable)."""
    arguments = _parser().parse_args(argv)
    path = arguments.file or dossier_path()
    try:
        dossier = load_dossier(path)
    except DossierError as error:
        return _report(error, path, sys.stdout if arguments.run is check else sys.stderr)
    return arguments.run(dossier, arguments)


def check(dossier: Dossier, _: argparse.Namespace) -> int:
    """Print the warnings and a line of counts."""
    for warning in dossier.warnings:
        print(warning)
    counts = f"{len(dossier.sources)} sources, {len(dossier.claims)} claims, {len(dossier.questions)} questions"
    print(f"{dossier.path}: {counts}: no errors, {_counted(len(dossier.warnings), 'warning')}")
    return CLEAN


def export(dossier: Dossier, arguments: argparse.Namespace) -> int:
    """Print the JSON document of the dossier, or of the view that `--view` names."""
    view = View.parse("/", arguments.view, dossier)
    for key, value in view.unknown:
        print(f"not understood in --view: {key}={value}", file=sys.stderr)
    if view.unknown:
        return PROBLEMS
    sys.stdout.write(export_json(Index(dossier).read(view)))
    return CLEAN


def _report(error: DossierError, path: Path, out: TextIO) -> int:
    for problem in error.problems:
        print(problem, file=out)
    print(f"{path}: {_counted(len(error.problems), 'problem')}", file=out)
    return UNREADABLE if error.unreadable else PROBLEMS


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m dossier", description="Check and export a dossier.")
    commands = parser.add_subparsers(title="commands", required=True)
    file_help = "the claims file (default: $DOSSIER, or data/claims.yaml)"

    checker = commands.add_parser("check", help="name every mistake as file:line:column")
    checker.add_argument("file", nargs="?", type=Path, help=file_help)
    checker.set_defaults(run=check)

    exporter = commands.add_parser("export", help="print the dossier for other programs")
    exporter.add_argument("format", choices=["json"])
    exporter.add_argument("file", nargs="?", type=Path, help=file_help)
    exporter.add_argument("--view", default="", metavar="QUERY", help="a link's query, such as 'country=FR&type=fact'")
    exporter.set_defaults(run=export)
    return parser


if __name__ == "__main__":
    sys.exit(main())
