"""One voice in full: who it is, where it stands, what it foresaw, how sure it speaks, on what it rests."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

import streamlit as st

from components.agreement import show_company
from components.certainty import show_certainty
from components.chains import show_chains
from components.forecasts import show_forecasts
from components.links import show_link
from components.marks import escape
from components.parts import show_parts, show_rest
from components.quotes import show_quote, show_quotes
from components.stands import show_changes, show_stands
from components.voices import count_words, describe
from components.words import VOICE_GROUPS, BadgeColor, counted, topic_words
from dossier.agreement import find_company
from dossier.conflicts import Case
from dossier.dates import words as date_words
from dossier.forecasts import find_forecasts
from dossier.model import Claim, Voice
from dossier.parts import part_of
from dossier.profiles import (
    count_claims,
    find_certainty,
    find_chains,
    find_changes,
    find_quoted,
    find_stands,
    find_topics,
    in_order,
)
from dossier.reading import Reading
from dossier.voices import Profile, find_profile, group_of, is_collective

FEW = 3
"""Fewer claims than this say little about a voice."""
_LINES, _CLAIMS = 40, 120
"""How many lines a list of this page has at most, and how many claims stand in one part."""
LONG = 4
"""From so many parts on, a page begins with links to them."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the page under a heading of its own, which a link to it names."""

    name: str
    heading: str
    show: Callable[[], None]
    count: int | None = None


def show_profile(reading: Reading, voice: Voice) -> None:
    """Everything about a voice, the shorter the less there is to tell."""
    profile = find_profile(reading.dossier, voice.id, reading.claims)
    show_link(reading.view.without("analyst"), "All voices", icon="arrow_back")
    _show_head(reading, voice, profile)
    if not profile.claims and _is_filtered_out(reading, voice):
        return
    parts = [*_parts(reading, voice, profile), *_words_of_others(reading, profile)]
    if len(parts) >= LONG:
        st.markdown(" · ".join(f"[{part.heading}](#{part.name})" for part in parts))
    for part in parts:
        count = "" if part.count is None else f" :small[:gray[{part.count}]]"
        st.header(f"{part.heading}{count}", anchor=part.name)
        part.show()


def _parts(reading: Reading, voice: Voice, profile: Profile) -> Iterable[Part]:
    """What there is to tell of what it says and does itself, in the order in which a reader asks for it."""
    if not profile.claims and profile.events:
        yield Part("part-in", "Takes part in", partial(_show_events, reading, profile))
    cases, dossier = reading.known_cases, reading.dossier
    answered = {name for claim in profile.claims for name in claim.answers}
    if forecasts := find_forecasts(dossier, cases, profile.claims):
        yield Part("foresaw", "Forecasts", partial(show_forecasts, reading, forecasts))
    if stands := find_stands(cases, voice.id, answered):
        yield Part("stands", "Positions", partial(show_stands, reading, stands))
    if profile.claims and (company := find_company(dossier, cases, voice.id)):
        yield Part("agrees", "Who answers the same questions", partial(show_company, reading, company))
    if changes := find_changes(dossier, [case for case in cases if case.question.id in answered], voice.id):
        yield Part("changes", "Changes of position, and saying both", partial(show_changes, reading, changes))
    if profile.claims:
        yield Part("sure", "How certain", partial(show_certainty, find_certainty(profile.claims)))
    chains, quoted = find_chains(dossier, voice.id, reading.claims), find_quoted(profile, reading.claims)
    if chains or quoted:
        show = partial(show_chains, reading, voice, chains=chains, quoted=quoted)
        yield Part("rests", "How the words reached the texts", show)
    if profile.claims:
        yield Part("silent", "Questions answered, and not", partial(_show_silence, reading, cases, profile))
        show = partial(_show_claims, reading, profile.claims)
        yield Part("says", "Claims", show, len(profile.claims))


def _words_of_others(reading: Reading, profile: Profile) -> Iterable[Part]:
    together = [claim for claim in reading.claims if claim.voice in profile.collectives]
    for name, heading, claims in (
        ("together", "Said together with others", together),
        ("its-word", "What others say on this voice's word", profile.relied_on),
        ("through-it", "Passed on by this voice", profile.relayed),
    ):
        if claims:
            yield Part(name, heading, partial(_show_said_by_others, reading, claims), len(claims))


# Head


def _show_head(reading: Reading, voice: Voice, profile: Profile) -> None:
    with st.container(horizontal=True, gap="small"):
        for label, icon, color in _badges(voice):
            st.badge(label, icon=f":material/{icon}:", color=color)
    st.title(escape(voice.name))
    st.markdown(describe(voice))
    background = list(_background(reading, voice, profile))
    if background:
        st.caption("  \n".join(background))
    if profile.claims:
        with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
            st.caption(_numbers(reading, profile), width="content")
            compare = reading.view.without("analyst").having(show="compare", compared=(voice.id,))
            show_link(compare, "Compare with others", icon="compare_arrows")
    if voice.members:
        st.caption("Taken to be among them:")
        _show_voices(reading, voice.members)
    if profile.collectives:
        st.caption("Heard together with others as:")
        _show_voices(reading, profile.collectives)
    if 0 < len(profile.claims) < FEW:
        count = "One claim" if len(profile.claims) == 1 else "Two claims"
        st.info(f"{count}: too little to judge how this voice speaks. What there is stands below.")


