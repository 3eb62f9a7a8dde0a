"""How to read the timeline, drawn by the timeline's own hand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import plotly.graph_objects as go

from components.figures.palette import FONT, PALETTES, SYMBOLS, Palette, Theme
from components.figures.rows import Placed, Scale, moment, piece_of
from components.figures.shapes import date_traces, plain, scatter
from components.figures.timeline import ROW
from dossier.dates import parse_edtf
from dossier.language import _
from dossier.timeline import Item, ItemKind, stretches
from dossier.view import View

_SAMPLES = (
    ("2001-03-15", _("a day")),
    ("2001-02-01/2001-04-25", _("some time from first to last day:")),
    ("", _("a month, season, year or longer")),
    ("2001-02-01~/2001-04-25~", _("about then: soft at the ends")),
    ("2001-03-15~", _("about that day")),
    ("2001-02-01?/2001-04-25?", _("perhaps: in doubt")),
    ("2001-02-01/..", _("then or later: the end is open")),
    ("[2001-02-10,2001-04-15]", _("one of several dates")),
)
"""Dates in a made-up year and what their shapes mean; words without a date go on from those above."""
_SAMPLE_YEAR = (date(2001, 1, 1), date(2001, 12, 31))
_SAMPLE_WIDTH = 330


def legend_figure(kinds: Mapping[ItemKind, str], *, theme: Theme = "light") -> go.Figure:
    """What the symbols of kinds and the shapes of dates mean, drawn as the timeline draws them."""
    palette = PALETTES[theme]
    scale = Scale(_SAMPLE_YEAR, _SAMPLE_WIDTH)
    placed, said = [], []
    for row, (edtf, meaning) in enumerate(_SAMPLES):
        said.append(_words(meaning, scale.shifted(scale.start, 128), row, palette))
        if edtf:
            item = Item(edtf, meaning, parse_edtf(edtf), "meeting", View())
            pieces = tuple(
                piece_of(part, Scale((_SAMPLE_YEAR[0], date(2001, 5, 20)), 125)) for part in stretches(item.date)
            )
            placed.append(Placed(item, row, pieces, None))
    traces: list[go.Bar | go.Scatter] = list(date_traces(placed, "", palette))
    for place, (kind, name) in enumerate(kinds.items()):
        row, at = len(_SAMPLES) + 0.4 + place // 2, scale.shifted(scale.start, 12 + 165 * (place % 2))
        marker = {"symbol": SYMBOLS[kind], "size": 11, "color": palette.sides[0]}
        traces.append(scatter("kinds", [(at, row)], mode="markers", marker=marker))
        said.append(_words(name, scale.shifted(at, 14), row, palette))
    rows = len(_SAMPLES) + 1 + (len(kinds) + 1) // 2
    span = [moment(scale.start), moment(scale.end)]
    layout = {
        "annotations": said,
        "xaxis": {"visible": False, "range": span, "type": "date", "fixedrange": True},
        "yaxis": {"visible": False, "range": [rows - 0.4, -0.6], "fixedrange": True},
        "font": {"family": FONT},
        "height": ROW * rows,
        "margin": {"l": 4, "r": 4, "t": 4, "b": 0},
        "barmode": "overlay",
        "barcornerradius": 3,
        "dragmode": False,
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
    }
    return go.Figure(traces, layout)  # checked in one go: that takes longest


def _words(text: str, at: float, row: float, palette: Palette) -> dict[str, Any]:
    return {
        "text": plain(text), "x": moment(at), "y": row, "xanchor": "left", "yanchor": "middle", "showarrow": False,
        "font": {"size": 13, "color": palette.ink},
    }  # fmt: skip
