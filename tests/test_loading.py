"""From files to a dossier, or to every mistake in them at its place."""

import gc
import re
from pathlib import Path

import pytest
import yaml
from conftest import TINY, at_most, write_dossier
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from dossier.files import MAX_FILE_BYTES, text_root
from dossier.loading import _say, dossier_path, load_dossier
from dossier.model import Record
from dossier.problems import DossierError
from dossier.texts import MAX_TEXT_BYTES, Span

TEXT = "The bridge is safe, Ada says. It has 120 cracks.\n"
GOOD = """\
dossier: {title: Bridge, summary: One text., licence: None.}
sources:
  - {id: post, file: post.txt, title: Post, published: 2021-05, extent: full}
voices:
  - {id: ada, name: Ada, kind: person}
questions:
  - id: safe
    title: Safe?
    ask: Is it safe?
    kind: stance
    topic: safety
    between: contradiction
    positions: [{id: yes, label: It is}]
claims:
  - {id: it-is, source: post, quote: The bridge is safe, text: It is., type: fact, voice: ada, answers: {safe: yes}}
events:
  - {id: day, title: A day, date: 2021-05, kind: other, participants: [ada], claims: [it-is]}
"""


def find_problems(path: Path) -> list[str]:
    """What loading says of a file that it refuses, without the file's name."""
    with pytest.raises(DossierError) as refusal:
        load_dossier(path)
    return [str(problem).removeprefix(f"{path}:") for problem in refusal.value.problems]


def problems_of(folder: Path, text: str | bytes, texts: dict[str, str | bytes] | None = None) -> list[str]:
    return find_problems(write_dossier(folder, text, {"post.txt": TEXT} if texts is None else texts))


# What is loaded


def test_a_sound_file_is_loaded_in_its_order(dossier):
    assert dossier.path == TINY
    assert list(dossier.sources) == ["harbour-news", "quay-post"]
    assert list(dossier.claims)[:3] == ["lund-closing", "lund-cracks", "guild-disagrees"]
    assert list(dossier.events) == ["survey-2019", "closing"]
    assert dossier.claims["lund-cracks"].text == "Ada Lund says that 120 cracks were counted."


def test_every_quote_and_omission_has_its_place_in_the_raw_text(dossier):
    raw = dossier.texts["harbour-news"]
    assert [raw.text_of(span) for span in dossier.spans["lund-cracks"]] == ["We counted 120 cracks"]
    assert dossier.spans["lund-cracks"] == (Span(100, 121),)
    assert dossier.omissions["harbour-news"] == ((Span(0, 23),), (Span(len(raw.content) - 31, len(raw.content) - 1),))
    assert dossier.omissions["quay-post"] == ()


def test_what_words_mean_is_decided_by_the_field_not_by_yaml(dossier):
    assert dossier.sources["harbour-news"].country == "NO"
    assert str(dossier.claims["lund-closing"].answers["closing-date"]) == "2021-06"
    assert dossier.voices["bo-wirth"].analyst is True
    assert dossier.claims["lund-cracks"].answers["cracks"].low == 120


def test_the_version_changes_with_the_file_and_with_the_texts(tmp_path):
    first = load_dossier(write_dossier(tmp_path / "a", GOOD, {"post.txt": TEXT})).version
    again = load_dossier(write_dossier(tmp_path / "b", GOOD, {"post.txt": TEXT})).version
    other_file = load_dossier(write_dossier(tmp_path / "c", GOOD + "# more\n", {"post.txt": TEXT})).version
    other_text = load_dossier(write_dossier(tmp_path / "d", GOOD, {"post.txt": TEXT + "More."})).version
    assert re.fullmatch("[0-9a-f]{12}", first)
    assert first == again
    assert len({first, other_file, other_text}) == 3


def test_warnings_do_not_stop_loading(dossier):
    said = "tests/tiny/data/claims.yaml:89:9: warning: question will-close: nobody takes the position 'stays'"
    assert [str(warning).removeprefix(f"{TINY.parents[3]}/") for warning in dossier.warnings] == [said]


def test_loading_leaves_the_garbage_collector_as_it_was(tmp_path):
    assert gc.isenabled()
    load_dossier(TINY)
    assert gc.isenabled()
    find_problems(tmp_path / "missing.yaml")
    assert gc.isenabled()


# Every mistake at once

