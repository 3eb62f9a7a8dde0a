"""The tables of a dossier, and what filters leave of it."""

from dataclasses import fields, replace

import narwhals.stable.v2 as nw
import pytest
from conftest import at_most, make_dossier
from hypothesis import given
from hypothesis import strategies as st

from dossier.dates import parse_edtf
from dossier.frames import CLAIM_COLUMNS, EVENT_COLUMNS, build_frames, end_day, start_day
from dossier.queries import count_claims, count_facets, find_claims, find_events, find_rows, held_claims
from dossier.view import View

LUND = ["lund-closing", "lund-cracks"]
HARBOUR = [*LUND, "guild-disagrees", "wirth-safe"]
QUAY = ["wirth-repeats", "office-cracks", "office-early", "closed-july"]
ALL = [*HARBOUR, *QUAY]
# query, claims of the tiny dossier, events
FOUND = [
    ("", ALL, ["survey-2019", "closing"]),
    ("country=NO", ALL, ["survey-2019", "closing"]),
    ("country=SE", ["guild-disagrees", "wirth-safe"], []),
    ("country=SE,NO", ALL, ["survey-2019", "closing"]),
    ("country=FR", [], []),
    ("speaker=NO", [*LUND, "office-cracks", "office-early"], ["survey-2019", "closing"]),
    ("speaker=SE", ["wirth-safe", "wirth-repeats"], []),
    ("source=quay-post", QUAY, ["survey-2019", "closing"]),
    ("source=harbour-news", HARBOUR, ["closing"]),
    ("voice=bo-wirth", ["wirth-safe", "wirth-repeats"], []),
    ("voice=bo-wirth,ada-lund", [*LUND, "wirth-safe", "wirth-repeats"], ["closing"]),
    ("voice=bo-wirth&source=quay-post", ["wirth-repeats"], []),
    ("question=cracks", ["lund-cracks", "office-cracks"], ["survey-2019"]),
    ("question=will-close,closing-date", ["lund-closing", "office-early", "closed-july"], ["closing"]),
    ("topic=future", ["lund-closing", "office-early", "closed-july"], ["closing"]),
    ("topic=future&question=cracks", [], []),
    ("type=fact,forecast", ["lund-closing", "office-early", "closed-july"], ["closing"]),
    ("type=fact&type=figure", ["lund-cracks", "office-cracks", "closed-july"], ["survey-2019", "closing"]),
    ("kind=report", ALL, ["survey-2019"]),
    ("kind=policy,meeting", ALL, ["closing"]),
    # the office's survey lies in spring 2019; a claim without a date counts from the publication of its source
    ("to=2019-03-01", ["office-cracks"], ["survey-2019"]),
    ("to=2019-02", [], []),
    ("from=2019-05-31&to=2019-06", ["office-cracks"], ["survey-2019"]),
    ("from=2019-06&to=2020", [], []),
    ("from=2021-05-17&to=2021-05-17", ["lund-cracks", "guild-disagrees", "wirth-safe"], []),
    ("from=2021-06-30&to=2021-06-30", ["lund-closing"], []),
    ("from=2021-06", ["lund-closing", *(name for name in QUAY if name != "office-cracks")], ["closing"]),
    ("from=2021-07-03&to=2021-07-03", ["wirth-repeats", "office-early", "closed-july"], ["closing"]),
    ("from=2021-08", [], []),
    # what had been published for certain
    ("known=2021-05-16", [], []),
    ("known=2021-05-17", HARBOUR, ["closing"]),
    ("known=2021-05", HARBOUR, ["closing"]),
    ("known=2021-07-30", HARBOUR, ["closing"]),
    ("known=2021-07-31", ALL, ["survey-2019", "closing"]),
    ("known=2021-07", ALL, ["survey-2019", "closing"]),
    # several keys
    ("country=SE&type=assessment&speaker=SE&known=2021-05", ["wirth-safe"], []),
    ("source=quay-post&from=2021-07&kind=policy", ["wirth-repeats", "office-early", "closed-july"], ["closing"]),
    # words
    ("q=cracks", ["lund-cracks", "office-cracks"], ["survey-2019"]),
    ("q=cracks&speaker=NO&source=quay-post", ["office-cracks"], ["survey-2019"]),
    ("q=nothing+of+the+kind", [], []),
]


@pytest.mark.parametrize(("query", "claims", "events"), FOUND, ids=[row[0] for row in FOUND])
def test_what_each_filter_leaves(index, query, claims, events):
    view = View.parse("/", query, index.dossier)
    assert view.unknown in {(), (("country", "FR"),)}
    reading = index.read(view)
    assert [claim.id for claim in reading.claims] == claims
    assert [event.id for event in reading.events] == events


