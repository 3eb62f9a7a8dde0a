"""Shared links: what they say in words, what they remember, and what a reader is told when the data has moved on."""

import json
import random

import pytest
from conftest import TINY
from starlette.requests import Request
from streamlit.testing.v1 import AppTest

from components.links import PAGES as ENTRIES
from components.share import embed_code, qr_path
from dossier.dates import parse_edtf
from dossier.descriptions import PAGE_TITLES, describe
from dossier.memory import Change, count_held, find_change, remembering
from dossier.view import FILTERS, FORMS, LISTS, PAGES, VOICES, View
from server.queries import read_request

MAIN = TINY.parents[3] / "pages" / "_app.py"


@pytest.fixture
def open_page(monkeypatch):
    """The page as a reader sees it who opens a link to it."""
    monkeypatch.setenv("DOSSIER", str(TINY))
    monkeypatch.delenv("PUBLIC_URL", raising=False)

    def open_it(page, **query):
        app = AppTest.from_file(str(MAIN), default_timeout=60)
        if page != "overview":
            app.switch_page(f"{page}.py")
        app.query_params.update(query)
        app.run()
        assert not app.exception
        return app

    return open_it


# In words


@pytest.mark.parametrize(
    ("view", "words"),
    [
        (View(), "Overview"),
        (View("timeline", country=("NO",), source=("quay-post",)), "Timeline, 1 country, 1 source"),
        (
            View("conflicts", country=("NO", "SE"), source=("quay-post",), known=parse_edtf("2021-05-31")),
            "Conflicts, 2 countries, 1 source, as known on 31 May 2021",
        ),
        (View("conflicts", question=("cracks",)), "Conflicts, the question “How many cracks?”"),
        (View("conflicts", question=("cracks", "is-it-safe")), "Conflicts, 2 questions"),
        (View("timeline", question=("cracks",)), "Timeline, 1 question"),
        (
            View("sources", claim="lund-cracks"),
            "Sources, the claim “Ada Lund says that 120 cracks were counted”",
        ),
        (View("timeline", event="closing"), "Timeline, the event “The bridge closes”"),
        (View("analysts", analyst="ada-lund", q="is  safe"), "Analysts, the voice “Ada Lund”, the words “is safe”"),
        (
            View(
                "claims",
                speaker=("NO",),
                voice=("ada-lund",),
                topic=("safety",),
                type=("fact", "figure"),
                kind=("visit",),
                since=parse_edtf("2021-05"),
                until=parse_edtf("2021-07~"),
            ),
            "Claims, 1 speaker's country, 1 voice, 1 topic, 2 types of claim, 1 kind of event, "
            "from May 2021, until about July 2021",
        ),
    ],
)
def test_a_view_in_words(dossier, view, words):
    assert describe(dossier, view) == words


def test_pages_are_called_as_in_the_navigation():
    assert set(PAGE_TITLES) == set(PAGES)
    assert {entry.name: entry.title for entry in ENTRIES}.items() <= PAGE_TITLES.items()


def test_every_filter_is_told(dossier):
    """A key that is added to the links has to be given words."""
    plain = describe(dossier, View("claims"))
    examples = {**dict.fromkeys((*LISTS, *VOICES), ("a",)), "q": "a"}
    fields = {"from": "since", "to": "until", "with": "compared"}
    for key in (*FILTERS, *VOICES):
        view = View("claims").having(**{fields.get(key, key): examples.get(key, parse_edtf("2021"))})
        assert describe(dossier, view).startswith(f"{plain}, "), key


@pytest.mark.parametrize("form", FORMS["show"])
def test_every_form_of_a_page_is_told(dossier, form):
    assert describe(dossier, View("claims", show=form)) != describe(dossier, View("claims"))


def test_long_names_are_cut(dossier):
    view = View("claims", q="bridge " * 20)
    assert len(describe(dossier, view)) < 120


# What a link remembers


