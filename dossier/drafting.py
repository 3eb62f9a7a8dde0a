"""A draft of the claims in a raw text, for a person to check: exact quotes, and guesses at everything else.

Every clause that can assert something becomes a stub, in the order of the text. Nothing is ever written into a dossier.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from dossier.amounts import Amount, find_amounts
from dossier.attribution import AUTHOR, Speech, find_speech
from dossier.dates import Edtf
from dossier.mentions import DateMention, find_countries, find_dates, find_hedge
from dossier.model import ClaimType
from dossier.quotes import QuoteError, find_quote
from dossier.texts import RawText, Span

_MIN_WORDS = 3
_MIN_CLAUSE = 5  # words: a shorter clause stays with its neighbour
_MIN_HEADING = 12  # words: a shorter line without a full stop is taken for a heading or a caption
_MAX_QUOTE = 2_000
_MAX_EDGE = 120
_MAX_FIGURE = 1e15

_CLAUSE = re.compile(
    r";\s+|,\s+(?=(?:but|yet|while|whereas|although|though)\s)|"
    r",\s+(?=and\s(?:he|she|it|they|we|there|this|that|these|those|even|the\s\w+\s(?:is|are|was|were|has|have|will))\b)"
)
_EDGES = " \t\r\n\u00a0\u202f,;:–—-"
_OPENING = re.compile(r"(?:(?:and|but|that|yet|so|while|whereas|although|though|adding)\s+)+", re.IGNORECASE)
_CLOSING = re.compile(r",\s(?:and|but|yet|so|while|whereas|although|though)$")
_DATELINE = re.compile(r"[A-Z][\w .,/]{2,40}\([A-Z][\w ]{1,20}\)\s*[-–—]{1,2}\s")
"""The place, the day and the agency before the first sentence of a wire story."""
_PAIRS = {"“": "”", '"': '"', "«": "»", "„": "“"}
_CLOSED = (".", "!", "…")
_FORECAST = re.compile(r"\b(?:will|won['’]t|shall|going to|about to|expects?|expected to|likely to)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_HONORIFICS = frozenset("mr mrs ms mx dr sir dame lord lady prof professor president general".split())
_NOBODYS = frozenset("some many most several others few critics experts analysts officials sources".split())
"""Words for people without a name: whether two such groups are one cannot be told."""


@dataclass(frozen=True, slots=True)
class Stub:
    """One claim as a draft: a quote that stands in the text, and guesses."""

    span: Span
    """Where the quote stands."""
    quote: str
    prefix: str
    suffix: str
    voice: str
    """As the text first names it, or AUTHOR."""
    type: ClaimType
    about: DateMention | None
    said: DateMention | None
    countries: tuple[str, ...]
    hedge: str | None
    amounts: tuple[Amount, ...]
    """With spans counted from the start of the quote."""


@dataclass(frozen=True, slots=True)
class Draft:
    """The stubs of a text in its order, and the roles of the voices named in it."""

    stubs: tuple[Stub, ...]
    voices: Mapping[str, str]
    """Name -> role, which may be empty."""


def draft_claims(raw: RawText, *, published: Edtf | None = None) -> Draft:
    """What the text asserts, clause by clause. `published` is what relative dates are reckoned from."""
    voices: dict[str, str] = {}
    stubs: list[Stub] = []
    for speech in find_speech(raw):
        name = _known_name(speech.voice, voices)
        for clause in _clauses(raw, speech.span):
            if stub := _stub(raw, clause, name, _said(raw, speech, published), published):
                stubs.append(stub)
                if name != AUTHOR:
                    voices[name] = voices.get(name) or speech.role
    return Draft(tuple(sorted(stubs, key=lambda stub: stub.span)), voices)


# Clauses


def _clauses(raw: RawText, span: Span) -> Iterator[Span]:
    """The clauses of a stretch of text, without what only joins or quotes them; questions and headings are left out."""
    text = raw.text_of(span)
    if _is_question(text) or _is_heading(raw, span):
        return
    dateline = _DATELINE.match(text)
    cuts = [dateline.end() if dateline else 0, *(match.end() for match in _CLAUSE.finditer(text)), len(text)]
    for start, end in _long_enough(text, cuts):
        clause = _trimmed(text, start, end)
        if len(_WORD.findall(text, *clause)) >= _MIN_WORDS and clause[1] - clause[0] <= _MAX_QUOTE:
            yield Span(span.start + clause[0], span.start + clause[1])


def _long_enough(text: str, cuts: list[int]) -> Iterator[tuple[int, int]]:
    """Pieces between cuts, each long enough to stand alone; a short one stays with the next."""
    start = cuts[0]
    for cut in cuts[1:]:
        rest = len(_WORD.findall(text, cut))
        if cut == cuts[-1] or (len(_WORD.findall(text, start, cut)) >= _MIN_CLAUSE and rest >= _MIN_CLAUSE):
            yield start, cut
            start = cut


def _is_question(text: str) -> bool:
    return text.rstrip(" \u00a0”\"'’)»").endswith("?")


def _is_heading(raw: RawText, span: Span) -> bool:
    """Whether it is a short line of its own without a full stop."""
    text = raw.text_of(span).rstrip("”\"'’)»").rstrip()
    before, after = raw.content[: span.start].rpartition("\n")[2], raw.content[span.end : span.end + 1]
    alone = not before.strip() and (not after or after.isspace())
    return alone and not text.endswith((*_CLOSED, ",", ";", ":")) and len(_WORD.findall(text)) < _MIN_HEADING


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A clause without joining words, marks at its ends, and quotation marks that wrap it or have lost their pair."""
    while True:
        before = start, end
        while start < end and text[start] in _EDGES:
            start += 1
        while start < end and text[end - 1] in _EDGES + ".":
            end -= 1
        if joined := _OPENING.match(text, start, end):
            start = joined.end()
        if left := _CLOSING.search(text, max(start, end - 12), end):
            end = left.start()
        start, end = _without_marks(text, start, end)
        if (start, end) == before:
            return start, end