def _numbers(reading: Reading, profile: Profile) -> str:
    forecasts = find_forecasts(reading.dossier, reading.known_cases, profile.claims)
    return f"{count_words(count_claims(profile.claims))} · {counted(len(forecasts), 'forecast')}"


def _badges(voice: Voice) -> Iterable[tuple[str, str, BadgeColor]]:
    if voice.analyst and voice.kind != "group":
        yield "Analyst", "person_search", "blue"
    else:
        group = "Group" if voice.kind == "group" else VOICE_GROUPS[group_of(voice)]
        yield group, "record_voice_over", "gray"
    if not voice.named:
        yield "Unnamed", "visibility_off", "orange"
    if is_collective(voice):
        yield "Several together", "groups", "orange"


def _background(reading: Reading, voice: Voice, profile: Profile) -> Iterable[str]:
    if voice.aliases:
        yield f"Also written: {escape(', '.join(voice.aliases))}"
    if is_collective(voice):
        unknown = "" if voice.members else " The texts do not list them."
        yield f"Several together, counted as one origin at most, and not at all beside one of their own.{unknown}"
    for name in (name for name in profile.written if reading.dossier.sources[name] in reading.known_sources):
        source = reading.dossier.sources[name]
        basis = f" ({escape(source.authors_basis)})" if source.authors_basis else ""
        yield f"Author of “{escape(source.title)}”, published {date_words(source.published)}{basis}"
    if voice.note:
        yield f"Note: {escape(voice.note)}"


def _show_voices(reading: Reading, names: Iterable[str]) -> None:
    with st.container(horizontal=True, gap="medium"):
        for name in names:
            show_link(reading.view.having(analyst=name), escape(reading.dossier.voices[name].name))


def _is_filtered_out(reading: Reading, voice: Voice) -> bool:
    """A voice may say nothing in this view, or nothing itself at all; the page says which, and shows the way back."""
    everything = [claim for claim in reading.dossier.claims.values() if claim.voice == voice.id]
    if not everything:
        st.info("No claim is in this voice's name: the texts tell what it did or said, in the words of others.")
        return False
    st.info(f"This voice makes {counted(len(everything), 'claim')}, but none that fits the filters.")
    show_link(reading.view.without(*reading.view.active_filters()), "Lift all filters", icon="filter_alt_off")
    return True


# What it says


def _show_events(reading: Reading, profile: Profile) -> None:
    show_rest(profile.events, _LINES, "event", "the timeline has every one.")
    for name in profile.events[:_LINES]:
        event = reading.dossier.events[name]
        target = reading.view.on("timeline").having(event=name)
        show_link(target, f"{escape(event.title)} :small[:gray[{date_words(event.date)}]]", icon="timeline")


def _show_silence(reading: Reading, cases: Sequence[Case], profile: Profile) -> None:
    covers = find_topics(cases, profile.claims)
    silent = [topic for topic in covers if not topic.answered]
    spoken = [topic for topic in covers if topic.answered]
    if not spoken:
        st.markdown(f"Answers none of the {sum(cover.asked for cover in covers)} questions that are answered here.")
        return
    answers = "; ".join(f"{topic_words(topic.topic)} {topic.answered} of {topic.asked}" for topic in spoken)
    st.markdown(f"Answers: {answers}.")
    if silent:
        topics = "; ".join(f"{topic_words(topic.topic)} (all {topic.asked})" for topic in silent)
        st.markdown(f"Answers none of the questions on: {topics}. It may speak of these subjects all the same.")
    for name in profile.sources:
        source = reading.dossier.sources[name]
        if source.extent == "truncated":
            st.caption(f"“{escape(source.title)}” is held only in part: what it went on to say is not known.")
    if set(profile.sources) - set(profile.written):
        st.caption("Others quote this voice: silence here may be theirs, not its own.")


def _show_claims(reading: Reading, claims: Sequence[Claim]) -> None:
    st.caption("In the order it was said, and within a text in the order of the text.")
    part = part_of(in_order(reading.dossier, claims), reading.view.part, size=_CLAIMS)
    with st.container(key="said"):
        show_quotes(reading, part.items)
    show_parts(reading.view, part)


def _show_said_by_others(reading: Reading, claims: Sequence[Claim]) -> None:
    for claim in claims[:_LINES]:
        show_quote(reading, claim, speaker=True)
    show_rest(claims, _LINES, "claim", "the download of all claims has them, by `origin` and `via`.")
