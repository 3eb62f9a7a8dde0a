"""How much of a curated dossier a draft finds, and how much of a draft was worth curating.

python bench/drafting.py [CLAIMS_FILE] [--misses]
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from dossier.attribution import AUTHOR
from dossier.drafting import Stub, draft_claims
from dossier.loading import load_dossier
from dossier.model import Claim, Dossier, Figure, Voice
from dossier.problems import shorten
from dossier.texts import Span

CLOSE = 0.5
"""Least share of common code points at which a draft and a claim quote the same words, more or less."""


@dataclass(frozen=True)
class Row:
    """What was counted in one source. Of each pair, the first number is a part of the second."""

    source: str
    claims: int
    drafts: int
    claims_touched: int
    claims_close: int
    drafts_touched: int
    voices_right: int
    voices_named: int
    namings_right: int
    namings: int
    figures_right: int
    figures: int
    seconds: float


def main() -> None:
    options = {argument for argument in sys.argv[1:] if argument.startswith("-")}
    files = [argument for argument in sys.argv[1:] if argument not in options]
    dossier = load_dossier(files[0] if files else ROOT / "data" / "claims.yaml")
    rows = [measure(dossier, name, misses="--misses" in options) for name in dossier.sources]
    print(
        "| source | claims | drafts | claims touched | claims close | drafts touched | voices found | voices right "
        "| figures | ms |"
    )
    print("| --- | --: | --: | --: | --: | --: | --: | --: | --: | --: |")
    for row in (*rows, _sum(rows)):
        print(
            f"| {row.source} | {row.claims} | {row.drafts} | {_share(row.claims_touched, row.claims)} "
            f"| {_share(row.claims_close, row.claims)} | {_share(row.drafts_touched, row.drafts)} "
            f"| {row.voices_right} of {row.voices_named} | {row.namings_right} of {row.namings} "
            f"| {row.figures_right} of {row.figures} | {row.seconds * 1e3:.0f} |"
        )
    print("\nEvery sentence as a draft, for comparison: " + _baseline(dossier))


def _baseline(dossier: Dossier) -> str:
    """What drafting nothing but whole sentences, headings and all, would reach."""
    pairs = [(claim, _sentences(dossier, claim)) for claim in dossier.claims.values()]
    close = sum(any(_shared(dossier.spans[claim.id], s) >= CLOSE for s in found) for claim, found in pairs)
    sentences = sum(len(raw.sentences) for raw in dossier.texts.values())
    touched = len({(claim.source, sentence) for claim, found in pairs for sentence in found})
    return (
        f"{sentences} drafts; claims touched {_share(len(pairs), len(pairs))}, close {_share(close, len(pairs))}; "
        f"drafts touched {_share(touched, sentences)}."
    )


def _sentences(dossier: Dossier, claim: Claim) -> list[Span]:
    """The sentences that a claim quotes from."""
    spans = dossier.spans[claim.id]
    return [s for s in dossier.texts[claim.source].sentences if any(s.overlaps(span) for span in spans)]


def measure(dossier: Dossier, source: str, *, misses: bool) -> Row:
    claims = [claim for claim in dossier.claims.values() if claim.source == source]
    began = perf_counter()
    stubs = draft_claims(dossier.texts[source], published=dossier.sources[source].published).stubs
    seconds = perf_counter() - began
    reached = {claim.id: [stub for stub in stubs if _common(dossier, claim, stub)] for claim in claims}
    named = [claim for claim in claims if claim.voice not in dossier.sources[source].authors]
    figures = [(claim, answer) for claim in claims for answer in claim.answers.values() if isinstance(answer, Figure)]
    near = {stub.span: [name for name, found in reached.items() if stub in found] for stub in stubs}
    naming = [stub for stub in stubs if stub.voice != AUTHOR and near[stub.span]]
    if misses:
        _show_misses(dossier, source, reached, stubs)
    return Row(
        source=source,
        claims=len(claims),
        drafts=len(stubs),
        claims_touched=sum(bool(found) for found in reached.values()),
        claims_close=sum(
            any(_shared(dossier.spans[claim.id], s.span) >= CLOSE for s in reached[claim.id]) for claim in claims
        ),
        drafts_touched=sum(bool(names) for names in near.values()),
        voices_right=sum(any(_names(dossier, claim, stub) for stub in reached[claim.id]) for claim in named),
        voices_named=len(named),
        namings_right=sum(
            any(_names(dossier, dossier.claims[name], stub) for name in near[stub.span]) for stub in naming
        ),
        namings=len(naming),
        figures_right=sum(any(_counts(answer, stub) for stub in reached[claim.id]) for claim, answer in figures),
        figures=len(figures),
        seconds=seconds,
    )


def _common(dossier: Dossier, claim: Claim, stub: Stub) -> int:
    """Code points that both quote."""
    return _overlap(dossier.spans[claim.id], stub.span)


def _overlap(spans: tuple[Span, ...], other: Span) -> int:
    return sum(max(min(span.end, other.end) - max(span.start, other.start), 0) for span in spans)


def _shared(spans: tuple[Span, ...], other: Span) -> float:
    """Common code points as a share of all that either holds (Jaccard)."""
    common = _overlap(spans, other)
    return common / (sum(map(len, spans)) + len(other) - common)


def _names(dossier: Dossier, claim: Claim, stub: Stub) -> bool:
    """Whether the draft names the claim's voice: all words of one name are in the other; aliases count."""
    drafted = _words(stub.voice)
    names = _name_words(dossier.voices[claim.voice])
    return stub.voice != AUTHOR and any(drafted <= name or name <= drafted for name in names)


def _name_words(voice: Voice) -> list[set[str]]:
    return [_words(name) for name in (voice.name, *voice.aliases)]


def _words(name: str) -> set[str]:
    small = {"the", "of", "and", "in", "a", "an", "mr", "sir", "former"}
    return {word.strip('".,()’“”').lower() for word in name.split()} - small


def _counts(answer: Figure, stub: Stub) -> bool:
    wanted = (answer.low, answer.high, answer.bound)
    return any((amount.low, amount.high, amount.bound) == wanted for amount in stub.amounts)


def _show_misses(dossier: Dossier, source: str, reached: dict[str, list[Stub]], stubs: tuple[Stub, ...]) -> None:
    raw, authors = dossier.texts[source], dossier.sources[source].authors
    print(f"\n{source}")
    for name, found in reached.items():
        claim = dossier.claims[name]
        if not found:
            print(f"  claim not touched: {name}: {shorten(claim.quote, 100)}")
        elif claim.voice not in authors and not any(_names(dossier, claim, stub) for stub in found):
            print(f"  voice {claim.voice} drafted as {[stub.voice or 'author' for stub in found]}: {claim.quote[:70]}")
        elif claim.voice in authors and all(stub.voice != AUTHOR for stub in found):
            print(f"  author's words drafted as {[stub.voice for stub in found]}: {shorten(claim.quote, 90)}")
    touched = {stub.span for found in reached.values() for stub in found}
    for stub in stubs:
        if stub.span not in touched:
            print(f"  draft without a claim: {shorten(raw.text_of(Span(stub.span.start, stub.span.end)), 100)}")


def _sum(rows: list[Row]) -> Row:
    numbers = {name: sum(getattr(row, name) for row in rows) for name in Row.__annotations__ if name != "source"}
    return Row(source="all", **numbers)


def _share(part: int, whole: int) -> str:
    return f"{part} ({part / whole:.0%})" if whole else "0"


if __name__ == "__main__":
    main()
