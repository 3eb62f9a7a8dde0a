"""EDTF dates: what each form means, how it is said, and what is refused with which advice."""

import re
from datetime import MAXYEAR, date
from time import struct_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dossier.dates import (
    Edtf,
    EdtfError,
    certainly_before,
    certainly_by,
    overlaps,
    parse_edtf,
    precision_words,
    sort_key,
    words,
)

SPAN = "some time within this span; the day is not known"
MONTH = "the month is known, the day is not"
SEASON = "the season is known, the day is not"
YEAR = "the year is known, the month is not"
DECADE = "the decade is known, the year is not"
CENTURY = "the century is known, the year is not"
ONE_OF = "one of several dates: which is not known"
ALL_OF = "several dates: all are meant"

# text, first day, last day (None: open or unknown), precision, in words, what is left unsaid
FORMS = [
    ("2024-10-26", "2024-10-26", "2024-10-26", "day", "26 October 2024", ""),
    ("2024-02-29", "2024-02-29", "2024-02-29", "day", "29 February 2024", ""),
    ("2024-10", "2024-10-01", "2024-10-31", "month", "October 2024", MONTH),
    ("2023-02", "2023-02-01", "2023-02-28", "month", "February 2023", MONTH),
    ("2024", "2024-01-01", "2024-12-31", "year", "2024", YEAR),
    ("0001", "0001-01-01", "0001-12-31", "year", "1", YEAR),
    ("9999-12-31", "9999-12-31", "9999-12-31", "day", "31 December 9999", ""),
    ("2024-21", "2024-03-01", "2024-05-31", "season", "spring 2024", SEASON),
    ("2024-22", "2024-06-01", "2024-08-31", "season", "summer 2024", SEASON),
    ("2024-23", "2024-09-01", "2024-11-30", "season", "autumn 2024", SEASON),
    ("2024-24", "2024-12-01", "2025-02-28", "season", "winter 2024/25", SEASON),
    ("1999-24", "1999-12-01", "2000-02-29", "season", "winter 1999/00", SEASON),
    # digits left open
    ("202X", "2020-01-01", "2029-12-31", "decade", "the 2020s", DECADE),
    ("200X", "2000-01-01", "2009-12-31", "decade", "some time from 2000 to 2009", DECADE),
    ("20XX", "2000-01-01", "2099-12-31", "century", "some time from 2000 to 2099", CENTURY),
    ("2024-XX", "2024-01-01", "2024-12-31", "year", "2024, month not given", YEAR),
    ("2024-XX-XX", "2024-01-01", "2024-12-31", "year", "2024, month and day not given", YEAR),
    ("2024-10-XX", "2024-10-01", "2024-10-31", "month", "October 2024, day not given", MONTH),
    # about and perhaps: marked, never widened
    ("2024-10-26~", "2024-10-26", "2024-10-26", "day", "about 26 October 2024", "approximate"),
    ("2024-10-26?", "2024-10-26", "2024-10-26", "day", "perhaps 26 October 2024", "uncertain"),
    ("2024-10-26%", "2024-10-26", "2024-10-26", "day", "perhaps about 26 October 2024", "approximate and uncertain"),
    (
        *("2024-10~", "2024-10-01", "2024-10-31", "month"),
        *("about October 2024", "the month is approximate, the day is not known"),
    ),
    (
        *("2024-22~", "2024-06-01", "2024-08-31", "season"),
        *("about summer 2024", "the season is approximate, the day is not known"),
    ),
    (
        *("2024?", "2024-01-01", "2024-12-31", "year"),
        *("perhaps 2024", "the year is uncertain, the month is not known"),
    ),
    (
        *("2024%", "2024-01-01", "2024-12-31", "year"),
        *("perhaps about 2024", "the year is approximate and uncertain, the month is not known"),
    ),
    (
        *("202X~", "2020-01-01", "2029-12-31", "decade"),
        *("about the 2020s", "the decade is approximate, the year is not known"),
    ),
    (
        *("2024-10-XX?", "2024-10-01", "2024-10-31", "month"),
        *("perhaps October 2024, day not given", "the month is uncertain, the day is not known"),
    ),
    # intervals
    ("2024-10-26/2024-10-28", "2024-10-26", "2024-10-28", "interval", "between 26 and 28 October 2024", SPAN),
    ("2024-10-26/2024-11-04", "2024-10-26", "2024-11-04", "interval", "between 26 October and 4 November 2024", SPAN),
    (
        *("2024-12-30/2025-01-02", "2024-12-30", "2025-01-02", "interval"),
        *("between 30 December 2024 and 2 January 2025", SPAN),
    ),
    (
        *("2023-10-26/2024-10-26", "2023-10-26", "2024-10-26", "interval"),
        *("between 26 October 2023 and 26 October 2024", SPAN),
    ),
    ("2024-10/2024-12", "2024-10-01", "2024-12-31", "interval", "between October and December 2024", SPAN),
    ("2024-10-XX/2024-12", "2024-10-01", "2024-12-31", "interval", "between October and December 2024", SPAN),
    ("2024-22/2024-23", "2024-06-01", "2024-11-30", "interval", "between summer and autumn 2024", SPAN),
    ("2022/2024-10", "2022-01-01", "2024-10-31", "interval", "between 2022 and October 2024", SPAN),
    ("2024-10/2024", "2024-10-01", "2024-12-31", "interval", "between October 2024 and 2024", SPAN),
    ("2023/2024", "2023-01-01", "2024-12-31", "interval", "between 2023 and 2024", SPAN),
    ("202X/203X", "2020-01-01", "2039-12-31", "interval", "between the 2020s and the 2030s", SPAN),
    ("2024/2024-XX", "2024-01-01", "2024-12-31", "interval", "2024", SPAN),
    ("2024-11-04/..", "2024-11-04", None, "interval", "4 November 2024 or later", f"{SPAN}, its end is open"),
    ("../2019", None, "2019-12-31", "interval", "2019 or earlier", f"{SPAN}, its start is open"),
    ("2024-11/", "2024-11-01", None, "interval", "from November 2024, end not known", f"{SPAN}, its end is not known"),
    ("/2019", None, "2019-12-31", "interval", "until 2019, start not known", f"{SPAN}, its start is not known"),
    (
        *("2024-10~/2024-12", "2024-10-01", "2024-12-31", "interval"),
        *("between about October 2024 and December 2024", f"{SPAN}, its start is approximate"),
    ),
    (
        *("2024-10/2024-12%", "2024-10-01", "2024-12-31", "interval"),
        *("between October 2024 and perhaps about December 2024", f"{SPAN}, its end is approximate and uncertain"),
    ),
    (
        *("2024-11~/..", "2024-11-01", None, "interval"),
        *("about November 2024 or later", f"{SPAN}, its start is approximate, its end is open"),
    ),
    (
        *("../2019?", None, "2019-12-31", "interval"),
        *("perhaps 2019 or earlier", f"{SPAN}, its start is open, its end is uncertain"),
    ),
    # sets: [one of], {all of}
    ("[2023,2024]", "2023-01-01", "2024-12-31", "set", "one of 2023 or 2024", ONE_OF),
    ("[2024,2022,2023]", "2022-01-01", "2024-12-31", "set", "one of 2024, 2022 or 2023", ONE_OF),
    ("[2022..2024]", "2022-01-01", "2024-12-31", "set", "one of 2022 to 2024", ONE_OF),
    ("[2022..2024,2026]", "2022-01-01", "2026-12-31", "set", "one of 2022 to 2024 or 2026", ONE_OF),
    ("[..2019]", None, "2019-12-31", "set", "2019 or earlier", ONE_OF),
    ("[2017,2019..]", "2017-01-01", None, "set", "one of 2017 or 2019 or later", ONE_OF),
    (
        *("[2023-10,2023-12~]", "2023-10-01", "2023-12-31", "set"),
        *("one of October 2023 or about December 2023", f"{ONE_OF}, in part approximate"),
    ),
    ("{2023,2024-10-26}", "2023-01-01", "2024-10-26", "set", "2023 and 26 October 2024", ALL_OF),
    ("{2017,2022..2024}", "2017-01-01", "2024-12-31", "set", "2017 and 2022 to 2024", ALL_OF),
    (
        "{2022,2023,2024?}",
        "2022-01-01",
        "2024-12-31",
        "set",
        "2022, 2023 and perhaps 2024",
        f"{ALL_OF}, in part uncertain",
    ),
    ("{..2019}", None, "2019-12-31", "set", "until 2019", ALL_OF),
]