def held(frames, ids):
    """The rows of some claims."""
    return held_claims(frames, View(), found=ids)


@pytest.fixture(scope="module")
def arrow(index):
    """The frames as tables of another engine."""
    tables = {f.name: nw.from_native(getattr(index.frames, f.name)).to_arrow() for f in fields(index.frames)}
    return replace(index.frames, **tables)


@pytest.mark.slow
@pytest.mark.parametrize("query", [row[0] for row in FOUND])
def test_filters_give_the_same_on_another_engine(index, arrow, query):
    view = View.parse("/", query)
    assert find_claims(arrow, view) == find_claims(index.frames, view)
    events = [
        find_events(frames, view, held_claims(frames, view.without("country"))) for frames in (arrow, index.frames)
    ]
    assert events[0] == events[1]


@pytest.mark.slow
@pytest.mark.parametrize("ids", [[], QUAY, ALL])
def test_facets_count_the_same_on_another_engine(index, arrow, ids):
    assert count_facets(arrow, held(arrow, ids)) == count_facets(index.frames, held(index.frames, ids))


# Frames


def test_a_claim_is_a_row_with_the_days_it_can_mean(index):
    rows = index.frames.claims.set_index("claim")
    assert rows.loc["lund-closing"].to_dict() == {
        "place": 0,
        "source": "harbour-news",
        "voice": "ada-lund",
        "origin": "ada-lund",
        "speaker": "NO",
        "type": "forecast",
        "likelihood": "",
        "earliest": "2021-06-01",
        "latest": "2021-06-30",
        "published": "2021-05-17",
    }
    assert rows.loc["office-early", ["speaker", "earliest", "latest", "published"]].to_list() == [
        *("NO", "2021-07-01", "2021-07-31", "2021-07-31")
    ]
    assert rows.loc["guild-disagrees", "speaker"] == ""


def test_what_a_record_has_several_of_stands_in_link_tables(index):
    frames = index.frames
    assert ("wirth-safe", "SE") in set(frames.claim_countries.itertuples(index=False, name=None))
    assert list(frames.claim_answers.itertuples(index=False, name=None))[:4] == [
        ("lund-closing", "will-close", "future"),
        ("lund-closing", "closing-date", "future"),
        ("lund-cracks", "bridge-safe", "safety"),
        ("lund-cracks", "cracks", "safety"),
    ]
    assert list(frames.event_claims.itertuples(index=False, name=None)) == [
        ("survey-2019", "office-cracks"),
        ("closing", "closed-july"),
        ("closing", "lund-closing"),
    ]
    assert list(frames.event_countries.itertuples(index=False, name=None)) == [("survey-2019", "NO"), ("closing", "NO")]


def test_columns_are_declared_even_where_there_is_nothing(index):
    empty = build_frames(make_dossier([]))
    assert list(empty.claims.columns) == list(CLAIM_COLUMNS)
    assert list(empty.events.columns) == list(EVENT_COLUMNS)
    for table in fields(empty):
        nothing, something = getattr(empty, table.name), getattr(index.frames, table.name)
        assert len(nothing) == 0 < len(something)
        assert nothing.dtypes.to_dict() == something.dtypes.to_dict()


def test_an_empty_dossier_can_be_asked():
    frames = build_frames(make_dossier([]))
    full = View.parse("/", "country=NO&q=a&from=2021&to=2022&known=2023&topic=a&question=b&kind=visit&source=c")
    assert find_claims(frames, full) == []
    assert find_events(frames, full, held(frames, [])) == []
    assert not any(count_facets(frames, held(frames, [])).values())
    assert count_claims(held_claims(frames, full)) == 0


def test_open_dates_reach_to_the_ends_of_time():
    assert start_day(parse_edtf("../2021-05")) == "0001-01-01"
    assert end_day(parse_edtf("2021-05/..")) == "9999-12-31"
    assert (start_day(parse_edtf("2021-21")), end_day(parse_edtf("2021-21"))) == ("2021-03-01", "2021-05-31")


# Filters


def test_a_claim_with_an_open_date_is_found_at_any_later_time():
    frames = build_frames(make_dossier([{"id": "a", "about": "2021-05/.."}, {"id": "b", "about": "../2021-05"}]))
    assert find_claims(frames, View.parse("/", "from=2024")) == ["a"]
    assert find_claims(frames, View.parse("/", "to=1900")) == ["b"]
    assert find_claims(frames, View.parse("/", "from=2021-05-03&to=2021-05-04")) == ["a", "b"]


