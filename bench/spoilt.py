"""Spoilt input: mutations of what is real, so that it gets past the first checks."""

from __future__ import annotations

import random
from urllib.parse import quote

from dossier.model import Dossier
from dossier.view import FORMS, KEYS

NASTY = (
    *("", "\0", "%00", "%ff", "'", '"', "&a *a", "!!python/object:os.system x", "<<: *x"),
    *("{" * 200, "[" * 200, "- " * 500, "../" * 9 + "etc/passwd", "-" * 300, "a-" * 90, "_" * 190),
    *("9" * 400, "1e999", "NaN", "0x10", "NO", "2024-13-45", "2024-02-30/..", "-9999", "[2024,2025..]", "20XX~/.."),
    *(
        "\u202e",
        "é" * 300,
        "e" + "\u0301" * 190,
        "👩‍👩‍👧",
        "\ufdfa" * 60,
        "\r\n",
        "\t",
        ": ",
        "# ",
        "|",
        ">-",
        "a: b: c",
    ),
    *("\ufeff", "\x1b[31m", "NEAR(", '"*"', "a b c d e " * 19, '"a" ' * 49, "-a " * 60, "%25" * 60, "&amp;" * 39),
)
"""What parsers trip over."""


def spoil(text: str, chance: random.Random) -> str:
    """The text after one to four mutations."""
    for _ in range(chance.randint(1, 4)):
        start = chance.randrange(len(text) + 1)
        text = _spoilt_at(text, start, min(len(text), start + int(chance.expovariate(1 / 30))), chance)
    return text


def _spoilt_at(text: str, start: int, end: int, chance: random.Random) -> str:
    before, inside, after = text[:start], text[start:end], text[end:]
    match chance.randrange(6):
        case 0:
            return before + after
        case 1:
            return before + inside * 2 + after
        case 2:
            return before + chance.choice(NASTY) + after
        case 3:
            return before + chr(chance.choice((chance.randrange(128), chance.randrange(0xD7FF)))) + text[start + 1 :]
        case 4:
            return _with_line_again(text, chance)
        case _:
            return before if chance.random() < 0.1 else text


def _with_line_again(text: str, chance: random.Random) -> str:
    lines = text.split("\n")
    lines.insert(chance.randrange(len(lines)), chance.choice(lines))
    return "\n".join(lines)


def spoilt_query(dossier: Dossier, chance: random.Random, keys: tuple[str, ...] = ()) -> str:
    """A query as somebody might send it: real keys and values, spoilt ones, and half of the time spoilt as a whole."""
    forms = [value for values in FORMS.values() for value in values]
    words = ["2021-06", "NO", "SE", "fact", "forecast", "bridge", "cracks", *forms]
    real = [*dossier.sources, *dossier.voices, *dossier.questions, *dossier.claims, *dossier.events, *words]
    names = [*KEYS, *keys, chance.choice(NASTY)]
    pairs = [
        (chance.choice(names), chance.choice(real if chance.random() < 0.7 else NASTY))
        for _ in range(chance.randint(0, 6))
    ]
    text = "&".join(f"{quote(key)}={quote(value) if chance.random() < 0.8 else value}" for key, value in pairs)
    return spoil(text, chance) if chance.random() < 0.5 else text