MISTAKES = """\
dossier:
  title: Bridge
  summry: One text.
  licence: None.
  language: English
sources:
  - {id: post, file: post.txt, title: Post, published: 2021-13, extent: full}
  - {id: good, file: post.txt, title: Good, published: 2021, extent: partly}
  - {id: gone, file: gone.txt, title: Gone, published: 2021, extent: full}
  - {id: cut, file: post.txt, title: Cut, published: 2021, extent: truncated}
voices:
  - {id: ada, name: Ada, kind: person, country: Norge}
  - {id: Bo, name: Bo, kind: person, analyst: yes}
  - {id: cy, name: Cy, kind: person, aliases: Cyril}
  - {id: cy, name: "", kind: persona}
  - just a name
  -
questions:
  - {id: safe, title: Safe?, ask: Is it?, kind: stance, topic: bridge, positions: []}
  - id: cracks
    title: Cracks?
    ask: How many?
    kind: figure
    topic: bridge
    measure: cracks
    unit: cracks
  - id: stance
    title: Stance?
    ask: What?
    kind: stance
    topic: bridge
    between: tension
    positions:
      - {id: pro, label: For}
      - {id: con}
    compatible: [[pro], [pro, con]]
  - {id: when, title: When?, ask: When?, kind: date, topic: bridge}
claims:
  - id: one
    source: gone
    qoute: The bridge is safe
    text: It is.
    type: fact
    voice: cy
    answers:
      cracks: {low: 12,000, high: 12 000, wording: "12,000"}
      stance: [pro]
  - id: two
    source: cut
    quote: The bridge is not safe
    text: It is not.
    type: fact
    voice: cyy
    credibility: 7
    answers:
      cracks: {low: 5, high: 4, wording: five}
  - id: three
    source: cut
    quote: The bridge is safe
    text: It is.
    type: fact
    voice: cy
    answers:
      cracks: many
      stance: prp
      when: in May
      wen: 2021
    links: [{type: repeats, to: three, why: No.}]
  - id: four
    source: cut
    quote: The bridge is sound
    text: It is.
    type: fact
    voice: cy
    status: retracted
  - id: four
    source: cut
    quote: It has 12 cracks
    text: It has.
    type: fact
    voice: cy
    id: five
events: {}
claim: []
"""

EXPECTED = """\
2:3: dossier: `summary` is missing
3:3: dossier: unknown key 'summry'. Did you mean 'summary'?
5:3: dossier: `language` is 'English'. Write a code of a language, such as en or pt-BR.
7:45: source post: `published`: '2021-13' is no EDTF date
8:62: source good: `extent` is 'partly'. Known are full, truncated.
9:16: source gone: gone.txt: there is no such file
10:60: source cut: a truncated text needs `extent_note`: what is missing
12:40: voice ada: `country`: 'Norge' is no ISO 3166-1 code of a country, such as FR or JP
13:6: voice Bo: `id` is 'Bo'. An id is lower-case words joined by hyphens.
13:38: voice Bo: `analyst`: 'yes' is neither `true` nor `false`
14:38: voice cy: `aliases` should be a list, such as [a, b]
15:6: voice cy: the id 'cy' is already taken by another voice
15:14: voice cy: `name` is empty
15:24: voice cy: `kind` is 'persona'. Did you mean 'person'?
16:5: voice number 5: should be a mapping of fields
17:4: voice number 6: should be a mapping of fields
19:5: question safe: a stance question needs `positions`
35:9: question stance: `positions.2.label` is missing
36:18: question stance: `compatible.1` needs at least 2, not 1
39:5: claim one: `quote` is missing
41:5: claim one: unknown key 'qoute'. Did you mean 'quote'?
46:24: claim one: unknown key '000'. A comma ends a value inside {…}: put a number with a comma between quotation marks.
46:29: claim one: `answers.cracks.high`: '12 000' is no plain number; write 11000, without separators or words
47:7: claim one: `answers.stance` should be text
54:5: claim two: `credibility` is '7'. Known are 1, 2, 3, 4, 5, 6.
56:7: claim two: `answers.cracks`: low (5) is above high (4)
64:7: claim three: 'cracks' asks for a figure. Write {low: 11000, wording: …}.
66:7: claim three: 'in May' is no EDTF date
67:7: claim three: there is no question 'wen'. Did you mean 'when'?
68:29: claim three: the claim links to itself
69:5: claim four: a status other than `current` comes with `status_why`, and only then
76:5: claim four: the id 'four' is already taken by another claim
78:5: claim four: The quote is not in the text
82:5: the key 'id' stands twice; it is in line 76 already
83:9: events: should be a list, each item beginning with `- id:`
84:1: unknown key 'claim'. Did you mean 'claims'?
"""


def test_one_file_with_one_of_each_mistake_names_them_all_at_their_places(tmp_path):
    """Lines are compared as far as this test has them: what dates and quotes say further is held by their own tests."""
    found = problems_of(tmp_path, MISTAKES)
    expected = EXPECTED.splitlines()
    assert [line[: len(words)] for line, words in zip(found, expected, strict=False)] == expected
    assert len(found) == len(expected)


