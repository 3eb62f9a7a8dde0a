"""Who agrees with whom, as a matrix of counts: "1/3" is agreement on one of three shared questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from components.figures.palette import FONT, PALETTES, Palette, Theme, with_alpha
from dossier.agreement import Pair
from dossier.language import _
from dossier.terms import counted

CELL = 30
LABELS = 240
_LABEL_LENGTH = 34


def agreement_figure(pairs: Sequence[Pair], names: Mapping[str, str], *, theme: Theme = "light") -> go.Figure:
    """A square for each pair that shares a question, in both halves; nothing where nothing is shared.

    `names` are the voices in the order of rows and columns. A cell's customdata is the two ids; its colour tells apart
    full agreement, none, and what lies between; a star tells that some of it rests on one origin.
    """
    palette = PALETTES[theme]
    place = {voice: n for n, voice in enumerate(names)}
    cells = [(pair, one, other) for pair in pairs for one, other in _both_ways(pair)]
    figure = go.Figure(
        go.Scatter(
            x=[place[other] for *_pair, other in cells],
            y=[place[one] for _pair, one, _other in cells],
            mode="markers+text",
            marker={
                "symbol": "square",
                "size": CELL - 3,
                "opacity": 1,
                "color": [_fill(pair, palette) for pair, *_names in cells],
                "line": {"width": 1, "color": [_hue(pair, palette) for pair, *_names in cells]},
            },
            text=[f"{len(pair.agree)}/{pair.shared}{'*' if pair.echoed else ''}" for pair, *_names in cells],
            textfont={"color": palette.ink, "size": 11},
            customdata=[[pair.one, pair.other] for pair, *_names in cells],
            hovertext=[_hover(pair, names) for pair, *_names in cells],
            hovertemplate="%{hovertext}<extra></extra>",
            selected={"marker": {"opacity": 1}},
            unselected={"marker": {"opacity": 1}},
            showlegend=False,
        )
    )
    _lay_out(figure, list(names.values()), palette)
    return figure


def _both_ways(pair: Pair) -> tuple[tuple[str, str], tuple[str, str]]:
    return (pair.one, pair.other), (pair.other, pair.one)


def _hue(pair: Pair, palette: Palette) -> str:
    if len(pair.agree) == pair.shared:
        return palette.sides[0]
    return palette.faint if pair.agree or not pair.differ else palette.sides[1]


def _fill(pair: Pair, palette: Palette) -> str:
    return with_alpha(_hue(pair, palette), 0.28)


def _hover(pair: Pair, names: Mapping[str, str]) -> str:
    shared = counted(pair.shared, "shared question", "shared questions")
    agree = _("agree on {agreed} of {shared}").format(agreed=len(pair.agree), shared=shared)
    return f"{_line(names[pair.one])}<br>{_line(names[pair.other])}<br>{agree}"


def _short(name: str) -> str:
    return name if len(name) <= _LABEL_LENGTH else f"{name[: _LABEL_LENGTH - 1].rstrip()}…"


def _line(text: str) -> str:
    """Text for Plotly, which reads a few HTML tags."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _lay_out(figure: go.Figure, names: Sequence[str], palette: Palette) -> None:
    last = len(names) - 0.5
    numbers = [str(n + 1) for n in range(len(names))]
    labels = [f"{_line(_short(name))}  <b>{n + 1}</b> " for n, name in enumerate(names)]
    common = {"range": [-0.5, last], "fixedrange": True, "zeroline": False, "showgrid": False, "ticks": ""}
    figure.update_xaxes(
        **common, side="top", tickvals=list(range(len(names))), ticktext=[f"<b>{n}</b>" for n in numbers],
        tickfont={"color": palette.faint, "size": 12},
    )  # fmt: skip
    figure.update_yaxes(
        **(common | {"range": [last, -0.5]}), tickvals=list(range(len(names))), ticktext=labels,
        tickfont={"color": palette.ink, "size": 12},
    )  # fmt: skip
    figure.update_layout(
        shapes=[
            {"type": "rect", "x0": n - 0.44, "x1": n + 0.44, "y0": n - 0.44, "y1": n + 0.44, "line": {"width": 0},
             "fillcolor": palette.grid, "layer": "below"}
            for n in range(len(names))
        ],
        font={"family": FONT},
        width=LABELS + CELL * len(names) + 10,
        height=CELL * len(names) + 40,
        margin={"l": LABELS, "r": 10, "t": 34, "b": 6},
        dragmode=False,
        clickmode="event+select",
        hovermode="closest",
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        hoverlabel={"align": "left"},
    )  # fmt: skip
