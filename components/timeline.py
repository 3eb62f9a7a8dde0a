"""The timeline's chart with what belongs to it: the span it shows, how to read it, and what can be taken away."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import plotly.graph_objects as go
import streamlit as st
from markupsafe import Markup

from components.charts import reader_theme
from components.figures.density import density_figure
from components.figures.legend import legend_figure
from components.figures.palette import Theme
from components.figures.timeline import timeline_figure
from components.links import on_change, read_view, write_view
from components.pieces import link, row, show_html, small
from components.places import show_behind
from components.plotting import Finished, chart_size, follow_chart, show_picture_buttons
from components.words import LANES, counted
from dossier.dates import EdtfError, parse_edtf
from dossier.export.document import export_json
from dossier.export.event_table import events_csv
from dossier.language import _
from dossier.reading import Reading
from dossier.timeline import Item, ItemKind, chosen_key, find_items
from dossier.view import View
from dossier.windows import (
    Outside,
    Preset,
    Window,
    find_outside,
    find_presets,
    shown_window,
    widest,
    window_words,
)

MOST_DRAWN = 400
"""So many items are drawn one by one; more would be megabytes that nobody can tell apart."""
_PLACE = "timeline-charts"
_NARROW = 470
"""In fewer pixels there is no room for words beside the marks."""
_CONFIG = {
    "displaylogo": False,
    "modeBarButtons": [["toImage"]],
    "displayModeBar": True,
    "scrollZoom": False,
    "doubleClick": "reset",
}


def show_timeline(reading: Reading) -> None:
    """The chart of a view, and below it what its span leaves out and what can be taken away."""
    items = find_items(reading)
    window = shown_window(items, reading.view.span)
    if window is None:
        st.caption(_("None of these has a date that could be drawn; the list has them all."))
        return
    if len(items) > MOST_DRAWN:
        _show_density(items, window)
    else:
        _show_chart(reading, items, window)
        _follow(reading)
    _show_outside(reading, find_outside(items, window), find_presets(items))
    _show_tools(reading)


def _show_density(items: tuple[Item, ...], window: Window) -> None:
    """Too many to draw each of them: how many there are when."""
    said = _(
        "So many ({number:,}) that the chart tells how many lie where, each by the middle of what its date can "
        "mean. Filters that leave {most} or fewer show each of them; the list below has them all."
    )
    alt = _("When {items} lie, {span}; the list below has each of them")
    st.caption(said.format(number=len(items), most=MOST_DRAWN))
    with st.container(key=_PLACE):
        st.plotly_chart(
            density_figure(items, LANES, window=window, theme=reader_theme()),
            key="timeline-density",
            config={"displaylogo": False, "modeBarButtons": [["toImage"]]},
            theme=None,
            alt=alt.format(items=counted(len(items), "item", "items"), span=window_words(window)),
        )


def show_span_choice(reading: Reading) -> None:
    """Which part of time the chart shows. It is part of the link, and hides nothing from the list."""
    view, widget = reading.view, "timeline-span"
    items = find_items(reading)
    presets, window = find_presets(items), shown_window(items, view.span)
    if window is None:
        return
    spans = {preset.span or "": preset.label for preset in presets}
    shown = next((span for span, preset in zip(spans, presets, strict=True) if preset.window == window), None)
    if shown is None:
        shown = view.span.text if view.span else ""
        spans[shown] = _("Chosen: {span}").format(span=window_words(window))
    if len(spans) < 2:
        return
    st.session_state[widget] = shown

    def changed() -> View:
        chosen = st.session_state[widget]
        return read_view(reading.index, "timeline").having(span=parse_edtf(chosen) if chosen else None)

    st.segmented_control(
        _("Span of the chart"),
        list(spans),
        format_func=spans.__getitem__,
        required=True,
        wrap=True,
        key=widget,
        on_change=on_change(changed),
        label_visibility="collapsed",
        help=_("Drag the chart sideways to move on. The list below always holds everything."),
    )


def _show_chart(reading: Reading, items: tuple[Item, ...], window: Window) -> None:
    """The chart, with words beside the marks if it has room for them."""
    by_key = {item.key: item for item in items}
    selected, theme, size = chosen_key(reading.view), reader_theme(), chart_size(_PLACE)
    alt = _("Timeline of {items}, {span}; the list below says the same in words")

    def drawn() -> go.Figure:
        return Finished(timeline_figure(items, LANES, window=window, selected=selected, theme=theme, size=size))

    widget = f"timeline-chart-{size}"
    with st.container(key=_PLACE):
        st.plotly_chart(
            reading.keep(("timeline", window, theme, size), drawn),
            key=widget,
            on_select=_open_clicked(reading, by_key, widget),
            selection_mode="points",
            config=_CONFIG,
            theme=None,
            alt=alt.format(items=counted(len(items), "item", "items"), span=window_words(window)),
        )


def _open_clicked(reading: Reading, by_key: dict[str, Item], widget: str) -> Callable[[], None]:
    """A callback that goes where the list's link for the clicked item goes."""

    def clicked() -> None:
        points = st.session_state[widget].selection.points
        item = by_key.get(points[0]["customdata"]) if points else None
        if item:
            chosen = {"event": item.view.event, "publication": item.view.publication}
            write_view(read_view(reading.index, "timeline").having(**chosen))

    return clicked


