"""What a view holds, and what it leaves out."""

import pytest
from conftest import make_dossier

from dossier.reading import Index
from dossier.view import View


def read(index, query):
    return index.read(View.parse("/", query, index.dossier))


def test_a_view_without_filters_holds_the_whole_dossier(index, dossier):
    reading = index.read(View())
    assert reading.claims == tuple(dossier.claims.values())
    assert set(reading.events) == set(dossier.events.values())
    assert reading.sources == tuple(dossier.sources.values())
    assert reading.claim_ids == set(dossier.claims)
    assert reading.dossier is dossier


def test_sources_are_those_of_the_claims_held(index):
    assert [source.id for source in read(index, "question=will-close&type=forecast&known=2021-05").sources] == [
        "harbour-news"
    ]


def test_an_event_is_chosen_by_its_own_country_and_date_not_by_those_of_its_claims(index):
    """The closing lies in July; the claim that foretold June stands behind it all the same."""
    reading = read(index, "from=2021-07&voice=ada-lund")
    assert reading.claims == ()
    assert [event.id for event in reading.events] == ["closing"]


def test_cases_are_the_questions_answered_in_the_view_with_all_their_sides(index):
    (case,) = read(index, "voice=survey-office&type=figure").cases
    assert case.question.id == "cracks"
    assert case.claims == ("office-cracks", "lund-cracks")


@pytest.mark.parametrize("query", ["question=cracks", "question=cracks&topic=safety", "question=cracks&voice=ada-lund"])
def test_a_question_that_is_asked_for_brings_no_other_in(index, query):
    """The claim that answers it answers another one too."""
    assert "bridge-safe" in index.dossier.claims["lund-cracks"].answers
    assert [case.question.id for case in read(index, query).cases] == ["cracks"]


def test_sides_that_were_not_known_then_are_left_out(index):
    reading = read(index, "known=2021-05&question=bridge-safe,cracks")
    assert {case.question.id: set(case.claims) for case in reading.cases} == {
        "bridge-safe": {"lund-cracks", "guild-disagrees", "wirth-safe"},
        "cracks": {"lund-cracks"},
    }
    assert [case.question.id for case in reading.conflicts] == ["bridge-safe"]
    assert [claim.source for claim in reading.known_claims] == ["harbour-news"] * 4


def test_a_view_that_holds_nothing_has_neither_cases_nor_events(index):
    reading = read(index, "q=nothing+of+the+kind")
    assert (reading.claims, reading.cases, reading.conflicts, reading.events, reading.sources) == ((), (), (), (), ())


@pytest.mark.parametrize(
    ("known", "sources"),
    [("", []), ("2021-06-30", []), ("2021-07-01", ["quay-post"]), ("2021-07-30", ["quay-post"]), ("2021-07", [])],
)
def test_sources_that_may_have_appeared_by_then_are_named(index, known, sources):
    reading = read(index, f"known={known}")
    assert [source.id for source in reading.undatable_sources] == sources


def test_a_source_whose_publication_has_no_start_may_have_appeared_at_any_time():
    made = Index(make_dossier([{"id": "a"}], sources={"post": {"published": "../2021-05"}}))
    assert [source.id for source in read(made, "known=1900").undatable_sources] == ["post"]


def test_a_reading_tells_what_its_own_link_asked_in_vain(index):
    """Views are equal whatever they do not know, and readings are shared: this must not be."""
    assert read(index, "source=quay-post&voice=eve").view.unknown == (("voice", "eve"),)
    assert read(index, "source=quay-post").view.unknown == ()
    assert read(index, "source=quay-post&colour=red").view.unknown == (("colour", "red"),)


def test_the_same_view_is_read_once(index):
    assert read(index, "voice=ada-lund") is read(index, "voice=ADA-LUND&utm_source=mail")
