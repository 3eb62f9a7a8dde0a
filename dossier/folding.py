"""Texts under the foldings of the design's section Quotes: white space, quotation marks and apostrophes, dashes."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

from dossier.texts import RawText, Span

_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
_FOLDINGS = str.maketrans(dict.fromkeys("“”„‟«»", '"') | dict.fromkeys("‘’‚‛", "'") | dict.fromkeys(_DASHES, "-"))
_SPACE = re.compile(r"\s+")
_LONG_SPACE = re.compile(r"\s{2,}")


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
