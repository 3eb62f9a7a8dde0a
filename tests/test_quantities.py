"""What figures allow, and how they are said."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from dossier.model import Bound, Figure
from dossier.quantities import figure_words, interval, number_words

INF = math.inf
# low, high, bound, lowest and highest that it allows, words
FIGURES = [
    ("120", None, "exact", (120, 120), "120"),
    ("11000", "12000", "exact", (11000, 12000), "11,000 to 12,000"),
    ("12000", "12000", "exact", (12000, 12000), "12,000"),
    ("100", None, "about", (90, 110), "about 100"),
    ("100", "200", "about", (90, 220), "about 100 to 200"),
    ("-100", None, "about", (-110, -90), "about -100"),
    ("0", None, "about", (0, 0), "about 0"),
    ("10000", None, "at_least", (10000, INF), "at least 10,000"),
    (None, "12000", "up_to", (-INF, 12000), "up to 12,000"),
    ("11000", "12000", "up_to", (11000, 12000), "11,000, up to 12,000"),
    ("0.5", None, "exact", (0.5, 0.5), "0.5"),
    ("1600000", None, "exact", (1_600_000, 1_600_000), "1.6 million"),
]


def figure(low: str | None, high: str | None, bound: Bound | str = "exact") -> Figure:
    return Figure.model_validate({"low": low, "high": high, "bound": bound, "wording": "words"})


@pytest.mark.parametrize(("low", "high", "bound", "allowed", "words"), FIGURES)
def test_bounds_are_kept_in_numbers_and_in_words(low, high, bound, allowed, words):
    given_figure = figure(low, high, bound)
    assert interval(given_figure) == pytest.approx(allowed)
    assert figure_words(given_figure) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "0"),
        (999, "999"),
        (1_000, "1,000"),
        (999_999, "999,999"),
        (1_000_000, "1 million"),
        (1_234_000, "1.234 million"),
        (1_234_567, "1,234,567"),
        (1_000_000.5, "1,000,000.5"),
        (2_500_000_000, "2,500 million"),
        (-3_000_000, "-3 million"),
        (0.25, "0.25"),
        (1234.5, "1,234.5"),
    ],
)
def test_numbers_are_said_as_readers_know_them(value, words):
    assert number_words(float(value)) == words


@given(st.integers(-(10**12), 10**12))
def test_no_number_is_rounded(value):
    words = number_words(float(value)).replace(",", "")
    number, _, million = words.partition(" ")
    assert round(float(number) * (1_000_000 if million else 1)) == value


@pytest.mark.parametrize(
    ("low", "high", "bound", "message"),
    [
        ("5", "4", "exact", "low (5) is above high (4)"),
        (None, None, "exact", "`exact` needs `low`"),
        (None, "4", "about", "`about` needs `low`"),
        ("4", None, "up_to", "`up_to` needs `high`"),
        ("4", "5", "at_least", "`at_least` needs `low` and no `high`"),
        (None, "5", "at_least", "`at_least` needs `low` and no `high`"),
        ("12,000", None, "exact", "'12,000' is no plain number"),
        ("1e4", None, "exact", "'1e4' is no plain number"),
        ("١٢", None, "exact", "'١٢' is no plain number"),
        ("9" * 16, None, "exact", "is no plain number"),
        ("inf", None, "exact", "'inf' is no plain number"),
        ("120\n", None, "exact", "is no plain number"),
    ],
)
def test_a_figure_that_bounds_nothing_is_refused(low, high, bound, message):
    with pytest.raises(ValidationError) as refusal:
        figure(low, high, bound)
    assert message in str(refusal.value)
