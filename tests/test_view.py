"""Links: what a view says, what a link is read as, and that both agree."""

import pytest
from conftest import at_most
from hypothesis import given
from hypothesis import strategies as st

from dossier.conflicts import CASE_STATES
from dossier.countries import CODES
from dossier.dates import parse_edtf
from dossier.model import CLAIM_TYPES, EVENT_KINDS, LIKELIHOODS
from dossier.view import DATED, FORMS, KEYS, PAGES, View
from dossier.voices import VOICE_GROUPS

DATES = ["2024", "2024-10", "2024-10-26~", "2024-22", "2024-10/..", "[2023,2025..2026]", "202X", "../2024?", "2024%"]
SLUGS = st.sampled_from(["a", "9", "quay-post", "is-it-safe", "x" * 80])
SINGLE = SLUGS | st.just("")
MAYBE_DATE = st.none() | st.sampled_from(DATES).map(parse_edtf)


def several(values: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(values, max_size=4).map(tuple)


VIEWS = st.builds(
    View,
    page=st.sampled_from(PAGES),
    country=several(st.sampled_from(sorted(CODES))),
    speaker=several(st.sampled_from(sorted(CODES))),
    source=several(SLUGS),
    voice=several(SLUGS),
    question=several(SLUGS),
    topic=several(SLUGS),
    type=several(st.sampled_from(CLAIM_TYPES)),
    likelihood=several(st.sampled_from(LIKELIHOODS)),
    kind=several(st.sampled_from(EVENT_KINDS)),
    party=several(SLUGS),
    partner=several(SLUGS),
    dated=several(st.sampled_from(DATED)),
    since=MAYBE_DATE,
    until=MAYBE_DATE,
    known=MAYBE_DATE,
    span=MAYBE_DATE,
    q=st.text(max_size=300),
    claim=SINGLE,
    event=SINGLE,
    publication=SINGLE,
    analyst=SINGLE,
    conflict=several(st.sampled_from(CASE_STATES)),
    show=st.sampled_from(["", *FORMS["show"]]),
    by=st.sampled_from(["", *FORMS["by"]]),
    cell=st.just("") | st.builds("{}.{}".format, SLUGS, SLUGS),
    who=several(st.sampled_from(VOICE_GROUPS)),
    compared=several(SLUGS),
    name=st.text(max_size=300),
    sort=st.sampled_from(["", *FORMS["sort"]]),
    part=st.none() | st.integers(0, 999_999_999),
    at=st.none() | st.integers(0, 999_999_999),
    v=st.text("0123456789abcdef", max_size=12),
    n=st.none() | st.integers(0, 999_999_999),
)

# Reading and writing agree


@at_most(50)
@given(VIEWS)
def test_a_link_is_read_as_the_view_that_wrote_it(view):
    read = View.parse(view.path, view.query())
    assert read == view
    assert read.unknown == ()
    assert View.parse(view.path, view.pairs()) == view


@at_most(50)
@given(VIEWS)
def test_there_is_one_way_to_write_a_view(view):
    again = View.parse(view.path, "&".join(reversed(view.query().split("&"))))
    assert again.query() == view.query()
    assert list(view.pairs()) == sorted(set(view.pairs()))
    assert all(key in KEYS and value for key, value in view.pairs())


@at_most(50)
@given(VIEWS, st.sampled_from(PAGES))
def test_another_page_keeps_the_filters_and_leaves_the_selection(view, page):
    """On the conflicts page a question is selected, elsewhere it filters."""
    moved = view.on(page)
    left = {"question"} if view.page == "conflicts" else set()
    assert moved.page == page
    assert {key: moved.get(key) for key in moved.active_filters()} == {
        key: view.get(key) for key in view.active_filters() if key not in left
    }
    assert (moved.claim, moved.event, moved.analyst, moved.v, moved.n) == ("", "", "", "", None)
    assert (moved.show, moved.who, moved.compared, moved.name) == ("", (), (), "")
    assert (moved.sort, moved.part, moved.at) == ("", None, None)


ANYTHING = st.text(max_size=200)
KEYLIKE = st.sampled_from([*KEYS, "embed", "utm_source", "FROM", " q ", ""]) | st.text(max_size=8)
ENCODED = st.text("%&=+;,?#abKPNO0129-_/ \x00\n", max_size=120)


@given(ANYTHING, ANYTHING | ENCODED | st.builds("{}={}".format, KEYLIKE, ANYTHING))
def test_no_link_is_too_odd_to_read(path, query):
    view = View.parse(path, query)
    assert View.parse(view.path, view.query()) == view
    assert all((key + value).isprintable() for key, value in view.unknown)


@given(st.lists(st.tuples(KEYLIKE, ANYTHING), max_size=8))
def test_no_decoded_pairs_are_too_odd_to_read(pairs):
    view = View.parse("/", pairs)
    assert View.parse("/", view.pairs()) == view


@pytest.mark.parametrize(
    ("query", "unknown"),
    [
        ("q=" + "a" * 100_000, (("", "a query of 100002 characters"),)),
        ("q=" + "a" * 300, (("q", "a" * 59 + "…"),)),
        (
            "&".join(f"a{n}=b" for n in range(300)),
            (("", "all values but the first 200"), *((f"a{n}", "b") for n in range(200))),
        ),
        ([("country", "NO")] * 10_000, (("", "all values but the first 200"),)),
        ("country=%00", (("country", ""),)),
        ("%ff%fe=%80", (("\ufffd\ufffd", "\ufffd"),)),
        ("country=%E4%B8", (("country", "\ufffd"),)),
        ("from=%ZZ&n=-1&n=1e3&n=%C2%B2", (("from", "%ZZ"), ("n", "-1"), ("n", "1e3"), ("n", "²"))),
        ("source=../etc", (("source", "../etc"),)),
    ],
    ids=[
        "100 kB",
        "long value",
        "300 keys",
        "10,000 pairs",
        "NUL",
        "no UTF-8",
        "half a character",
        "no values",
        "a path",
    ],
)
def test_what_is_not_understood_is_named(query, unknown):
    assert View.parse("/", query).unknown == unknown


# What links say


def test_the_link_of_a_full_view():
    view = View(
        page="timeline",
        country=("SE", "NO"),
        source=("quay-post",),
        since=parse_edtf("2021-05"),
        until=parse_edtf("2021-07~"),
        q="is safe",
        event="closing",
        n=3,
    )
    query = "country=NO&country=SE&event=closing&from=2021-05&n=3&q=is+safe&source=quay-post&to=2021-07~"
    assert view.link() == f"/timeline?{query}"


def test_the_link_of_a_view_without_anything_is_its_page():
    assert [View(page=page).link() for page in PAGES] == [
        *("/", "/timeline", "/conflicts", "/analysts", "/sources", "/claims", "/method")
    ]


@pytest.mark.parametrize(
    "query",
    [
        "country=NO&country=SE",
        "?country=SE&country=NO",
        "country=no,se",
        "COUNTRY=No&Country=%20se%20",
        "country=NO,SE,,NO",
        "country=NO&country=SE&country=SE&embed=true&embed_options=dark_theme",
        "country=NO&utm_source=mail&fbclid=x&country=SE&gclid=y&source=&q=%20",
    ],
)
def test_case_commas_repetition_and_what_hosts_add_change_nothing(query):
    view = View.parse("/claims", query)
    assert view == View(page="claims", country=("NO", "SE"))
    assert view.unknown == ()


def test_ids_are_lower_case_and_words_are_not():
    view = View.parse("/sources", "claim=Lund-Cracks&source=QUAY-POST&type=Fact&q=Ada+Lund")
    assert view == View(page="sources", claim="lund-cracks", source=("quay-post",), type=("fact",), q="Ada Lund")


@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("/", "overview"),
        ("", "overview"),
        ("/claims", "claims"),
        ("/under/a/prefix/timeline/", "timeline"),
        ("/x", "overview"),
    ],
)
def test_the_page_is_the_last_part_of_the_path(path, page):
    assert View.parse(path, "").page == page


