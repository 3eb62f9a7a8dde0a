"""The command `export`, apart from the others: it needs the tables, and what they need."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from datetime import UTC, datetime
from pathlib import Path

from dossier.commands import refuse, takes_a_dossier, write
from dossier.dataset_commands import export_dataset
from dossier.export import EXPORTS, Imprint
from dossier.loading import dossier_path, load_dossier
from dossier.problems import DossierError, shorten
from dossier.reading import Index
from dossier.reports import PROBLEMS
from dossier.view import View


def take_arguments(exporter: ArgumentParser) -> None:
    """Say what the command takes."""
    exporter.add_argument(
        "format", choices=list(EXPORTS), help="; ".join(f"{f.name}: {f.label}" for f in EXPORTS.values())
    )
    exporter.add_argument(
        "folder",
        nargs="?",
        type=Path,
        metavar="DIR",
        help="parquet only: a folder to write the dossier to as a dataset",
    )
    takes_a_dossier(exporter)
    exporter.add_argument("--view", default="", metavar="QUERY", help="a link's query, such as 'country=FR&type=fact'")
    exporter.add_argument(
        "--base", default="", type=_site, metavar="URL", help="where the dashboard is, for whole links"
    )
    exporter.add_argument("-o", "--output", type=Path, metavar="PATH", help="the file to write (default: the terminal)")
    exporter.set_defaults(run=export)


def export(arguments: Namespace) -> int:
    """Write the dossier, or the view that `--view` names, in one of the forms of EXPORTS or as a dataset."""
    folder, path = _places(arguments)
    if folder is None and arguments.folder and arguments.file:
        print(f"Only parquet takes a folder and a claims file, and then no -o: {arguments.folder}", file=sys.stderr)
        return PROBLEMS
    try:
        dossier = load_dossier(path)
    except DossierError as error:
        return refuse(error, path)
    view = View.parse("/", arguments.view, dossier)
    for key, value in view.unknown:
        print(f"not understood in --view: {key}={value}", file=sys.stderr)
    if view.unknown:
        return PROBLEMS
    if folder is not None:
        return export_dataset(Index(dossier).read(view), folder)
    form = EXPORTS[arguments.format]
    if form.binary and arguments.output is None and sys.stdout.isatty():
        print(f"A {form.name} file is no text for a terminal: name a file with -o.", file=sys.stderr)
        return PROBLEMS
    imprint = Imprint(arguments.base, datetime.now(UTC).date())
    return write(form.export(Index(dossier).read(view), imprint), arguments.output)


def _places(arguments: Namespace) -> tuple[Path | None, Path]:
    """The folder for a dataset, if one is asked for, and the claims file.

    `export parquet DIR [FILE]` writes a dataset; with -o, or with a file in the place of DIR, it is one table.
    """
    first, second = arguments.folder, arguments.file
    one_table = arguments.format != "parquet" or arguments.output or first is None or first.is_file()
    folder, file = (None, first) if one_table or first.suffix in {".yaml", ".yml"} else (first, second)
    return folder, file or dossier_path()


def _site(text: str) -> str:
    """The address of a site; argparse shows the message of the error."""
    if text and not text.startswith(("https://", "http://")):
        raise ArgumentTypeError(f"'{shorten(text)}' is no address of a site, such as https://example.org")
    return text
