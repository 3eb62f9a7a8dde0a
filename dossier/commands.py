"""The curator's commands, one function each: arguments in, words on stdout, exit status out."""

from __future__ import annotations

import os
import re
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections import Counter
from collections.abc import Iterable, Sequence
from importlib import import_module
from itertools import chain
from pathlib import Path

from dossier.coverage import SentenceCover, claims_by_source, find_coverage
from dossier.dates import Edtf, EdtfError, parse_edtf
from dossier.drafting import draft_claims
from dossier.files import text_root
from dossier.guide import field_guide
from dossier.loading import dossier_path, load_dossier
from dossier.model import SLUG, Dossier, Source
from dossier.problems import DossierError, Problem, did_you_mean, shorten
from dossier.reports import CLEAN, PROBLEMS, REPORTS, UNREADABLE, coloured_report, shows_colours, text_report
from dossier.schema import schema_json
from dossier.starter import StarterError, write_starter
from dossier.stubs import draft_yaml, slug
from dossier.texts import RawText, TextError, decode_text, place_of


def check(arguments: Namespace) -> int:
    """Name every problem, errors and warnings alike, in the order of the file."""
    path = arguments.file or dossier_path()
    try:
        dossier = load_dossier(path)
    except DossierError as error:
        problems = sorted((*error.problems, *error.warnings))
        _show(problems, arguments.format, f"{path}: {_counts(problems)}")
        return UNREADABLE if error.unreadable else PROBLEMS
    size = ", ".join(_counted(len(getattr(dossier, name)), name[:-1]) for name in ("sources", "claims", "questions"))
    _show(dossier.warnings, arguments.format, f"{path}: {size}: {_counts(dossier.warnings)}")
    return PROBLEMS if arguments.strict and dossier.warnings else CLEAN


def coverage(arguments: Namespace) -> int:
    """Name every sentence that no claim quotes from, with the reason given for it, and count them by source."""
    path = arguments.file or dossier_path()
    try:
        dossier = load_dossier(path)
    except DossierError as error:
        return refuse(error, path)
    if arguments.source and arguments.source not in dossier.sources:
        print(f"no source '{arguments.source}'. {did_you_mean(arguments.source, dossier.sources)}", file=sys.stderr)
        return UNREADABLE
    claims = claims_by_source(dossier)
    sources = [source for source in dossier.sources.values() if arguments.source in {None, source.id}]
    found = {source.id: find_coverage(dossier, source, claims.get(source.id, ())) for source in sources}
    for name, covers in found.items():
        _show_coverage(dossier, dossier.sources[name], covers)
    unexplained = sum(cover.unexplained for covers in found.values() for cover in covers)
    print(f"{path}: {_counted(unexplained, 'sentence')} without a claim or a reason")
    return PROBLEMS if unexplained else CLEAN


def write(data: bytes, path: Path | None) -> int:
    if path is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        return CLEAN
    try:
        path.write_bytes(data)
    except OSError as error:
        print(f"{path} cannot be written: {error.strerror}", file=sys.stderr)
        return PROBLEMS
    return CLEAN


def draft(arguments: Namespace) -> int:
    """Print the claims of a raw text as stubs for a person to check; no file is changed."""
    path = arguments.text
    try:
        raw = RawText(decode_text(path.read_bytes()))
    except OSError as error:
        print(f"{path} cannot be read: {error.strerror}", file=sys.stderr)
        return UNREADABLE
    except TextError as error:
        print(f"{path}: {error}", file=sys.stderr)
        return UNREADABLE
    drafted = draft_claims(raw, published=arguments.published)
    text = draft_yaml(raw, drafted, source=arguments.source or slug(path.stem))
    return write(text.encode(), None)


def schema(_: Namespace) -> int:
    """Print the JSON Schema of the claims file."""
    sys.stdout.write(schema_json())
    return CLEAN


def guide(_: Namespace) -> int:
    """Print the field guide."""
    sys.stdout.write(field_guide())
    return CLEAN


def new(arguments: Namespace) -> int:
    """Write a dossier to begin with into a folder."""
    try:
        written = write_starter(arguments.folder)
    except StarterError as error:
        print(error, file=sys.stderr)
        return PROBLEMS
    for file in written:
        print(file)
    claims = arguments.folder / "data" / "claims.yaml"
    print(f"\nA new dossier. Edit it, and check it: python -m dossier check {claims}")
    return CLEAN


def _show(problems: Sequence[Problem], form: str, summary: str) -> None:
    coloured = form == "text" and shows_colours(sys.stdout, os.environ)
    sys.stdout.write((coloured_report if coloured else REPORTS[form])(problems))
    if form != "json":
        print(summary)


