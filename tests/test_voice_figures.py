"""Charts about voices: what stands where, in words and numbers, in both themes."""

import pytest

from components.figures.agreement import CELL, agreement_figure
from components.figures.certainty import certainty_figure
from components.figures.palette import PALETTES
from dossier.agreement import Pair

NAMES = {"ann": "Ann", "bob": "Bob", "cid": "A name so long that it would push the whole matrix aside"}
PAIRS = [
    Pair("ann", "bob", agree=("a", "b"), differ=("c",)),
    Pair("ann", "cid", agree=("a",)),
]


def cells(figure):
    (trace,) = figure.data
    return {(x, y): text for x, y, text in zip(trace.x, trace.y, trace.text, strict=True)}


def test_a_matrix_counts_in_both_halves_and_is_empty_where_nothing_is_shared():
    assert cells(agreement_figure(PAIRS, NAMES)) == {(1, 0): "2/3", (0, 1): "2/3", (2, 0): "1/1", (0, 2): "1/1"}


def test_a_star_tells_agreement_on_one_origins_word():
    figure = agreement_figure([Pair("ann", "bob", agree=("a",), echoed=("a",))], {"ann": "Ann", "bob": "Bob"})
    assert set(figure.data[0].text) == {"1/1*"}


def test_a_cell_knows_its_voices_and_says_them_without_markup():
    figure = agreement_figure([Pair("ann", "bob", differ=("a",))], {"ann": "<b>Ann", "bob": "Bob & Co"})
    assert [list(ids) for ids in figure.data[0].customdata] == [["ann", "bob"], ["ann", "bob"]]
    assert figure.data[0].hovertext[0] == "&lt;b&gt;Ann<br>Bob &amp; Co<br>agree on 0 of 1 shared question"


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(
    ("pair", "hue"),
    [
        (Pair("ann", "bob", agree=("a",)), "all"),
        (Pair("ann", "bob", differ=("a",)), "none"),
        (Pair("ann", "bob", agree=("a",), differ=("b",)), "between"),
        (Pair("ann", "bob", partly=("a",)), "between"),
        (Pair("ann", "bob", compatible=("a",)), "between"),
    ],
)
def test_the_colour_tells_full_agreement_from_none(pair, hue, theme):
    palette = PALETTES[theme]
    colors = {"all": palette.sides[0], "none": palette.sides[1], "between": palette.faint}
    figure = agreement_figure([pair], {"ann": "Ann", "bob": "Bob"}, theme=theme)
    assert set(figure.data[0].marker.line.color) == {colors[hue]}


def test_rows_carry_names_and_numbers_and_columns_numbers_alone():
    figure = agreement_figure(PAIRS, NAMES)
    assert list(figure.layout.xaxis.ticktext) == ["<b>1</b>", "<b>2</b>", "<b>3</b>"]
    assert figure.layout.yaxis.ticktext[0] == "Ann  <b>1</b> "
    assert figure.layout.yaxis.ticktext[2] == "A name so long that it would push…  <b>3</b> "


def test_a_matrix_grows_with_its_voices():
    small, large = agreement_figure(PAIRS, NAMES), agreement_figure(PAIRS, NAMES | {"dee": "Dee"})
    assert large.layout.width - small.layout.width == CELL
    assert large.layout.height - small.layout.height == CELL


def test_bars_show_every_step_with_its_count_and_what_is_off_the_scale_in_grey():
    figure = certainty_figure({"unlikely": 0, "likely": 7, "not placed": 2}, apart=1)
    (bars,) = figure.data
    assert list(bars.y) == ["unlikely", "likely", "not placed"]
    assert list(bars.text) == ["0", "7", "2"]
    light = PALETTES["light"]
    assert list(bars.marker.color) == [light.accent, light.accent, light.faint]
