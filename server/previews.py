"""Link previews: the head of every page says what this very link shows, with a picture of it."""

from __future__ import annotations

import hashlib
import html
import json
import logging
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl, urlencode

from anyio import to_thread
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dossier.export.imprint import Imprint
from dossier.export.linked import linked_item
from dossier.headlines import Headline, find_headline
from dossier.opened import open_index
from dossier.problems import DossierError
from dossier.reading import Reading
from dossier.view import MAX_QUERY, View
from server.addresses import asks_for_page, site_of
from server.pictures import HEIGHT, WIDTH, card_png

PICTURE = "/preview.png"
SITE_NAME = "Counterclaim"
_TITLE = re.compile(r"<title>.*?</title>", re.S)
_LANGUAGE = re.compile(r'<html lang="[^"]*">')
_MAX_PAGE = 1_000_000
_LOG = logging.getLogger("counterclaim")


def routes() -> list[Route]:
    """`/preview.png`."""
    return [Route(PICTURE, _picture)]


# The head


class LinkPreviews:
    """ASGI middleware: puts what a link shows into the head of its page."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not asks_for_page(scope):
            await self.app(scope, receive, send)
            return
        page = _PageSender(scope, send)
        await self.app(_as_plain_get(scope), receive, page.send)


def _as_plain_get(scope: Scope) -> Scope:
    """The request without what would answer it with less than the whole page as text."""
    left_out = {b"accept-encoding", b"if-none-match", b"if-modified-since", b"range", b"if-range"}
    headers = [(name, value) for name, value in scope["headers"] if name not in left_out]
    extensions = {name: value for name, value in scope.get("extensions", {}).items() if "pathsend" not in name}
    return {**scope, "method": "GET", "headers": headers, "extensions": extensions}


class _PageSender:
    """Passes an answer on; an HTML page is held back until it is whole, and sent with its new head."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self.scope, self.pass_on = scope, send
        self.start: Message | None = None
        self.body = b""

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            kind = Headers(raw=message["headers"]).get("content-type", "")
            if message["status"] == 200 and kind.startswith("text/html"):
                self.start = message
                return
        if self.start is None:
            await self.pass_on(self._bare(message))
            return
        self.body += message.get("body", b"")
        if not message.get("more_body", False) or len(self.body) > _MAX_PAGE:
            await self.finish(more=message.get("more_body", False))

    async def finish(self, *, more: bool) -> None:
        assert self.start is not None  # only a page that was held back is finished
        body = self.body if more else await to_thread.run_sync(_with_head, self.scope, self.body)
        headers = MutableHeaders(raw=list(self.start["headers"]))
        for name in ("etag", "last-modified", "content-length", "accept-ranges"):
            del headers[name]
        if not more:
            headers["content-length"] = str(len(body))
        start, self.start = self.start, None
        await self.pass_on({**start, "headers": headers.raw})
        await self.pass_on(self._bare({"type": "http.response.body", "body": body, "more_body": more}))

    def _bare(self, message: Message) -> Message:
        """An answer to HEAD has no body."""
        no_body = self.scope["method"] == "HEAD" and message["type"] == "http.response.body"
        return {**message, "body": b""} if no_body else message


def _with_head(scope: Scope, body: bytes) -> bytes:
    """The page with the head of this link; as it was, if there is no dossier to speak of."""
    try:
        reading = _reading(scope["path"], scope["query_string"])
        head = page_head(reading, site_of(scope))
    except DossierError:
        return body
    except Exception:  # noqa: BLE001 (logged, and a page without a preview is better than none)
        _LOG.exception("the preview of a link could not be made")
        return body
    page = body.decode("utf-8")
    language = html.escape(reading.dossier.about.language)
    page = _LANGUAGE.sub(lambda _: f'<html lang="{language}">', page, count=1)
    return _TITLE.sub(lambda _: head, page, count=1).encode("utf-8")


def _reading(path: str, query: bytes) -> Reading:
    """What an address shows. Of a query that is too long to be a link, nothing is read."""
    index = open_index()
    text = query.decode(errors="replace") if len(query) <= MAX_QUERY else ""
    view = View.parse(path, text, index.dossier).without("v", "n")
    return index.read(view.having(unknown=()))


