"""How sure a voice speaks, as bars: how many claims stand on each step of the scale."""

from __future__ import annotations

from collections.abc import Mapping

import plotly.graph_objects as go

from components.figures.palette import FONT, PALETTES, Theme

ROW_HEIGHT = 26


def certainty_figure(counts: Mapping[str, int], *, apart: int = 0, theme: Theme = "light") -> go.Figure:
    """One bar a step, from the top down, with its count; the last `apart` steps are no steps of the scale, and grey."""
    palette = PALETTES[theme]
    on_scale = len(counts) - apart
    most = max(counts.values(), default=0)
    figure = go.Figure(
        go.Bar(
            x=list(counts.values()),
            y=list(counts),
            orientation="h",
            marker={"color": [palette.accent if n < on_scale else palette.faint for n in range(len(counts))]},
            text=[f"{count:,}" for count in counts.values()],
            textposition="outside",
            cliponaxis=False,
            textfont={"color": palette.ink, "size": 13},
            hoverinfo="skip",
            width=0.62,
        )
    )
    figure.update_xaxes(visible=False, fixedrange=True, range=[0, max(most, 1) * 1.15])
    figure.update_yaxes(
        autorange="reversed", fixedrange=True, automargin=True, showgrid=False, ticks="",
        tickfont={"color": palette.ink, "size": 13}, ticksuffix="  ",
    )  # fmt: skip
    figure.update_layout(
        font={"family": FONT},
        height=ROW_HEIGHT * len(counts) + 20,
        margin={"l": 10, "r": 30, "t": 6, "b": 6},
        showlegend=False,
        dragmode=False,
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
    )
    return figure
