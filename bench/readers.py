"""Readers without a browser: they speak Streamlit's protocol over a WebSocket, and note what they were shown and when.

    python bench/readers.py http://127.0.0.1:8501/conflicts --readers 20 --reruns 3

Only addresses of this machine are accepted: this is for measuring one's own server. Needs nothing but what Streamlit
installs (websockets, protobuf).
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import re
import statistics
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import TracebackType
from urllib.parse import urlsplit

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

_HERE = {"127.0.0.1", "localhost", "::1"}
_LOADED = re.compile(r"Loaded: [^.]*")
LOST = (OSError, websockets.WebSocketException, TimeoutError)


@dataclass
class Shown:
    """What one run of a page brought."""

    seconds: float = 0.0
    deltas: int = 0
    bytes: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    words: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @property
    def digest(self) -> str:
        """The same for two runs that say the same words in order, but for when their process loaded the data."""
        words = (_LOADED.sub("", word) for word in self.words)
        return hashlib.sha256("\n".join(words).encode()).hexdigest()[:12]


class Session:
    """One reader's connection to one link."""

    def __init__(self, url: str, *, headers: Mapping[str, str] | None = None) -> None:
        parts = urlsplit(url)
        if parts.hostname not in _HERE:
            raise SystemExit("Only addresses of this machine: this is for measuring one's own server.")
        self.origin = f"{parts.scheme}://{parts.netloc}"
        self.headers = dict(headers or {})
        self.page, self.query = parts.path.strip("/"), parts.query
        self._page_hash = ""
        self._sent: dict[str, ForwardMsg] = {}

    async def __aenter__(self) -> Session:
        self._page_hash, self._sent = "", {}
        address = self.origin.replace("http", "ws", 1) + "/_stcore/stream"
        self._socket = await websockets.connect(
            address, subprotocols=[websockets.Subprotocol("streamlit")], origin=websockets.Origin(self.origin),
            max_size=None, open_timeout=30, additional_headers=self.headers,
        )  # fmt: skip
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._socket.close()

    async def closed(self) -> None:
        """Returns when the connection is gone."""
        await self._socket.wait_closed()

    async def run(self, *, timeout: float = 60) -> Shown:
        """Ask for the page, and wait until the script has ended. Raises what a lost connection raises."""
        shown, began = Shown(), time.perf_counter()
        await self._socket.send(self._request())
        async with asyncio.timeout(timeout):
            while not self._take(shown, await self._socket.recv(decode=False)):
                pass
        shown.seconds = time.perf_counter() - began
        return shown

    def _request(self) -> bytes:
        message = BackMsg()
        message.rerun_script.query_string = self.query
        message.rerun_script.page_script_hash = self._page_hash
        message.rerun_script.page_name = "" if self._page_hash else self.page
        return message.SerializeToString()

    def _take(self, shown: Shown, raw: bytes) -> bool:
        """Note one message of the server; True when it was the last of the run."""
        message = ForwardMsg()
        message.ParseFromString(raw)
        shown.bytes += len(raw)
        if message.WhichOneof("type") == "ref_hash":  # sent before; the server counts on its being kept
            message = self._sent[message.ref_hash]
        elif message.hash:
            self._sent[message.hash] = message
        match message.WhichOneof("type"):
            case "new_session":
                self._page_hash = message.new_session.page_script_hash
            case "navigation":
                self._page_hash = message.navigation.page_script_hash
            case "page_not_found":
                shown.errors.append(f"page not found: {message.page_not_found.page_name}")
            case "delta":
                shown.deltas += 1
                if message.delta.WhichOneof("type") == "new_element":
                    _note(shown, message.delta.new_element)
            case "script_finished" if message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                if message.script_finished != ForwardMsg.FINISHED_SUCCESSFULLY:
                    shown.errors.append(ForwardMsg.ScriptFinishedStatus.Name(message.script_finished))
                return True
        return False


def _note(shown: Shown, element: Element) -> None:
    kind = element.WhichOneof("type") or ""
    shown.kinds[kind] += 1
    part = getattr(element, kind)
    if kind == "exception":
        shown.errors.append(f"{part.type}: {part.message}")
    shown.words += [str(getattr(part, name)) for name in ("body", "label") if hasattr(part, name)]


async def read_once(url: str) -> Shown:
    """What somebody is shown who opens a link and goes away."""
    async with Session(url) as session:
        return await session.run()


@dataclass
class Tally:
    """What many readers saw together."""

    first: list[Shown] = field(default_factory=list)
    later: list[Shown] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        """The figures, one line each."""
        lines = [_figures(name, runs) for name, runs in (("first run", self.first), ("reruns", self.later)) if runs]
        errors = Counter(error for shown in (*self.first, *self.later) for error in shown.errors)
        return [*lines, f"errors in pages: {dict(errors) or 'none'}; sessions lost: {Counter(self.lost) or 'none'}"]


def _figures(name: str, runs: Sequence[Shown]) -> str:
    times = sorted(shown.seconds * 1000 for shown in runs)
    late = times[min(len(times) - 1, int(0.95 * len(times)))]
    size = statistics.mean(shown.bytes for shown in runs) / 1000
    return f"{name}: {len(runs)} runs, median {statistics.median(times):.0f} ms, p95 {late:.0f} ms, {size:.0f} kB each"


async def read_together(url: str, *, readers: int, reruns: int, pause: float) -> Tally:
    """Readers who all open the same link at once, and ask for it again after each pause."""
    tally = Tally()

    async def one() -> None:
        try:
            async with Session(url) as session:
                tally.first.append(await session.run())
                for _ in range(reruns):
                    await asyncio.sleep(pause)
                    tally.later.append(await session.run())
        except LOST as error:
            tally.lost.append(type(error).__name__)

    await asyncio.gather(*(one() for _ in range(readers)))
    return tally


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("url")
    parser.add_argument("--readers", type=int, default=1)
    parser.add_argument("--reruns", type=int, default=0)
    parser.add_argument("--pause", type=float, default=0.0, help="seconds between two runs of a reader")
    given = parser.parse_args()
    began = time.perf_counter()
    tally = asyncio.run(read_together(given.url, readers=given.readers, reruns=given.reruns, pause=given.pause))
    runs, wall = len(tally.first) + len(tally.later), time.perf_counter() - began
    print("\n".join(tally.lines()))
    print(f"{given.readers} readers, {runs} runs in {wall:.1f} s: {runs / wall:.1f} a second")
    raise SystemExit(bool(tally.lost or any(shown.errors for shown in (*tally.first, *tally.later))))


if __name__ == "__main__":
    main()
