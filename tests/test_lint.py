"""Lint for meaning, where one example a check (tests/test_checks.py) does not say enough."""

import pytest
from conftest import write_dossier

from dossier.hedges import allowed_likelihoods, fits
from dossier.loading import load_dossier
from dossier.model import LIKELIHOODS
from dossier.problems import DossierError

# Hedges

ALLOWED = [
    ("almost no chance", 0, 1),
    ("extremely unlikely", 0, 1),
    ("Highly improbable", 0, 1),
    ("unlikely", 0, 2),
    ("improbably", 0, 2),
    ("roughly even chance", 2, 4),
    ("may", 1, 5),
    ("might well", 1, 5),
    ("could", 1, 5),
    ("possibly", 1, 5),
    ("likely", 4, 5),
    ("would probably", 4, 5),
    ("it’s likely that", 4, 5),
    ("very likely", 4, 6),
    ("in all likelihood", 4, 6),
    ("undoubtedly", 5, 6),
    ("I have no doubt", 5, 6),
    ("almost certainly", 5, 6),
    ("destined to", 5, 6),
]


@pytest.mark.parametrize(("hedge", "low", "high"), ALLOWED)
def test_a_hedge_allows_a_range_of_likelihoods(hedge, low, high):
    assert allowed_likelihoods(hedge) == frozenset(LIKELIHOODS[low : high + 1])


@pytest.mark.parametrize("hedge", ["reportedly", "smacks of", "mayor", "dismay", "unlikelihood", "", "an estimated"])
def test_words_that_the_table_does_not_know_allow_everything(hedge):
    assert allowed_likelihoods(hedge) is None
    assert all(fits(likelihood, hedge) for likelihood in LIKELIHOODS)


def test_a_not_allows_both_readings():
    """Whether "likely won't" is likely or unlikely depends on how the claim is worded."""
    assert allowed_likelihoods("likely won’t") == {"likely", "very_likely", "unlikely", "very_unlikely"}
    assert not fits("roughly_even_chance", "likely won't")
    assert fits("almost_no_chance", "certainly not")


def test_of_several_words_any_may_count():
    assert fits("very_likely", "may, and probably will")
    assert not fits("almost_certain", "may, and probably will")


# On a dossier

TEXTS = {"a.txt": "It may rain, Ada says. Bo agrees.\n", "b.txt": "It may rain, Ada says. Bo agrees.\n"}
FILE = """\
dossier: {title: Rain, summary: Two texts., licence: None.}
sources:
  - {id: a, file: a.txt, title: A, authors: [club], published: 2021, extent: full}
  - {id: b, file: b.txt, title: B, published: 2021, extent: full}
voices:
  - {id: ada, name: Ada, kind: person}
  - {id: bo, name: Bo, kind: person}
  - {id: club, name: Club, kind: group, members: [ada]}
questions:
  - {id: rain, title: R, ask: R?, kind: stance, topic: t, between: tension, positions: [{id: aye, label: Aye}]}
claims:
  - {id: one, source: a, quote: It may rain, text: T., type: fact, voice: ada, answers: {rain: aye}}
  - {id: two, source: b, quote: It may rain, text: T., type: fact, voice: VOICE, answers: {rain: aye}MORE}
  - {id: bo-agrees, source: b, quote: Bo agrees, text: T., type: fact, voice: bo}
events: []
"""
RESTS = "claim two: no second witness to 'rain': this and 'one' both rest on 'ada'"


def warnings_of(folder, text):
    try:
        warnings = load_dossier(write_dossier(folder, text, TEXTS)).warnings
    except DossierError as error:
        warnings = error.warnings
    return [f"{warning.where}: {warning.message}" for warning in warnings]


@pytest.mark.parametrize(
    ("voice", "more", "expected"),
    [
        ("ada", "", [RESTS]),
        ("bo, origin: ada", "", [RESTS]),
        ("club", "", [RESTS]),
        ("ada, via: [bo]", "", [RESTS]),
        ("bo", "", []),
        ("ada, origin: bo", "", []),
        ("ada", ", links: [{type: repeats, to: one, why: The same word.}]", []),
        ("ada", ", links: [{type: qualifies, to: one, why: Another day.}]", [RESTS]),
        ("ada, status: retracted, status_why: Gone", "", []),
    ],
)
def test_two_sources_with_one_origin_are_no_two_witnesses(tmp_path, voice, more, expected):
    assert warnings_of(tmp_path, FILE.replace("VOICE", voice).replace("MORE", more)) == expected


def test_one_source_is_never_taken_for_two(tmp_path):
    text = FILE.replace("VOICE", "ada").replace("MORE", "").replace("two, source: b", "two, source: a")
    text = text.replace(
        "quote: It may rain, text: T., type: fact, voice: ada, answers: {rain: aye}}\n  - {id: bo",
        "quote: Ada says, text: T., type: fact, voice: ada, answers: {rain: aye}}\n  - {id: bo",
    )
    assert warnings_of(tmp_path, text) == []


@pytest.mark.parametrize(
    ("kind", "more", "warned"),
    [
        ("figure", "", True),
        ("forecast", "", True),
        ("fact", "", False),
        ("assessment", "", False),
        ("figure", ", note: Only here.", False),
        ("forecast", ", links: [{type: qualifies, to: one, why: W.}]", False),
    ],
)
def test_only_figures_and_forecasts_have_to_answer(tmp_path, kind, more, warned):
    text = FILE.replace("VOICE", "bo").replace("MORE", "")
    text = text.replace("text: T., type: fact, voice: bo}", f"text: T., type: {kind}, voice: bo{more}}}")
    expected = [f"claim bo-agrees: this {kind} answers no question"] if warned else []
    assert warnings_of(tmp_path, text) == expected


@pytest.mark.parametrize("hedge", ["may", "' may '", "\n      may\n     ", "It may"])
def test_white_space_around_a_hedge_does_not_count(tmp_path, hedge):
    text = FILE.replace("VOICE", "bo").replace("MORE", f", hedge: {hedge}, likelihood: likely")
    assert warnings_of(tmp_path, text) == []


def test_hedges_of_another_language_are_not_judged(tmp_path):
    text = FILE.replace("VOICE", "bo").replace("MORE", ", hedge: may, likelihood: almost_certain")
    assert warnings_of(tmp_path, text) == ["claim two: 'almost_certain' is not what the hedge 'may' says"]
    assert warnings_of(tmp_path, text.replace("title: B,", "title: B, language: fr,")) == []


def test_what_is_there_is_judged_beside_errors_and_what_is_missing_waits_for_them(tmp_path):
    """A record that could not be read may hold what seems to be missing."""
    text = FILE.replace("VOICE", "bo").replace("MORE", ", likelihood: likely")
    text = text.replace("id: bo-agrees, source: b", "id: bo-agrees, sourse: b").replace(
        "voice: bo, answers", "voice: ada, answers"
    )
    assert warnings_of(tmp_path, text) == ["claim two: a likelihood without a hedge to read it from"]
