"""From the start of a process to the first complete page, against a blank app with the same imports."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from bench.readers import read_once
from bench.servers import BLANK_OURS, OURS, Kind, serving
from bench.spread import spread, table, verdict

MOST = 1.3


def _start(kind: Kind, dossier: Path) -> float:
    """Seconds until a reader has the whole page."""
    with serving(kind, dossier) as server:
        asyncio.run(read_once(server.url))
        return time.perf_counter() - server.began


def report(dossiers: Mapping[str, Path], repeats: int) -> Iterator[str]:
    """The section of the report."""
    yield (
        "Seconds from the start of the process to the last message of the overview, with the cache, each way in turn. "
        f"Target for the real dossier: at most {MOST:g} times blank.\n\n"
    )
    rows = []
    for name, dossier in dossiers.items():
        times: dict[str, list[float]] = defaultdict(list)
        _start(OURS, dossier)  # writes the entry of the cache
        for _ in range(repeats):
            times["blank"].append(_start(BLANK_OURS, dossier))
            times["ours"].append(_start(OURS, dossier))
        ours, blank = spread(times["ours"]), spread(times["blank"])
        rows.append((name, ours.words("s", 1), blank.words("s", 1), verdict(ours.over(blank), MOST)))
    yield from table(("claims", "ours", "blank, same imports", "ours / blank"), rows)
