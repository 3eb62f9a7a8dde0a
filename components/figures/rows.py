"""Where the items of a timeline stand: rows, bars, symbols and labels, so that nothing overlaps. Knows no Plotly.

Days are counted as ordinals, so that a day is the stretch from n to n + 1. Widths of words are estimated.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from dossier.dates import sort_key
from dossier.timeline import Item, ItemKind, Stretch, can_be_drawn, stretches
from dossier.windows import Outside, Window, find_outside

CHARACTER = 6.1
"""Pixels that a letter of a label takes on average."""
_GAP = 12
_BEAD = 18
"""Pixels that a symbol takes."""
_SIGN = 10
"""Pixels that a question mark takes."""
_ARROW, _BEYOND = 9, 40
"""Pixels from an arrow to the edge of the window, and from a known end outside it to its arrow."""
_LONGEST = 64
_SHORTEST = 12
_FIRST, _END = 1.0, float(date.max.toordinal()) + 0.999


@dataclass(frozen=True, slots=True)
class Scale:
    """A window of time drawn over a width in pixels."""

    window: Window
    width: float

    @property
    def start(self) -> float:
        """The ordinal at the left edge."""
        return float(self.window[0].toordinal())

    @property
    def end(self) -> float:
        """The ordinal at the right edge."""
        return self.window[1].toordinal() + 0.999

    @property
    def days_per_pixel(self) -> float:
        """How much time a pixel stands for."""
        return (self.end - self.start) / self.width

    def shifted(self, at: float, pixels: float) -> float:
        """The moment some pixels later, within the calendar."""
        return min(max(at + pixels * self.days_per_pixel, _FIRST), _END)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch as drawn: its moments, where open ends have been given a place to stop, and where its symbol stands."""

    stretch: Stretch
    start: float
    end: float
    bead: float
    signs: tuple[tuple[float, Literal["left", "right"]], ...]
    """Where question marks stand, and on which side of there."""

    @property
    def in_doubt(self) -> bool:
        """Whether any of it is in doubt."""
        return self.stretch.doubt_first or self.stretch.doubt_last


@dataclass(frozen=True, slots=True)
class Label:
    """Words beside an item: the moment they begin or end at."""

    text: str
    at: float
    side: Literal["left", "right"]
    until: float
    """The moment at which they end on the other side, on the narrowest screen."""


@dataclass(frozen=True, slots=True)
class Placed:
    """An item in its row, counted from the top of the chart."""

    item: Item
    row: int
    pieces: tuple[Piece, ...]
    label: Label | None
    shown: bool = True
    """Whether any of it lies in the window."""

    @property
    def reach(self) -> tuple[float, float]:
        """From the first to the last moment that anything of it takes."""
        ends = [end for piece in self.pieces for end in (piece.start, piece.end)]
        if self.label:
            ends += [self.label.at, self.label.until]
        return min(ends), max(ends)


@dataclass(frozen=True, slots=True)
class Lane:
    """A heading and the items under it; `row` is that of the heading."""

    title: str
    row: int
    placed: tuple[Placed, ...]
    outside: Outside
    """Its items that the window does not show."""


def moment(ordinal: float) -> str:
    """An ordinal with a fraction as the text that Plotly reads as a date."""
    day = int(ordinal)
    at = datetime.combine(date.fromordinal(day), datetime.min.time()) + timedelta(hours=int((ordinal - day) * 24))
    return at.isoformat(sep=" ", timespec="minutes")


def place_lanes(
    items: Sequence[Item], lanes: Mapping[str, Iterable[ItemKind]], scale: Scale, *, labelled: bool
) -> tuple[tuple[Lane, ...], int]:
    """The lanes that hold anything, from top to bottom, and how many rows they take with their headings."""
    found, top = [], 0
    for title, kinds in lanes.items():
        wanted = set(kinds)
        group = [item for item in items if item.kind in wanted and can_be_drawn(item.date)]
        if group:
            placed = _place(sorted(group, key=lambda item: sort_key(item.date)), top, scale, labelled=labelled)
            found.append(Lane(title, top, placed, find_outside(group, scale.window)))
            top = max(one.row for one in placed) + 1
    return tuple(found), top


def _place(items: Sequence[Item], heading: int, scale: Scale, *, labelled: bool) -> tuple[Placed, ...]:
    """Each item in the first row under the heading in which it meets nothing.

    What lies outside the window takes no room: it waits in the row of the heading until the window moves.
    """
    rows: list[list[tuple[float, float]]] = []
    found = []
    for item in items:
        pieces = tuple(piece_of(part, scale) for part in stretches(item.date) if part.first or part.last)
        if not _is_seen(pieces, scale):
            found.append(Placed(item, heading, pieces, None, shown=False))
            continue
        label = _label(item.title, pieces, scale) if labelled else None
        start, end = _needed(Placed(item, 0, pieces, label).reach, pieces, scale)
        row = next((n for n, taken in enumerate(rows) if all(end < a or b < start for a, b in taken)), len(rows))
        rows[row : row + 1] = [[*(rows[row] if row < len(rows) else ()), (start, end)]]
        found.append(Placed(item, heading + 1 + row, pieces, label))
    return tuple(found)


