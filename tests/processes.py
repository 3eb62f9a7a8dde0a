"""The app in a process of its own, for what no call inside a test can hold: how it starts, reaches out and ends."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Server:
    """A process that serves the app on this machine."""

    process: subprocess.Popen[bytes]
    address: str
    log: Path

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> tuple[int, dict[str, str], str]:
        """Status, headers (names in lower case) and body of an answer."""
        request = urllib.request.Request(self.address + path, headers=dict(headers or {}))
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, _lower(answer.headers.items()), answer.read().decode(errors="replace")
        except urllib.error.HTTPError as error:
            with error:
                return error.code, _lower(error.headers.items()), error.read().decode(errors="replace")


def _lower(pairs) -> dict[str, str]:
    return {name.lower(): value for name, value in pairs}


@contextmanager
def server(
    log: Path, *, dossier: Path, entry: str = "app.py", env: Mapping[str, str] | None = None
) -> Generator[Server]:
    """The app in a process of its own, as `streamlit run` starts it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", entry, "--server.address=127.0.0.1", f"--server.port={port}"]
    environment = {**os.environ, "DOSSIER": str(dossier), **(env or {})}
    with log.open("wb") as out:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out, stderr=subprocess.STDOUT)
    try:
        wait_for(process, port, log)
        yield Server(process, f"http://127.0.0.1:{port}", log)
    finally:
        process.kill()
        process.wait(20)


def wait_for(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    """Until the server takes connections; fails with its log if it ends or a minute goes by."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        assert process.poll() is None, log.read_text()
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError(f"the server did not start:\n{log.read_text()}")
