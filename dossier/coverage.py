"""How much of a raw text the dossier accounts for, sentence by sentence."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from dossier.model import Claim, Dossier, Omission, Source
from dossier.texts import RawText, Span

_Passage = TypeVar("_Passage", str, Omission)


@dataclass(frozen=True, slots=True)
class SentenceCover:
    """One sentence of a raw text, and what the dossier makes of it. Claims and omissions are in the order of the file.

    A sentence that a claim quotes from is covered. One without a claim is explained where the passages left out on
    purpose hold all of its words; half a sentence without a reason is a sentence without a reason. What has neither
    letters nor digits ("* * *") needs none.
    """

    span: Span
    claims: tuple[str, ...]
    """The ids of the claims that quote words of it."""
    omissions: tuple[Omission, ...]
    """The passages left out on purpose that hold words of it."""
    left: bool
    """Whether words of it stand neither in a quote nor in an omitted passage."""

    @property
    def covered(self) -> bool:
        """Whether a claim quotes from it."""
        return bool(self.claims)

    @property
    def omitted(self) -> bool:
        """Whether it carries no claim, and reasons are given for all of it."""
        return not self.claims and not self.left

    @property
    def unexplained(self) -> bool:
        """Whether it carries no claim, and not all of it has a reason."""
        return not self.claims and self.left


def claims_by_source(dossier: Dossier) -> Mapping[str, list[Claim]]:
    """Source id -> its claims, in file order."""
    found: dict[str, list[Claim]] = defaultdict(list)
    for claim in dossier.claims.values():
        found[claim.source].append(claim)
    return found


def find_coverage(dossier: Dossier, source: Source, claims: Iterable[Claim] | None = None) -> tuple[SentenceCover, ...]:
    """What becomes of every sentence of a source, in the order of the text.

    `claims` are those of the source, where the caller has them at hand; they are looked for among all if not given.
    """
    raw = dossier.texts[source.id]
    own = [claim for claim in dossier.claims.values() if claim.source == source.id] if claims is None else claims
    quoted = [(claim.id, dossier.spans[claim.id]) for claim in own]
    quoting = _by_sentence(raw, quoted)
    leaving_out = _by_sentence(raw, zip(source.omitted, dossier.omissions[source.id], strict=True))
    return tuple(
        _cover(raw, sentence, quoting[number], leaving_out[number]) for number, sentence in enumerate(raw.sentences)
    )


def _by_sentence(
    raw: RawText, passages: Iterable[tuple[_Passage, tuple[Span, ...]]]
) -> Mapping[int, list[tuple[_Passage, Span]]]:
    """The number of a sentence -> every passage with a part in it, and that part."""
    found = defaultdict(list)
    for passage, parts in passages:
        for part in parts:
            for number in _sentences_of(raw, part):
                found[number].append((passage, part))
    return found


def _sentences_of(raw: RawText, span: Span) -> range:
    """The numbers of the sentences that share a code point with the span."""
    first = bisect_right(raw.sentences, span.start, key=lambda sentence: sentence.end)
    last = bisect_left(raw.sentences, span.end, key=lambda sentence: sentence.start)
    return range(first, last)


def _cover(
    raw: RawText, sentence: Span, quoting: list[tuple[str, Span]], leaving_out: list[tuple[Omission, Span]]
) -> SentenceCover:
    omissions = [omission for omission, _ in leaving_out]
    return SentenceCover(
        span=sentence,
        claims=tuple(dict.fromkeys(name for name, _ in quoting)),
        omissions=tuple(omission for n, omission in enumerate(omissions) if omission not in omissions[:n]),
        left=_words_left(raw, sentence, [span for _, span in (*quoting, *leaving_out)]),
    )


def _words_left(raw: RawText, sentence: Span, held: Iterable[Span]) -> bool:
    """Whether a letter or digit of the sentence lies outside all of the spans."""
    reached = sentence.start
    for span in sorted(held):
        if _has_words(raw.content[reached : span.start]):
            return True
        reached = max(reached, span.end)
    return _has_words(raw.content[reached : sentence.end])


def _has_words(text: str) -> bool:
    return any(char.isalnum() for char in text)
