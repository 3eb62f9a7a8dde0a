"""What a browser may do with the answers of this server: security headers on every HTTP answer.

The policy fits Streamlit 1.67: its page carries one inline script (allowed by its hash alone), it styles elements in
place, and components written in Python reach the browser as `blob:` modules. Nothing may come from, or go to, another
origin.
"""

from __future__ import annotations

import base64
import hashlib
import logging
import os
import re
from collections.abc import Iterable
from pathlib import Path

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_ORIGIN = re.compile(r"https?://(\*\.)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?", re.I)
_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.S)
_PAGE = Path(st.__file__).parent / "static" / "index.html"
_PERMISSIONS = ("camera", "display-capture", "geolocation", "microphone", "midi", "payment", "usb")
_LOG = logging.getLogger("counterclaim")


class SecurityHeaders:
    """ASGI middleware: adds the headers and touches nothing else. WebSockets pass through as they are."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.headers = security_headers(embed_origins(os.environ.get("EMBED_ORIGINS", "")))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(self.headers)
            await send(message)

        await self.app(scope, receive, send_with_headers)


def security_headers(embed: Iterable[str] = ()) -> dict[str, str]:
    """The headers; `embed` are the origins whose pages may show this one inside theirs."""
    ancestors = ("'self'", *embed)
    headers = {
        "Content-Security-Policy": content_policy(ancestors),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": ", ".join(f"{name}=()" for name in _PERMISSIONS),
        "Referrer-Policy": "same-origin",  # a link tells what somebody searched for
        "X-Content-Type-Options": "nosniff",
    }
    return headers if len(ancestors) > 1 else headers | {"X-Frame-Options": "SAMEORIGIN"}


def content_policy(ancestors: Iterable[str]) -> str:
    """The content security policy."""
    directives = {
        "default-src": ["'self'"],
        "script-src": ["'self'", "blob:", *_inline_scripts()],
        "style-src": ["'self'", "'unsafe-inline'"],
        "img-src": ["'self'", "data:", "blob:"],
        "font-src": ["'self'", "data:"],
        "connect-src": ["'self'"],
        "worker-src": ["'self'", "blob:"],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ancestors,
    }
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in directives.items())


def embed_origins(setting: str) -> tuple[str, ...]:
    """The origins of EMBED_ORIGINS, between spaces or commas; what is no origin is left out and said in the journal."""
    given = [origin for origin in re.split(r"[\s,]+", setting) if origin]
    wrong = [origin for origin in given if origin != "*" and not _ORIGIN.fullmatch(origin)]
    if wrong:
        _LOG.warning(
            "ignored in EMBED_ORIGINS", extra={"fields": {"problems": [f"no origin: {name}" for name in wrong]}}
        )
    return tuple(origin for origin in given if origin not in wrong)


def _inline_scripts() -> list[str]:
    """The hashes of the scripts inside the page that Streamlit installs, so that no other inline script can run."""
    scripts = _INLINE_SCRIPT.findall(_PAGE.read_text(encoding="utf-8"))
    digests = (hashlib.sha256(script.encode()).digest() for script in scripts)
    return [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests]
