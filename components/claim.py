"""A claim on a page of its own: its words, who says them and how they reached us, and what stands against it."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from components.cards import chain_words
from components.history import show_claim_history
from components.links import show_link
from components.marks import escape, marked_sentence
from components.taking import show_cite_claim
from components.words import CLAIM_TYPES, FORECASTS, LIKELIHOODS, LINKED, LINKS, case_badge, counted
from dossier.clashes import clash
from dossier.conflicts import Case, Side
from dossier.countries import country_name
from dossier.dates import Edtf
from dossier.dates import words as date_words
from dossier.model import Answer, Claim, Figure, Link, Position
from dossier.quantities import figure_words
from dossier.reading import Reading
from dossier.voices import independent_origins

_TYPE_ICONS = {"fact": "check_circle", "figure": "tag", "assessment": "psychology", "forecast": "online_prediction"}
_ADMIRALTY = {
    "1": "confirmed by other sources",
    "2": "probably true",
    "3": "possibly true",
    "4": "doubtful",
    "5": "improbable",
    "6": "truth cannot be judged",
}


def show_claim_page(reading: Reading, claim: Claim) -> None:
    """Everything that the dossier holds on one claim."""
    dossier = reading.dossier
    show_link(reading.view.without("claim"), "All claims", icon="arrow_back")
    with st.container(horizontal=True, gap="small"):
        st.badge(CLAIM_TYPES[claim.type], icon=f":material/{_TYPE_ICONS[claim.type]}:", color="gray")
        if claim.status != "current":
            st.badge(claim.status.capitalize(), icon=":material/history_toggle_off:", color="orange")
    st.title(escape(claim.text))
    if claim.status != "current":
        st.warning(f"No longer stands: {escape(claim.status_why or '')}", icon=":material/history_toggle_off:")
    told, known = st.columns([3, 2], gap="large")
    with told:
        with st.container(border=True):
            with st.container(key="claim-quote"):
                st.markdown(marked_sentence(dossier.texts[claim.source], dossier.spans[claim.id]))
            st.caption(f"**{escape(dossier.voices[claim.voice].name)}** · {chain_words(dossier, claim)}")
            with st.container(horizontal=True, gap="small", vertical_alignment="center"):
                show_link(reading.view.on("sources").having(claim=claim.id), "In the text", icon="article")
                voice = reading.view.on("analysts").having(analyst=claim.voice)
                show_link(voice, "This voice", icon="record_voice_over")
                show_cite_claim(reading, claim)
        _show_answers(reading, claim)
        _show_links(reading, claim)
    with known:
        for name, words in _facts(reading, claim):
            with st.container(gap=None):
                st.caption(name)
                st.markdown(words)
        _show_events(reading, claim)
        show_claim_history(reading, claim)


def _facts(reading: Reading, claim: Claim) -> Iterable[tuple[str, str]]:
    """What is known of a claim, as names and Markdown; what is not known is left out."""
    dossier = reading.dossier
    voice, origin = dossier.voices[claim.voice], dossier.voices[dossier.origin(claim)]
    if roles := ", ".join(part for part in (voice.role, voice.affiliation) if part):
        yield "Who speaks", escape(f"{voice.name}, {roles}")
    if origin.id != voice.id:
        yield "On whose word", escape(origin.name)
    same = [other for other in reading.known_claims if dossier.origin(other) == origin.id and other.id != claim.id]
    if same:
        yield "Same origin", f"{counted(len(same), 'other claim')}: they do not corroborate this one"
    said = date_words(dossier.said(claim)) + _basis(claim.said_basis)
    yield "Said", said if claim.said else f"{said} (when the text was published)"
    if claim.about:
        yield "About", date_words(claim.about) + _basis(claim.about_basis)
    if claim.countries:
        yield "Countries", escape(", ".join(country_name(code) for code in claim.countries))
    if claim.hedge:
        reading_of = f", read as *{LIKELIHOODS[claim.likelihood]}*" if claim.likelihood else ""
        yield "Words of doubt", f"“{escape(claim.hedge)}”{reading_of}"
    elif claim.likelihood:
        yield "How sure", LIKELIHOODS[claim.likelihood]
    if claim.credibility:
        yield "Credibility", f"{claim.credibility}: {_ADMIRALTY[claim.credibility]} (Admiralty scale)"
    if claim.note:
        yield "Note", escape(claim.note)


def _basis(basis: str | None) -> str:
    return f" :small[:gray[({escape(basis)})]]" if basis else ""


def _show_answers(reading: Reading, claim: Claim) -> None:
    """Each question that the claim answers, what it answers, and who answers otherwise."""
    cases = {case.question.id: case for case in reading.known_cases if case.question.id in claim.answers}
    for name in claim.answers:
        question = reading.dossier.questions[name]
        st.subheader(escape(question.title), divider="gray")
        answer = reading.dossier.answer(claim, name)
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"Answer: **{_answer_words(answer, question.unit)}**", width="stretch")
            if name in cases:
                badge = case_badge(cases[name])
                st.badge(badge.label, icon=f":material/{badge.icon}:", color=badge.color)
        if name in cases:
            _show_others(reading, claim, cases[name])
        target = reading.view.on("conflicts").having(question=(name,))
        show_link(target, "All answers to this question", icon="balance")


def _answer_words(answer: Answer | None, unit: str | None) -> str:
    match answer:
        case Position():
            return escape(answer.label)
        case Figure():
            return escape(" ".join(part for part in (figure_words(answer), answer.unit or unit) if part))
        case Edtf():
            return date_words(answer)
        case None:
            return ""


def _show_others(reading: Reading, claim: Claim, case: Case) -> None:
    """The sides of a conflict on which the claim does not stand, with their claims; what excludes it first."""
    own = next((side for side in case.sides if claim.id in (*side.claims, *side.withdrawn)), None)
    if own and own.state:
        badge = FORECASTS[own.state]
        st.caption(f":material/{badge.icon}: {badge.label}")
    if not case.kind or not own:
        return
    others = [side for side in case.sides if side is not own and side.takes_a_stand and own.takes_a_stand]
    opposed = [side for side in others if clash(case.question, own.answer, side.answer)]
    for side in opposed:
        _show_side(reading, side, "Otherwise")
    for side in others:
        if side not in opposed:
            _show_side(reading, side, "Can be right too")


def _show_side(reading: Reading, side: Side, lead: str) -> None:
    dossier = reading.dossier
    claims = [dossier.claims[name] for name in side.claims]
    origins = counted(len(independent_origins(dossier, claims)), "independent origin")
    st.markdown(f"{lead}: **{escape(side.label)}** :small[:gray[{counted(len(claims), 'claim')}, {origins}]]")
    for other in claims:
        with st.container(gap=None):
            show_link(reading.view.having(claim=other.id), escape(other.text), icon="format_quote")
            st.caption(escape(dossier.voices[other.voice].name))


def _show_links(reading: Reading, claim: Claim) -> None:
    """The relations between this claim and others that a curator has drawn, in both directions."""
    to_us = [(other, link) for other in reading.known_claims for link in other.links if link.to == claim.id]
    known = {other.id for other in reading.known_claims}
    if not to_us and not any(link.to in known for link in claim.links):
        return
    st.subheader("Linked claims", divider="gray")
    for link in claim.links:
        if link.to in known:
            _show_link_to(reading, LINKS[link.type], reading.dossier.claims[link.to], link)
    for other, link in to_us:
        _show_link_to(reading, LINKED[link.type], other, link)


def _show_link_to(reading: Reading, how: str, other: Claim, link: Link) -> None:
    with st.container(gap=None):
        show_link(reading.view.having(claim=other.id), f"**{how}:** {escape(other.text)}", icon="link")
        st.caption(f"{escape(reading.dossier.voices[other.voice].name)}. {escape(link.why)}")


def _show_events(reading: Reading, claim: Claim) -> None:
    events = [event for event in reading.dossier.events.values() if claim.id in event.claims]
    if not events:
        return
    st.caption("On the timeline")
    for event in events:
        target = reading.view.on("timeline").having(event=event.id)
        show_link(target, f"{escape(event.title)}, {date_words(event.date)}", icon="timeline")
