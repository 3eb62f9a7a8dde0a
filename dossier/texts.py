"""Raw texts as stored: paragraphs, sentences and lines by code-point offsets. Nothing here changes a text."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, pairwise

MAX_TEXT_BYTES = 5_000_000

_BOM = b"\xef\xbb\xbf"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_LINE_BREAK = re.compile(r"\r\n|\r|\n")
_WORD = re.compile(r"\S+")

_TERMINATORS = (".", "!", "?", "…")
_CLOSING = "”’\"'»›)]}"
_NOTE = re.compile(r"\[\d{1,3}\]$")
_LIST_MARKER = re.compile(r"\(?(?:\d{1,3}|[A-Za-z]|[ivx]{1,4})\)?\.")
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
_NEXT_WORD = re.compile(r"[^\W_]\w*")
_NUMBER_AHEAD = re.compile(r"[^\w\s]*\d")
_BEFORE_LAST_PIECE = re.compile(r"[^\w.]")
_AHEAD = 80  # code points looked at after a full stop


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Never the end of a sentence: a name or an example follows.
_NEVER_LAST = _words("""
    Mr Mrs Ms Mx Messrs Dr Prof Rev Fr Hon Pres Sen Rep Gov Amb Sec Supt Capt Cmdr Cdr Col Maj Gen Brig Lt Sgt Cpl Pvt
    Pte Adm St Ste Mt Ft vs e.g i.e eg ie cf viz
""")
# Part of what follows only when that is a number: "Nov. 4", "No. 5", but "He said no. The …".
_BEFORE_NUMBER = _words("""
    Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec No Nos Nr no nos Fig Figs fig Art Vol vol Ch ch Para para p pp ca
    approx c
""")
# May end a sentence or stand before a name: only a word that starts sentences tells. So do "J.", "U.S." and "a.m.".
_MAYBE_LAST = _words("Inc Ltd Co Corp Bros Jr Sr Ph.D Univ Dept Govt Bn Regt Ave Blvd Rd")
_DOTTED = re.compile(r"(?:[^\W\d_]{1,2}\.)+[^\W\d_]")
_STARTERS = _words("""
    A After All Also Although An And Another Any As At Because Before Both But By Currently Despite During Each Earlier
    Even Finally First For From Furthermore He Her Here His How However I If In Indeed Instead It Its Last Later Many
    Meanwhile More Moreover Most My Neither No None Nor Not Now Of On Once One Only Or Other Others Our Over Since So
    Some Still Such That The Their Then There Therefore These They This Those Though Thus To Today Under Unlike Until
    We What When Where Whether Which While Who Why With Without Yet You Your
