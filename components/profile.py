"""One voice in full: who it is, where it stands, what it foresaw, how sure it speaks, on what it rests."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

import streamlit as st

from components.agreement import show_company
from components.cases import side_color
from components.forecasts import show_forecasts
from components.links import show_link
from components.marks import escape
from components.parts import show_parts, show_rest
from components.quotes import show_quote, show_quotes
from components.voice_charts import show_certainty
from components.voices import count_words, describe, voice_names
from components.words import CHANGES, COMPANY, FORECASTS, LIKELIHOODS, VOICE_GROUPS, BadgeColor, counted, topic_words
from dossier.conflicts import Case, Side
from dossier.dates import words as date_words
from dossier.forecasts import find_forecasts
from dossier.model import Claim, Voice
from dossier.parts import part_of
from dossier.profiles import (
    Certainty,
    Chain,
    Change,
    Company,
    Stand,
    count_claims,
    find_certainty,
    find_chains,
    find_changes,
    find_stands,
    find_topics,
    in_order,
)
from dossier.reading import Reading
from dossier.voices import Profile, find_profile, group_of, is_collective

_LOOK_ALIKES = str.maketrans('"<>`#&%$\\:{}[]', "”‹›’＃＆％＄＼∶（）（）")
_LINES, _CLAIMS = 40, 120
"""How many lines a list of this page has at most, and how many claims stand in one part."""
_WHERE = "the claims at the end of this page are all that it says."
FEW = 3
"""Fewer claims than this say little about a voice; fewer hedges than this make no chart."""


def show_profile(reading: Reading, voice: Voice) -> None:
    """Everything about a voice, the shorter the less there is to tell."""
    profile = find_profile(reading.dossier, voice.id, reading.claims)
    show_link(reading.view.without("analyst"), "All voices", icon="arrow_back")
    _show_head(reading, voice, profile)
    if not profile.claims:
        _show_unheard(reading, voice, profile)
        return
    answered = {name for claim in profile.claims for name in claim.answers}
    cases = reading.known_cases
    forecasts = find_forecasts(reading.dossier, reading.known_cases, profile.claims)
    if forecasts:
        st.header("What it foresaw")
        show_forecasts(reading, forecasts)
    _show_stands(reading, find_stands(cases, voice.id, answered))
    show_company(reading, cases, voice)
    _show_changes(reading, find_changes(reading.dossier, [c for c in cases if c.question.id in answered], voice.id))
    _show_certainty(find_certainty(profile.claims))
    _show_rests(reading, voice, profile)
    _show_silence(reading, cases, profile)
    _show_claims(reading, profile)


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
        st.caption("The texts name these of them:")
        _show_voices(reading, voice.members)
    if profile.collectives:
        st.caption("Speaks also as one of:")
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
        yield "Several speaking as one", "groups", "orange"


def _background(reading: Reading, voice: Voice, profile: Profile) -> Iterable[str]:
    if voice.aliases:
        yield f"Also written: {escape(', '.join(voice.aliases))}"
    if is_collective(voice):
        unknown = "" if voice.members else " The texts name none of its members."
        yield f"A collective voice, not counted as an independent person.{unknown}"
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


def _show_unheard(reading: Reading, voice: Voice, profile: Profile) -> None:
    """A voice that says nothing itself, in this view or at all."""
    everything = [claim for claim in reading.dossier.claims.values() if claim.voice == voice.id]
    if everything:
        st.info(f"This voice makes {counted(len(everything), 'claim')}, but none that fits the filters.")
        show_link(reading.view.without(*reading.view.active_filters()), "Lift all filters", icon="filter_alt_off")
        return
    st.info("This voice says nothing itself in these texts: others name it, or speak for it.")
    if profile.events:
        st.header("What it takes part in")
        show_rest(profile.events, _LINES, "event", "the timeline has every one.")
        for name in profile.events[:_LINES]:
            event = reading.dossier.events[name]
            target = reading.view.on("timeline").having(event=name)
            show_link(target, f"{escape(event.title)} :small[:gray[{date_words(event.date)}]]", icon="timeline")
    _show_rests(reading, voice, profile)
    _show_others(reading, profile)


# Where it stands


def _show_stands(reading: Reading, stands: Sequence[Stand]) -> None:
    if not stands:
        return
    st.header("Where it stands")
    groups = {company: [stand for stand in stands if stand.company == company] for company in COMPANY}
    st.caption(_company_words(groups, len(stands)))
    for company, heading in COMPANY.items():
        if groups[company]:
            st.subheader(f"{heading} :small[:gray[{len(groups[company])}]]", divider="gray")
            with st.container(key=f"stands-{company}"):
                for stand in groups[company][:_LINES]:
                    _show_stand(reading, stand)
                show_rest(groups[company], _LINES, "question", _WHERE)


def _company_words(groups: dict[Company, list[Stand]], total: int) -> str:
    counts = {company: len(stands) for company, stands in groups.items()}
    parts = (
        f"others say otherwise on {counts['opposed']}" if counts["opposed"] else "",
        f"others speak without saying otherwise on {counts['joined']}" if counts["joined"] else "",
        f"nobody else answers {counts['alone']}" if counts["alone"] else "",
    )
    return f"Of {counted(total, 'question')} it answers, {', '.join(part for part in parts if part)}."


def _show_stand(reading: Reading, stand: Stand) -> None:
    """One question: what this voice answers, who stands beside it, and who stands elsewhere."""
    asked = stand.case.question
    question, mine, others = st.columns([3, 4, 5], gap="small")
    with question:
        show_link(reading.view.on("conflicts").having(question=(asked.id,)), escape(asked.title))
    mine.markdown("  \n".join(_answer_words(stand.case, side) for side in stand.mine))
    others.markdown("  \n".join(_others(reading, stand)) or ":small[:gray[nobody else]]")


def _answer_words(case: Case, side: Side) -> str:
    state = f" :small[:gray[{FORECASTS[side.state].label.lower()}]]" if side.state else ""
    return f"{dot(case, side)} **{escape(side.label)}**{state}"


def dot(case: Case, side: Side) -> str:
    """The mark of a side, in the colour it has everywhere."""
    return f":{side_color(case.sides.index(side))}[●]"


def _others(reading: Reading, stand: Stand) -> Iterable[str]:
    dossier = reading.dossier
    for side in stand.mine:
        if names := stand.beside(side):
            which = f"{dot(stand.case, side)} " if len(stand.mine) > 1 else ""
            yield f":small[with {which}{voice_names(dossier, names)}]"
    for lead, sides in (("against", stand.against), ("also", stand.besides)):
        for side in sides:
            yield f":small[{lead} {dot(stand.case, side)} {escape(side.label)}: {voice_names(dossier, side.voices)}]"


# What it changed, how sure it is, on what it rests


def _show_changes(reading: Reading, changes: Sequence[Change]) -> None:
    if not changes:
        return
    st.header("Changes of position, and saying both")
    show_rest(changes, _LINES, "change", _WHERE)
    for change in changes[:_LINES]:
        with st.container(border=True, gap="small"):
            target = reading.view.on("conflicts").having(question=(change.question.id,))
            show_link(target, f"**{escape(change.question.title)}**")
            st.caption(CHANGES[change.kind])
            for side, claims in change.answers:
                when = date_words(reading.dossier.said(claims[0]))
                dated = f" :small[:gray[{when}]]" if change.kind != "one_text" else ""
                st.markdown(f"**{escape(side.label)}**{dated}")
                show_quote(reading, claims[0])
            if change.question.differ:
                st.caption(f"Why, in the curator's judgement: {escape(change.question.differ.note)}")


def _show_certainty(certainty: Certainty) -> None:
    st.header("How sure it speaks")
    total = certainty.hedged + len(certainty.plain)
    placed = sum(map(len, certainty.placed.values()))
    if not certainty.hedged:
        st.markdown(f"No word of doubt or confidence in {counted(total, 'claim')}, which is not the same as certainty.")
        return
    carry = "carries" if certainty.hedged == 1 else "carry"
    rest = " The rest is said without one, which is not the same as certainty." if certainty.plain else ""
    st.markdown(
        f"**{certainty.hedged} of {counted(total, 'claim')}** {carry} a word of doubt or confidence; {placed} can be "
        f"placed on the scale of likelihood.{rest}"
    )
    words = "\n".join(_hedges(certainty))
    if certainty.hedged < FEW:
        st.markdown(words)
        return
    chart, twin = st.columns(2, gap="medium")
    with chart:
        show_certainty(certainty)
    twin.markdown(words)


def _hedges(certainty: Certainty) -> Iterable[str]:
    for step, claims in certainty.placed.items():
        if claims:
            yield f"- **{LIKELIHOODS[step]}** ({len(claims)}): {_in_its_words(claims)}"
    if certainty.unplaced:
        yield f"- **not placed on the scale** ({len(certainty.unplaced)}): {_in_its_words(certainty.unplaced)}"


def _in_its_words(claims: Iterable[Claim]) -> str:
    return ", ".join(dict.fromkeys(f"“{escape(claim.hedge)}”" for claim in claims if claim.hedge))


def _show_rests(reading: Reading, voice: Voice, profile: Profile) -> None:
    """How its words reached the texts, as a diagram where somebody stands between, and always in words."""
    chains = find_chains(reading.dossier, voice.id, reading.claims)
    quoted = _quoted(reading, voice, profile)
    if not chains and not quoted:
        return
    st.header("How its words reach us, and on what they rest")
    if any(len(chain.voices) > 1 for chain in chains):
        alt = "From whom to whom the words went; the list says the same"
        st.mermaid_chart(diagram(reading, voice, chains[:_LINES]), width="content", alt=alt)
    show_rest(chains, _LINES, "way", _WHERE)
    for chain in chains[:_LINES]:
        st.markdown(_chain_words(reading, voice, chain))
    if quoted:
        voices, claims = counted(len(quoted), "other voice"), counted(sum(quoted.values()), "claim")
        st.markdown(f"The text it wrote also carries the words of {voices} ({claims}):")
        show_rest(list(quoted), _LINES, "voice", "the directory has every one.")
        with st.container(horizontal=True, gap="medium", key="quoted"):
            for name, number in list(quoted.items())[:_LINES]:
                show_link(reading.view.having(analyst=name), f"{escape(reading.dossier.voices[name].name)} ({number})")


def _quoted(reading: Reading, voice: Voice, profile: Profile) -> dict[str, int]:
    found: dict[str, int] = {}
    for claim in reading.claims:
        if claim.source in profile.written and claim.voice != voice.id:
            found[claim.voice] = found.get(claim.voice, 0) + 1
    return dict(sorted(found.items(), key=lambda item: -item[1]))


def _chain_words(reading: Reading, voice: Voice, chain: Chain) -> str:
    dossier = reading.dossier
    source = dossier.sources[chain.source]
    title = f"“{escape(source.title)}”"
    count = f":gray[({counted(chain.claims, 'claim')})]"
    if chain.voices == (voice.id,) and voice.id in source.authors:
        return f"It writes in {title} {count}"
    names = (f"**{escape(dossier.voices[name].name)}**" for name in chain.voices)
    return " ← ".join([title, *names]) + f" {count}"


def diagram(reading: Reading, voice: Voice, chains: Sequence[Chain]) -> str:
    """The chains as a Mermaid flowchart: words go from where they start down to the texts."""
    dossier = reading.dossier
    links = dict.fromkeys(
        (start, end) for chain in chains for end, start in pairwise((f"text:{chain.source}", *chain.voices))
    )
    nodes = list(dict.fromkeys(name for link in links for name in link))
    lines = ["flowchart TD"]
    for n, name in enumerate(nodes):
        kind, _, source = name.partition(":")
        label = dossier.sources[source].title if kind == "text" else dossier.voices[name].name
        lines.append(f'  n{n}(["{_mermaid(label)}"])' if name == voice.id else f'  n{n}["{_mermaid(label)}"]')
    lines += [f"  n{nodes.index(start)} --> n{nodes.index(end)}" for start, end in links]
    return "\n".join(lines)


def _mermaid(label: str) -> str:
    """A label in which nothing is syntax: each sign that Mermaid reads becomes one that only looks like it."""
    return " ".join(label.translate(_LOOK_ALIKES).split())


def _show_silence(reading: Reading, cases: Sequence[Case], profile: Profile) -> None:
    covers = find_topics(cases, profile.claims)
    silent = [topic for topic in covers if not topic.answered]
    spoken = [topic for topic in covers if topic.answered]
    st.header("What it speaks about, and what not")
    if not spoken:
        st.markdown(f"It answers none of the {sum(cover.asked for cover in covers)} questions that others answer here.")
        return
    answers = "; ".join(f"{topic_words(topic.topic)} {topic.answered} of {topic.asked}" for topic in spoken)
    st.markdown(f"Answers: {answers}.")
    if silent:
        topics = "; ".join(f"{topic_words(topic.topic)} (all {topic.asked})" for topic in silent)
        st.markdown(f"Silent on: {topics}.")
    for name in profile.sources:
        source = reading.dossier.sources[name]
        if source.extent == "truncated":
            st.caption(f"“{escape(source.title)}” is held only in part: what it went on to say is not known.")
    if set(profile.sources) - set(profile.written):
        st.caption("Others quote this voice: silence here may be theirs, not its own.")


# Its claims


def _show_claims(reading: Reading, profile: Profile) -> None:
    st.header(f"What it says :small[:gray[{len(profile.claims)}]]")
    st.caption("In the order it was said, and within a text in the order of the text.")
    with st.container(key="said"):
        part = part_of(in_order(reading.dossier, profile.claims), reading.view.part, size=_CLAIMS)
        show_quotes(reading, part.items)
    show_parts(reading.view, part)
    _show_others(reading, profile)


def _show_others(reading: Reading, profile: Profile) -> None:
    for heading, claims in (
        ("What others say on its word", profile.relied_on),
        ("What reached the texts through it", profile.relayed),
    ):
        if claims:
            st.header(heading)
            for claim in claims[:_LINES]:
                show_quote(reading, claim, speaker=True)
            show_rest(claims, _LINES, "claim", "the download of all claims has them, by `origin` and `via`.")
