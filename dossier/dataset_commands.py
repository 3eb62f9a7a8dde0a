"""The commands around datasets: writing one, and asking one on an engine."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from pathlib import Path

from dossier.dataset import DatasetError
from dossier.engines import ENGINES, EngineError, open_engine
from dossier.enquiry import enquire, enquiry_csv, enquiry_json
from dossier.export import write_dataset
from dossier.loading import dossier_path
from dossier.problems import DossierError
from dossier.queries import FACETS
from dossier.reading import Reading
from dossier.reports import CLEAN, PROBLEMS, UNREADABLE
from dossier.restoring import restore_outline
from dossier.view import View

NO_WORDS = "Words (q=) are found by the index of the dashboard; engines filter by all the other keys."
NO_EVENTS = "This counts claims; kind, party, partner, dated and conflict ask for other things."
_NOT_OF_CLAIMS = ("kind", "party", "partner", "dated", "conflict")


def export_dataset(reading: Reading, folder: Path) -> int:
    """Write what a view holds as a dataset."""
    try:
        identity = write_dataset(reading, folder)
    except DatasetError as error:
        return _refuse(str(error), PROBLEMS)
    except OSError as error:
        return _refuse(f"{folder} cannot be written: {error.strerror}", PROBLEMS)
    print(f"{folder}: claims: {identity.counts['claims']:,}, version {identity.version}")
    return CLEAN


def query(arguments: Namespace) -> int:
    """Tell how many claims of a dataset a view holds, a page of them, and the values of filters with `--facets`."""
    folder = arguments.folder or dossier_path()
    try:
        outline = restore_outline(folder)
        view = View.parse("/", arguments.view, outline)
        if refusal := _not_asked(view):
            return _refuse(refusal, PROBLEMS)
        with open_engine(arguments.engine, folder, master=arguments.master, memory=arguments.memory) as tables:
            facets = FACETS if arguments.facets else ()
            page = {"first": arguments.offset, "size": arguments.limit}
            found = enquire(tables(), view, outline.version, **page, facets=facets, most=arguments.most)
    except (DatasetError, DossierError) as error:
        return _refuse(str(error), UNREADABLE)
    except EngineError as error:
        return _refuse(str(error), PROBLEMS)
    sys.stdout.write((enquiry_csv if arguments.format == "csv" else enquiry_json)(found))
    return CLEAN


def take_arguments(parser: ArgumentParser) -> None:
    """Say what `query` takes."""
    parser.add_argument("folder", nargs="?", type=Path, metavar="DIR", help="the dataset (default: $DOSSIER)")
    parser.add_argument("--view", default="", metavar="QUERY", help="a link's query, such as 'country=FR&type=fact'")
    parser.add_argument("--engine", choices=list(ENGINES), default="pandas", help="where to run it (default: pandas)")
    parser.add_argument("--master", metavar="URL", help="a Spark cluster, such as spark://host:7077 (or $SPARK_MASTER)")
    parser.add_argument("--memory", metavar="SIZE", help="what DuckDB may take before it uses the disk, such as 512MB")
    parser.add_argument("--limit", type=_number, default=20, metavar="N", help="how many claims to list (default: 20)")
    parser.add_argument("--offset", type=_number, default=0, metavar="N", help="how many to leave out before them")
    parser.add_argument("--facets", action="store_true", help="count the claims of each value of every filter")
    parser.add_argument("--most", type=_number, default=20, metavar="N", help="values of a filter (default: 20)")
    parser.add_argument("--format", choices=["json", "csv"], default="json", help="how to write it (default: json)")
    parser.set_defaults(run=query)


def _not_asked(view: View) -> str:
    """Why a view cannot be asked of an engine; "" if it can."""
    if view.unknown:
        return "\n".join(f"not understood in --view: {key}={value}" for key, value in view.unknown)
    if view.q:
        return NO_WORDS
    return NO_EVENTS if any(view.values(key) for key in _NOT_OF_CLAIMS) else ""


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise ArgumentTypeError(f"'{text[:20]}' is no whole number")
    return int(text)


def _refuse(words: str, status: int) -> int:
    print(words, file=sys.stderr)
    return status
