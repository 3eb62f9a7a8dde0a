"""Charts by their traces: what is drawn means what the data says."""

import pytest

from components.figures.palette import PALETTES, with_alpha
from components.figures.ranges import Range, ranges_figure
from dossier.model import Bound, Figure

THEMES = ("light", "dark")


def one(value, at):
    return value[at] if isinstance(value, tuple | list) else value


# Figures on one axis


def figure_of(bound: Bound, low: float | None = None, high: float | None = None) -> Figure:
    return Figure(low=low, high=high, bound=bound, wording="so many")


def drawn_row(figure: Figure, **options) -> tuple[list, dict[str, list[float]]]:
    """The lines as (from, to, dash) and the marks by symbol of the figure, drawn beside 0 and 1,000."""
    ends = [Range("low", figure_of("exact", 0), 0), Range("high", figure_of("exact", 1000), 0)]
    drawn = ranges_figure([Range("it", figure, 1), *ends], unit="cracks", **options)
    row = [trace for trace in drawn.data if set(trace.y) == {0}]
    lines = [(*trace.x, trace.line.dash) for trace in row if trace.mode == "lines"]
    marks = {one(trace.marker.symbol, 0): list(trace.x) for trace in row if trace.mode == "markers"}
    return lines, marks


AXIS = (0.0, 1150.0)
SHAPES = [
    ("exact", figure_of("exact", 120), [], {"circle": [120]}),
    ("range", figure_of("exact", 110, 120), [(110, 120, "solid")], {"circle": [110, 120]}),
    ("about", figure_of("about", 100), [(90, 110, "dot")], {"circle": [100]}),
    ("about a range", figure_of("about", 100, 200), [(90, 220, "dot")], {"circle": [100, 200]}),
    ("at least", figure_of("at_least", 120), [(120, AXIS[1], "solid")], {"circle": [120], "triangle-right": [AXIS[1]]}),
    ("up to", figure_of("up_to", None, 120), [(AXIS[0], 120, "solid")], {"circle": [120], "triangle-left": [AXIS[0]]}),
    ("a range, up to", figure_of("up_to", 50, 120), [(50, 120, "solid")], {"circle": [50, 120]}),
]


@pytest.mark.parametrize(("figure", "lines", "marks"), [row[1:] for row in SHAPES], ids=[row[0] for row in SHAPES])
def test_a_figure_is_drawn_as_what_its_bound_means(figure, lines, marks):
    """A point, a line between its ends, a dotted line around "about", an arrow where no end is named."""
    assert drawn_row(figure) == (lines, marks)


def test_the_axis_holds_every_named_end():
    figures = [figure_of("exact", 120), figure_of("up_to", None, 3000), figure_of("at_least", -5)]
    drawn = ranges_figure([Range("it", figure, 0) for figure in figures], unit="cracks")
    low, high = drawn.layout.xaxis.range
    assert low < -5
    assert high > 3000


def test_an_axis_of_counts_does_not_reach_below_zero():
    assert ranges_figure([Range("it", figure_of("exact", 5), 0)], unit="cracks").layout.xaxis.range[0] >= 0


def test_each_side_has_its_colour_on_every_mark_and_line():
    drawn = ranges_figure(
        [Range("a", figure_of("at_least", 5), 0), Range("b", figure_of("about", 9), 1)], unit="cracks"
    )
    for row in (0, 1):
        colors = {
            trace.line.color if trace.mode == "lines" else trace.marker.color
            for trace in drawn.data
            if set(trace.y) == {row}
        }
        assert colors == {PALETTES["light"].sides[row]}


def test_the_speakers_words_stand_at_each_row_and_the_unit_at_the_axis():
    drawn = ranges_figure([Range("“120”: Ada", figure_of("exact", 120), 0)] * 2, unit="cracks")
    assert [note.text for note in drawn.layout.annotations] == ["“120”: Ada"] * 2
    assert drawn.layout.annotations[0].y < drawn.layout.annotations[1].y
    assert "cracks" in drawn.layout.xaxis.title.text


def test_a_label_is_never_read_as_html():
    (note,) = ranges_figure([Range("<b>x</b> & y", figure_of("exact", 1), 0)], unit="u").layout.annotations
    assert note.text == "&lt;b&gt;x&lt;/b&gt; &amp; y"


def test_the_unit_is_never_read_as_html():
    drawn = ranges_figure([Range("x", figure_of("exact", 1), 0)], unit="<b>tons</b>")
    assert drawn.layout.xaxis.title.text == "&lt;b&gt;tons&lt;/b&gt;"


def test_a_long_label_is_broken_into_lines():
    (note,) = ranges_figure([Range("many words " * 12, figure_of("exact", 1), 0)], unit="u").layout.annotations
    assert max(len(line) for line in note.text.split("<br>")) <= 46


@pytest.mark.parametrize("figure", [figure_of("exact", 0), figure_of("at_least", 0), figure_of("up_to", None, 0)])
def test_a_single_zero_can_be_drawn(figure):
    low, high = ranges_figure([Range("none", figure, 0)], unit="u").layout.xaxis.range
    assert low < high


def test_more_sides_than_colours_start_again():
    sides = len(PALETTES["light"].sides)
    drawn = ranges_figure([Range("x", figure_of("exact", 1), n) for n in range(sides + 1)], unit="u")
    assert drawn.data[0].marker.color == drawn.data[sides].marker.color


# Colours


@pytest.mark.parametrize("theme", THEMES)
def test_the_colours_of_sides_differ(theme):
    assert len(set(PALETTES[theme].sides)) == len(PALETTES[theme].sides)


def test_a_colour_with_alpha_keeps_its_hue():
    assert with_alpha("#0072B2", 0.4) == "rgba(0,114,178,0.4)"