@pytest.mark.parametrize(
    ("published", "known", "held"),
    [
        ("2021-05-17", "2021-05-17", ["a"]),
        ("2021-05", "2021-05-17", []),
        ("2021-05", "2021", ["a"]),
        ("2021-05/..", "9999", ["a"]),
        ("2021-05/..", "9998", []),
        ("2021-05-17~", "2021-05-17", ["a"]),
    ],
)
def test_known_holds_only_what_had_appeared_for_certain(published, known, held):
    dossier = make_dossier([{"id": "a"}], sources={"post": {"published": published}})
    assert find_claims(build_frames(dossier), View(known=parse_edtf(known))) == held


def test_found_words_narrow_and_none_of_them_asks_for_nothing(index):
    view = View(speaker=("NO",))
    assert find_claims(index.frames, view, found=["wirth-safe", "office-early"]) == ["office-early"]
    assert find_claims(index.frames, view, found=[]) == []
    assert find_claims(index.frames, view, found=None) == [*LUND, "office-cracks", "office-early"]


def test_a_part_of_the_claims_is_fetched_in_the_order_of_the_file(index):
    rows = held_claims(index.frames, View(speaker=("NO",)))
    assert count_claims(rows) == 4
    assert find_rows(rows, ["claim", "type"], first=1, size=2) == [
        {"claim": "lund-cracks", "type": "figure"},
        {"claim": "office-cracks", "type": "figure"},
    ]
    assert [row["claim"] for row in find_rows(rows, ["claim"], first=3, size=1)] == ["office-early"]
    assert find_rows(rows, ["claim"], first=4, size=0) == []


def test_events_need_a_claim_that_the_view_holds(index):
    assert find_events(index.frames, View(), held(index.frames, ["lund-closing"])) == ["closing"]
    assert find_events(index.frames, View(), held(index.frames, ["guild-disagrees"])) == []
    assert find_events(index.frames, View(), held(index.frames, [])) == []


KEYS = {
    "country": st.sampled_from(["NO", "SE"]),
    "speaker": st.sampled_from(["NO", "SE"]),
    "source": st.sampled_from(["quay-post", "harbour-news"]),
    "voice": st.sampled_from(["ada-lund", "bo-wirth", "survey-office"]),
    "question": st.sampled_from(["cracks", "bridge-safe", "will-close"]),
    "topic": st.sampled_from(["safety", "future"]),
    "type": st.sampled_from(["fact", "figure", "assessment"]),
}
FILTERS = st.fixed_dictionaries({}, optional={key: st.sets(values, min_size=1) for key, values in KEYS.items()})


@at_most(25)
@given(FILTERS, st.sampled_from(sorted(KEYS)))
def test_keys_narrow_and_values_of_one_key_widen(index, filters, key):
    view = View().having(**{name: tuple(values) for name, values in filters.items()})
    held = set(find_claims(index.frames, view))
    assert held <= set(find_claims(index.frames, view.without(key)))
    one_by_one = [find_claims(index.frames, view.having(**{key: (value,)})) for value in view.values(key)]
    assert not view.values(key) or held == {name for found in one_by_one for name in found}


# Facets


def test_facets_count_the_claims_of_each_value_the_most_frequent_first(index):
    facets = count_facets(index.frames, held(index.frames, [*QUAY, "wirth-safe"]))
    assert {key: list(counts.items()) for key, counts in facets.items()} == {
        "country": [("NO", 5), ("SE", 1)],
        "speaker": [("NO", 2), ("SE", 2)],
        "source": [("quay-post", 4), ("harbour-news", 1)],
        "voice": [("bo-wirth", 2), ("survey-office", 2), ("post-author", 1)],
        "question": [("bridge-safe", 2), ("closing-date", 1), ("cracks", 1), ("will-close", 1)],
        "topic": [("safety", 3), ("future", 2)],
        "type": [("assessment", 2), ("fact", 1), ("figure", 1), ("forecast", 1)],
        "likelihood": [("likely", 1)],
    }


def test_only_the_most_frequent_values_are_counted_where_no_more_are_asked_for(index):
    facets = count_facets(index.frames, held(index.frames, QUAY), most=1)
    assert (facets["voice"], facets["topic"]) == ({"survey-office": 2}, {"future": 2})
    assert {key: len(counts) for key, counts in facets.items()} == dict.fromkeys(facets, 1) | {"likelihood": 0}


def test_a_claim_that_answers_two_questions_of_a_topic_counts_once_in_it(index):
    assert count_facets(index.frames, held(index.frames, ["lund-cracks"]))["topic"] == {"safety": 1}


def test_a_facet_tells_what_each_value_would_show_if_it_were_chosen(index):
    view = View(source=("harbour-news",), speaker=("SE",))
    assert index.facets(view, "source") == {"harbour-news": 1, "quay-post": 1}
    assert index.facets(view, "speaker") == {"NO": 2, "SE": 1}
    for value, number in index.facets(view, "speaker").items():
        assert len(index.claims(view.having(speaker=(value,)))) == number
