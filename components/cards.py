"""The claim card: one component, the same everywhere."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from components.links import show_link
from components.marks import Color, escape, marked_sentence
from components.share import show_share
from components.words import CLAIM_TYPES, LIKELIHOODS, LINKS
from dossier.countries import country_name
from dossier.dates import words as date_words
from dossier.model import Claim, Dossier
from dossier.reading import Reading
from dossier.view import View


def show_claim(reading: Reading, claim: Claim, *, color: Color = "blue", full: bool = False, found: str = "") -> None:
    """A claim as a card: its words in their sentence, who says it and through whom, when, and how sure.

    `full` adds the curator's sentence, the basis of dates, links to other claims and notes; `found` is Markdown that
    says where a search has found it.
    """
    dossier = reading.dossier
    text = dossier.texts[claim.source]
    with st.container(border=True, gap="small"):
        if claim.id not in reading.known_ids:
            st.caption(":material/history: From a text that had not certainly appeared by the chosen day")
            return
        if claim.id not in reading.claim_ids:
            st.caption(":material/filter_alt: Outside your filters")
        st.markdown(marked_sentence(text, dossier.spans[claim.id], color=color))
        with st.container(gap=None):
            st.markdown(f"**{escape(dossier.voices[claim.voice].name)}**")
            st.caption("  \n".join(card_lines(dossier, claim)))
        if found:
            st.caption(found)
        if full:
            _show_details(reading, claim)
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            show_link(_in_the_text(reading.view, claim), "In the text", icon="format_quote")
            show_link(reading.view.on("claims").having(claim=claim.id), "Details", icon="open_in_full")
            show_link(reading.view.on("analysts").having(analyst=claim.voice), "This voice", icon="record_voice_over")
            show_share(reading, View("claims", claim=claim.id), key=f"claim-{claim.id}")


def show_claims(reading: Reading, claims: Sequence[Claim]) -> None:
    """Claims as cards in two columns, to be read row by row."""
    for start in range(0, len(claims), 2):
        for column, claim in zip(st.columns(2, gap="small"), claims[start : start + 2], strict=False):
            with column:
                show_claim(reading, claim)


def _in_the_text(view: View, claim: Claim) -> View:
    return view.on("sources").having(claim=claim.id)


def card_lines(dossier: Dossier, claim: Claim) -> list[str]:
    """The small print of a card as Markdown lines: role, chain of attribution, dates, hedge."""
    voice = dossier.voices[claim.voice]
    source = dossier.sources[claim.source]
    lines = [escape(", ".join(part for part in (voice.role, voice.affiliation) if part)), chain_words(dossier, claim)]
    lines.append(f"said {date_words(claim.said)}" if claim.said else f"published {date_words(source.published)}")
    if claim.hedge:
        reading = f" (read by the curator as {LIKELIHOODS[claim.likelihood]})" if claim.likelihood else ""
        lines.append(f"word of doubt: *{escape(claim.hedge)}*{reading}")
    if claim.status != "current":
        lines.append(f":material/history_toggle_off: {claim.status}: {escape(claim.status_why or '')}")
    return [line for line in lines if line]


def chain_words(dossier: Dossier, claim: Claim) -> str:
    """How the words reached us, from the source outward, as Markdown."""
    source = dossier.sources[claim.source]
    title = f"“{escape(source.title)}”"
    chain = dossier.chain(claim)
    if len(chain) > 1:
        return " ← ".join([title, *(escape(dossier.voices[name].name) for name in chain)])
    return f"writing in {title}" if claim.voice in source.authors else f"in {title}"


def _show_details(reading: Reading, claim: Claim) -> None:
    dossier = reading.dossier
    st.markdown(f"**{CLAIM_TYPES[claim.type]}:** {escape(claim.text)}")
    facts = []
    if claim.about:
        facts.append(f"Happened: {date_words(claim.about)}" + _basis(claim.about_basis))
    if claim.said and claim.said_basis:
        facts.append(f"Said: {date_words(claim.said)}" + _basis(claim.said_basis))
    if claim.countries:
        facts.append("On " + ", ".join(country_name(code) for code in claim.countries))
    if claim.note:
        facts.append(f"Note: {escape(claim.note)}")
    if facts:
        st.caption("  \n".join(facts))
    for question in claim.answers:
        asked = dossier.questions[question]
        show_link(
            reading.view.on("conflicts").having(question=(question,)), f"Answers: {escape(asked.title)}", icon="balance"
        )
    for link in (link for link in claim.links if link.to in reading.known_ids):
        other = dossier.claims[link.to]
        show_link(_in_the_text(reading.view, other), f"{LINKS[link.type]}: {escape(other.text)}", icon="link")
        st.caption(escape(link.why))


def _basis(basis: str | None) -> str:
    return f" ({escape(basis)})" if basis else ""
