"""Throw spoilt input at loader, links, pages, API, previews and their pictures; report what failed and what took long.

    python bench/fuzz.py [--seconds 60] [--seed 1] [--dossier FILE] [--only links]

Inputs are mutations of real ones. Times are of the processor, so that others on the machine do not stretch them: an
input that takes more than a second of it counts as a failure.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import resource
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias
from urllib.parse import parse_qs

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT)]

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route
from starlette.types import ASGIApp
from streamlit.testing.v1 import AppTest

from bench.spoilt import NASTY, spoil, spoilt_query
from dossier.headlines import Headline
from dossier.loading import load_dossier
from dossier.opened import open_index
from dossier.problems import DossierError, shorten
from dossier.view import PAGES, View
from server import api, health, previews
from server.headers import SecurityHeaders
from server.origins import OwnOrigin
from server.pictures import card_png

TINY = ROOT / "tests" / "tiny"
LIMIT = 1.0
"""Seconds that no input may take."""
_HEADERS = (b"if-none-match", b"origin", b"host", b"x-forwarded-for", b"x-forwarded-host", b"accept", b"range")

Try: TypeAlias = tuple[str, Callable[[], str]]
"""An input, and what tries it and returns in one word what came of it."""


@dataclass
class Found:
    """What came of one kind of input."""

    tried: int = 0
    slowest: float = 0.0
    slow: str = ""
    """The input that took longest."""
    outcomes: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)


def run(name: str, once: Callable[[], Try], seconds: float) -> Found:
    """Try input after input until the time is up; an exception is a failure."""
    found, until = Found(), time.monotonic() + seconds
    while time.monotonic() < until:
        given, attempt = once()
        began = time.process_time()
        try:
            found.outcomes[attempt()] += 1
        except Exception:  # noqa: BLE001 every kind of failure is what is looked for
            found.failures.append(f"{_short(given)}\n{traceback.format_exc()}")
        if (took := time.process_time() - began) > found.slowest:
            found.slowest, found.slow = took, given
        if took > LIMIT:
            found.failures.append(f"{_short(given)}\ntook more than {LIMIT:.0f} s")
        found.tried += 1
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{name}: {found.tried:,} inputs, {len(found.failures)} failures, slowest {found.slowest * 1000:.0f} ms, "
        f"peak memory {peak:.0f} MB; {dict(found.outcomes.most_common(6))}\n    {_short(found.slow)}",
        flush=True,
    )
    return found


def _short(given: str) -> str:
    return repr(shorten(given, 300))


def loader(chance: random.Random) -> Callable[[], Try]:
    """Spoilt claims files, and now and then a spoilt text."""
    folder = Path(tempfile.mkdtemp())
    file = folder / "data" / "claims.yaml"
    claims = (TINY / "data" / "claims.yaml").read_text()
    texts = {source.name: source.read_text() for source in (TINY / "texts").glob("*.txt")}
    for part in ("data", "texts"):
        (folder / part).mkdir()

    def once() -> Try:
        for name, text in texts.items():
            content = spoil(text, chance) if chance.random() < 0.1 else text
            (folder / "texts" / name).write_bytes(content.encode(errors="surrogateescape"))
        data = bytearray(spoil(claims, chance).encode(errors="surrogateescape"))
        if data and chance.random() < 0.1:
            data[chance.randrange(len(data))] = chance.randrange(256)
        file.write_bytes(data)
        return data.decode(errors="replace"), lambda: loaded(file)

    return once


def loaded(file: Path) -> str:
    try:
        load_dossier(file)
    except DossierError as error:
        return "unreadable" if error.unreadable else "problems"
    return "accepted"


def links(chance: random.Random) -> Callable[[], Try]:
    """Links: parsing never raises, and what is parsed survives being written and parsed again."""
    dossier = open_index().dossier

    def once() -> Try:
        link = f"{chance.choice((*PAGES, 'nothing'))}?{spoilt_query(dossier, chance)}"
        return link, lambda: followed(link)

    return once


def followed(link: str) -> str:
    page, _, query = link.partition("?")
    index = open_index()
    view = View.parse(page, query, index.dossier)
    again = View.parse(view.page, view.query(), index.dossier)
    if again != view:
        raise AssertionError(f"{view} is written as {view.query()}, which is {again}")
    reading = index.read(view)
    assert len(reading.cases) >= len(reading.conflicts)
    return "with unknown parts" if view.unknown else "understood"


def pages(chance: random.Random) -> Callable[[], Try]:
    """Links as pages: each is run and shows no exception."""
    dossier = open_index().dossier

    def once() -> Try:
        page, query = chance.choice(PAGES), spoilt_query(dossier, chance)
        return f"{page}?{query}", lambda: shown(page, query)

    return once


def shown(page: str, query: str) -> str:
    app = AppTest.from_file(str(ROOT / "pages" / "_app.py"), default_timeout=60)
    if page != "overview":
        app.switch_page(f"{page}.py")
    app.query_params.update(parse_qs(query, errors="replace", max_num_fields=None))
    app.run()
    if app.exception or app.error:
        raise AssertionError([element.value for element in (*app.exception, *app.error)])
    return page


def requests(chance: random.Random) -> Callable[[], Try]:
    """Requests to every address of the API, through the middleware."""
    routes = [*api.routes(), *health.routes()]
    return asking(Starlette(routes=routes), [route.path for route in routes], chance)


def unfolded(chance: random.Random) -> Callable[[], Try]:
    """The heads that previews are made of, and pictures of views, through the middleware."""

    async def page(_: Request) -> HTMLResponse:
        return HTMLResponse('<html lang="en"><head><title>x</title></head></html>')

    host = previews.LinkPreviews(Starlette(routes=[*previews.routes(), Route("/{name:path}", page)]))
    return asking(host, ["/preview.png", *(f"/{name}" for name in PAGES)], chance)


def asking(app: ASGIApp, paths: list[str], chance: random.Random) -> Callable[[], Try]:
    """Requests with spoilt queries and headers, and now and then a spoilt path."""
    guarded, loop, dossier = SecurityHeaders(OwnOrigin(app)), asyncio.new_event_loop(), open_index().dossier

    def once() -> Try:
        path = chance.choice(paths)
        path = path if chance.random() < 0.9 else "/" + spoil(path[1:], chance)
        query = spoilt_query(dossier, chance, ("limit", "offset", "page"))
        headers = [(chance.choice(_HEADERS), chance.choice(NASTY).encode()) for _ in range(chance.randint(0, 3))]
        method = chance.choice(("GET", "GET", "GET", "HEAD", "POST"))
        scope: dict[str, object] = {"type": "http", "path": path, "query_string": query.encode(errors="replace")}
        scope |= {"scheme": "http", "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 80)}
        scope |= {"method": method, "headers": headers}
        return f"{method} {path}?{query} {headers}", lambda: loop.run_until_complete(ask(guarded, scope))

    return once


async def ask(app: ASGIApp, scope: dict[str, object]) -> str:
    """The status of the answer."""
    sent: list[int] = []

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: object) -> None:
        assert isinstance(message, dict)
        sent.extend([message["status"]] if message["type"] == "http.response.start" else [])

    await app(scope, receive, send)
    if sent[0] >= 500:
        raise AssertionError(f"answered with {sent[0]}")
    return str(sent[0])


def pictures(chance: random.Random) -> Callable[[], Try]:
    """Cards of headlines that nobody would write."""
    kinds = ("Claim", "Contradiction", "Analyst", "Event", "View")

    def words(most: int = 400) -> str:
        text = chance.choice(("Who says so?", "12,000 men", "a" * 500, "कखगघ " * 40, "שלום " * 40, *NASTY))
        return (spoil(text, chance) * chance.randint(1, 3))[:most]

    def once() -> Try:
        facts = tuple(words() for _ in range(chance.randint(1, 4)))
        sides = tuple((words(), words()) for _ in range(chance.choice((0, 0, 1, 3, 40))))
        quoted = tuple((words(2000), chance.random() < 0.5) for _ in range(chance.choice((0, 0, 1, 5, 60))))
        counts = tuple((chance.randint(0, 20_000), words()) for _ in range(chance.choice((0, 5))))
        headline = Headline(chance.choice(kinds), words(), words(), facts, sides, quoted, counts)
        return repr(headline), lambda: f"{len(card_png(headline, words())) // 20_000 * 20} kB"

    return once


KINDS = {"loader": loader, "links": links, "pages": pages, "API": requests, "previews": unfolded, "pictures": pictures}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--seconds", type=float, default=60, help="for each kind")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--dossier", default=str(TINY / "data" / "claims.yaml"), help="behind links, API and previews")
    parser.add_argument("--only", choices=KINDS)
    given = parser.parse_args()
    os.environ["DOSSIER"] = given.dossier
    chance = random.Random(given.seed)
    open_index()
    chosen = [given.only] if given.only else list(KINDS)
    found = [run(name, KINDS[name](chance), given.seconds) for name in chosen]
    failures = Counter(failure.strip().splitlines()[-1][:200] for one in found for failure in one.failures)
    for failure, times in failures.most_common(10):
        print(f"{times} times: {failure}")
    for one in found:
        print("\n".join(one.failures[:1]))
    raise SystemExit(bool(failures))


if __name__ == "__main__":
    main()
