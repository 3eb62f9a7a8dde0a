"""Links as mail, chat and strangers leave them, led to the address that was meant."""

from __future__ import annotations

from typing import Final
from urllib.parse import parse_qsl, urlencode

from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from dossier.view import MAX_PAIRS, PAGES
from server.addresses import asks_for_page, base_path, prefix_of

MOST_QUERY: Final = 400_000
"""Of a longer query, or one of more than a thousand parts, Streamlit reads nothing and says nothing."""
_MOST_PART: Final = 1_000
_GLUED = ".,;:!?)>]}\"'*_|»”’›… \u200b"


class MendedLinks:
    """ASGI middleware: sends a browser on from an address that can be mended."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        target = mended_link(scope["path"], scope["query_string"]) if asks_for_page(scope) else ""
        if target:
            answer = RedirectResponse(prefix_of(scope) + target, 307, headers={"Cache-Control": "no-cache"})
            await answer(scope, receive, send)
        else:
            await self.app(scope, receive, send)


def mended_link(path: str, query: bytes) -> str:
    """Where a page is that was asked for by an address to mend; empty if nothing is to mend, or it is no page."""
    home, sent = mended_path(path), mended_query(query)
    if not home and sent == query:
        return ""
    home = home or page_path(path)
    joined = "&" if "?" in home else "?"
    return home + (joined + sent.decode("latin-1") if sent else "") if home else ""


def mended_path(path: str) -> str:
    """Where a page is that a link names in other letters, or with something glued on; empty if nothing is to mend.

    A question mark that was escaped for the path is one again. `/overview` is what the first page is called inside:
    the host shows it at `/` only.
    """
    inside, _, query = path.removeprefix(base_path()).partition("?")
    home = page_path(path)
    if not query and inside in {home, ""}:
        return ""
    return f"{home}?{urlencode(parse_qsl(query))}" if home and query else home


def page_path(path: str) -> str:
    """The address of the page that is meant; empty if there is none."""
    name = path.removeprefix(base_path()).partition("?")[0].strip("/").rstrip(_GLUED).lower()
    if name not in {*PAGES, ""}:
        return ""
    return "/" if name == "overview" else f"/{name}"


def mended_query(query: bytes) -> bytes:
    """As much of a query as a page reads, and one part more, so that the page says that the rest was left out."""
    parts = query.split(b"&", MAX_PAIRS + 1)
    if len(parts) <= MAX_PAIRS + 1 and len(query) <= MOST_QUERY:
        return query
    return b"&".join(part[:_MOST_PART] for part in parts[: MAX_PAIRS + 1])
