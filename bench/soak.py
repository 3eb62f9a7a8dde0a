"""As many sessions as an hour brings to a newsroom, opened and closed, and what the server holds in memory meanwhile.

    python bench/soak.py [--sessions 1000] [--minutes 28] [--rest 150]

The hour: a hundred people who open ten links each. Every session loads the page with its preview, opens the link over
a WebSocket, follows it to a second one and goes away. They come evenly spread over the minutes given, so that the hour
may be squeezed into less. Streamlit keeps a closed session for two minutes, in case its reader comes back: memory is
taken again after the rest. Needs Linux, for the memory of the server (`/proc`).
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import sys
import tempfile
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from bench.readers import LOST, Session
from bench.serving import growth, memory, serve
from dossier.loading import load_dossier
from dossier.model import Dossier

LOOK = 2.0
"""Seconds for which a reader looks at what is shown."""


@dataclass
class Told:
    """What came of the sessions."""

    closed: int = 0
    seconds: list[float] = field(default_factory=list)
    errors: Counter[str] = field(default_factory=Counter)
    memory: list[tuple[float, float]] = field(default_factory=list)


def a_filter(dossier: Dossier) -> str:
    """A query that narrows the view to a country that claims are about."""
    return next(f"country={code}" for claim in dossier.claims.values() for code in claim.countries)


def links(dossier: Dossier) -> list[tuple[str, str, str]]:
    """Page, query and a second query on the same page: every page, question, event, voice and source in turn."""
    country, word = a_filter(dossier), next(iter(dossier.voices.values())).name.split()[-1]
    found = [
        *(("conflicts", f"question={name}", "") for name in dossier.questions),
        *(("timeline", f"event={name}", country) for name in dossier.events),
        *(("analysts", f"analyst={name}", "") for name in dossier.voices),
        *(("sources", f"source={name}", f"q={word}") for name in dossier.sources),
        *(("claims", f"claim={name}", f"source={claim.source}") for name, claim in dossier.claims.items()),
    ]
    plain = cycle([(page, "", country) for page in ("", "conflicts", "timeline", "analysts", "sources", "claims")])
    return [link for pair in zip(found, plain, strict=False) for link in pair]


async def one_session(address: str, link: tuple[str, str, str], told: Told) -> None:
    """Load the page, open the link, follow another, leave."""
    page, *queries = link
    try:
        await asyncio.to_thread(load_page, f"{address}/{page}?{queries[0]}")
        async with Session(f"{address}/{page}?{queries[0]}") as session:
            for query in queries:
                session.query = query
                shown = await session.run()
                told.seconds.append(shown.seconds)
                told.errors.update(shown.errors)
                await asyncio.sleep(LOOK)
    except LOST as error:
        told.errors[type(error).__name__] += 1
    told.closed += 1


def load_page(url: str) -> None:
    with urllib.request.urlopen(url, timeout=60) as answer:
        answer.read()


async def soak(address: str, pid: int, ways: Iterator[tuple[str, str, str]], *, sessions: int, pause: float) -> Told:
    """Sessions that come one after the other, whether or not the ones before have gone."""
    told, tasks = Told(), set[asyncio.Task[None]]()
    print("sessions  minutes  memory (MB)  still open", flush=True)
    began = time.monotonic()
    for number in range(sessions + 1):
        if number % max(1, sessions // 20) == 0:
            told.memory.append((number, memory(pid)))
            minutes = (time.monotonic() - began) / 60
            print(f"{number:8}  {minutes:7.1f}  {told.memory[-1][1]:11.0f}  {number - told.closed:10}", flush=True)
        if number < sessions:
            task = asyncio.create_task(one_session(address, next(ways), told))
            tasks.add(task)
            task.add_done_callback(tasks.discard)
            await asyncio.sleep(max(0.0, began + (number + 1) * pause - time.monotonic()))
    await asyncio.gather(*tasks)
    return told


def report(told: Told, before: float, after: float) -> int:
    """Print the figures; 1 if anybody met an error."""
    times = sorted(told.seconds)
    print(f"{told.closed} sessions, {len(times)} runs: median {statistics.median(times):.2f} s", end=", ")
    print(f"95 % within {times[int(0.95 * len(times))]:.2f} s; errors: {dict(told.errors) or 'none'}")
    half = told.memory[len(told.memory) // 2 :]
    print(f"memory in the second half: {100 * growth(half):+.2f} MB for each 100 sessions")
    print(f"memory before: {before:.0f} MB; after, when every session was forgotten: {after:.0f} MB")
    return int(bool(told.errors))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--sessions", type=int, default=1000)
    parser.add_argument("--minutes", type=float, default=28.0)
    parser.add_argument("--rest", type=float, default=150.0, help="seconds after the last session")
    parser.add_argument("--port", type=int, default=8646)
    given = parser.parse_args()
    dossier = load_dossier(ROOT / "data" / "claims.yaml")
    ways = cycle(links(dossier))
    address, pause = f"http://127.0.0.1:{given.port}", given.minutes * 60 / given.sessions
    with tempfile.TemporaryDirectory() as name, serve(given.port, Path(name) / "log.txt") as server:
        for page in ("", "conflicts", "timeline", "analysts", "sources", "claims", "method"):
            asyncio.run(one_session(address, (page, "", a_filter(dossier)), Told()))
        before = memory(server.pid)
        told = asyncio.run(soak(address, server.pid, ways, sessions=given.sessions, pause=pause))
        time.sleep(given.rest)
        after = memory(server.pid)
    raise SystemExit(report(told, before, after))


if __name__ == "__main__":
    main()
