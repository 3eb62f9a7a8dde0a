"""The shapes of dates on a timeline, as Plotly traces: bars, symbols, arrows, question marks and words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import plotly.graph_objects as go

from components.figures.palette import SYMBOLS, Palette, with_alpha
from components.figures.rows import Piece, Placed, moment
from dossier.timeline import Item

_DAY = 86_400_000
_BAR = 0.54
_LAYERS = (0.0, 0.05, 0.1, 0.15, 0.2, 0.25)
"""A soft end is drawn as layers that stop earlier and earlier, as shares of the bar."""


def date_traces(placed: Sequence[Placed], selected: str, palette: Palette) -> Iterator[go.Bar | go.Scatter]:
    """Everything that is drawn of items: bars first, so that symbols and words lie over them."""
    yield from _bars(placed, selected, palette)
    yield from _marks(placed, selected, palette)


def bar_trace(name: str, bars: Sequence[tuple[float, float, float]], *, height: float, **rest: object) -> go.Bar:
    """Bars from one moment to another at a row."""
    return go.Bar(
        name=name, orientation="h", base=[moment(start) for start, _, _ in bars],
        x=[(end - start) * _DAY for start, end, _ in bars], y=[row for _, _, row in bars],
        width=height, showlegend=False, **rest,
    )  # fmt: skip


# Bars


def _bars(placed: Sequence[Placed], selected: str, palette: Palette) -> Iterator[go.Bar]:
    pieces = [(piece, one.row, _color(one, selected, palette)) for one in placed for piece in one.pieces]
    bars = [(piece, row, color) for piece, row, color in pieces if not piece.stretch.is_day]
    sure = [bar for bar in bars if not _is_soft(bar[0]) and not bar[0].in_doubt]
    if sure:
        colors = [color for _, _, color in sure]
        yield bar_trace(
            "sure", [(piece.start, piece.end, row) for piece, row, _ in sure], height=_BAR, hoverinfo="skip",
            marker={"color": [with_alpha(c, 0.24) for c in colors], "line": {"width": 1, "color": colors}},
        )  # fmt: skip
    doubtful = [bar for bar in bars if bar[0].in_doubt]
    if doubtful:
        yield bar_trace(
            "doubtful", [(piece.start, piece.end, row) for piece, row, _ in doubtful], height=_BAR, hoverinfo="skip",
            marker={
                "color": "rgba(0,0,0,0)", "line": {"width": 0},
                "pattern": {
                    "shape": "/", "size": 6, "solidity": 0.25, "bgcolor": "rgba(0,0,0,0)",
                    "fgcolor": [color for _, _, color in doubtful],
                },
            },
        )  # fmt: skip
    soft = [bar for bar in bars if _is_soft(bar[0])]
    for layer in _LAYERS if soft else ():
        yield bar_trace(
            "soft", [(*_inset(piece, layer), row) for piece, row, _ in soft],
            height=_BAR * (1.25 - layer * 1.6), hoverinfo="skip",
            marker={"color": [with_alpha(color, 0.08) for _, _, color in soft], "line": {"width": 0}},
        )  # fmt: skip


def _is_soft(piece: Piece) -> bool:
    return not {"soft", "unknown"}.isdisjoint((piece.stretch.begins, piece.stretch.ends))


def _inset(piece: Piece, share: float) -> tuple[float, float]:
    """The bar without a share of it at each end that is not sharp."""
    inset = (piece.end - piece.start) * share
    begins, ends = piece.stretch.begins, piece.stretch.ends
    return (
        piece.start + (inset if begins in {"soft", "unknown"} else 0),
        piece.end - (inset if ends in {"soft", "unknown"} else 0),
    )


# Symbols and words


def _marks(placed: Sequence[Placed], selected: str, palette: Palette) -> Iterator[go.Scatter]:
    pieces = [(one, piece) for one in placed for piece in one.pieces]
    colors = [_color(one, selected, palette) for one, _ in pieces]
    joined = [one for one in placed if len(one.pieces) > 1 and one.shown]
    for name, dash in (("one of", "dot"), ("all of", "solid")):
        group = [one for one in joined if _means_one(one.item) == (name == "one of")]
        if group:
            yield _joins(name, group, dash, palette)
    halos = [
        (piece.bead, one.row, color) for (one, piece), color in zip(pieces, colors, strict=True) if _needs_halo(piece)
    ]
    for width in (30, 22) if halos else ():
        yield scatter(
            "halo", [(at, row) for at, row, _ in halos], mode="markers",
            marker={"symbol": "circle", "size": width, "color": [with_alpha(c, 0.16) for _, _, c in halos]},
        )  # fmt: skip
    yield scatter(
        "symbols", [(piece.bead, one.row) for one, piece in pieces], mode="markers",
        marker={
            "symbol": [_symbol(one.item, piece) for one, piece in pieces],
            "size": [14 if one.item.key == selected else 11 for one, _ in pieces],
            "color": colors, "opacity": 1,
            "line": {"width": [2.5 if one.item.key == selected else 1.5 for one, _ in pieces], "color": colors},
        },
    )  # fmt: skip
    yield from _ends(pieces, colors)
    labels = [(one, one.label) for one in placed if one.label]
    if labels:
        yield scatter(
            "labels", [(label.at, one.row) for one, label in labels], mode="text",
            text=[_label(label.text, chosen=one.item.key == selected) for one, label in labels],
            textposition=[f"middle {label.side}" for _, label in labels],
            textfont={"size": 12, "color": palette.ink},
        )  # fmt: skip


def scatter(name: str, points: Iterable[tuple[float, float]], **rest: object) -> go.Scatter:
    at = list(points)
    return go.Scatter(
        name=name, x=[moment(x) for x, _ in at], y=[row for _, row in at], hoverinfo="skip", showlegend=False, **rest
    )


def _symbol(item: Item, piece: Piece) -> str:
    """Solid for a day that is sure and meant; hollow where the day is open, in doubt, or one of several."""
    sure = piece.stretch.is_day and not piece.in_doubt and not _means_one(item)
    return SYMBOLS[item.kind] + ("" if sure else "-open")


def _means_one(item: Item) -> bool:
    """Whether the date is a set of which one is meant; else all of its members are."""
    return item.date.text.startswith("[")


def _needs_halo(piece: Piece) -> bool:
    return piece.stretch.is_day and _is_soft(piece)


def _joins(name: str, placed: Sequence[Placed], dash: str, palette: Palette) -> go.Scatter:
    """A thin line through the members of a set: they are one item."""
    x, y = [], []
    for one in placed:
        x += [moment(one.pieces[0].bead), moment(one.pieces[-1].bead), None]
        y += [one.row, one.row, None]
    return go.Scatter(
        name=name, x=x, y=y, mode="lines", hoverinfo="skip", showlegend=False,
        line={"width": 1.5, "dash": dash, "color": palette.faint},
    )  # fmt: skip


def _ends(pieces: Sequence[tuple[Placed, Piece]], colors: Sequence[str]) -> Iterator[go.Scatter]:
    """Arrows where a stretch is open, question marks where it is in doubt or its end is not known."""
    for symbol, name in (("triangle-left", "begins"), ("triangle-right", "ends")):
        found = [
            (piece.start if name == "begins" else piece.end, one.row, color)
            for (one, piece), color in zip(pieces, colors, strict=True)
            if getattr(piece.stretch, name) == "open"
        ]
        if found:
            yield scatter(
                f"open {name}", [(at, row) for at, row, _ in found], mode="markers",
                marker={"symbol": symbol, "size": 15, "color": [color for _, _, color in found], "opacity": 1},
            )  # fmt: skip
    doubts = [
        (at, side, one.row, color)
        for (one, piece), color in zip(pieces, colors, strict=True)
        for at, side in piece.signs
    ]
    if doubts:
        yield scatter(
            "doubts", [(at, row) for at, _, row, _ in doubts], mode="text",
            text=["\u2002<b>?</b>\u2002"] * len(doubts), textposition=[f"middle {side}" for _, side, _, _ in doubts],
            textfont={"size": 14, "color": [color for *_, color in doubts]},
        )  # fmt: skip


def _color(placed: Placed, selected: str, palette: Palette) -> str:
    return palette.sides[1] if placed.item.key == selected else palette.sides[0]


def _label(text: str, *, chosen: bool) -> str:
    return f"<b>{plain(text)}</b>" if chosen else plain(text)


def plain(text: str) -> str:
    """Text for Plotly, which reads a few HTML tags."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
