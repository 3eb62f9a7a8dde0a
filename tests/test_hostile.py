"""A dossier whose every string is an attack is shown, exported and checked like any other."""

import csv
import io
import json
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
from attacks import ATTACKS, HOST, write_attacks
from streamlit.testing.v1 import AppTest

from components.marks import escape
from dossier.export import EXPORTS
from dossier.export.imprint import RELATIVE
from dossier.loading import load_dossier
from dossier.problems import DossierError
from dossier.reading import Index, Reading
from dossier.view import View

ROOT = Path(__file__).parents[1]
PAGES = sorted(file.stem for file in (ROOT / "pages").glob("[!_]*.py"))
LIVE = (
    *(re.compile(rf"(?<!\\)\]\(.*{target}", re.I) for target in ("javascript:", "data:text/html", re.escape(HOST))),
    re.compile(r"(?<!\\)<(script|img|svg|iframe|style|a |/)", re.I),
    re.compile(r"(?<!\\)\$\\?href"),
)
"""What is left of an attack in Markdown where it was not escaped."""
OWN = set(
    "a blockquote br button caption code details div em h2 h3 h4 li mark nav p span strong summary table tbody td th "
    "thead tr ul".split()
)
OURS = {
    "class": r"[a-z -]*", "href": r"(\./[a-z]*(\?[^\s:]*)?|#[a-z-]+)", "data-share": r"[a-z0-9-]+", "id": r"[a-z-]+",
    "style": r"--[a-z]+: \d+", "aria-hidden": "true", "translate": "no", "type": "button", "title": r"[^<>]*",
    "aria-label": "Pages|On this page", "aria-current": "true", "lang": r"[a-zA-Z-]+",
}  # fmt: skip
"""The elements that components write, and their attributes with all that they hold."""
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_attacks(tmp_path_factory.mktemp("attacks"))


@pytest.fixture(scope="module")
def reading(file: Path) -> Reading:
    index = Index(load_dossier(file))
    return index.read(View())


def links(reading: Reading) -> list[tuple[str, dict[str, str]]]:
    """Every page, and every page with something chosen on it."""
    dossier = reading.dossier
    chosen = [
        *(("sources", {"source": name}) for name in dossier.sources),
        *(("sources", {"claim": name}) for name in dossier.claims),
        *(("conflicts", {"question": name}) for name in dossier.questions),
        *(("timeline", {"event": name}) for name in dossier.events),
        *(("analysts", {"analyst": name}) for name in dossier.voices),
    ]
    return [*((page, {}) for page in PAGES), *chosen]


def test_the_attacks_are_in_the_dossier(reading):
    """None was refused or changed on its way in, so the tests below are about something."""
    texts = {claim.text for claim in reading.claims} | {voice.name for voice in reading.dossier.voices.values()}
    held = [attack for attack in ATTACKS if any(text.startswith(attack.strip()[:60]) for text in texts)]
    assert len(held) > 15
    assert any("\x1b" in text for text in texts)


class Elements(HTMLParser):
    """The elements of HTML and their attributes that are not of our own making."""

    def __init__(self) -> None:
        super().__init__()
        self.foreign: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.foreign += [tag] if tag not in OWN else []
        self.foreign += [
            f"{name}={value}" for name, value in attrs if not re.fullmatch(OURS.get(name, ""), value or "")
        ]

    def handle_comment(self, data: str) -> None:
        self.foreign.append(data)


def foreign_in(body: str) -> list[str]:
    """What HTML holds that no component writes; the styles that come with every page are left out."""
    if body.startswith("<style>"):
        return []
    elements = Elements()
    elements.feed(body)
    elements.close()
    return elements.foreign


@pytest.mark.parametrize("html", ["<script>", "<b>", "<a href='//a'>", "<p onclick='x'>", "<a href='./?a'", "<!-- -->"])
def test_what_is_not_of_our_making_would_be_seen(html):
    assert bool(foreign_in(f"<p>{html}</p>")) is ("./?a" not in html)


def test_every_page_shows_attacks_as_text(file, reading, monkeypatch):
    """Whatever becomes Markdown or HTML: no tag, no link, no image, no formula is left of what the data says."""
    monkeypatch.setenv("DOSSIER", str(file))
    found = []
    for page, query in links(reading):
        app = AppTest.from_file(str(ROOT / "pages" / "_app.py"), default_timeout=60)
        if page != "overview":
            app.switch_page(f"{page}.py")
        app.query_params.update(query)
        app.run()
        assert not app.exception, (page, query)
        found += [(page, query, foreign) for node in app.get("html") for foreign in foreign_in(node.proto.body)]
        texts = [element.value for element in (*app.markdown, *app.caption, *app.title, *app.header, *app.warning)]
        found += [(page, query, text) for text in texts for sign in LIVE if sign.search(text)]
    assert found == []


def test_no_text_is_lost_by_making_it_harmless():
    for attack in ATTACKS:
        shown = re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", escape(attack)).replace("\u2060", "")
        assert shown == " ".join(attack.replace("\ufeff", " ").split())


@pytest.mark.parametrize("name", list(EXPORTS))
def test_every_export_can_be_written(reading, name):
    assert EXPORTS[name].export(reading, RELATIVE)


def test_no_cell_of_the_table_can_start_a_formula(reading):
    rows = list(csv.reader(io.StringIO(EXPORTS["csv"].export(reading, RELATIVE).decode("utf-8-sig"))))
    cells = [cell for row in rows for cell in row]
    assert len(cells) > 500
    dangerous = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
    assert [cell for cell in cells if cell.lstrip(" \u00a0").startswith(dangerous)] == []


def test_programs_get_every_string_as_it_is(reading):
    document = json.loads(EXPORTS["json"].export(reading, RELATIVE))
    assert {claim["text"] for claim in document["claims"]} == {claim.text for claim in reading.claims}


def test_linked_data_cannot_close_the_script_it_may_be_pasted_into(reading):
    exported = EXPORTS["jsonld"].export(reading, RELATIVE).decode()
    json.loads(exported)
    assert "</script" not in exported.lower()


@pytest.mark.parametrize("command", [["check"], ["check", "--strict"], ["coverage"]])
def test_the_terminal_gets_no_control_character(file, command):
    ended = subprocess.run(
        [sys.executable, "-m", "dossier", *command, str(file)], cwd=ROOT, capture_output=True, check=False
    )
    assert ended.returncode in {0, 1}
    assert CONTROL.search((ended.stdout + ended.stderr).decode()) is None


def test_problems_with_attacks_in_them_do_not_steer_the_terminal(tmp_path):
    broken = write_attacks(tmp_path)
    spoilt = json.loads(re.sub(r"\\x..", "", broken.read_text()))
    for claim in spoilt["claims"]:
        claim["type"] = "\x1b[31m<script>\u202e" + claim["id"]
    broken.write_text(json.dumps(spoilt).replace("\\ud83d", "").replace("\\udc69", ""))
    with pytest.raises(DossierError) as caught:
        load_dossier(broken)
    for problem in caught.value.problems:
        assert CONTROL.search(str(problem)) is None
        assert not {"\u202e", "\u2028", "\n"} & set(str(problem))


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//attacker.invalid", "ftp://a.b"]
)
def test_an_address_that_is_no_web_address_is_refused(tmp_path, url):
    broken = write_attacks(tmp_path)
    broken.write_text(broken.read_text().replace("https://courier.example/clock-runs", url))
    with pytest.raises(DossierError) as caught:
        load_dossier(broken)
    assert any("url" in problem.message for problem in caught.value.problems)
