"""The process as it is deployed: it reaches for nothing, keeps to itself who reads, and ends when it is told to."""

import asyncio
import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import websockets
from conftest import copy_tiny
from loops import run
from processes import ROOT, Server, server
from websockets import Origin
from websockets.sync.client import connect

from bench.readers import Session, read_once

PAGES = sorted(file.stem for file in (ROOT / "pages").glob("[!_]*.py"))
"""Every page of the app."""
ADDRESSES = [*(page for page in PAGES if page != "overview"), ""]

pytestmark = pytest.mark.server

# Python reads a module of this name at its start, before anything else.
GUARD = """
import os, socket

def told(call):
    def guarded(*arguments, **options):
        target = repr(next((part for part in arguments if isinstance(part, (tuple, str, bytes))), arguments))
        if not any(name in target for name in ("127.0.0.1", "localhost", "None", "0.0.0.0", "'::1'")):
            with open(os.environ["REACHED"], "a") as out:
                out.write(f"{call.__name__} {target}\\n")
        return call(*arguments, **options)
    return guarded

for name in ("connect", "connect_ex", "sendto"):
    setattr(socket.socket, name, told(getattr(socket.socket, name)))
for name in ("getaddrinfo", "gethostbyname", "gethostbyname_ex", "create_connection"):
    setattr(socket, name, told(getattr(socket, name)))
"""


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    return copy_tiny(tmp_path / "tiny")


def events(log: Path) -> list[dict]:
    return [json.loads(line) for line in log.read_text().splitlines() if line.startswith("{")]


def ask_from_another_site(running: Server) -> None:
    """Streamlit itself asks the network for its own addresses before it refuses."""
    for path in ("/", "/_stcore/health", "/_stcore/host-config"):
        status, headers, _ = running.get(path, {"Origin": "http://attacker.invalid"})
        assert (status, headers.get("access-control-allow-origin")) == (200, None)
    with pytest.raises(websockets.InvalidStatus):
        connect(f"{running.address.replace('http', 'ws')}/_stcore/stream", origin=Origin("http://attacker.invalid"))


@pytest.mark.parametrize("entry", ["app.py", "pages/_app.py"])
def test_every_link_opens_on_a_new_server_and_none_makes_it_reach_for_another_machine(tmp_path, dossier, entry):
    """The first visit is to a page other than the default: that is what a shared link is, and what failed before."""
    guard = tmp_path / "guard"
    guard.mkdir()
    (guard / "sitecustomize.py").write_text(GUARD)
    reached = tmp_path / "reached.txt"
    reached.touch()
    env = {"PYTHONPATH": str(guard), "REACHED": str(reached)}
    with server(tmp_path / "log.txt", dossier=dossier, entry=entry, env=env) as running:
        for page in ADDRESSES:
            shown = run(read_once(f"{running.address}/{page}?country=SE"))
            assert (page, shown.errors, shown.kinds["exception"]) == (page, [], 0)
            assert shown.kinds["html"] >= 3, page
        if entry == "app.py":
            for path in ("/readyz", "/api/dossier.json", "/api/claims.csv", "/api/claims.parquet", "/api/openapi.json"):
                assert running.get(path)[0] == 200
            ask_from_another_site(running)
    assert reached.read_text() == ""


def test_the_guard_of_the_test_above_sees_a_connection(tmp_path, monkeypatch):
    monkeypatch.setenv("REACHED", str(tmp_path / "reached.txt"))
    script = GUARD + "\ntry: socket.create_connection(('192.0.2.1', 9), 0.01)\nexcept OSError: pass\n"
    subprocess.run([sys.executable, "-c", script], check=True)
    assert "192.0.2.1" in (tmp_path / "reached.txt").read_text()


def test_it_ends_in_good_order_when_told_to_though_somebody_reads(tmp_path, dossier):
    async def read_until_it_ends(running: Server) -> float:
        async with Session(running.address) as reader:
            assert (await reader.run()).errors == []
            began = time.monotonic()
            running.process.send_signal(signal.SIGTERM)
            await asyncio.to_thread(running.process.wait, 15)
            return time.monotonic() - began

    with server(tmp_path / "log.txt", dossier=dossier) as running:
        assert run(read_until_it_ends(running)) < 10
        assert running.process.returncode in {0, -signal.SIGTERM}
    assert [event["event"] for event in events(running.log)] == ["loaded", "started", "stopped"]


def test_the_journal_tells_of_edits_and_of_no_reader(tmp_path, dossier):
    secret = "zebra-unicorn"
    with server(tmp_path / "log.txt", dossier=dossier) as running:
        run(read_once(f"{running.address}/sources?q={secret}"))
        running.get(f"/api/claims.json?q={secret}", {"User-Agent": secret, "X-Forwarded-For": "192.0.2.99"})
        dossier.write_text(dossier.read_text().replace("country: SE", "country: XX"))
        time.sleep(1.1)
        assert running.get("/readyz")[0] == 200
        running.process.send_signal(signal.SIGTERM)
        running.process.wait(15)
    log = running.log.read_text()
    assert [event["event"] for event in events(running.log)] == ["loaded", "started", "rejected", "stopped"]
    assert events(running.log)[2]["problems"][0].startswith(f"{dossier}:47:5: voice bo-wirth:")
    assert secret not in log
    assert "192.0.2.99" not in log