def _is_seen(pieces: Iterable[Piece], scale: Scale) -> bool:
    return any(piece.start < scale.end and scale.start < piece.end for piece in pieces)


def _needed(reach: tuple[float, float], pieces: tuple[Piece, ...], scale: Scale) -> tuple[float, float]:
    """The room an item needs in its row: all it draws, at least its symbols, and half a gap on either side."""
    beads = [piece.bead for piece in pieces]
    half = (_BEAD / 2 + _GAP / 2) * scale.days_per_pixel
    gap = (_GAP / 2 + (_SIGN if any(piece.in_doubt for piece in pieces) else 0)) * scale.days_per_pixel
    return min(reach[0] - gap, min(beads) - half), max(reach[1] + gap, max(beads) + half)


def piece_of(stretch: Stretch, scale: Scale) -> Piece:
    """An open end reaches to the edge of the window, or a little beyond the known end if that lies outside."""
    first = float(stretch.first.toordinal()) if stretch.first else None
    last = stretch.last.toordinal() + 0.999 if stretch.last else None
    start, end = first, last
    if start is None:
        edge = scale.shifted(scale.start, _ARROW)
        start = edge if end is None or end > scale.shifted(edge, _BEAD) else scale.shifted(end, -_BEYOND)
    if end is None:
        edge = scale.shifted(scale.end, -_ARROW)
        end = edge if start < scale.shifted(edge, -_BEAD) else scale.shifted(start, _BEYOND)
    seen = max(start, scale.start), min(end, scale.end)
    bead = sum(seen) / 2 if seen[0] < seen[1] else (start + end) / 2
    return Piece(stretch, start, end, bead, tuple(_signs(stretch, start, end, bead, scale)))


def _signs(
    stretch: Stretch, start: float, end: float, bead: float, scale: Scale
) -> Iterator[tuple[float, Literal["left", "right"]]]:
    """Behind a day in doubt, at the end in doubt of a span, in an end that is not known."""
    if stretch.is_day and stretch.doubt_first:
        yield bead, "right"
        return
    if stretch.begins == "unknown":
        yield start, "right"
    if stretch.ends == "unknown":
        yield end, "left"
    if stretch.doubt_last:
        fits = scale.shifted(end, _SIGN) <= scale.end
        yield (end, "right") if fits else (min(end, scale.end), "left")
    elif stretch.doubt_first:
        fits = scale.shifted(start, -_SIGN) >= scale.start
        yield (start, "left") if fits else (max(start, scale.start), "right")


def _label(title: str, pieces: tuple[Piece, ...], scale: Scale) -> Label:
    """The words right of the item where they fit in the window, else left of it, else where there is most room."""
    start, end = min(piece.start for piece in pieces), max(piece.end for piece in pieces)
    beads = [piece.bead for piece in pieces]
    sign = _SIGN if any(piece.in_doubt for piece in pieces) else 0
    reserve = _BEAD / 2 + 3
    right = max(scale.shifted(end, 4 + sign), scale.shifted(max(beads), reserve + sign))
    left = min(scale.shifted(start, -4 - sign), scale.shifted(min(beads), -reserve - sign))
    inside = scale.shifted(max(beads), reserve)
    rooms = {
        "right": (scale.end - right) / scale.days_per_pixel,
        "left": (left - scale.start) / scale.days_per_pixel,
        "inside": (scale.end - inside) / scale.days_per_pixel,
    }
    wanted = len(_cut(title, _LONGEST)) * CHARACTER
    side = next((side for side, room in rooms.items() if room >= wanted), max(rooms, key=lambda side: rooms[side]))
    text = _cut(title, max(_SHORTEST, min(_LONGEST, int(rooms[side] / CHARACTER))))
    width = len(text) * CHARACTER
    if side == "left":
        return Label(text, left, "left", scale.shifted(left, -width))
    at = right if side == "right" else inside
    return Label(text, at, "right", scale.shifted(at, width))


def _cut(text: str, length: int) -> str:
    """The text, or as many whole words as fit with an ellipsis behind them."""
    if len(text) <= length:
        return text
    head = text[: length - 1]
    whole = head.rpartition(" ")[0] if " " in head[length // 2 :] else head
    return whole.rstrip(" ,;:") + "…"