IN_DIGITS = "write it in digits: 2024-10-26, 2024-10 or 2024, with ~ behind it for about and ? for perhaps"
FOUR_DIGITS = "every date begins with a year of four digits, as in 2024-10 or 2024-10/2024-12"
TWO_DIGITS = "months and days have two digits, as in 2024-01-05"
YEARS = "years run from 0001 to 9999"
NEITHER = "neither start nor end is given; leave the field out when no date is known"
REVERSED = "it ends before it begins; swap the two dates"
SET_ALONE = "a set stands alone, as in [2023,2024] for one of them or {2023,2024} for both"

REFUSED = {
    "": "it is empty; leave the field out when no date is known",
    "  ": "it is empty; leave the field out when no date is known",
    # days that do not exist
    "2024-13": "month 13 does not exist; months are 01 to 12, seasons 21 (spring) to 24 (winter)",
    "2024-00-10": "month 00 does not exist; months are 01 to 12, seasons 21 (spring) to 24 (winter)",
    "2024-25": "month 25 does not exist; months are 01 to 12, seasons 21 (spring) to 24 (winter)",
    "2023-02-29": "day 29 does not exist; February 2023 has 28 days",
    "2024-04-31": "day 31 does not exist; April 2024 has 30 days",
    "2024-10-00": "day 00 does not exist; October 2024 has 31 days",
    "2024-21-05": "a season has no days; write 2024-21 for spring 2024",
    "2024-10-26/2024-10-32": "day 32 does not exist; October 2024 has 31 days",
    # years out of range
    "0000": YEARS,
    "000X": YEARS,
    "-0043": YEARS,
    "12024": YEARS,
    "Y12024": YEARS,
    "9999-24": YEARS,
    # times and other ways to write a day
    "2024-10-26T10:00:00Z": "give the day only: write 2024-10-26",
    "2024-10-26 10:00": "give the day only: write 2024-10-26",
    "10/26/2024": "write 2024-10-26",
    "26/10/2024": "write 2024-10-26",
    "26.10.2024": "write 2024-10-26",
    "2024/10/26": "write 2024-10-26",
    "20241026": "write 2024-10-26",
    "04/11/2024": "write year-month-day, as in 2024-10-26",
    "2024-1-5": TWO_DIGITS,
    "2024-1": TWO_DIGITS,
    "24": FOUR_DIGITS,
    "2024/10": FOUR_DIGITS,
    "2024-10-26/28": FOUR_DIGITS,
    "2024–10–26": "write plain hyphens between year, month and day",
    "October 2024": IN_DIGITS,
    "ca. 2024": IN_DIGITS,
    "yesterday": IN_DIGITS,
    "٢٠٢٤": IN_DIGITS,
    # signs and open digits in the wrong place
    "~2024": "one sign for the whole date goes behind it, as in 2024-10~",
    "2024?-10": "one sign for the whole date goes behind it, as in 2024-10~",
    "2024-10?~": "write % for about and perhaps together",
    "2024-10 ~": "leave out the spaces",
    "2024 / 2025": "leave out the spaces",
    "202x": "write X in capitals",
    "2024-10-xx": "write X in capitals",
    "2XXX": "X stands for the last one or two digits of a year, as in 202X or 20XX",
    "XXXX-10": "X stands for the last one or two digits of a year, as in 202X or 20XX",
    "202X-10": "nothing known can follow an X; write 202X",
    "2024-XX-05": "nothing known can follow an X; write 2024",
    # intervals and sets
    "2017/2016": REVERSED,
    "2024-11-04/2024-10": REVERSED,
    "[2024..2023]": REVERSED,
    "../..": NEITHER,
    "/": NEITHER,
    "[..]": NEITHER,
    "2022..2024": "write a span with a slash, as in 2024-10/2024-12",
    "[2022/2024]": "inside a set write a span with dots, as in [2022..2024,2026]",
    "[2023]": "a set needs two dates or a range; write 2023 alone",
    "[2023,]": "a date is missing between the commas",
    "[]": "a date is missing between the commas",
    "[2023,{2024,2025}]": SET_ALONE,
    "[2023,2024]?": SET_ALONE,
    "[2023,2024]/2026": SET_ALONE,
}


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "precision", "said", "unsaid"), FORMS, ids=[f[0] for f in FORMS]
)
def test_every_form_has_its_bounds_its_words_and_what_it_leaves_unsaid(text, earliest, latest, precision, said, unsaid):
    edtf = parse_edtf(text)
    assert (edtf.earliest, edtf.latest, edtf.precision) == (day(earliest), day(latest), precision)
    assert (words(edtf), precision_words(edtf)) == (said, unsaid)
    assert str(edtf) == text


