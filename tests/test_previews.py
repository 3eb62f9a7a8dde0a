"""What a pasted link unfolds into: the head of its page, its picture, and its address behind proxies."""

import asyncio
import json
import re
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import streamlit
from conftest import TINY
from loops import run
from PIL import Image, ImageColor
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import FileResponse, PlainTextResponse
from starlette.routing import Route
from streamlit import config

from components.figures.palette import PALETTES
from dossier.headlines import Headline, find_headline
from dossier.loading import load_dossier
from dossier.view import PAGES, View
from server import pictures, previews
from server.addresses import UnderBasePath
from server.mending import MOST_QUERY, MendedLinks, mended_link, mended_path, mended_query

INDEX = Path(streamlit.__file__).parent / "static" / "index.html"
HOST = {"host": "claims.example.org"}


class Head(HTMLParser):
    """The tags of a page, as a program reads them that makes previews."""

    def __init__(self, page):
        super().__init__()
        self.meta, self.links, self.language, self.title, self.scripts = {}, {}, "", "", []
        self.inside = ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "meta" and (name := given.get("property") or given.get("name")):
            assert name not in self.meta, f"{name} stands twice"
            self.meta[name] = given["content"]
        elif tag == "link":
            self.links[given["rel"]] = given["href"]
        elif tag == "html":
            self.language = given["lang"]
        self.inside = "ld" if given.get("type") == "application/ld+json" else tag

    def handle_data(self, data):
        if self.inside == "title":
            self.title += data
        elif self.inside == "ld":
            self.scripts.append(json.loads(data))

    def handle_endtag(self, tag):  # noqa: ARG002 (the name that HTMLParser gives it)
        self.inside = ""


def site():
    """Our middleware and routes around the page that Streamlit sends for every address."""

    def page(_):
        return FileResponse(INDEX)

    def script(_):
        return PlainTextResponse("code", media_type="text/javascript", headers={"etag": "kept"})

    routes = [*previews.routes(), Route("/static/x.js", script), Route("/{path:path}", page)]
    ours = tuple(route.path for route in previews.routes())
    middleware = [Middleware(UnderBasePath, paths=ours), Middleware(MendedLinks), Middleware(previews.LinkPreviews)]
    return Starlette(routes=routes, middleware=middleware)


SITE = site()


def ask(address, method="GET", **headers):
    """Status, headers and body of an answer."""
    parts = urlsplit(address)
    sent = [(name.replace("_", "-").encode(), value.encode("latin-1")) for name, value in {**HOST, **headers}.items()]
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "scheme": "http", "root_path": "",
        "method": method, "path": parts.path, "raw_path": parts.path.encode(), "query_string": parts.query.encode(),
        "headers": sent, "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 80),
        "extensions": {"http.response.pathsend": {}},
    }  # fmt: skip
    messages = []
    asked = [{"type": "http.request", "body": b"", "more_body": False}]

    async def receive():
        if not asked:
            await asyncio.Event().wait()  # whoever asked stays until the answer is there
        return asked.pop()

    async def send(message):
        messages.append(message)

    run(SITE(scope, receive, send))
    start = messages[0]
    body = b"".join(message.get("body", b"") for message in messages[1:])
    return start["status"], {name.decode(): value.decode() for name, value in start["headers"]}, body


def head(address, **headers):
    status, _, body = ask(address, **headers)
    assert status == 200
    return Head(body.decode())


@pytest.fixture(autouse=True)
def on_tiny(monkeypatch):
    monkeypatch.setenv("DOSSIER", str(TINY))
    monkeypatch.delenv("PUBLIC_URL", raising=False)


# The head

