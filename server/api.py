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

from dossier.export import EXPORTS, Imprint, dossier_document
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


def routes() -> list[Route]:
    """Every address of the API."""
    lists = [Route(f"/api/{part}.json", _answering(_list_of(part))) for part in PARTS]
    files = [Route(f"/api/{part}.{form.ending}", _answering(_file(name))) for name, (part, form) in _files().items()]
    return [
        *lists,
        *files,
        Route("/api/dossier.json", _answering(_file("json"))),
        Route("/api/schema.json", _schema),
        Route("/api/openapi.json", _openapi),
    ]


def _files() -> dict[str, tuple[str, Any]]:
    """The exports that have an address of their own: format name -> (part, format)."""
    parts = {"csv": "claims", "parquet": "claims", "jsonld": "claims", "bibtex": "sources", "csl": "sources"}
    return {name: (part, EXPORTS[name]) for name, part in parts.items()}


def _answering(answer: Callable[[Request, Asked], Response]) -> Callable[[Request], Response]:
    """An endpoint: reads the request, spares what the caller has already, and turns refusals into sentences."""

    def endpoint(request: Request) -> Response:
        try:
            asked = read_request(request)
        except BadQueryError as error:
            return JSONResponse({"error": str(error)}, status_code=400, headers=_OPEN)
        except DossierError:
            message = "The dossier cannot be read just now; its curator has the list of problems."
            return JSONResponse({"error": message}, status_code=503, headers=_OPEN)
        version = asked.reading.dossier.version
        headers = {**_OPEN, "ETag": _etag(request, version), "X-Dossier-Version": version}
        if headers["ETag"] in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        response = answer(request, asked)
        response.headers.update(headers)
        return response

    return endpoint


def _etag(request: Request, version: str) -> str:
    """A tag that changes with the data and with what is asked; weak, since an export names its day."""
    asked = hashlib.sha256(f"{request.url.path}?{request.url.query}".encode()).hexdigest()[:12]
    return f'W/"{version}-{asked}"'


def _list_of(part: str) -> Callable[[Request, Asked], Response]:
    def answer(request: Request, asked: Asked) -> Response:
        items = dossier_document(asked.reading, Imprint(asked.base))[part]
        headers = {"X-Total-Count": str(len(items))}
        end = asked.offset + asked.limit
        if end < len(items):
            query = urlencode([*asked.reading.view.pairs(), ("limit", asked.limit), ("offset", end)])
            headers["Link"] = f'<{asked.base}{request.url.path}?{query}>; rel="next"'
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
    return Response(schema_json(), media_type="application/schema+json", headers=_OPEN)


def _openapi(_: Request) -> Response:
    return JSONResponse(openapi_document(), headers=_OPEN)
