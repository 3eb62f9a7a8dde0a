"""Data put into Markdown: escaped in this one place. Quotes put into HTML: marked in their sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal, TypeAlias

from markupsafe import Markup

from dossier.model import Claim, Dossier
from dossier.search import Snippet
from dossier.texts import RawText, Span

Color: TypeAlias = Literal["blue", "orange", "green", "pink", "ochre", "sky", "gray"]

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_AFTER_PARSING = re.compile(r"(:)(?=[\w+-]+:)|(www)(?=\.)|(:)(?=//)|(\S)(?=@\S)|(?<!\S)(<?-|[<>~])(?=[->=])", re.I)
"""What Streamlit turns into emoji, icons, links and arrows even where Markdown is escaped."""
_WORD_JOINER = "\u2060"


def escape(text: str) -> str:
    """The text as Markdown that shows exactly it, on one line: no syntax, no link, no emoji, no formula."""
    line = " ".join(text.replace("\ufeff", " ").split())  # white space to the front end, though not to Python
    return _PUNCTUATION.sub(r"\\\1", _AFTER_PARSING.sub(rf"\g<0>{_WORD_JOINER}", line))


def quotation(dossier: Dossier, claim: Claim, *, color: Color = "blue") -> Markup:
    """The sentence around a claim's quote, the quote's words marked and their language named."""
    said = marked_sentence(dossier.texts[claim.source], dossier.spans[claim.id], color=color)
    return Markup('<blockquote lang="{}">{}</blockquote>').format(dossier.sources[claim.source].language, said)


def marked_sentence(text: RawText, spans: tuple[Span, ...], *, color: Color = "blue") -> Markup:
    """The whole sentence around a quote as HTML, the quote's words marked."""
    around = text.sentence_around(spans)
    return Markup().join(_pieces(text, around, spans, color)).strip()


def _pieces(text: RawText, around: Span, spans: tuple[Span, ...], color: Color) -> Iterable[str]:
    at = around.start
    for span in spans:
        yield text.content[at : span.start]
        yield Markup('<mark class="{}">{}</mark>').format(color, text.text_of(span))
        at = span.end
    yield text.content[at : around.end]


def marked_snippet(snippet: Snippet) -> Markup:
    """What a search found as HTML, the words that were searched for marked."""
    return Markup().join(Markup("<mark>{}</mark>").format(text) if found else text for text, found in snippet)
