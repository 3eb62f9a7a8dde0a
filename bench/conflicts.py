"""How the cost of deriving conflicts grows with the number of claims.

python bench/conflicts.py [CLAIMS ...]

Dossiers of all kinds of questions are made in memory: few claims on each of many questions, and many on each of a few.
The exponent is that of the best of three runs between two sizes, in time of the processor: 1 is linear, n log n a
little more. Dates lie in eight years, so that the reader of dates remembers them all.
"""

from __future__ import annotations

import math
import random
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.spread import best
from dossier.conflicts import find_cases, find_opposed, rank_conflicts
from dossier.matrix import find_matrix
from dossier.model import About, Claim, Dossier, Question, Source, Voice

SIZES = (1_000, 10_000, 100_000)
KINDS = ("stance", "figure", "date", "forecast")


def make_dossier(claims: int, questions: int) -> Dossier:
    """A dossier without texts, the same for the same numbers."""
    chance = random.Random(claims + questions)
    voices, sources = max(10, claims // 20), max(5, claims // 60)
    asked = {f"q{n}": _question(n) for n in range(questions)}
    return Dossier(
        path=Path("claims.yaml"),
        version="0" * 12,
        about=About(title="Made", summary="Made to be measured.", licence="None."),
        sources={f"s{n}": _source(f"s{n}") for n in range(sources)},
        voices={f"v{n}": _voice(n, voices) for n in range(voices)},
        questions=asked,
        claims={f"c{n}": _claim(n, chance, list(asked.values()), voices, sources) for n in range(claims)},
        events={},
        texts={},
        spans={},
        omissions={},
    )


def _question(number: int) -> Question:
    kind = KINDS[number % len(KINDS)]
    fields: dict[str, object] = {
        "id": f"q{number}",
        "title": "Q?",
        "ask": "Q?",
        "kind": kind,
        "topic": f"t{number % 12}",
    }
    if kind in {"stance", "forecast"}:
        fields |= {"between": "contradiction", "positions": [{"id": f"p{n}", "label": f"P{n}"} for n in range(5)]}
    if kind == "figure":
        fields |= {"measure": "m", "unit": "u"}
    return Question.model_validate(fields)


def _source(name: str) -> Source:
    return Source.model_validate(
        {"id": name, "file": f"{name}.txt", "title": name, "published": "2021-05-01", "extent": "full"}
    )


def _voice(number: int, voices: int) -> Voice:
    """One voice in ten is a collective of the two after it."""
    members = [f"v{(number + step) % voices}" for step in (1, 2)] if number % 10 == 0 else []
    return Voice.model_validate({"id": f"v{number}", "name": f"V{number}", "kind": "group", "members": members})


def _claim(number: int, chance: random.Random, questions: list[Question], voices: int, sources: int) -> Claim:
    asked = chance.choice(questions)
    return Claim.model_validate(
        {
            "id": f"c{number}",
            "source": f"s{chance.randrange(sources)}",
            "quote": "quote",
            "text": "Text.",
            "type": "fact",
            "voice": f"v{chance.randrange(voices)}",
            "origin": f"v{chance.randrange(voices)}",
            "answers": {asked.id: _answer(asked, chance)},
        }
    )


def _answer(question: Question, chance: random.Random) -> object:
    if question.positions:
        return chance.choice(question.positions).id
    if question.kind == "date":
        day = f"{chance.randrange(2018, 2026)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
        return chance.choice([day, f"{day}~", f"[{day},2150]"])
    low = chance.randrange(1_000_000)
    return {"low": str(low), "wording": "w", **chance.choice([{}, {"high": str(low + 50)}, {"bound": "at_least"}])}


def measure(claims: int, questions: int) -> Iterator[tuple[str, float]]:
    """What is derived, and the seconds that it takes."""
    dossier = make_dossier(claims, questions)
    held = tuple(dossier.claims.values())
    yield "cases", best(lambda: find_cases(dossier, held))
    cases = find_cases(dossier, held)
    yield "ranking", best(lambda: rank_conflicts(cases))
    yield "opposed sides", best(lambda: [find_opposed(case) for case in cases])
    if claims <= 10_000:  # its cells are as many as questions times texts, whatever the claims
        sources = tuple(dossier.sources.values())
        yield "matrix", best(lambda: find_matrix(dossier, cases, by="source", sources=sources))


def main(sizes: list[int]) -> None:
    """Print seconds, and the exponents between sizes."""
    for name, count in (
        ("a question for every 5 claims", lambda claims: claims // 5),
        ("60 questions", lambda _: 60),
        ("4 questions", lambda _: 4),
    ):
        print(f"\n{name}")
        rows: dict[str, list[tuple[int, float]]] = {}
        for claims in sizes:
            for what, seconds in measure(claims, count(claims)):
                rows.setdefault(what, []).append((claims, seconds))
        for what, measured in rows.items():
            grown = [
                f"{math.log(more / fewer) / math.log(larger / smaller):.2f}"
                for (smaller, fewer), (larger, more) in pairwise(measured)
            ]
            print(f"  {what:14}", *(f"{claims:,}: {s:.4f} s" for claims, s in measured), "exponent", *grown)


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or list(SIZES))
