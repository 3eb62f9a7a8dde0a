"""Words that readers search for."""

import pytest
from conftest import make_dossier
from hypothesis import example, given
from hypothesis import strategies as st

from dossier.search import SearchIndex, match_query

CRACKS = {"lund-cracks", "office-cracks"}
SAFE = {"wirth-safe", "wirth-repeats"}
# words, ids of the tiny dossier
FOUND = {
    "120": {"lund-cracks"},
    "cracks": CRACKS,
    "CRACKS": CRACKS,
    "crack": CRACKS,
    "mayors": {"lund-closing", "lund-cracks", "guild-disagrees"},
    "cra": CRACKS,
    "racks": set(),
    "lund cracks": {"lund-cracks"},
    "cracks lund": {"lund-cracks"},
    "lund engineers": set(),
    '"too early"': {"office-early"},
    '"early too"': set(),
    "early too": {"office-early"},
    '"spring 2019"': {"office-cracks"},
    '"spring 201"': set(),
    "“too early”": {"office-early"},
    "cracks -lund": {"office-cracks"},
    'bridge -"is safe"': {
        "lund-closing",
        "lund-cracks",
        "guild-disagrees",
        "office-cracks",
        "office-early",
        "closed-july",
    },
    "-cracks": set(),
    "mayor": {"lund-closing", "lund-cracks", "guild-disagrees"},
    "engineers' guild": {"guild-disagrees"},
    "engineers’ guild": {"guild-disagrees"},
    "": set(),
    "  ": set(),
    "* - ( )": set(),
}


@pytest.fixture(scope="module")
def search(dossier):
    return SearchIndex(dossier)


@pytest.mark.parametrize("words", FOUND)
def test_words_beginnings_phrases_and_exclusions(search, words):
    assert set(search.find(words)) == FOUND[words]


def test_a_claim_is_found_by_its_quote_its_voice_their_aliases_and_its_question(search):
    assert "lund-cracks" in search.find("we counted")
    assert "closed-july" in search.find("unnamed author quay")
    assert "lund-closing" in search.find("“Mayor Lund”")
    assert set(search.find("“closed to traffic”")) == {"lund-closing", "office-early"}


@pytest.mark.parametrize("words", ["angstrom cafe", "Ångström", "ÅNGSTRÖM CAFÉ", "cafe\u0301", "A\u030angstro\u0308m"])
def test_accents_make_no_difference(words):
    made = SearchIndex(make_dossier([{"id": "a", "text": "Ångström in the café"}, {"id": "b", "text": "Other"}]))
    assert made.find(words) == ["a"]


def test_the_best_match_comes_first():
    rows = [{"id": "once", "text": "bridge " + "and more words " * 20}, {"id": "often", "text": "bridge bridge bridge"}]
    assert SearchIndex(make_dossier(rows)).find("bridge") == ["often", "once"]


HOSTILE = [
    *('"', '""', '"a', 'a"b', "'", "a'b", "*", "a*", "^a", "a^", "(", "a)", "a:b", "text:a", "{a b}:c", "-", "--a"),
    *("NEAR(a b)", "a NEAR b", "AND", "OR", "NOT", "a AND", "NOT a", "a OR b", "+a", "a + b", "a,b", "\\", "%", "_"),
    *("\x00", "a\x00b", "\ud800", "²", "́", ";--", "a" * 100_000, "a " * 1_000, "b -" + " -".join("a" * 1_000)),
]


@pytest.mark.parametrize("words", HOSTILE, ids=lambda words: ascii(words)[:20])
def test_nothing_that_readers_type_is_syntax(search, words):
    assert set(search.find(words)) <= set(search.find("bridge")) | set(search.find("a"))


@given(st.text(max_size=60) | st.text("ab\"*()^:-+{}, \x00'NEARODT", max_size=40))
@example('a" OR "b')
def test_any_words_can_be_searched_for(search, words):
    assert all(isinstance(name, str) for name in search.find(words))


def test_operators_are_words_like_others():
    made = SearchIndex(make_dossier([{"id": "a", "text": "neither NOT near"}, {"id": "b", "text": "salt"}]))
    assert made.find("NOT near") == ["a"]
    assert made.find("near OR salt") == []


def test_every_term_stands_between_quotes():
    assert match_query('a "b c" -d -"e f"') == '"a"* AND "b c" NOT "d" NOT "e f"'
    assert match_query("-a") == ""
