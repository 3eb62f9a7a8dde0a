"""Charts by their traces: what is drawn means what the data says."""

from itertools import pairwise

import pytest

from components.figures.palette import PALETTES, SYMBOLS, with_alpha
from components.figures.ranges import Range, ranges_figure
from components.figures.timeline import timeline_figure
from components.words import ITEM_KINDS
from dossier.dates import parse_edtf
from dossier.model import EVENT_KINDS, Bound, Figure
from dossier.timeline import Item, ItemKind
from dossier.view import View

THEMES = ("light", "dark")


def item(edtf: str, key: str = "", *, kind: ItemKind = "meeting", title: str = "A meeting") -> Item:
    return Item(key or edtf, title, parse_edtf(edtf), kind, View("timeline", event=key))


def marks_of(figure) -> dict[str, dict]:
    """Every mark by its key, with the attributes that are its own."""
    found = {}
    for trace in figure.data:
        if trace.mode != "markers":
            continue
        for at, key in enumerate(trace.customdata or ()):
            marker = trace.marker
            found[key] = {
                "x": str(trace.x[at])[:10], "y": trace.y[at], "text": trace.text[at],
                "symbol": one(marker.symbol, at), "size": one(marker.size, at), "color": one(marker.color, at),
            }  # fmt: skip
    return found


def one(value, at):
    return value[at] if isinstance(value, tuple | list) else value


def bars_of(figure) -> list:
    return [trace for trace in figure.data if trace.mode == "lines"]


# The timeline

# form; the bar's first and last day and its dash, the day of the mark, hollow
FORMS = [
    ("day", "2021-05-17", None, "2021-05-17", False),
    ("day, about", "2021-05-17~", None, "2021-05-17", True),
    ("day, perhaps", "2021-05-17?", None, "2021-05-17", True),
    ("month", "2021-06", ("2021-06-01", "2021-06-30", "solid"), "2021-06-15", True),
    ("month, about", "2021-06~", ("2021-06-01", "2021-06-30", "solid"), "2021-06-15", True),
    ("month, perhaps", "2021-06?", ("2021-06-01", "2021-06-30", "dot"), "2021-06-15", True),
    ("month, about and perhaps", "2021-06%", ("2021-06-01", "2021-06-30", "dot"), "2021-06-15", True),
    ("month, day not given", "2021-06-XX", ("2021-06-01", "2021-06-30", "solid"), "2021-06-15", True),
    ("season", "2021-21", ("2021-03-01", "2021-05-31", "solid"), "2021-04-15", True),
    ("winter", "2020-24", ("2020-12-01", "2021-02-28", "solid"), "2021-01-14", True),
    ("year", "2021", ("2021-01-01", "2021-12-31", "solid"), "2021-07-02", True),
    ("decade", "202X", ("2020-01-01", "2029-12-31", "solid"), "2024-12-31", True),
    ("century", "19XX", ("1900-01-01", "1999-12-31", "solid"), "1949-12-31", True),
    ("span", "2021-02/2021-04-10", ("2021-02-01", "2021-04-10", "solid"), "2021-03-07", True),
    ("span, end perhaps", "2021-02/2021-04-10?", ("2021-02-01", "2021-04-10", "dot"), "2021-03-07", True),
    ("one of a set", "[2021-02,2021-04]", ("2021-02-01", "2021-04-30", "solid"), "2021-03-17", True),
    ("all of a set", "{2021-02,2021-04}", ("2021-02-01", "2021-04-30", "solid"), "2021-03-17", True),
]


@pytest.mark.parametrize(("edtf", "bar", "mark", "hollow"), [row[1:] for row in FORMS], ids=[row[0] for row in FORMS])
def test_every_form_of_date_is_drawn_in_its_shape(edtf, bar, mark, hollow):
    """A day is a solid mark; what can mean several days is a bar over all of them and a hollow mark in its middle."""
    figure = timeline_figure([item(edtf, "it")], ITEM_KINDS)
    drawn = marks_of(figure)["it"]
    assert drawn["symbol"] == ("circle-open" if hollow else "circle")
    assert drawn["x"] == mark
    bars = [(*(str(day)[:10] for day in trace.x), trace.line.dash) for trace in bars_of(figure)]
    assert bars == ([bar] if bar else [])
    assert all(set(trace.y) == {drawn["y"]} for trace in bars_of(figure))


OPEN = [
    ("2021-05/..", "2022-12-31", ("2021-05-01", "2022-12-31")),
    ("2021-05/", "2022-12-31", ("2021-05-01", "2022-12-31")),
    ("../2021-05-31", "2020-01-01", ("2020-01-01", "2021-05-31")),
    ("/2021-05-31", "2020-01-01", ("2020-01-01", "2021-05-31")),
]


@pytest.mark.parametrize(("edtf", "other", "bar"), OPEN, ids=[row[0] for row in OPEN])
def test_an_open_end_runs_to_the_edge_of_what_is_shown_first(edtf, other, bar):
    figure = timeline_figure([item(edtf, "it"), item(other)], ITEM_KINDS)
    assert tuple(str(day)[:10] for day in bars_of(figure)[0].x) == bar
    assert marks_of(figure)["it"]["symbol"] == "circle-open"


