"""Whether the process lives, and whether it has a dossier to show."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from dossier.audience import is_local
from dossier.opened import Opened, open_dossier
from dossier.problems import DossierError

_FRESH = {"Cache-Control": "no-store"}


def routes() -> list[Route]:
    """`/healthz` and `/readyz`."""
    return [Route("/healthz", _alive), Route("/readyz", _ready)]


async def _alive(_: Request) -> Response:
    """Answered by the event loop itself, so that it tells of it."""
    return PlainTextResponse("ok", headers=_FRESH)


def _ready(request: Request) -> Response:
    """200 with the state on the air, or 503; how many problems the newest edit has, and at this machine also which."""
    try:
        opened = open_dossier()
    except DossierError as error:
        return JSONResponse({"ready": False, **_problems(request, error)}, status_code=503, headers=_FRESH)
    return JSONResponse({"ready": True, **_state(opened), **_rejected(request, opened)}, headers=_FRESH)


def _state(opened: Opened) -> dict[str, Any]:
    dossier = opened.index.dossier
    return {
        "version": dossier.version,
        "loaded": opened.loaded.isoformat(timespec="seconds"),
        "claims": len(dossier.claims),
        "sources": len(dossier.sources),
        "warnings": len(dossier.warnings),
    }


def _rejected(request: Request, opened: Opened) -> dict[str, Any]:
    rejected = opened.rejected
    if rejected is None:
        return {"problems": 0}
    return {"rejected": rejected.at.isoformat(timespec="seconds"), **_problems(request, rejected.error)}


def _problems(request: Request, error: DossierError) -> dict[str, Any]:
    found: dict[str, Any] = {"problems": len(error.problems)}
    if is_local(request.client.host if request.client else None, request.headers):
        found["detail"] = [str(problem) for problem in error.problems]
    return found
