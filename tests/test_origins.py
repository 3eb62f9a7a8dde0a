"""Which sites' pages may talk to Streamlit's own routes."""

import pytest
from loops import run
from starlette.datastructures import Headers

from server.origins import OwnOrigin, is_foreign


@pytest.mark.parametrize(
    ("origin", "host", "foreign"),
    [
        (None, "dash.example", False),
        ("https://dash.example", "dash.example", False),
        ("https://DASH.example", "dash.EXAMPLE", False),
        ("http://127.0.0.1:8501", "127.0.0.1:8501", False),
        ("http://127.0.0.1:8502", "127.0.0.1:8501", True),
        ("https://attacker.invalid", "dash.example", True),
        ("https://dash.example.attacker.invalid", "dash.example", True),
        ("https://dash.example@attacker.invalid", "dash.example", True),
        ("null", "dash.example", True),
        ("https://[", "dash.example", True),
        ("", "dash.example", True),
    ],
)
def test_a_page_is_foreign_if_its_host_is_another(origin, host, foreign):
    assert is_foreign(Headers({"host": host} | ({} if origin is None else {"origin": origin}))) is foreign


def passed_on(kind: str, origin: str) -> tuple[list, list]:
    """The scopes that reach the app, and the messages sent in its place."""
    scopes, sent = [], []

    async def app(scope, _receive, _send):
        scopes.append(scope)

    async def receive():
        return {}

    async def send(message):
        sent.append(message)

    headers = [(b"host", b"dash.example"), (b"origin", origin.encode()), (b"accept", b"*/*")]
    run(OwnOrigin(app)({"type": kind, "path": "/_stcore/stream", "headers": headers}, receive, send))
    return scopes, sent


def test_a_websocket_of_another_site_is_refused_before_streamlit_sees_it():
    assert passed_on("websocket", "https://attacker.invalid") == ([], [{"type": "websocket.close", "code": 1008}])


def test_a_websocket_of_ones_own_passes():
    scopes, sent = passed_on("websocket", "https://dash.example")
    assert (len(scopes), sent) == (1, [])


def test_a_request_of_another_site_is_answered_as_if_it_did_not_say_so():
    """The answer then allows nothing to that site, and its browser keeps it from the page."""
    (scope,), sent = passed_on("http", "https://attacker.invalid")
    assert scope["headers"] == [(b"host", b"dash.example"), (b"accept", b"*/*")]
    assert sent == []
