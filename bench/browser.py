"""What a reader waits for in a browser: a link to idle and a filter to idle, beside a blank app and Datasette."""

from __future__ import annotations

import os
import shutil
import socket
import sqlite3
import time
from collections import defaultdict
from collections.abc import Generator, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from bench.crowd import PAGES
from bench.servers import BLANK_OURS, OURS, ROOT, Running, running, serving
from bench.spread import Spread, spread, table, verdict
from dossier.compiled import open_compiled

REAL, LARGE = 1.5, 2.5
"""At most so many times blank from a filter to idle, on the real dossier and on 100,000 claims."""
DATASETTE = ROOT / ".venv" / "datasette" / "bin" / "python"
_FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_IDLE = "[data-testid=stApp][data-test-connection-state=CONNECTED][data-test-script-state=notRunning]"
_NOTE_MESSAGES = """
window.lastMessage = 0;
window.WebSocket = class extends WebSocket {
  constructor(...given) {
    super(...given);
    this.addEventListener("message", () => { window.lastMessage = performance.now(); });
  }
};
"""
"""Notes when the server was last heard: the state that the page tells of does not show a short run."""
_UNTIL_IDLE = """
() => { window.idleAgain = new Promise((done, failed) => {
  const app = document.querySelector("[data-testid=stApp]"), began = performance.now();
  let changed = began;
  new MutationObserver(() => { changed = performance.now(); })
    .observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
  const look = () => {
    const last = Math.max(changed, window.lastMessage);
    const quiet = app.getAttribute("data-test-script-state") === "notRunning" && performance.now() - last > 300;
    if (window.lastMessage > began && quiet) done((last - began) / 1000); else setTimeout(look, 50);
  };
  look();
  setTimeout(() => failed(new Error("no run within two minutes")), 120000);
}); }
"""
"""Resolves with the seconds to the last message and the last change of the page, once neither comes for a while."""


@contextmanager
def browsing() -> Generator[Browser]:
    """A browser without a screen: the first Chromium that is installed, else Playwright's own."""
    found = next((path for name in _NAMES if (path := shutil.which(name))), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(_FLAGS))
        try:
            yield browser
        finally:
            browser.close()


def _open(browser: Browser, address: str) -> tuple[Page, float]:
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.add_init_script(_NOTE_MESSAGES)
    began = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.locator(_IDLE).wait_for(timeout=300_000)
    page.locator("[data-testid=stMain] h1").first.wait_for(timeout=300_000)
    page.locator(_IDLE).wait_for(timeout=300_000)
    return page, time.perf_counter() - began


def _filter(page: Page, turn: int) -> float:
    """Choose a country in the sidebar, another one in each turn."""
    box = page.locator(".st-key-filter-country input").first
    box.click()
    option = page.locator("[role=option]").nth(turn)
    option.wait_for(timeout=60_000)
    page.evaluate(_UNTIL_IDLE)
    option.click()
    seconds = page.evaluate("() => window.idleAgain")
    page.keyboard.press("Escape")
    return seconds


def _visit(browser: Browser, server: Running, name: str, turn: int) -> tuple[float, float]:
    page, opened = _open(browser, f"{server.url}/{name}")
    try:
        return opened, _filter(page, turn)
    finally:
        page.context.close()


def report(dossier: Path, repeats: int, *, most: float) -> Iterator[str]:
    """Pages of one dossier against the blank app."""
    yield (
        "A link opened in a new browser context, and then a country chosen that nobody has chosen before on that page. "
        f"Target from a filter to idle: at most {most:g} times blank. Each value in turn with the blank page.\n\n"
    )
    head = ("page", "open", "blank", "ratio", "filter", "blank", "ratio")
    with ExitStack() as stack:
        ours, blank = (stack.enter_context(serving(kind, dossier)) for kind in (OURS, BLANK_OURS))
        browser = stack.enter_context(browsing())
        rows = (_row(browser, ours, blank, name, repeats) for name in PAGES)
        yield from table(head, ([row[0], *_cells(row[1], most)] for row in rows))


