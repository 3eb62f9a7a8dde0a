"""The documents of the project as data: their code, tables, links and headings."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from dossier.view import PAGES

ROOT = Path(__file__).parents[1]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("[!.]*/*.md"), ROOT / "components" / "assets" / "method.md"])
README = ROOT / "README.md"
CONTRIBUTING = ROOT / "CONTRIBUTING.md"
READERS = ROOT / "docs" / "readers.md"
CURATORS = ROOT / "docs" / "curators.md"
OPERATORS = ROOT / "docs" / "operators.md"

_FENCE = re.compile(r"^( *)```(\w*)\n(.*?)^\1```$", re.M | re.S)


def prose_of(document: Path) -> str:
    """A document without its code blocks."""
    return _FENCE.sub("", document.read_text())


def blocks_of(document: Path, language: str | None = None) -> list[str]:
    """The code blocks of a document, of one language or of all."""
    found = _FENCE.findall(document.read_text())
    return [body for _, kind, body in found if language is None or kind == language]


def spans_of(text: str) -> list[str]:
    """What stands in a line between backticks."""
    return re.findall(r"`([^`\n]+)`", text)


def found_in_code(pattern: str) -> Iterator[tuple[str, str]]:
    """What a pattern finds in blocks and between backticks, and the document in which it does."""
    for document in DOCUMENTS:
        lines = [line for block in blocks_of(document) for line in block.splitlines()]
        for line in lines + spans_of(prose_of(document)):
            yield from ((str(document.relative_to(ROOT)), found) for found in re.findall(pattern, line))


def rows_of(document: Path, line: str) -> list[list[str]]:
    """The cells of the first table after a line."""
    after = document.read_text().split(f"\n{line}\n", 1)[1]
    table = re.search(r"^\|.*\n\| *---.*\n((?:\|.*\n)+)", after, re.M)
    assert table, f"{document.name}: no table after {line}"
    return [[cell.strip() for cell in row.strip()[1:-1].split("|")] for row in table[1].splitlines()]


def anchors_of(document: Path) -> set[str]:
    """The anchors that headings get where Markdown is shown on the web."""
    headings = re.findall(r"^#+ (.+)$", prose_of(document), re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def links_of(document: Path) -> list[str]:
    """The links to pages that a document gives as examples."""
    spans = [span for span in spans_of(prose_of(document)) if re.match(r"/([a-z]+)?(\?|$)", span)]
    return [span for span in spans if urlsplit(span).path.strip("/") in {"", *PAGES}]