def _follow(reading: Reading) -> None:
    """Where the chart was dragged to becomes part of the link."""

    def moved(first: str, last: str) -> View | None:
        try:
            return read_view(reading.index, "timeline").having(span=parse_edtf(f"{first}/{last}"))
        except EdtfError:
            return None

    follow_chart(_PLACE, moved, narrow=_NARROW)


def _show_outside(reading: Reading, outside: Outside, presets: tuple[Preset, ...]) -> None:
    """What the span leaves out, and the way to it."""
    if not outside:
        return
    beside = (*outside.earlier, *outside.later)
    lines = [_outside_words(outside)] if beside else []
    if outside.undated:
        lines.append(
            counted(
                len(outside.undated),
                "item has no date that could be drawn: see the list.",
                "items have no date that could be drawn: see the list.",
            )
        )
    chosen = [item for item in beside if item.key == chosen_key(reading.view)]
    if chosen:
        lines.append(_("What you chose, “{title}”, is one of them.").format(title=chosen[0].title))
    whole = widest(presets)
    every = reading.view.having(span=parse_edtf(whole.span) if whole.span else None)
    label = _("Show all, {span}").format(span=window_words(whole.window))
    show_html(row(small(" ".join(lines)), link(every, label, icon="zoom_out_map") if beside else Markup()))


def _outside_words(outside: Outside) -> str:
    """How many items lie before and after what is shown."""
    both = _("Outside this span: {earlier} earlier and {later} later.")
    earlier, later = _("Outside this span: {earlier} earlier."), _("Outside this span: {later} later.")
    said = both if outside.earlier and outside.later else earlier if outside.earlier else later
    return said.format(earlier=len(outside.earlier), later=len(outside.later))


def _show_tools(reading: Reading) -> None:
    """How to read the chart, and the view as pictures and tables."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        show_behind(_("How to read it"), lambda: show_legend(reading, key="popover"), icon="help", key="timeline-help")
        show_behind(_("Save chart or events"), lambda: _show_saving(reading), icon="download", key="timeline-saving")


def _show_saving(reading: Reading) -> None:
    """The view as pictures and tables."""
    name = f"timeline-{reading.dossier.version}"
    st.caption(_("What this view shows, as it is filtered now."))
    show_picture_buttons(_PLACE, name)
    st.download_button(
        _("Events as CSV"), lambda: events_csv(reading), f"{name}.csv", "text/csv",
        key="timeline-csv", on_click="ignore", icon=":material/table:", width="stretch",
    )  # fmt: skip
    st.download_button(
        _("This view as JSON"), lambda: export_json(reading), f"{name}.json", "application/json",
        key="timeline-json", on_click="ignore", icon=":material/data_object:", width="stretch",
    )  # fmt: skip


def show_reading_help(reading: Reading) -> None:
    """What stands beside the chart as long as no event is chosen."""
    st.subheader(_("How to read it"))
    st.caption(_("Choose a mark in the chart or a title in the list to read what stands behind it."))
    show_legend(reading, key="beside")


@lru_cache(maxsize=64)
def _legend(kinds: frozenset[ItemKind], theme: Theme) -> go.Figure:
    """Every reader of a dossier sees the same."""
    named = {kind: name for lane in LANES.values() for kind, name in lane.items() if kind in kinds}
    return Finished(legend_figure(named, theme=theme))


def show_legend(reading: Reading, *, key: str) -> None:
    """What the shapes of dates and the symbols of kinds mean, drawn by the chart's own hand.

    It has all kinds of the dossier: filters leave it as it is.
    """
    kinds: set[ItemKind] = {event.kind for event in reading.dossier.events.values()}
    st.plotly_chart(
        _legend(frozenset(kinds | {"publication"}), reader_theme()),
        key=f"timeline-legend-{key}",
        config={"staticPlot": True, "displayModeBar": False},
        theme=None,
        alt=_(
            "How to read the chart: a solid symbol is a day; a bar runs from the first to the last day that a date can "
            "mean; soft is about, hatched with a question mark is in doubt, an arrow is an open end, symbols joined "
            "are one of several dates"
        ),
    )