def _row(browser: Browser, ours: Running, blank: Running, name: str, repeats: int) -> tuple[str, dict[str, Spread]]:
    times: dict[str, list[float]] = defaultdict(list)
    for turn in range(repeats + 1):  # the first visit to a page is not counted
        for key, server, where in (("blank", blank, ""), ("ours", ours, name)):
            found = _visit(browser, server, where, turn)
            for what, seconds in zip(("open", "filter"), found, strict=True) if turn else ():
                times[f"{key} {what}"].append(seconds)
    return name or "overview", {key: spread(values) for key, values in times.items()}


def _cells(found: Mapping[str, Spread], most: float) -> Iterator[str]:
    yield from (found["ours open"].words(), found["blank open"].words())
    yield f"{found['ours open'].over(found['blank open']):.2f}"
    yield from (found["ours filter"].words(), found["blank filter"].words())
    yield verdict(found["ours filter"].over(found["blank filter"]), most)


# Datasette


def write_database(dossier: Path, file: Path) -> None:
    """The claims as one table, with an index for each facet, as its documentation advises."""
    held = open_compiled(dossier)
    columns = ("id", "text", "quote", "source", "voice", "speaker", "type", "likelihood", "country")
    rows = (
        (
            *(claim.id, claim.text, claim.quote, held.sources[claim.source].title, held.voices[claim.voice].name),
            *(held.voices[claim.voice].country, claim.type, claim.likelihood, next(iter(claim.countries), None)),
        )
        for claim in held.claims.values()
    )
    with sqlite3.connect(file) as database:
        database.execute(f"CREATE TABLE claims ({', '.join(columns)}, PRIMARY KEY (id))")
        database.executemany(f"INSERT INTO claims VALUES ({', '.join('?' * len(columns))})", rows)
        for column in columns[3:]:
            database.execute(f"CREATE INDEX by_{column} ON claims ({column})")


def datasette(dossiers: Mapping[str, Path], folder: Path, repeats: int) -> Iterator[str]:
    """The claims page and a facet of it against the same in Datasette, in the same browser."""
    yield (
        "The page of claims with all its facets, opened in a new browser context, and one country chosen; Datasette "
        "shows 20 rows a page as ours does, with six facets and time enough to count them.\n\n"
    )
    rows = []
    for name, dossier in dossiers.items():
        file = folder / f"{dossier.parent.name}.db"
        write_database(dossier, file)
        times: dict[str, list[float]] = defaultdict(list)
        with _datasette(file) as theirs, serving(OURS, dossier) as ours, browsing() as browser:
            for turn in range(repeats + 1):  # the first is not counted
                for key, pair in (
                    ("theirs", _facet(browser, theirs, file)),
                    ("ours", _visit(browser, ours, "claims", turn)),
                ):
                    for what, seconds in zip(("open", "click"), pair, strict=True) if turn else ():
                        times[f"{key} {what}"].append(seconds)
        found = {key: spread(values) for key, values in times.items()}
        for what in ("open", "click"):
            ours_, theirs_ = found[f"ours {what}"], found[f"theirs {what}"]
            words = "opening" if what == "open" else "choosing a country"
            rows.append((f"{name}: {words}", ours_.words(), theirs_.words(), verdict(ours_.over(theirs_), 1)))
    yield from table(("what", "ours", "Datasette", "ratio"), rows)


@contextmanager
def _datasette(file: Path) -> Generator[Running]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = ("facet_time_limit_ms=20000", "sql_time_limit_ms=20000", "default_page_size=20")
    options = [part for setting in settings for part in ("--setting", *setting.split("="))]
    command = [
        str(DATASETTE),
        "-m",
        "datasette",
        "serve",
        str(file),
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        *options,
    ]
    with running(command, port, "/-/versions.json", dict(os.environ)) as server:
        yield server


def _facet(browser: Browser, server: Running, file: Path) -> tuple[float, float]:
    facets = "&".join(f"_facet={name}" for name in ("country", "speaker", "source", "voice", "type", "likelihood"))
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    try:
        began = time.perf_counter()
        page.goto(f"{server.url}/{file.stem}/claims?{facets}", wait_until="load", timeout=300_000)
        opened = time.perf_counter() - began
        link = page.locator(".facet-results a[href*='country=']").first
        began = time.perf_counter()
        with page.expect_navigation(wait_until="load", timeout=300_000):
            link.click()
        return opened, time.perf_counter() - began
    finally:
        page.context.close()
