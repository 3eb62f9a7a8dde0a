"""The directory of voices: who is in it, in which order, and what each choice would show."""

import pytest

from dossier.directory import find_directory
from dossier.view import View


def shown(index, query):
    directory = find_directory(index.read(View.parse("/analysts", query, index.dossier)))
    return [entry.voice.id for entry in directory.entries]


EVERYBODY = ["bo-wirth", "ada-lund", "survey-office", "post-author", "engineers-guild", "news-author"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", EVERYBODY),
        ("who=analysts", ["bo-wirth"]),
        ("who=analysts,governments", ["bo-wirth", "ada-lund", "survey-office"]),
        ("speaker=SE", ["bo-wirth"]),
        ("speaker=NO", ["ada-lund", "survey-office"]),
        ("name=mayor", ["ada-lund"]),
        ("name=unnamed", ["post-author", "news-author"]),
        ("source=harbour-news", ["bo-wirth", "ada-lund", "engineers-guild"]),
        ("question=cracks", ["ada-lund", "survey-office"]),
        ("who=media", []),
    ],
)
def test_who_is_in_the_directory_and_in_which_order(index, query, expected):
    assert shown(index, query) == expected


def test_a_voice_that_others_only_name_is_there_and_says_nothing(index):
    directory = find_directory(index.read(View(page="analysts")))
    assert [entry.voice.id for entry in directory.silent] == ["news-author"]
    assert [entry.voice.id for entry in directory.of("unnamed")] == ["post-author", "engineers-guild"]


def test_choices_are_counted_as_if_they_were_not_made(index):
    directory = find_directory(index.read(View(page="analysts", who=("analysts",), speaker=("SE",))))
    assert dict(directory.groups) == {"analysts": 1}
    assert dict(directory.speakers) == {"SE": 1}
    everywhere = find_directory(index.read(View(page="analysts")))
    assert dict(everywhere.groups) == {"analysts": 1, "governments": 2, "unnamed": 3}
    assert dict(everywhere.speakers) == {"NO": 2, "SE": 1}
