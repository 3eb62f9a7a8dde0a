"""Whatever a claims file holds, loading it ends with a dossier or with DossierError: soon, and in words."""

import os
from pathlib import Path

import pytest
from conftest import TINY, at_most, write_dossier
from hypothesis import example, given
from hypothesis import strategies as st

from dossier.loading import load_dossier
from dossier.model import Dossier
from dossier.problems import DossierError

GOOD = TINY.read_text()
TEXTS = {f"texts/{file.name}": file.read_bytes() for file in (TINY.parents[1] / "texts").iterdir()}
SIGNS = [
    *":-[]{},#&*!|>'\"%@`?~",
    "<<",
    "\t",
    "\n",
    "\r",
    "\\",
    "\x00",
    "\x1b",
    "\x85",
    "\u2028",
    "\ufeff",
    "\U0001f600",
]
WORDS = [
    "null",
    "true",
    "NO",
    "1e999",
    "0x10",
    "-.inf",
    "1_000",
    "2024-02-30",
    "9" * 30,
    "&a [*a]",
    "!!python/object:os.system",
    "<<: {}",
]

cuts = st.tuples(
    st.integers(0, len(GOOD)), st.integers(0, 40), st.sampled_from([*SIGNS, *WORDS, ""]) | st.text(max_size=5)
)
moves = st.tuples(st.integers(0, 250), st.integers(0, 250))


def changed(cuts, moves):
    """The sound file with lines moved, and then with words cut out and others put in their place."""
    lines = GOOD.splitlines(keepends=True)
    for source, target in moves:
        lines.insert(target % len(lines), lines[source % len(lines)])
    text = "".join(lines)
    for start, length, word in cuts:
        text = text[:start] + word + text[start + length :]
    return text


def outcome(path: Path) -> Dossier | DossierError:
    try:
        return load_dossier(path)
    except DossierError as error:
        return error


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("changed")


@at_most(200)
@given(cuts=st.lists(cuts, max_size=4), moves=st.lists(moves, max_size=2))
@example(cuts=[(0, 10_000, "")], moves=[])
def test_a_changed_file_is_loaded_or_refused_at_places_in_it(folder, cuts, moves):
    text = changed(cuts, moves)
    found = outcome(write_dossier(folder, text.encode("utf-8", "surrogatepass"), TEXTS))
    if isinstance(found, Dossier):
        assert found.spans.keys() == found.claims.keys()
        return
    lines = len(text.replace("\r\n", "\n").replace("\r", "\n").splitlines()) + 1
    assert found.problems
    for problem in (*found.problems, *found.warnings):
        assert problem.message
        assert 0 <= problem.line <= lines
        assert str(problem).isprintable()


@at_most(100)
@given(st.binary(max_size=300))
def test_bytes_of_any_kind_are_refused(folder, data):
    found = outcome(write_dossier(folder, data, TEXTS))
    assert isinstance(found, DossierError)
    assert found.problems


@at_most(50)
@given(st.binary(max_size=300))
def test_a_raw_text_of_any_kind_is_taken_or_refused(folder, data):
    found = outcome(write_dossier(folder, GOOD, {**TEXTS, "texts/quay-post.txt": data}))
    assert isinstance(found, DossierError)
    assert all(problem.where.startswith(("source", "claim")) for problem in found.problems)


ALIASES = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)
MALICE = {
    "alias bomb": ALIASES,
    "merge keys": "base: {x: y}\n" * 3 + "<<: [{a: b}]\n",
    "nested lists": "[" * 200_000,
    "nested mappings": "a: " + "{a: " * 200_000,
    "nested blocks": "".join(" " * depth + "a:\n" for depth in range(2_000)),
    "tag": "dossier: !!python/object/apply:os.system [ls]\n",
    "a quote never closed": "dossier: '" + "x" * 1_000_000,
    "one long line": "x" * 5_000_000,
    "binary": bytes(range(256)) * 4_000,
    "UTF-16": GOOD.encode("utf-16"),
    "UTF-32": GOOD.encode("utf-32"),
    "EBCDIC": GOOD.encode("cp500", "replace"),
    "Latin-1": GOOD.replace("“", "é").replace("”", "é").encode("latin-1"),
    "secret file": GOOD.replace("texts/quay-post.txt", "../../../../../../../../etc/passwd"),
    "absolute file": GOOD.replace("texts/quay-post.txt", "/etc/passwd"),
    "device as text": GOOD.replace("texts/quay-post.txt", "/dev/zero"),
}


@pytest.mark.timeout(30)
@pytest.mark.parametrize("name", MALICE)
def test_malice_is_refused_before_it_can_do_harm(tmp_path, name):
    content = MALICE[name]
    path = write_dossier(tmp_path, content if isinstance(content, bytes) else content.encode(), TEXTS)
    found = outcome(path)
    assert isinstance(found, DossierError)
    assert found.problems
    assert "root:" not in str(found)


def test_a_hundred_megabytes_are_refused_without_being_read(tmp_path, monkeypatch):
    path = tmp_path / "claims.yaml"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    monkeypatch.setattr(Path, "read_bytes", lambda _: pytest.fail("it was read"))
    found = outcome(path)
    assert isinstance(found, DossierError)
    assert found.unreadable
    assert "larger than" in str(found)


def test_a_device_and_a_pipe_are_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.yaml")
    for path in (tmp_path / "pipe.yaml", Path("/dev/zero")):
        found = outcome(path)
        assert isinstance(found, DossierError)
        assert "no file, but a device or a pipe" in str(found)
