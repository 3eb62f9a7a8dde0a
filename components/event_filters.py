"""What can be picked out of a timeline in one click, and the filters that only it has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial

import streamlit as st

from components.choices import show_choices
from components.links import on_change, read_view
from components.places import show_behind
from components.words import EVENT_KINDS, LANES, name_of
from dossier.dates import parse_edtf
from dossier.language import _
from dossier.reading import Reading
from dossier.timeline import find_pairs
from dossier.view import View

_MOST_PAIRS = 3


def show_kind_choice(reading: Reading) -> None:
    """One click to the events of a lane, each with its count under the other filters."""
    view = reading.view
    others = reading.index.read(view.without("kind", "event", "publication", "span")).events
    kinds: list[str] = [event.kind for event in others]
    counts = Counter(kinds)
    names = dict(_kind_options(view.kind, counts))

    def change(groups: tuple[str, ...]) -> View:
        chosen = tuple(kind for group in groups for kind in group.split())
        return read_view(reading.index, "timeline").having(kind=chosen).without("event", "publication", "span")

    show_choices(
        _("Kinds of event"),
        names,
        counts={group: sum(counts[kind] for kind in group.split()) for group in names},
        chosen=[group for group in names if set(group.split()) <= set(view.kind)],
        change=change,
        key="timeline-kinds",
        in_sight=True,
        label_visibility="collapsed",
    )


def _kind_options(chosen: Sequence[str], counts: Counter[str]) -> Iterator[tuple[str, str]]:
    """The kinds of each lane and its name; a lane of which only a part is chosen is taken apart."""
    for title, kinds in LANES.items():
        there = [kind for kind in kinds if kind in EVENT_KINDS and (counts[kind] or kind in chosen)]
        apart = 0 < len(set(there) & set(chosen)) < len(there)
        if apart:
            yield from ((kind, kinds[kind]) for kind in there)
        elif there:
            yield " ".join(there), title if len(there) == len(kinds) else kinds[there[0]]


def show_quick_choice(reading: Reading) -> None:
    """One click to those who met more than once and to inferred dates; the other choices behind a button."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        _show_pairs(reading)
        _show_inferred(reading)
        people = partial(_show_people_and_dates, reading)
        show_behind(_("People and dates"), people, icon="tune", key="people-and-dates", kind="secondary")


def _show_people_and_dates(reading: Reading) -> None:
    _show_people(reading)
    _show_dates(reading)


def _show_pairs(reading: Reading) -> None:
    view, widget = reading.view, "timeline-pairs"
    found = dict(
        find_pairs(reading.index.read(view.without("party", "partner", "event", "publication", "span")))[:_MOST_PAIRS]
    )
    chosen = (view.party[0], view.partner[0]) if len(view.party) == len(view.partner) == 1 else ("", "")
    if all(chosen) and chosen not in found:
        found[chosen] = len(reading.events)
    if not found:
        return
    labels = {" ".join(pair): f"{_names(reading, *pair)} ({count})" for pair, count in found.items()}
    st.session_state[widget] = " ".join(chosen) if chosen in found else None

    def changed() -> View:
        pair = (st.session_state[widget] or "").split()
        changed = read_view(reading.index, "timeline").without("event", "publication", "span", "party", "partner")
        return changed.having(party=(pair[0],), partner=(pair[1],)) if pair else changed

    st.pills(
        _("Met more than once"), list(labels), format_func=labels.__getitem__, key=widget,
        on_change=on_change(changed), label_visibility="collapsed", wrap=True,
    )  # fmt: skip


def _names(reading: Reading, one: str, other: str) -> str:
    voices = reading.dossier.voices
    return _("{one} and {other}").format(one=voices[one].name, other=voices[other].name)


def _show_inferred(reading: Reading) -> None:
    view, widget = reading.view, "timeline-dated"
    others = reading.index.read(view.without("dated", "event", "publication", "span")).events
    count = sum(bool(event.date_basis) for event in others)
    if not count and not view.dated:
        return
    st.session_state[widget] = "inferred" if view.dated == ("inferred",) else None

    def changed() -> View:
        chosen = st.session_state[widget]
        return (
            read_view(reading.index, "timeline")
            .having(dated=(chosen,) if chosen else ())
            .without("event", "publication", "span")
        )

    label = _("Inferred dates")
    st.pills(
        label, ["inferred"], format_func=lambda _inferred: f"{label} ({count})", key=widget,
        on_change=on_change(changed), label_visibility="collapsed",
    )  # fmt: skip


def _show_people(reading: Reading) -> None:
    """Who took part, and who took part too."""
    others = reading.index.read(reading.view.without("party", "partner", "event", "publication", "span")).events
    counts = Counter(name for event in others for name in event.participants)
    for key, label in (("party", _("Took part")), ("partner", _("Together with"))):
        _show_voices(reading, key, label, counts)


def _show_voices(reading: Reading, key: str, label: str, counts: Mapping[str, int]) -> None:
    chosen = reading.view.values(key)

    def change(values: tuple[str, ...]) -> View:
        view = read_view(reading.index, "timeline")
        return view.having(**{key: values}).without("event", "publication", "span")

    show_choices(
        label,
        {
            voice: name_of(reading.dossier, "party", voice)
            for voice in sorted({*counts, *chosen}, key=lambda voice: (-counts.get(voice, 0), voice))
        },
        counts=counts,
        chosen=chosen,
        change=change,
        key=f"timeline-{key}",
        placeholder=_("Anybody"),
    )


def _show_dates(reading: Reading) -> None:
    """From and until when: filters, which narrow the list and the counts too."""
    for column, key, label in zip(st.columns(2), ("since", "until"), (_("From"), _("Until")), strict=True):
        widget = f"timeline-{key}"
        edtf = getattr(reading.view, key)
        st.session_state[widget] = (edtf.earliest if key == "since" else edtf.latest) if edtf else None
        column.date_input(
            label, key=widget, format="YYYY-MM-DD", min_value=date.min, max_value=date.max,
            on_change=on_change(lambda key=key, widget=widget: _dated(reading, key, st.session_state[widget])),
        )  # fmt: skip
    st.caption(_("Hides what cannot have happened then. A vague date stays if any day it can mean lies in the span."))


def _dated(reading: Reading, key: str, day: date | None) -> View:
    edtf = parse_edtf(day.isoformat()) if day else None
    return read_view(reading.index, "timeline").having(**{key: edtf}).without("event", "publication", "span")