def test_search_words_are_put_on_one_line():
    assert View(q="  is\u00a0the\r\n bridge\u200b \x00 ").q == "is the bridge"
    assert View(q="a" * 500).q == "a" * 200


def test_with_a_dossier_ids_are_looked_up(dossier):
    query = (
        "source=quay-post,bay-post&voice=ada-lund&voice=eve&question=cracks&question=x&topic=safety&topic=y"
        "&claim=none&event=closing&analyst=bo-wirth&type=rumour&kind=dance&country=XX&speaker=NO&colour=red&v=abc&n=8"
    )
    view = View.parse("/claims", query, dossier)
    assert view == View(
        page="claims",
        source=("quay-post",),
        voice=("ada-lund",),
        question=("cracks",),
        topic=("safety",),
        event="closing",
        analyst="bo-wirth",
        speaker=("NO",),
        v="abc",
        n=8,
    )
    assert view.unknown == (
        ("source", "bay-post"),
        ("voice", "eve"),
        ("question", "x"),
        ("topic", "y"),
        ("claim", "none"),
        ("type", "rumour"),
        ("kind", "dance"),
        ("country", "XX"),
        ("colour", "red"),
    )


def test_what_a_link_asks_in_vain_does_not_make_it_another_view(dossier):
    assert View.parse("/", "source=bay-post", dossier) == View()


