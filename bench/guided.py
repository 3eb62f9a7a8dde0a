"""Fuzzing that is led by what the code does: atheris changes inputs so that they reach new parts of the parsers.

    python bench/guided.py tree|dates|links|quotes [-max_total_time=60]

Needs `pip install atheris` in an environment of its own; it is no dependency of the project. An input that raises what
it should not, takes longer than a second or makes memory grow beyond a gigabyte ends the run and is kept in a file.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import atheris  # ty: ignore[import-not-found]  # installed by hand

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

with atheris.instrument_imports(include=["dossier"]):
    from dossier.dates import EdtfError, parse_edtf, precision_words, words
    from dossier.loading import load_dossier
    from dossier.quotes import QuoteError, find_quote
    from dossier.texts import RawText
    from dossier.tree import TreeError, read_tree
    from dossier.view import View

TINY = load_dossier(ROOT / "tests" / "tiny" / "data" / "claims.yaml")


def tree(data: bytes) -> None:
    """Text as YAML: a tree, or an error with a place inside the text."""
    text = data.decode(errors="ignore")
    try:
        root, errors = read_tree(text)
    except TreeError as error:
        root, errors = None, (error,)
    places = [error.place for error in errors] + ([root.place] if root else [])
    assert all(1 <= line <= text.count("\n") + text.count("\r") + 2 and column >= 1 for line, column in places), places


def dates(data: bytes) -> None:
    """Text as EDTF: a date that can be said in words and written again, or an error."""
    try:
        date = parse_edtf(data.decode(errors="ignore"))
    except EdtfError:
        return
    assert parse_edtf(str(date)) == date
    assert words(date)
    precision_words(date)


def links(data: bytes) -> None:
    """Text as a link: a view, which survives being written and read again."""
    path, _, query = data.decode(errors="ignore").partition("?")
    view = View.parse(path, query, TINY)
    assert View.parse(view.page, view.query(), TINY) == view


def quotes(data: bytes) -> None:
    """A quote and a text: where it stands in order, or an error."""
    quote, _, text = data.decode(errors="ignore").partition("\n")
    try:
        spans = find_quote(RawText(text), quote)
    except QuoteError:
        return
    assert all(0 <= span.start < span.end <= len(text) for span in spans), spans


TARGETS: dict[str, Callable[[bytes], None]] = {"tree": tree, "dates": dates, "links": links, "quotes": quotes}
SEEDS = {
    "tree": [(ROOT / "tests" / "tiny" / "data" / "claims.yaml").read_bytes(), b"a: [b, {c: d}]", b"- >-\n  x\n"],
    "dates": [b"2024-10-26~", b"2024-21/2025-01?", b"[2024,2025..]", b"{1999..2001}", b"20XX", b"../1985"],
    "links": [b"/conflicts?question=bridge-safe&known=2021-06", b"/claims?q=%22a%20b%22&country=NO,SE&part=2"],
    "quotes": [b"one [...] three\none two three", b'\xe2\x80\x9cit\xe2\x80\x99s\xe2\x80\x9d\nshe said "it\'s"'],
}


def main() -> None:
    if len(sys.argv) < 2 or sys.argv[1] not in TARGETS:
        raise SystemExit(__doc__)
    name = sys.argv.pop(1)
    seeds = Path(f"guided-{name}")
    seeds.mkdir(exist_ok=True)
    for number, seed in enumerate(SEEDS[name]):
        (seeds / f"seed-{number}").write_bytes(seed)
    limits = ["-max_total_time=60", "-timeout=2", "-rss_limit_mb=1024", "-max_len=4096", "-print_final_stats=1"]
    atheris.Setup([sys.argv[0], *limits, *sys.argv[1:], str(seeds)], TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
