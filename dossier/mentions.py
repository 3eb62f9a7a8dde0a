"""What running English mentions: dates as EDTF, words of doubt, countries. A draft's guesses, for a person to check."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from dossier.countries import CODES, english_name, find_country
from dossier.dates import MONTHS, Edtf, EdtfError, parse_edtf
from dossier.texts import Span

# Dates

_MONTH_NUMBER = {name[:3].lower(): number for number, name in enumerate(MONTHS, start=1)}
_SEASON_CODES = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_MONTH = rf"(?P<month>(?:{'|'.join(MONTHS)})\b|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
_YEAR = r"(?P<year>(?:1[89]|20)\d\d)(?![\d,.]*\d|-strong)"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date as it stands in a text, and what it means."""

    span: Span
    edtf: Edtf
    relative: bool
    """Whether it was worked out from the day of publication."""


def find_dates(text: str, published: Edtf | None = None) -> tuple[DateMention, ...]:
    """The dates of a text, in order. Relative ones ("last month", "on Friday") are read only if `published`, when the
    text appeared, is a date fine enough to say what they mean."""
    found: list[DateMention] = []
    for pattern, read in _PATTERNS:
        for match in pattern.finditer(text):
            span = Span(*match.span())
            if any(span.overlaps(other.span) for other in found):
                continue
            if mention := _mention(match, read(match, published)):
                found.append(mention)
    return tuple(sorted(found, key=lambda mention: mention.span))


def _mention(match: re.Match[str], told: tuple[str, bool] | None) -> DateMention | None:
    if told is None:
        return None
    try:
        return DateMention(Span(*match.span()), parse_edtf(told[0]), told[1])
    except EdtfError:
        return None


def _absolute(match: re.Match[str], _: Edtf | None) -> tuple[str, bool]:
    """A date that names its year; "early", "mid" and "late" make it approximate."""
    parts = match.groupdict()
    about = "~" if parts.get("part") else ""
    return _joined(parts["year"], parts.get("month"), parts.get("day")) + about, False


def _span(match: re.Match[str], _: Edtf | None) -> tuple[str, bool]:
    return f"{match['first']}/{match['last']}", False


def _season(match: re.Match[str], _: Edtf | None) -> tuple[str, bool]:
    return f"{match['year']}-{_SEASON_CODES[match['season'].lower()]}", False


def _decade(match: re.Match[str], _: Edtf | None) -> tuple[str, bool]:
    return f"{match['decade']}X", False


def _joined(year: str, month: str | None, day: str | None) -> str:
    number = _MONTH_NUMBER[month[:3].lower()] if month else None
    return year + (f"-{number:02}" if number else "") + (f"-{int(day):02}" if day else "")


def _in_this_year(match: re.Match[str], published: Edtf | None) -> tuple[str, bool] | None:
    day = _known(published, "year")
    return (_joined(f"{day.year:04}", match["month"], None), True) if day else None


def _latest_month(match: re.Match[str], published: Edtf | None) -> tuple[str, bool] | None:
    """A month without a year is the last one of that name."""
    day, number = _known(published, "month"), _MONTH_NUMBER[match["month"][:3].lower()]
    if day is None:
        return None
    year = day.year - (number > day.month)
    parts = match.groupdict()
    about = "~" if (parts.get("lead") or "").lower() in {"early", "mid", "late"} else ""
    return _joined(f"{year:04}", match["month"], parts.get("day")) + about, True


def _weekday(match: re.Match[str], published: Edtf | None) -> tuple[str, bool] | None:
    """The last day of that name before publication, which may be the day itself."""
    day = _known(published, "day")
    if day is None:
        return None
    back = (day.weekday() - _DAYS.index(match["weekday"].lower())) % 7
    return (day - timedelta(days=back)).isoformat(), True


def _near(match: re.Match[str], published: Edtf | None) -> tuple[str, bool] | None:
    step = {"last": -1, "this": 0, "next": 1}[match["which"].lower()]
    unit = match["unit"].lower()
    if unit == "week":
        return _week(_known(published, "day"), step)
    day = _known(published, unit)
    if day is None:
        return None
    if unit == "year":
        return f"{day.year + step:04}", True
    months = day.year * 12 + day.month - 1 + step
    return f"{months // 12:04}-{months % 12 + 1:02}", True


def _week(day: date | None, step: int) -> tuple[str, bool] | None:
    if day is None:
        return None
    monday = day - timedelta(days=day.weekday() - 7 * step)
    return f"{monday}/{monday + timedelta(days=6)}", True


