"""Data put into Markdown: escaped in this one place, and marked where it is a quote."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal, TypeAlias

from dossier.search import Snippet
from dossier.texts import RawText, Span

Color: TypeAlias = Literal["blue", "orange", "green", "violet", "yellow", "red", "gray"]

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_AFTER_PARSING = re.compile(r"(:)(?=[\w+-]+:)|(www)(?=\.)|(:)(?=//)|(\S)(?=@\S)|(?<!\S)(<?-|[<>~])(?=[->=])", re.I)
"""What Streamlit turns into emoji, icons, links and arrows even where Markdown is escaped."""
_WORD_JOINER = "\u2060"


def escape(text: str) -> str:
    """The text as Markdown that shows exactly it, on one line: no syntax, no link, no emoji, no formula."""
    line = " ".join(text.replace("\ufeff", " ").split())  # white space to the front end, though not to Python
    return _PUNCTUATION.sub(r"\\\1", _AFTER_PARSING.sub(rf"\g<0>{_WORD_JOINER}", line))


def marked_sentence(text: RawText, spans: tuple[Span, ...], *, color: Color = "blue") -> str:
    """The whole sentence around a quote as Markdown, the quote's words marked."""
    around = text.sentence_around(spans)
    return "".join(_pieces(text, around, spans, color)).strip()


def _pieces(text: RawText, around: Span, spans: tuple[Span, ...], color: Color) -> Iterable[str]:
    at = around.start
    for span in spans:
        yield _escape_keeping_ends(text.content[at : span.start])
        yield f":{color}-background[{escape(text.text_of(span))}]"
        at = span.end
    yield _escape_keeping_ends(text.content[at : around.end])


def _escape_keeping_ends(piece: str) -> str:
    """Escaped, with one space where the piece begins or ends with white space."""
    before = " " if piece[:1].isspace() else ""
    after = " " if piece[-1:].isspace() and piece.strip() else ""
    return f"{before}{escape(piece)}{after}"


def marked_snippet(snippet: Snippet) -> str:
    """What a search found as Markdown, the words that were searched for in bold."""
    return "".join(f":primary[**{escape(text)}**]" if found else _escape_keeping_ends(text) for text, found in snippet)
