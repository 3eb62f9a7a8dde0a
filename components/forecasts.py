"""Forecasts and what came of them, with how many there are of each kind and never a percentage."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd
import streamlit as st

from components.links import show_link
from components.marks import escape
from components.notices import show_empty
from components.parts import show_rest
from components.quotes import show_quote, show_quotes
from components.words import FORECASTS, counted
from dossier.conflicts import ForecastState
from dossier.dates import words as date_words
from dossier.forecasts import Forecast, Tally, count_forecasts, find_forecasts
from dossier.model import Question
from dossier.reading import Reading
from dossier.view import View

_COLUMNS = ("made", "resolved", "held", "failed", "ambiguous", "open")
_VOICES, _QUESTIONS = 100, 40
"""How many voices, and how many questions, a list has at most."""
_FEW = 3
"""So many open forecasts are shown at once, more on demand."""
_HOW_COUNTED = (
    "Resolved is what held or failed. An ambiguous one is settled only in part, and counts neither way. "
    "The same answer to the same question counts once, however often it is said; “too early to say” is no forecast."
)


def show_forecasts(reading: Reading, forecasts: Sequence[Forecast]) -> None:
    """The forecasts of one voice: how many, each that something came of, and those that stay open."""
    show_tally({"": count_forecasts(forecasts)})
    _show_settled(reading, forecasts, speaker=False)
    still_open = [forecast for forecast in forecasts if forecast.state == "open"]
    if still_open:
        _show_open(reading, still_open)


def show_all_forecasts(reading: Reading) -> None:
    """The forecasts of everybody in the view: a table of counts, and each that something came of."""
    forecasts = find_forecasts(reading.dossier, reading.known_cases, reading.claims)
    if not reading.claims:
        show_empty(reading, "claims")
        return
    if not forecasts:
        st.markdown("No voice in this view makes a forecast.")
        return
    st.caption(f"{_tally_words(count_forecasts(forecasts))}.")
    st.header("What came of them")
    _show_settled(reading, forecasts, speaker=True)
    st.header("Who made how many")
    made: dict[str, list[Forecast]] = {}
    for forecast in forecasts:
        made.setdefault(forecast.voice, []).append(forecast)
    tallies = {name: count_forecasts(group) for name, group in made.items()}
    most_first = sorted(tallies, key=lambda name: -tallies[name].made)
    show_tally({reading.dossier.voices[name].name: tallies[name] for name in most_first[:_VOICES]})
    show_rest(most_first, _VOICES, "voice", "each voice's own page has its forecasts.")
    st.header("Still open")
    still_open = [name for name, tally in tallies.items() if tally.open]
    for name in still_open[:_VOICES]:
        target = reading.view.without("show").having(analyst=name)
        show_link(target, f"**{escape(reading.dossier.voices[name].name)}**: {tallies[name].open} open")
    show_rest(still_open, _VOICES, "voice", "the directory has every one.")


def show_forecast_block(reading: Reading) -> None:
    """For the overview: the forecasts that came out one way or the other, each with the way to who made it."""
    forecasts = find_forecasts(reading.dossier, reading.known_cases, reading.claims)
    if not forecasts:
        return
    st.header("Forecasts and what came of them")
    st.caption(f"{_tally_words(count_forecasts(forecasts))}.")
    settled = _by_question(f for f in forecasts if f.state in {"held", "failed"})
    show_rest(settled, _QUESTIONS, "question", "the page of forecasts has them.")
    for question, group in settled[:_QUESTIONS]:
        with st.container(border=True, gap="small"):
            show_link(_conflict(reading, question), f"**{escape(question.title)}**")
            st.caption(f"What came of it: {_outcome_words(question)}")
            for forecast in group:
                _show_block_row(reading, forecast)
    everything = reading.view.on("analysts").having(show="forecasts")
    show_link(everything, f"All forecasts ({len(forecasts)})", icon="online_prediction")


def _show_block_row(reading: Reading, forecast: Forecast) -> None:
    """What came of it, who said it, in which words and when."""
    claim = forecast.claims[0]
    state, voice, words = st.columns([2, 4, 6], gap="small", vertical_alignment="center")
    with state:
        _show_badge(forecast.state)
    with voice:
        target = reading.view.on("analysts").having(analyst=forecast.voice)
        show_link(target, escape(reading.dossier.voices[forecast.voice].name))
    words.markdown(f"“{escape(claim.quote)}” :small[:gray[{date_words(reading.dossier.said(claim))}]]")


def show_tally(tallies: dict[str, Tally]) -> None:
    """Counts as a table, one row a voice; the voice's own page needs no name in it."""
    if set(tallies) == {""}:
        tally = tallies[""]
        rows = [{column.capitalize(): str(getattr(tally, column)) for column in _COLUMNS}]
    else:
        rows = [
            {"Voice": escape(name)} | {column.capitalize(): str(getattr(tally, column)) for column in _COLUMNS}
            for name, tally in tallies.items()
        ]
    with st.container(key="tally"):
        st.table(pd.DataFrame(rows), border="horizontal", hide_index=True, alt="Forecasts made and what came of them")
    st.caption(_HOW_COUNTED)