# Changing a view


def test_the_span_of_the_chart_stays_on_its_page():
    view = View(page="timeline", span=parse_edtf("2021/2022"), kind=("policy",), publication="quay-post")
    assert view.on("timeline") == View(page="timeline", span=parse_edtf("2021/2022"), kind=("policy",))
    assert view.on("sources") == View(page="sources", kind=("policy",))
    assert view.active_filters() == ("kind",)


def test_having_changes_some_values_and_keeps_the_rest():
    view = View(page="claims", country=("NO",), q="safe")
    assert view.having(country=("SE", "NO"), since=parse_edtf("2021")) == View(
        page="claims", country=("NO", "SE"), q="safe", since=parse_edtf("2021")
    )
    assert view == View(page="claims", country=("NO",), q="safe")


def test_without_takes_keys_of_the_link():
    view = View(country=("NO",), since=parse_edtf("2021"), until=parse_edtf("2022"), q="safe", n=3)
    assert view.without("from", "to", "n") == View(country=("NO",), q="safe")
    assert view.without("country", "q") == View(since=parse_edtf("2021"), until=parse_edtf("2022"), n=3)
    assert view.without() == view


def test_filters_that_are_set_are_told_apart_from_selections():
    view = View(page="conflicts", question=("cracks",), until=parse_edtf("2022"), q="safe", claim="x", n=0, v="abc")
    assert view.active_filters() == ("question", "to", "q")
    assert View().active_filters() == ()


def test_every_key_can_be_asked_for():
    view = View(since=parse_edtf("2021"), country=("NO",))
    assert {key: view.get(key) for key in KEYS if view.get(key)} == {"from": parse_edtf("2021"), "country": ("NO",)}


# The page on voices


def test_the_link_of_a_comparison_names_its_voices_one_by_one():
    view = View(page="analysts", show="compare", compared=("bo-wirth", "ada-lund"))
    assert view.link() == "/analysts?show=compare&with=ada-lund&with=bo-wirth"


def test_a_link_that_compares_with_nobody_known_says_so(dossier):
    view = View.parse("/analysts", "with=ada-lund&with=nobody&show=upside-down&who=analysts,pirates&name=Lund", dossier)
    assert (view.compared, view.show, view.who, view.name) == (("ada-lund",), "", ("analysts",), "Lund")
    assert set(view.unknown) == {("with", "nobody"), ("show", "upside-down"), ("who", "pirates")}


@pytest.mark.parametrize(
    ("page", "narrowing"),
    [
        ("timeline", ("country", "kind", "party")),
        ("claims", ("country",)),
        ("analysts", ("country",)),
        ("conflicts", ("country", "conflict")),
        ("overview", ("country", "conflict")),
    ],
)
def test_filters_of_events_and_conflicts_narrow_the_pages_that_show_them(page, narrowing):
    view = View(page, country=("NO",), kind=("visit",), party=("ada-lund",), conflict=("tension",))
    assert view.narrowing_filters() == narrowing
    assert view.active_filters() == ("country", "kind", "party", "conflict")
