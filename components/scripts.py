"""Components of our own: a script in `assets/`, and styles where it has any. No build step."""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

ASSETS = Path(__file__).parent / "assets"


def make_component(name: str, *, html: str = "<div></div>") -> ComponentRenderer:
    """The component whose script is `assets/{name}.js`; its styles, in `assets/{name}.css`, reach nothing else."""
    styles = ASSETS / f"{name}.css"
    return st.components.v2.component(
        f"counterclaim_{name}",
        html=html,
        css=styles.read_text(encoding="utf-8") if styles.exists() else None,
        js=(ASSETS / f"{name}.js").read_text(encoding="utf-8"),
    )