@pytest.mark.parametrize(("text", "advice"), REFUSED.items())
def test_what_is_no_date_is_refused_with_advice(text, advice):
    with pytest.raises(EdtfError) as refusal:
        parse_edtf(text)
    assert str(refusal.value) == f"{text!r} is no EDTF date: {advice}"


def test_an_overlong_text_is_refused_without_repeating_it():
    with pytest.raises(EdtfError) as refusal:
        parse_edtf("2024-10-26" * 11)
    assert str(refusal.value) == "'2024-10-262024-10-262024-10-26…' is no EDTF date: it is longer than 100 characters"


@pytest.mark.parametrize(
    ("text", "approximate", "uncertain"),
    [
        ("2024", False, False),
        ("2024~", True, False),
        ("2024?", False, True),
        ("2024%", True, True),
        ("2023~/2024", True, False),
        ("2023/2024?", False, True),
        ("2023~/2024?", True, True),
        ("2023/..", False, False),
        ("[2022,2023%]", True, True),
    ],
)
def test_a_sign_on_any_part_marks_the_whole(text, approximate, uncertain):
    edtf = parse_edtf(text)
    assert (edtf.approximate, edtf.uncertain) == (approximate, uncertain)


def test_an_interval_keeps_both_its_ends_as_dates():
    edtf = parse_edtf("2024-10~/2024-12?")
    assert (edtf.start, edtf.end) == (parse_edtf("2024-10~"), parse_edtf("2024-12?"))
    assert (parse_edtf("../2019").start, parse_edtf("2019/").end) == (None, None)


