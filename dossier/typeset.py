"""A brief as a PDF that can be searched, copied from and read out. Needs the package `typst` (extra `pdf`)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from importlib import import_module
from importlib.util import find_spec

from dossier.brief import Block, BlockKind, Run
from dossier.language import _

_PAGE = """
#set page(paper: "a4", margin: (x: 24mm, y: 22mm), numbering: "1 / 1")
#set text(font: "Libertinus Serif", size: 10.5pt)
#set par(leading: 0.62em, spacing: 0.9em)
#show heading: set block(above: 1.3em, below: 0.6em, sticky: true)
#show quote.where(block: true): set block(above: 0.7em, below: 0.7em)
#show link: set text(fill: rgb("#0B5C6B"))
"""
_WRAPS: dict[BlockKind, str] = {
    "title": "#heading(level: 1)[{}]",
    "heading": "#heading(level: 2)[{}]",
    "subheading": "#heading(level: 3)[{}]",
    "text": "#par[{}]",
    "item": "#list.item[{}]",
    "quote": "#quote(block: true)[{}]",
    "citation": "#par(hanging-indent: 2em)[#text(size: 9pt)[{}]]",
}


def can_typeset() -> bool:
    """Whether the package is installed."""
    return find_spec("typst") is not None


def brief_pdf(blocks: Iterable[Block], *, language: str = "en") -> bytes:
    """The blocks as a tagged PDF; made for screen readers too where the font has every letter."""
    typst = import_module("typst")
    source = brief_typst(tuple(blocks), language=language).encode()
    try:
        return typst.compile(source, pdf_standards=["ua-1"])
    except typst.TypstError:
        return typst.compile(source)


def brief_typst(blocks: tuple[Block, ...], *, language: str = "en") -> str:
    """The blocks as Typst. Data stand in string literals, where nothing but quotes and backslashes is read."""
    titles = ("".join(run.text for run in block.runs) for block in blocks if block.kind == "title")
    title = next(titles, _("Brief"))
    head = f"#set document(title: {_literal(title)})\n#set text(lang: {_literal(language[:2])})\n{_PAGE}"
    return head + "\n".join(_WRAPS[block.kind].format("".join(map(_run, block.runs))) for block in blocks) + "\n"


def _run(run: Run) -> str:
    inner = f"#text({_literal(run.text)})"
    if run.target.startswith(("http://", "https://")):
        inner = f"#link({_literal(run.target)})[{inner}]"
    return {"plain": inner, "strong": f"#strong[{inner}]", "emphasis": f"#emph[{inner}]"}[run.style]


def _literal(text: str) -> str:
    """A string literal; control characters, which no font can show, become spaces."""
    return json.dumps("".join(sign if sign.isprintable() else " " for sign in text), ensure_ascii=False)
