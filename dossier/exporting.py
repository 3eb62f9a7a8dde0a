"""The command `export`, apart from the others: it needs the tables, and what they need."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from datetime import UTC, datetime
from pathlib import Path

from dossier.commands import PROBLEMS, refuse, takes_a_dossier, write
from dossier.export import EXPORTS, Imprint
from dossier.loading import dossier_path, load_dossier
from dossier.problems import DossierError, shorten
from dossier.reading import Index
from dossier.view import View


def take_arguments(exporter: ArgumentParser) -> None:
    """Say what the command takes."""
    exporter.add_argument(
        "format", choices=list(EXPORTS), help="; ".join(f"{f.name}: {f.label}" for f in EXPORTS.values())
    )
    takes_a_dossier(exporter)
    exporter.add_argument("--view", default="", metavar="QUERY", help="a link's query, such as 'country=FR&type=fact'")
    exporter.add_argument(
        "--base", default="", type=_site, metavar="URL", help="where the dashboard is, for whole links"
    )
    exporter.add_argument("-o", "--output", type=Path, metavar="PATH", help="the file to write (default: the terminal)")
    exporter.set_defaults(run=export)


def export(arguments: Namespace) -> int:
    """Write the dossier, or the view that `--view` names, in one of the forms of EXPORTS."""
    path = arguments.file or dossier_path()
    try:
        dossier = load_dossier(path)
    except DossierError as error:
        return refuse(error, path)
    view = View.parse("/", arguments.view, dossier)
    for key, value in view.unknown:
        print(f"not understood in --view: {key}={value}", file=sys.stderr)
    if view.unknown:
        return PROBLEMS
    form = EXPORTS[arguments.format]
    if form.binary and arguments.output is None and sys.stdout.isatty():
        print(f"A {form.name} file is no text for a terminal: name a file with -o.", file=sys.stderr)
        return PROBLEMS
    imprint = Imprint(arguments.base, datetime.now(UTC).date())
    return write(form.export(Index(dossier).read(view), imprint), arguments.output)


def _site(text: str) -> str:
    """The address of a site; argparse shows the message of the error."""
    if text and not text.startswith(("https://", "http://")):
        raise ArgumentTypeError(f"'{shorten(text)}' is no address of a site, such as https://example.org")
    return text
