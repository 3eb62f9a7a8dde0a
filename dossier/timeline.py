"""What stands on the timeline, and which part of it to show first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from dossier.dates import Edtf, sort_key
from dossier.model import EventKind
from dossier.reading import Reading
from dossier.view import View

ItemKind: TypeAlias = EventKind | Literal["publication"]

MOST = 0.8
"""The share of dated items that the first window holds."""


@dataclass(frozen=True, slots=True)
class Item:
    """Something dated: an event, or the publication of a source. `view` is the link that opens it."""

    key: str
    title: str
    date: Edtf
    kind: ItemKind
    view: View


def find_items(reading: Reading) -> tuple[Item, ...]:
    """The events of a view and the publication of its sources, in order of time."""
    view = reading.view
    items = [
        Item(event.id, event.title, event.date, event.kind, view.having(event=event.id)) for event in reading.events
    ]
    if not view.kind:
        items += [
            Item(f"source-{s.id}", s.title, s.published, "publication", view.on("sources").having(source=(s.id,)))
            for s in reading.sources
        ]
    return tuple(sorted(items, key=lambda item: sort_key(item.date)))


def middle(edtf: Edtf) -> date | None:
    """The day in the middle of what a date can mean; the known end of an open span; None if both ends are open."""
    if edtf.earliest is None or edtf.latest is None:
        return edtf.earliest or edtf.latest
    return edtf.earliest + (edtf.latest - edtf.earliest) / 2


def find_outside(items: Sequence[Item]) -> tuple[Item, ...]:
    """The dated items that the first window does not hold."""
    window = first_window(items)
    return tuple(item for item in items if window and (day := middle(item.date)) and not window[0] <= day <= window[1])


def first_window(items: Sequence[Item]) -> tuple[date, date] | None:
    """The shortest span of time that holds most of the items, from first to last day; None without a dated item."""
    days = sorted(day for item in items if (day := middle(item.date)))
    if not days:
        return None
    size = max(1, round(len(days) * MOST))
    spans = [(days[start], days[start + size - 1]) for start in range(len(days) - size + 1)]
    return min(spans, key=lambda span: span[1] - span[0])
