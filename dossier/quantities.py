"""What a figure allows to be true, and how it is said: bounds are kept, nothing is averaged."""

from __future__ import annotations

import math

from dossier.language import _
from dossier.model import Figure

ABOUT = 0.1
"""How far "about" reaches to either side. Speakers do not say; a tenth keeps "about 10,000" apart from 11,500."""


def interval(figure: Figure) -> tuple[float, float]:
    """The lowest and highest value with which the figure is still right; infinite where it names no bound."""
    low = -math.inf if figure.low is None else figure.low
    match figure.bound:
        case "exact":
            return low, low if figure.high is None else figure.high
        case "about":
            high = low if figure.high is None else figure.high
            return low - abs(low) * ABOUT, high + abs(high) * ABOUT
        case "at_least":
            return low, math.inf
        case "up_to":
            return low, math.inf if figure.high is None else figure.high


def number_words(value: float) -> str:
    """A number for readers, never rounded: 1.6 million, 1,234,567, 11,000, 0.5."""
    if abs(value) >= 1_000_000 and value % 1_000 == 0:
        return _("{number} million").format(number=f"{value / 1_000_000:,.3f}".rstrip("0").rstrip("."))
    return f"{value:,.0f}" if value == int(value) else f"{value:,}"


def figure_words(figure: Figure) -> str:
    """A figure in words without its unit, as "up to 12,000" or "11,000 to 12,000"."""
    ends = [number_words(value) for value in (figure.low, figure.high) if value is not None]
    low, high = ends[0], ends[-1]
    span = low if low == high else _("{low} to {high}").format(low=low, high=high)
    match figure.bound:
        case "exact":
            return span
        case "about":
            return _("about {number}").format(number=span)
        case "at_least":
            return _("at least {number}").format(number=span)
        case "up_to" if figure.low is None:
            return _("up to {number}").format(number=span)
        case "up_to":
            return _("{low}, up to {high}").format(low=low, high=high)
