"""The timeline as drawn: what each form of date looks like, what lies where, and what a pointer meets."""

from datetime import date
from pathlib import Path

import plotly.graph_objects as go
import pytest

from components.figures.legend import legend_figure
from components.figures.palette import SYMBOLS
from components.figures.rows import Scale, moment, place_lanes
from components.figures.timeline import NARROW, WIDE, Size, timeline_figure
from components.plotting import Finished
from components.words import EVENT_KINDS, LANES
from dossier.dates import parse_edtf
from dossier.loading import load_dossier
from dossier.model import EVENT_KINDS as KINDS
from dossier.reading import Index
from dossier.timeline import Item, ItemKind, find_items
from dossier.view import View
from dossier.windows import Window

FORMS = Path(__file__).parent / "forms" / "data" / "claims.yaml"
WINDOW: Window = (date(2020, 1, 1), date(2022, 12, 31))
SIZES = ("wide", "narrow")
THEMES = ("light", "dark")


def item(edtf: str, key: str = "it", *, kind: ItemKind = "meeting", title: str = "A meeting", basis: str = "") -> Item:
    return Item(key, title, parse_edtf(edtf), kind, View("timeline", event=key), basis)


def draw(*found: Item, selected: str = "", size: Size = "wide"):
    return timeline_figure(found, LANES, window=WINDOW, selected=selected, size=size)


def traces(figure, name: str) -> list:
    return [trace for trace in figure.data if trace.name == name]


def day(moment_text: str) -> str:
    return str(moment_text)[:10]


def bars(figure, name: str) -> list[tuple[str, int]]:
    """First day and length in days of the bars of a style."""
    return [
        (day(base), round(length / 86_400_000))
        for trace in traces(figure, name)
        for base, length in zip(trace.base, trace.x, strict=True)
    ]


def points(figure, name: str) -> list[str]:
    return [day(x) for trace in traces(figure, name) for x in trace.x if x]


# edtf: bars by style (the outermost layer of soft ones), symbols, halo, arrows, question marks
DRAWN = {
    "2021-05-17": ({}, [("2021-05-17", "circle")], set()),
    "2021-05-17~": ({}, [("2021-05-17", "circle")], {"halo"}),
    "2021-05-17?": ({}, [("2021-05-17", "circle-open")], {"doubts"}),
    "2021-05-17%": ({}, [("2021-05-17", "circle-open")], {"halo", "doubts"}),
    "2021-06": ({"sure": ("2021-06-01", 30)}, [("2021-06-15", "circle-open")], set()),
    "2021-06-XX": ({"sure": ("2021-06-01", 30)}, [("2021-06-15", "circle-open")], set()),
    "2021-06~": ({"soft": ("2021-06-01", 30)}, [("2021-06-15", "circle-open")], set()),
    "2021-06?": ({"doubtful": ("2021-06-01", 30)}, [("2021-06-15", "circle-open")], {"doubts"}),
    "2021-06%": (
        {"soft": ("2021-06-01", 30), "doubtful": ("2021-06-01", 30)},
        [("2021-06-15", "circle-open")],
        {"doubts"},
    ),
    "2021-21": ({"sure": ("2021-03-01", 92)}, [("2021-04-15", "circle-open")], set()),
    "2020-24": ({"sure": ("2020-12-01", 90)}, [("2021-01-14", "circle-open")], set()),
    "2021": ({"sure": ("2021-01-01", 365)}, [("2021-07-02", "circle-open")], set()),
    "2021-02/2021-04-10": ({"sure": ("2021-02-01", 69)}, [("2021-03-07", "circle-open")], set()),
    "2021-02/2021-04?": ({"doubtful": ("2021-02-01", 89)}, [("2021-03-17", "circle-open")], {"doubts"}),
    "2021-02~/2021-04": ({"soft": ("2021-02-01", 89)}, [("2021-03-17", "circle-open")], set()),
}


@pytest.mark.parametrize(("edtf", "expected"), DRAWN.items(), ids=DRAWN)
def test_a_date_is_drawn_in_its_own_shape(edtf, expected):
    """A day is a mark; what can mean several days is a bar over all of them; about is soft, perhaps is hatched."""
    figure = draw(item(edtf))
    styles, symbols, signs = expected
    drawn = {name: bars(figure, name)[0] for name in ("sure", "soft", "doubtful") if traces(figure, name)}
    assert drawn == styles
    (marks,) = traces(figure, "symbols")
    assert list(zip(map(day, marks.x), marks.marker.symbol, strict=True)) == symbols
    assert {name for name in ("halo", "doubts", "open begins", "open ends") if traces(figure, name)} == signs


OPEN = {
    "2021-05/..": ("sure", "2021-05-01", {"open ends"}),
    "../2021-05": ("sure", None, {"open begins"}),
    "2021-05/": ("soft", "2021-05-01", {"doubts"}),
    "/2021-05": ("soft", None, {"doubts"}),
    "2021-05~/..": ("soft", "2021-05-01", {"open ends"}),
}


