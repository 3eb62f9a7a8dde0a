"""What was before: that a view has changed since its link was made, and what happened to a claim over time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import streamlit as st
from markupsafe import Markup, escape

from components.pieces import gray, link, paragraph, show_html, small
from components.words import CLAIM_FIELDS, counted
from dossier.dates import parse_edtf
from dossier.dates import words as date_words
from dossier.history import Step, archive
from dossier.language import _
from dossier.memory import Change, Difference, find_difference
from dossier.model import Claim
from dossier.reading import Reading

_MOST = 10
_EVERY = 1.0
"""Seconds between two looks for a past that is still being found."""


def show_change(reading: Reading, change: Change) -> None:
    """That the dossier has changed since the link was made, and what, once that has been found."""
    st.info(_change_words(change), icon=":material/update:")
    waiting = find_difference(reading) is None
    st.fragment(_show_difference, run_every=_EVERY if waiting else None)(reading, waiting=waiting)


def _change_words(change: Change) -> str:
    if change.then is None or change.now is None:
        return _("The dossier has changed since this link was made. This is how it reads now.")
    as_many = _(
        "The dossier has changed since this link was made: this view then held **{claims}**, and holds as many now."
    )
    other = _(
        "The dossier has changed since this link was made: this view then held **{claims}** and now holds **{now:,}**."
    )
    said = as_many if change.then == change.now else other
    return said.format(claims=counted(change.then, "claim", "claims"), now=change.now)


def _show_difference(reading: Reading, *, waiting: bool) -> None:
    found = find_difference(reading)
    if found is None:
        return
    if waiting:
        st.rerun()  # this one draws itself again and again until the page is made anew
    if found == "unknown":
        return
    with st.expander(_summary(found), icon=":material/difference:", key="what-changed"):
        show_html(
            _list(_("New in this view"), [_line(reading, claim) for claim in found.added]),
            _list(_("Changed"), [_line(reading, claim, _field_words(fields)) for claim, fields in found.changed]),
            _list(_("No longer in this view"), _gone(reading, found.gone)),
        )


def _summary(found: Difference) -> str:
    parts = (
        (_("{number:,} new"), found.added),
        (_("{number:,} changed"), found.changed),
        (_("{number:,} gone"), found.gone),
    )
    told = ", ".join(said.format(number=len(claims)) for said, claims in parts if claims)
    return _("What changed: {parts}").format(parts=told) if told else _("What changed: nothing in this view")


def _gone(reading: Reading, claims: Sequence[Claim]) -> list[Markup]:
    """Under a known-on date nothing is told that the view hides, only how much that is."""
    hidden = {claim.id for claim in claims if claim.id in reading.dossier.claims} - reading.known_ids
    lines = [_line(reading, claim) for claim in claims if claim.id not in hidden]
    if hidden:
        said = _("{claims} not certainly published by the day of this view")
        lines.append(escape(said.format(claims=counted(len(hidden), "claim", "claims"))))
    return lines


def _list(words: str, lines: Sequence[Markup]) -> Markup:
    if not lines:
        return Markup()
    more = len(lines) - _MOST
    rest = small(_("and {number:,} more").format(number=more)) if more > 0 else Markup()
    return small(words) + Markup().join(map(paragraph, lines[:_MOST])) + rest


def _line(reading: Reading, claim: Claim, parts: str = "") -> Markup:
    """A claim that is still there as a link; of one that was taken out only whose it was: it is not repeated."""
    held = reading.dossier.claims.get(claim.id)
    if held:
        view = reading.view.on("claims")
        target = view.without(*view.active_filters()).having(known=view.known, claim=held.id)
        return link(target, held.text, kind="top") + (" " + gray(parts) if parts else "")
    return escape(_taken_out(reading, claim))


def _taken_out(reading: Reading, claim: Claim) -> str:
    voice, source = reading.dossier.voices.get(claim.voice), reading.dossier.sources.get(claim.source)
    if voice and source:
        said = _("A claim of {voice} in “{title}”, taken out of the dossier")
        return said.format(voice=voice.name, title=source.title)
    if voice:
        return _("A claim of {voice}, taken out of the dossier").format(voice=voice.name)
    if source:
        return _("A claim in “{title}”, taken out of the dossier").format(title=source.title)
    return _("A claim, taken out of the dossier")


def show_claim_history(reading: Reading, claim: Claim) -> None:
    """When a claim came in, and which of its parts changed when; nothing where no past is known."""
    history = archive(reading.dossier.path).history(reading.dossier)
    steps = history.steps.get(claim.id, ()) if history else ()
    if not steps:
        return
    with st.expander(_("History of this record"), icon=":material/manage_history:", key="history"):
        show_html(*(paragraph(line) for line in dict.fromkeys(map(_step_words, steps))))


def _step_words(step: Step) -> str:
    day = date_words(parse_edtf(step.day.isoformat()))
    match step.kind:
        case "earliest":
            return _("{date}: in the dossier, as far back as its history is known").format(date=day)
        case "added":
            return _("{date}: added").format(date=day)
        case "removed":
            return _("{date}: taken out").format(date=day)
        case "changed":
            return _("{date}: {fields} changed").format(date=day, fields=_field_words(step.fields))


def _field_words(fields: Iterable[str]) -> str:
    """Parts of a claim by name; what a claim no longer has is another detail."""
    return ", ".join(dict.fromkeys(CLAIM_FIELDS.get(name, _("another detail")) for name in fields))
