"""Uncertain dates: a reader of EDTF (ISO 8601-2:2019), levels 0 and 1 with seasons and sets.

A date keeps what was written and the first and last day it can mean; nothing is guessed beyond that. ``~`` and ``?``
mark a date but never widen it: how far "about" reaches is the reader's judgement, not ours.
"""

import calendar
import re
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Literal

from dossier.language import _

Precision = Literal["day", "month", "season", "year", "decade", "century", "interval", "set"]

MAX_LENGTH = 100
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
"""In English, as texts and curators name them."""
MONTH_NAMES = (
    *(_("January"), _("February"), _("March"), _("April"), _("May"), _("June")),
    *(_("July"), _("August"), _("September"), _("October"), _("November"), _("December")),
)
"""As readers do."""
SEASONS = {"21": ("spring", 3), "22": ("summer", 6), "23": ("autumn", 9), "24": ("winter", 12)}
"""Northern seasons by EDTF code: name and first of three months. Winter 2024 ends with February 2025."""

_SINGLE = re.compile(r"([0-9]{4}|[0-9]{3}X|[0-9]{2}XX)(?:-([0-9]{2}|XX)(?:-([0-9]{2}|XX))?)?([?~%]?)")
_YEARS = "years run from 0001 to 9999"
_FORMS = "write it in digits: 2024-10-26, 2024-10 or 2024, with ~ behind it for about and ? for perhaps"
_COMPOUND = {"interval", "set"}
_SEASON_NAMES = {3: _("spring"), 6: _("summer"), 9: _("autumn"), 12: _("winter")}
_MARKED = {
    (False, False): "{date}",
    (True, False): _("about {date}"),
    (False, True): _("perhaps {date}"),
    (True, True): _("perhaps about {date}"),
}
"""A date that is approximate or not, uncertain or not."""
_SIGNS = {
    (False, False): "",
    (True, False): _("approximate"),
    (False, True): _("uncertain"),
    (True, True): _("approximate and uncertain"),
}
_KNOWN = {
    "month": _("the month is known, the day is not"),
    "season": _("the season is known, the day is not"),
    "year": _("the year is known, the month is not"),
    "decade": _("the decade is known, the year is not"),
    "century": _("the century is known, the year is not"),
}
_IN_DOUBT = {
    "month": _("the month is {signs}, the day is not known"),
    "season": _("the season is {signs}, the day is not known"),
    "year": _("the year is {signs}, the month is not known"),
    "decade": _("the decade is {signs}, the year is not known"),
    "century": _("the century is {signs}, the year is not known"),
}

_M, _D, _ABOVE_12 = r"(0[1-9]|1[0-2])", r"(0[1-9]|[12][0-9]|3[01])", r"(1[3-9]|2[0-9]|3[01])"
_HINTS: tuple[tuple[str, str], ...] = (
    (r"", "a date is missing between the commas"),
    (rf"([0-9]{{4}}-{_M}-{_D})[T ]+[0-9].*", r"give the day only: write \1"),
    (rf"([0-9]{{4}})[/.]?{_M}[/.]?{_D}", r"write \1-\2-\3"),
    (rf"{_ABOVE_12}[/.-]{_M}[/.-]([0-9]{{4}})", r"write \3-\2-\1"),
    (rf"{_M}[/.-]{_ABOVE_12}[/.-]([0-9]{{4}})", r"write \3-\1-\2"),
    (r"([0-9]{1,2}[/.-]){1,2}[0-9]{4}", "write year-month-day, as in 2024-10-26"),
    (r"[0-9]{4}(-[0-9]{1,2}){1,2}[?~%]?", "months and days have two digits, as in 2024-01-05"),
    (r"Y?-?[0-9]{5,}.*|Y?-[0-9].*", _YEARS),
    (r"[0-9]{1,3}(-.*)?[?~%]?", "every date begins with a year of four digits, as in 2024-10 or 2024-10/2024-12"),
    (r"[0-9]*X{3,}.*", "X stands for the last one or two digits of a year, as in 202X or 20XX"),
    (r"[0-9][0-9X-]*x[0-9Xx-]*", "write X in capitals"),
    (r".*[0-9X][?~%]{2}", "write % for about and perhaps together"),
    (r"[?~%].*|[0-9X-]+[?~%]-.*", "one sign for the whole date goes behind it, as in 2024-10~"),
    (r"[0-9X?~%.-]*\s[\s0-9X?~%.-]*", "leave out the spaces"),
    (r"[0-9X]+[‐‑‒–—−].*", "write plain hyphens between year, month and day"),
    (r"[0-9X?~%-]+\.\.[0-9X?~%-]+", "write a span with a slash, as in 2024-10/2024-12"),
    (r"[0-9X?~%-]+/[0-9X?~%-]+", "inside a set write a span with dots, as in [2022..2024,2026]"),
    (r".*[\[\]{}].*", "a set stands alone, as in [2023,2024] for one of them or {2023,2024} for both"),
)
"""What people write instead: a pattern for the whole text and the advice; the first that fits is given."""


