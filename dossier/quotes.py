"""Finding a quote in a raw text: exact after a few foldings, never by similarity.

Similarity only chooses the passage named in an error.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from dossier.folding import FoldedText, fold, folded
from dossier.nearest import Nearest, find_nearest, hint_words
from dossier.texts import RawText, Span, line_of

MIN_PART = 2  # code points: a single character proves nothing
MAX_PLACES = 20  # places named when a quote is ambiguous

_MAX_LINES = 5  # lines named in a message
_ELISION = re.compile(r"(?:^| )\[(?:\.{3}|…)\](?= |$)")


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
            return QuoteNotFound(f"{name} is not in the text.{hint_words(raw, nearest)}", nearest)
    if bare := next(_placements(raw, text, _Wanted(wanted.parts, "", "")), None):
        line = line_of(raw, text.raw_span(bare[0]).start)
        return QuoteNotFound(f"The quote is in the text (line {line}), but not with this prefix and suffix.")
    return QuoteNotFound("All parts of the quote are in the text, but not in this order within one paragraph.")
