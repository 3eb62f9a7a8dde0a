"""Readers at once: runs a second, how long a rerun takes, what a reader costs in memory, and what is sent to them."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from bench.readers import Session
from bench.servers import BLANK_DEFAULT, BLANK_OURS, OURS, Running, serving
from bench.spread import Spread, late, spread, table

PAGES = ("", "timeline", "conflicts", "analysts", "sources", "claims", "method")
FASTER, AT_LEAST, MEMORY = 5.0, 0.5, 1.5
"""Targets: runs a second against blank by default and with our settings; memory of a reader against blank."""
_RERUNS = 2


@dataclass(frozen=True, slots=True)
class Crowd:
    """What readers of one page met together."""

    rate: float
    """Runs a second."""
    seconds: tuple[float, ...]
    memory: float
    """MB for each reader."""


async def _read(url: str, readers: int) -> tuple[float, list[float]]:
    """Open the page for all, then let all ask for it again at once, and again."""
    async with asyncio.timeout(600):
        sessions = [Session(url) for _ in range(readers)]
        async with _Together(sessions):
            await asyncio.gather(*(session.run(timeout=300) for session in sessions))
            began = time.perf_counter()
            runs = await asyncio.gather(*(_again(session) for session in sessions))
            wall = time.perf_counter() - began
            return wall, [seconds for run in runs for seconds in run]


async def _again(session: Session) -> list[float]:
    return [(await session.run(timeout=300)).seconds for _ in range(_RERUNS)]


class _Together:
    """Sessions that are open together."""

    def __init__(self, sessions: list[Session]) -> None:
        self.sessions = sessions

    async def __aenter__(self) -> None:
        await asyncio.gather(*(session.__aenter__() for session in self.sessions))

    async def __aexit__(self, *raised: object) -> None:
        await asyncio.gather(*(session.__aexit__(None, None, None) for session in self.sessions))


def gather(server: Running, page: str, readers: int) -> Crowd:
    """One crowd on one page."""
    before = server.memory()
    wall, seconds = asyncio.run(_read(f"{server.url}/{page}", readers))
    return Crowd(len(seconds) / wall, tuple(seconds), max(0.0, server.memory() - before) / readers)


def report(dossier: Path, repeats: int) -> Iterator[str]:
    """The section of the report."""
    with ExitStack() as servers:
        ours, plain, tuned = (
            servers.enter_context(serving(kind, dossier)) for kind in (OURS, BLANK_DEFAULT, BLANK_OURS)
        )
        for server, page in [(ours, page) for page in PAGES] + [(plain, ""), (tuned, "")]:
            gather(server, page, 2)  # nobody's first visit is measured
        yield from _pages(ours, plain, tuned, repeats)
        yield from _sizes(ours, plain, tuned)
        yield from _bytes(ours)


def _pages(ours: Running, plain: Running, tuned: Running, repeats: int) -> Iterator[str]:
    yield (
        f"20 readers at once on the real dossier, each asking {_RERUNS} times again as fast as it is answered. "
        f"Targets: at least {FASTER:g} times the runs a second of a blank app with Streamlit's defaults, and at least "
        f"{AT_LEAST:g} times those of a blank app with our settings.\n\n"
    )
    head = ("page", "ours", "blank, default", "blank, our settings", "ours / default", "ours / blank")
    yield from table(head, (_page(ours, plain, tuned, page, repeats) for page in PAGES))
    yield "\n"


def _page(ours: Running, plain: Running, tuned: Running, page: str, repeats: int) -> list[str]:
    rates: dict[str, list[float]] = {"ours": [], "plain": [], "tuned": []}
    for _ in range(repeats):
        for name, server, where in (("plain", plain, ""), ("ours", ours, page), ("tuned", tuned, "")):
            rates[name].append(gather(server, where, 20).rate)
    mine, default, blank = (spread(values) for values in rates.values())
    return [page or "overview", *_rates(mine, default, blank)]


def _rates(mine: Spread, default: Spread, blank: Spread) -> Iterator[str]:
    yield from (rate.words("/s", 1) for rate in (mine, default, blank))
    for ratio, least in ((mine.over(default), FASTER), (mine.over(blank), AT_LEAST)):
        yield f"{ratio:.2f} {'✓' if ratio >= least else '**missed**'}"


def _sizes(ours: Running, plain: Running, tuned: Running) -> Iterator[str]:
    yield (
        "The claims page under 10, 25 and 50 readers. Targets: the 95th percentile at 50 under that of the default "
        f"blank app at 20; memory of a reader at most {MEMORY:g} times that of a blank app with our settings.\n\n"
    )
    reference = late(gather(plain, "", 20).seconds)
    rows = [["blank, default, 20", *_cells(gather(plain, "", 20)), ""]]
    for readers in (10, 25, 50):
        blank, mine = gather(tuned, "", readers), gather(ours, "claims", readers)
        more = mine.memory / blank.memory if blank.memory else float("inf")
        rows.append([f"blank, our settings, {readers}", *_cells(blank), ""])
        rows.append([f"ours, {readers}", *_cells(mine), f"{more:.1f} {'✓' if more <= MEMORY else '**missed**'}"])
        if readers == 50:
            last = late(mine.seconds) / reference
    yield from table(("readers", "runs a second", "median", "95th percentile", "MB a reader", "MB / blank"), rows)
    yield f"\n95th percentile of ours at 50 over that of the default blank app at 20: {last:.2f}"
    yield f" {'✓' if last < 1 else '**missed**'}\n\n"


def _cells(crowd: Crowd) -> Iterator[str]:
    yield f"{crowd.rate:.1f}"
    yield f"{spread(crowd.seconds).median * 1000:.0f} ms"
    yield f"{late(crowd.seconds) * 1000:.0f} ms"
    yield f"{crowd.memory:.2f}"


def _bytes(ours: Running) -> Iterator[str]:
    yield "Sent over the WebSocket for a page of the real dossier, in kB: opened, and asked for again.\n\n"
    yield from table(("page", "opened", "again"), [_sent(ours, page) for page in PAGES])


def _sent(server: Running, page: str) -> tuple[str, str, str]:
    async def ask() -> tuple[int, int]:
        async with Session(f"{server.url}/{page}") as session:
            first, again = await session.run(timeout=300), await session.run(timeout=300)
            return first.bytes, again.bytes

    first, again = asyncio.run(ask())
    return page or "overview", f"{first / 1000:.0f}", f"{again / 1000:.0f}"


def bytes_of(dossiers: Mapping[str, Path]) -> Iterator[str]:
    """What is sent for each page, by size of the dossier."""
    rows: dict[str, list[str]] = {page or "overview": [] for page in PAGES}
    for dossier in dossiers.values():
        with serving(OURS, dossier) as server:
            for page in PAGES:
                name, first, again = _sent(server, page)
                rows[name].append(f"{first} / {again}")
    yield "kB opened / asked for again, by the number of claims:\n\n"
    yield from table(("page", *dossiers), [(name, *cells) for name, cells in rows.items()])