class EdtfError(ValueError):
    """A text that is no EDTF date; the message is a sentence that says why and what to write instead."""


@dataclass(frozen=True, slots=True)
class Edtf:
    """A date as written, with the days it can mean; equal to another when written the same."""

    text: str
    """The date as written, without white space around it or its members."""
    earliest: date | None = field(compare=False)
    """The first day it can mean; None when the start is open or unknown."""
    latest: date | None = field(compare=False)
    """The last day it can mean; None when the end is open or unknown."""
    approximate: bool = field(compare=False)
    """Marked ``~`` or ``%``; for intervals and sets, any of their dates."""
    uncertain: bool = field(compare=False)
    """Marked ``?`` or ``%``; for intervals and sets, any of their dates."""
    precision: Precision = field(compare=False)
    """What the text names: ``2024-10-XX`` is a month, ``202X`` a decade."""
    start: "Edtf | None" = field(default=None, compare=False)
    """An interval's first date; None when open (``..``) or unknown (nothing written)."""
    end: "Edtf | None" = field(default=None, compare=False)
    """An interval's last date; None when open (``..``) or unknown (nothing written)."""
    members: "tuple[Edtf, ...]" = field(default=(), compare=False)
    """A set's dates; a range ``a..b`` in it is the interval ``a/b``."""

    def __str__(self) -> str:
        return self.text


@lru_cache(maxsize=10_000)
def parse_edtf(text: str) -> Edtf:
    """Read one EDTF date; raises EdtfError for all else, impossible days and years outside 0001 to 9999 included."""
    if len(text) > MAX_LENGTH:
        raise EdtfError(f"{text[:30] + '…'!r} is no EDTF date: it is longer than {MAX_LENGTH} characters")
    try:
        return _parse(text.strip())
    except EdtfError as error:
        raise EdtfError(f"{text!r} is no EDTF date: {error}") from None


def _parse(text: str) -> Edtf:
    if not text:
        raise EdtfError("it is empty; leave the field out when no date is known")
    if text[0] + text[-1] in {"[]", "{}"}:
        return _parse_set(text)
    if text.count("/") == 1:
        return _parse_interval(*text.split("/"))
    return _parse_single(text)


def _parse_single(text: str) -> Edtf:
    match = _SINGLE.fullmatch(text)
    if match is None:
        raise EdtfError(_hint(text))
    year, month, day, sign = match.groups()
    precision, earliest, latest = _extent(year, month, day)
    return Edtf(text, earliest, latest, sign in {"~", "%"}, sign in {"?", "%"}, precision)


def _extent(year: str, month: str | None, day: str | None) -> tuple[Precision, date, date]:
    first, last = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if first == 0:
        raise EdtfError(_YEARS)
    if month is None or (month == "XX" and day in {None, "XX"} and first == last):
        scales: tuple[Precision, ...] = ("year", "decade", "century")
        return scales[year.count("X")], date(first, 1, 1), date(last, 12, 31)
    if month == "XX" or first != last:
        raise EdtfError(f"nothing known can follow an X; write {year}")
    if month in SEASONS:
        return "season", *_season(first, month, day)
    if not 1 <= int(month) <= 12:
        raise EdtfError(f"month {month} does not exist; months are 01 to 12, seasons 21 (spring) to 24 (winter)")
    if day is None or day == "XX":
        return "month", date(first, int(month), 1), _month_end(first, int(month))
    only = _day(first, int(month), int(day))
    return "day", only, only


def _season(year: int, code: str, day: str | None) -> tuple[date, date]:
    name, month = SEASONS[code]
    if day:
        raise EdtfError(f"a season has no days; write {year:04}-{code} for {name} {year}")
    if month < 12:
        return date(year, month, 1), _month_end(year, month + 2)
    if year == date.max.year:
        raise EdtfError(_YEARS)
    return date(year, month, 1), _month_end(year + 1, 2)


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _day(year: int, month: int, day: int) -> date:
    days = _month_end(year, month).day
    if not 1 <= day <= days:
        raise EdtfError(f"day {day:02} does not exist; {MONTHS[month - 1]} {year} has {days} days")
    return date(year, month, day)


