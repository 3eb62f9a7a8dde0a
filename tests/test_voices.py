"""Who speaks, and how many independent words there are."""

import pytest
from conftest import make_dossier
from hypothesis import given
from hypothesis import strategies as st

from dossier.voices import find_profile, independent_origins, reach, spoken_by, voices_of

VOICES = {
    "guild": {"members": ["ann", "bob"]},
    "union": {"members": ["guild", "cid"]},
}
# name, claims as voice, via and origin; independent origins
ORIGINS = [
    ("one voice", [("ann", [], None)], ("ann",)),
    ("one voice twice", [("ann", [], None), ("ann", [], None)], ("ann",)),
    ("two voices", [("ann", [], None), ("bob", [], None)], ("ann", "bob")),
    ("one voice through two papers", [("ann", ["post"], None), ("ann", ["news"], None)], ("ann",)),
    ("two voices that rely on a third", [("ann", [], "eve"), ("bob", [], "eve")], ("eve",)),
    ("a voice and one that relies on it", [("ann", [], None), ("bob", [], "ann")], ("ann",)),
    ("a group alone", [("guild", [], None)], ("guild",)),
    ("a group and a member", [("guild", [], None), ("ann", [], None)], ("ann",)),
    ("a group and somebody else", [("guild", [], None), ("dee", [], None)], ("guild", "dee")),
    ("a group that a member stands behind", [("guild", [], "ann")], ("ann",)),
    ("a group and a member's member", [("union", [], None), ("bob", [], None)], ("bob",)),
    ("groups within groups", [("union", [], None), ("guild", [], None)], ("guild",)),
    ("nobody", [], ()),
]


def claims_by(rows):
    return [
        {"id": f"claim-{n}", "voice": voice, "via": via, **({"origin": origin} if origin else {})}
        for n, (voice, via, origin) in enumerate(rows)
    ]


@pytest.mark.parametrize(("rows", "expected"), [row[1:] for row in ORIGINS], ids=[row[0] for row in ORIGINS])
def test_repetition_and_relay_are_not_confirmation(rows, expected):
    dossier = make_dossier(claims_by(rows), voices=VOICES)
    assert independent_origins(dossier, dossier.claims.values()) == expected


NAMES = st.sampled_from(["ann", "bob", "cid", "dee", "guild", "union"])
ROWS = st.lists(st.tuples(NAMES, st.lists(NAMES, max_size=2), st.none() | NAMES), min_size=1, max_size=6)


@given(ROWS, st.data())
def test_one_more_claim_of_the_same_origin_raises_no_count(rows, data):
    voice, _, origin = data.draw(st.sampled_from(rows))
    again = (data.draw(NAMES), data.draw(st.lists(NAMES, max_size=2)), origin or voice)
    before = make_dossier(claims_by(rows), voices=VOICES)
    after = make_dossier(claims_by([*rows, again]), voices=VOICES)
    assert independent_origins(after, after.claims.values()) == independent_origins(before, before.claims.values())


@given(ROWS)
def test_claims_always_have_an_origin_and_never_more_than_voices(rows):
    dossier = make_dossier(claims_by(rows), voices=VOICES)
    origins = independent_origins(dossier, dossier.claims.values())
    assert 1 <= len(origins) <= len({origin or voice for voice, _, origin in rows})


@given(ROWS, st.randoms())
def test_the_order_of_claims_changes_no_count(rows, random):
    dossier = make_dossier(claims_by(rows), voices=VOICES)
    claims = list(dossier.claims.values())
    mixed = random.sample(claims, len(claims))
    assert set(independent_origins(dossier, mixed)) == set(independent_origins(dossier, claims))


def test_the_reach_of_a_group_is_its_members_and_theirs():
    dossier = make_dossier(claims_by([("ann", [], None)]), voices=VOICES)
    assert reach(dossier.voices, "union") == {"union", "guild", "cid", "ann", "bob"}
    assert reach(dossier.voices, "ann") == {"ann"}


def test_the_chain_goes_from_the_source_outward():
    rows = [("ann", ["post", "wire"], None), ("ann", ["post"], "eve"), ("ann", [], "ann")]
    dossier = make_dossier(claims_by(rows))
    assert [dossier.chain(claim) for claim in dossier.claims.values()] == [
        ("post", "wire", "ann"),
        ("post", "ann", "eve"),
        ("ann",),
    ]


def test_voices_and_their_claims_stand_in_order_of_appearance(dossier):
    claims = dossier.claims.values()
    assert voices_of(claims) == ("ada-lund", "engineers-guild", "bo-wirth", "survey-office", "post-author")
    assert [claim.id for claim in spoken_by("bo-wirth", claims)] == ["wirth-safe", "wirth-repeats"]
    assert spoken_by("news-author", claims) == ()


def test_the_profile_of_a_voice_that_speaks(dossier):
    profile = find_profile(dossier, "ada-lund", dossier.claims.values())
    assert [claim.id for claim in profile.claims] == ["lund-closing", "lund-cracks"]
    assert (profile.relied_on, profile.relayed, profile.written, profile.collectives) == ((), (), (), ())
    assert profile.sources == ("harbour-news",)
    assert profile.events == ("closing",)


def test_a_profile_tells_groups_and_what_a_voice_wrote(dossier):
    assert find_profile(dossier, "bo-wirth", []).collectives == ("engineers-guild",)
    assert find_profile(dossier, "news-author", dossier.claims.values()).written == ("harbour-news",)


def test_a_profile_tells_what_others_say_on_its_word_and_through_it_in_the_order_it_was_said():
    dossier = make_dossier(
        [
            {"id": "late", "voice": "ann", "said": "2021-04"},
            {"id": "early", "voice": "ann", "said": "2021-03"},
            {"id": "on-her-word", "voice": "bob", "origin": "ann", "source": "news"},
            {"id": "through-her", "voice": "bob", "via": ["ann"], "source": "wire"},
        ]
    )
    profile = find_profile(dossier, "ann", dossier.claims.values())
    assert [claim.id for claim in profile.claims] == ["early", "late"]
    assert [claim.id for claim in profile.relied_on] == ["on-her-word"]
    assert [claim.id for claim in profile.relayed] == ["through-her"]
    assert profile.sources == ("post", "news", "wire")
