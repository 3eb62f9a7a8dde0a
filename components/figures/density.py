"""A timeline of very many items as counts: how many lie in each stretch of time, lane by lane."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise

import plotly.graph_objects as go

from components.figures.palette import FONT, PALETTES, Theme
from dossier.language import _
from dossier.model import EventKind
from dossier.timeline import Item, ItemKind, middle
from dossier.windows import Window

MOST_BINS = 120
_ROW, _HEAD, _LEFT = 34, 34, 170
_MONTHS = (1, 3, 12, 120, 1200)
"""How long a bin can be, in months."""


def density_figure(
    items: Sequence[Item],
    lanes: Mapping[str, Mapping[ItemKind, str]] | Mapping[str, Mapping[EventKind, str]],
    *,
    window: Window,
    theme: Theme = "light",
) -> go.Figure:
    """A square for each lane and stretch of time in the window, the darker the more items have their middle there."""
    palette = PALETTES[theme]
    bins = find_bins(window)
    lane_of = {kind: title for title, kinds in lanes.items() for kind in kinds}
    counts = Counter(
        (lane_of[item.kind], place) for item in items if (place := _bin_of(bins, middle(item.date))) is not None
    )
    titles = [title for title in lanes if any(lane == title for lane, _place in counts)]
    told = _("from {date}: {number}").format(date="%{x}", number="%{z}")
    figure = go.Figure(
        go.Heatmap(
            x=[day.isoformat() for day in bins],
            y=titles,
            z=[[counts[title, place] or None for place in range(len(bins) - 1)] for title in titles],
            colorscale=[[0, palette.grid], [1, palette.accent]],
            showscale=False,
            xgap=1,
            ygap=3,
            hovertemplate=f"%{{y}}<br>{told}<extra></extra>",
        )
    )
    figure.update_xaxes(side="top", showgrid=False, tickfont={"color": palette.faint}, type="date")
    figure.update_yaxes(autorange="reversed", showgrid=False, tickfont={"color": palette.faint})
    figure.update_layout(
        font={"family": FONT}, height=_HEAD + _ROW * max(len(titles), 1) + 8, paper_bgcolor=palette.paper,
        plot_bgcolor=palette.paper, margin={"l": _LEFT, "r": 4, "t": _HEAD, "b": 4}, dragmode=False,
    )  # fmt: skip
    return figure


def find_bins(window: Window) -> list[date]:
    """The days on which stretches begin, and the end of the last: months, or longer where those would be too many."""
    first, last = window
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    step = next((step for step in _MONTHS if months <= step * MOST_BINS), _MONTHS[-1])
    start = first.year * 12 + (first.month - 1 if step < 12 else 0)
    return [_month(start + step * place) for place in range(-(-months // step) + 1)]


def _month(number: int) -> date:
    year, month = divmod(number, 12)
    return date(min(year, date.max.year), month + 1, 1)


def _bin_of(bins: Sequence[date], day: date | None) -> int | None:
    if day is None:
        return None
    return next((place for place, (start, end) in enumerate(pairwise(bins)) if start <= day < end), None)
