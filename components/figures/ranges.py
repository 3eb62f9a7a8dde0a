"""Figures on one axis: a point, a range, "at least" and "up to" drawn as what they mean."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

import plotly.graph_objects as go

from components.figures.palette import FONT, PALETTES, Palette, Theme
from dossier.model import Figure
from dossier.quantities import interval

ROW_HEIGHT = 72
LABEL_WIDTH = 46
"""Characters of a label on one line: what a phone shows."""


@dataclass(frozen=True, slots=True)
class Range:
    """One figure to draw: who gives it, in which words, on which side (the index of its colour)."""

    label: str
    figure: Figure
    side: int


def ranges_figure(ranges: Sequence[Range], *, unit: str, theme: Theme = "light") -> go.Figure:
    """One row a figure, the speaker's wording above its mark; open ends run out of the axis with an arrow."""
    palette = PALETTES[theme]
    low, high = _axis(ranges)
    figure = go.Figure()
    for row, item in enumerate(ranges):
        color = palette.sides[item.side % len(palette.sides)]
        _add_range(figure, row, item, (low, high), color)
        figure.add_annotation(
            x=0, xref="paper", xanchor="left", y=row - 0.2, yanchor="bottom", align="left", showarrow=False,
            text="<br>".join(_line(part) for part in wrap(item.label, LABEL_WIDTH)),
            font={"color": palette.ink, "size": 13},
        )  # fmt: skip
    _lay_out(figure, len(ranges), (low, high), unit, palette)
    return figure


def _axis(ranges: Sequence[Range]) -> tuple[float, float]:
    ends = [end for item in ranges for end in interval(item.figure) if math.isfinite(end)]
    low, high = min(ends, default=0), max(ends, default=1)
    margin = (high - low) * 0.15 or abs(high) * 0.15 or 1
    return max(0.0, low - margin) if low >= 0 else low - margin, high + margin


def _add_range(figure: go.Figure, row: int, item: Range, axis: tuple[float, float], color: str) -> None:
    low, high = interval(item.figure)
    start, end = max(low, axis[0]), min(high, axis[1])
    if start < end:
        figure.add_trace(_line_trace([start, end], row, color, "dot" if item.figure.bound == "about" else "solid"))
    marks = [value for value in (item.figure.low, item.figure.high) if value is not None]
    figure.add_trace(_marker_trace(marks, row, color, "circle"))
    if math.isinf(high):
        figure.add_trace(_marker_trace([end], row, color, "triangle-right"))
    if math.isinf(low):
        figure.add_trace(_marker_trace([start], row, color, "triangle-left"))


def _line_trace(x: list[float], row: int, color: str, dash: str) -> go.Scatter:
    return go.Scatter(
        x=x, y=[row, row], mode="lines", line={"color": color, "width": 5, "dash": dash}, hoverinfo="skip"
    )


def _marker_trace(x: list[float], row: int, color: str, symbol: str) -> go.Scatter:
    return go.Scatter(
        x=x, y=[row] * len(x), mode="markers", marker={"color": color, "size": 12, "symbol": symbol}, hoverinfo="x"
    )


def _line(text: str) -> str:
    """Text for Plotly, which reads a few HTML tags."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _lay_out(figure: go.Figure, rows: int, axis: tuple[float, float], unit: str, palette: Palette) -> None:
    figure.update_xaxes(
        range=list(axis), tickformat=",", title=_line(unit), gridcolor=palette.grid, zeroline=False, fixedrange=True,
        tickfont={"color": palette.faint, "size": 13}, title_font={"color": palette.faint, "size": 13},
    )  # fmt: skip
    figure.update_yaxes(visible=False, range=[rows - 0.4, -0.7], fixedrange=True)
    figure.update_layout(
        font={"family": FONT},
        height=ROW_HEIGHT * rows + 70,
        margin={"l": 10, "r": 10, "t": 10, "b": 40},
        showlegend=False,
        dragmode=False,
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
    )
