"""Numbers in running English: what is counted, with the bounds that the words give. Nothing is rounded or guessed.

"Thousands" is at least 2,000 and "dozens" at least 24: the least that the plural allows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dossier.model import Bound
from dossier.texts import Span

_WORDS = {
    word: value
    for value, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen twenty".split(),
        start=1,
    )
} | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "bn": 1e9}
_PLURALS = {"dozens": 24.0, **{f"{word}s": 2 * value for word, value in _SCALES.items() if word != "bn"}}
_SHARES = {"half": 50.0, "a quarter": 25.0, "three quarters": 75.0}

_DIGITS = r"\d{1,3}(?:,\d{3}){1,4}(?:\.\d{1,3})?|\d{1,3}(?:[ \u00a0\u202f]\d{3}){1,4}\b|\d{1,12}(?:\.\d{1,3})?"
_UNITS = "one|two|three|four|five|six|seven|eight|nine"
_ONE = (
    rf"(?:{_DIGITS}|\b(?:{'|'.join(_WORDS)})(?:(?<=ty)-(?:{_UNITS}))?\b)"
    rf"(?:[ \u00a0-](?:{'|'.join(_SCALES)})\b)?"
)
_BOUNDS: tuple[tuple[Bound, str], ...] = (
    (
        "up_to",
        "up to|as many as|as much as|at most|no more than|not more than|fewer than|less than|under|below|a maximum of",
    ),
    ("at_least", "at least|more than|no fewer than|no less than|over|above|upwards of|in excess of|a minimum of"),
    ("about", "about|around|roughly|approximately|some|nearly|almost|close to|an approximate|circa"),
)
_BOUND_OF = {word: bound for bound, words in _BOUNDS for word in words.split("|")}
_BOUND_WORDS = "|".join(sorted(_BOUND_OF, key=len, reverse=True))

_AMOUNT = re.compile(
    rf"(?P<bound>\b(?:{_BOUND_WORDS})\s)?"
    rf"(?P<estimate>\b(?:an )?estimated\s)?(?P<money>[$£€]\s?)?"
    rf"(?:(?P<span>\bbetween\s|\bfrom\s)?(?<![\w.,/:-])(?P<low>{_ONE})"
    rf"(?:(?:\s?[-–—]\s?|\s(?:to|and)\s)[$£€]?(?P<high>{_ONE}))?(?![\w/:-]*\d)(?!(?:st|nd|rd|th)\b)(?!\w)"
    rf"|(?P<vague>\b(?:a few|several|few|a couple of)\s(?:{'|'.join(_SCALES)})s?\b)"
    rf"|\b(?P<tens>(?:tens|hundreds) of )?(?P<plural>(?:{'|'.join(_PLURALS)}))(?=\sof\b)"
    rf"|\b(?P<article>an? (?:dozen|{'|'.join(_SCALES)})\b)(?=\s\w)"
    rf"|\b(?P<share>{'|'.join(_SHARES)})(?=\sof\b))"
    r"(?P<percent>\s?%|\s(?:percent|per cent)\b)?",
    re.IGNORECASE,
)
_SCALE_WORD = re.compile(rf"[ \u00a0-](?:{'|'.join(_SCALES)})$")
_UNIT = re.compile(r"(?:\s(?:of (?:the |its |their |his |her )?)?)((?:[^\W\d_][\w'’.-]*\s?){1,5})")
_ABBREVIATION = re.compile(r"(?:[^\W\d_]\.){2,}")
_YEAR = re.compile(r"1[5-9]\d\d|20\d\d|21\d\d")
_MONTH_BEFORE = re.compile(
    r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\s$|\b(?:No|Nos|Nr|Chapter|Article|Section|Page)\.?\s$"
)
_MONTH_AFTER = re.compile(r"\s(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b")
_ONE_OF = re.compile(r"one of\b", re.IGNORECASE)
_DURATIONS = frozenset("second seconds minute minutes hour hours day days week weeks month months year years".split())
_UNIT_ENDS = frozenset(
    "a about across after again against all also although among an and are as at be because been before being "
    "believed but by came can could did do does during each either every for from had has have he her here his how "
    "however if in including into is it its just last less like made may might more most much must near nor not now "
    "of on once only or other our out over per said same say says shall she should since so still such than that "
    "the their them then there these they this those though through thus to today together too toward towards under "
    "until up upon used was we were what when where whether which while who whom whose why will with within without "
    "would yet you your".split()
)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as it stands in a text."""

    span: Span
    """The words, from the bound to what is counted."""
    low: float | None
    high: float | None
    bound: Bound
    unit: str
    """What is counted, as far as the words after the number tell; may be empty."""