def test_a_malformed_record_does_not_make_what_refers_to_it_wrong(tmp_path):
    text = GOOD.replace("kind: person", "kind: robot").replace("published: 2021-05", "published: May")
    found = problems_of(tmp_path, text)
    assert [line.split(":")[0] for line in found] == ["3", "5"]


# The claims file as a whole


def test_a_missing_section_is_one_problem_and_an_empty_one_is_none(tmp_path):
    found = problems_of(tmp_path, "voices:\nquestions: []\nclaims:\nevents:\n")
    assert found == ["1:1: the key 'dossier' is missing", "1:1: the key 'sources' is missing"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "- a\n",
            ["1:1: the file should be a mapping with the keys dossier, sources, voices, questions, claims, events"],
        ),
        (
            "just words\n",
            ["1:1: the file should be a mapping with the keys dossier, sources, voices, questions, claims, events"],
        ),
        (
            GOOD.replace("dossier: {title: Bridge, summary: One text., licence: None.}", "dossier:"),
            ["1:9: dossier: should be a mapping of fields"],
        ),
        (
            GOOD.replace("dossier: {title: Bridge, summary: One text., licence: None.}", "dossier: [a]"),
            ["1:10: dossier: should be a mapping of fields"],
        ),
        (
            GOOD.replace("  - {id: day", "  day: {id: day"),
            ["17:3: events: should be a list, each item beginning with `- id:`"],
        ),
    ],
    ids=["a list", "a word", "no dossier", "dossier as list", "events as mapping"],
)
def test_wrong_shapes_are_said(tmp_path, text, expected):
    assert problems_of(tmp_path, text) == expected


UNREADABLE = {
    "BOM": (b"\xef\xbb\xbf" + GOOD.encode(), "0:0: The text begins with a byte order mark (BOM)"),
    "Latin-1": (GOOD.replace("Ada", "Édith").encode("latin-1"), "0:0: The text is not UTF-8: byte"),
    "UTF-16": (GOOD.encode("utf-16"), "0:0: The text is not UTF-8: byte 0 (0xff)"),
    "an escape character": (GOOD.replace("Ada", "\x1b[31m").encode(), "0:0: Line 5 holds the control character U+001B"),
    "no YAML": (b"a: b: c\n", "1:5: a colon and a space stand inside plain text"),
    "nothing": (b"", "1:1: the file is empty"),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_file_that_cannot_be_read_is_one_problem_and_marked_unreadable(tmp_path, name):
    data, expected = UNREADABLE[name]
    path = write_dossier(tmp_path, data)
    with pytest.raises(DossierError) as refusal:
        load_dossier(path)
    (problem,) = refusal.value.problems
    assert str(problem).removeprefix(f"{path}:").startswith(expected)
    assert refusal.value.unreadable


def test_a_file_is_not_read_at_all_when_it_is_too_large(tmp_path):
    path = write_dossier(tmp_path, GOOD)
    with path.open("r+b") as file:
        file.truncate(MAX_FILE_BYTES + 1)
    assert find_problems(path) == [f"0:0: the file is larger than {MAX_FILE_BYTES // 1_000_000} MB"]


def test_a_missing_file_and_a_folder_are_unreadable(tmp_path):
    assert find_problems(tmp_path / "none.yaml") == ["0:0: the file cannot be read (No such file or directory)"]
    assert find_problems(tmp_path) == ["0:0: the file cannot be read (Is a directory)"]


def test_problems_inside_a_readable_file_do_not_make_it_unreadable(tmp_path):
    with pytest.raises(DossierError) as refusal:
        load_dossier(write_dossier(tmp_path, "dossier: {}\n"))
    assert not refusal.value.unreadable


# Raw texts


def test_texts_are_found_from_the_folder_above_data_or_beside_the_file(tmp_path):
    beside = tmp_path / "one" / "claims.yaml"
    beside.parent.mkdir()
    beside.write_text(GOOD)
    (beside.parent / "post.txt").write_text(TEXT)
    above = write_dossier(tmp_path / "two", GOOD, {"post.txt": TEXT})
    assert load_dossier(beside).texts["post"].content == TEXT
    assert load_dossier(above).texts["post"].content == TEXT
    assert (text_root(beside), text_root(above)) == (tmp_path / "one", tmp_path / "two")


def test_the_environment_names_the_dossier_and_data_is_the_default(monkeypatch):
    monkeypatch.delenv("DOSSIER", raising=False)
    assert dossier_path() == Path("data/claims.yaml")
    monkeypatch.setenv("DOSSIER", str(TINY))
    assert dossier_path() == TINY
    assert len(load_dossier().claims) == 8


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("../../etc/passwd", "leads out of the dossier's folder"),
        ("texts/../../outside.txt", "leads out of the dossier's folder"),
        ("/etc/passwd", "leads out of the dossier's folder"),
        ("link.txt", "leads out of the dossier's folder"),
        ("folder/secret.txt", "leads out of the dossier's folder"),
        ("~/post.txt", "there is no such file below"),
        ("gone.txt", "there is no such file below"),
        ("data", "there is no such file below"),
        ("bom.txt", "The text begins with a byte order mark (BOM)"),
        ("latin.txt", "The text is not UTF-8"),
        ("large.txt", "larger than 5 MB"),
        ('"a\\0b"', "cannot be read"),
        ("a" * 300, "cannot be read"),
    ],
)
def test_a_raw_text_that_cannot_be_taken_is_a_problem_of_its_source(tmp_path, file, expected):
    root, outside = tmp_path / "root", tmp_path / "outside"
    texts = {"bom.txt": b"\xef\xbb\xbfa", "latin.txt": b"\xe9", "large.txt": b"a" * (MAX_TEXT_BYTES + 1)}
    path = write_dossier(root, GOOD.replace("file: post.txt", f"file: {file}"), texts)
    outside.mkdir()
    (outside / "secret.txt").write_text("The bridge is safe")
    (root / "link.txt").symlink_to(outside / "secret.txt")
    (root / "folder").symlink_to(outside)
    (problem,) = find_problems(path)
    assert problem.startswith("3:16: source post: ")
    assert expected in problem


