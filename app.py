"""The ASGI entry that `streamlit run app.py` starts."""

from __future__ import annotations

import sys
from pathlib import Path

import streamlit as st

# Imported here, before the server accepts anyone: two first visitors would otherwise race on these imports.
import components.cards
import components.figures.timeline  # noqa: F401
from dossier.opened import open_index
from dossier.problems import DossierError
from server import api, health

try:
    open_index()
except DossierError as error:
    print(error, file=sys.stderr)

app = st.App(
    Path(__file__).parent / "pages" / "_app.py",
    routes=[*api.routes(), *health.routes()],
)
