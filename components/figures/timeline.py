"""The timeline as a Plotly figure: lanes by kind, each date drawn in its own shape."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import wrap
from typing import Any, Literal, get_args

import plotly.graph_objects as go

from components.figures.palette import FONT, PALETTES, Palette, Theme
from components.figures.rows import Lane, Placed, Scale, moment, place_lanes
from components.figures.shapes import bar_trace, date_traces, plain
from dossier.dates import precision_words, words
from dossier.language import _
from dossier.timeline import Item, ItemKind
from dossier.windows import Window, first_window

ROW = 24
"""Pixels of a row: enough for a finger."""
WIDE, NARROW = 470, 310
"""Pixels of time that a chart has at least, with and without words beside its marks."""
_HEAD = 34

Lanes = Mapping[str, Mapping[ItemKind, str]]
"""Heading of a lane -> the kinds in it, each with its name."""
Size = Literal["wide", "narrow"]
SIZES: tuple[Size, ...] = get_args(Size)


def timeline_figure(
    items: Sequence[Item],
    lanes: Lanes,
    *,
    window: Window | None = None,
    selected: str = "",
    theme: Theme = "light",
    size: Size = "wide",
) -> go.Figure:
    """Items by date and lane; lanes without items, and items without any known day, are left out.

    A day is a solid symbol. What can mean several days is a bar from the first to the last of them around a hollow
    symbol: soft at an end that is approximate, hatched and with a question mark where in doubt, with an arrow where
    open. The members of a set are joined by a line. The trace named `hits` carries the keys of the items as
    customdata: it lies over everything of an item, its words included. `selected` is the key that stands out.
    """
    palette = PALETTES[theme]
    window = window or first_window(items)
    if window is None:
        return go.Figure()
    scale = Scale(window, WIDE if size == "wide" else NARROW)
    placed_lanes, rows = place_lanes(items, lanes, scale, labelled=size == "wide")
    names = {kind: name for kinds in lanes.values() for kind, name in kinds.items()}
    placed = [one for lane in placed_lanes for one in lane.placed]
    traces = [_hits(placed, names, scale), *date_traces(placed, selected, palette)] if placed else []
    headings = {
        "annotations": [_heading(lane, palette) for lane in placed_lanes],
        "shapes": [_line(lane, palette) for lane in placed_lanes],
    }
    return go.Figure(traces, headings | _layout(rows, scale, palette, size))  # checked in one go: that takes longest


def _hits(placed: Sequence[Placed], names: Mapping[ItemKind, str], scale: Scale) -> go.Bar:
    """What a pointer meets: clear bars as wide as the items with their words."""
    ends = [
        (scale.shifted(min(start, one.pieces[0].bead), -12), scale.shifted(max(end, one.pieces[-1].bead), 12))
        for one in placed
        for start, end in [one.reach]
    ]
    return bar_trace(
        "hits",
        [(start, end, one.row) for one, (start, end) in zip(placed, ends, strict=True)],
        height=1,
        marker={"color": "rgba(0,0,0,0)", "line": {"width": 0}},
        customdata=[one.item.key for one in placed],
        hovertext=[_hover(one.item, names[one.item.kind]) for one in placed],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _hover(item: Item, kind: str) -> str:
    """Title, kind, the date in words and what it leaves open: never in the notation of the file."""
    doubt = precision_words(item.date)
    basis = _("inferred: {basis}").format(basis=item.basis) if item.basis else ""
    lines = [
        *(f"<b>{plain(part)}</b>" for part in wrap(item.title, 50)),
        f"{plain(kind)}: {plain(words(item.date))}",
        *([f"<i>{plain(doubt)}</i>"] if doubt else ()),
        *(f"<i>{plain(part)}</i>" for part in wrap(basis, 60)),
    ]
    return "<br>".join(lines)


def _heading_words(lane: Lane) -> str:
    """The name of a lane, and how many of its items lie before and after what is shown."""
    earlier, later = len(lane.outside.earlier), len(lane.outside.later)
    before = "  " + _("‹ {number} earlier").format(number=earlier) if earlier else ""
    after = "  " + _("{number} later ›").format(number=later) if later else ""
    return f"<b>{plain(lane.title)}</b>{before}{after}"


def _heading(lane: Lane, palette: Palette) -> dict[str, Any]:
    """The name of a lane above its rows."""
    return {
        "text": _heading_words(lane), "x": 0, "xref": "paper", "xanchor": "left", "y": lane.row + 0.1,
        "yanchor": "middle", "showarrow": False, "font": {"size": 12, "color": palette.faint},
    }  # fmt: skip


def _line(lane: Lane, palette: Palette) -> dict[str, Any]:
    """The line over a lane."""
    return {
        "type": "line", "x0": 0, "x1": 1, "xref": "paper", "y0": lane.row - 0.5, "y1": lane.row - 0.5,
        "line": {"color": palette.grid, "width": 1}, "layer": "below",
    }  # fmt: skip


def _layout(rows: int, scale: Scale, palette: Palette, size: Size) -> dict[str, Any]:
    return {
        "xaxis": {
            "range": [moment(scale.start), moment(scale.end)], "type": "date", "side": "top",
            "gridcolor": palette.grid, "tickfont": {"color": palette.faint, "size": 12}, "tickangle": 0,
            "nticks": 9 if size == "wide" else 5, "showline": False, "zeroline": False, "fixedrange": size == "narrow",
        },
        "yaxis": {"visible": False, "range": [rows - 0.4, -0.6], "fixedrange": True},
        "font": {"family": FONT},
        "height": _HEAD + ROW * max(rows, 1) + 4,
        "margin": {"l": 10, "r": 4, "t": _HEAD, "b": 4},
        "barmode": "overlay",
        "barcornerradius": 3,
        "dragmode": "pan" if size == "wide" else False,
        "clickmode": "event+select",
        "hovermode": "closest",
        "hoverlabel": {
            "align": "left", "bgcolor": palette.paper, "bordercolor": palette.faint,
            "font": {"color": palette.ink, "family": FONT},
        },
        "paper_bgcolor": palette.paper,
        "plot_bgcolor": palette.paper,
    }  # fmt: skip