def test_a_link_that_stays_inside_is_followed(tmp_path):
    path = write_dossier(tmp_path, GOOD.replace("file: post.txt", "file: link.txt"), {"post.txt": TEXT})
    (tmp_path / "link.txt").symlink_to(tmp_path / "post.txt")
    assert load_dossier(path).texts["post"].content == TEXT


# Anything at all

JARGON = re.compile(
    r"Input|should (be a valid|have|match)|[Tt]uple|dictionary|instance|validation|NoneType|\bstr\b|\[key\]"
)
TREE = yaml.safe_load(TINY.read_text())
ODD = st.sampled_from(
    [
        "",
        "x",
        "NO",
        "-1",
        "12,000",
        "9" * 400,
        "2021",
        "é" * 500,
        "two words",
        "a-b",
        "true",
        None,
        [],
        {},
        [None],
        [[]],
    ]
) | st.sampled_from(
    [{"x": "y"}, {"low": "1", "wording": "one"}, {"low": ["1"]}, {"X y": "z"}, ["a", "b", "c"], [{"id": []}]]
)


def change(tree: object, steps: list[int], value: object) -> object:
    """A copy of a tree in which the part that the steps lead to is another."""
    if not steps or not isinstance(tree, dict | list) or not tree:
        return value
    keys = list(tree) if isinstance(tree, dict) else list(range(len(tree)))
    chosen = keys[steps[0] % len(keys)]
    items = {key: change(tree[key], steps[1:], value) if key == chosen else tree[key] for key in keys}
    return items if isinstance(tree, dict) else list(items.values())


WRONG = [
    "",
    "x",
    "X y",
    "é" * 5000,
    ["x"],
    ["X y"],
    [None],
    [["x"]],
    [{"x": "y"}],
    [],
    {},
    {"x": "y"},
    {"X y": "x"},
    {"x": {}},
]
WRONG += [{"x": {"low": value, "wording": ["x"]}} for value in ("x", ["x"], {"x": "y"}, "9" * 400)]
FIELDS = [(model, name) for model in Record.__subclasses__() for name in model.model_fields]


@pytest.mark.parametrize(("model", "name"), FIELDS, ids=lambda value: getattr(value, "__name__", value))
def test_whatever_is_wrong_in_a_field_is_said_in_plain_words(model, name):
    said = [words for value in WRONG for words in say(model, {name: value})]
    assert said
    assert [words for words in said if JARGON.search(words)] == []


def say(model: type[Record], fields: dict[str, object]) -> list[str]:
    try:
        model.model_validate(fields)
    except ValidationError as error:
        return [_say(detail, model)[0] for detail in error.errors()]
    return []


@at_most(50)
@given(st.lists(st.integers(0, 30), min_size=1, max_size=6), ODD, st.sampled_from(["", "odd", "figure", "words", "id"]))
def test_whatever_stands_in_a_field_is_taken_or_refused_in_plain_words(tmp_path_factory, steps, value, key):
    folder = tmp_path_factory.mktemp("odd")
    tree = change(TREE, steps, {key: value, **value} if key and isinstance(value, dict) else value)
    text = yaml.dump(tree, Dumper=yaml.CSafeDumper, allow_unicode=True)
    path = write_dossier(
        folder, text, {f"texts/{f.name}": f.read_bytes() for f in (TINY.parents[1] / "texts").iterdir()}
    )
    try:
        load_dossier(path)
    except DossierError as error:
        said = [problem.message for problem in error.problems]
        assert said
        assert not [message for message in said if JARGON.search(message)]
