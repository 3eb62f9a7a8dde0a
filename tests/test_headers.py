"""What a browser is told it may do."""

import pytest
from loops import run
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from server.headers import SecurityHeaders, content_policy, embed_origins, security_headers


def directive(policy: str, name: str) -> list[str]:
    found = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    return found[name].split()


def test_no_script_runs_that_is_not_ours():
    sources = directive(content_policy(["'self'"]), "script-src")
    assert "'unsafe-inline'" not in sources
    assert "'unsafe-eval'" not in sources
    assert [source for source in sources if source.startswith("'sha256-")], "the script in Streamlit's own page"
    assert not [source for source in sources if "//" in source or source in {"*", "https:", "data:"}]


def test_nothing_is_fetched_from_or_sent_to_another_origin():
    policy = content_policy(["'self'"])
    for name in ("default-src", "connect-src", "img-src", "font-src", "style-src", "form-action", "base-uri"):
        assert set(directive(policy, name)) <= {"'self'", "data:", "blob:", "'unsafe-inline'"}, name


def test_nobody_may_frame_the_pages_unless_it_was_chosen():
    headers = security_headers()
    assert directive(headers["Content-Security-Policy"], "frame-ancestors") == ["'self'"]
    assert headers["X-Frame-Options"] == "SAMEORIGIN"


def test_chosen_origins_may_frame_the_pages():
    """X-Frame-Options knows no list, and would refuse them."""
    headers = security_headers(embed_origins("https://news.example, https://*.example.org:8443"))
    assert directive(headers["Content-Security-Policy"], "frame-ancestors") == [
        "'self'",
        "https://news.example",
        "https://*.example.org:8443",
    ]
    assert "X-Frame-Options" not in headers


@pytest.mark.parametrize(
    "wrong",
    ["news.example", "https://a.example/path", "https://a.example;script-src", "javascript:x", "https://", "'self'"],
)
def test_what_is_no_origin_cannot_get_into_the_policy(wrong):
    assert embed_origins(f"https://a.example {wrong}") == ("https://a.example",)


def test_every_http_answer_gets_them_and_keeps_its_own():
    async def page(_):
        return PlainTextResponse("hello", headers={"Cache-Control": "no-store"})

    headers = answer_of(SecurityHeaders(Starlette(routes=[Route("/", page)])), "/")
    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"
    assert "default-src 'self'" in headers["content-security-policy"]
    assert answer_of(SecurityHeaders(Starlette()), "/missing")["referrer-policy"] == "same-origin"


def test_a_websocket_passes_as_it_is():
    seen = []

    async def inner(*parts):
        seen.append(parts)

    async def receive():
        return {"type": "websocket.connect"}

    async def send(message):
        raise AssertionError(message)

    run(SecurityHeaders(inner)({"type": "websocket"}, receive, send))
    assert seen == [({"type": "websocket"}, receive, send)]


def answer_of(app, path: str) -> dict[str, str]:
    sent = []

    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message):
        sent.append(message)

    scope = {"type": "http", "method": "GET", "path": path, "query_string": b"", "headers": [], "http_version": "1.1"}
    run(app(scope, receive, send))
    return {name.decode(): value.decode() for name, value in sent[0]["headers"]}