@pytest.mark.parametrize(("edtf", "expected"), OPEN.items(), ids=OPEN)
def test_an_open_end_is_an_arrow_within_sight_and_an_unknown_one_a_question(edtf, expected):
    figure = draw(item(edtf))
    style, start, signs = expected
    first, length = bars(figure, style)[0]
    assert {name for name in ("doubts", "open begins", "open ends") if traces(figure, name)} == signs
    if start:
        assert first == start
        assert 365 < length < 365 + 245
    else:
        assert "2020-01-01" < first < "2020-02-01"


def test_an_arrow_of_what_lies_outside_stands_beyond_its_known_end():
    assert points(draw(item("2023-05/..")), "open ends")[0] > "2023-05-01"
    assert points(draw(item("../2019-05")), "open begins")[0] < "2019-05-01"


@pytest.mark.parametrize(
    ("edtf", "line"), [("[2021-02-03,2021-05-17]", "one of"), ("{2021-02-03,2021-05-17}", "all of")]
)
def test_the_members_of_a_set_are_drawn_apart_and_joined(edtf, line):
    figure = draw(item(edtf))
    assert points(figure, "symbols") == ["2021-02-03", "2021-05-17"] == points(figure, line)
    (marks,) = traces(figure, "symbols")
    assert set(marks.marker.symbol) == {"circle-open" if line == "one of" else "circle"}
    assert traces(figure, line)[0].line.dash == ("dot" if line == "one of" else "solid")
    assert len(figure.data[0].customdata) == 1


def test_soft_ends_fade_only_where_the_date_is_approximate():
    layers = bars(draw(item("2021-02~/2021-04")), "soft")
    ends = {date.fromisoformat(first).toordinal() + length for first, length in layers}
    assert len({first for first, _ in layers}) == len(layers) > 3
    assert max(ends) - min(ends) <= 1


# What a pointer meets


@pytest.mark.parametrize("size", SIZES)
def test_every_item_has_one_place_to_click_which_holds_its_key(size):
    found = [item("2021-05-17", "a"), item("2021-06", "b"), item("[2021-02,2021-08]", "c", kind="report")]
    (hits,) = traces(draw(*found, size=size), "hits")
    assert set(hits.customdata) == {"a", "b", "c"}
    others = [trace for trace in draw(*found, size=size).data if trace.name != "hits"]
    assert all(trace.hoverinfo == "skip" for trace in others)


def test_the_place_to_click_reaches_over_symbol_and_words():
    figure = draw(item("2021-05-17", title="Something with a title of some length"))
    ((first, length),) = bars(figure, "hits")
    assert first < "2021-05-17"
    assert length * WIDE / 1096 > 37 * 6


def test_hovering_says_everything_in_words():
    (hits,) = traces(draw(item("2021-06~", title="<b>x</b> & y", kind="visit", basis="The text says “about”.")), "hits")
    assert hits.hovertext == (
        "<b>&lt;b&gt;x&lt;/b&gt; &amp; y</b><br>Visit: about June 2021<br>"
        "<i>the month is approximate, the day is not known</i><br><i>inferred: The text says “about”.</i>",
    )


def test_no_form_of_date_shows_its_notation():
    index = Index(load_dossier(FORMS))
    items = find_items(index.read(View("timeline")))
    (hits,) = traces(timeline_figure(items, LANES, window=WINDOW), "hits")
    assert len(hits.hovertext) == 32
    assert not [text for text in hits.hovertext if set("~?%[]{}X") & set(text)]


def test_only_the_chosen_item_stands_out():
    found = [item("2021-05-17", "a"), item("2021-06", "b"), item("2021-07-01", "c", kind="report")]
    figure = draw(*found, selected="b")
    (marks,) = traces(figure, "symbols")
    assert len(set(marks.marker.color)) == 2
    assert marks.marker.color[0] == marks.marker.color[2] != marks.marker.color[1]
    (labels,) = traces(figure, "labels")
    assert [text.startswith("<b>") for text in labels.text] == [False, True, False]


def test_choosing_moves_nothing():
    found = [item("2021-05-17", "a"), item("2021-06", "b"), item("2021-07-01", "c", kind="report")]
    plain, chosen = draw(*found), draw(*found, selected="b")
    assert plain.layout == chosen.layout
    for before, after in zip(plain.data, chosen.data, strict=True):
        assert (before.x, before.y) == (after.x, after.y)


# Lanes, rows and words


def headings(figure) -> list[str]:
    return [note.text for note in figure.layout.annotations]


def test_lanes_have_headings_in_their_order_and_say_what_lies_outside():
    figure = draw(
        item("2021", "a", kind="report"),
        item("2021", "b", kind="visit"),
        item("2019", "c", kind="visit"),
        item("2019", "d", kind="policy"),
        item("2023", "e", kind="policy"),
    )
    assert headings(figure) == [
        "<b>Meetings and visits</b>  ‹ 1 earlier",
        "<b>Deployments and reports</b>",
        "<b>Policy</b>  ‹ 1 earlier  1 later ›",
    ]


