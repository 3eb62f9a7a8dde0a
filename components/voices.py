"""Voices: the directory, and how one of them is told in a line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import streamlit as st
from markupsafe import Markup

from components.choices import show_choices
from components.links import on_change, read_view
from components.notices import show_empty
from components.parts import part_links
from components.pieces import card, heading, link, paragraph, row, show_html, show_kept, small, strong, symbol
from components.words import UNSTATED, VOICE_GROUPS, VOICE_KINDS, counted
from dossier.countries import country_name
from dossier.directory import Directory, Entry, find_directory
from dossier.language import _, begun, ngettext
from dossier.model import Dossier, Voice
from dossier.parts import part_of
from dossier.profiles import Count, unstated
from dossier.reading import Reading
from dossier.view import View

_WAYS = (
    ("", _("Directory"), "contacts"),
    ("compare", _("Compare voices"), "compare_arrows"),
    ("agreement", _("Who agrees with whom"), "grid_on"),
    ("forecasts", _("Forecasts"), "online_prediction"),
)

_LIFTS = {"name": _("Any name"), "who": _("Any kind of voice"), "speaker": _("Any country")}
_ENTRIES = 100
"""How many voices stand in one part of a long directory."""


def show_ways(reading: Reading, *, chosen: str = "") -> None:
    """The ways to look at voices, as links; the chosen one stands out."""
    plain = reading.view.without("show", "with", "analyst")
    ways = (
        paragraph(symbol(icon) + strong(label)) if show == chosen else link(plain.having(show=show), label, icon=icon)
        for show, label, icon in _WAYS
    )
    show_html(row(*ways), kind="forms")


def show_directory(reading: Reading) -> None:
    """All voices of the view: analysts first, then by what sort of voice they are."""
    directory = find_directory(reading)
    _show_choices(reading, directory)
    show_kept(reading, "directory", lambda: _directory(reading, directory), kind="directory")
    if not directory.entries and not reading.claims:
        show_empty(reading, _("voices"))


def _directory(reading: Reading, directory: Directory) -> Iterable[Markup]:
    yield small(_found(directory))
    if not directory.entries and reading.claims:
        yield _nobody(reading.view)
    heard_first = (*(entry for group in VOICE_GROUPS for entry in directory.of(group)), *directory.silent)
    part = part_of(heard_first, reading.view.part, size=_ENTRIES)
    for group, label in VOICE_GROUPS.items():
        shown = [entry for entry in part.items if entry.heard and entry.group == group]
        yield _group(reading, label, shown, directory.of(group))
    silent = [entry for entry in part.items if not entry.heard]
    yield _group(reading, _("Without a claim of their own"), silent, directory.silent)
    yield part_links(reading.view, part)


def _found(directory: Directory) -> str:
    heard = sum(entry.heard for entry in directory.entries)
    speaking = ngettext("{number:,} voice speaks in this view", "{number:,} voices speak in this view", heard)
    found = speaking.format(number=heard) if heard else _("Nobody speaks in this view")
    silent = len(directory.silent)
    return ", ".join([found, _("{number} only named by others").format(number=silent)] if silent else [found])


def _show_choices(reading: Reading, directory: Directory) -> None:
    name, speaker = st.columns([3, 2], gap="small")
    with name:
        _show_name_box(reading)
    with speaker:
        _show_speaker_box(reading, directory.speakers)
    _show_group_choice(reading, directory)


def _show_name_box(reading: Reading) -> None:
    """What is typed goes into the link; spaces at its end do not, and must not vanish under the reader's hands."""
    widget = "voice-name"
    if " ".join(str(st.session_state.get(widget, "")).split()) != reading.view.name:
        st.session_state[widget] = reading.view.name

    def changed() -> View:
        return read_view(reading.index, "analysts").having(name=st.session_state[widget] or "")

    st.text_input(
        _("Find a voice"), key=widget, type="search", live="400ms", placeholder=_("Name, role or affiliation"),
        on_change=on_change(changed), icon=":material/search:",
    )  # fmt: skip


