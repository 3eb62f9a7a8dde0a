"""Finding a quote in a raw text: exact after a few foldings, never by similarity.

The foldings are those of the design's section Quotes: runs of white space, quotation marks and apostrophes, dashes.
Similarity only chooses the passage named in an error.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import islice
from textwrap import shorten

from rapidfuzz import fuzz

from dossier.texts import RawText, Span, line_of

MIN_PART = 2  # code points: a single character proves nothing
MAX_PLACES = 20  # places named when a quote is ambiguous
MAX_HINT_QUOTE = 2_000  # code points: longer quotes get no nearest passage
MIN_SCORE = 60.0  # per cent alike: below, a "nearest" passage would mislead

_ALIGNED = 400  # code points of the quote that look for the passage; more costs much and finds no better
_CONTEXT = 2  # equal words shown beside a difference
_MAX_SHOWN = 200  # code points of a passage or difference in a message
_MAX_LINES = 5  # lines named in a message
_MAX_WORD = 50  # code points by which a passage grows at either end to complete a word

_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
_FOLDINGS = str.maketrans(dict.fromkeys("“”„‟«»", '"') | dict.fromkeys("‘’‚‛", "'") | dict.fromkeys(_DASHES, "-"))
_SPACE = re.compile(r"\s+")
_LONG_SPACE = re.compile(r"\s{2,}")
_ELISION = re.compile(r"(?:^| )\[(?:\.{3}|…)\](?= |$)")
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class FoldedText:
    """A text after folding, with the way back: only runs of white space change length, so only they are remembered.

    From `folded_at[n]` on, up to the next entry, a folded offset and a raw one differ by the same amount.
    """

    content: str
    folded_at: tuple[int, ...]
    raw_at: tuple[int, ...]

    def raw_span(self, span: Span) -> Span:
        """The raw code points behind a run of folded ones that does not end in white space."""
        return Span(self._raw_offset(span.start), self._raw_offset(span.end - 1) + 1)

    def folded_span(self, span: Span) -> Span:
        """The folded code points of a raw span that has no white space at its ends."""
        return Span(self._folded_offset(span.start), self._folded_offset(span.end))

    def _raw_offset(self, offset: int) -> int:
        run = bisect_right(self.folded_at, offset) - 1
        return self.raw_at[run] + offset - self.folded_at[run]

    def _folded_offset(self, offset: int) -> int:
        run = bisect_right(self.raw_at, offset) - 1
        return self.folded_at[run] + offset - self.raw_at[run]


def fold(text: str) -> FoldedText:
    """A text under the foldings of the design, and nothing else: digits, separators and case stay."""
    folded_at, raw_at = [0], [0]
    for run in _LONG_SPACE.finditer(text):
        folded_at.append(folded_at[-1] + run.start() - raw_at[-1] + 1)
        raw_at.append(run.end())
    return FoldedText(_SPACE.sub(" ", text.translate(_FOLDINGS)), tuple(folded_at), tuple(raw_at))


@lru_cache(maxsize=32)
def folded(raw: RawText) -> FoldedText:
    """The folded form of a raw text, computed once while it is among the 32 used last."""
    return fold(raw.content)


@dataclass(frozen=True, slots=True)
class Nearest:
    """The passage of the text most like a quote that is not in it: a hint for the curator, never an anchor.

    `score` is per cent alike (100 would be equal); `difference` shows the words that differ, text first, quote second.
    """

    span: Span
    passage: str
    score: float
    difference: str


class QuoteError(ValueError):
    """A quote that cannot be anchored; the message is a sentence for the curator."""


class QuoteEmpty(QuoteError):  # noqa: N818 - the name says what is wrong
    """The quote, or a part between elisions, is too short to prove anything."""


class QuoteNotFound(QuoteError):  # noqa: N818 - the name says what is wrong
    """The text does not hold the quote, its parts in this order, or the quote between this prefix and suffix."""

    def __init__(self, message: str, nearest: Nearest | None = None) -> None:
        super().__init__(message)
        self.nearest = nearest

    @property
    def difference(self) -> str:
        """The words that differ from the nearest passage; empty when there is none."""
        return self.nearest.difference if self.nearest else ""


class QuoteAmbiguous(QuoteError):  # noqa: N818 - the name says what is wrong
    """The quote can stand at more than one place; `places` names up to MAX_PLACES, from first to last character."""

    def __init__(self, message: str, places: tuple[Span, ...] = ()) -> None:
        super().__init__(message)
        self.places = places


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What to look for, folded."""

    parts: tuple[str, ...]
    prefix: str
    suffix: str

    def follows_prefix(self, text: str, start: int) -> bool:
        gap = start > 0 and text[start - 1] == " "
        return text.endswith(self.prefix, 0, start - gap)

    def precedes_suffix(self, text: str, end: int) -> bool:
        gap = text.startswith(" ", end)
        return text.startswith(self.suffix, end + gap)


