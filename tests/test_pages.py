"""Pages without a browser: what stands on them for a link, a filter, a click, a broken file."""

import json
from collections.abc import Iterator
from datetime import date
from itertools import zip_longest

import pytest
from apps import MAIN, PAGES, ROOT, links_on, open_page, words_on
from conftest import TINY, write_dossier

from components.links import PAGES as ENTRIES
from dossier.loading import load_dossier
from dossier.model import Dossier
from dossier.view import FILTERS, View

REAL = ROOT / "data" / "claims.yaml"
DOSSIERS = {"tiny": TINY, "real": REAL}


@pytest.fixture(autouse=True)
def on_tiny(monkeypatch) -> None:
    """The app opens the tiny dossier, if a test does not say otherwise."""
    monkeypatch.setenv("DOSSIER", str(TINY))


@pytest.fixture(scope="module")
def real() -> Dossier:
    """The dossier that comes with the program."""
    return load_dossier(REAL)


def titles(app) -> list[str]:
    return [title.value.replace("\\", "") for title in app.title]


# Every page


def test_every_script_is_a_page_of_the_navigation():
    assert sorted(entry.name for entry in ENTRIES) == list(PAGES)


@pytest.mark.parametrize("which", DOSSIERS)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_opens_with_one_title_and_no_error(monkeypatch, name, which):
    monkeypatch.setenv("DOSSIER", str(DOSSIERS[which]))
    app = open_page(name)
    assert not app.exception
    assert not app.error
    assert len(app.title) == 1


@pytest.mark.parametrize("which", DOSSIERS)
@pytest.mark.parametrize("name", PAGES)
def test_every_link_on_a_page_leads_to_what_the_dossier_holds(monkeypatch, name, which):
    monkeypatch.setenv("DOSSIER", str(DOSSIERS[which]))
    links = links_on(open_page(name), load_dossier(DOSSIERS[which]))
    assert {link.page for link in links} >= set(PAGES)
    assert not [link for link in links if link.unknown]


@pytest.mark.parametrize("name", PAGES)
def test_the_sidebar_links_to_every_page_with_the_filters_of_the_view(name):
    app = open_page(name, {"country": "SE", "source": "harbour-news"})
    everywhere, inside = links_on(app), links_on(app, main_only=True)
    sidebar = everywhere[len(inside) :]
    assert {View(name, country=("SE",), source=("harbour-news",)) for name in PAGES} <= set(sidebar)


@pytest.mark.parametrize("name", PAGES)
def test_a_chart_has_a_name(name):
    charts = open_page(name).main.get("plotly_chart")
    assert all(chart.proto.alt for chart in charts)


SUBJECT = ("Korea", "Kim", "Putin", "Russia", "Ukrain", "Kursk", "Pyongyang", "Moscow", "troops", "soldier", "missile")


@pytest.mark.parametrize("name", PAGES)
def test_another_dossier_shows_no_word_of_the_first(real, name):
    words = words_on(open_page(name))
    names = {record.name for record in real.voices.values()} | {record.title for record in real.sources.values()}
    questions = {question.title for question in real.questions.values()}
    assert not [word for word in {*SUBJECT, *names, *questions} if word in words]


def test_the_words_of_the_first_dossier_would_be_seen(monkeypatch):
    monkeypatch.setenv("DOSSIER", str(REAL))
    words = words_on(open_page("timeline"))
    assert [word for word in SUBJECT if word in words]


# Deep links

# page, query; what stands on the page, and what does not
LINKS = [
    ("timeline", {"event": "closing"}, ["The bridge closes", "The bridge closed on 3 July 2021", "Harbour"], []),
    ("timeline", {"kind": "policy"}, ["The bridge closes"], ["Survey of the bridge"]),
    ("timeline", {"country": "SE"}, [], ["The bridge closes", "Survey of the bridge"]),
    ("timeline", {"from": "2021"}, ["The bridge closes"], ["Survey of the bridge"]),
    ("timeline", {"to": "2020"}, ["Survey of the bridge"], ["The bridge closes"]),
    ("conflicts", {"question": "bridge-safe"}, ["It is safe", "It is not safe"], ["How many cracks?"]),
    ("conflicts", {"question": "cracks"}, ["120 cracks", "About 80 cracks"], ["It is too early"]),
    ("conflicts", {"question": "will-close"}, ["It will close", "Too early to say", "3 July 2021"], ["120 cracks"]),
    ("conflicts", {"question": "closing-date"}, ["June 2021", "3 July 2021"], ["120 cracks"]),
    ("conflicts", {"topic": "safety"}, ["Is the bridge safe?", "How many cracks?"], ["Will the bridge close?"]),
    ("analysts", {"analyst": "bo-wirth"}, ["Bo Wirth", "guild chairman", "The bridge is safe"], ["120 cracks"]),
    ("analysts", {"analyst": "ada-lund"}, ["Ada Lund", "mayor", "120 cracks"], ["About 80 cracks"]),
    ("analysts", {"country": "SE"}, ["Bo Wirth", "engineers' guild"], ["The survey office"]),
    ("sources", {"source": "quay-post"}, ["The bridge, two years on", "breaks off"], ["Harbour News"]),
    ("sources", {"claim": "wirth-safe"}, ["Harbour bridge to close", "Bo Wirth", "guild chairman"], ["two years on"]),
    ("overview", {"source": "quay-post"}, ["4 claims"], ["8 claims", "6 claims"]),
    ("overview", {"known": "2021-06"}, ["4 claims", "known on June 2021"], ["two years on"]),
    ("overview", {"known": "2021-07-15"}, ["had appeared: The bridge, two years on"], []),
]