def _tally_words(tally: Tally) -> str:
    return (
        f"{counted(tally.made, 'forecast')}: {tally.resolved} resolved ({tally.held} held, {tally.failed} failed), "
        f"{tally.ambiguous} ambiguous, {tally.open} open"
    )


def _show_settled(reading: Reading, forecasts: Iterable[Forecast], *, speaker: bool) -> None:
    """Every forecast that something came of, with its words and what settles it."""
    settled = _by_question(f for f in forecasts if f.state != "open")
    show_rest(settled, _QUESTIONS, "question", "the page of conflicts has every forecast, by what came of it.")
    for question, group in settled[:_QUESTIONS]:
        with st.container(border=True, gap="small"):
            show_link(_conflict(reading, question), f"**{escape(question.title)}**")
            for forecast in group:
                _show_forecast(reading, forecast, speaker=speaker)
            _show_outcome(reading, question)


def _by_question(forecasts: Iterable[Forecast]) -> list[tuple[Question, list[Forecast]]]:
    """Forecasts that answer a question, by it; questions in the order of the forecasts."""
    order: dict[str, tuple[Question, list[Forecast]]] = {}
    for forecast in forecasts:
        if forecast.question:
            order.setdefault(forecast.question.id, (forecast.question, []))[1].append(forecast)
    return list(order.values())


def _show_forecast(reading: Reading, forecast: Forecast, *, speaker: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        _show_badge(forecast.state)
        if speaker:
            target = reading.view.without("show").having(analyst=forecast.voice)
            show_link(target, f"**{escape(reading.dossier.voices[forecast.voice].name)}**")
        if forecast.position:
            st.markdown(f"**{escape(forecast.position.label)}**")
    shown = forecast.claims[:1] if speaker else forecast.claims
    show_quotes(reading, shown)
    if len(shown) < len(forecast.claims):
        st.caption(f"Said again in {counted(len(forecast.claims) - len(shown), 'more place')}.")


def _show_badge(state: ForecastState) -> None:
    badge = FORECASTS[state]
    st.badge(badge.label, icon=f":material/{badge.icon}:", color=badge.color)


def _show_outcome(reading: Reading, question: Question) -> None:
    """What came of it, and the claims that say so."""
    st.markdown(f"**What came of it:** {_outcome_words(question)}")
    if question.outcome and question.outcome.note:
        st.caption(escape(question.outcome.note))
    if question.outcome:
        known = {claim.id for claim in reading.known_claims}
        for name in question.outcome.claims:
            if name in known:
                show_quote(reading, reading.dossier.claims[name], color="gray", speaker=True)


def _outcome_words(question: Question) -> str:
    outcome = question.outcome
    if outcome is None:
        return "nothing in these texts settles it."
    reached = question.position(outcome.position) if outcome.position else None
    when = f" ({date_words(outcome.on)})" if outcome.on else ""
    return f"{escape(reached.label)}{when}" if reached else f"settled only in part{when}"


def _show_open(reading: Reading, forecasts: Sequence[Forecast]) -> None:
    """Open forecasts, briefly: their words stand among the claims too."""
    label = f"{len(forecasts)} still open: nothing in these texts settles {'it' if len(forecasts) == 1 else 'them'}"
    with st.expander(label, expanded=len(forecasts) <= _FEW):
        claims = list(dict.fromkeys(forecast.claims[0].id for forecast in forecasts))
        for claim in claims[:_QUESTIONS]:
            show_quote(reading, reading.dossier.claims[claim])
        show_rest(claims, _QUESTIONS, "forecast", "they are among the claims of this voice.")


def _conflict(reading: Reading, question: Question) -> View:
    return reading.view.on("conflicts").having(question=(question.id,))