KINDS = {
    "/": ("The harbour bridge", "Two invented articles on an invented bridge.", None),
    "/conflicts?question=bridge-safe": (
        "Is the bridge safe?",
        "Is the old harbour bridge safe to use? It is safe (3 claims, 1 origin); It is not safe (1 claim, 1 origin)",
        "Question",
    ),
    "/sources?claim=lund-cracks": (
        "Ada Lund says that 120 cracks were counted.",
        "Ada Lund, in “Harbour bridge to close”: “We counted 120 cracks”",
        "Claim",
    ),
    "/sources?source=quay-post": (
        "The bridge, two years on",
        "Publisher not known, published about July 2021. 4 claims of 3 voices, each with its quote.",
        "CreativeWork",
    ),
    "/timeline?event=closing": (
        "The bridge closes",
        "3 July 2021 · Harbour · Ada Lund · 2 claims from 2 independent origins",
        "Event",
    ),
    "/analysts?analyst=ada-lund": (
        "Ada Lund",
        "Mayor. 2 claims in 1 source. Is the bridge safe? It is not safe; How many cracks? 120; "
        "Will the bridge close? It will close; When does it close? June 2021",
        "Organization",
    ),
    "/timeline?country=NO&known=2021-05-31": (
        "Norway, as known on 31 May 2021",
        "The harbour bridge: 4 claims, 1 conflict, 1 event, 3 voices, 1 source.",
        None,
    ),
    "/method": (
        "How claims were chosen and proven",
        "The harbour bridge: 8 claims, 4 conflicts, 2 events, 5 voices, 2 sources.",
        None,
    ),
}


@pytest.mark.parametrize("address", KINDS)
def test_the_head_of_a_page_says_what_the_link_shows(address):
    title, sentence, kind = KINDS[address]
    found = head(address)
    meta = found.meta
    assert (meta["og:title"], meta["og:description"]) == (title, sentence)
    assert (meta["twitter:title"], meta["twitter:description"], meta["description"]) == (title, sentence, sentence)
    assert found.title == (title if address == "/" else f"{title} · The harbour bridge")
    assert meta["og:url"] == found.links["canonical"] == f"http://claims.example.org{address}"
    assert (meta["twitter:card"], meta["og:site_name"]) == ("summary_large_image", "Counterclaim")
    assert (meta["og:image:width"], meta["og:image:height"]) == ("1200", "630")
    assert meta["og:image"] == meta["twitter:image"]
    assert found.language == "en"
    [linked] = found.scripts
    assert (linked["@context"], linked["@type"], linked["url"]) == ("https://schema.org/", "WebPage", meta["og:url"])
    assert linked.get("mainEntity", {}).get("@type") == kind


@pytest.mark.parametrize("name", PAGES)
def test_every_page_has_a_head_and_a_picture(name, dossier):
    found = head(View(name).link())
    picture = urlsplit(found.meta["og:image"])
    assert picture.query.endswith(f"page={name}&v={dossier.version}")
    status, headers, body = ask(f"{picture.path}?{picture.query}")
    assert (status, headers["content-type"]) == (200, "image/png")
    assert Image.open(BytesIO(body)).size == (1200, 630)


def test_what_a_link_remembers_and_what_follows_readers_is_not_part_of_its_address():
    found = head("/timeline?utm_source=x&country=NO&n=3&v=000000000000&country=XX&colour=red")
    assert found.links["canonical"] == "http://claims.example.org/timeline?country=NO"


def test_a_preview_tells_nothing_that_was_not_known_then():
    """The second article had not certainly appeared; its claims and what only they tell are not named."""
    for address in ("/sources?claim=closed-july", "/timeline?event=survey-2019", "/conflicts?question=closing-date"):
        later, then = head(address), head(address + "&known=2021-05-31")
        assert then.meta["og:title"] == "As known on 31 May 2021" or "July" not in then.meta["og:description"]
        assert then.meta != later.meta
        assert "3 July" not in json.dumps(then.scripts) + json.dumps(then.meta)


HOSTILE = "</title><script>alert(1)</script>\"'><img src=x onerror=alert(1)>\u2028&amp;"