def _parse_interval(start_text: str, end_text: str) -> Edtf:
    start, end = _parse_end(start_text), _parse_end(end_text)
    dates = tuple(part for part in (start, end) if part)
    if not dates:
        raise EdtfError("neither start nor end is given; leave the field out when no date is known")
    earliest, latest = start.earliest if start else None, end.latest if end else None
    if earliest and latest and earliest > latest:
        raise EdtfError("it ends before it begins; swap the two dates")
    return Edtf(f"{start_text}/{end_text}", earliest, latest, *_signs(dates), "interval", start, end)


def _parse_end(text: str) -> Edtf | None:
    return None if text in {"", ".."} else _parse_single(text)


def _parse_set(text: str) -> Edtf:
    parts = tuple(part.strip() for part in text[1:-1].split(","))
    members = tuple(_parse_member(part) for part in parts)
    if len(members) == 1 and members[0].precision != "interval":
        raise EdtfError(f"a set needs two dates or a range; write {members[0]} alone")
    first, last = min(sort_key(part)[0] for part in members), max(sort_key(part)[1] for part in members)
    earliest = first if all(part.earliest for part in members) else None
    latest = last if all(part.latest for part in members) else None
    return Edtf(text[0] + ",".join(parts) + text[-1], earliest, latest, *_signs(members), "set", members=members)


def _parse_member(text: str) -> Edtf:
    start, dots, end = text.partition("..")
    return _parse_interval(start or "..", end or "..") if dots else _parse_single(text)


def _signs(dates: tuple[Edtf, ...]) -> tuple[bool, bool]:
    return any(part.approximate for part in dates), any(part.uncertain for part in dates)


def _hint(text: str) -> str:
    matches = ((re.fullmatch(pattern, text, re.DOTALL), advice) for pattern, advice in _HINTS)
    return next((match.expand(advice) for match, advice in matches if match), _FORMS)


def sort_key(edtf: Edtf) -> tuple[date, date]:
    """First and last day for sorting: an open or unknown start comes first of all, such an end last of all."""
    return edtf.earliest or date.min, edtf.latest or date.max


def overlaps(a: Edtf, b: Edtf) -> bool:
    """Whether both can mean the same day; open and unknown ends reach for ever, sets are compared date by date."""
    return any(_touch(sort_key(x), sort_key(y)) for x in a.members or (a,) for y in b.members or (b,))


def _touch(a: tuple[date, date], b: tuple[date, date]) -> bool:
    return a[0] <= b[1] and b[0] <= a[1]


def certainly_before(edtf: Edtf, day: date) -> bool:
    """Whether all it can mean lies before ``day``, taking "about" at its word; an open or unknown end never does."""
    return edtf.latest is not None and edtf.latest < day


def certainly_by(edtf: Edtf, day: date) -> bool:
    """Whether all it can mean is ``day`` or earlier, taking "about" at its word; an open or unknown end never is."""
    return edtf.latest is not None and edtf.latest <= day


def words(edtf: Edtf) -> str:
    """The date in plain words, such as "about 26 October 2024", "between October and December 2024".

    An interval is read as a dossier means it: some time within it. "Between" holds for what lasted all that time too.
    """
    if edtf.precision == "interval":
        return _interval_words(edtf)
    if edtf.precision in _COMPOUND or "-XX" not in edtf.text:
        return _words(edtf)
    return _not_given(edtf).format(date=_words(edtf))


def _not_given(edtf: Edtf) -> str:
    if edtf.text.count("-XX") == 2:
        return _("{date}, month and day not given")
    return _("{date}, month not given") if edtf.precision == "year" else _("{date}, day not given")


def _words(edtf: Edtf) -> str:
    if edtf.precision in _COMPOUND:
        return _name(edtf)
    return _MARKED[edtf.approximate, edtf.uncertain].format(date=_name(edtf))


def _name(edtf: Edtf) -> str:
    first, last = sort_key(edtf)
    match edtf.precision:
        case "day":
            return day_words(first)
        case "month":
            return month_words(first)
        case "season":
            year = f"{first.year}/{last.year % 100:02}" if last.month == 2 else f"{first.year}"
            return _("{season} {year}").format(season=_SEASON_NAMES[first.month], year=year)
        case "year":
            return f"{first.year}"
        case "decade" if first.year % 100:
            return _("the {year}s").format(year=first.year)
        case "decade" | "century":
            return _("some time from {first} to {last}").format(first=first.year, last=last.year)
        case "interval":
            return _interval_name(edtf)
        case "set":
            return _set_name(edtf)


