"""A draft of the claims in a raw text, for a person to check: exact quotes, and guesses at everything else.

Every clause that can assert something becomes a stub, in the order of the text. Nothing is ever written into a dossier.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from dossier.amounts import Amount, find_amounts
from dossier.attribution import AUTHOR, Speech, find_speech
from dossier.dates import Edtf
from dossier.mentions import DateMention, find_countries, find_dates, find_hedge
from dossier.model import ClaimType, VoiceKind
from dossier.problems import printable
from dossier.quotes import QuoteError, find_quote
from dossier.texts import RawText, Span, line_of

MARK = "draft: check every field"
AUTHOR_ID = "author"
"""Stands for the voice of whoever wrote the text, who is not known here."""
QUESTION_ID = "name-the-question"
"""Stands for the question that a figure answers; a second figure has `-2` behind it."""

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
_KINDS: tuple[tuple[VoiceKind, str], ...] = (
    ("intelligence", r"intelligence"),
    ("military", r"military|army|navy|air force|armed forces|commanders?"),
    ("media", r"media|newspapers?|news|television|tv|times|post|agency|journal|broadcaster"),
    ("government", r"government|ministry|department|president|minister|parliament|authorities|embassy|kremlin|police"),
    (
        "group",
        r"analysts|experts|officials|diplomats|sources|some|many|others|several|critics|estimates|people|\w+ists",
    ),
    ("organisation", r"university|institute|group|company|council|committee|commission|party|union|bank|office|centre"),
)
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


# YAML


_NEXT = "\n"
_HEAD = """\
# {stubs} stubs, found by patterns and read by nobody. {mark}, and throw away what asserts nothing.
# `{author}` stands for whoever wrote the text, `{question}` for the question that a figure answers.
"""


def draft_yaml(raw: RawText, draft: Draft, *, source: str) -> str:
    """The draft as YAML with the keys `voices` and `claims`, to be copied piece by piece into a claims file."""
    voices = "".join(_voice_yaml(name, role) for name, role in draft.voices.items())
    claims = "".join(_claim_yaml(raw, stub, source, number) for number, stub in enumerate(draft.stubs, start=1))
    head = _HEAD.format(stubs=len(draft.stubs), mark=MARK, author=AUTHOR_ID, question=QUESTION_ID)
    return f"{head}\nvoices:{voices or ' []'}\n\nclaims:{claims or ' []'}\n"


def _voice_yaml(name: str, role: str) -> str:
    fields = {"id": slug(name), "name": _quoted(name), "kind": _kind(name), "role": _quoted(role[:400]) if role else ""}
    return f"\n  # {MARK}{_lines(fields)}"


def _claim_yaml(raw: RawText, stub: Stub, source: str, number: int) -> str:
    about, said = stub.about, stub.said
    figures = [_figure_yaml(stub.quote, amount, place) for place, amount in enumerate(stub.amounts, start=1)]
    fields = {
        "id": f"draft-{source}-{number:03}",
        "source": source,
        "quote": _block(stub.quote),
        "prefix": _quoted(stub.prefix) if stub.prefix else "",
        "suffix": _quoted(stub.suffix) if stub.suffix else "",
        "text": _block(stub.quote),
        "type": stub.type,
        "voice": AUTHOR_ID if stub.voice == AUTHOR else slug(stub.voice),
        "via": f"[{AUTHOR_ID}]" if stub.voice != AUTHOR else "",
        "about": _quoted(about.edtf.text) if about else "",
        "about_basis": _basis(stub.quote, about),
        "said": _quoted(said.edtf.text) if said else "",
        "countries": f"[{', '.join(stub.countries)}]" if stub.countries else "",
        "answers": "".join(figures),
        "hedge": _quoted(stub.hedge) if stub.hedge else "",
    }
    return f"\n  # {MARK} (line {line_of(raw, stub.span.start)}){_lines(fields)}"


def _lines(fields: Mapping[str, str]) -> str:
    given = [f"{name}:{value if value.startswith(_NEXT) else ' ' + value}" for name, value in fields.items() if value]
    return "\n  - " + "\n    ".join(given)


def _figure_yaml(quote: str, amount: Amount, place: int) -> str:
    question = QUESTION_ID if place == 1 else f"{QUESTION_ID}-{place}"
    fields = {
        "low": _number(amount.low),
        "high": _number(amount.high),
        "bound": amount.bound,
        "unit": _quoted(amount.unit) if amount.unit else "",
        "wording": _quoted(quote[amount.span.start : amount.span.end]),
    }
    given = ", ".join(f"{name}: {value}" for name, value in fields.items() if value)
    return f"\n      {question}: {{{given}}}"


def _basis(quote: str, mention: DateMention | None) -> str:
    if mention is None or not mention.relative:
        return ""
    words = quote[mention.span.start : mention.span.end]
    return _quoted(f'"{words}", reckoned from the day of publication.')


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.6f}".rstrip("0").rstrip(".")


def _quoted(text: str) -> str:
    """A YAML scalar in double quotes; JSON's escapes are among YAML's."""
    return "".join(char if char.isprintable() else _escape(char) for char in json.dumps(text, ensure_ascii=False))


def _escape(char: str) -> str:
    return f"\\u{ord(char):04x}" if ord(char) <= 0xFFFF else f"\\U{ord(char):08x}"


def _block(text: str) -> str:
    """A `>-` block, in which nothing needs escaping; in double quotes if something in it does not print."""
    return f">-\n      {text}" if printable(text) == text else _quoted(text)


def _kind(name: str) -> VoiceKind:
    return next((kind for kind, words in _KINDS if re.search(rf"\b(?:{words})\b", name, re.IGNORECASE)), "person")


def slug(name: str) -> str:
    """An id made of a name: lower-case words of Latin letters and digits, joined by hyphens."""
    plain = unicodedata.normalize("NFKD", re.sub(r"[’']", "", name.lower()))
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-") or "unnamed-voice"