@pytest.mark.parametrize(("name", "query", "there", "not_there"), LINKS, ids=[f"{row[0]} {row[1]}" for row in LINKS])
def test_a_link_shows_exactly_what_it_names(name, query, there, not_there):
    app = open_page(name, query)
    words = words_on(app, main_only=True)
    assert not app.exception
    assert [word for word in there if word not in words] == []
    assert [word for word in not_there if word in words] == []


def every_selection(dossier: Dossier) -> Iterator[tuple[str, dict[str, str]]]:
    yield from (("timeline", {"event": name}) for name in dossier.events)
    yield from (("conflicts", {"question": name}) for name in dossier.questions)
    yield from (("analysts", {"analyst": name}) for name in dossier.voices)
    yield from (("sources", {"source": name}) for name in dossier.sources)
    yield from (("sources", {"claim": name}) for name in dossier.claims)


def test_every_record_of_the_tiny_dossier_has_a_page_of_its_own(dossier):
    for page, query in every_selection(dossier):
        app = open_page(page, query)
        assert not app.exception, (page, query)
        assert not app.warning, (page, query)
        assert not [link for link in links_on(app, dossier) if link.unknown], (page, query)


def test_records_of_the_real_dossier_open_without_error(monkeypatch, real):
    """Every seventh of them: the whole lot would take a minute."""
    monkeypatch.setenv("DOSSIER", str(REAL))
    for page, query in list(every_selection(real))[::7]:
        app = open_page(page, query)
        assert not app.exception, (page, query)
        assert not app.warning, (page, query)


@pytest.mark.parametrize("source", load_dossier(REAL).sources)
def test_every_claim_of_the_real_dossier_is_chosen_in_its_text_and_leads_to_the_next(monkeypatch, real, source):
    monkeypatch.setenv("DOSSIER", str(REAL))
    claims = [claim.id for claim in real.claims.values() if claim.source == source]
    claims.sort(key=lambda name: real.spans[name][0])
    for claim, following in zip_longest(claims, claims[1:]):
        app = open_page("sources", {"claim": claim})
        (text,) = [node.proto for node in app.get("bidi_component") if node.proto.id.endswith(f"reader-{source}")]
        assert json.loads(text.json)["chosen"] == claim
        links = links_on(app, real, main_only=True)
        assert not following or View("sources", claim=following) in links, claim


# Filters


def test_the_sidebar_says_how_much_the_filters_leave():
    assert "2 of 8 claims" in words_on(open_page("overview", {"country": "SE"}))


@pytest.mark.parametrize("name", PAGES)
def test_filters_of_the_link_are_set_in_the_sidebar(name):
    app = open_page(name, {"country": ["NO", "SE"], "source": "quay-post", "known": "2021-08-15"})
    assert app.multiselect(key="filter-country").value == ["NO", "SE"]
    assert app.multiselect(key="filter-source").value == ["quay-post"]
    assert str(app.date_input(key="filter-known").value) == "2021-08-15"


@pytest.mark.parametrize("name", PAGES)
def test_a_choice_in_the_sidebar_goes_to_the_link_and_nowhere_else(name):
    app = open_page(name, {"source": "harbour-news"})
    app.multiselect(key="filter-country").set_value(["SE", "NO"]).run()
    assert View.parse(name, pairs(app)) == View(name, country=("NO", "SE"), source=("harbour-news",))
    app.multiselect(key="filter-country").set_value([]).run()
    assert View.parse(name, pairs(app)) == View(name, source=("harbour-news",))
    assert not app.exception


def pairs(app) -> list[tuple[str, str]]:
    found = []
    for key, value in app.query_params.items():
        found += [(key, item) for item in (value if isinstance(value, list) else [value])]
    return found


