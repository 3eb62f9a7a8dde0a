"""The passage of a text that is most like a quote which is not in it: a hint for the curator, never an anchor."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from textwrap import shorten

from rapidfuzz import fuzz

from dossier.folding import fold, folded
from dossier.texts import RawText, Span, line_of

MAX_HINT_QUOTE = 2_000  # code points: longer quotes get no nearest passage
MIN_SCORE = 60.0  # per cent alike: below, a "nearest" passage would mislead

_ALIGNED = 400  # code points of the quote that look for the passage; more costs much and finds no better
_CONTEXT = 2  # equal words shown beside a difference
_MAX_SHOWN = 200  # code points of a passage or difference in a message
_MAX_WORD = 50  # code points by which a passage grows at either end to complete a word
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Nearest:
    """The passage of the text most like a quote that is not in it: a hint for the curator, never an anchor.

    `score` is per cent alike (100 would be equal); `difference` shows the words that differ, text first, quote second.
    """

    span: Span
    passage: str
    score: float
    difference: str


def find_nearest(raw: RawText, quote: str) -> Nearest | None:
    """The passage most like the quote, or None: nothing is MIN_SCORE alike, or the quote exceeds MAX_HINT_QUOTE.

    Only the first 400 characters of a long quote look for the passage, which keeps this to milliseconds on an article.
    """
    text, wanted = folded(raw), fold(quote).content.strip()
    if not wanted or len(wanted) > MAX_HINT_QUOTE or not text.content.strip():
        return None
    near = fuzz.partial_ratio_alignment(wanted[:_ALIGNED], text.content, score_cutoff=MIN_SCORE)
    if near is None:
        return None
    passage = _passage(text.content, wanted, near.dest_start)
    words, span = text.content[passage.start : passage.end], text.raw_span(passage)
    score = fuzz.ratio(words, wanted)
    if score < MIN_SCORE:
        return None
    return Nearest(span, raw.text_of(span), round(score, 1), _difference(words, wanted))


def hint_words(raw: RawText, nearest: Nearest | None) -> str:
    """The passage as the end of a message, with its line and what differs; empty where there is none."""
    if nearest is None:
        return ""
    passage = shorten(nearest.passage, _MAX_SHOWN, placeholder=" …")
    place = f"line {line_of(raw, nearest.span.start)}, {nearest.score:.0f} % alike"
    return f" Nearest ({place}): “{passage}”. What differs (text → quote): {nearest.difference}"


def _passage(text: str, quote: str, start: int) -> Span:
    """The words of the text that answer to the quote, which begins about `start`.

    Looks a little further to both sides, since a word too many or too few shifts the ends, and keeps the words from
    the first to the last that difflib pairs with words of the quote.
    """
    slack = 20 + len(quote) // 10
    spans, quoted = _words(text, start - slack, start + len(quote) + slack), quote.split(" ")
    words = [text[span.start : span.end] for span in spans]
    steps = _steps(words, quoted)
    if not any(tag == "equal" for tag, *_ in steps):
        snug = _words(text, start, start + len(quote))
        return _cut(text, Span(snug[0].start, snug[-1].end), quoted)
    _, low, high, quoted_low, quoted_high = steps[0]
    first = high - _alike(words[low:high][::-1], quoted[quoted_low:quoted_high][::-1])
    _, low, high, quoted_low, quoted_high = steps[-1]
    last = low + _alike(words[low:high], quoted[quoted_low:quoted_high])
    return _cut(text, Span(spans[first].start, spans[last - 1].end), quoted)


def _alike(words: Sequence[str], quoted: Sequence[str]) -> int:
    """How many of the words, from the first on, are together most like the quoted ones."""
    wanted = " ".join(quoted)
    return max(range(len(words) + 1), key=lambda count: fuzz.ratio(" ".join(words[:count]), wanted))


def _cut(text: str, passage: Span, quoted: Sequence[str]) -> Span:
    """The passage without what hangs on its first and last word, where the quote has only their inner part."""
    first, last = _WORD.match(text, passage.start, passage.end), text.rfind(" ", passage.start, passage.end) + 1
    start, end = passage.start, passage.end
    if first and first[0].endswith(quoted[0]):
        start = first.end() - len(quoted[0])
    if text.startswith(quoted[-1], max(last, start)):
        end = max(last, start) + len(quoted[-1])
    return Span(start, end)


def _words(text: str, start: int, end: int) -> list[Span]:
    """The words that share a code point with a run of the text, each whole unless it is longer than any real word."""
    start, end = max(start, 0), min(end, len(text))
    space = text.rfind(" ", max(start - _MAX_WORD, 0), start + 1)
    low = space + 1 if space >= 0 else max(start - _MAX_WORD, 0)
    space = text.find(" ", end - 1, end + _MAX_WORD)
    high = space if space >= 0 else min(end + _MAX_WORD, len(text))
    return [Span(*word.span()) for word in _WORD.finditer(text, low, high)]


def _steps(words: Sequence[str], quoted: Sequence[str]) -> list[tuple[str, int, int, int, int]]:
    return [tuple(step) for step in SequenceMatcher(None, words, quoted, autojunk=False).get_opcodes()]


def _difference(passage: str, quote: str) -> str:
    """The words that differ, text first: `10,000 → 10.000`, or marked beside equal words: `… it [-may-] {+will+} …`.

    A word of the text only is in `[-…-]`, of the quote only in `{+…+}`; invisible characters show their number.
    """
    words, quoted = _visible(passage).split(" "), _visible(quote).split(" ")
    steps = _steps(words, quoted)
    match [step for step in steps if step[0] != "equal"]:
        case [("replace", low, high, quoted_low, quoted_high)] if high - low == quoted_high - quoted_low == 1:
            return shorten(f"{words[low]} → {quoted[quoted_low]}", _MAX_SHOWN, placeholder=" …")
        case []:
            return ""
    marked = (_marked(step, words, quoted, opens=step == steps[0], closes=step == steps[-1]) for step in steps)
    return shorten(" ".join(marked), _MAX_SHOWN, placeholder=" …")


def _marked(
    step: tuple[str, int, int, int, int], words: list[str], quoted: list[str], *, opens: bool, closes: bool
) -> str:
    tag, low, high, quoted_low, quoted_high = step
    if tag == "equal":
        return " ".join(_context(words[low:high], opens=opens, closes=closes))
    gone, added = " ".join(words[low:high]), " ".join(quoted[quoted_low:quoted_high])
    return " ".join(mark for mark in (gone and f"[-{gone}-]", added and f"{{+{added}+}}") if mark)


def _context(words: list[str], *, opens: bool, closes: bool) -> list[str]:
    """Equal words, only those beside a difference when there are many."""
    after, before = words[: 0 if opens else _CONTEXT], words[len(words) if closes else -_CONTEXT :]
    return words if len(words) <= len(after) + len(before) else [*after, "…", *before]


def _visible(text: str) -> str:
    """The text with a number for what print hides: zero-width characters, accents stored apart from their letter."""
    hidden = (char for char in set(text) if not char.isprintable() or unicodedata.combining(char))
    return text.translate({ord(char): f"<U+{ord(char):04X}>" for char in hidden})
