"""Voices: the directory, and one of them in full."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import streamlit as st

from components.cards import show_claims
from components.links import show_link
from components.marks import escape
from components.words import FORECASTS, VOICE_GROUPS, VOICE_KINDS, counted
from dossier.conflicts import Case
from dossier.countries import country_name
from dossier.model import Voice
from dossier.reading import Reading
from dossier.voices import Profile, find_profile


def show_directory(reading: Reading) -> None:
    """All voices that speak in the view: analysts first, then by what sort of voice they are."""
    spoken = Counter(claim.voice for claim in reading.claims)
    voices = [voice for name, voice in reading.dossier.voices.items() if spoken[name]]
    _show_group(reading, "Analysts", (voice for voice in voices if voice.analyst), spoken)
    for kind, heading in VOICE_GROUPS.items():
        _show_group(reading, heading, (v for v in voices if v.kind == kind and not v.analyst), spoken)
    silent = [voice for name, voice in reading.dossier.voices.items() if not spoken[name]]
    if silent and not reading.view.active_filters():
        _show_group(reading, "Named, but not heard themselves", silent, spoken)


def _show_group(reading: Reading, heading: str, voices: Iterable[Voice], spoken: Counter[str]) -> None:
    group = sorted(voices, key=lambda voice: -spoken[voice.id])
    if not group:
        return
    st.subheader(heading, divider="gray")
    for voice in group:
        name, what = st.columns([2, 3], gap="small", vertical_alignment="center")
        with name:
            show_link(reading.view.having(analyst=voice.id), f"**{escape(voice.name)}**")
        claims = f" · {counted(spoken[voice.id], 'claim')}" if spoken[voice.id] else ""
        what.caption(f"{describe(voice)}{claims}")


def describe(voice: Voice) -> str:
    """Who a voice is as the texts say, as one line of Markdown."""
    known = [part for part in (voice.role, voice.affiliation) if part]
    parts = known or [VOICE_KINDS[voice.kind]]
    if voice.country:
        parts.append(country_name(voice.country))
    if not voice.named:
        parts.append("unnamed")
    return escape(" · ".join(parts))


def show_profile(reading: Reading, voice: Voice) -> None:
    """A voice in full: who it is, where it stands and beside whom, its forecasts, and every claim."""
    dossier = reading.dossier
    profile = find_profile(dossier, voice.id, reading.claims)
    show_link(reading.view.without("analyst"), "All voices", icon="arrow_back")
    st.title(escape(voice.name))
    st.markdown(describe(voice))
    st.caption("  \n".join(_background(reading, voice, profile)))
    if not (profile.claims or profile.relied_on or profile.relayed):
        st.info("This voice makes no claim in this view; it is named by others.")
        return
    st.caption(f"{counted(len(profile.claims), 'claim')} in {counted(len(profile.sources), 'source')}")
    _show_positions(reading, voice)
    _show_claims(reading, profile)


def _background(reading: Reading, voice: Voice, profile: Profile) -> Iterable[str]:
    voices = reading.dossier.voices
    if voice.aliases:
        yield f"Also written: {escape(', '.join(voice.aliases))}"
    if voice.members:
        yield f"A collective voice; the texts name {escape(', '.join(voices[name].name for name in voice.members))}."
    if profile.collectives:
        yield f"Part of {escape(', '.join(voices[name].name for name in profile.collectives))}."
    for name in profile.written:
        yield f"Author of “{escape(reading.dossier.sources[name].title)}”."
    if voice.note:
        yield f"Note: {escape(voice.note)}"


def _show_positions(reading: Reading, voice: Voice) -> None:
    cases = [case for case in reading.cases if voice.id in case.voices]
    if not cases:
        return
    st.header("Where it stands")
    for case in cases:
        _show_stand(reading, case, voice)


def _show_stand(reading: Reading, case: Case, voice: Voice) -> None:
    """One question: the side this voice takes, who stands beside it and who stands elsewhere."""
    target = reading.view.on("conflicts").having(question=(case.question.id,))
    with st.container(border=True, gap="small"):
        show_link(target, f"**{escape(case.question.title)}**")
        for side in case.sides:
            names = [reading.dossier.voices[name].name for name in side.voices if name != voice.id]
            mine = voice.id in side.voices
            state = f" · {FORECASTS[side.state].label.lower()}" if side.state and mine else ""
            lead = f":primary[**{escape(side.label)}**]{state}" if mine else f":gray[{escape(side.label)}]"
            with_whom = f" :small[:gray[{'with ' if mine else ''}{escape(', '.join(names))}]]" if names else ""
            alone = " :small[:gray[nobody else]]" if mine and not names else ""
            st.markdown(f"{':material/radio_button_checked:' if mine else ':material/radio_button_unchecked:'} {lead}{with_whom}{alone}")


def _show_claims(reading: Reading, profile: Profile) -> None:
    sections = (
        ("What it says", profile.claims),
        ("What others say on its word", profile.relied_on),
        ("What reached the texts through it", profile.relayed),
    )
    for heading, claims in sections:
        if claims:
            st.header(heading)
            show_claims(reading, claims)
