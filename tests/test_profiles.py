"""What is told of one voice: its numbers, its company, its certainty, its changes, its silence."""

import pytest
from conftest import make_dossier
from questions import STANCE

from dossier.conflicts import find_cases
from dossier.model import LIKELIHOODS, Voice
from dossier.profiles import (
    Chain,
    Count,
    TopicCover,
    count_voices,
    find_certainty,
    find_chains,
    find_changes,
    find_stands,
    find_topics,
    in_order,
    unstated,
)
from dossier.voices import answers_to, group_of, is_collective, spoken_by

LABELS = {"Aye": "aye", "Nay": "nay", "In part": "half", "Too early to say": "early"}


@pytest.fixture
def cases(dossier):
    return find_cases(dossier, dossier.claims.values())


def voice(**fields):
    return Voice.model_validate({"id": "ann", "name": "Ann", "kind": "person", **fields})


def test_the_numbers_of_every_voice_of_the_tiny_dossier(dossier):
    assert count_voices(dossier.claims.values()) == {
        "ada-lund": Count(claims=2, sources=1, questions=4),
        "engineers-guild": Count(claims=1, sources=1, questions=1),
        "bo-wirth": Count(claims=2, sources=2, questions=1),
        "survey-office": Count(claims=2, sources=1, questions=2),
        "post-author": Count(claims=1, sources=1, questions=1),
    }


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, ("role", "country")),
        ({"named": "false"}, ("name", "role", "country")),
        ({"role": "Clerk", "country": "NO"}, ()),
        ({"affiliation": "Guild", "country": "NO"}, ()),
        ({"kind": "military"}, ("country",)),
        ({"kind": "group", "named": "false"}, ("name",)),
        ({"kind": "intelligence", "members": ["a", "b"]}, ()),
    ],
)
def test_what_the_texts_do_not_say_of_a_voice_is_told(fields, expected):
    assert unstated(voice(**fields)) == expected


@pytest.mark.parametrize(
    ("fields", "group"),
    [
        ({"analyst": "true"}, "analysts"),
        ({"analyst": "true", "named": "false"}, "analysts"),
        ({"analyst": "true", "kind": "organisation"}, "analysts"),
        ({"analyst": "true", "kind": "group", "named": "false"}, "unnamed"),
        ({}, "officials"),
        ({"named": "false"}, "unnamed"),
        ({"kind": "government"}, "governments"),
        ({"kind": "intelligence"}, "governments"),
        ({"kind": "intelligence", "named": "false"}, "unnamed"),
        ({"kind": "military"}, "military"),
        ({"kind": "media"}, "media"),
        ({"kind": "organisation"}, "organisations"),
        ({"kind": "group"}, "unnamed"),
    ],
)
def test_under_what_a_voice_is_listed(fields, group):
    assert group_of(voice(**fields)) == group


def test_groups_and_voices_with_members_are_collective():
    assert is_collective(voice(kind="group"))
    assert is_collective(voice(kind="intelligence", members=["a", "b"]))
    assert not is_collective(voice(kind="intelligence"))


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("anna lena", True),
        ("Anna-Lena", True),
        ("annalena", True),
        ("ANNA", True),
        ("sorby", True),
        ("Sørby", False),
        ("lena ann", True),
        ("a-l bårds", False),
        ("bard", True),
        ("chancellor", True),
        ("guild har", True),
        ("lena z", False),
        ("", True),
        ("-", True),
    ],
)
def test_a_voice_is_found_by_any_of_its_names_whatever_the_accents_and_hyphens(words, found):
    named = voice(name="Anna-Lena Bård", aliases=["Sörby"], role="Chancellor", affiliation="Harbour Guild")
    assert answers_to(named, words) is found


def test_where_a_voice_stands_and_in_whose_company(dossier, cases):
    stands = {stand.case.question.id: stand for stand in find_stands(cases, "ada-lund", dossier.questions)}
    assert {name: stand.company for name, stand in stands.items()} == {
        "bridge-safe": "opposed",
        "cracks": "opposed",
        "will-close": "joined",
        "closing-date": "opposed",
    }
    safe = stands["bridge-safe"]
    assert [side.label for side in safe.mine] == ["It is not safe"]
    assert [(side.label, side.voices) for side in safe.against] == [("It is safe", ("engineers-guild", "bo-wirth"))]
    assert [side.label for side in stands["will-close"].besides] == ["Too early to say"]


def test_who_stands_beside_a_voice(cases):
    (stand,) = find_stands(cases, "bo-wirth", ["bridge-safe", "cracks"])
    assert [stand.beside(side) for side in stand.mine] == [("engineers-guild",)]
    assert not stand.divided