def overlapping(placed) -> list[tuple[str, str]]:
    spans = [(one.row, *one.reach, one.item.key) for one in placed if one.shown]
    return [
        (a[3], b[3])
        for n, a in enumerate(spans)
        for b in spans[n + 1 :]
        if a[0] == b[0] and a[1] < b[2] and b[1] < a[2]
    ]


@pytest.mark.parametrize("labelled", [True, False])
def test_bars_and_words_never_overlap(labelled):
    index = Index(load_dossier(FORMS))
    scale = Scale(WINDOW, WIDE if labelled else NARROW)
    lanes, rows = place_lanes(find_items(index.read(View("timeline"))), LANES, scale, labelled=labelled)
    placed = [one for lane in lanes for one in lane.placed]
    assert overlapping(placed) == []
    assert rows > max(one.row for one in placed)


def test_words_stay_within_the_window():
    """Also of what lies at its edges, and of titles too long for any place."""
    long = "A title of so many words that there is no place in the whole window where all of them could ever stand"
    found = [
        item("2020-01-01", "a", title=long),
        item("2022-12-30", "b", title=long),
        item("2020/2022", "c", title=long),
    ]
    scale = Scale(WINDOW, WIDE)
    lanes, _ = place_lanes(found, LANES, scale, labelled=True)
    labels = {one.item.key: one.label for lane in lanes for one in lane.placed if one.label}
    assert {key: label.side for key, label in labels.items()} == {"a": "right", "b": "left", "c": "right"}
    assert all(
        scale.start <= min(label.at, label.until) <= max(label.at, label.until) <= scale.end
        for label in labels.values()
    )
    assert all(label.text.endswith("…") for label in labels.values())


def test_what_lies_outside_takes_no_row_and_has_no_words():
    figure = draw(item("2019-05", "a"), item("2019-06", "b"), item("2021-05", "c"))
    (labels,) = traces(figure, "labels")
    assert len(labels.text) == 1
    (hits,) = traces(figure, "hits")
    assert dict(zip(hits.customdata, hits.y, strict=True)) == {"a": 0, "b": 0, "c": 1}


def test_a_narrow_chart_has_no_words_and_does_not_catch_a_finger():
    figure = draw(item("2021-05-17"), size="narrow")
    assert not traces(figure, "labels")
    assert figure.layout.dragmode is False
    assert figure.layout.xaxis.fixedrange
    assert draw(item("2021-05-17")).layout.dragmode == "pan"


def test_the_chart_shows_exactly_its_window():
    low, high = draw(item("2021-05-17")).layout.xaxis.range
    assert (day(low), day(high)) == ("2020-01-01", "2022-12-31")


@pytest.mark.parametrize(
    "edtf", ["0001-01-01", "9999-12-31", "../0001-01-01", "9999-12-31/..", "9999", "99XX", "0001/.."]
)
@pytest.mark.parametrize("size", SIZES)
def test_the_ends_of_the_calendar_can_be_drawn(edtf, size):
    (hits,) = traces(timeline_figure([item(edtf), item("2021", "b")], LANES, size=size), "hits")
    assert "it" in hits.customdata


def test_nothing_dated_is_an_empty_chart():
    assert not timeline_figure([], LANES).data


@pytest.mark.parametrize("theme", THEMES)
def test_every_kind_has_a_lane_a_symbol_and_a_name_in_the_legend(theme):
    kinds = {kind: name for lane in LANES.values() for kind, name in lane.items()}
    assert kinds.keys() == SYMBOLS.keys() == {*KINDS, "publication"}
    assert {kind: name for kind, name in kinds.items() if kind != "publication"} == EVENT_KINDS
    assert len(set(SYMBOLS.values())) == len(SYMBOLS)
    figure = legend_figure(kinds, theme=theme)
    said = {note.text for note in figure.layout.annotations}
    assert set(kinds.values()) <= said
    assert {"a day", "then or later: the end is open", "one of several dates", "perhaps: in doubt"} <= said
    assert {trace.marker.symbol for trace in traces(figure, "kinds")} == set(SYMBOLS.values())


def test_a_moment_is_a_day_with_its_hour():
    ordinal = date(2021, 5, 17).toordinal()
    assert (moment(ordinal), moment(ordinal + 0.5)) == ("2021-05-17 00:00", "2021-05-17 12:00")


# Kept for many readers


def test_a_finished_figure_is_told_once_and_as_any_other():
    figure = go.Figure(go.Bar(x=[1, 2], y=["a", "b"]), layout={"height": 120})
    finished = Finished(figure)
    assert finished.to_dict() == figure.to_dict()
    assert finished.to_dict() is finished.to_dict()
