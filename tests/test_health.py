"""Whether the process lives, and whether it has a dossier to show."""

import json
from pathlib import Path

import pytest
from conftest import TINY
from starlette.requests import Request

from dossier import opened
from server import health


def ready(*, client: str = "127.0.0.1", headers: dict[str, str] | None = None) -> tuple[int, dict]:
    raw = [(name.lower().encode(), value.encode()) for name, value in (headers or {}).items()]
    scope = {
        "type": "http",
        "method": "GET",
        "path": "/readyz",
        "headers": raw,
        "client": (client, 1),
        "query_string": b"",
    }
    (endpoint,) = [route.endpoint for route in health.routes() if route.path == "/readyz"]
    answer = endpoint(Request(scope))
    return answer.status_code, json.loads(answer.body)


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("CHECK_EVERY", "AT_REST"):
        monkeypatch.setattr(opened, name, 0.0)
    for source in TINY.parents[1].rglob("*.*"):
        target = tmp_path / source.relative_to(TINY.parents[1])
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(source.read_bytes())
    monkeypatch.setenv("DOSSIER", str(tmp_path / "data" / "claims.yaml"))
    return tmp_path / "data" / "claims.yaml"


@pytest.mark.usefixtures("file")
def test_ready_tells_the_state_that_is_on_the_air():
    status, body = ready()
    assert status == 200
    assert {key: body[key] for key in ("ready", "claims", "sources", "problems")} == {
        "ready": True, "claims": 8, "sources": 2, "problems": 0,
    }  # fmt: skip
    assert {"version", "loaded", "warnings"} <= set(body)


def test_a_broken_edit_leaves_it_ready_and_lists_the_problems_at_this_machine_alone(file):
    ready()
    file.write_text(file.read_text().replace("country: SE", "country: XX"))
    status, body = ready()
    assert (status, body["ready"], body["problems"]) == (200, True, 1)
    assert body["detail"][0].startswith(f"{file}:47:5: voice bo-wirth:")
    for status, body in (ready(client="192.0.2.1"), ready(headers={"X-Forwarded-For": "127.0.0.1"})):
        assert (status, body["problems"]) == (200, 1)
        assert "detail" not in body


def test_without_any_good_state_it_is_not_ready(file):
    file.write_text("claims: [")
    status, body = ready(client="192.0.2.1")
    assert (status, body) == (503, {"ready": False, "problems": 1})
    assert "detail" in ready()[1]
