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

LABEL_WIDTH = 46
"""Characters of a label on one line: what a phone shows."""
_LINE_HEIGHT = 18
_MARK_HEIGHT = 40
"""Room for a mark and the space to the next label, in pixels."""


@dataclass(frozen=True, slots=True)
class Range:
    """One figure to draw: who gives it, in which words, on which side (the index of its colour).

    The label may have several lines; long ones are broken.
    """

    label: str
    figure: Figure
    side: int


def ranges_figure(ranges: Sequence[Range], *, unit: str, theme: Theme = "light") -> go.Figure:
    """One row a figure, the speaker's wording above its mark; open ends run out of the axis with an arrow."""
    palette = PALETTES[theme]
    low, high = _axis(ranges)
    labels = [_broken(item.label) for item in ranges]
    figure = go.Figure()
    for row, (item, label) in enumerate(zip(ranges, labels, strict=True)):
        color = palette.sides[item.side % len(palette.sides)]
        _add_range(figure, row, item, (low, high), color)
        figure.add_annotation(
            x=0, xref="paper", xanchor="left", y=row, yshift=9, yanchor="bottom", align="left", showarrow=False,
            text="<br>".join(map(_line, label)), font={"color": palette.ink, "size": 13}, borderpad=0,
        )  # fmt: skip
        figure.add_hline(row, line={"color": palette.grid, "width": 1}, layer="below")
    row_height = _MARK_HEIGHT + _LINE_HEIGHT * max(map(len, labels), default=1)
    _lay_out(figure, len(ranges), row_height, (low, high), unit, palette)
    return figure


def _broken(label: str) -> list[str]:
    return [part for line in label.splitlines() for part in wrap(line, LABEL_WIDTH)]


def _axis(ranges: Sequence[Range]) -> tuple[float, float]:
    ends = [end for item in ranges for end in interval(item.figure) if math.isfinite(end)]
    low, high = min(ends, default=0), max(ends, default=1)
    margin = (high - low) * 0.15 or abs(high) * 0.15 or 1
    if low < 0:
        return low - margin, high + margin
    reaches_down = any(math.isinf(interval(item.figure)[0]) for item in ranges)
    return 0.0 if reaches_down else max(0.0, low - margin), high + margin


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
        x=x, y=[row] * len(x), mode="markers", marker={"color": color, "size": 12, "symbol": symbol}, hoverinfo="x",
        cliponaxis=False,
    )  # fmt: skip


def _line(text: str) -> str:
    """Text for Plotly, which reads a few HTML tags."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _lay_out(
    figure: go.Figure, rows: int, row_height: int, axis: tuple[float, float], unit: str, palette: Palette
) -> None:
    """Rows are a unit apart; above the first there is as much room as above the others, below the last a little."""
    below = 22 / row_height
    figure.update_xaxes(
        range=list(axis), tickformat=",", nticks=6, title=_line(unit), zeroline=False, fixedrange=True,
        gridcolor=palette.grid,
        tickfont={"color": palette.faint, "size": 13}, title_font={"color": palette.faint, "size": 13},
    )  # fmt: skip
    figure.update_yaxes(visible=False, range=[rows - 1 + below, -1 + below], fixedrange=True)
    figure.update_layout(
        font={"family": FONT},
        height=row_height * rows + 60,
        margin={"l": 10, "r": 14, "t": 4, "b": 56},
        showlegend=False,
        dragmode=False,
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
    )
