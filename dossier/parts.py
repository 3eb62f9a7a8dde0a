"""Long lists in parts: what a page shows of them at once, and how much it does not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Part(Generic[T]):
    """A stretch of a long list. `number` counts from 1."""

    items: Sequence[T]
    number: int
    last: int
    start: int
    """How many stand before it."""
    total: int
    """How many there are in all parts."""


def part_of(items: Sequence[T], number: int | None, *, size: int) -> Part[T]:
    """The part of that number, or the last if there are fewer."""
    last = max(1, -(-len(items) // size))
    chosen = min(number or 1, last)
    start = (chosen - 1) * size
    return Part(items[start : start + size], chosen, last, start, len(items))