def day_words(day: date) -> str:
    """A day in words: "26 October 2024"."""
    return _("{day} {month} {year}").format(day=day.day, month=MONTH_NAMES[day.month - 1], year=day.year)


def month_words(day: date) -> str:
    """The month of a day in words: "October 2024"."""
    return _("{month} {year}").format(month=MONTH_NAMES[day.month - 1], year=day.year)


def _interval_words(edtf: Edtf) -> str:
    dates = tuple(part for part in (edtf.start, edtf.end) if part)
    if len(dates) == 2:
        return _between(*dates)
    return _choice(edtf) if ".." in edtf.text else _interval_name(edtf)


def _between(start: Edtf, end: Edtf) -> str:
    first, last = _words(start), _words(end)
    if first == last:
        return first
    alike = start.precision == end.precision and not any(_signs((start, end)))
    return _("between {first} and {last}").format(first=_without_shared_end(first, last) if alike else first, last=last)


def _interval_name(edtf: Edtf) -> str:
    dates = tuple(part for part in (edtf.start, edtf.end) if part)
    if len(dates) == 2:
        return _span_name(*dates)
    (only,) = dates
    if edtf.start:
        told = _("from {date} on") if edtf.text.endswith("..") else _("from {date}, end not known")
    else:
        told = _("until {date}") if edtf.text.startswith("..") else _("until {date}, start not known")
    return told.format(date=_words(only))


def _span_name(start: Edtf, end: Edtf) -> str:
    first, last = _words(start), _words(end)
    if first == last:
        return first
    if any(_signs((start, end))):
        return _("from {first} to {last}").format(first=first, last=last)
    alike = start.precision == end.precision
    return _("{first} to {last}").format(first=_without_shared_end(first, last) if alike else first, last=last)


def _without_shared_end(name: str, other: str) -> str:
    """The words of ``name`` before those both end in: "26 October 2024" next to "28 October 2024" is "26".

    In a language whose dates begin with the year, or are one word, both are said in full.
    """
    parts, others = name.split(), other.split()
    while len(parts) > 1 and parts[-1:] == others[-1:]:
        parts, others = parts[:-1], others[:-1]
    return " ".join(parts)


def _set_name(edtf: Edtf) -> str:
    one_of = edtf.text.startswith("[")
    *names, last = (_choice(member) if one_of else _words(member) for member in edtf.members)
    if not names:
        return _("one of {date}").format(date=last) if one_of and edtf.earliest and edtf.latest else last
    told = _("one of {dates} or {last}") if one_of else _("{dates} and {last}")
    return told.format(dates=", ".join(names), last=last)


def _choice(edtf: Edtf) -> str:
    dates = tuple(part for part in (edtf.start, edtf.end) if part)
    if len(dates) != 1:
        return _words(edtf)
    told = _("{date} or later") if edtf.start else _("{date} or earlier")
    return told.format(date=_words(*dates))


def precision_words(edtf: Edtf) -> str:
    """What the date leaves unsaid, in one short phrase for readers; empty for an exact day."""
    signs = _sign_words(edtf)
    match edtf.precision:
        case "day":
            return signs
        case "month" | "season" | "year" | "decade" | "century" as known:
            return (_IN_DOUBT if signs else _KNOWN)[known].format(signs=signs)
        case "interval":
            unsaid = _("some time within this span; the day is not known")
            return ", ".join(filter(None, (unsaid, _start_note(edtf), _end_note(edtf))))
        case "set":
            one_of = edtf.text.startswith("[")
            gap = _("one of several dates: which is not known") if one_of else _("several dates: all are meant")
            return _("{gap}, in part {signs}").format(gap=gap, signs=signs) if signs else gap


def _start_note(edtf: Edtf) -> str:
    if edtf.start is None:
        return _("its start is open") if edtf.text.startswith("..") else _("its start is not known")
    signs = _sign_words(edtf.start)
    return signs and _("its start is {signs}").format(signs=signs)


def _end_note(edtf: Edtf) -> str:
    if edtf.end is None:
        return _("its end is open") if edtf.text.endswith("..") else _("its end is not known")
    signs = _sign_words(edtf.end)
    return signs and _("its end is {signs}").format(signs=signs)


def _sign_words(edtf: Edtf) -> str:
    return _SIGNS[edtf.approximate, edtf.uncertain]
