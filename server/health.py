"""Whether the process lives, and whether it has a dossier to show."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from dossier.opened import open_index
from dossier.problems import DossierError

_FRESH = {"Cache-Control": "no-store"}


def routes() -> list[Route]:
    """`/healthz` and `/readyz`."""
    return [Route("/healthz", _alive), Route("/readyz", _ready)]


def _alive(_: Request) -> Response:
    return PlainTextResponse("ok", headers=_FRESH)


def _ready(_: Request) -> Response:
    """200 with the data version, or 503 with the number of problems; which they are stays with the curator."""
    try:
        dossier = open_index().dossier
    except DossierError as error:
        return JSONResponse({"ready": False, "problems": len(error.problems)}, status_code=503, headers=_FRESH)
    counts = {"claims": len(dossier.claims), "sources": len(dossier.sources), "warnings": len(dossier.warnings)}
    return JSONResponse({"ready": True, "version": dossier.version, **counts}, headers=_FRESH)