def test_a_known_on_day_goes_to_the_link():
    app = open_page("overview", {"country": "NO"})
    app.date_input(key="filter-known").set_value(date(2021, 6, 1)).run()
    assert dict(pairs(app)) == {"country": "NO", "known": "2021-06-01"}
    assert "4 of 8 claims" in words_on(app)


def test_a_choice_closes_what_was_selected():
    """The selection may lie outside the new filters, and would then be shown without a place in the list."""
    app = open_page("timeline", {"event": "closing"})
    app.multiselect(key="filter-source").set_value(["quay-post"]).run()
    assert dict(pairs(app)) == {"source": "quay-post"}


def test_the_kinds_of_event_go_to_the_link():
    app = open_page("timeline", {"country": "NO"})
    app.button_group(key="timeline-kinds").set_value(["policy"]).run()
    assert dict(pairs(app)) == {"country": "NO", "kind": "policy"}
    assert "Survey of the bridge" not in words_on(app, main_only=True)


@pytest.mark.parametrize("day", ["1850", "1999-12-31", "2200-01-01", "9999-12-31", "0001-01-01"])
def test_a_known_on_day_far_from_today_is_no_error(day):
    app = open_page("overview", {"known": day})
    assert not app.exception
    assert app.date_input(key="filter-known").value is not None


@pytest.mark.parametrize("key", ["from", "to", "known"])
@pytest.mark.parametrize(
    "edtf", ["2021~", "202X", "../2021", "2021/..", "[..2019,2021..]", "{2021-05,2021-07}", "2021-22"]
)
def test_vague_dates_in_a_link_are_no_error(key, edtf):
    app = open_page("timeline", {key: edtf})
    assert not app.exception
    assert not app.warning


# Links that ask for too much


UNKNOWN = {
    "country": "QQ", "speaker": "QQ", "source": "nope", "voice": "nope", "question": "nope", "topic": "nope",
    "type": "nope", "kind": "nope", "claim": "nope", "event": "nope", "analyst": "nope",
    "from": "someday", "to": "someday", "known": "someday", "n": "many", "colour": "blue",
}  # fmt: skip


IN_VAIN = [("overview", key) for key in UNKNOWN] + [(name, key) for name in PAGES for key in ("source", "claim")]


@pytest.mark.parametrize(("name", "key"), dict.fromkeys(IN_VAIN))
def test_what_a_link_asks_for_in_vain_is_named_and_the_page_is_shown(name, key):
    app = open_page(name, {key: UNKNOWN[key]})
    assert not app.exception
    assert [UNKNOWN[key] in warning.value for warning in app.warning] == [True]
    assert "8 of 8 claims" in words_on(app)
    assert len(app.title) == 1


def test_many_unknown_parts_are_summed_up():
    app = open_page("overview", {"source": [f"nope-{n}" for n in range(20)]})
    assert len(app.warning) == 6
    assert "15 more parts" in app.warning[-1].value


HOSTILE = [
    {"source": "<script>alert(1)</script>"},
    {"source": "[x](https://example.org) :material/home: $x$"},
    {"q": "<b>*bridge*</b> [x](y) :smile:"},
    {"q": "\u202e\u0000\x1b[31m"},
    {"<key>": "*value*"},
    {"source": "a" * 5000},
    {"source": ["harbour-news"] * 300},
    {"claim": ["wirth-safe", "lund-cracks"], "event": ["closing", "survey-2019"]},
    {"country": "no,se", "source": "HARBOUR-NEWS, quay-post"},
    {"known": "2021-99-99", "from": "2022", "to": "2020"},
    {"claim": "../../etc/passwd"},
]


@pytest.mark.parametrize("query", HOSTILE, ids=[str(n) for n in range(len(HOSTILE))])
@pytest.mark.parametrize("name", PAGES)
def test_no_link_breaks_a_page(name, query):
    app = open_page(name, query)
    assert not app.exception
    assert not app.error
    assert "of 8 claims" in words_on(app)


# Nothing to show


@pytest.mark.parametrize("name", ["overview", "timeline", "conflicts", "analysts"])
def test_an_empty_selection_says_why_and_offers_the_way_back(name):
    app = open_page(name, {"country": "FR", "source": "harbour-news"})
    words = words_on(app, main_only=True)
    assert "fit all of these filters together" in words
    assert "Country: France (4 claims)" in words
    assert "Source: Harbour bridge to close (no claims)" in words
    back = links_on(app, main_only=True)
    assert View(name, source=("harbour-news",)) in back
    assert View(name, country=("FR",)) in back
    assert "fit all of these filters" not in words_on(open_page(name, {"source": "harbour-news"}), main_only=True)


