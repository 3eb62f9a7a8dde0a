"""How a problem is said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.problems import DossierError, Problem, did_you_mean, printable, shorten


def test_a_problem_is_one_line_with_its_place_where_and_hint():
    problem = Problem("data/claims.yaml", 12, 5, "claim a", "unknown key 'qoute'", "Did you mean 'quote'?")
    assert str(problem) == "data/claims.yaml:12:5: claim a: unknown key 'qoute'. Did you mean 'quote'?"


@pytest.mark.parametrize(
    ("message", "hint", "words"),
    [
        ("it is empty", "", "f:1:1: w: it is empty"),
        ("It is empty.", "", "f:1:1: w: It is empty"),
        ("It is empty.", "Fill it.", "f:1:1: w: It is empty. Fill it."),
        ("It is empty. Fill it.", "", "f:1:1: w: It is empty. Fill it"),
    ],
)
def test_message_and_hint_are_joined_by_one_full_stop(message, hint, words):
    assert str(Problem("f", 1, 1, "w", message, hint)) == words


def test_a_warning_says_so_and_a_problem_of_the_file_needs_no_where():
    assert str(Problem("f", 0, 0, "", "no file", level="warning")) == "f:0:0: warning: no file"


@given(st.text(), st.text(), st.text())
def test_nothing_that_a_file_holds_reaches_the_terminal_unprintable(where, message, hint):
    assert str(Problem("f", 1, 1, where, message, hint)).isprintable()


def test_escapes_line_breaks_and_reversed_writing_do_not_print():
    assert printable("a\x1b[31mb\r\nc\u202ed\u2028e\x9bf") == "a [31mb  c d e f"


def test_an_error_carries_every_problem_in_the_order_of_the_file():
    first, second = Problem("f", 2, 1, "", "one"), Problem("f", 10, 1, "", "two")
    error = DossierError([second, first])
    assert error.problems == (first, second)
    assert str(error) == "f:2:1: one\nf:10:1: two"
    assert not error.unreadable


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("qoute", "Did you mean 'quote'?"),
        ("QUOTE", "Did you mean 'quote'?"),
        ("sources", "Did you mean 'source'?"),
        ("zzzz", ""),
        ("", ""),
    ],
)
def test_the_nearest_known_word_is_offered_or_none(word, hint):
    assert did_you_mean(word, ["id", "quote", "source"]) == hint


def test_long_words_are_cut_and_put_on_one_line():
    assert shorten("a\n\t b" + "c" * 100, 10) == "a bcccccc…"
    assert shorten("a b", 3) == "a b"
