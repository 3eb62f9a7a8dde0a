"""A claim on a page of its own: its words, who says them and how they reached us, and what stands against it."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st
from markupsafe import Markup

from components.cards import chain_words
from components.history import show_claim_history
from components.marks import escape, quotation
from components.pieces import DOT, badge_of, gray, heading, link, paragraph, row, show_html, small, strong, symbol
from components.taking import show_cite_claim
from components.words import CLAIM_TYPES, FORECASTS, LIKELIHOODS, LINKED, LINKS, STATUSES, Badge, case_badge, counted
from dossier.clashes import clash
from dossier.conflicts import Case, Side
from dossier.countries import country_name
from dossier.dates import Edtf
from dossier.dates import words as date_words
from dossier.language import _, begun
from dossier.model import Answer, Claim, Figure, Link, Position
from dossier.quantities import figure_words
from dossier.reading import Reading
from dossier.voices import independent_origins

_TYPE_ICONS = {"fact": "check_circle", "figure": "tag", "assessment": "psychology", "forecast": "online_prediction"}
_ADMIRALTY = {
    "1": _("confirmed by other sources"),
    "2": _("probably true"),
    "3": _("possibly true"),
    "4": _("doubtful"),
    "5": _("improbable"),
    "6": _("truth cannot be judged"),
}


def show_claim_page(reading: Reading, claim: Claim) -> None:
    """Everything that the dossier holds on one claim."""
    badges = [Badge(CLAIM_TYPES[claim.type], _TYPE_ICONS[claim.type], "gray")]
    if claim.status != "current":
        badges.append(Badge(begun(STATUSES[claim.status]), "history_toggle_off", "orange"))
    show_html(
        link(reading.view.without("claim"), _("All claims"), icon="arrow_back", kind="top"),
        row(*map(badge_of, badges)),
    )
    st.title(escape(claim.text))
    if claim.status != "current":
        fallen = _("No longer stands: {why}").format(why=escape(claim.status_why or ""))
        st.warning(fallen, icon=":material/history_toggle_off:")
    told, known = st.columns([3, 2], gap="large")
    with told:
        with st.container(border=True, gap="small"):
            _show_quote(reading, claim)
            show_cite_claim(reading, claim)
        show_html(*_answers(reading, claim), *_links(reading, claim))
    with known:
        facts = (small(name) + paragraph(words) for name, words in _facts(reading, claim))
        show_html(*facts, *_events(reading, claim), kind="facts")
        show_claim_history(reading, claim)


def _show_quote(reading: Reading, claim: Claim) -> None:
    dossier, view = reading.dossier, reading.view
    show_html(
        quotation(dossier, claim),
        small(DOT.join((strong(dossier.voices[claim.voice].name), chain_words(dossier, claim)))),
        row(
            link(view.on("sources").having(claim=claim.id), _("In the text"), icon="article", kind="top"),
            link(
                view.on("analysts").having(analyst=claim.voice), _("This voice"), icon="record_voice_over", kind="top"
            ),
        ),
        kind="claim-quote",
    )


def _facts(reading: Reading, claim: Claim) -> Iterable[tuple[str, str]]:
    """What is known of a claim, as names and words; what is not known is left out."""
    dossier = reading.dossier
    voice, origin = dossier.voices[claim.voice], dossier.voices[dossier.origin(claim)]
    if roles := ", ".join(part for part in (voice.role, voice.affiliation) if part):
        yield _("Who speaks"), f"{voice.name}, {roles}"
    if origin.id != voice.id:
        yield _("On whose word"), origin.name
    same = [other for other in reading.known_claims if dossier.origin(other) == origin.id and other.id != claim.id]
    if same:
        others = counted(len(same), "other claim", "other claims")
        yield _("Same origin"), _("{others}: they do not corroborate this one").format(others=others)
    said = date_words(dossier.said(claim)) + _basis(claim.said_basis)
    yield _("Said"), said if claim.said else _("{date} (when the text was published)").format(date=said)
    if claim.about:
        yield _("About"), date_words(claim.about) + _basis(claim.about_basis)
    if claim.countries:
        yield _("Countries"), ", ".join(country_name(code) for code in claim.countries)
    if claim.hedge:
        read_as = Markup("<em>{}</em>").format(LIKELIHOODS[claim.likelihood]) if claim.likelihood else ""
        words = Markup(_("“{hedge}”, read as {likelihood}")) if read_as else Markup("“{hedge}”")
        yield _("Words of doubt"), words.format(hedge=claim.hedge, likelihood=read_as)
    elif claim.likelihood:
        yield _("How sure"), LIKELIHOODS[claim.likelihood]
    if claim.credibility:
        graded = _("{grade}: {meaning} (Admiralty scale)")
        yield _("Credibility"), graded.format(grade=claim.credibility, meaning=_ADMIRALTY[claim.credibility])
    if claim.note:
        yield _("Note"), claim.note


def _basis(basis: str | None) -> Markup:
    return " " + gray(f"({basis})") if basis else Markup()


def _answers(reading: Reading, claim: Claim) -> Iterable[Markup]:
    """Each question that the claim answers, what it answers, and who answers otherwise."""
    cases = {case.question.id: case for case in reading.known_cases if case.question.id in claim.answers}
    for name in claim.answers:
        question = reading.dossier.questions[name]
        answer = strong(_answer_words(reading.dossier.answer(claim, name), question.unit))
        yield heading(3, question.title, kind="ruled")
        yield row(
            paragraph(Markup(_("Answer: {answer}")).format(answer=answer)),
            badge_of(case_badge(cases[name])) if name in cases else Markup(),
            kind="notice",
        )
        if name in cases:
            yield from _others(reading, claim, cases[name])
        target = reading.view.on("conflicts").having(question=(name,))
        yield paragraph(link(target, _("All answers to this question"), icon="balance", kind="top"))


def _answer_words(answer: Answer | None, unit: str | None) -> str:
    match answer:
        case Position():
            return answer.label
        case Figure():
            return " ".join(part for part in (figure_words(answer), answer.unit or unit) if part)
        case Edtf():
            return date_words(answer)
        case None:
            return ""


def _others(reading: Reading, claim: Claim, case: Case) -> Iterable[Markup]:
    """The sides of a conflict on which the claim does not stand, with their claims; what excludes it first."""
    own = next((side for side in case.sides if claim.id in (*side.claims, *side.withdrawn)), None)
    if own and own.state:
        badge = FORECASTS[own.state]
        yield small(symbol(badge.icon) + badge.label)
    if not case.kind or not own:
        return
    others = [side for side in case.sides if side is not own and side.takes_a_stand and own.takes_a_stand]
    opposed = [side for side in others if clash(case.question, own.answer, side.answer)]
    for side in opposed:
        yield _side(reading, side, _("Otherwise"))
    for side in others:
        if side not in opposed:
            yield _side(reading, side, _("Can be right too"))


def _side(reading: Reading, side: Side, lead: str) -> Markup:
    dossier = reading.dossier
    claims = [dossier.claims[name] for name in side.claims]
    origins = counted(len(independent_origins(dossier, claims)), "independent origin", "independent origins")
    counts = gray(", ".join((counted(len(claims), "claim", "claims"), origins)))
    told = Markup("{}: {} {}").format(lead, strong(side.label), counts)
    return paragraph(told) + Markup().join(_other(reading, other) for other in claims)


def _other(reading: Reading, claim: Claim) -> Markup:
    words = link(reading.view.having(claim=claim.id), claim.text, icon="format_quote", kind="top")
    return paragraph(words) + small(reading.dossier.voices[claim.voice].name)


def _links(reading: Reading, claim: Claim) -> Iterable[Markup]:
    """The relations between this claim and others that a curator has drawn, in both directions."""
    ties = [
        (LINKS[tie.type], reading.dossier.claims[tie.to], tie) for tie in claim.links if tie.to in reading.known_ids
    ]
    ties += [
        (LINKED[tie.type], other, tie) for other in reading.known_claims for tie in other.links if tie.to == claim.id
    ]
    if ties:
        yield heading(3, _("Linked claims"), kind="ruled")
    yield from (_tie(reading, how, other, tie) for how, other, tie in ties)


def _tie(reading: Reading, how: str, other: Claim, tie: Link) -> Markup:
    words = Markup("<span>{} {}</span>").format(strong(f"{how}:"), other.text)
    said = small(f"{reading.dossier.voices[other.voice].name}. {tie.why}")
    return paragraph(link(reading.view.having(claim=other.id), words, icon="link", kind="top")) + said


def _events(reading: Reading, claim: Claim) -> Iterable[Markup]:
    events = [event for event in reading.dossier.events.values() if claim.id in event.claims]
    if events:
        yield small(_("On the timeline"))
    for event in events:
        target = reading.view.on("timeline").having(event=event.id)
        yield paragraph(link(target, f"{event.title}, {date_words(event.date)}", icon="timeline", kind="top"))
