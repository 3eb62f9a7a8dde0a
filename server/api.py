"""The dossier for programs: what a view holds, as JSON, CSV, Parquet and linked data, beside the pages.

Lists are plain arrays, so that `pandas.read_json(url)` reads them; how many there are, the next part and the data
version stand in the headers.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from dossier.export import EXPORTS, Imprint, part_items
from dossier.problems import DossierError
from dossier.schema import schema_json
from server.openapi import PARTS, openapi_document
from server.queries import Asked, BadQueryError, read_request

_OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, X-Dossier-Version, X-Total-Count",
    "Cache-Control": "no-cache",
    "X-Content-Type-Options": "nosniff",
}
_ASKED = {"Access-Control-Allow-Methods": "GET, HEAD, OPTIONS", "Access-Control-Allow-Headers": "If-None-Match"}


def routes() -> list[Route]:
    """Every address of the API; any other under `/api/` is refused with the list of them."""
    lists = {f"{part}.json": _answering(_list_of(part)) for part in PARTS}
    files = {f"{part}.{form.ending}": _answering(_file(name)) for name, (part, form) in _files().items()}
    known = {
        **lists,
        **files,
        "dossier.json": _answering(_file("json")),
        "schema.json": _open_to_all(_schema),
        "openapi.json": _open_to_all(_openapi),
    }
    made = [Route(f"/api/{name}", answer, methods=["GET", "OPTIONS"]) for name, answer in known.items()]
    return [*made, Route("/api/{name:path}", _unknown(tuple(known)))]


def _files() -> dict[str, tuple[str, Any]]:
    """The exports that have an address of their own: format name -> (part, format)."""
    parts = {"csv": "claims", "parquet": "claims", "jsonld": "claims", "bibtex": "sources", "csl": "sources"}
    return {name: (part, EXPORTS[name]) for name, part in parts.items()}


def _open_to_all(answer: Callable[[Request], Response]) -> Callable[[Request], Response]:
    """Programs on other sites may read too; a browser that asks beforehand (OPTIONS) is told so."""

    def endpoint(request: Request) -> Response:
        response = Response(status_code=204, headers=_ASKED) if request.method == "OPTIONS" else answer(request)
        response.headers.update(_OPEN)
        return response

    return endpoint


def _answering(answer: Callable[[Request, Asked], Response]) -> Callable[[Request], Response]:
    """An endpoint: reads the request, spares what the caller has already, and turns refusals into sentences."""

    @_open_to_all
    def endpoint(request: Request) -> Response:
        try:
            asked = read_request(request)
        except BadQueryError as error:
            return JSONResponse({"error": str(error)}, status_code=400)
        except DossierError:
            message = "The dossier cannot be read just now; its curator has the list of problems."
            return JSONResponse({"error": message}, status_code=503)
        version = asked.reading.dossier.version
        headers = {"ETag": _etag(request, version), "X-Dossier-Version": version}
        if _has(request, headers["ETag"]):
            return Response(status_code=304, headers=headers)
        response = answer(request, asked)
        response.headers.update(headers)
        return response

    return endpoint


def _etag(request: Request, version: str) -> str:
    """A tag that changes with the data and with what is asked; weak, since an export names its day."""
    asked = hashlib.sha256(request.scope["path"].encode() + b"?" + request.scope["query_string"]).hexdigest()[:12]
    return f'W/"{version}-{asked}"'


def _has(request: Request, tag: str) -> bool:
    """Whether the caller has what the tag names already; tags are compared weakly, as RFC 9110 asks for."""
    given = {held.strip().removeprefix("W/") for held in request.headers.get("if-none-match", "").split(",")}
    return not given.isdisjoint({"*", tag.removeprefix("W/")})


def _list_of(part: str) -> Callable[[Request, Asked], Response]:
    def answer(request: Request, asked: Asked) -> Response:
        items = part_items(part, asked.reading, Imprint(asked.base))
        headers = {"X-Total-Count": str(len(items))}
        end = asked.offset + asked.limit
        if end < len(items):
            query = urlencode([*asked.reading.view.pairs(), ("limit", asked.limit), ("offset", end)])
            headers["Link"] = f'<{asked.base}{request.scope["path"]}?{query}>; rel="next"'
        body = json.dumps(items[asked.offset : end], ensure_ascii=False)
        return Response(body, media_type="application/json", headers=headers)

    return answer


def _file(name: str) -> Callable[[Request, Asked], Response]:
    form = EXPORTS[name]

    def answer(_: Request, asked: Asked) -> Response:
        imprint = Imprint(asked.base, datetime.now(UTC).date())
        headers = {"Content-Disposition": f'inline; filename="{form.file_name(asked.reading)}"'}
        return Response(form.export(asked.reading, imprint), media_type=form.media_type, headers=headers)

    return answer


def _schema(_: Request) -> Response:
    return Response(schema_json(), media_type="application/schema+json")


def _openapi(_: Request) -> Response:
    return JSONResponse(openapi_document())


def _unknown(known: tuple[str, ...]) -> Callable[[Request], Response]:
    @_open_to_all
    def endpoint(_: Request) -> Response:
        message = f"There is no such address. There are: {', '.join(f'/api/{name}' for name in known)}."
        return JSONResponse({"error": message}, status_code=404)

    return endpoint