""")


class TextError(ValueError):
    """The bytes of a file cannot be taken as a raw text; the message is a sentence for the curator."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open run of code points, `start` included, `end` not."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"a span needs 0 <= start <= end, not {self.start} and {self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: "Span") -> bool:
        """Whether both hold a code point in common; touching is not overlapping."""
        return max(self.start, other.start) < min(self.end, other.end)

    def contains(self, other: "Span") -> bool:
        """Whether every code point of `other` is in this span."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, eq=False)
class RawText:
    """One raw text. All offsets count code points of `content`, which is the file as stored, line ends included.

    Two texts are equal only when they are the same object: texts are large, and caches are keyed by them.
    """

    content: str

    @cached_property
    def line_starts(self) -> tuple[int, ...]:
        """The offset of the first code point of every line; a line ends at LF, CRLF or CR."""
        return (0, *(found.end() for found in _LINE_BREAK.finditer(self.content)))

    @cached_property
    def paragraphs(self) -> tuple[Span, ...]:
        """Runs of lines between blank lines; without a blank line between them, every line is a paragraph of its own.

        A line of nothing but white space (NBSP included) is blank. No span begins or ends with white space.
        """
        blocks = _line_blocks(self)
        if len(blocks) == 1:
            return blocks[0]
        return tuple(Span(block[0].start, block[-1].end) for block in blocks)

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """The sentences of every paragraph, in order; together they hold every code point that is not white space.

        Inside a paragraph a line break ends a sentence only when the next word would have fitted on the line and is
        not lower case: headings and captions stay apart, hard-wrapped prose stays together. The line width is that of
        the longest line of the text.
        """
        return tuple(span for number in range(len(self.paragraphs)) for span in self._sentences_in(number))

    @cached_property
    def _width(self) -> int:
        return max(end - start for start, end in pairwise((*self.line_starts, len(self.content))))

    @cached_property
    def _found(self) -> dict[int, tuple[Span, ...]]:
        return {}

    def _sentences_in(self, number: int) -> tuple[Span, ...]:
        """The sentences of one paragraph, looked for when they are first asked for: most of a text may never be."""
        if number not in self._found:
            self._found[number] = tuple(_sentences(self, self.paragraphs[number], self._width))
        return self._found[number]

    def text_of(self, span: Span) -> str:
        return self.content[span.start : span.end]

    def sentence_around(self, spans: Sequence[Span]) -> Span:
        """The smallest run of whole sentences holding all of `spans`.

        White space before the first or after the last sentence belongs to none; a text of nothing else gives the run of
        the spans themselves. Raises ValueError when no span is given.
        """
        start, end = min(span.start for span in spans), max(span.end for span in spans)
        if not self.paragraphs:
            return Span(start, end)
        ahead = max(bisect_right(self.paragraphs, start, key=_start) - 1, 0)
        behind = min(bisect_left(self.paragraphs, end, key=_end), len(self.paragraphs) - 1)
        opening, closing = self._sentences_in(ahead), self._sentences_in(behind)
        first = max(bisect_right(opening, start, key=_start) - 1, 0)
        last = min(bisect_left(closing, end, key=_end), len(closing) - 1)
        return Span(opening[first].start, closing[last].end)


def _start(span: Span) -> int:
    return span.start


def _end(span: Span) -> int:
    return span.end


def line_of(raw: RawText, offset: int) -> int:
    """The line, counted from 1, that holds the code point at `offset`."""
    return bisect_right(raw.line_starts, offset)


def place_of(raw: RawText, offset: int) -> tuple[int, int]:
    """Line and column, both counted from 1, of the code point at `offset`."""
    line = line_of(raw, offset)
    return line, offset - raw.line_starts[line - 1] + 1


def decode_text(data: bytes, *, limit: int = MAX_TEXT_BYTES) -> str:
    """The bytes of a file as text, line ends kept as stored.

    Raises TextError for more than `limit` bytes, a byte order mark, bytes that are not UTF-8 and control characters
    other than tab and line ends: all of them would silently shift or hide what a reader sees.
    """
    if len(data) > limit:
        raise TextError(f"The text has {len(data):,} bytes, more than the {limit:,} allowed. Split it.")
    if data.startswith(_BOM):
        raise TextError("The text begins with a byte order mark (BOM). Save it as UTF-8 without BOM.")
    text = _decode_utf8(data)
    if found := _CONTROL.search(text):
        line = line_of(RawText(text), found.start())
        raise TextError(f"Line {line} holds the control character U+{ord(found[0]):04X}. Remove it.")
    return text


def _decode_utf8(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        byte = data[error.start]
        message = f"The text is not UTF-8: byte {error.start} (0x{byte:02x}) does not fit. Save it as UTF-8."
        raise TextError(message) from error


def _line_blocks(raw: RawText) -> list[tuple[Span, ...]]:
    """The lines that hold text, without the white space around them, in blocks that blank lines separate."""
    lines = (_stripped(raw.content, start, end) for start, end in pairwise((*raw.line_starts, len(raw.content))))
    return [tuple(block) for holds_text, block in groupby(lines, key=bool) if holds_text]


def _stripped(content: str, start: int, end: int) -> Span:
    line = content[start:end]
    begin = end - len(line.lstrip())
    return Span(begin, max(begin, start + len(line.rstrip())))


def _sentences(raw: RawText, paragraph: Span, width: int) -> Iterator[Span]:
    words = [Span(*found.span()) for found in _WORD.finditer(raw.content, paragraph.start, paragraph.end)]
    start = words[0].start
    for word, following in pairwise(words):
        ahead = raw.content[following.start : following.start + _AHEAD]
        ends = _ends_sentence(raw.text_of(word), ahead, opens=word.start == start)
        if ends or _ends_line(raw, word, following, width):
            yield Span(start, word.end)
            start = following.start
    yield Span(start, words[-1].end)


def _ends_line(raw: RawText, word: Span, following: Span, width: int) -> bool:
    """Whether the line was ended on purpose: the following word, not lower case, would have fitted into the width."""
    if not _LINE_BREAK.search(raw.content, word.end, following.start):
        return False
    used = word.end - raw.line_starts[line_of(raw, word.start) - 1]
    return used + 1 + len(following) <= width and not raw.content[following.start].islower()


def _ends_sentence(word: str, ahead: str, *, opens: bool) -> bool:
    """Whether a sentence ends after `word` (no white space inside), given the text ahead of it.

    `opens`: the word is the first of its sentence, so that "1." counts what follows.
    """
    bare = _NOTE.sub("", word).rstrip(_CLOSING)
    if not bare.endswith(_TERMINATORS) or not _LETTER_OR_DIGIT.search(bare):
        return False
    first = _LETTER_OR_DIGIT.search(ahead)
    if first and first[0].islower():
        return False
    if not bare.endswith(".") or bare.endswith(".."):
        return True
    return not (opens and _LIST_MARKER.fullmatch(bare)) and _ends_after_dot(bare[:-1], ahead)


def _ends_after_dot(word: str, ahead: str) -> bool:
    """Whether the full stop after `word` ends the sentence, rather than only an abbreviation."""
    stem = _BEFORE_LAST_PIECE.split(word)[-1]
    if stem in _NEVER_LAST:
        return False
    if stem in _BEFORE_NUMBER:
        return not _NUMBER_AHEAD.match(ahead)
    if stem in _MAYBE_LAST or _DOTTED.fullmatch(stem) or (len(stem) == 1 and stem.isupper()):
        return _starts_sentence(ahead)
    return True


def _starts_sentence(ahead: str) -> bool:
    """Whether the next word is one that begins sentences rather than names; "A" before a full stop is an initial."""
    found = _NEXT_WORD.search(ahead)
    return found is not None and found[0] in _STARTERS and not ahead.startswith(".", found.end())