def page_head(reading: Reading, site: str) -> str:
    """Title, description, canonical address, and the tags that chat programs, mail programs and search engines read."""
    headline = find_headline(reading)
    about = reading.dossier.about
    title = headline.title if headline.title == about.title else f"{headline.title} · {about.title}"
    address = site + reading.view.link()
    picture = site + picture_link(reading)
    alt = f"{headline.kind}: {headline.title} ({' · '.join(headline.facts)})"
    region = about.language.replace("-", "_")
    tags = [
        f"<title>{html.escape(title)}</title>",
        *_metas("name", ("description", headline.sentence)),
        f'<link rel="canonical" href="{html.escape(address)}" />',
        *_metas(
            "property",
            ("og:type", "website" if reading.view.page == "overview" else "article"),
            ("og:site_name", SITE_NAME),
            ("og:title", headline.title),
            ("og:description", headline.sentence),
            ("og:url", address),
            *([("og:locale", region)] if "_" in region else []),
            ("og:image", picture),
            ("og:image:type", "image/png"),
            ("og:image:width", str(WIDTH)),
            ("og:image:height", str(HEIGHT)),
            ("og:image:alt", alt),
        ),
        *_metas(
            "name",
            ("twitter:card", "summary_large_image"),
            ("twitter:title", headline.title),
            ("twitter:description", headline.sentence),
            ("twitter:image", picture),
            ("twitter:image:alt", alt),
        ),
        f'<script type="application/ld+json">{_script_json(_linked(reading, headline, site))}</script>',
    ]
    return "\n    ".join(tags)


def picture_link(reading: Reading) -> str:
    """The picture of a view; with the data version, so that a copy kept elsewhere does not outlive its data."""
    view = reading.view.having(v=reading.dossier.version)
    return f"{PICTURE}?{urlencode([('page', view.page), *view.pairs()])}"


def _metas(attribute: str, *pairs: tuple[str, str]) -> Iterator[str]:
    return (f'<meta {attribute}="{name}" content="{html.escape(content)}" />' for name, content in pairs)


def _linked(reading: Reading, headline: Headline, site: str) -> dict[str, Any]:
    """The page as schema.org knows pages, with what it is about."""
    about = reading.dossier.about
    address = site + reading.view.link()
    item = linked_item(reading, Imprint(site))
    return {
        "@context": "https://schema.org/",
        "@type": "WebPage",
        "@id": address,
        "url": address,
        "name": headline.title,
        "description": headline.sentence,
        "inLanguage": about.language,
        "image": site + picture_link(reading),
        **({"mainEntity": item} if item else {}),
        "isPartOf": {
            "@type": "Dataset",
            "@id": f"{site}/",
            "name": about.title,
            "description": about.summary,
            "license": {"@type": "CreativeWork", "text": about.licence},
            "version": reading.dossier.version,
        },
    }


def _script_json(document: dict[str, Any]) -> str:
    """JSON that cannot end the script it stands in, whatever its texts hold."""
    text = json.dumps(document, ensure_ascii=False)
    return "".join(f"\\u{ord(char):04x}" if char in "<>&\u2028\u2029" else char for char in text)


# The picture


def _picture(request: Request) -> Response:
    """The card of a view, 1200 by 630. Whatever is asked for, there is a card."""
    query = request.scope["query_string"]
    text = query.decode(errors="replace") if len(query) <= MAX_QUERY else ""
    pairs = parse_qsl(text, errors="replace")
    page = next((value for key, value in pairs if key == "page"), "")
    asked = next((value for key, value in pairs if key == "v"), "")
    try:
        reading = _reading(page, urlencode([pair for pair in pairs if pair[0] != "page"]).encode())
    except DossierError:
        return PlainTextResponse("The dossier cannot be read just now.", status_code=503)
    dossier = reading.dossier
    tag = f'"{hashlib.sha256(f"{dossier.version} {reading.view.link()}".encode()).hexdigest()[:20]}"'
    age = 604_800 if asked == dossier.version else 300
    headers = {"Cache-Control": f"public, max-age={age}", "ETag": tag, "X-Content-Type-Options": "nosniff"}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(card_png(find_headline(reading), dossier.about.title), media_type="image/png", headers=headers)
