"""The colours of charts, each with one meaning, in two tones: for a light page and for a dark one.

The categorical hues are Okabe and Ito's, told apart by colour-blind readers; their order is that of the sides of a
conflict and matches `chartCategoricalColors` in the theme.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from dossier.timeline import ItemKind

FONT = '"Source Sans", sans-serif'
"""The font that Streamlit brings along and the theme uses for text."""

Theme: TypeAlias = Literal["light", "dark"]


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one theme."""

    sides: tuple[str, ...]
    ink: str
    faint: str
    grid: str
    accent: str
    paper: str
    """The page itself, so that a saved picture can be read."""


PALETTES: dict[Theme, Palette] = {
    "light": Palette(
        ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#8C6D1F", "#56B4E9"),
        *("#1D2126", "#5B6168", "#E4E0D5", "#0B5C6B", "#FCFBF8"),
    ),
    "dark": Palette(
        ("#56B4E9", "#E69F00", "#3FBF9B", "#E3A0C8", "#D9B84A", "#7FB8E6"),
        *("#E8E6E0", "#A5ABB1", "#2C3237", "#58B7C6", "#14171A"),
    ),
}

SYMBOLS: dict[ItemKind, str] = {
    "meeting": "circle",
    "visit": "diamond-wide",
    "deployment": "triangle-up",
    "report": "square",
    "arms_transfer": "diamond",
    "statement": "star",
    "policy": "hexagon",
    "fighting": "x",
    "precedent": "pentagon",
    "other": "cross",
    "publication": "bowtie",
}
"""Kinds differ by symbol and lane, never by colour alone."""


def with_alpha(color: str, alpha: float) -> str:
    """A `#RRGGBB` colour as `rgba()`, from 0 (clear) to 1 (solid)."""
    red, green, blue = (int(color[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},{alpha:g})"
