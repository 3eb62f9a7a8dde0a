"""Shared links: what they say in words, what they remember, and what a reader is told when the data has moved on."""

import json
import random
import re

import apps
import pytest
import zxingcpp
from apps import links_on, shared_on, words_on
from conftest import TINY
from PIL import Image, ImageDraw
from starlette.requests import Request

from components.links import PAGES as ENTRIES
from components.share import embed_code, qr_path
from dossier.dates import parse_edtf
from dossier.descriptions import PAGE_TITLES, describe
from dossier.explorer import ordered_claims
from dossier.keys import KEY_WORDS
from dossier.memory import Change, count_held, find_change, remembering
from dossier.view import DATES, FORMS, KEYS, MEMORY, NUMBERS, PAGES, View
from server.queries import read_request

MAIN = TINY.parents[3] / "pages" / "_app.py"


@pytest.fixture
def open_page(monkeypatch):
    """The page as a reader sees it who opens a link to it."""
    monkeypatch.setenv("DOSSIER", str(TINY))
    monkeypatch.delenv("PUBLIC_URL", raising=False)

    def open_it(page, **query):
        app = apps.open_page(page, query, opened=["share-page"])
        assert not app.exception
        return app

    return open_it


# In words


@pytest.mark.parametrize(
    ("view", "words"),
    [
        (View(), "Overview"),
        (View("timeline", country=("NO",), source=("quay-post",)), "Timeline, Norway, “The bridge, two years on”"),
        (
            View("conflicts", country=("NO", "SE"), source=("quay-post",), known=parse_edtf("2021-05-31")),
            "Conflicts, Norway or Sweden, “The bridge, two years on”, as known on 31 May 2021",
        ),
        (View("conflicts", question=("cracks",)), "Conflicts, the question “How many cracks?”"),
        (View("conflicts", question=("cracks", "bridge-safe")), "Conflicts, Is the bridge safe? or How many cracks?"),
        (View("timeline", question=("cracks",)), "Timeline, How many cracks?"),
        (
            View("sources", claim="lund-cracks"),
            "Sources, the claim “Ada Lund says that 120 cracks were counted”",
        ),
        (View("timeline", event="closing"), "Timeline, the event “The bridge closes”"),
        (
            View("conflicts", show="matrix", by="voice", cell="cracks.ada-lund", sort="topic"),
            "Conflicts, what “Ada Lund” says on “How many cracks?”, as a matrix, by voice, ordered by topic",
        ),
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
            "Claims, voices from Norway, Ada Lund, Safety, Statement of fact or Figure, Visit, from May 2021, "
            "until about July 2021",
        ),
    ],
)
def test_a_view_in_words(dossier, view, words):
    assert describe(dossier, view) == words


def test_pages_are_called_as_in_the_navigation():
    assert set(PAGE_TITLES) == set(PAGES)
    assert {entry.name: entry.title for entry in ENTRIES}.items() <= PAGE_TITLES.items()


def test_every_key_is_told(dossier):
    """A key that is added to the links has to be given words."""
    plain = describe(dossier, View("claims"))
    given = {"type": "fact", "likelihood": "likely", "kind": "visit", "dated": "stated", "conflict": "tension"}
    given |= dict.fromkeys(("country", "speaker"), "NO") | dict.fromkeys(DATES, "2021") | dict.fromkeys(NUMBERS, "2")
    given |= dict.fromkeys(("voice", "party", "partner", "with", "analyst"), "ada-lund") | {"cell": "cracks.quay-post"}
    given |= dict.fromkeys(("source", "publication"), "quay-post") | {"question": "cracks", "topic": "safety"}
    given |= {"claim": "lund-cracks", "event": "closing", "q": "a", "name": "a", "who": "analysts"}
    given |= {key: values[0] for key, values in FORMS.items()}
    assert set(given) - {"n"} == set(KEY_WORDS) == set(KEYS) - set(MEMORY)
    for key in KEY_WORDS:
        view = View.parse("/claims", [(key, given[key])], dossier)
        assert not view.unknown, key
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
    links = links_on(app)
    assert len(links) >= len(ENTRIES)
    assert [link for link in links if link.v or link.n is not None] == []


@pytest.mark.parametrize("name", [entry.name for entry in ENTRIES])
def test_every_page_can_be_shared(open_page, name):
    app = open_page(name, country="NO")
    [popover] = [node for node in app.get("popover") if "share-page" in node.proto.id]
    assert popover.proto.popover.label == "Share"


def test_every_claim_on_a_page_can_be_shared(open_page, dossier):
    assert shared_on(open_page("claims")) == [*dossier.claims]


# Ways to hand it on


def test_the_snippet_is_html_whatever_the_view_holds():
    code = embed_code("https://example.org/claims?country=NO&q=%3Cb%3E", 'Claims, the words “<b>"”')
    assert code == (
        '<iframe src="https://example.org/claims?country=NO&amp;q=%3Cb%3E&amp;embed=true" '
        'title="Claims, the words “&lt;b&gt;&quot;”" '
        'width="100%" height="700" style="border:0" loading="lazy"></iframe>'
    )
    assert 'src="/method?embed=true"' in embed_code("/method", "Method")


@pytest.mark.parametrize(
    "link",
    [
        "https://claims.example.org/conflicts?country=NO&country=SE&n=8&question=cracks&v=df8f553421b8",
        "https://claims.example.org/claims?q=%C3%85ngstr%C3%B6m+%22the+bridge%22&n=0&v=df8f553421b8",
        "http://127.0.0.1:8501/",
        "https://claims.example.org/claims?" + "&".join(f"source=source-{n}" for n in range(100)),
    ],
)
@pytest.mark.parametrize(("ink", "paper"), [("black", "white"), ("#1b1a17", "#fdfcf8")])
def test_a_qr_code_is_read_as_the_very_link(link, ink, paper):
    assert read_code(drawn(link, ink, paper)) == link