def test_a_set_keeps_its_members_ranges_as_intervals():
    members = parse_edtf("[2017,2022..2024,2026..]").members
    assert members == tuple(map(parse_edtf, ("2017", "2022/2024", "2026/..")))


def test_white_space_around_a_date_and_inside_a_set_does_not_count():
    assert parse_edtf(" 2024-10\n") == parse_edtf("2024-10")
    assert parse_edtf("[ 2023, 2024 ]") == parse_edtf("[2023,2024]")


def test_dates_are_equal_and_hash_alike_when_written_alike():
    assert len({parse_edtf("2024"), parse_edtf(" 2024 "), parse_edtf("2024-XX"), parse_edtf("2024~")}) == 3


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("2024-10-26", "2024-10", True),
        ("2024-10-31", "2024-11", False),
        ("2024-10", "2024-11", False),
        ("2024-10/2024-11", "2024-11/2024-12", True),
        ("2024-10-26~", "2024-10-27", False),
        ("2024-24", "2025-02", True),
        ("2024-11/..", "2030", True),
        ("2024-11/", "2024-10", False),
        ("../2019", "0001", True),
        ("../2019", "2020/..", False),
        ("[2019,2024]", "2021", False),
        ("[2019,2024]", "2024-05", True),
        ("{2019,2024}", "[2021,2022..2023]", False),
        ("[2019..2024]", "2021", True),
    ],
)
def test_overlap_asks_whether_both_can_be_the_same_day(a, b, expected):
    assert overlaps(parse_edtf(a), parse_edtf(b)) is expected


@pytest.mark.parametrize(
    ("text", "before", "by"),
    [
        ("2024-10-30", True, True),
        ("2024-10-31", False, True),
        ("2024-10", False, True),
        ("2024-11", False, False),
        ("2024", False, False),
        ("../2024-10-30", True, True),
        ("2019/..", False, False),
        ("2019/", False, False),
        ("[2019,2023]", True, True),
    ],
)
def test_a_date_is_certainly_before_or_by_a_day_only_when_its_last_day_is(text, before, by):
    edtf, limit = parse_edtf(text), date(2024, 10, 31)
    assert (certainly_before(edtf, limit), certainly_by(edtf, limit)) == (before, by)


def test_dates_sort_by_first_then_last_day_open_starts_first_open_ends_last():
    ordered = ["../2019", "2024-10-01", "2024-10", "2024-10/2024-12", "2024-10/..", "2024-10-02"]
    assert [str(edtf) for edtf in sorted(map(parse_edtf, reversed(ordered)), key=sort_key)] == ordered


# --- What holds for every date ---------------------------------------------------------------------------------------

