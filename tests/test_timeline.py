"""The timeline's content: items, shapes of dates, windows, the list's headings, pairs, what was known, the table."""

import csv
import io
from datetime import date
from pathlib import Path

import pytest

from dossier.dates import parse_edtf
from dossier.export.event_table import events_csv
from dossier.loading import load_dossier
from dossier.reading import Index, Reading
from dossier.timeline import (
    Item,
    by_year_and_month,
    can_be_drawn,
    chosen_key,
    disputes_about,
    find_items,
    find_pairs,
    find_steps,
    known_claims_of,
    perhaps_first,
    stretches,
)
from dossier.view import View
from dossier.windows import (
    Window,
    find_outside,
    find_presets,
    first_window,
    shown_window,
    span_of,
    widest,
    window_words,
)

FORMS = Path(__file__).parent / "forms" / "data" / "claims.yaml"


@pytest.fixture(scope="module")
def forms() -> Index:
    """A dossier with an event for every form of a date."""
    return Index(load_dossier(FORMS))


def item(edtf: str, key: str = "") -> Item:
    return Item(key or edtf, "Title", parse_edtf(edtf), "other", View("timeline"))


def items(*dates: str) -> list[Item]:
    return [item(edtf, f"{n}") for n, edtf in enumerate(dates)]


def days(first: str, last: str) -> Window:
    return date.fromisoformat(first), date.fromisoformat(last)


# Items


def test_events_and_publications_stand_in_order_of_time(index):
    found = find_items(index.read(View("timeline")))
    assert [(one.key, one.kind) for one in found] == [
        ("survey-2019", "report"),
        ("source:harbour-news", "publication"),
        ("source:quay-post", "publication"),
        ("closing", "policy"),
    ]


@pytest.mark.parametrize("query", ["kind=policy", "party=ada-lund", "partner=ada-lund", "dated=stated"])
def test_a_filter_that_only_events_can_meet_leaves_publications_out(index, query):
    found = find_items(index.read(View.parse("timeline", query, index.dossier)))
    assert "publication" not in {one.kind for one in found}
    assert "closing" in {one.key for one in found}


def test_an_item_opens_as_its_link_says(index):
    reading = index.read(View("timeline", event="closing"))
    by_key = {one.key: one.view for one in find_items(reading)}
    assert by_key["survey-2019"] == View("timeline", event="survey-2019")
    assert by_key["source:quay-post"] == View("timeline", publication="quay-post")
    assert all(chosen_key(view) == key for key, view in by_key.items())


# The shape of a date

SHAPES = {
    "2021-05-17": [("2021-05-17", "2021-05-17", "sharp", "sharp", False, False)],
    "2021-05-17~": [("2021-05-17", "2021-05-17", "soft", "soft", False, False)],
    "2021-05-17%": [("2021-05-17", "2021-05-17", "soft", "soft", True, True)],
    "2021-06": [("2021-06-01", "2021-06-30", "sharp", "sharp", False, False)],
    "2020-24": [("2020-12-01", "2021-02-28", "sharp", "sharp", False, False)],
    "2021?": [("2021-01-01", "2021-12-31", "sharp", "sharp", True, True)],
    "2021-02~/2021-04?": [("2021-02-01", "2021-04-30", "soft", "sharp", False, True)],
    "2021-05/..": [("2021-05-01", None, "sharp", "open", False, False)],
    "/2021-05~": [(None, "2021-05-31", "unknown", "soft", False, False)],
    "[2021-02,2021-05-17?]": [
        ("2021-02-01", "2021-02-28", "sharp", "sharp", False, False),
        ("2021-05-17", "2021-05-17", "sharp", "sharp", True, True),
    ],
    "{..2019,2021}": [
        (None, "2019-12-31", "open", "sharp", False, False),
        ("2021-01-01", "2021-12-31", "sharp", "sharp", False, False),
    ],
}


@pytest.mark.parametrize(("edtf", "expected"), SHAPES.items(), ids=SHAPES)
def test_a_date_has_the_stretches_that_it_can_mean(edtf, expected):
    found = [
        (
            str(s.first) if s.first else None,
            str(s.last) if s.last else None,
            s.begins,
            s.ends,
            s.doubt_first,
            s.doubt_last,
        )
        for s in stretches(parse_edtf(edtf))
    ]
    assert found == expected


# Windows


def test_few_items_are_shown_whole():
    assert first_window(items("1950", "2020-05-03", "2021-06")) == days("1950-01-01", "2021-12-31")