def refuse(error: DossierError, path: Path) -> int:
    """What a command that needs a sound dossier says of another one."""
    sys.stderr.write(text_report(error.problems))
    print(f"{path}: {_counts(error.problems)}", file=sys.stderr)
    return UNREADABLE if error.unreadable else PROBLEMS


def _show_coverage(dossier: Dossier, source: Source, covers: Sequence[SentenceCover]) -> None:
    raw, file = dossier.texts[source.id], _shown(text_root(dossier.path) / source.file)
    for cover in covers:
        if cover.covered:
            continue
        line, column = place_of(raw, cover.span.start)
        reasons = "" if cover.unexplained else f"({', '.join(_reasons([cover]))}) "
        print(f"{file}:{line}:{column}: {reasons}{shorten(raw.text_of(cover.span), 200)}")
    print(f"{source.id}: {_coverage_counts(covers)}\n")


def _coverage_counts(covers: Sequence[SentenceCover]) -> str:
    covered, unexplained = (sum(getattr(cover, name) for cover in covers) for name in ("covered", "unexplained"))
    reasons = _reasons(cover for cover in covers if cover.omitted)
    omitted = ", ".join(f"{number} {reason}" for reason, number in reasons.most_common())
    number = sum(cover.omitted for cover in covers)
    left_out = f"{number} left out ({omitted})" if number else "0 left out"
    return f"{_counted(len(covers), 'sentence')}: {covered} with claims, {left_out}, {unexplained} unexplained"


def _reasons(covers: Iterable[SentenceCover]) -> Counter[str]:
    """How many sentences each reason is given for; a sentence left out in parts can have several."""
    given = (dict.fromkeys(omission.reason for omission in cover.omissions) or ("no words",) for cover in covers)
    return Counter(chain.from_iterable(given))


def _shown(path: Path) -> Path:
    """The path as seen from the working folder, if it lies in it."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def _counts(problems: Iterable[Problem]) -> str:
    levels = Counter(problem.level for problem in problems)
    errors = _counted(levels["error"], "error") if levels["error"] else "no errors"
    return f"{errors}, {_counted(levels['warning'], 'warning')}"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def command_parser(words: Sequence[str]) -> ArgumentParser:
    """The commands and their arguments; `run` of what it parses is the command that the words begin with."""
    parser = ArgumentParser(prog="python -m dossier", description="Begin, check and export a dossier.")
    commands = parser.add_subparsers(title="commands", required=True)

    checker = commands.add_parser("check", help="name every mistake as file:line:column")
    takes_a_dossier(checker)
    checker.add_argument("--strict", action="store_true", help="end with status 1 for warnings too")
    checker.add_argument("--format", choices=list(REPORTS), default="text", help="how to write them (default: text)")
    checker.set_defaults(run=check)

    coverer = commands.add_parser("coverage", help="name every sentence that no claim quotes from, and why")
    takes_a_dossier(coverer)
    coverer.add_argument("--source", metavar="ID", help="of this text alone")
    coverer.set_defaults(run=coverage)

    exporter = commands.add_parser("export", help="print the dossier for other programs")
    asker = commands.add_parser("query", help="ask a dataset (export parquet DIR) on pandas, DuckDB or Spark")
    match words[:1]:  # they stand on the tables, which take longer to import than a dossier to check
        case ["export"]:
            import_module("dossier.exporting").take_arguments(exporter)
        case ["query"]:
            import_module("dossier.dataset_commands").take_arguments(asker)

    drafter = commands.add_parser("draft", help="print stubs of the claims in a raw text, to be checked by a person")
    drafter.add_argument("text", type=Path, help="the raw text")
    drafter.add_argument("--source", type=_source_id, metavar="ID", help="its id (default: made of the file's name)")
    drafter.add_argument(
        "--published", type=_date, metavar="EDTF", help="when it appeared, such as 2024-11-04 or 2024-10"
    )
    drafter.set_defaults(run=draft)

    beginner = commands.add_parser("new", help="begin a dossier: an example of everything, to be written over")
    beginner.add_argument("folder", type=Path, metavar="DIR", help="where to put it; nothing there is overwritten")
    beginner.set_defaults(run=new)

    commands.add_parser("schema", help="print the JSON Schema of the claims file, for editors").set_defaults(run=schema)
    commands.add_parser("guide", help="print the field guide (data/README.md)").set_defaults(run=guide)
    return parser


def _source_id(text: str) -> str:
    if not re.fullmatch(SLUG, text) or len(text) > 60:
        raise ArgumentTypeError(f"'{shorten(text)}' is no id: lower-case words joined by hyphens")
    return text


def _date(text: str) -> Edtf:
    try:
        return parse_edtf(text)
    except EdtfError as error:
        raise ArgumentTypeError(str(error)) from None


def takes_a_dossier(parser: ArgumentParser) -> None:
    parser.add_argument("file", nargs="?", type=Path, help="the claims file (default: $DOSSIER, or data/claims.yaml)")
