"""YAML as text with places: what is read, what is refused, and where."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from dossier import tree
from dossier.tree import Node, TreeError, read_tree

# name, text, line, column, part of the message
REFUSED = [
    ("an alias", "a: 1\nb: *x\n", 2, 4, "aliases (*name) are not used here"),
    ("an anchor", "a: &x 1\n", 1, 4, "anchors (&name) are not used here"),
    ("an anchor on a list", "a: &x [1]\n", 1, 4, "anchors (&name) are not used here"),
    ("an anchor on a key", "&x a: 1\n", 1, 1, "anchors (&name) are not used here"),
    ("a merge key", "a:\n  <<: {b: 1}\n", 2, 3, "merge keys (<<) are not used here"),
    ("a tag of Python", "a: !!python/object:os.system x\n", 1, 4, "tags (!name) are not used here"),
    ("a harmless tag", "a: !!str x\n", 1, 4, "tags (!name) are not used here"),
    ("a bare tag", "a: ! x\n", 1, 4, "tags (!name) are not used here"),
    ("a tab that indents", "a:\n\tb: 1\n", 2, 1, "this character cannot begin a value"),
    ("a tab inside text", "a: 1\n\tb: 2\n", 2, 1, "a tab stands where only spaces may"),
    ("a second document", "a: 1\n---\nb: 2\n", 2, 1, "a second YAML document begins here"),
    ("an empty file", "", 1, 1, "the file is empty"),
    ("only a comment", "# nothing yet\n", 1, 1, "the file is empty"),
    ("a list as key", "? [a]\n: b\n", 1, 3, "a key must be a word"),
    ("a mapping as key", "{a: b}: c\n", 1, 1, "a key must be a word"),
    ("brackets without end", "[" * 100_000, 1, 13, "nested more than 12 levels deep"),
    ("braces without end", "{a: " * 100_000, 1, 49, "nested more than 12 levels deep"),
    ("dashes without end", "- " * 100_000, 1, 25, "nested more than 12 levels deep"),
    ("a colon in plain text", "a: b: c\n", 1, 5, "a colon and a space stand inside plain text"),
    ("a quote left open", 'a: 1\nb: "x\nc: 2\n', 2, 4, "a quotation mark stands open"),
    ("a line between levels", "a:\n    b: 1\n  c: 2\n", 3, 3, "no key stands here"),
    ("text after a quote", 'a: "b" c\n', 1, 8, "no key stands here"),
    ("bold text", "a: **b** c\n", 1, 5, "a value cannot begin with *"),
    ("a character YAML does not know", "a: 1\nb: é \ufffe\n", 2, 6, "the character U+FFFE cannot stand in YAML"),
    ("an escape for half a character", 'a: "\\ud800"\n', 1, 7, "invalid Unicode"),
]


@pytest.mark.parametrize(
    ("text", "line", "column", "message"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED]
)
def test_what_a_dossier_does_not_use_is_refused_at_its_place(text, line, column, message):
    with pytest.raises(TreeError) as refusal:
        read_tree(text)
    assert message in refusal.value.message
    assert refusal.value.place == (line, column)


def test_a_repeated_key_names_both_lines_and_hides_nothing_else():
    root, errors = read_tree("a: 1\nb: 2\na: 3\nc:\n  d: 4\n  d: 5\n")
    assert [(error.message, error.place) for error in errors] == [
        ("the key 'a' stands twice; it is in line 1 already", (3, 1)),
        ("the key 'd' stands twice; it is in line 5 already", (6, 3)),
    ]
    assert root.plain() == {"a": "1", "b": "2", "c": {"d": "4"}}


def test_the_values_of_repeated_keys_are_not_taken_for_something_else():
    root, errors = read_tree("a: {b: 1}\na: {c: 2}\nd: [3]\n")
    assert len(errors) == 1
    assert root.plain() == {"a": {"b": "1"}, "d": ["3"]}


WORDS = ["NO", "no", "yes", "on", "true", "010", "0x1F", "1e3", "1_000", "1:30", "2024-11-04", ".inf"]


@pytest.mark.parametrize("word", WORDS)
def test_words_stay_words(word):
    root, errors = read_tree(f"- {word}\n- {word}: {word}\n")
    assert (root.plain(), errors) == ([word, {word: word}], ())


def test_nothing_is_null_unless_it_stands_in_quotes():
    root, _ = read_tree("a:\nb: ~\nc: null\nd: ''\ne: 'null'\n")
    assert root.plain() == {"a": None, "b": None, "c": None, "d": "", "e": "null"}


def test_places_are_those_of_keys_and_of_items():
    root, _ = read_tree("a: 1\nb:\n  - c: é x\n    d: [5, 6]\n")
    assert root.place == (1, 1)
    assert root.find(("b",)) == (2, 1)
    assert root.find(("b", 0)) == (3, 5)
    assert root.find(("b", 0, "d")) == (4, 5)
    assert root.find(("b", 0, "d", 1)) == (4, 12)


def test_a_path_that_leads_nowhere_ends_at_its_deepest_part():
    root, _ = read_tree("a:\n  b: 1\n")
    assert root.find(("a", "missing")) == (1, 1)
    assert root.find(("a", "tag", "b")) == (2, 3)
    assert root.find(("a", 3)) == (1, 1)


def test_twelve_levels_are_deep_enough():
    root, _ = read_tree("[" * 12 + "]" * 12)
    assert isinstance(root, Node)


def test_libyaml_reads_the_file():
    """yaml falls back to a parser in Python, seven times slower, without a word; this must not happen unseen."""
    assert tree.CParser is yaml.cyaml.CParser
    assert isinstance(tree._Reader("a: 1").parser, yaml.cyaml.CParser)


@pytest.mark.timeout(30)
@pytest.mark.parametrize("size", [100, 20_000])
def test_an_alias_bomb_is_refused_before_it_grows(size):
    bomb = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, size))
    with pytest.raises(TreeError, match="anchors"):
        read_tree(bomb)


@given(st.text(st.characters(codec="utf-8"), max_size=60) | st.text("ab:-[]{}&*!<>|'\"#%@`?, \n\t~", max_size=40))
def test_any_text_is_read_or_refused_with_a_place_in_it(text):
    try:
        root, errors = read_tree(text)
    except TreeError as refusal:
        errors = (refusal,)
    else:
        assert root.place >= (1, 1)
    assert all(1 <= error.place[0] <= len(text) + 1 and 1 <= error.place[1] <= len(text) + 1 for error in errors)


LEAVES = st.text("abc é:#'\"-", max_size=8)
TREES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(LEAVES, inner, max_size=3), max_leaves=8
)


@given(TREES)
def test_what_yaml_writes_is_read_as_text(value):
    text = yaml.safe_dump(value, default_style='"', allow_unicode=True, width=1000)
    root, errors = read_tree(text)
    assert (root.plain(), errors) == (value, ())
