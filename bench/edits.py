"""Edit the dossier again and again, half of the edits broken, while readers read: what they see, and what memory does.

    python bench/edits.py [--edits 260] [--readers 4]     a server and readers of its pages; an edit takes 1.5 s
    python bench/edits.py --direct [--edits 1000]         the cache alone with a tiny dossier: every edit is read
    python bench/edits.py --soak 120                      instead of edits: sessions opened and closed for 120 s

Works on a copy of the dossier in a temporary folder. Needs Linux, for the memory of the server (`/proc`).
"""

from __future__ import annotations

import argparse
import asyncio
import json
import logging
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections import Counter
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from bench.readers import LOST, Session
from bench.replicas import wait_until_ready
from dossier import opened

PAGES = ("", "conflicts", "sources", "analysts", "timeline", "method")
_MARK = re.compile(r"edit-(\d+)-")
_TITLE = "edit-0-"


@dataclass
class Seen:
    """What the readers met."""

    runs: int = 0
    states: set[str] = field(default_factory=set)
    mixed: list[str] = field(default_factory=list)
    errors: Counter[str] = field(default_factory=Counter)
    stale: int = 0


def memory(pid: int) -> float:
    """Megabytes that a process really holds."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


def prepared(folder: Path, base: Path) -> Path:
    """A copy of a dossier in which the titles of dossier, sources and questions carry the number of the edit."""
    for part in ("data", "seeds", "texts"):
        if (base / part).exists():
            shutil.copytree(base / part, folder / part)
    file = folder / "data" / "claims.yaml"
    text = re.sub(r"^(    title: |  title: )(?![>|'\"])", rf"\g<1>{_TITLE} ", file.read_text(), flags=re.M)
    file.write_text(text)
    return file


def edited(text: str, number: int) -> str:
    """The file after an edit; every other one is broken, in one of four ways."""
    good = text.replace(_TITLE, f"edit-{number}-")
    ways = (
        good[: len(good) // 2],
        good.replace("type: fact", "type: fakt", 1),
        good + "\n\tx: [",
        good.replace("quote:", "qoute:", 3),
    )
    return ways[(number // 2) % 4] if number % 2 else good


async def keep_reading(address: str, seen: Seen, until: asyncio.Event) -> None:
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
        except LOST as error:
            seen.errors[type(error).__name__] += 1


async def edit_while_reading(address: str, pid: int, file: Path, *, edits: int, readers: int, pause: float) -> Seen:
    """All edits, one after the other, with the readers beside them."""
    text, seen, until = file.read_text(), Seen(), asyncio.Event()
    tasks = [asyncio.create_task(keep_reading(address, seen, until)) for _ in range(readers)]
    print("edits  memory (MB)  runs  states seen")
    for number in range(edits):
        if number % max(1, edits // 10) == 0:
            print(f"{number:5}  {memory(pid):11.0f}  {seen.runs:4}  {len(seen.states)}", flush=True)
        file.write_text(edited(text, number))
        await asyncio.sleep(pause)
    until.set()
    await asyncio.gather(*tasks)
    print(f"{edits:5}  {memory(pid):11.0f}  {seen.runs:4}  {len(seen.states)}")
    return seen


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
        while shown.rejected is None if number % 2 else f"edit-{number}-" not in shown.index.dossier.about.title:
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


async def soak(address: str, pid: int, *, seconds: float, readers: int) -> Seen:
    """Sessions opened and closed, one page each, as fast as they are answered."""
    seen, until = Seen(), asyncio.Event()
    tasks = [asyncio.create_task(keep_reading(address, seen, until)) for _ in range(readers)]
    print("seconds  memory (MB)  runs")
    for step in range(11):
        print(f"{seconds * step / 10:7.0f}  {memory(pid):11.0f}  {seen.runs}", flush=True)
        await asyncio.sleep(seconds / 10 if step < 10 else 0)
    until.set()
    await asyncio.gather(*tasks)
    return seen


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--edits", type=int, default=260)
    parser.add_argument("--readers", type=int, default=4)
    parser.add_argument("--pause", type=float, default=1.5, help="seconds between two edits")
    parser.add_argument("--soak", type=float, default=0.0, help="seconds of sessions without edits")
    parser.add_argument("--port", type=int, default=8645)
    parser.add_argument("--direct", action="store_true", help="without a server")
    given = parser.parse_args()
    if given.direct:
        with tempfile.TemporaryDirectory() as name:
            seen = edit_directly(
                prepared(Path(name), ROOT / "tests" / "tiny"), edits=given.edits, readers=given.readers
            )
        print(
            f"{seen.stale} edits refused; {seen.runs} times asked; states that mixed two edits: {seen.mixed or 'none'}"
        )
        raise SystemExit(bool(seen.mixed))
    with tempfile.TemporaryDirectory() as name:
        file = prepared(Path(name), ROOT)
        command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.address=127.0.0.1"]
        with (Path(name) / "log.txt").open("wb") as out:
            server = subprocess.Popen(
                [*command, f"--server.port={given.port}"],
                cwd=ROOT,
                env={**os.environ, "DOSSIER": str(file)},
                stdout=out,
                stderr=out,
            )
        try:
            address = f"http://127.0.0.1:{given.port}"
            wait_until_ready(address)
            if given.soak:
                seen = asyncio.run(soak(address, server.pid, seconds=given.soak, readers=given.readers))
            else:
                seen = asyncio.run(
                    edit_while_reading(
                        address, server.pid, file, edits=given.edits, readers=given.readers, pause=given.pause
                    )
                )
            time.sleep(1.2)
            with urllib.request.urlopen(f"{address}/readyz") as answer:
                print(f"afterwards: ready {json.loads(answer.read())['ready']}, alive: {server.poll() is None}")
        finally:
            server.kill()
            server.wait(20)
        events = Counter(
            json.loads(line)["event"] for line in (Path(name) / "log.txt").read_text().splitlines() if line[:1] == "{"
        )
    print(f"journal: {dict(events)}")
    print(f"{seen.runs} runs, {seen.stale} of them with the notice; pages that mixed two edits: {seen.mixed or 'none'}")
    print(f"errors: {dict(seen.errors) or 'none'}")
    raise SystemExit(bool(seen.mixed or seen.errors))


if __name__ == "__main__":
    main()
