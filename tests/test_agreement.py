"""Who agrees with whom: which answers exclude each other, and how two voices compare over their shared questions."""

import pytest
from conftest import make_dossier
from hypothesis import given
from hypothesis import strategies as st
from questions import STANCE

from dossier.agreement import Pair, belong_together, find_pair, find_pairs
from dossier.clashes import clash
from dossier.conflicts import find_cases
from dossier.dates import parse_edtf
from dossier.model import Figure, Question

QUESTION = Question.model_validate(STANCE)
PLACES = {position.id: position for position in QUESTION.positions}


def figure(**fields):
    return Figure.model_validate({"wording": "some", **fields})


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("aye", "nay", True),
        ("aye", "aye", False),
        ("aye", "half", False),
        ("half", "aye", False),
        ("half", "nay", True),
        ("aye", "early", False),
        ("mum", "nay", False),
    ],
)
def test_positions_exclude_each_other_unless_they_go_together_or_take_no_stand(one, other, expected):
    assert clash(QUESTION, PLACES[one], PLACES[other]) is expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (figure(low=10_000), figure(low=11_000, high=12_000), True),
        (figure(low=11_000, high=12_000), figure(high=12_000, bound="up_to"), False),
        (figure(low=2_000, bound="at_least"), figure(low=10_000), False),
        (parse_edtf("2021-06"), parse_edtf("2021-07-03"), True),
        (parse_edtf("2021-06/.."), parse_edtf("2021-07-03"), False),
    ],
)
def test_figures_and_dates_exclude_each_other_if_no_value_fits_both(one, other, expected):
    assert clash(QUESTION, one, other) is expected
    assert clash(QUESTION, other, one) is expected


def test_answers_of_different_kinds_cannot_be_compared():
    with pytest.raises(TypeError, match="different kinds"):
        clash(QUESTION, figure(low=1), parse_edtf("2021"))


def cases_of(*answers):
    """Questions a, b, c ... in order; each answer is a voice, a question and a position."""
    questions = [{**STANCE, "id": name} for name in dict.fromkeys(question for _, question, _ in answers)]
    claims = [
        {"id": f"claim-{n}", "voice": voice, "answers": {question: position}}
        for n, (voice, question, position) in enumerate(answers)
    ]
    dossier = make_dossier(claims, questions=questions)
    return dossier, find_cases(dossier, dossier.claims.values())


@pytest.mark.parametrize(
    ("ann", "bob", "expected"),
    [
        (["aye"], ["aye"], "agree"),
        (["aye"], ["nay"], "differ"),
        (["aye"], ["half"], "compatible"),
        (["aye", "nay"], ["nay"], "partly"),
        (["aye", "half"], ["half"], "agree"),
        (["aye", "nay"], ["half"], "differ"),
    ],
)
def test_a_shared_question_is_agreed_on_differed_on_both_or_neither(ann, bob, expected):
    made = cases_of(*(("ann", "a", given) for given in ann), *(("bob", "a", given) for given in bob))
    assert find_pair(*made, "ann", "bob") == Pair("ann", "bob", **{expected: ("a",)})


def test_who_takes_no_stand_shares_no_question():
    made = cases_of(("ann", "a", "early"), ("bob", "a", "aye"), ("ann", "b", "mum"), ("bob", "b", "mum"))
    assert find_pair(*made, "ann", "bob").shared == 0
    assert find_pairs(*made, ["ann", "bob"]) == ()


def test_pairs_come_in_the_order_of_the_voices_and_only_where_something_is_shared():
    made = cases_of(
        ("ann", "a", "aye"), ("bob", "a", "nay"), ("ann", "b", "aye"), ("bob", "b", "aye"), ("cid", "c", "aye")
    )  # fmt: skip
    assert find_pairs(*made, ["cid", "bob", "ann"]) == (Pair("bob", "ann", agree=("b",), differ=("a",)),)


def test_the_pairs_of_the_tiny_dossier(dossier):
    cases = find_cases(dossier, dossier.claims.values())
    assert set(find_pairs(dossier, cases, dossier.voices)) == {
        Pair("ada-lund", "bo-wirth", differ=("bridge-safe",)),
        Pair("ada-lund", "engineers-guild", differ=("bridge-safe",)),
        Pair("bo-wirth", "engineers-guild", agree=("bridge-safe",), echoed=("bridge-safe",)),
        Pair("ada-lund", "survey-office", differ=("cracks",)),
        Pair("post-author", "ada-lund", differ=("closing-date",)),
    }
    assert belong_together(dossier.voices, "bo-wirth", "engineers-guild")
    assert belong_together(dossier.voices, "engineers-guild", "bo-wirth")
    assert not belong_together(dossier.voices, "bo-wirth", "ada-lund")


@pytest.mark.parametrize(
    ("origins", "echoed"),
    [
        ({}, ()),
        ({"bob": "ann"}, ("q",)),
        ({"ann": "eve", "bob": "eve"}, ("q",)),
        ({"ann": "eve", "bob": "joe"}, ()),
    ],
    ids=["each on its own word", "one on the other's", "both on a third's", "on two words"],
)
def test_agreement_on_one_origins_word_is_one_word_heard_twice(origins, echoed):
    claims = [
        {"id": name, "voice": name, "answers": {"q": "aye"}, **({"origin": origins[name]} if name in origins else {})}
        for name in ("ann", "bob")
    ]
    dossier = make_dossier(claims, questions=[STANCE])
    pair = find_pair(dossier, find_cases(dossier, dossier.claims.values()), "ann", "bob")
    assert (pair.agree, pair.echoed) == (("q",), echoed)


VOICES = st.sampled_from(["ann", "bob", "cid"])
ANSWERS = st.lists(st.tuples(VOICES, st.sampled_from("abc"), st.sampled_from(list(PLACES))), min_size=1, max_size=12)


@given(ANSWERS)
def test_agreement_has_no_direction_and_nobody_agrees_on_more_than_is_shared(answers):
    made = cases_of(*answers)
    one, other = find_pair(*made, "ann", "bob"), find_pair(*made, "bob", "ann")
    assert (one.agree, one.differ, one.partly, one.compatible) == (
        *(other.agree, other.differ),
        *(other.partly, other.compatible),
    )
    assert len(one.agree) <= one.shared <= len(made[1])
