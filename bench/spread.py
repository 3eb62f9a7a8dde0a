"""Measured values with their spread, and tables of them."""

from __future__ import annotations

import gc
import math
import statistics
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from time import process_time


@dataclass(frozen=True, slots=True)
class Spread:
    """The median of some measurements, and the range in which the middle half of them lies."""

    median: float
    low: float
    high: float
    count: int

    def over(self, other: Spread) -> float:
        """How many times the other this is."""
        return self.median / other.median if other.median else math.inf

    def words(self, unit: str = "ms", scale: float = 1000) -> str:
        """`12 ms (11-14, n 5)`."""
        low, middle, high = (f"{_short(value * scale)}" for value in (self.low, self.median, self.high))
        return f"{middle} {unit} ({low}-{high}, n {self.count})"


def spread(values: Iterable[float]) -> Spread:
    """The spread of one value or more."""
    found = sorted(values)
    if len(found) < 3:
        return Spread(statistics.median(found), found[0], found[-1], len(found))
    low, _, high = statistics.quantiles(found, n=4, method="inclusive")
    return Spread(statistics.median(found), low, high, len(found))


def best(work: Callable[[], object]) -> float:
    """Seconds of the processor of the fastest of three runs."""
    times = []
    for _ in range(3):
        gc.collect()
        start = process_time()
        work()
        times.append(process_time() - start)
    return min(times)


def late(values: Iterable[float]) -> float:
    """The 95th percentile."""
    found = sorted(values)
    return found[min(len(found) - 1, int(0.95 * len(found)))]


def exponent(points: Sequence[tuple[float, float]]) -> float:
    """The slope of the straight line through the points on logarithmic axes: 1 is linear."""
    logs = [(math.log(x), math.log(max(y, 1e-9))) for x, y in points]
    mean_x, mean_y = (statistics.mean(values) for values in zip(*logs, strict=True))
    return sum((x - mean_x) * (y - mean_y) for x, y in logs) / sum((x - mean_x) ** 2 for x, _ in logs)


def table(head: Sequence[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """A Markdown table, row by row as they are measured; all columns but the first are numbers."""
    for line in chain([head, ["---", *["--:"] * (len(head) - 1)]], rows):
        yield f"| {' | '.join(line)} |\n"


def verdict(value: float, most: float) -> str:
    """A ratio with whether it is within its target."""
    return f"{value:.2f} {'✓' if value <= most else '**missed**'}"


def _short(value: float) -> str:
    return f"{value:.0f}" if abs(value) >= 100 else f"{value:.3g}"
