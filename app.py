"""The ASGI entry that `streamlit run app.py` starts."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

# Imported here, before the server accepts anyone: two first visitors would otherwise race on these imports.
import components.cards
import components.figures.timeline  # noqa: F401
from components.errors import handle_failure
from dossier.opened import open_index
from dossier.problems import DossierError
from server import api, health, previews
from server.addresses import UnderBasePath
from server.headers import SecurityHeaders
from server.journal import journal_life, set_up_journal
from server.origins import OwnOrigin

set_up_journal()
with suppress(DossierError):  # the journal has named every problem
    open_index()

ROUTES = [*api.routes(), *health.routes(), *previews.routes()]
app = st.App(
    Path(__file__).parent / "pages" / "_app.py",
    routes=ROUTES,
    middleware=[
        Middleware(SecurityHeaders),
        Middleware(OwnOrigin),
        Middleware(UnderBasePath, paths=tuple(route.path for route in ROUTES)),
        Middleware(previews.LinkPreviews),
    ],
    lifespan=journal_life,
    on_script_error=handle_failure,
)
