"""A server of one's own to measure: started, waited for and ended, and what it holds in memory."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]


@contextmanager
def serve(port: int, log: Path, *, env: Mapping[str, str] | None = None) -> Generator[subprocess.Popen[bytes]]:
    """One server on this machine, ready for readers, until the `with` ends."""
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.address=127.0.0.1"]
    with log.open("wb") as out:
        process = subprocess.Popen(
            [*command, f"--server.port={port}"], cwd=ROOT, env={**os.environ, **(env or {})}, stdout=out, stderr=out
        )
    try:
        wait_until_ready(f"http://127.0.0.1:{port}")
        yield process
    finally:
        process.kill()
        process.wait(20)


def wait_until_ready(address: str) -> None:
    """Returns once `/readyz` says so; gives up after a minute."""
    for _ in range(600):
        try:
            with urllib.request.urlopen(f"{address}/readyz", timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.1)
    raise SystemExit(f"{address} does not get ready")


def is_ready(address: str) -> bool:
    """What `/readyz` says now."""
    with urllib.request.urlopen(f"{address}/readyz", timeout=30) as answer:
        return bool(json.loads(answer.read())["ready"])


def memory(pid: int) -> float:
    """Megabytes that a process really holds."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


def growth(samples: Sequence[tuple[float, float]]) -> float:
    """Megabytes that memory grows by for each step, of samples (steps, megabytes), in a straight line through them."""
    return statistics.linear_regression(*zip(*samples, strict=True)).slope


def journal(log: Path) -> list[dict[str, Any]]:
    """The events that a server has noted so far."""
    return [json.loads(line) for line in log.read_text().splitlines() if line.startswith("{") and line.endswith("}")]
