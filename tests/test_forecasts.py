"""Forecasts: what counts as one, what came of it, and how many there are of each kind."""

import pytest
from conftest import make_dossier

from dossier.conflicts import find_cases
from dossier.dates import parse_edtf
from dossier.forecasts import Tally, count_forecasts, find_forecasts
from dossier.view import View

FORECAST = {
    "id": "will-it",
    "title": "Will it?",
    "ask": "Will it?",
    "kind": "forecast",
    "topic": "t",
    "between": "contradiction",
    "positions": [
        {"id": "will", "label": "It will"},
        {"id": "wont", "label": "It will not"},
        {"id": "early", "label": "Too early to say", "neutral": "true"},
        {"id": "mum", "label": "Will not say", "declines": "true"},
    ],
}
SETTLED = {**FORECAST, "outcome": {"position": "will", "claims": ["end"]}}
UNCLEAR = {**FORECAST, "outcome": {"ambiguous": "true", "claims": ["end"]}}
END = {"id": "end", "voice": "eve", "said": "2022"}


def forecasts_of(question, *claims):
    dossier = make_dossier([*claims, END], questions=[question])
    held = dossier.claims.values()
    return find_forecasts(dossier, find_cases(dossier, held), held)


def said(name, position, **fields):
    return {"id": name, "voice": "ann", "type": "forecast", "answers": {"will-it": position}, **fields}


@pytest.mark.parametrize(
    ("question", "position", "state"),
    [
        (SETTLED, "will", "held"),
        (SETTLED, "wont", "failed"),
        (UNCLEAR, "will", "ambiguous"),
        (FORECAST, "will", "open"),
    ],
)
def test_what_came_of_a_forecast(question, position, state):
    (forecast,) = forecasts_of(question, said("one", position))
    assert (forecast.voice, forecast.state) == ("ann", state)
    assert forecast.position == forecast.question.position(position)


def test_the_same_answer_counts_once_however_often_it_is_said():
    (forecast,) = forecasts_of(
        SETTLED, said("late", "wont", said="2021-04"), said("early", "wont", said="2021-03", type="assessment")
    )
    assert [claim.id for claim in forecast.claims] == ["early", "late"]


def test_each_voice_and_each_answer_is_a_forecast_of_its_own():
    found = forecasts_of(SETTLED, said("one", "will"), said("two", "wont"), said("three", "will", voice="bob"))
    assert [(f.voice, f.state) for f in found] == [("ann", "failed"), ("ann", "held"), ("bob", "held")]


@pytest.mark.parametrize("position", ["early", "mum"])
def test_who_gives_no_answer_makes_no_forecast(position):
    assert forecasts_of(SETTLED, said("one", position)) == ()


def test_a_forecast_that_was_withdrawn_still_counts():
    (forecast,) = forecasts_of(SETTLED, said("one", "wont", status="retracted", status_why="He took it back."))
    assert forecast.state == "failed"


def test_a_forecast_that_no_question_follows_up_stays_open_by_itself():
    found = forecasts_of(SETTLED, {"id": "one", "type": "forecast"}, {"id": "two", "type": "forecast"})
    assert [(f.state, f.question, [c.id for c in f.claims]) for f in found] == [
        ("open", None, ["one"]),
        ("open", None, ["two"]),
    ]


def test_settled_forecasts_come_before_open_ones_and_failed_ones_first():
    found = forecasts_of(SETTLED, {"id": "zero", "type": "forecast"}, said("one", "will"), said("two", "wont"))
    assert [forecast.state for forecast in found] == ["failed", "held", "open"]


def test_what_is_made_is_the_sum_of_what_came_of_it_and_an_ambiguous_one_is_not_resolved():
    tally = Tally(held=2, failed=1, ambiguous=4, open=8)
    assert (tally.made, tally.resolved) == (15, 3)


def test_the_forecasts_of_the_tiny_dossier(index):
    reading = index.read(View())
    (forecast,) = find_forecasts(index.dossier, reading.known_cases, reading.claims)
    assert (forecast.voice, forecast.state) == ("ada-lund", "held")
    assert [claim.id for claim in forecast.claims] == ["lund-closing"]
    assert count_forecasts([forecast]) == Tally(held=1)


def test_a_forecast_is_open_on_a_day_when_its_outcome_was_not_known(index):
    reading = index.read(View(known=parse_edtf("2021-06-01")))
    (forecast,) = find_forecasts(index.dossier, reading.known_cases, reading.claims)
    assert (forecast.voice, forecast.state) == ("ada-lund", "open")