def _show_speaker_box(reading: Reading, counts: Mapping[str, int]) -> None:
    chosen = reading.view.speaker

    def change(values: tuple[str, ...]) -> View:
        return read_view(reading.index, "analysts").having(speaker=values)

    show_choices(
        _("Country it speaks from"),
        {code: country_name(code) for code in sorted({*counts, *chosen}, key=country_name)},
        counts=counts,
        chosen=chosen,
        change=change,
        key="voice-speaker",
        placeholder=_("All, and those of no stated country"),
    )


def _show_group_choice(reading: Reading, directory: Directory) -> None:
    chosen = reading.view.who

    def change(values: tuple[str, ...]) -> View:
        return read_view(reading.index, "analysts").having(who=values)

    show_choices(
        _("Kind of voice"),
        {group: name for group, name in VOICE_GROUPS.items() if directory.groups.get(group) or group in chosen},
        counts={group: directory.groups.get(group, 0) for group in VOICE_GROUPS},
        chosen=chosen,
        change=change,
        key="voice-groups",
        in_sight=True,
        wrap=True,
    )


def _nobody(view: View) -> Markup:
    """Why the directory is empty, and the way back."""
    named = _("No voice fits what is chosen here and is called “{name}”.").format(name=view.name)
    ways: list[tuple[tuple[str, ...], str]] = [((key,), label) for key, label in _LIFTS.items() if view.get(key)]
    if view.active_filters():
        ways.append((view.active_filters(), _("No filters at all")))
    lifts = (paragraph(link(view.without(*keys), label, icon="filter_alt_off")) for keys, label in ways)
    return card(paragraph(named if view.name else _("No voice fits what is chosen here.")), *lifts)


def _group(reading: Reading, label: str, entries: Sequence[Entry], everybody: Sequence[Entry]) -> Markup:
    """Voices of one sort, those of this part of the directory."""
    if not entries:
        return Markup()
    rows = (_entry(reading, entry) for entry in entries)
    return heading(2, label, count=len(everybody), kind="ruled") + Markup().join(rows)


def _entry(reading: Reading, entry: Entry) -> Markup:
    """One voice: its name, who it is, and how much it says."""
    return row(
        link(reading.view.having(analyst=entry.voice.id), entry.voice.name, kind="title top"),
        small(describe(entry.voice)),
        small(count_words(entry.count) if entry.heard else _named(reading.dossier, entry.voice)),
        kind="voice",
    )


def count_words(count: Count) -> str:
    """The numbers of a voice in words: "11 claims in 1 text · 9 questions"."""
    claims = _("{claims} in {texts}").format(
        claims=counted(count.claims, "claim", "claims"), texts=counted(count.sources, "text", "texts")
    )
    return f"{claims} · {counted(count.questions, 'question', 'questions')}" if count.questions else claims


def _named(dossier: Dossier, voice: Voice) -> str:
    """In what capacity a voice without a claim is named."""
    events = sum(voice.id in event.participants for event in dossier.events.values())
    relayed = sum(voice.id in claim.via for claim in dossier.claims.values())
    groups = sum(voice.id in other.members for other in dossier.voices.values())
    ways = (
        _("takes part in {events}").format(events=counted(events, "event", "events")) if events else "",
        _("relays {claims}").format(claims=counted(relayed, "claim", "claims")) if relayed else "",
        _("heard together with others") if groups else "",
    )
    return " · ".join(way for way in ways if way) or _("only mentioned")


def describe(voice: Voice) -> str:
    """Who a voice is as the texts say, and what they do not say, in one line."""
    line = " · ".join([*_stated(voice), *(UNSTATED[what] for what in unstated(voice))])
    return begun(line)


def _stated(voice: Voice) -> Iterable[str]:
    role, affiliation = voice.role or "", voice.affiliation or ""
    if role:
        yield role
    if affiliation and affiliation not in role:
        yield affiliation
    if not (role or affiliation) and voice.kind != "person":
        yield VOICE_KINDS[voice.kind]
    if voice.country:
        yield country_name(voice.country)


def voice_names(dossier: Dossier, names: Iterable[str]) -> str:
    """Names of voices in one line."""
    return ", ".join(dossier.voices[name].name for name in names)