def drawn(link, ink, paper):
    """The path as a browser fills it, four dots to a module."""
    size, path = qr_path(link)
    picture = Image.new("RGB", (size * 4, size * 4), paper)
    pen = ImageDraw.Draw(picture)
    for x, y in re.findall(r"M(\d+) (\d+)h1v1h-1z", path):
        left, top = int(x) * 4, int(y) * 4
        pen.rectangle((left, top, left + 3, top + 3), fill=ink)
    return picture


def read_code(picture):
    """What a phone reads."""
    [code] = zxingcpp.read_barcodes(picture)
    return code.text


def test_the_longest_link_still_has_a_qr_code():
    size, path = qr_path("https://counterclaim.example.org/claims?" + "x" * 2000)
    assert size <= 177 + 8
    assert path.startswith("M4 4h1v1h-1z")


# Two hundred views


def random_view(dossier, chance):
    """A view that a reader could reach, and that says something about most keys of links."""

    def some(names, most=2):
        return tuple(chance.sample(sorted(names), chance.choice((*[0] * 12, 1, most))))

    def one(*values, rarely=12):
        return chance.choice((*[""] * rarely, *values))

    dates = [*[None] * 20, *(parse_edtf(text) for text in ("2021", "2021-05-31", "2021-06~", "2021-07/.."))]
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
            filters |= {"event": one(*dossier.events, rarely=2), "kind": some(("other", "report"))}
        case "analysts":
            filters |= {"analyst": one(*dossier.voices, rarely=2)}
        case "sources" | "claims":
            filters |= {"claim": one(*dossier.claims, rarely=8)}
    return View(page, **filters)


def two_hundred_views(dossier):
    chance = random.Random(4)
    return [random_view(dossier, chance) for _ in range(200)]


def test_most_of_the_two_hundred_views_hold_something_and_leave_something_out(index):
    """A guard for the guard: pages that are empty look alike."""
    held = [len(index.read(view).claims) for view in two_hundred_views(index.dossier)]
    assert sum(number > 0 for number in held) > 100
    assert sum(number < 8 for number in held) > 100


def test_two_hundred_views_come_back_from_their_links_as_they_were(index, monkeypatch):
    monkeypatch.setenv("DOSSIER", str(TINY))
    server = {"server": ("localhost", 80), "scheme": "http", "headers": []}
    for view in two_hundred_views(index.dossier):
        link = remembering(index.read(view))
        sent = {"type": "http", "method": "GET", "path": "/api/claims.json", "query_string": link.query().encode()}
        asked = read_request(Request({**server, **sent})).reading
        assert [claim.id for claim in asked.claims] == [claim.id for claim in index.read(view).claims]
        assert asked.view.having(page=view.page) == link
        assert link.without("v", "n") == view


@pytest.mark.parametrize("name", [entry.name for entry in ENTRIES])
def test_two_hundred_views_show_on_their_pages_what_their_links_hold(index, open_page, name):
    """The same filters, the same selection, the same items; all views of a page follow each other in one session."""
    app = open_page(name)
    for view in two_hundred_views(index.dossier):
        if view.page != name:
            continue
        reading = index.read(view)
        link = remembering(reading)
        app.query_params.clear()
        app.query_params.update({key: link.values(key) or str(link.get(key)) for key, _ in link.pairs()})
        app.run()
        assert not app.exception, link.link()
        assert not [info for info in app.info if CHANGED in info.value]
        assert offered_on(app) == link.link()
        assert f"{len(index.read(view.on(name)).claims):,} of 8 claims in this view" in words_on(app), link.link()
        assert items_on(app, reading) == items_of(reading), link.link()


def offered_on(app):
    """The link that the page itself offers to share."""
    [panel] = [node.proto for node in app.get("bidi_component") if node.proto.id.endswith("share-page-panel")]
    return json.loads(panel.json)["link"]


def items_of(reading):
    """What a page has to show of a view, as names; what it has chosen comes first."""
    view, dossier = reading.view, reading.dossier
    match view.page:
        case "analysts" if view.analyst:
            return [dossier.voices[view.analyst].name]
        case "sources" if len(view.source) == 1 and not view.claim:
            return [dossier.sources[view.source[0]].title]
        case "sources" if view.claim:
            return [dossier.sources[dossier.claims[view.claim].source].title]
        case "claims" if view.claim:
            return [dossier.claims[view.claim].text]
        case "claims":
            return ["Claims", *(claim.id for claim in ordered_claims(reading))]
        case "timeline":
            return ["Timeline", *sorted(({event.id for event in reading.events} | {view.event}) - {""})]
        case "conflicts" if len(view.question) == 1:
            return [dossier.questions[view.question[0]].title]
        case "conflicts":
            agreed = () if view.question else reading.agreed
            return ["Conflicts", *sorted({case.question.id for case in (*reading.asked_cases, *agreed)})]
        case "analysts":
            return ["Analysts and other voices"]
        case "overview":
            return [dossier.about.title]
    return [PAGE_TITLES[view.page]]


def items_on(app, reading):
    """The same, as the page shows it."""
    view, links = reading.view, links_on(app, main_only=True)
    heading = [title.value.replace("\\", "") for title in app.main.title]
    match view.page:
        case "claims" if not view.claim:
            return [*heading, *shared_on(app)]
        case "timeline":
            return [*heading, *sorted(({link.event for link in links} | {view.event}) - {""})]
        case "conflicts" if len(view.question) != 1:
            asked = {link.question[0] for link in links if len(link.question) == 1}
            return [*heading, *sorted(asked)]
    return heading
