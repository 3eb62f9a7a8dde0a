"""How many claims have each value of a filter, counted over the records at hand.

The same as `queries.count_facet`, which asks any engine; over claims in memory this takes a fifth of the time, and the
page of claims asks for eight of them on every new view.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from dossier.model import Claim, Dossier

_VALUES: Mapping[str, Callable[[Dossier, Claim], Iterable[str]]] = {
    "country": lambda _, claim: claim.countries,
    "speaker": lambda dossier, claim: (dossier.voices[claim.voice].country or "",),
    "source": lambda _, claim: (claim.source,),
    "voice": lambda _, claim: (claim.voice,),
    "question": lambda _, claim: claim.answers,
    "topic": lambda dossier, claim: {dossier.questions[name].topic for name in claim.answers},
    "type": lambda _, claim: (claim.type,),
    "likelihood": lambda _, claim: (claim.likelihood or "",),
}
"""Filter key -> the values of a claim; an empty one is none."""


def count_values(dossier: Dossier, key: str, claims: Iterable[Claim]) -> Mapping[str, int]:
    """How many of the claims have each value of a filter key, the most frequent value first."""
    values = _VALUES[key]
    counts = Counter(value for claim in claims for value in set(values(dossier, claim)) if value)
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