def test_whatever_a_dossier_holds_stays_text(tmp_path, monkeypatch):
    """Titles and quotes come from others: in attributes, in the title and in the script they end nothing."""
    (tmp_path / "post.txt").write_text(f"It says: {HOSTILE.replace(chr(0x2028), ' ')} and no more.")
    told = json.dumps(HOSTILE)
    (tmp_path / "claims.yaml").write_text(
        f"dossier: {{title: {told}, summary: {told}, licence: {told}}}\n"
        f"sources: [{{id: s, file: post.txt, title: {told}, published: 2021, extent: full}}]\n"
        f"voices: [{{id: v, name: {told}, kind: person}}]\n"
        "questions: []\n"
        f"claims: [{{id: c, source: s, quote: It says, text: {told}, type: fact, voice: v}}]\n"
        "events: []\n"
    )
    monkeypatch.setenv("DOSSIER", str(tmp_path / "claims.yaml"))
    load_dossier(tmp_path / "claims.yaml")
    for address in ("/", "/sources?claim=c", "/sources?source=s", "/analysts?analyst=v", "/claims?q=%3C/script%3E"):
        _, _, body = ask(address)
        page = body.decode()
        assert "<script>alert" not in page
        assert "<img" not in page
        found = Head(page)
        assert len(found.scripts) == 1
        assert found.meta["og:title"]
    assert head("/analysts?analyst=v").meta["og:title"] == HOSTILE


def test_a_dossier_that_cannot_be_read_leaves_the_page_as_it_is(tmp_path, monkeypatch):
    monkeypatch.setenv("DOSSIER", str(tmp_path / "none.yaml"))
    _, _, body = ask("/timeline")
    assert body == INDEX.read_bytes()
    assert ask("/preview.png")[0] == 503


# The answer that carries it


def test_lengths_are_right_and_nothing_says_that_the_page_is_unchanged():
    for method in ("GET", "HEAD"):
        status, headers, body = ask(
            "/timeline", method, if_none_match="*", if_modified_since="Fri, 01 Jan 2100 00:00:00 GMT", range="bytes=0-9"
        )
        assert status == 200
        assert not {"etag", "last-modified", "accept-ranges"} & set(headers)
        assert len(body) == (int(headers["content-length"]) if method == "GET" else 0)
    assert ask("/timeline", "HEAD")[1]["content-length"] == ask("/timeline")[1]["content-length"]


def test_everything_else_passes_untouched():
    assert ask("/static/x.js")[1:] == ({**ask("/static/x.js")[1], "etag": "kept"}, b"code")


# Addresses of pages


@pytest.mark.parametrize(
    ("address", "home"),
    [
        ("/Timeline", "/timeline"),
        ("/timeline.", "/timeline"),
        ("/timeline)", "/timeline"),
        ("/timeline/", "/timeline"),
        ("/TIMELINE).?country=NO&q=a+b", "/timeline?country=NO&q=a+b"),
        ("/overview?country=NO", "/?country=NO"),
        ("/timeline%3Fcountry=NO&q=a", "/timeline?country=NO&q=a"),
    ],
)
def test_the_address_of_a_page_is_mended(address, home):
    """`ask` does not decode: the last one is asked for as servers hand it on."""
    parts = address.replace("%3F", "\0")
    if "\0" in parts:
        assert mended_path(parts.replace("\0", "?")) == home
        return
    status, headers, _ = ask(address)
    assert (status, headers["location"]) == (307, home)


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/timeline",
        "/conflicts",
        "/nothing",
        "//evil.example",
        "/evil.example",
        "/static/x.js",
        "/x/timeline",
    ],
)
def test_other_addresses_are_left_alone(path):
    assert mended_path(path) == ""


def test_a_query_of_too_many_parts_is_cut_to_what_is_read_and_one_more():
    """Streamlit reads nothing of a longer one; the one more makes the page say that some was left out."""
    query = b"&".join([b"country=NO"] * 10_000)
    assert mended_query(query) == b"&".join([b"country=NO"] * 201)
    assert mended_link("/timeline", query) == "/timeline?" + "&".join(["country=NO"] * 201)
    assert mended_link("/Timeline", query).startswith("/timeline?country=NO&")
    assert mended_link("/", query).startswith("/?country=NO&")
    (left_out,) = View.parse("/timeline", mended_query(query).decode()).unknown
    assert left_out == ("", "all values but the first 200")


def test_a_query_that_is_too_long_is_cut_and_what_is_cut_is_not_cut_again():
    query = b"q=" + b"a" * MOST_QUERY
    assert mended_query(query) == b"q=" + b"a" * 998
    assert mended_query(mended_query(query)) == mended_query(query)
    longest = mended_query(b"&".join([b"a" * 10_000] * 1_000))
    assert len(longest) == 201 * 1_001 - 1
    assert mended_query(longest) == longest


