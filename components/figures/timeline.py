"""The timeline as a Plotly figure: lanes by kind, each date drawn in its own shape."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from textwrap import wrap

import plotly.graph_objects as go

from components.figures.palette import FONT, PALETTES, SYMBOLS, Palette, Theme, with_alpha
from dossier.dates import Edtf, precision_words, words
from dossier.timeline import Item, ItemKind, first_window, middle

LANE_HEIGHT = 26
_HEAD = 70
_GAP_SHARE = 0.035
"""Two items closer than this share of the window get rows of their own within the lane."""


def timeline_figure(
    items: Sequence[Item], lanes: dict[ItemKind, str], *, selected: str = "", theme: Theme = "light"
) -> go.Figure:
    """Items by date and lane. A marker's customdata is the item's key; lanes without items are left out.

    A day is a solid mark; a span is a bar from its first to its last day with a hollow mark; what is approximate or
    uncertain is fainter. `selected` is the key of the item to stand out.
    """
    palette = PALETTES[theme]
    window = first_window(items) or (date(2000, 1, 1), date(2001, 1, 1))
    figure = go.Figure()
    ticks: list[tuple[float, str]] = []
    top = 0
    for kind, label in lanes.items():
        group = [item for item in items if item.kind == kind and middle(item.date)]
        if not group:
            continue
        rows = _rows(group, window)
        height = max(rows) + 1
        ticks.append((top + (height - 1) / 2, label))
        _add_lane(figure, kind, group, [top + row for row in rows], selected, palette, window)
        top += height
    _lay_out(figure, ticks, top, window, palette)
    return figure


def _rows(items: Sequence[Item], window: tuple[date, date]) -> list[int]:
    """For each item the first row of its lane in which nothing else is near; items come in order of time."""
    gap = max(timedelta(days=1), (window[1] - window[0]) * _GAP_SHARE)
    free_from: list[date] = []
    rows = []
    for item in items:
        start, end = _ends(item.date, window)
        row = next((n for n, day in enumerate(free_from) if day < start), len(free_from))
        free_from[row : row + 1] = [_later(end, gap)]
        rows.append(row)
    return rows


def _earlier(day: date, gap: timedelta) -> date:
    return day - gap if day > date.min + gap else date.min


def _later(day: date, gap: timedelta) -> date:
    return day + gap if day < date.max - gap else date.max


def _ends(edtf: Edtf, window: tuple[date, date]) -> tuple[date, date]:
    """First and last day as drawn: an open end runs to the edge of the window, or a year beyond the known end."""
    known = middle(edtf) or window[0]
    start = edtf.earliest or min(window[0], known)
    end = edtf.latest or max(window[1], known)
    return start, end


def _add_lane(
    figure: go.Figure,
    kind: ItemKind,
    items: Sequence[Item],
    heights: Sequence[float],
    selected: str,
    palette: Palette,
    window: tuple[date, date],
) -> None:
    figure.add_traces([_bar(item, y, palette, window) for item, y in zip(items, heights, strict=True) if _is_span(item)])
    chosen = [item.key == selected for item in items]
    colors = [palette.sides[1] if is_chosen else palette.sides[0] for is_chosen in chosen]
    figure.add_trace(
        go.Scatter(
            x=[_mark(item.date, window) for item in items],
            y=list(heights),
            mode="markers",
            marker={
                "symbol": [SYMBOLS[kind] + ("-open" if _is_span(item) or _is_soft(item) else "") for item in items],
                "size": [18 if is_chosen else 13 for is_chosen in chosen],
                "color": colors,
                "line": {"width": 2, "color": colors},
                "opacity": 1,
            },
            customdata=[item.key for item in items],
            text=[_hover(item) for item in items],
            hovertemplate="%{text}<extra></extra>",
            showlegend=False,
        )
    )


def _is_span(item: Item) -> bool:
    return item.date.earliest != item.date.latest


def _is_soft(item: Item) -> bool:
    return item.date.approximate or item.date.uncertain


def _mark(edtf: Edtf, window: tuple[date, date]) -> date:
    start, end = _ends(edtf, window)
    return start + (end - start) / 2


def _bar(item: Item, y: float, palette: Palette, window: tuple[date, date]) -> go.Scatter:
    return go.Scatter(
        x=list(_ends(item.date, window)),
        y=[y, y],
        mode="lines",
        line={
            "width": 7,
            "color": with_alpha(palette.sides[0], 0.22 if _is_soft(item) else 0.4),
            "dash": "dot" if item.date.uncertain else "solid",
        },
        hoverinfo="skip",
        showlegend=False,
    )


def _hover(item: Item) -> str:
    lines: Iterable[str] = [f"<b>{_line(words(item.date))}</b>", *(_line(part) for part in wrap(item.title, 50))]
    doubt = precision_words(item.date)
    return "<br>".join([*lines, f"<i>{_line(doubt)}</i>"] if doubt else lines)


def _line(text: str) -> str:
    """Text for Plotly, which reads a few HTML tags."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _lay_out(
    figure: go.Figure, ticks: list[tuple[float, str]], rows: int, window: tuple[date, date], palette: Palette
) -> None:
    margin = max(timedelta(days=20), (window[1] - window[0]) * 0.05)
    figure.update_xaxes(
        range=[_earlier(window[0], margin), _later(window[1], margin)],
        type="date",
        side="top",
        gridcolor=palette.grid,
        tickfont={"color": palette.faint, "size": 13},
        showline=False,
    )
    figure.update_yaxes(
        tickvals=[at for at, _ in ticks],
        ticktext=[label for _, label in ticks],
        range=[rows - 0.4, -0.6],
        fixedrange=True,
        showgrid=False,
        zeroline=False,
        tickfont={"color": palette.ink, "size": 13},
        automargin=True,
    )
    figure.update_layout(
        font={"family": FONT},
        height=_HEAD + LANE_HEIGHT * max(rows, 1),
        margin={"l": 10, "r": 10, "t": 40, "b": 10},
        dragmode="pan",
        clickmode="event+select",
        hovermode="closest",
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        hoverlabel={"align": "left"},
    )
