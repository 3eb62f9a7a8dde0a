"""Forecasts and what came of them, with how many there are of each kind and never a percentage."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

import pandas as pd
import streamlit as st
from markupsafe import Markup

from components.cases import question_view
from components.marks import escape
from components.notices import show_empty
from components.parts import rest_words
from components.pieces import (
    Piece,
    badge_of,
    card,
    folded,
    gray,
    heading,
    link,
    paragraph,
    row,
    show_kept,
    small,
    strong,
)
from components.quotes import quote_line
from components.words import FORECASTS, counted
from dossier.dates import words as date_words
from dossier.forecasts import Forecast, Tally, count_forecasts, find_forecasts
from dossier.language import _, ngettext
from dossier.model import Question
from dossier.reading import Reading

_COLUMNS = {
    "made": _("Made"),
    "resolved": _("Resolved"),
    "held": _("Held"),
    "failed": _("Failed"),
    "ambiguous": _("Ambiguous"),
    "open": _("Open"),
}
"""The counts of a tally, each with the heading of its column."""
_VOICES, _QUESTIONS = 100, 40
"""How many voices, and how many questions, a list has at most."""
_FEW = 3
"""So many open forecasts are shown at once, more on demand."""
_HOW_COUNTED = _(
    "Resolved is what held or failed. An ambiguous one is settled only in part, and counts neither way. "
    "The same answer to the same question counts once, however often it is said; “too early to say” is no forecast."
)


def forecast_pieces(reading: Reading, forecasts: Sequence[Forecast]) -> Iterable[Piece]:
    """The forecasts of one voice: how many, each that something came of, and those that stay open."""
    yield partial(_show_tally, {"": count_forecasts(forecasts)})
    yield small(_HOW_COUNTED)
    yield from _settled(reading, forecasts, speaker=False)
    still_open = [forecast for forecast in forecasts if forecast.state == "open"]
    if still_open:
        yield _open(reading, still_open)


def show_all_forecasts(reading: Reading) -> None:
    """The forecasts of everybody in the view: a table of counts, and each that something came of."""
    if reading.claims:
        show_kept(reading, "forecasts", lambda: _all_pieces(reading))
    else:
        show_empty(reading, _("claims"))


def _all_pieces(reading: Reading) -> Iterable[Piece]:
    forecasts = find_forecasts(reading.dossier, reading.known_cases, reading.claims)
    if not forecasts:
        yield paragraph(_("No voice in this view makes a forecast."))
        return
    yield small(f"{_tally_words(count_forecasts(forecasts))}.")
    yield heading(2, _("What came of them"))
    yield from _settled(reading, forecasts, speaker=True)
    made: dict[str, list[Forecast]] = {}
    for forecast in forecasts:
        made.setdefault(forecast.voice, []).append(forecast)
    tallies = {name: count_forecasts(group) for name, group in made.items()}
    most_first = sorted(tallies, key=lambda name: -tallies[name].made)
    yield heading(2, _("Who made how many"))
    yield partial(_show_tally, {reading.dossier.voices[name].name: tallies[name] for name in most_first[:_VOICES]})
    yield small(_HOW_COUNTED)
    yield rest_words(most_first, _VOICES, "more voice", "more voices", _("each voice's own page has its forecasts."))
    still_open = [name for name, tally in tallies.items() if tally.open]
    yield heading(2, _("Still open"))
    for name in still_open[:_VOICES]:
        said = Markup(_("{voice}: {number} open"))
        told = said.format(voice=strong(reading.dossier.voices[name].name), number=tallies[name].open)
        label = Markup("<span>{}</span>").format(told)
        yield paragraph(link(reading.view.without("show").having(analyst=name), label, kind="top"))
    yield rest_words(still_open, _VOICES, "more voice", "more voices", _("the directory has every one."))


def show_forecast_block(reading: Reading) -> None:
    """For the overview: the forecasts that came out one way or the other, each with the way to who made it."""
    show_kept(reading, "forecast-block", lambda: _blocks(reading))


def _blocks(reading: Reading) -> Iterable[Markup]:
    forecasts = find_forecasts(reading.dossier, reading.known_cases, reading.claims)
    if not forecasts:
        return
    settled = _by_question(f for f in forecasts if f.state in {"held", "failed"})
    everything = reading.view.on("analysts").having(show="forecasts")
    yield heading(2, _("Forecasts and what came of them"))
    yield small(f"{_tally_words(count_forecasts(forecasts))}.")
    yield rest_words(settled, _QUESTIONS, "more question", "more questions", _("the page of forecasts has them."))
    yield from (_block(reading, question, group) for question, group in settled[:_QUESTIONS])
    label = _("All forecasts ({number})").format(number=len(forecasts))
    yield paragraph(link(everything, label, icon="online_prediction", kind="top"))


def _block(reading: Reading, question: Question, forecasts: Sequence[Forecast]) -> Markup:
    """What came of a question, and who foresaw what, in which words and when."""
    return card(
        paragraph(link(question_view(reading.view, question.id), question.title, kind="title top")),
        small(_("What came of it: {outcome}").format(outcome=_outcome_words(question))),
        *(_block_row(reading, forecast) for forecast in forecasts),
    )


def _block_row(reading: Reading, forecast: Forecast) -> Markup:
    claim = forecast.claims[0]
    target = reading.view.on("analysts").having(analyst=forecast.voice)
    said = Markup("“{}” {}").format(claim.quote, gray(date_words(reading.dossier.said(claim))))
    return row(
        badge_of(FORECASTS[forecast.state]),
        link(target, reading.dossier.voices[forecast.voice].name, kind="top"),
        paragraph(said),
        kind="foreseen",
    )


def _show_tally(tallies: dict[str, Tally]) -> None:
    """Counts as a table, one row a voice; the voice's own page needs no name in it."""
    if set(tallies) == {""}:
        rows = [_tally_row(tallies[""])]
    else:
        rows = [{_("Voice"): escape(name)} | _tally_row(tally) for name, tally in tallies.items()]
    alt = _("Forecasts made and what came of them")
    st.table(pd.DataFrame(rows), border="horizontal", hide_index=True, alt=alt)


