"""Throw spoilt input at loader, links and API for a given time each, and report what failed and what took long.

    python bench/fuzz.py [--seconds 60] [--seed 1]

Inputs are mutations of real ones, so that they get past the first checks: bytes flipped, parts cut, doubled, moved and
replaced by what parsers trip over. Works on the tiny dossier of the tests.
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
from urllib.parse import quote

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from starlette.applications import Starlette

from dossier.loading import load_dossier
from dossier.opened import open_index
from dossier.problems import DossierError
from dossier.view import KEYS, View
from server import api, health
from server.headers import SecurityHeaders
from server.origins import OwnOrigin

TINY = ROOT / "tests" / "tiny"
NASTY = (
    *(
        "",
        "\0",
        "%00",
        "%ff",
        "'",
        '"',
        "&a *a",
        "!!python/object:os.system x",
        "<<: *x",
        "{" * 200,
        "[" * 200,
        "- " * 500,
    ),
    *(
        "../" * 9 + "etc/passwd",
        "9" * 400,
        "1e999",
        "NaN",
        "0x10",
        "NO",
        "2024-13-45",
        "2024-02-30/..",
        "-9999",
        "\u202e",
    ),
    *(
        "é" * 300,
        "👩‍👩‍👧",
        "\r\n",
        "\t",
        ": ",
        "# ",
        "|",
        ">-",
        "a: b: c",
        "\ufeff",
        "\x1b[31m",
        "NEAR(",
        '"*"',
        "-" * 300,
    ),
)


@dataclass
class Found:
    """What came of one kind of input."""

    tried: int = 0
    slowest: float = 0.0
    outcomes: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)


def spoil(text: str, chance: random.Random) -> str:
    """The text after one to four mutations."""
    for _ in range(chance.randint(1, 4)):
        start = chance.randrange(len(text) + 1)
        end = min(len(text), start + int(chance.expovariate(1 / 30)))
        match chance.randrange(6):
            case 0:
                text = text[:start] + text[end:]
            case 1:
                text = text[:start] + text[start:end] * 2 + text[end:]
            case 2:
                text = text[:start] + chance.choice(NASTY) + text[end:]
            case 3:
                text = (
                    text[:start]
                    + chr(chance.choice((chance.randrange(128), chance.randrange(0xD7FF))))
                    + text[start + 1 :]
                )
            case 4:
                lines = text.split("\n")
                chance.shuffle(lines) if len(lines) < 9 else lines.insert(
                    chance.randrange(len(lines)), chance.choice(lines)
                )
                text = "\n".join(lines)
            case _:
                text = text[:start] if chance.random() < 0.1 else text
    return text


def run(name: str, once: Callable[[], str], seconds: float) -> Found:
    """Call again and again until the time is up; an exception is a failure, the word returned an outcome."""
    found, until = Found(), time.perf_counter() + seconds
    while time.perf_counter() < until:
        began = time.perf_counter()
        try:
            found.outcomes[once()] += 1
        except Exception:  # noqa: BLE001 every kind of failure is what is looked for
            found.failures.append(traceback.format_exc())
        found.slowest = max(found.slowest, time.perf_counter() - began)
        found.tried += 1
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{name}: {found.tried:,} inputs, {len(found.failures)} failures, slowest {found.slowest * 1000:.0f} ms, "
        f"peak memory {peak:.0f} MB; {dict(found.outcomes.most_common(6))}",
        flush=True,
    )
    return found


def loader(folder: Path, chance: random.Random) -> Callable[[], str]:
    """Spoilt claims files, and now and then a spoilt text."""
    claims = (TINY / "data" / "claims.yaml").read_text()
    texts = {file.name: file.read_text() for file in (TINY / "texts").glob("*.txt")}
    (folder / "data").mkdir()
    (folder / "texts").mkdir()

    def once() -> str:
        for name, text in texts.items():
            content = spoil(text, chance) if chance.random() < 0.1 else text
            (folder / "texts" / name).write_bytes(content.encode(errors="surrogateescape"))
        data = bytearray(spoil(claims, chance).encode(errors="surrogateescape"))
        if data and chance.random() < 0.1:
            data[chance.randrange(len(data))] = chance.randrange(256)
        (folder / "data" / "claims.yaml").write_bytes(data)
        try:
            load_dossier(folder / "data" / "claims.yaml")
        except DossierError as error:
            return "unreadable" if error.unreadable else "problems"
        return "accepted"

    return once


def query(chance: random.Random) -> str:
    """A query as somebody might send it, spoilt."""
    dossier = open_index().dossier
    ids = [*dossier.sources, *dossier.voices, *dossier.questions, *dossier.claims, "2021-06", "NO", "fact", "cracks"]
    keys = [*KEYS, "limit", "offset", "v", "n", chance.choice(NASTY)]
    pairs = [(chance.choice(keys), chance.choice((*ids, chance.choice(NASTY)))) for _ in range(chance.randint(0, 6))]
    text = "&".join(f"{quote(key)}={quote(value) if chance.random() < 0.8 else value}" for key, value in pairs)
    return spoil(text, chance) if chance.random() < 0.5 else text


def views(chance: random.Random) -> Callable[[], str]:
    """Links: parsing never raises, and what is parsed survives being written and parsed again."""
    index = open_index()

    def once() -> str:
        view = View.parse(chance.choice(("/", "/conflicts", "/nothing")), query(chance), index.dossier)
        again = View.parse(view.page, view.query(), index.dossier)
        if again != view:
            raise AssertionError(f"{view} is written as {view.query()}, which is {again}")
        index.read(view)
        return "with unknown parts" if view.unknown else "understood"

    return once


def requests(chance: random.Random) -> Callable[[], str]:
    """Requests to every address of the API, through the middleware."""
    app = SecurityHeaders(OwnOrigin(Starlette(routes=[*api.routes(), *health.routes()])))
    paths = [route.path for route in (*api.routes(), *health.routes())]
    loop = asyncio.new_event_loop()

    async def ask(path: str, asked: bytes, headers: list[tuple[bytes, bytes]]) -> int:
        sent: list[int] = []

        async def receive() -> dict[str, object]:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: object) -> None:
            assert isinstance(message, dict)
            sent.extend([message["status"]] if message["type"] == "http.response.start" else [])

        scope: dict[str, object] = {"type": "http", "path": path, "scheme": "http", "query_string": asked}
        scope |= {"method": chance.choice(("GET", "GET", "GET", "HEAD", "POST")), "headers": headers}
        scope |= {"client": ("127.0.0.1", 1), "server": ("127.0.0.1", 80)}
        await app(scope, receive, send)
        return sent[0]

    def once() -> str:
        path = chance.choice(paths) if chance.random() < 0.9 else "/" + spoil("api/claims.json", chance)
        names = (b"if-none-match", b"origin", b"host", b"x-forwarded-for", b"accept", b"range")
        headers = [
            (chance.choice(names), chance.choice(NASTY).encode("latin-1", "replace"))
            for _ in range(chance.randint(0, 3))
        ]
        status = loop.run_until_complete(ask(path, query(chance).encode("latin-1", "replace"), headers))
        if status >= 500:
            raise AssertionError(f"{status} for {path}")
        return str(status)

    return once


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--seconds", type=float, default=60, help="for each of the three kinds")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    os.environ["DOSSIER"] = str(TINY / "data" / "claims.yaml")
    chance = random.Random(given.seed)
    with tempfile.TemporaryDirectory() as folder:
        found = [run("loader", loader(Path(folder), chance), given.seconds)]
    found += [run("links", views(chance), given.seconds), run("API", requests(chance), given.seconds)]
    failures = Counter(failure.strip().splitlines()[-1][:200] for one in found for failure in one.failures)
    for failure, times in failures.most_common(10):
        print(f"{times} times: {failure}")
    for one in found:
        print("\n".join(one.failures[:1]))
    raise SystemExit(bool(failures))


if __name__ == "__main__":
    main()
