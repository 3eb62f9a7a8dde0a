"""Words of doubt, and how likely a speaker who uses them can mean.

The scale is that of ICD 203 (Analytic Standards, 2015), whose own terms stand in the table; the other words are plain
English, read widely: the table is there to catch a slip, not to settle what a speaker meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dossier.folding import fold
from dossier.model import LIKELIHOODS, Likelihood

_TABLE: tuple[tuple[Likelihood, Likelihood, str], ...] = (
    ("almost_no_chance", "very_unlikely", "almost no chance|no chance|remote|impossible|out of the question"),
    ("almost_no_chance", "very_unlikely", "(?:extremely|highly|very|most) (?:unlikely|improbable)"),
    ("almost_no_chance", "unlikely", "unlikely|improbabl[ey]|doubtful|hardly|scarcely"),
    ("unlikely", "likely", "(?:roughly )?even (?:chance|odds)|fifty-fifty|toss-up"),
    ("very_unlikely", "very_likely", "may|might|could|can|possibl[ey]|perhaps|maybe|conceivabl[ey]"),
    ("likely", "very_likely", "likely|probabl[ey]|presumably|expect(?:s|ed)?"),
    ("likely", "almost_certain", "(?:very|highly|most) (?:likely|probabl[ey])|in all (?:likelihood|probability)"),
    ("very_likely", "almost_certain", "(?:almost |nearly )?certain(?:ly)?|sure(?:ly)?|definitely|undoubtedly"),
    ("very_likely", "almost_certain", "(?:no|without|beyond) (?:a )?doubt|inevitabl[ey]|bound to|destined to"),
)
"""The lowest and the highest likelihood, and the words that allow them; of words that overlap, the longest count."""

_PATTERNS = tuple(
    (re.compile(rf"\b(?:{words})\b", flags=re.IGNORECASE), (LIKELIHOODS.index(low), LIKELIHOODS.index(high)))
    for low, high, words in _TABLE
)
_NOT = re.compile(r"\b(?:not|never)\b|n't\b", flags=re.IGNORECASE)


def allowed_likelihoods(hedge: str) -> frozenset[Likelihood] | None:
    """The likelihoods that the words can mean, or None if they hold no word of the table.

    Of several words ("likely … may not") any may count. With a "not" among them the opposite counts too: whether
    "likely won't" is likely or unlikely depends on how the claim is worded.
    """
    words = fold(hedge).content
    found = {likelihood for low, high in _ranges(words) for likelihood in LIKELIHOODS[low : high + 1]}
    if _NOT.search(words):
        found |= {LIKELIHOODS[-1 - LIKELIHOODS.index(likelihood)] for likelihood in found}
    return frozenset(found) or None


def fits(likelihood: Likelihood, hedge: str) -> bool:
    """Whether a likelihood is one that the hedge can mean; a hedge without a known word fits any."""
    allowed = allowed_likelihoods(hedge)
    return allowed is None or likelihood in allowed


def _ranges(words: str) -> Iterator[tuple[int, int]]:
    """The range of every known word, those inside a longer one left out ("likely" in "very likely")."""
    found = [(match.span(), ends) for pattern, ends in _PATTERNS for match in pattern.finditer(words)]
    for (start, end), ends in found:
        if not any(a <= start and end <= b and b - a > end - start for (a, b), _ in found):
            yield ends
