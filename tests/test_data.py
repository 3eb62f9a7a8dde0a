"""The dossier that comes with the program, held like code: floors, guardrails, and what a reader must find in it.

Each test names every offender, so that one run says all that is to be mended.
"""

import hashlib
from pathlib import Path

import pytest

from dossier.conflicts import find_cases, find_conflicts
from dossier.coverage import find_coverage
from dossier.loading import load_dossier
from dossier.model import Figure, Position

ROOT = Path(__file__).parent.parent
TEXTS = {
    "quick-fix": "95a64bf7c89d5daca0bb4ce343a30914fccc5702603778dc3d54823bb6f60c9c",
    "trouble-ahead": "e98ace35273c2c971c625f34331c5f07b9ffe5c224af784e6f2a8dbddfa1441e",
    "what-it-means": "0e386dac500f0cf4f4499ec4ab3f01b659bdbc9daf926f3f2324caea5069c169",
    "why-russia-wont": "d318cfdb3f2b73d0b5061bff46c2719f2010d053315398bdf8903005d7a17e5f",
    "why-they-are-there": "5c2f3bba360462b547ff6b0913052e3ed4e97266f363089a94fa2cc39cf326a0",
}
DISPUTED = {
    "desperation", "precedent", "troops-in-russia", "will-russia-use-them", "china-minds", "aggressive-or-defensive",
    "arms-start", "europe-threat", "battlefield", "manpower", "china-korea-relations",
}  # fmt: skip
"""The disagreements for which a reader opens this dossier."""


@pytest.fixture(scope="module")
def real():
    return load_dossier(ROOT / "data" / "claims.yaml")


def test_the_raw_texts_are_stored_byte_for_byte():
    found = {name: hashlib.sha256((ROOT / "seeds" / f"{name}.txt").read_bytes()).hexdigest() for name in TEXTS}
    assert found == TEXTS


def test_the_check_has_nothing_to_say(real):
    assert real.warnings == ()


@pytest.mark.parametrize(
    ("section", "least"), [("sources", 5), ("voices", 40), ("questions", 60), ("claims", 310), ("events", 34)]
)
def test_nothing_is_lost_unnoticed(real, section, least):
    assert len(getattr(real, section)) >= least


def test_every_text_is_drawn_on_for_its_length(real):
    least = {"quick-fix": 55, "trouble-ahead": 85, "what-it-means": 20, "why-russia-wont": 45, "why-they-are-there": 85}
    counts = {name: sum(claim.source == name for claim in real.claims.values()) for name in least}
    assert {name: count for name, count in counts.items() if count < least[name]} == {}


def test_every_sentence_is_covered_or_explained(real):
    unexplained = [
        real.texts[source.id].text_of(cover.span)
        for source in real.sources.values()
        for cover in find_coverage(real, source)
        if cover.unexplained
    ]
    assert unexplained == []


def test_what_the_texts_do_not_say_of_themselves_has_a_basis(real):
    missing = [
        (source.id, field)
        for source in real.sources.values()
        for field in ("publisher", "country", "published")
        if getattr(source, field) and not getattr(source, f"{field}_basis")
    ]
    assert missing == []


def test_only_the_signed_one_of_the_five_texts_has_a_named_author(real):
    named = {text for text in TEXTS for name in real.sources[text].authors if real.voices[name].named}
    assert named == {"trouble-ahead"}


def test_the_great_disagreements_are_found(real):
    found = {case.question.id for case in find_conflicts(real, real.claims.values())}
    assert DISPUTED - found == set()
    assert len(found) >= 30


def test_every_conflict_says_why_the_sources_differ(real):
    cases = find_conflicts(real, real.claims.values())
    several = [case for case in cases if sum(side.takes_a_stand for side in case.sides) > 1]
    assert [case.question.id for case in several if not case.question.differ] == []


def test_every_figure_keeps_the_words_of_its_text(real):
    strayed = []
    for claim in real.claims.values():
        text = real.texts[claim.source]
        sentence = " ".join(text.text_of(text.sentence_around(real.spans[claim.id])).split())
        figures = [answer for answer in claim.answers.values() if isinstance(answer, Figure)]
        strayed += [(claim.id, figure.wording) for figure in figures if figure.wording not in sentence]
    assert strayed == []


def test_both_leaders_meet_as_often_as_the_texts_tell(real):
    leaders = {"putin", "kim-jong-un"}
    together = [event for event in real.events.values() if leaders <= set(event.participants)]
    assert sorted(event.date.text for event in together) == ["2019-04", "2023-09", "2024-22"]


def test_the_failed_forecast_is_told_with_its_outcome(real):
    case = next(c for c in find_cases(real, real.claims.values()) if c.question.id == "will-russia-use-them")
    states = {side.answer.id: side.state for side in case.sides if isinstance(side.answer, Position) and side.state}
    assert states == {"will": "held", "might": "held", "will-not": "failed"}
    assert case.question.outcome is not None
    assert len(case.question.outcome.claims) >= 3