@pytest.mark.parametrize("path", ["/nothing", "//evil.example", "/static/x.js"])
def test_nobody_is_led_to_what_is_no_page(path):
    assert mended_link(path, b"a&" * 2_000) == ""


def test_the_longest_query_that_is_read_is_left_alone():
    query = b"&".join([b"country=NO"] * 201)
    assert mended_query(query) is query
    assert mended_link("/timeline", query) == ""


# Where the site is


@pytest.mark.parametrize(
    ("headers", "base"),
    [
        ({}, "http://claims.example.org"),
        ({"x_forwarded_proto": "https"}, "https://claims.example.org"),
        (
            {
                "x_forwarded_proto": "https, http",
                "x_forwarded_host": "news.example:8443, inner",
                "x_forwarded_prefix": "/a/b/",
            },
            "https://news.example:8443/a/b",
        ),
        ({"host": "[::1]:8501"}, "http://[::1]:8501"),
        ({"x_forwarded_proto": "javascript"}, "http://claims.example.org"),
        ({"x_forwarded_host": 'evil.example/"><script>'}, "http://claims.example.org"),
        ({"x_forwarded_host": "evil.example@claims.example.org"}, "http://claims.example.org"),
        ({"x_forwarded_prefix": "//evil.example"}, "http://claims.example.org"),
        ({"x_forwarded_prefix": "/../up"}, "http://claims.example.org"),
        ({"x_forwarded_prefix": "no-slash"}, "http://claims.example.org"),
        ({"host": 'evil"><script>'}, ""),
    ],
)
def test_what_proxies_say_is_taken_where_it_is_sane(headers, base):
    assert head("/method", **headers).meta["og:url"] == f"{base}/method"


@pytest.mark.parametrize("address", ["https://news.example/claims", "https://news.example/claims/"])
def test_the_operator_has_the_last_word(monkeypatch, address):
    monkeypatch.setenv("PUBLIC_URL", address)
    assert head("/method", x_forwarded_host="other.example").meta["og:url"] == "https://news.example/claims/method"


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "news.example", 'https://news.example/"><script>', "https://a b/"]
)
def test_an_address_that_is_none_is_not_taken(monkeypatch, address):
    monkeypatch.setenv("PUBLIC_URL", address)
    assert head("/method").meta["og:url"] == "http://claims.example.org/method"


def test_a_base_path_is_part_of_every_address():
    before = config.get_option("server.baseUrlPath")
    config.set_option("server.baseUrlPath", "news/claims")
    try:
        found = head("/news/claims/timeline?country=NO")
        assert found.meta["og:url"] == "http://claims.example.org/news/claims/timeline?country=NO"
        assert found.meta["og:title"] == "Norway"
        picture = urlsplit(found.meta["og:image"])
        assert picture.path == "/news/claims/preview.png"
        assert ask(f"{picture.path}?{picture.query}")[1]["content-type"] == "image/png"
        assert ask("/news/claims/Timeline")[1]["location"] == "/news/claims/timeline"
    finally:
        config.set_option("server.baseUrlPath", before)


# The picture


@pytest.mark.parametrize(
    "query",
    [
        "",
        "page=../../etc/passwd",
        "page=claims&q=" + "%CC%B4" * 60,
        "page=claims&q=" + "W" * 200,
        "page=claims&q=%D7%A9%E2%80%AE%00%F0%9F%98%80",
        "page=timeline&country=%ZZ&source=%ff",
        "&".join(["country=NO"] * 10_000),
        "q=" + "a" * 100_000,
    ],
)
def test_whatever_is_asked_for_there_is_a_card(query):
    status, _, body = ask(f"/preview.png?{query}")
    assert status == 200
    assert len(body) < 100_000
    image = Image.open(BytesIO(body)).convert("RGB")
    assert image.size == (1200, 630)
    assert image.getpixel((5, 300)) == (0xFC, 0xFB, 0xF8)


def test_a_card_may_be_kept_as_long_as_its_version_is_in_its_address(dossier):
    _, fresh, _ = ask(f"/preview.png?page=timeline&v={dossier.version}")
    _, loose, _ = ask("/preview.png?page=timeline")
    assert (fresh["cache-control"], loose["cache-control"]) == ("public, max-age=604800", "public, max-age=300")
    status, _, body = ask("/preview.png?page=timeline", if_none_match=fresh["etag"])
    assert (status, body) == (304, b"")