def find_amounts(text: str) -> tuple[Amount, ...]:
    """The numbers of a text, in order; dates, years, ordinals, spans of time and names with digits in
    them are left out."""
    return tuple(amount for match in _AMOUNT.finditer(text) if (amount := _amount(text, match)))


def _amount(text: str, match: re.Match[str]) -> Amount | None:
    if _is_date(text, match):
        return None
    low, high, bound = _values(match)
    unit, end = _unit(text, match)
    small = match["low"] and match["low"].lower() in _WORDS
    if (small and not unit.endswith("s")) or unit.split(" ")[-1] in _DURATIONS or _ONE_OF.match(text, match.start()):
        return None
    start = match.start()
    return Amount(Span(start, end), low, high, bound, unit)


def _is_date(text: str, match: re.Match[str]) -> bool:
    low = match["low"]
    if low is None or match["money"] or match["percent"]:
        return False
    if _YEAR.fullmatch(low) and (match["high"] is None or _YEAR.fullmatch(match["high"]) is not None):
        return match["bound"] is None or match["bound"].strip().lower() in {"about", "around", "circa", "over"}
    near = text[max(match.start("low") - 12, 0) : match.start("low")]
    end = match.end("high") if match["high"] else match.end("low")
    return bool(_MONTH_BEFORE.search(near) or _MONTH_AFTER.match(text, end))


def _values(match: re.Match[str]) -> tuple[float | None, float | None, Bound]:
    bound = _BOUND_OF.get((match["bound"] or "").strip().lower())
    if match["vague"] or match["plural"]:
        return _least(match), None, "at_least"
    if match["article"]:
        return _bounded({**_SCALES, "dozen": 12.0}[match["article"].split()[-1].lower()], None, bound)
    if match["share"]:
        return _bounded(_SHARES[match["share"].lower()], None, bound)
    low, high = _number(match["low"]), _number(match["high"]) if match["high"] else None
    if high is not None and low * 1000 <= high and not _has_scale(match["low"]) and _has_scale(match["high"]):
        low *= _scale(match["high"])  # "1.1 to 1.3 million"
    if high is not None and low > high:
        high = None
    return _bounded(low, high, bound)


def _bounded(low: float, high: float | None, bound: Bound | None) -> tuple[float | None, float | None, Bound]:
    match bound:
        case None:
            return low, high, "exact"
        case "up_to":
            return (None, low, "up_to") if high is None else (low, high, "up_to")
        case "at_least":
            return low, None, "at_least"
        case "about" | "exact":
            return low, high, bound


def _least(match: re.Match[str]) -> float:
    if match["vague"]:
        return 2 * _SCALES[match["vague"].split()[-1].lower().rstrip("s")]
    tens = {"tens of ": 10, "hundreds of ": 100}.get((match["tens"] or "").lower(), 1)
    return tens * _PLURALS[match["plural"].lower()]


def _number(words: str) -> float:
    head = _SCALE_WORD.sub("", words.lower())
    if head[0].isdigit():
        return round(float(re.sub(r"[,\s]", "", head)) * _scale(words), 3)
    return sum(_WORDS[word] for word in head.split("-")) * _scale(words)


def _scale(words: str) -> float:
    return _SCALES.get(re.split(r"[ \u00a0-]", words.lower())[-1], 1.0)


def _has_scale(words: str) -> bool:
    return _scale(words) != 1.0


def _unit(text: str, match: re.Match[str]) -> tuple[str, int]:
    """What is counted, and where the words that name it end."""
    if match["percent"] or match["share"]:
        return "%", match.end()
    following = _UNIT.match(text, match.end())
    money = (match["money"] or "").strip()
    if following is None or money:
        return money, match.end()
    words = list(_unit_words(following[1]))
    if not words:
        return "", match.end()
    end = following.start(1) + following[1].index(words[-1]) + len(words[-1])
    return " ".join(word for word in words if word[0].islower())[:60], end


def _unit_words(words: str) -> Iterator[str]:
    """The words up to the first that cannot belong to the thing counted."""
    for word in words.split():
        bare = word if _ABBREVIATION.fullmatch(word) else word.rstrip(".'’-")
        if not bare or bare.lower() in _UNIT_ENDS:
            return
        yield bare
        if bare != word or (bare.endswith("s") and bare[0].islower()):
            return