def _tally_row(tally: Tally) -> dict[str, str]:
    return {label: str(getattr(tally, count)) for count, label in _COLUMNS.items()}


def _tally_words(tally: Tally) -> str:
    said = _(
        "{forecasts}: {resolved} resolved ({held} held, {failed} failed), {ambiguous} ambiguous, {still_open} open"
    )
    return said.format(
        forecasts=counted(tally.made, "forecast", "forecasts"),
        resolved=tally.resolved,
        held=tally.held,
        failed=tally.failed,
        ambiguous=tally.ambiguous,
        still_open=tally.open,
    )


def _settled(reading: Reading, forecasts: Iterable[Forecast], *, speaker: bool) -> Iterable[Markup]:
    """Every forecast that something came of, with its words and what settles it."""
    settled = _by_question(f for f in forecasts if f.state != "open")
    yield rest_words(
        settled,
        _QUESTIONS,
        "more question",
        "more questions",
        _("the page of conflicts has every forecast, by what came of it."),
    )
    for question, group in settled[:_QUESTIONS]:
        yield card(
            paragraph(link(question_view(reading.view, question.id), question.title, kind="title top")),
            *(_forecast(reading, forecast, speaker=speaker) for forecast in group),
            *_outcome(reading, question),
        )


def _by_question(forecasts: Iterable[Forecast]) -> list[tuple[Question, list[Forecast]]]:
    """Forecasts that answer a question, by it; questions in the order of the forecasts."""
    order: dict[str, tuple[Question, list[Forecast]]] = {}
    for forecast in forecasts:
        if forecast.question:
            order.setdefault(forecast.question.id, (forecast.question, []))[1].append(forecast)
    return list(order.values())


def _forecast(reading: Reading, forecast: Forecast, *, speaker: bool) -> Markup:
    head = [badge_of(FORECASTS[forecast.state])]
    if speaker:
        head.append(_voice_link(reading, forecast.voice))
    if forecast.position:
        head.append(strong(forecast.position.label))
    shown = forecast.claims[:1] if speaker else forecast.claims
    more = len(forecast.claims) - len(shown)
    again = _("Said again in {places}.").format(places=counted(more, "more place", "more places")) if more else ""
    return row(*head, kind="came") + Markup().join(quote_line(reading, claim) for claim in shown) + small(again)


def _voice_link(reading: Reading, voice: str) -> Markup:
    target = reading.view.without("show").having(analyst=voice)
    return link(target, reading.dossier.voices[voice].name, kind="title top")


def _outcome(reading: Reading, question: Question) -> Iterable[Markup]:
    """What came of it, and the claims that say so."""
    yield paragraph(strong(_("What came of it:")) + f" {_outcome_words(question)}")
    if question.outcome:
        yield small(question.outcome.note or "")
        known = {claim.id for claim in reading.known_claims}
        for name in question.outcome.claims:
            if name in known:
                yield quote_line(reading, reading.dossier.claims[name], color="gray", speaker=True)


def _outcome_words(question: Question) -> str:
    outcome = question.outcome
    if outcome is None:
        return _("nothing in these texts settles it.")
    reached = question.position(outcome.position) if outcome.position else None
    when = f" ({date_words(outcome.on)})" if outcome.on else ""
    return (reached.label if reached else _("settled only in part")) + when


def _open(reading: Reading, forecasts: Sequence[Forecast]) -> Markup:
    """Open forecasts, briefly: their words stand among the claims too."""
    label = ngettext(
        "{number} still open: nothing in these texts settles it",
        "{number} still open: nothing in these texts settles them",
        len(forecasts),
    )
    where = _("they are among the claims of this voice.")
    claims = list(dict.fromkeys(forecast.claims[0].id for forecast in forecasts))
    return folded(
        label.format(number=len(forecasts)),
        *(quote_line(reading, reading.dossier.claims[claim]) for claim in claims[:_QUESTIONS]),
        rest_words(claims, _QUESTIONS, "more forecast", "more forecasts", where),
        opened=len(forecasts) <= _FEW,
    )