def test_the_cards_of_a_case_wear_the_colours_of_its_sides(index):
    assert PALETTES["light"].sides == pictures.SIDES
    headline = find_headline(index.read(View("conflicts", question=("bridge-safe",))))
    card = pictures.draw_card(headline, "Dossier")
    drawn = {card.getpixel((x, y)) for x in range(0, 1200, 4) for y in range(200, 500, 4)}
    colors = [ImageColor.getrgb(color) for color in pictures.SIDES[:3]]
    assert [color in drawn for color in colors] == [True, True, len(headline.sides) > 2]


ODD = "Wide" * 80
FULL = [
    Headline("Kind" * 30, ODD, "", (ODD,) * 5),
    Headline("Claim", "x", "", (ODD, ODD, ODD), quote=((ODD + " and ", False), ("words " * 200, True), (ODD, False))),
    Headline("Contradiction", ODD, "", (), tuple((ODD, ODD) for _ in range(9))),
    Headline("Voice", ODD, "", ("a", "b", "c"), tuple((ODD, ODD) for _ in range(40))),
    Headline("View", ODD, "", (ODD,) * 5, counts=tuple((12_345, ODD) for _ in range(5))),
    Headline("Empty", "", "", ()),
    Headline("Claim", "", "", ("",), quote=(("", True),)),
]


@pytest.mark.parametrize("headline", FULL, ids=lambda headline: headline.kind[:10])
def test_nothing_is_written_over_the_edge_or_the_foot(headline):
    """Beside the text there is paper, and above the name of the site its line."""
    card = pictures.draw_card(headline, ODD)
    paper = (0xFC, 0xFB, 0xF8)
    for x in (20, 1180):
        assert {card.getpixel((x, y)) for y in range(12, 630)} == {paper}
    for y in (pictures._FOOT - 3, 627):
        assert {card.getpixel((x, y)) for x in range(1200)} == {paper}


def test_without_the_fonts_of_the_pages_another_is_at_hand(monkeypatch, tmp_path):
    monkeypatch.setattr(pictures, "_font_folder", lambda: tmp_path)
    pictures.font.cache_clear()
    try:
        assert pictures.draw_card(FULL[0], "Dossier").size == (1200, 630)
    finally:
        pictures.font.cache_clear()


def test_the_fonts_of_the_pages_are_found():
    names = [str(pictures.font(face, 40, 600).getname()) for face in ("serif", "sans")]
    assert ["Source Serif" in names[0], "SourceSans" in names[1]] == [True, True]


def test_words_are_cut_where_they_do_not_fit():
    face = pictures.font("sans", 30, 400)
    assert pictures.fitted("a short line", face, 1000) == "a short line"
    line = pictures.fitted("a line that is too long", face, 150)
    assert line.endswith("…")
    assert face.getlength(line) <= 150
    lines = pictures.wrapped("x" * 200 + " y", face, 200)
    assert all(face.getlength(line) <= 200 for line in lines)
    assert re.sub(r"\s", "", "".join(lines)) == "x" * 200 + "y"
    assert pictures.clean("a\u202eb\x00c" + "\u0334" * 50) == "a b c" + "\u0334" * 3


def test_of_a_quote_of_many_parts_only_the_beginning_is_laid_out():
    assert pictures.beginning((("one ", False), ("two", True)), 7) == (("one ", False), ("two", True))
    assert pictures.beginning((("one ", False), ("three", True), ("two", False)), 7) == (
        ("one ", False),
        ("thr …", True),
    )


def test_a_quote_of_any_length_costs_no_more_than_one_that_fills_the_card(monkeypatch):
    """Sixty parts of two thousand characters took longer than a second."""
    measured: list[str] = []
    split = pictures._with_spaces
    monkeypatch.setattr(pictures, "_with_spaces", lambda text: measured.append(text) or split(text))
    quoted = tuple(("a word " * 285, own) for own in [True, False] * 30)
    pictures.draw_card(Headline("Claim", "x", "", ("somebody",), quote=quoted), "Dossier")
    assert sum(map(len, measured)) < 6_000
