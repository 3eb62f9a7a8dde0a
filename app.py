"""The ASGI entry that `streamlit run app.py` starts."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from threading import Timer

import streamlit as st
from starlette.middleware import Middleware

# Imported here, before the server accepts anyone: two first visitors would otherwise race on these imports.
import components.cards
import components.figures.timeline  # noqa: F401
from components.errors import handle_failure
from dossier.history import archive
from dossier.opened import open_index
from dossier.problems import DossierError
from server import api, health, previews
from server.addresses import UnderBasePath
from server.headers import SecurityHeaders
from server.journal import journal_life, set_up_journal
from server.mending import MendedLinks
from server.origins import OwnOrigin

set_up_journal()
with suppress(DossierError):  # the journal has named every problem
    open_index()


def prepare() -> None:
    """Make what few pages need, the search index and the past of the dossier, before anybody asks for it."""
    with suppress(DossierError):
        index = open_index()
        _ = index.search
        archive(index.dossier.path).history(index.dossier)


@asynccontextmanager
async def life(of: object) -> AsyncGenerator[None]:
    """The lifespan of the server; what can wait waits until the first pages are out."""
    waiting = Timer(5.0, prepare)
    waiting.daemon = True
    waiting.start()
    async with journal_life(of):
        yield
    waiting.cancel()


ROUTES = [*api.routes(), *health.routes(), *previews.routes()]
app = st.App(
    Path(__file__).parent / "pages" / "_app.py",
    routes=ROUTES,
    middleware=[
        Middleware(SecurityHeaders),
        Middleware(OwnOrigin),
        Middleware(UnderBasePath, paths=tuple(route.path for route in ROUTES)),
        Middleware(MendedLinks),
        Middleware(previews.LinkPreviews),
    ],
    lifespan=life,
    on_script_error=handle_failure,
)
