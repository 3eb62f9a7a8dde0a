"""Where the site is for whoever asks: behind proxies, under a base path, or where its operator says."""

from __future__ import annotations

import re

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import config

from dossier.site import public_address

_HOST = re.compile(r"([A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|\[[0-9A-Fa-f:.]{2,45}\])(:[0-9]{1,5})?")
_PREFIX = re.compile(r"(/[A-Za-z0-9_~-][A-Za-z0-9._~-]{0,99}){1,8}")

_NOT_PAGES = ("/_stcore", "/static", "/media", "/component", "/api", "/oauth2callback", "/auth")


def site_of(scope: Scope) -> str:
    """The address of the site without a slash at its end: PUBLIC_URL, else as the request and its proxies say.

    What a proxy, or somebody in its place, says is taken only where it is a plain scheme, host or path. Empty where
    not even the host is.
    """
    if address := public_address():
        return address
    headers = Headers(scope=scope)
    scheme = _first(headers, "x-forwarded-proto").lower()
    host = _first(headers, "x-forwarded-host")
    if not _HOST.fullmatch(host):
        host = headers.get("host", "")
    if not _HOST.fullmatch(host):
        return ""
    return f"{scheme if scheme in {'http', 'https'} else scope['scheme']}://{host}{prefix_of(scope)}"


def prefix_of(scope: Scope) -> str:
    """The path under which the site lies for the reader: what a proxy has cut off, then the base path."""
    cut = _first(Headers(scope=scope), "x-forwarded-prefix").rstrip("/")
    return (cut if _PREFIX.fullmatch(cut) else "") + base_path()


def base_path() -> str:
    """`server.baseUrlPath` with a slash before it; empty without one."""
    path = str(config.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{path}" if path else ""


def _first(headers: Headers, name: str) -> str:
    """What the proxy nearest to the reader said."""
    return headers.get(name, "").split(",")[0].strip()


class UnderBasePath:
    """ASGI middleware: lets our own routes answer under the base path too, as Streamlit's do."""

    def __init__(self, app: ASGIApp, paths: tuple[str, ...]) -> None:
        self.app, self.paths = app, paths

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        base = base_path()
        if scope["type"] == "http" and base and scope["path"].startswith(tuple(base + path for path in self.paths)):
            path = scope["path"].removeprefix(base)
            scope = {**scope, "path": path, "raw_path": path.encode()}
        await self.app(scope, receive, send)


def asks_for_page(scope: Scope) -> bool:
    """Whether a request is for a page, and not for a file, data or what Streamlit keeps for itself."""
    if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"}:
        return False
    inside = scope["path"].removeprefix(base_path())
    return not inside.startswith(_NOT_PAGES) and not re.search(r"\.[a-z0-9]{2,5}$", inside)