def _without_marks(text: str, start: int, end: int) -> tuple[int, int]:
    inner = text[start:end]
    if not inner:
        return start, end
    for opening, closing in _PAIRS.items():
        closes = inner.find(closing, 1)
        if inner[0] == opening and closes in {-1, len(inner) - 1}:
            return start + 1, end - (closes > 0)
        if inner[-1] == closing and opening not in inner[:-1]:
            return start, end - 1
        if inner[0] == closing != opening:
            return start + 1, end
    return start, end


# Stubs


def _stub(raw: RawText, clause: Span, voice: str, said: DateMention | None, published: Edtf | None) -> Stub | None:
    """The stub of a clause, or None where its words cannot be anchored."""
    quote = " ".join(raw.text_of(clause).split())
    edges = _edges(raw, clause, quote)
    if edges is None:
        return None
    amounts = tuple(amount for amount in find_amounts(quote) if _fits(amount))
    hedge = find_hedge(quote)
    return Stub(
        span=clause,
        quote=quote,
        prefix=edges[0],
        suffix=edges[1],
        voice=voice,
        type=_type(quote, hedge, amounts),
        about=next(iter(find_dates(quote, published)), None),
        said=said,
        countries=find_countries(quote),
        hedge=hedge,
        amounts=amounts,
    )


def _edges(raw: RawText, clause: Span, quote: str) -> tuple[str, str] | None:
    """Prefix and suffix with which the quote has one place, and that the clause; both empty if it has one anyway."""
    for width in (0, 12, 40, _MAX_EDGE):
        prefix = " ".join(raw.content[max(clause.start - width, 0) : clause.start].split())
        suffix = " ".join(raw.content[clause.end : clause.end + width].split())
        try:
            if find_quote(raw, quote, prefix=prefix, suffix=suffix) == (clause,):
                return prefix, suffix
        except QuoteError:
            continue
    return None


def _said(raw: RawText, speech: Speech, published: Edtf | None) -> DateMention | None:
    """The date in the words of attribution: "said on Friday"."""
    words = raw.text_of(speech.lead) if speech.lead else ""
    return next(iter(find_dates(words, published)), None)


def _fits(amount: Amount) -> bool:
    return all(value is None or value < _MAX_FIGURE for value in (amount.low, amount.high))


def _type(quote: str, hedge: str | None, amounts: Iterable[Amount]) -> ClaimType:
    if any(True for _ in amounts):
        return "figure"
    if _FORECAST.search(quote):
        return "forecast"
    return "assessment" if hedge else "fact"


def _known_name(name: str, voices: Mapping[str, str]) -> str:
    """The name under which a voice came first: "Mr Lund" is Ada Lund, if she has spoken."""
    words = {word for word in name.casefold().split() if word.rstrip(".") not in _HONORIFICS}
    if not words or words & _NOBODYS:
        return name
    return next((known for known in voices if words <= set(known.casefold().split())), name)