def test_of_many_items_the_first_window_holds_where_most_happens_in_whole_months_or_years():
    near = [f"2021-05-{day:02}" for day in range(3, 13)]
    assert first_window(items("1950", "1990", *near)) == days("2021-05-01", "2021-05-31")
    wide = [f"{year}-05-03" for year in range(2015, 2025)]
    assert first_window(items("1950", *wide)) == days("2015-01-01", "2023-12-31")


def test_everything_is_the_widest_window_wherever_it_stands():
    """Where most happens all the time, the busiest time comes after everything."""
    clusters = [f"{year}-0{month}-05" for year in (2010, 2020) for month in (1, 2, 3)]
    clusters += [f"2016-0{month}-05" for month in range(1, 7)]
    presets = find_presets(items(*clusters))
    assert [one.window for one in presets] == [days("2010-01-01", "2020-12-31"), days("2016-01-01", "2016-06-30")]
    assert widest(presets) is presets[0]
    spread = find_presets(items("1950", *clusters[6:], "2016-08-05", "2016-09-05", "2016-10-05"))
    assert widest(spread) is spread[-1]


def test_presets_offer_each_window_once_and_the_first_needs_no_key():
    spread = [f"{year}-05-03" for year in range(2010, 2020)] + [f"2019-06-{day:02}" for day in range(1, 15)]
    assert [(one.label, one.span) for one in find_presets(items("1950", *spread))] == [
        ("Most: 2014 to 2019", None),
        ("Busiest: June 2019", "2019-06"),
        ("All: 1950 to 2019", "1950/2019"),
    ]
    assert [(one.label, one.span) for one in find_presets(items("2021-05-03"))] == [("All: May 2021", None)]
    assert find_presets(items("[..2019,2022..]"))[0].label == "All: 2019 to 2022"
    assert find_presets([]) == ()


@pytest.mark.parametrize(
    ("window", "words", "span"),
    [
        (("2022-01-01", "2024-12-31"), "2022 to 2024", "2022/2024"),
        (("2022-01-01", "2022-12-31"), "2022", "2022"),
        (("2024-08-01", "2024-11-30"), "August to November 2024", "2024-08/2024-11"),
        (("2024-08-01", "2024-08-31"), "August 2024", "2024-08"),
        (("2023-12-01", "2024-02-29"), "December 2023 to February 2024", "2023-12/2024-02"),
        (("2024-08-03", "2024-11-30"), "3 August 2024 to 30 November 2024", "2024-08-03/2024-11-30"),
        (("0001-01-01", "9999-12-31"), "1 to 9999", "0001/9999"),
    ],
)
def test_a_window_is_said_as_short_as_it_can_be_and_reads_back(window, words, span):
    assert (window_words(days(*window)), span_of(days(*window))) == (words, span)
    read = parse_edtf(span)
    assert (read.earliest, read.latest) == days(*window)


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        ("2021-05/2021-07", ("2021-05-01", "2021-07-31")),
        ("2021-05/..", ("2021-05-01", "2021-12-31")),
        ("../2021-05", ("1950-01-01", "2021-05-31")),
        ("1900/1910", ("1900-01-01", "1910-12-31")),
        ("2030/..", ("2030-01-01", "2030-01-01")),
    ],
)
def test_a_link_chooses_the_window(span, expected):
    assert shown_window(items("1950", "2021"), parse_edtf(span)) == days(*expected)


def test_what_the_window_leaves_out_is_told_apart():
    found = items("2019-06", "2020-12/2021-01", "2021-05-03", "2021-12/..", "2022-01", "[..2019,2022..]", "[2019,2023]")
    outside = find_outside(found, days("2021-01-01", "2021-12-31"))
    assert [one.date.text for one in outside.earlier] == ["2019-06", "[..2019,2022..]", "[2019,2023]"]
    assert [one.date.text for one in outside.later] == ["2022-01"]
    assert outside.undated == ()


# The list


@pytest.mark.parametrize("edtf", ["202X", "202X~", "202X?", "202X%"])
def test_a_decade_has_one_heading_however_sure_it_is(edtf):
    assert [*by_year_and_month(items(edtf))] == ["The 2020s"]


def test_the_list_has_years_and_in_each_what_has_no_month_first(forms):
    view = View.parse("timeline", "kind=deployment,report,statement,other,policy,precedent")
    found = {
        year: {month: [one.key for one in group] for month, group in months.items()}
        for year, months in by_year_and_month(find_items(forms.read(view))).items()
    }
    assert found == {
        "2021 or earlier": {"": ["open-start", "unknown-start"]},
        "Without a known date": {"": ["nowhere"]},
        "Some time from 1900 to 1999": {"": ["century"]},
        "The 2020s": {"": ["decade"]},
        "2020": {"": ["winter"]},
        "2021": {
            "": [
                *("year", "year-open-digits", "year-perhaps", "season"),
                *("open-end", "unknown-end", "open-about", "season-about"),
            ]
        },
    }