@pytest.mark.parametrize(
    ("view", "held"),
    [
        (View(), 8),
        (View("timeline", source=("harbour-news",)), 4),
        (View("conflicts", question=("cracks",)), 2),
        (View("sources", claim="lund-cracks"), None),
        (View("overview", claim="lund-cracks"), 8),
        (View("analysts", analyst="ada-lund"), 2),
        (View("timeline", event="closing"), 2),
    ],
)
def test_a_link_remembers_how_many_claims_it_was_about(index, view, held):
    reading = index.read(view)
    assert count_held(reading) == held
    link = remembering(reading)
    assert (link.v, link.n) == (index.dossier.version, held)
    assert link.without("v", "n") == view


def test_what_was_asked_for_in_vain_is_left_behind(index):
    view = View.parse("/claims", "source=gone&country=NO", index.dossier)
    assert remembering(index.read(view)).link().startswith("/claims?country=NO&n=")


@pytest.mark.parametrize(
    ("query", "change"),
    [
        ("v=000000000000&n=14", Change(14, 8)),
        ("v=000000000000&n=8", Change(8, 8)),
        ("v=000000000000", Change(None, None)),
        ("v=000000000000&n=14&source=harbour-news", Change(14, 4)),
        ("n=14", None),
        ("", None),
    ],
)
def test_a_link_from_other_data_is_told_from_one_of_today(index, query, change):
    assert find_change(index.read(View.parse("/claims", query, index.dossier))) == change


def test_a_link_from_the_same_data_says_nothing(index):
    assert find_change(index.read(remembering(index.read(View("claims"))))) is None


# On the page


CHANGED = "The dossier has changed since this link was made"


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"v": "0" * 12, "n": "14"}, f"{CHANGED}: this view then held **14 claims** and now holds **8**."),
        ({"v": "0" * 12, "n": "8"}, f"{CHANGED}: this view then held **8 claims**, and holds as many now."),
        (
            {"v": "0" * 12, "n": "1", "country": "FR"},
            f"{CHANGED}: this view then held **1 claim** and now holds **0**.",
        ),
        ({"v": "0" * 12}, f"{CHANGED}. This is how it reads now."),
    ],
)
def test_a_reader_is_told_that_the_data_has_moved_on(open_page, query, said):
    assert said in [info.value for info in open_page("conflicts", **query).info]


def test_nothing_is_said_when_the_data_is_the_same(open_page, dossier):
    for query in ({}, {"n": "3"}, {"v": dossier.version, "n": "8"}, {"v": dossier.version, "n": "3"}):
        assert not [info for info in open_page("timeline", **query).info if CHANGED in info.value]


@pytest.mark.parametrize("name", [entry.name for entry in ENTRIES])
def test_what_a_link_remembers_is_not_handed_on(open_page, name):
    app = open_page(name, v="0" * 12, n="14", country="NO")
    links = [View.parse(node.proto.page, node.proto.query_string) for node in app.get("page_link")]
    assert links
    assert [link for link in links if link.v or link.n is not None] == []


@pytest.mark.parametrize("name", [entry.name for entry in ENTRIES])
def test_every_page_can_be_shared(open_page, name):
    app = open_page(name, country="NO")
    [popover] = [node for node in app.get("popover") if "share-page" in node.proto.id]
    assert popover.proto.popover.label == "Share"


TWICE = """
from components.links import read_page
from components.share import show_page_share, show_share
from dossier.view import View

reading = read_page("overview")
show_page_share(reading.index, reading.view)
for _ in range(2):
    show_share(reading, View("sources", claim="lund-cracks"), key="claim-lund-cracks")
"""


def test_a_claim_that_stands_twice_on_a_page_can_be_shared_twice(monkeypatch):
    """Cards are drawn again under another heading; two controls of one name would end the page."""

    monkeypatch.setenv("DOSSIER", str(TINY))
    app = AppTest.from_string(TWICE, default_timeout=60).run()
    assert not app.exception
    assert not app.run().exception
    assert len([node for node in app.get("popover") if "share-" in node.proto.id]) == 3


# Ways to hand it on