def stands_of(*claims):
    dossier = make_dossier(
        [{"id": f"c{n}", "voice": who, "answers": {"q": what}} for n, (who, what) in enumerate(claims)],
        questions=[STANCE],
    )
    (stand,) = find_stands(find_cases(dossier, dossier.claims.values()), "ann", ["q"])
    return stand


def test_a_voice_that_nobody_else_answers_stands_alone():
    assert stands_of(("ann", "aye")).company == "alone"
    assert stands_of(("ann", "aye"), ("ann", "nay")).company == "alone"


def test_a_voice_that_says_both_is_opposed_by_whoever_says_one():
    stand = stands_of(("ann", "aye"), ("ann", "nay"), ("bob", "nay"))
    assert (stand.company, stand.divided, stand.against) == ("opposed", True, ())


def test_every_claim_has_one_place_in_how_sure_a_voice_speaks(dossier):
    certainty = find_certainty(spoken_by("bo-wirth", dossier.claims.values()))
    assert {step: [c.id for c in claims] for step, claims in certainty.placed.items() if claims} == {
        "likely": ["wirth-safe"]
    }
    assert tuple(certainty.placed) == LIKELIHOODS
    assert ([c.id for c in certainty.unplaced], [c.id for c in certainty.plain]) == ([], ["wirth-repeats"])
    assert certainty.hedged == 1


def test_a_word_of_doubt_that_says_nothing_about_likelihood_is_kept_apart():
    dossier = make_dossier(
        [{"id": "a", "hedge": "appears"}, {"id": "b"}, {"id": "c", "hedge": "x", "likelihood": "likely"}]
    )
    certainty = find_certainty(dossier.claims.values())
    assert [c.id for c in certainty.unplaced] == ["a"]
    assert certainty.hedged == 2


def test_the_ways_by_which_words_reach_a_source():
    dossier = make_dossier(
        [
            {"id": "a", "voice": "ann"},
            {"id": "b", "voice": "ann"},
            {"id": "c", "voice": "ann", "via": ["wire"]},
            {"id": "d", "voice": "bob", "origin": "ann"},
            {"id": "e", "voice": "bob"},
        ]
    )
    assert find_chains(dossier, "ann", dossier.claims.values()) == (
        Chain("post", ("ann",), 2),
        Chain("post", ("wire", "ann"), 1),
        Chain("post", ("bob", "ann"), 1),
    )


def changes_of(*claims):
    """Claims of Ann, each a position, a date and a source."""
    fields = [
        {"id": f"c{n}", "said": when, "source": source, "answers": {"q": what}}
        for n, (what, when, source) in enumerate(claims)
    ]
    dossier = make_dossier(fields, questions=[STANCE])
    found = find_changes(dossier, find_cases(dossier, dossier.claims.values()), "ann")
    return [(change.kind, [LABELS[side.label] for side, _ in change.answers]) for change in found]


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        ([("nay", "2021-05", "a"), ("aye", "2021-03", "b")], [("changed", ["aye", "nay"])]),
        ([("early", "2021-03", "a"), ("aye", "2021-05", "b")], [("changed", ["early", "aye"])]),
        ([("aye", "2021-05", "a"), ("nay", "2021-05", "a")], [("one_text", ["aye", "nay"])]),
        ([("aye", "2021-05", "a"), ("nay", "2021-05", "b")], [("undated", ["aye", "nay"])]),
        ([("aye", "2021", "a"), ("nay", "2021-05", "b")], [("undated", ["aye", "nay"])]),
        ([("aye", "2021-03", "a"), ("half", "2021-05", "b")], []),
        ([("early", "2021-05", "a"), ("aye", "2021-05", "a")], []),
        ([("aye", "2021-03", "a"), ("aye", "2021-05", "b")], []),
    ],
    ids=[
        "changed its mind",
        "made up its mind",
        "both in one text",
        "two texts of one month",
        "a year and a month in it",
        "added what goes with it",
        "leaning in one text",
        "said it again",
    ],
)
def test_changes_of_position_are_told_from_saying_both(claims, expected):
    assert changes_of(*claims) == expected


def test_nobody_changes_position_in_the_tiny_dossier(dossier, cases):
    assert [find_changes(dossier, cases, name) for name in dossier.voices] == [()] * 6


def test_what_a_voice_speaks_about_and_what_not(dossier, cases):
    claims = dossier.claims.values()
    assert find_topics(cases, spoken_by("bo-wirth", claims)) == (
        TopicCover("safety", 1, 2),
        TopicCover("future", 0, 2),
    )


def test_claims_said_at_one_time_go_as_they_stand_in_the_text(dossier):
    claims = reversed(spoken_by("ada-lund", dossier.claims.values()))
    assert [claim.id for claim in in_order(dossier, claims)] == ["lund-closing", "lund-cracks"]
