"""Which part of time a timeline shows first, which others are worth offering, and what lies outside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias

from dossier.dates import MONTH_NAMES, Edtf, day_words, month_words, sort_key
from dossier.language import _
from dossier.timeline import Item, can_be_drawn, middle, stretches

Window: TypeAlias = tuple[date, date]

MOST = 0.8
"""The share of dated items that the first window holds."""
BUSIEST = 0.5
"""The share of dated items that the window of the busiest time holds."""
FEW = 8
"""So few items are shown whole, however far apart they lie."""
MANY_DAYS = 550
"""Windows longer than this begin and end with a year, shorter ones with a month."""


@dataclass(frozen=True, slots=True)
class Preset:
    """A window to choose: `span` is its key in the link, None where the view needs no key to show it."""

    label: str
    window: Window
    span: str | None


def find_presets(items: Sequence[Item]) -> tuple[Preset, ...]:
    """The windows worth offering, each once: where most happens (shown first), the busiest time, everything."""
    first, whole = first_window(items), _whole_window(items)
    busiest = _rounded(_shortest(items, BUSIEST))
    if first is None or whole is None:
        return ()
    everything = _("All: {window}").format(window=window_words(whole))
    found = {first: Preset(_("Most: {window}").format(window=window_words(first)), first, None)}
    if first == whole:
        found = {whole: Preset(everything, whole, None)}
    if busiest and len(items) > FEW:
        label = _("Busiest: {window}").format(window=window_words(busiest))
        found.setdefault(busiest, Preset(label, busiest, span_of(busiest)))
    found.setdefault(whole, Preset(everything, whole, span_of(whole)))
    return tuple(found.values())


def widest(presets: Sequence[Preset]) -> Preset:
    """The one that shows everything: the first where most and all are the same, else the last."""
    return max(presets, key=lambda preset: preset.window[1] - preset.window[0])


def shown_window(items: Sequence[Item], span: Edtf | None) -> Window | None:
    """The window that a view shows: the one its link names, or else where most happens; None without a dated item."""
    if span is None:
        return first_window(items)
    whole = _whole_window(items)
    if whole is None:
        return None
    first, last = span.earliest or min(whole[0], span.latest or whole[0]), span.latest or whole[1]
    return first, max(first, last)


def first_window(items: Sequence[Item]) -> Window | None:
    """The shortest stretch of whole months or years that holds most of the items; all of time if they are few."""
    whole = _whole_window(items)
    if whole is None or len(items) <= FEW:
        return whole
    return _rounded(_shortest(items, MOST))


def _whole_window(items: Sequence[Item]) -> Window | None:
    ends = [day for item in items for part in stretches(item.date) for day in (part.first, part.last) if day]
    return _rounded((min(ends), max(ends))) if ends else None


def _shortest(items: Sequence[Item], share: float) -> Window | None:
    """The shortest time that holds the middles of a share of the items."""
    days = sorted(day for item in items if (day := middle(item.date)))
    if not days:
        return None
    size = max(1, round(len(days) * share))
    spans = [(days[start], days[start + size - 1]) for start in range(len(days) - size + 1)]
    return min(spans, key=lambda span: span[1] - span[0])


def _rounded(window: Window | None) -> Window | None:
    if window is None:
        return None
    first, last = window
    if (last - first).days > MANY_DAYS:
        return date(first.year, 1, 1), date(last.year, 12, 31)
    return first.replace(day=1), _month_end(last)


def _month_end(day: date) -> date:
    if (day.year, day.month) == (date.max.year, 12):
        return date.max
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def span_of(window: Window) -> str:
    """A window as the key of a link, as short as it can be said: whole years, whole months, or days."""
    return "/".join(dict.fromkeys(_shorten(window, f"{day:%Y-%m-%d}".zfill(10)) for day in window))


def _shorten(window: Window, text: str) -> str:
    first, last = window
    if first.day > 1 or last != _month_end(last):
        return text
    return text[:4] if (first.month, last.month) == (1, 12) else text[:7]


def window_words(window: Window) -> str:
    """A window in words: "2022 to 2024", "August to November 2024"."""
    first, last = window
    if first.day > 1 or last != _month_end(last):
        return _span_words(day_words(first), day_words(last))
    if (first.month, last.month) == (1, 12):
        return f"{first.year}" if first.year == last.year else _span_words(f"{first.year}", f"{last.year}")
    if (first.year, first.month) == (last.year, last.month):
        return month_words(last)
    start = MONTH_NAMES[first.month - 1] if first.year == last.year else month_words(first)
    return _span_words(start, month_words(last))


def _span_words(first: str, last: str) -> str:
    return _("{first} to {last}").format(first=first, last=last)


@dataclass(frozen=True, slots=True)
class Outside:
    """The items that a window does not show."""

    earlier: tuple[Item, ...]
    later: tuple[Item, ...]
    undated: tuple[Item, ...]
    """Those without any known day, which only the list can hold."""

    def __bool__(self) -> bool:
        return bool(self.earlier or self.later or self.undated)


def find_outside(items: Sequence[Item], window: Window | None) -> Outside:
    """The items of which nothing lies in the window."""
    dated = [item for item in items if can_be_drawn(item.date)]
    undated = tuple(item for item in items if not can_be_drawn(item.date))
    if window is None:
        return Outside((), (), undated)
    out = [item for item in dated if not _touches(item.date, window)]
    earlier = [sort_key(item.date)[0] < window[0] for item in out]
    return Outside(
        tuple(item for item, is_earlier in zip(out, earlier, strict=True) if is_earlier),
        tuple(item for item, is_earlier in zip(out, earlier, strict=True) if not is_earlier),
        undated,
    )


def _touches(edtf: Edtf, window: Window) -> bool:
    spans = [(part.first or date.min, part.last or date.max) for part in stretches(edtf)]
    return any(first <= window[1] and window[0] <= last for first, last in spans)