def test_the_snippet_is_html_whatever_the_view_holds():
    code = embed_code("https://example.org/claims?country=NO&q=%3Cb%3E", 'Claims, the words “<b>"”')
    assert code == (
        '<iframe src="https://example.org/claims?country=NO&amp;q=%3Cb%3E&amp;embed=true" '
        'title="Claims, the words “&lt;b&gt;&quot;”" '
        'width="100%" height="700" style="border:0" loading="lazy"></iframe>'
    )
    assert 'src="/method?embed=true"' in embed_code("/method", "Method")


def test_the_longest_link_still_has_a_qr_code():
    size, path = qr_path("https://counterclaim.example.org/claims?" + "x" * 2000)
    assert size <= 177 + 8
    assert path.startswith("M4 4h1v1h-1z")


# Two hundred views


def random_view(dossier, chance):
    """A view that a reader could reach, and that says something about most keys of links."""

    def some(names, most=2):
        return tuple(chance.sample(sorted(names), chance.choice((0, 0, 0, 1, most))))

    def one(*values):
        return chance.choice((*[values[0] * 0] * 2, *values))

    dates = [None, None, None, *(parse_edtf(text) for text in ("2021", "2021-05-31", "2021-06~", "2021-07/.."))]
    filters = {
        "country": some(("NO", "SE", "FR")),
        "speaker": some(("NO", "SE")),
        "source": some(dossier.sources),
        "voice": some(dossier.voices),
        "question": some(dossier.questions),
        "topic": some({question.topic for question in dossier.questions.values()}, 1),
        "type": some(("fact", "figure", "assessment", "forecast")),
        "since": chance.choice(dates),
        "until": chance.choice(dates),
        "known": chance.choice(dates),
        "q": one("bridge", "is safe", "120 cracks", '"the bridge" -guild', "<b>&amp;+%20"),
    }
    match page := chance.choice([entry.name for entry in ENTRIES]):
        case "timeline":
            filters |= {"event": one(*dossier.events), "kind": some(("other", "report"))}
        case "analysts":
            filters |= {"analyst": one(*dossier.voices)}
        case "sources" | "claims":
            filters |= {"claim": one(*dossier.claims)}
    return View(page, **filters)


def test_two_hundred_views_come_back_from_their_links_as_they_were(index, monkeypatch):
    monkeypatch.setenv("DOSSIER", str(TINY))
    chance, server = random.Random(4), {"server": ("localhost", 80), "scheme": "http", "headers": []}
    for view in [random_view(index.dossier, chance) for _ in range(200)]:
        link = remembering(index.read(view))
        sent = {"type": "http", "method": "GET", "path": "/api/claims.json", "query_string": link.query().encode()}
        asked = read_request(Request({**server, **sent})).reading
        assert [claim.id for claim in asked.claims] == [claim.id for claim in index.read(view).claims]
        assert asked.view.having(page=view.page) == link
        assert link.without("v", "n") == view


def test_pages_offer_to_share_the_very_link_that_they_were_opened_by(index, open_page):
    """The same random views on the pages themselves; a page costs a hundred times what the API does."""
    chance = random.Random(4)
    apps = {entry.name: open_page(entry.name) for entry in ENTRIES}
    for view in [random_view(index.dossier, chance) for _ in range(20)]:
        link = remembering(index.read(view))
        app = apps[view.page]
        app.query_params.clear()
        app.query_params.update({key: link.values(key) or str(link.get(key)) for key, _ in link.pairs()})
        app.run()
        assert not app.exception, link.link()
        assert not [info for info in app.info if CHANGED in info.value]
        assert shared_on(app) == link.link()
        told = f"{len(index.read(view.on(view.page)).claims):,} of 8 claims in this view"
        assert told in [caption.value for caption in app.sidebar.caption], link.link()


def shared_on(app):
    """The link that the page itself offers to share."""
    [panel] = [node.proto for node in app.get("bidi_component") if node.proto.id.endswith("share-page-panel")]
    return json.loads(panel.json)["link"]