def _near_day(match: re.Match[str], published: Edtf | None) -> tuple[str, bool] | None:
    day = _known(published, "day")
    step = {"yesterday": -1, "today": 0, "tomorrow": 1}[match["near"].lower()]
    return ((day + timedelta(days=step)).isoformat(), True) if day else None


def _known(published: Edtf | None, unit: str) -> date | None:
    """The first day of what is known of the publication, if it is known to the unit."""
    finer = {"day": ("day",), "month": ("day", "month"), "year": ("day", "month", "season", "year")}[unit]
    if published is None or published.precision not in finer or published.earliest is None:
        return None
    return published.earliest if date.min.year < published.earliest.year < date.max.year else None


_Reader = Callable[[re.Match[str], Edtf | None], tuple[str, bool] | None]
_PART = r"(?P<part>(?:early|mid|late)[ -])?"
_PATTERNS: tuple[tuple[re.Pattern[str], _Reader], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE if reads_any_case else 0), read)
    for pattern, read, reads_any_case in (
        (rf"\b{_MONTH}\s{_DAY},?\s{_YEAR}", _absolute, False),
        (rf"\b{_DAY}\s(?:of\s)?{_MONTH},?\s{_YEAR}", _absolute, False),
        (r"\b(?P<year>\d{4})-(?P<iso>[01]\d-[0-3]\d)\b", lambda match, _: (match[0], False), False),
        (rf"{_PART}\b{_MONTH},?\s(?:of\s)?{_YEAR}", _absolute, False),
        (r"\b(?P<season>spring|summer|autumn|fall|winter)\s(?:of\s)?" + _YEAR, _season, True),
        (r"\b(?:between|from)\s(?P<first>(?:1[89]|20)\d\d)\s(?:and|to)\s(?P<last>(?:1[89]|20)\d\d)\b", _span, True),
        (r"\b(?P<first>(?:1[89]|20)\d\d)[-–](?P<last>(?:1[89]|20)\d\d)\b", _span, False),
        (r"\b(?P<decade>(?:1[89]|20)\d)0s\b", _decade, False),
        (r"\b(?P<part>(?:early|mid|late)[ -])" + _YEAR, _absolute, True),
        (r"(?<![\w,.$£€/-])" + _YEAR + r"(?!\w)(?![-/]\d)", _absolute, False),
        (rf"\b{_MONTH}\sthis\syear\b", _in_this_year, False),
        (rf"\b(?P<lead>in|since|until|by|last|early|mid|late)[ -]{_MONTH}(?!\s\d)", _latest_month, False),
        (rf"\b{_MONTH}\s{_DAY}\b", _latest_month, False),
        (rf"\b{_DAY}\s{_MONTH}", _latest_month, False),
        (rf"\b(?:on|last|this)\s(?P<weekday>{'|'.join(_DAYS)})\b", _weekday, True),
        (r"\b(?P<which>last|this|next)\s(?P<unit>week|month|year)\b", _near, True),
        (r"\b(?P<near>yesterday|today|tomorrow)\b", _near_day, True),
    )
)

# Words of doubt

_HEDGE = re.compile(
    r"\b(?:in all (?:likelihood|probability)|it(?: i|['’])s (?:un)?likely(?: that)?|"
    r"(?:is|are|was|were)? ?(?:believed|thought|said|reported|alleged|expected|understood|feared) to(?: be| have)?|"
    r"(?:would|may|might|could) (?:seem|appear|suggest)(?: to(?: be)?)?|"
    r"(?:extremely|highly|very|most|almost) (?:un)?(?:likely|certain(?:ly)?|probable)|"
    r"(?:seem|appear)(?:s|ed)? to(?: be)?|(?:may|might)(?: not|n['’]t)?|could(?! not)|"
    r"(?:un)?likely|probably|possibly|perhaps|maybe|presumably|apparently|"
    r"allegedly|reportedly|supposedly|ostensibly|arguably|undoubtedly|certainly|surely|an estimated|estimated|"
    r"destined to|bound to|set to|seems?|appears?|suspected|unclear|debatable|questionable|unconfirmed|unverified|"
    r"no doubt)\b",
    re.IGNORECASE,
)


def find_hedge(text: str) -> str | None:
    """The first words of doubt, verbatim."""
    match = _HEDGE.search(text)
    return " ".join(match[0].split()) if match else None


# Countries