DAYS = st.dates().map(date.isoformat)
YEAR_TEXTS = st.integers(1, MAXYEAR - 1).map("{:04}".format)
SINGLES = st.builds(
    "{}{}".format,
    st.one_of(
        DAYS,
        DAYS.map(lambda text: text[:7]),
        DAYS.map(lambda text: text[:7] + "-XX"),
        YEAR_TEXTS,
        YEAR_TEXTS.map(lambda text: text + "-XX-XX"),
        st.builds("{}-{}".format, YEAR_TEXTS, st.integers(21, 24)),
        st.integers(1, 999).map("{:03}X".format),
        st.integers(1, 99).map("{:02}XX".format),
    ),
    st.sampled_from(["", "", "?", "~", "%"]),
)


def in_order(pair: tuple[str, str]) -> tuple[str, ...]:
    return tuple(sorted(pair, key=lambda text: sort_key(parse_edtf(text))))


PAIRS = st.tuples(SINGLES, SINGLES).map(in_order)
INTERVALS = st.one_of(
    PAIRS.map("/".join),
    st.builds("{}/{}".format, SINGLES, st.sampled_from(["", ".."])),
    st.builds("{}/{}".format, st.sampled_from(["", ".."]), SINGLES),
)
MEMBERS = st.one_of(SINGLES, PAIRS.map("..".join), SINGLES.map("..{}".format), SINGLES.map("{}..".format))
SETS = st.builds(
    lambda members, form: form.format(",".join(members)),
    st.lists(MEMBERS, min_size=2, max_size=4),
    st.sampled_from(["[{}]", "{{{}}}"]),
)
DATES = st.one_of(SINGLES, INTERVALS, SETS).map(parse_edtf)
LOOKALIKES = st.text(alphabet="0123456789-/.,[]{}?~%XxTZ: \n", max_size=30)


@given(DATES)
def test_a_date_reads_back_from_its_text(edtf: Edtf):
    assert parse_edtf(str(edtf)) == edtf


@given(DATES)
def test_the_first_day_never_follows_the_last(edtf: Edtf):
    first, last = sort_key(edtf)
    assert first <= last


@given(DATES)
def test_every_date_has_words_that_never_show_its_notation(edtf: Edtf):
    said = f"{words(edtf)} {precision_words(edtf)}"
    assert words(edtf)
    assert "EDTF" not in said
    assert not set("?~%X[]{}") & set(said)
    assert "  " not in said
    assert "None" not in said


@given(DATES, DATES)
def test_overlap_is_mutual_and_excluded_by_an_order_in_time(a: Edtf, b: Edtf):
    assert overlaps(a, b) == overlaps(b, a)
    assert overlaps(a, a)
    assert not (overlaps(a, b) and b.earliest and certainly_before(a, b.earliest))


def refusal(text: str) -> str | None:
    try:
        parse_edtf(text)
    except EdtfError as error:
        return str(error)
    return None


@given(st.one_of(st.text(), LOOKALIKES))
def test_any_text_is_read_or_refused_in_one_sentence(text: str):
    message = refusal(text)
    assert message is None or (" is no EDTF date: " in message and "\n" not in message)


# --- Against the edtf library ----------------------------------------------------------------------------------------
# Left out, because there we differ on purpose or the library has no answer.

LEFT_OUT = re.compile(
    r"[0-9]{4}-24"  # winter: the library ends it on 31 December of its year
    r"|^/|/$"  # an unknown start or end: the library puts it ten years away
    r"|[0-9]{4}-2[1-4][?~%]"  # a season with a sign: not read
    r"|X.*/|/.*X"  # an interval with X: mostly not read
)


def agrees_by_design(text: str) -> bool:
    return LEFT_OUT.search(text) is None


def library_bounds(text: str) -> tuple[date | None, ...]:
    library = pytest.importorskip("edtf", reason="the edtf library is the oracle")
    parsed = library.parse_edtf(text)
    bounds = (parsed.lower_strict(), parsed.upper_strict())  # infinities are numbers
    return tuple(date(*bound[:3]) if isinstance(bound, struct_time) else None for bound in bounds)


@pytest.mark.slow
@pytest.mark.parametrize("text", [form[0] for form in FORMS if agrees_by_design(form[0])])
def test_bounds_agree_with_the_edtf_library(text: str):
    edtf = parse_edtf(text)
    assert library_bounds(text) == (edtf.earliest, edtf.latest)


@pytest.mark.slow
@settings(max_examples=40, derandomize=True)
@given(st.one_of(SINGLES, INTERVALS).filter(agrees_by_design))
def test_bounds_agree_with_the_edtf_library_on_generated_dates(text: str):
    edtf = parse_edtf(text)
    assert library_bounds(text) == (edtf.earliest, edtf.latest)