@pytest.mark.parametrize("name", PAGES)
def test_an_empty_selection_can_be_reset_from_the_sidebar(name):
    app = open_page(name, {"country": "FR"})
    assert not app.exception
    assert "0 of 8 claims" in words_on(app)
    assert "Reset filters" in words_on(app)
    assert links_on(app)[-1] == View(name)


NOTHING = {
    "country": "FR", "speaker": "FR", "source": "quay-post", "voice": "news-author", "question": "closing-date",
    "topic": "future", "type": "figure", "kind": "visit", "party": "news-author", "partner": "news-author",
    "dated": "inferred", "likelihood": "almost_no_chance", "from": "2090", "to": "1066", "known": "2020", "q": "zebra",
    "conflict": "figures",
}  # fmt: skip
"""For each filter a value that leaves little or nothing of the tiny dossier."""
ALONE = [("timeline", key) for key in FILTERS] + [(name, key) for name in PAGES for key in ("country", "known", "kind")]


@pytest.mark.parametrize(("name", "key"), dict.fromkeys(ALONE))
def test_every_filter_alone_can_empty_a_page_without_an_error(name, key):
    app = open_page(name, {key: NOTHING[key]})
    assert not app.exception
    assert not app.warning


EMPTY = """
dossier: {title: Nothing yet, summary: A dossier that was just begun., licence: None.}
sources: []
voices: []
questions: []
claims: []
events: []
"""


@pytest.mark.parametrize("name", PAGES)
def test_a_dossier_without_claims_is_no_error(monkeypatch, tmp_path, name):
    monkeypatch.setenv("DOSSIER", str(write_dossier(tmp_path, EMPTY)))
    app = open_page(name)
    assert not app.exception
    assert len(app.title) == 1


# A broken dossier


@pytest.fixture
def here(monkeypatch) -> None:
    """The page is read on the machine that serves it, as a curator does; an AppTest has no address."""
    monkeypatch.setattr("components.errors.reads_here", lambda: True)


def broken(folder) -> str:
    text = (
        TINY.read_text()
        .replace("We counted 120 cracks", "We counted 999 cracks")
        .replace("kind: policy", "kind: polic")
    )
    texts = {f"texts/{file.name}": file.read_bytes() for file in (TINY.parent.parent / "texts").iterdir()}
    return str(write_dossier(folder, text, texts))


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("name", PAGES)
def test_a_broken_dossier_lists_every_problem_with_its_place_and_shows_nothing_else(monkeypatch, tmp_path, name):
    monkeypatch.setenv("DOSSIER", path := broken(tmp_path))
    app = open_page(name)
    assert not app.exception
    lines = app.text[0].value.splitlines()
    assert [line.split(": ")[0].removeprefix(path) for line in lines] == [":113:5", ":187:5"]
    assert "lund-cracks" in lines[0]
    assert "Did you mean 'policy'?" in lines[1]
    words = words_on(app)
    assert "Traceback" not in words
    assert "Ada Lund" not in words


def test_a_reader_elsewhere_is_told_without_the_names_of_files(monkeypatch, tmp_path):
    monkeypatch.setattr("components.errors.reads_here", lambda: False)
    monkeypatch.setenv("DOSSIER", path := broken(tmp_path))
    words = words_on(open_page("overview"))
    assert "2 problems" in words
    assert path not in words


@pytest.mark.usefixtures("here")
def test_a_mended_dossier_comes_back(monkeypatch, tmp_path):
    monkeypatch.setenv("DOSSIER", path := broken(tmp_path))
    app = open_page("overview")
    assert app.text
    write_dossier(tmp_path, TINY.read_bytes())
    assert titles(app.run()) == ["The harbour bridge"]
    assert path.endswith("claims.yaml")


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("content", [b"", b"[]", b"\xff\xfe", b"a: [", b"dossier: &a [*a]"])
def test_a_file_that_is_no_dossier_is_a_problem_with_a_place(monkeypatch, tmp_path, content):
    monkeypatch.setenv("DOSSIER", path := str(write_dossier(tmp_path, content)))
    app = open_page("overview")
    assert not app.exception
    assert app.text[0].value.startswith(f"{path}:")


@pytest.mark.usefixtures("here")
def test_a_file_that_is_not_there_is_a_problem(monkeypatch, tmp_path):
    monkeypatch.setenv("DOSSIER", str(tmp_path / "none.yaml"))
    app = open_page("overview")
    assert not app.exception
    assert "none.yaml:0:0: the file cannot be read" in app.text[0].value


# The shape of pages


@pytest.mark.parametrize("name", [*PAGES, MAIN.stem])
def test_a_page_is_a_short_story(name):
    """View, query, show: what takes more than a screen belongs into a component."""
    lines = (MAIN.parent / f"{name}.py").read_text().splitlines()
    assert len(lines) <= 70
    assert not [line for line in lines if line.startswith(("def ", "class "))]
