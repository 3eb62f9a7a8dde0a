"""Dossiers of any size to measure on, the same for the same numbers: a claims file, and the texts its quotes stand in.

    python bench/generate.py FOLDER --claims 20000 [--seed 1]

Made to be as uneven as the real thing: few sources and voices have most of the claims, few questions most of the
answers; answers disagree, words are passed on from voice to voice, dates are vague, and half of each text carries no
claim. What is said is nonsense. Everything but the topics grows in proportion to the claims.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

FIRST = "Ada Bo Cleo Dag Edda Finn Gro Hal Ines Jon Kari Liv Mads Nora Odd Pia Rolf Siri Tor Una Vera Willem".split()
LAST = (
    "Lund Wirth Berg Holm Strand Vik Moen Haugen Dahl Lie Foss Nygaard Sand Aas Krog Bakke Eide Ruud Tveit Solberg "
    "Hoff Brekke Lang Myhre"
).split()
COUNTRIES = "NO SE DK FI IS DE FR PL EE LV LT NL BE CA JP BR".split()
SUBJECTS = (
    "The harbour board|The northern fleet|The survey office|A column of lorries|The bridge guild|The energy ministry|"
    "A second brigade|The grain terminal|The coastal radar|The ferry company|The border post|The pension fund"
).split("|")
VERBS = "moved delayed inspected doubled abandoned repaired counted announced rejected financed closed reopened".split()
OBJECTS = (
    "the eastern pier|its winter stores|three pontoon bridges|the joint exercise|a shipment of cable|the old depot|"
    "its spring budget|two coal convoys|the inner channel|a battery of guns|the new crossing|its reserve"
).split("|")
PLACES = "Arvik Bergsund Calmar Dalen Elvik Fossby Grense Holmen Isvik Jarlsby Kroken Lillevik Moss Narvika".split()
MANNERS = "by night|under protest|without notice|at great cost|in stages|with foreign help|for the season".split("|")
FILLER = (
    "Nobody who was there that morning spoke of anything else.",
    "The weather had turned, and the lamps along the quay were lit early.",
    "What follows has been told before, and is told here in order.",
    "None of this was new to those who had followed the talks.",
)
HEDGES = (("reportedly", None), ("probably", "likely"), ("likely", "likely"), ("allegedly", None))
EVENT_KINDS = ("meeting", "visit", "deployment", "report", "arms_transfer", "statement", "policy", "fighting", "other")
VOICE_KINDS = ("person", "person", "person", "government", "military", "media", "organisation", "intelligence", "group")
QUESTION_KINDS = ("stance", "stance", "stance", "figure", "figure", "forecast", "date")
POSITIONS = 4
YEARS = range(2016, 2026)
_PARTS = SUBJECTS, VERBS, OBJECTS, PLACES, MANNERS


class Skewed:
    """Draws numbers of which the low ones come up far more often: the n-th about 1/n of the first."""

    def __init__(self, size: int, power: float = 0.9) -> None:
        self.numbers = range(size)
        self.weights = list(accumulate((n + 2) ** -power for n in self.numbers))

    def draw(self, chance: random.Random) -> int:
        """One number."""
        return chance.choices(self.numbers, cum_weights=self.weights)[0]


@dataclass(frozen=True, slots=True)
class Size:
    """How many there are of everything in a dossier of so many claims."""

    claims: int

    @property
    def sources(self) -> int:
        return max(5, self.claims // 40)

    @property
    def voices(self) -> int:
        return max(8, self.claims // 25)

    @property
    def questions(self) -> int:
        return max(len(QUESTION_KINDS), self.claims // 16)

    @property
    def events(self) -> int:
        return max(6, self.claims // 10)

    @property
    def topics(self) -> int:
        return 12


def write_dossier(folder: Path, claims: int, *, seed: int = 1) -> Path:
    """Write a dossier into a folder, and say where its claims file is."""
    size, chance = Size(claims), random.Random(seed)
    texts: list[list[str]] = [[f"Report {n + 1} from {PLACES[n % len(PLACES)]}"] for n in range(size.sources)]
    lines = [*_claims(size, chance, texts)]
    (folder / "texts").mkdir(parents=True, exist_ok=True)
    for n, sentences in enumerate(texts):
        (folder / "texts" / f"s{n}.txt").write_text("\n\n".join(sentences) + "\n", encoding="utf-8")
    file = folder / "claims.yaml"
    parts = (_head(size), _sources(size, chance), _voices(size, chance), _questions(size), lines, _events(size, chance))
    file.write_text("".join(part for lines in parts for part in lines), encoding="utf-8")
    return file


def _head(size: Size) -> Iterator[str]:
    yield f"dossier:\n  title: A made dossier of {size.claims:,} claims\n"
    yield "  summary: Made to be measured.\n  licence: Made up; do with it what you like.\n"


def _sources(size: Size, chance: random.Random) -> Iterator[str]:
    yield "sources:\n"
    for n in range(size.sources):
        yield f"  - id: s{n}\n    file: texts/s{n}.txt\n    title: Report {n + 1} from {PLACES[n % len(PLACES)]}\n"
        yield f"    publisher: The {PLACES[n % 7]} Courier\n    authors: [v{n % size.voices}]\n"
        yield f"    country: {chance.choice(COUNTRIES)}\n    published: {_published(n)}\n"
        yield "    extent: truncated\n    extent_note: It breaks off.\n" if n % 9 == 4 else "    extent: full\n"


def _published(source: int) -> str:
    """Every source has its day, spread over the years."""
    return f"{YEARS[source % len(YEARS)]}-{source % 12 + 1:02}-{source % 28 + 1:02}"


def _voices(size: Size, chance: random.Random) -> Iterator[str]:
    yield "voices:\n"
    for n in range(size.voices):
        kind = VOICE_KINDS[n % len(VOICE_KINDS)]
        yield f"  - id: v{n}\n    name: {voice_name(n)}\n    kind: {kind}\n    role: speaks for {PLACES[n % 14]}\n"
        if n % 5:
            yield f"    country: {COUNTRIES[chance.randrange(len(COUNTRIES))]}\n"
        if kind == "person" and n % 3 == 0:
            yield "    analyst: true\n"
        if kind == "group" and n + 2 < size.voices:
            yield f"    members: [v{n + 1}, v{n + 2}]\n"


def voice_name(number: int) -> str:
    """First name, last name and, where they are used up, a number."""
    again = number // (len(FIRST) * len(LAST))
    first, last = FIRST[number % len(FIRST)], LAST[number // len(FIRST) % len(LAST)]
    return f"{first} {last} {again + 1}" if again else f"{first} {last}"


def _questions(size: Size) -> Iterator[str]:
    yield "questions:\n"
    for n in range(size.questions):
        kind, topic = QUESTION_KINDS[n % len(QUESTION_KINDS)], f"topic-{n % size.topics + 1}"
        yield f"  - id: q{n}\n    title: What of matter {n + 1} in {PLACES[n % 14]}\n"
        yield f"    ask: What became of matter {n + 1} in {PLACES[n % 14]}, as far as it was told?\n"
        yield f"    kind: {kind}\n    topic: {topic}\n"
        if kind in {"stance", "forecast"}:
            positions = "".join(f"      - {{id: p{p}, label: It was {MANNERS[p]}}}\n" for p in range(POSITIONS))
            yield f"    positions:\n{positions}    between: {'tension' if n % 4 == 0 else 'contradiction'}\n"
        if kind == "figure":
            yield "    measure: lorries of column {n // 24} seen\n    unit: lorries\n"


def _claims(size: Size, chance: random.Random, texts: list[list[str]]) -> Iterator[str]:
    """The claims; the sentences that they quote are put into the texts on the way."""
    sources, voices, questions = Skewed(size.sources, 0.8), Skewed(size.voices), Skewed(size.questions, 0.7)
    yield "claims:\n"
    for n in range(size.claims):
        source, voice, asked = sources.draw(chance), voices.draw(chance), questions.draw(chance)
        words = _sentence(chance, len(texts[source]))
        hedge, likelihood = chance.choice(HEDGES) if n % 5 == 0 else ("", None)
        quote = f"{words[0]} {hedge} {words[1]}" if hedge else " ".join(words)
        figure = f"{chance.randrange(1, 60) * 200}"
        kind = QUESTION_KINDS[asked % len(QUESTION_KINDS)] if n % 10 < 7 else ""
        if kind == "figure":
            quote = f"{quote} past {figure} lorries"
        texts[source] += [f"{quote}, {voice_name(voice)} said.", *([chance.choice(FILLER)] if n % 2 else [])]
        yield f"  - id: c{n}\n    source: s{source}\n    quote: >-\n      {quote}\n    text: {quote}.\n"
        yield f"    type: {_type(kind, n)}\n    voice: v{voice}\n    countries: [{', '.join(_countries(chance))}]\n"
        yield from _small_print(size, chance, n, source, hedge, likelihood)
        if kind:
            yield f"    answers: {{q{asked}: {_answer(kind, chance, figure)}}}\n"


def _small_print(
    size: Size, chance: random.Random, n: int, source: int, hedge: str, likelihood: str | None
) -> Iterator[str]:
    if n % 3 == 0:
        yield f"    about: {_date(chance, source)}\n"
    if n % 20 == 0:
        yield f"    via: [v{chance.randrange(size.voices)}]\n    origin: v{chance.randrange(size.voices)}\n"
    if hedge:
        yield f"    hedge: {hedge}\n"
    if likelihood:
        yield f"    likelihood: {likelihood}\n"
    if n % 10 == 9:
        kind = chance.choice(("contradicts", "qualifies", "repeats"))
        yield f"    links:\n      - {{type: {kind}, to: c{chance.randrange(n)}, why: One speaks of the other.}}\n"


def _type(kind: str, number: int) -> str:
    return kind if kind in {"figure", "forecast"} else "fact" if number % 3 else "assessment"


def _sentence(chance: random.Random, number: int) -> tuple[str, str]:
    """Subject and the rest of a sentence that no other number of the same text has."""
    subject, verb, thing, place, manner = (chance.choice(words) for words in _PARTS)
    return subject, f"{verb} {thing} near {place} {manner} in matter {number} of its list"


def _answer(kind: str, chance: random.Random, figure: str) -> str:
    if kind == "date":
        return f"{YEARS[chance.randrange(len(YEARS))]}-{chance.randrange(1, 13):02}"
    if kind != "figure":
        return f"p{min(chance.randrange(POSITIONS), chance.randrange(POSITIONS))}"
    bound = chance.choice(("exact", "about", "at_least"))
    return f"{{low: {figure}, bound: {bound}, wording: {figure} lorries}}"


def _countries(chance: random.Random) -> Sequence[str]:
    first = min(chance.randrange(len(COUNTRIES)), chance.randrange(len(COUNTRIES)))
    return tuple(dict.fromkeys((COUNTRIES[first], chance.choice(COUNTRIES))))[: chance.choice((1, 2, 2))]


def _date(chance: random.Random, source: int) -> str:
    """A date before the source appeared, as vague as dates are."""
    year, month = int(_published(source)[:4]) - chance.randrange(1, 4), f"{chance.randrange(1, 13):02}"
    day = f"{year}-{month}-{chance.randrange(1, 29):02}"
    return chance.choice((day, day, f"{year}-{month}", f"{year}", f"{year}-23~"))


def _events(size: Size, chance: random.Random) -> Iterator[str]:
    yield "events:\n"
    voices = Skewed(size.voices)
    for n in range(size.events):
        people = dict.fromkeys(f"v{voices.draw(chance)}" for _ in range(2))
        yield f"  - id: e{n}\n    title: Matter {n + 1} at {PLACES[n % 14]}\n    date: {_date(chance, n)}\n"
        yield f"    kind: {EVENT_KINDS[min(n % 9, chance.randrange(9))]}\n    participants: [{', '.join(people)}]\n"
        yield f"    countries: [{', '.join(_countries(chance))}]\n"
        yield f"    claims: [{', '.join(dict.fromkeys(f'c{chance.randrange(size.claims)}' for _ in range(2)))}]\n"
        if n % 6 == 0:
            yield "    date_basis: reckoned from what the text says around it\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--claims", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    print(write_dossier(given.folder, given.claims, seed=given.seed))


if __name__ == "__main__":
    main()
