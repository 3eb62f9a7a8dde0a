"""Servers to measure: the app, and blank apps to set beside it. Each is a process of its own, ended by its id."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.serving import memory

ROOT = Path(__file__).resolve().parent.parent
BLANK = ROOT / "bench" / "blank"
DEFAULTS = ("--server.fileWatcherType=auto", "--runner.postScriptGC=true")
"""What Streamlit does by itself, against `.streamlit/config.toml`."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A way to start a server, from the folder of the project, whose configuration it takes."""

    name: str
    entry: Path
    options: Sequence[str] = ()


OURS = Kind("Counterclaim", ROOT / "app.py")
BLANK_OURS = Kind("blank, our settings", BLANK / "app.py")
BLANK_DEFAULT = Kind("blank, default settings", BLANK / "page.py", DEFAULTS)


@dataclass(frozen=True, slots=True)
class Running:
    """A server that answers."""

    url: str
    process: subprocess.Popen[bytes]
    began: float
    """By `time.perf_counter`, when its process was started."""

    def memory(self) -> float:
        """Resident memory in MB."""
        return memory(self.process.pid)


@contextmanager
def serving(kind: Kind, dossier: Path, *, cache: bool = True) -> Generator[Running]:
    """The server, as `streamlit run` starts it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ("--server.address=127.0.0.1", f"--server.port={port}", "--server.headless=true", *kind.options)
    command = [sys.executable, "-m", "streamlit", "run", str(kind.entry), *options]
    environment = {**os.environ, "DOSSIER": str(dossier), "DOSSIER_CACHE": "on" if cache else "off"}
    with running(command, port, "/_stcore/health", environment) as server:
        yield server


@contextmanager
def running(command: Sequence[str], port: int, health: str, environment: dict[str, str]) -> Generator[Running]:
    """Any server that listens on a port of this machine."""
    began = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    url = f"http://127.0.0.1:{port}"
    try:
        _wait(process, url + health)
        yield Running(url, process, began)
    finally:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(process: subprocess.Popen[bytes], address: str) -> None:
    deadline = time.monotonic() + 600
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with {process.returncode}")
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
        else:
            return
    raise RuntimeError("the server did not answer")
