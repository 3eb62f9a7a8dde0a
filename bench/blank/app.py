"""The blank page as our app starts: the same imports, nothing loaded."""

import sys
from pathlib import Path

import streamlit as st

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

# The same imports as those of the app, which serve nothing here.
import components.cards
import components.figures.timeline  # noqa: F401
import server.api
import server.health
import server.previews  # noqa: F401

app = st.App(Path(__file__).parent / "page.py")