_DEMONYMS: Mapping[str, str] = {
    word: code
    for code, words in {
        "AF": "Afghan Afghans", "AR": "Argentine", "AT": "Austrian", "BE": "Belgian Belgians", "BR": "Brazilian",
        "CA": "Canadian", "CH": "Swiss", "CN": "Chinese", "CU": "Cuban", "CY": "Cypriot", "CZ": "Czech Czechs",
        "DE": "German Germans", "DK": "Danish Danes", "ES": "Spanish", "FI": "Finnish Finns", "FR": "French",
        "GB": "British Britons U.K", "GR": "Greek Greeks", "HU": "Hungarian", "IE": "Irish", "IL": "Israeli Israelis",
        "IQ": "Iraqi Iraqis", "IT": "Italian", "JP": "Japanese", "KW": "Kuwaiti", "LB": "Lebanese", "NL": "Dutch",
        "NO": "Norwegian", "NZ": "New-Zealander", "PE": "Peruvian", "PH": "Philippine Filipino Filipinos",
        "PK": "Pakistani Pakistanis", "PL": "Polish Poles", "PT": "Portuguese", "QA": "Qatari", "SA": "Saudi Saudis",
        "SD": "Sudanese", "SE": "Swedish Swedes", "TH": "Thai", "TR": "Turkish Turks", "TW": "Taiwanese",
        "UA": "Ukrainian Ukrainians", "US": "American Americans U.S U.S.A", "VN": "Vietnamese",
        "YE": "Yemeni Yemenis",
    }.items()
    for word in words.split()
}  # fmt: skip
_CAPITALS: Mapping[str, str] = {
    name: code
    for name, _, code in (
        pair.partition(":")
        for pair in (
            "Ankara:TR Athens:GR Baghdad:IQ Bangkok:TH Beijing:CN Belgrade:RS Berlin:DE Bern:CH Bogotá:CO "
            "Brasília:BR Bucharest:RO Budapest:HU Cairo:EG Canberra:AU Caracas:VE Copenhagen:DK Damascus:SY "
            "Delhi:IN Dublin:IE Hanoi:VN Havana:CU Helsinki:FI Islamabad:PK Jakarta:ID Kabul:AF Khartoum:SD "
            "Kyiv:UA Kiev:UA Kremlin:RU Lisbon:PT London:GB Madrid:ES Manila:PH Minsk:BY Moscow:RU Nairobi:KE "
            "Oslo:NO Ottawa:CA Paris:FR Prague:CZ Pretoria:ZA Pyongyang:KP Riyadh:SA Rome:IT Seoul:KR Sofia:BG "
            "Stockholm:SE Taipei:TW Tallinn:EE Tehran:IR Tokyo:JP Tripoli:LY Vienna:AT Vilnius:LT Warsaw:PL "
            "Washington:US"
        ).split()
    )
}
"""Capitals, and one castle, as the press uses them for governments."""
_NAME = re.compile(r"[A-Z][\w’'.-]*(?:\s(?:of\s|and\s|the\s)?[A-Z][\w’'.-]*)*")


def find_countries(text: str) -> tuple[str, ...]:
    """The codes of the countries named: by name, by adjective, by capital; each once, in order."""
    return tuple(
        dict.fromkeys(code for match in _NAME.finditer(text) for code in _codes(re.split(r"[\s–-]+", match[0])))
    )


def _codes(words: list[str]) -> Iterator[str]:
    """Countries in a run of capitalised words, the longest name first at every place."""
    start = 0
    while start < len(words):
        lengths = range(min(6, len(words) - start), 0, -1)
        found = ((size, _code(" ".join(words[start : start + size]))) for size in lengths)
        size, code = next(((size, code) for size, code in found if code), (1, None))
        if code:
            yield code
        start += size


@lru_cache(maxsize=4096)
def _code(name: str) -> str | None:
    bare = re.sub(r"['’]s?$", "", name.rstrip(".,")).strip()
    if code := _DEMONYMS.get(bare) or _CAPITALS.get(bare) or _adjectives().get(bare):
        return code
    if bare in CODES and bare != "US":
        return None  # IT and IN are rarely Italy and India
    return find_country(bare) if len(bare) > 3 or bare.isupper() else None


@lru_cache(maxsize=1)
def _adjectives() -> Mapping[str, str]:
    """Adjectives made as most are, a name with an ending: Russian, Korean, Ukrainians."""
    made = {}
    for ending in ("n", "ns", "an", "ans", "ian", "ians"):
        for code in sorted(CODES):
            name = english_name(code)
            stem = name if ending.startswith("n") else name.rstrip("aeyo")
            made.setdefault(stem + ending, code)
    return made