@pytest.mark.parametrize("edtf", ["2021-06~", "2021-06?", "2021-06%"])
def test_an_approximate_or_uncertain_span_is_fainter(edtf):
    sure, unsure = (bars_of(timeline_figure([item(text)], ITEM_KINDS))[0].line.color for text in ("2021-06", edtf))
    assert alpha(unsure) < alpha(sure)


def alpha(color: str) -> float:
    return float(color.removesuffix(")").rpartition(",")[2])


def test_a_mark_carries_the_key_that_a_click_opens():
    items = [item("2021-05-17", "a"), item("2021-06", "b"), item("2021-07-01", "c", kind="report")]
    assert marks_of(timeline_figure(items, ITEM_KINDS)).keys() == {"a", "b", "c"}


@pytest.mark.parametrize("theme", THEMES)
def test_only_the_chosen_item_stands_out(theme):
    items = [item("2021-05-17", "a"), item("2021-06", "b"), item("2021-07-01", "c", kind="report")]
    drawn = marks_of(timeline_figure(items, ITEM_KINDS, selected="b", theme=theme))
    assert drawn["b"]["size"] > drawn["a"]["size"] == drawn["c"]["size"]
    assert drawn["b"]["color"] != drawn["a"]["color"] == drawn["c"]["color"]


def test_kinds_have_lanes_in_their_order_and_lanes_without_items_are_left_out():
    items = [item("2021-05-17", "a", kind="report"), item("2021-06-01", "b", kind="meeting")]
    figure = timeline_figure(items, ITEM_KINDS)
    assert figure.layout.yaxis.ticktext == ("Meetings", "Reports")
    drawn = marks_of(figure)
    assert figure.layout.yaxis.tickvals == (drawn["b"]["y"], drawn["a"]["y"])
    assert drawn["b"]["symbol"].split("-")[0] != drawn["a"]["symbol"].split("-")[0]


def test_items_too_near_to_be_told_apart_get_rows_of_their_own():
    far = [item("2020-01-01", "first"), item("2022-12-31", "last")]
    near = [item("2021-05-17", "a"), item("2021-05-18", "b"), item("2021-05-19", "c")]
    drawn = marks_of(timeline_figure([far[0], *near, far[1]], ITEM_KINDS))
    assert len({drawn[key]["y"] for key in "abc"}) == 3
    assert drawn["first"]["y"] == drawn["last"]["y"] == drawn["a"]["y"]


def test_lanes_never_share_a_row():
    items = [item(f"2021-05-{day:02}", f"{kind}-{day}", kind=kind) for kind in ("meeting", "report") for day in (1, 2)]
    drawn = marks_of(timeline_figure(items, ITEM_KINDS))
    rows = {kind: {mark["y"] for key, mark in drawn.items() if key.startswith(kind)} for kind in ("meeting", "report")}
    assert rows["meeting"].isdisjoint(rows["report"])


def test_a_chart_grows_with_its_rows():
    heights = [
        timeline_figure([item("2021-05-17", str(n)) for n in range(count)], ITEM_KINDS).layout.height
        for count in (1, 2, 5)
    ]
    assert all(low < high for low, high in pairwise(heights))


def test_a_label_says_date_and_title_and_what_the_date_leaves_open():
    drawn = marks_of(timeline_figure([item("2021-06", "it", title="The council meets")], ITEM_KINDS))["it"]
    assert "June 2021" in drawn["text"]
    assert "The council meets" in drawn["text"]
    assert "the day is not" in drawn["text"]


def test_a_title_is_never_read_as_html():
    title = "<a href='https://example.org'>x</a> & <b>y</b>"
    text = marks_of(timeline_figure([item("2021-06-01", "it", title=title)], ITEM_KINDS))["it"]["text"]
    assert "<a" not in text
    assert "&lt;a href=" in text
    assert "&amp; &lt;b&gt;y&lt;/b&gt;" in text


def test_an_item_without_any_known_day_is_left_to_the_list():
    """Such as "2019 or earlier, or 2021 or later": both its ends are open."""
    figure = timeline_figure([item("[..2019,2021..]", "nowhere"), item("2021-06-01", "it")], ITEM_KINDS)
    assert marks_of(figure).keys() == {"it"}


@pytest.mark.parametrize("theme", THEMES)
def test_nothing_dated_is_an_empty_chart_and_no_error(theme):
    assert not timeline_figure([], ITEM_KINDS, theme=theme).data


@pytest.mark.parametrize("edtf", ["0001-01-01", "9999-12-31", "../0001-01-01", "9999-12-31/..", "9999", "99XX"])
def test_the_ends_of_the_calendar_can_be_drawn(edtf):
    assert "it" in marks_of(timeline_figure([item(edtf, "it"), item("2021-05-17", "b")], ITEM_KINDS))


def test_every_kind_has_a_lane_and_a_symbol():
    kinds = {*EVENT_KINDS, "publication"}
    assert ITEM_KINDS.keys() == SYMBOLS.keys() == kinds


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