def find_quote(raw: RawText, quote: str, *, prefix: str = "", suffix: str = "") -> tuple[Span, ...]:
    """Where the quote stands in the text: one span for each part between elisions (`[...]` or `[…]`).

    A quote without elision may stand anywhere; parts must stand in order, without overlap, in one paragraph. `prefix`
    and `suffix` are what stands directly before and after the whole quote, white space between them ignored.

    A quote must have one place. Two placements of parts are different when their first or their last parts are: the
    parts between stand at the first place that serves. Raises QuoteEmpty, QuoteNotFound or QuoteAmbiguous.
    """
    text = folded(raw)
    wanted = _Wanted(_parts(quote), _folded_edge(prefix), _folded_edge(suffix))
    places = tuple(islice(_placements(raw, text, wanted), MAX_PLACES))
    if not places:
        raise _not_found(raw, text, wanted)
    found = [tuple(text.raw_span(part) for part in place) for place in places]
    if len(found) > 1:
        raise _ambiguous(raw, tuple(Span(place[0].start, place[-1].end) for place in found))
    return found[0]


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


def _folded_edge(text: str) -> str:
    return fold(text).content.strip()


def _parts(quote: str) -> tuple[str, ...]:
    parts = tuple(part.strip() for part in _ELISION.split(fold(quote).content.strip()))
    if parts == ("",):
        raise QuoteEmpty("The quote is empty.")
    for number, part in enumerate(parts, start=1):
        if len(part) < MIN_PART:
            name = f"Part {number} of the quote" if len(parts) > 1 else "The quote"
            raise QuoteEmpty(f"{name} is too short: at least {MIN_PART} characters are needed.")
    return parts


def _placements(raw: RawText, text: FoldedText, wanted: _Wanted) -> Iterator[tuple[Span, ...]]:
    """All places of the quote, lazily, as folded spans; see find_quote for which placements count as different."""
    if not all(part in text.content for part in wanted.parts):
        return
    if len(wanted.parts) == 1:
        yield from ((only,) for only in _firsts(text.content, wanted, Span(0, len(text.content))))
        return
    for paragraph in raw.paragraphs:
        yield from _elided(text.content, wanted, text.folded_span(paragraph))


def _elided(text: str, wanted: _Wanted, paragraph: Span) -> Iterator[tuple[Span, ...]]:
    """Placements of several parts in one paragraph: every first part with every last part that can follow it.

    Where one first part finds no followers, a later one cannot either: the search ends there, and stays linear.
    """
    for first in _firsts(text, wanted, paragraph):
        head = _chain(text, wanted.parts[1:-1], first, paragraph.end)
        place = None
        for last in _lasts(text, wanted, Span(head[-1].end, paragraph.end)) if head else ():
            place = (*head, last)
            yield place
        if place is None:
            return


def _chain(text: str, parts: Sequence[str], first: Span, end: int) -> tuple[Span, ...]:
    """`first` and each further part at the earliest place after the one before; empty when one is missing."""
    chain = [first]
    for part in parts:
        start = text.find(part, chain[-1].end, end)
        if start < 0:
            return ()
        chain.append(Span(start, start + len(part)))
    return tuple(chain)


def _firsts(text: str, wanted: _Wanted, area: Span) -> Iterator[Span]:
    found = _occurrences(text, wanted.parts[0], area)
    firsts = (first for first in found if wanted.follows_prefix(text, first.start))
    if len(wanted.parts) > 1:
        return firsts
    return (only for only in firsts if wanted.precedes_suffix(text, only.end))


def _lasts(text: str, wanted: _Wanted, area: Span) -> Iterator[Span]:
    return (last for last in _occurrences(text, wanted.parts[-1], area) if wanted.precedes_suffix(text, last.end))


def _occurrences(text: str, part: str, area: Span) -> Iterator[Span]:
    """Every place of a part, overlapping ones included."""
    start = text.find(part, area.start, area.end)
    while start >= 0:
        yield Span(start, start + len(part))
        start = text.find(part, start + 1, area.end)


def _ambiguous(raw: RawText, places: tuple[Span, ...]) -> QuoteAmbiguous:
    times = f"{len(places)} times" if len(places) < MAX_PLACES else f"{MAX_PLACES} times or more"
    lines = [str(line) for line in sorted({line_of(raw, place.start) for place in places})]
    where = f"line{'s' if len(lines) > 1 else ''} {', '.join(lines[:_MAX_LINES])}{' …' if lines[_MAX_LINES:] else ''}"
    return QuoteAmbiguous(f"The quote stands {times} in the text ({where}): add prefix or suffix.", places)


def _not_found(raw: RawText, text: FoldedText, wanted: _Wanted) -> QuoteNotFound:
    for number, part in enumerate(wanted.parts, start=1):
        if part not in text.content:
            name = f"Part {number} of the quote" if len(wanted.parts) > 1 else "The quote"
            nearest = find_nearest(raw, part)
            return QuoteNotFound(f"{name} is not in the text.{_hint(raw, nearest)}", nearest)
    if bare := next(_placements(raw, text, _Wanted(wanted.parts, "", "")), None):
        line = line_of(raw, text.raw_span(bare[0]).start)
        return QuoteNotFound(f"The quote is in the text (line {line}), but not with this prefix and suffix.")
    return QuoteNotFound("All parts of the quote are in the text, but not in this order within one paragraph.")


def _hint(raw: RawText, nearest: Nearest | None) -> str:
    if nearest is None:
        return ""
    passage = shorten(nearest.passage, _MAX_SHOWN, placeholder=" …")
    place = f"line {line_of(raw, nearest.span.start)}, {nearest.score:.0f} % alike"
    return f" Nearest ({place}): “{passage}”. Text and quote differ: {nearest.difference}"


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
