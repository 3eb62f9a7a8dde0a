"""Edit the dossier again and again, half of the edits broken, while readers read: what they see, and what memory does.

    python bench/edits.py [--edits 1000] [--pause 1.5]    a server and readers of its pages; 1,000 edits take 25 minutes
    python bench/edits.py --direct [--edits 1000]         the cache alone with a tiny dossier: every edit is read

Works on a copy of the dossier in a temporary folder. Needs Linux, for the memory of the server (`/proc`).
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import logging
import os
import re
import shutil
import statistics
import sys
import tempfile
import threading
import time
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from bench.readers import LOST, Session
from bench.serving import growth, is_ready, journal, memory, serve
from dossier import opened
from dossier.loading import load_dossier
from dossier.problems import DossierError

PAGES = ("", "conflicts", "sources", "analysts", "timeline", "claims", "method")
_MARK = re.compile(r"edit-(\d+)-")
_TITLE = "edit-0000-"


@dataclass
class Seen:
    """What the readers met."""

    runs: int = 0
    states: set[str] = field(default_factory=set)
    mixed: list[str] = field(default_factory=list)
    errors: Counter[str] = field(default_factory=Counter)
    stale: int = 0


@dataclass
class Edits:
    """When each edit was written, which were taken up and how soon, and the memory meanwhile."""

    written: list[float] = field(default_factory=list)
    taken: dict[int, float] = field(default_factory=dict)
    """Number of an edit -> seconds until it was shown, or refused."""
    wrong: list[str] = field(default_factory=list)
    """What was shown or refused and should not have been."""
    memory: list[tuple[float, float]] = field(default_factory=list)
    versions: dict[str, int] = field(default_factory=dict)
    """Data version of a good edit -> its number."""
    complaints: set[str] = field(default_factory=set)
    """What is wrong with broken edits."""

    def take(self, event: dict[str, Any], now: float) -> None:
        """Note what the journal says: a good edit by its version, a broken one as the last before it was read."""
        if event["event"] == "reloaded" and event["version"] in self.versions:
            number = self.versions[event["version"]]
        elif event["event"] == "rejected" and self.complaints.issuperset(map(_complaint, event["problems"])):
            number = bisect_right(self.written, now - event["seconds"] - opened.AT_REST) - 1
            number -= number % 2 == 0
        else:
            self.wrong.append(f"{event['event']} {event.get('version', '')}{event.get('problems', [''])[0]}")
            return
        self.taken.setdefault(number, now - self.written[number])


def expected(file: Path, count: int) -> Edits:
    """What is to come of the edits of a prepared file, found out in a folder beside it."""
    edits, text = Edits(), file.read_text()
    with tempfile.TemporaryDirectory() as name:
        aside = prepared(Path(name), file.parents[1])
        for number in (1, 3, 5, 7):
            aside.write_text(edited(text, number))
            try:
                load_dossier(aside)
            except DossierError as error:
                edits.complaints |= {_complaint(str(problem)) for problem in error.problems}
        aside.write_text(text)
        sources = load_dossier(aside).sources.values()
        texts = b"".join(source.id.encode() + b"\0" + (Path(name) / source.file).read_bytes() for source in sources)
    for number in range(0, count, 2):
        digest = hashlib.sha256(edited(text, number).encode() + texts).hexdigest()
        edits.versions[digest[:12]] = number
    return edits


def _complaint(problem: str) -> str:
    """What a problem says, without its file, its place, and the number of the edit."""
    return re.sub(r"edit-\d+-", _TITLE, problem.partition(": ")[2])


def prepared(folder: Path, base: Path) -> Path:
    """A copy of a dossier in which the titles of dossier, sources and questions carry the number of the edit."""
    for part in ("data", "seeds", "texts"):
        if (base / part).exists():
            shutil.copytree(base / part, folder / part)
    file = folder / "data" / "claims.yaml"
    text = re.sub(r"^(    title: |  title: )(?![>|'\"])", rf"\g<1>{_TITLE} ", file.read_text(), flags=re.M)
    file.write_text(text)
    return file


def _mark(number: int) -> str:
    """The number of an edit in as many characters as any other, so that all are broken at the same places."""
    return f"edit-{number:04}-"


def edited(text: str, number: int) -> str:
    """The file after an edit; every other one is broken, in one of four ways."""
    good = text.replace(_TITLE, _mark(number))
    ways = (
        good[: len(good) // 2],
        good.replace("type: fact", "type: fakt", 1),
        good + "\n\tx: [",
        good.replace("quote:", "qoute:", 3),
    )
    return ways[(number // 2) % 4] if number % 2 else good


async def keep_reading(address: str, seen: Seen, until: asyncio.Event, *, rest: float) -> None:
    """One reader who walks through the pages; each page has to speak of one edit only."""
    for page in cycle(PAGES):
        if until.is_set():
            return
        try:
            async with Session(f"{address}/{page}") as session:
                for _ in range(3):
                    shown = await session.run()
                    seen.runs += 1
                    seen.errors.update(shown.errors)
                    marks = set(_MARK.findall("\n".join(shown.words).replace("\\", "")))
                    seen.states |= marks
                    seen.mixed += [f"{page}: {sorted(marks)}"] if len(marks) > 1 else []
                    seen.stale += any("cannot be read yet" in word for word in shown.words)
                    await asyncio.sleep(rest)
        except LOST as error:
            seen.errors[type(error).__name__] += 1


async def watch_journal(log: Path, edits: Edits, until: asyncio.Event) -> None:
    """Note when the server takes an edit up, as soon as its journal says so."""
    known = len(journal(log))
    while not until.is_set():
        await asyncio.sleep(0.1)
        events, now = journal(log), time.monotonic()
        for event in events[known:]:
            edits.take(event, now)
        known = len(events)


async def edit_while_reading(
    address: str, pid: int, file: Path, log: Path, *, count: int, readers: int, pause: float, rest: float
) -> tuple[Seen, Edits]:
    """All edits, one after the other, with the readers beside them."""
    text, seen, edits, until = file.read_text(), Seen(), expected(file, count), asyncio.Event()
    tasks = [asyncio.create_task(keep_reading(address, seen, until, rest=rest)) for _ in range(readers)]
    tasks.append(asyncio.create_task(watch_journal(log, edits, until)))
    print("edits  taken up  memory (MB)  runs  states seen")
    for number in range(count + 1):
        if number % max(1, count // 20) == 0:
            edits.memory.append((number, memory(pid)))
            line = f"{number:5}  {len(edits.taken):8}  {edits.memory[-1][1]:11.0f}  {seen.runs:4}  {len(seen.states)}"
            print(line, flush=True)
        if number < count:
            edits.written.append(time.monotonic())
            file.write_text(edited(text, number))
        await asyncio.sleep(pause)
    until.set()
    await asyncio.gather(*tasks)
    return seen, edits


def edit_directly(file: Path, *, edits: int, readers: int) -> Seen:
    """All edits through the cache, with threads that ask it all the while; every edit is looked at at once."""
    opened.CHECK_EVERY, opened.AT_REST = 0.0, 0.0
    logging.getLogger("counterclaim").setLevel(logging.ERROR)
    text, seen, keeper, until = file.read_text(), Seen(), opened.Keeper(file), threading.Event()
    keeper.opened()

    def ask() -> None:
        while not until.is_set():
            dossier = keeper.opened().index.dossier
            titles = [dossier.about.title, *(source.title for source in dossier.sources.values())]
            marks = set(_MARK.findall("\n".join(titles)))
            seen.runs += 1
            seen.mixed += [str(sorted(marks))] if len(marks) != 1 else []
            time.sleep(0.01)

    threads = [threading.Thread(target=ask) for _ in range(readers)]
    for thread in threads:
        thread.start()
    print("edits  memory (MB)  states seen", flush=True)
    for number in range(edits):
        file.write_text(edited(text, number))
        shown = keeper.opened()
        while shown.rejected is None if number % 2 else _mark(number) not in shown.index.dossier.about.title:
            time.sleep(0.002)
            shown = keeper.opened()
        seen.stale += shown.rejected is not None
        seen.states |= set(_MARK.findall(shown.index.dossier.about.title))
        if (number + 1) % max(1, edits // 10) == 0:
            print(f"{number + 1:5}  {memory(os.getpid()):11.0f}  {len(seen.states)}", flush=True)
    until.set()
    for thread in threads:
        thread.join()
    return seen


def report(seen: Seen, edits: Edits) -> int:
    """Print the figures; 1 if anything was wrong."""
    good, broken = (sum(number % 2 == kind for number in edits.taken) for kind in (0, 1))
    times = sorted(edits.taken.values()) or [0.0]
    print(f"{len(edits.written)} edits: {good} good ones shown, {broken} broken ones refused, the others written over")
    print(f"until shown or refused: median {statistics.median(times):.1f} s, 95 % within", end=" ")
    print(f"{times[int(0.95 * len(times))]:.1f} s, longest {times[-1]:.1f} s; wrongly: {edits.wrong or 'none'}")
    odd = [number for number in seen.states if int(number) % 2]
    print(f"broken edits on a page: {odd or 'none'}")
    half = edits.memory[len(edits.memory) // 2 :]
    print(f"memory in the second half: {100 * growth(half):+.2f} MB for each 100 edits")
    print(f"{seen.runs} runs, {seen.stale} of them with the notice; pages that mixed two edits: {seen.mixed or 'none'}")
    print(f"errors: {dict(seen.errors) or 'none'}")
    return int(bool(seen.mixed or seen.errors or edits.wrong or odd))


def with_server(given: argparse.Namespace, folder: Path) -> int:
    """Edits and readers around a server of its own."""
    file, log = prepared(folder, ROOT), folder / "log.txt"
    address = f"http://127.0.0.1:{given.port}"
    with serve(given.port, log, env={"DOSSIER": str(file)}) as server:
        sizes = {"count": given.edits, "readers": given.readers, "pause": given.pause, "rest": given.rest}
        seen, edits = asyncio.run(edit_while_reading(address, server.pid, file, log, **sizes))
        time.sleep(1.2)
        print(f"afterwards: ready {is_ready(address)}, alive {server.poll() is None}, {memory(server.pid):.0f} MB")
    print(f"journal: {dict(Counter(event['event'] for event in journal(log)))}")
    return report(seen, edits)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--edits", type=int, default=1000)
    parser.add_argument("--readers", type=int, default=4)
    parser.add_argument("--pause", type=float, default=1.5, help="seconds between two edits")
    parser.add_argument("--rest", type=float, default=1.0, help="seconds that a reader looks at what is shown")
    parser.add_argument("--port", type=int, default=8645)
    parser.add_argument("--direct", action="store_true", help="without a server")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        if not given.direct:
            raise SystemExit(with_server(given, Path(name)))
        tiny = prepared(Path(name), ROOT / "tests" / "tiny")
        seen = edit_directly(tiny, edits=given.edits, readers=given.readers)
    mixed = seen.mixed or "none"
    print(f"{seen.stale} edits refused; {seen.runs} times asked; states that mixed two edits: {mixed}")
    raise SystemExit(bool(seen.mixed))


if __name__ == "__main__":
    main()