def test_every_item_stands_in_the_list_once(forms):
    found = find_items(forms.read(View("timeline")))
    listed = [one for months in by_year_and_month(found).values() for group in months.values() for one in group]
    assert sorted(one.key for one in listed) == sorted(one.key for one in found)
    assert len(listed) == 32


def test_every_date_has_an_end_that_can_be_drawn(forms):
    """Even "2019 or earlier, or 2022 or later": what the model lets in can be shown."""
    assert all(can_be_drawn(one.date) for one in find_items(forms.read(View("timeline"))))


# People, claims and conflicts


def test_those_who_took_part_together_more_than_once_are_found(forms):
    reading = forms.read(View("timeline"))
    assert find_pairs(reading) == ((("ann", "bob"), 2),)
    together = forms.read(View("timeline", party=("ann",), partner=("bob",)))
    assert [event.id for event in together.events] == ["day", "month"]
    assert find_pairs(forms.read(View("timeline", kind=("meeting",)))) == ()


def test_events_can_be_asked_for_by_how_their_date_is_known(forms):
    inferred = forms.read(View("timeline", dated=("inferred",))).events
    assert sorted(event.id for event in inferred) == [
        *("day-about", "month-about", "open-about", "season-about", "span-about")
    ]
    assert len(forms.read(View("timeline", dated=("stated",))).events) == 31 - 5


def test_only_claims_that_could_be_known_stand_behind_an_event(index):
    event = index.dossier.events["closing"]
    now = index.read(View("timeline"))
    then = index.read(View("timeline", known=parse_edtf("2021-06")))
    assert [claim.id for claim in known_claims_of(now, event)] == ["lund-closing", "closed-july"]
    assert [claim.id for claim in known_claims_of(then, event)] == ["lund-closing"]
    assert [case.question.id for case in disputes_about(now, event)] == ["closing-date"]
    assert [case.question.id for case in disputes_about(then, event)] == []


def test_who_was_first_is_told_only_as_far_as_dates_tell(index):
    reading = index.read(View("timeline"))
    claims = known_claims_of(reading, index.dossier.events["closing"])
    assert [claim.id for claim in perhaps_first(reading, claims)] == ["lund-closing"]
    assert perhaps_first(reading, claims[1:]) == claims[1:]


def test_steps_of_what_was_known_are_the_days_by_which_sources_had_appeared(index):
    assert find_steps(index) == ((date(2021, 5, 17), 1), (index.dossier.sources["quay-post"].published.latest, 2))


def test_sources_of_which_it_cannot_be_told_were_not_known(index):
    assert [s.id for s in index.read(View(known=parse_edtf("2021-06"))).known_sources] == ["harbour-news"]
    assert len(index.read(View()).known_sources) == 2


# The table


def table(reading: Reading) -> list[dict[str, str]]:
    text = events_csv(reading)
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:])))


def test_the_table_has_a_row_for_every_event_of_the_view(index):
    dossier = index.dossier
    assert table(index.read(View("timeline", kind=("policy",)))) == [
        {
            "dossier_version": dossier.version,
            "permalink": f"/timeline?kind=policy&n=8&v={dossier.version}",
            "event": "closing",
            "title": "The bridge closes",
            "kind": "policy",
            "date": "2021-07-03",
            "date_words": "3 July 2021",
            "earliest": "2021-07-03",
            "latest": "2021-07-03",
            "date_basis": "",
            "place": "Harbour",
            "countries": "Norway",
            "participants": "Ada Lund",
            "claims": "closed-july; lund-closing",
            "sources": "quay-post; harbour-news",
            "note": "",
            "link": "/timeline?event=closing",
            "filters": "kind=policy",
            "licence": dossier.about.licence,
            "exported": "",
        }
    ]


def test_the_table_hides_claims_that_were_not_known(index):
    (row,) = table(index.read(View("timeline", known=parse_edtf("2021-06"))))
    assert (row["event"], row["claims"], row["sources"]) == ("closing", "lund-closing", "harbour-news")


def test_the_table_says_open_ends_by_empty_cells(forms):
    rows = {row["event"]: row for row in table(forms.read(View("timeline")))}
    assert (rows["open-end"]["earliest"], rows["open-end"]["latest"]) == ("2021-05-01", "")
    assert (rows["nowhere"]["earliest"], rows["nowhere"]["latest"]) == ("", "")
    assert rows["open-end"]["date_words"] == "May 2021 or later"


def test_a_view_without_events_is_a_head_line(forms):
    assert table(forms.read(View("timeline", party=("almanac-author",)))) == []
