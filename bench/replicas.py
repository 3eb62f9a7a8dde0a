"""Two replicas behind nginx, and one of them killed with -9 while people read: what each reader sees, and how soon.

    python bench/replicas.py [--readers 30] [--port 8640]

Starts two replicas and Debian's nginx (`apt-get install nginx-light`) on this machine, with the project's own
`deploy/nginx/counterclaim.conf` but for its ports. Takes about half a minute.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from bench.readers import LOST, Session
from bench.serving import serve, wait_until_ready

LINKS = (
    "conflicts?type=fact",
    "sources",
    "timeline?from=2000",
    "analysts",
    "method",
    "",
    "conflicts",
    "timeline?kind=visit",
)


@dataclass
class Reader:
    """One reader's link, and what became of it."""

    url: str
    before: str = ""
    after: str = ""
    lost_at: float = 0.0
    back_at: float = 0.0
    errors: list[str] = field(default_factory=list)


@contextmanager
def nginx(port: int, upstreams: tuple[int, ...], folder: Path) -> Generator[None]:
    """Nginx with the project's own configuration, on other ports."""
    site = (ROOT / "deploy" / "nginx" / "counterclaim.conf").read_text()
    replicas = "".join(f"server 127.0.0.1:{one} max_fails=1 fail_timeout=5s;\n" for one in upstreams)
    (folder / "counterclaim-replicas.conf").write_text(replicas)
    site = site.replace("/etc/nginx/counterclaim-replicas.conf", str(folder / "counterclaim-replicas.conf"))
    (folder / "site.conf").write_text(site.replace("listen 8080;", f"listen 127.0.0.1:{port};"))
    paths = "".join(
        f"{name}_temp_path {folder}/{name};\n" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        f"pid {folder}/nginx.pid;\nerror_log {folder}/error.log;\nevents {{}}\nhttp {{\n{paths}include site.conf;\n}}\n"
    )
    found = shutil.which("nginx") or "/usr/sbin/nginx"
    process = subprocess.Popen([found, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-g", "daemon off;"])
    try:
        wait_until_ready(f"http://127.0.0.1:{port}")
        yield
    finally:
        process.terminate()
        process.wait(20)


async def read(reader: Reader, settled: asyncio.Event, killed: asyncio.Event) -> None:
    """Read, wait for the kill, and come back as a browser does: again and again until somebody answers."""
    cookie = cookie_of(reader.url)
    async with Session(reader.url, headers={"Cookie": cookie}) as session:
        shown = await session.run()
        reader.before, reader.errors = shown.digest, [*shown.errors]
        settled.set()
        await killed.wait()
        try:
            await asyncio.wait_for(session.closed(), 3)
        except TimeoutError:  # this one sits with the replica that lives
            reader.after = (await session.run()).digest
            return
    reader.lost_at = time.perf_counter()
    while not reader.back_at and time.perf_counter() - reader.lost_at < 30:
        try:
            async with Session(reader.url, headers={"Cookie": cookie}) as session:
                shown = await session.run()
        except LOST:
            await asyncio.sleep(0.5)
        else:
            reader.after, reader.back_at = shown.digest, time.perf_counter()
            reader.errors += shown.errors


def cookie_of(url: str) -> str:
    """The cookie that the proxy gives to a browser with the page."""
    with urllib.request.urlopen(url, timeout=30) as answer:
        return answer.headers["Set-Cookie"].split(";")[0]


async def measure(port: int, victim: subprocess.Popen[bytes], count: int) -> list[Reader]:
    """All read; the victim dies; all read again."""
    links = cycle(LINKS)
    readers = [Reader(f"http://127.0.0.1:{port}/{next(links)}") for _ in range(count)]
    settled = [asyncio.Event() for _ in readers]
    killed = asyncio.Event()
    tasks = [asyncio.create_task(read(one, event, killed)) for one, event in zip(readers, settled, strict=True)]
    waiting = asyncio.gather(*(event.wait() for event in settled))
    await asyncio.wait([waiting, *tasks], return_when=asyncio.FIRST_COMPLETED)
    victim.send_signal(signal.SIGKILL)
    killed.set()
    await asyncio.gather(*tasks)
    return readers


def report(readers: list[Reader]) -> int:
    """Print the figures; 1 if anybody was lost."""
    moved = [reader for reader in readers if reader.lost_at]
    times = sorted(reader.back_at - reader.lost_at for reader in moved if reader.back_at)
    same = [reader for reader in readers if reader.before and reader.after == reader.before]
    print(
        f"{len(readers)} readers on {len({reader.url for reader in readers})} links, one of two replicas killed with -9"
    )
    print(f"sat with the killed replica: {len(moved)}; came back: {len(times)}; see the same view again: {len(same)}")
    if times:
        print(f"seconds until it was shown again: median {statistics.median(times):.1f}, longest {times[-1]:.1f}")
    print(f"errors in pages: {dict(Counter(error for reader in readers for error in reader.errors)) or 'none'}")
    for reader in readers:
        if reader not in same:
            print(f"not the same: {reader.url}")
    return int(len(same) != len(readers))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--readers", type=int, default=30)
    parser.add_argument("--port", type=int, default=8640, help="of nginx; the replicas take the next two")
    given = parser.parse_args()
    os.environ.setdefault("PYTHONDONTWRITEBYTECODE", "1")
    ports = (given.port + 1, given.port + 2)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        with (
            serve(ports[0], folder / "1.log") as first,
            serve(ports[1], folder / "2.log"),
            nginx(given.port, ports, folder),
        ):
            readers = asyncio.run(measure(given.port, first, given.readers))
    raise SystemExit(report(readers))


if __name__ == "__main__":
    main()
