"""The cache of loaded dossiers: the same dossier as from its files, never an older one, never somebody else's."""

import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields
from hashlib import blake2b
from pathlib import Path

import pytest
from conftest import TINY, copy_tiny

from dossier import compiled
from dossier.compiled import FOLDER, KEPT, open_compiled
from dossier.examples import SKELETON
from dossier.loading import load_dossier
from dossier.model import Dossier
from dossier.problems import DossierError
from dossier.records import packed

ROOT = Path(__file__).parents[1]


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A dossier of one's own with the cache on, and nobody else's caches in reach."""
    monkeypatch.delenv("DOSSIER_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    return copy_tiny(tmp_path / "tiny")


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The claims files that were parsed rather than taken from the cache."""
    paths: list[Path] = []
    monkeypatch.setattr(compiled, "load_files", lambda files: paths.append(files.path) or _LOAD(files))
    return paths


_LOAD = compiled.load_files


def entries(file: Path) -> list[Path]:
    return sorted((file.parent / FOLDER).glob("*.dossier"))


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))


def same(one: Dossier, other: Dossier) -> bool:
    """Whether two dossiers say the same, field by field and in the same order."""
    pairs = [(getattr(one, field.name), getattr(other, field.name)) for field in fields(Dossier)]
    texts = [{name: raw.content for name, raw in dossier.texts.items()} for dossier in (one, other)]
    records = [mine == its and repr(mine) == repr(its) for mine, its in pairs if mine is not one.texts]
    return texts[0] == texts[1] and all(records)


@pytest.mark.parametrize("path", [TINY, ROOT / "data" / "claims.yaml", SKELETON / "data" / "claims.yaml"], ids=str)
def test_a_dossier_from_the_cache_is_the_one_of_its_files(path, tmp_path, monkeypatch, parsed):
    monkeypatch.delenv("DOSSIER_CACHE")
    shutil.copytree(path.parents[1], tmp_path / "copy", ignore=lambda *_: {".git", ".venv", "tests", FOLDER})
    copy = tmp_path / "copy" / "data" / "claims.yaml"
    open_compiled(copy)
    cached, loaded = open_compiled(copy), load_dossier(copy)
    assert parsed == [copy]
    assert same(cached, loaded)
    assert [claim.model_fields_set for claim in cached.claims.values()] == [
        claim.model_fields_set for claim in loaded.claims.values()
    ]


def test_warnings_come_back_with_their_places(file, parsed):
    edit(file, "  - id: engineers-guild", "  - id: nobody\n    name: Nobody\n    kind: person\n  - id: engineers-guild")
    first = open_compiled(file)
    again = open_compiled(file)
    assert len(parsed) == 1
    assert [str(warning) for warning in again.warnings] == [str(warning) for warning in first.warnings] != []


def test_an_edit_of_the_claims_is_never_missed(file):
    open_compiled(file)
    edit(file, "title: The harbour bridge", "title: The other bridge")
    assert open_compiled(file).about.title.startswith("The other bridge")
    assert len(entries(file)) == 2


def test_an_edit_of_a_text_is_never_missed(file):
    before = open_compiled(file)
    text = file.parents[1] / "texts" / "quay-post.txt"
    text.write_text(text.read_text() + "\nOne more line.\n")
    after = open_compiled(file)
    assert after.version == load_dossier(file).version != before.version
    assert "One more line." in after.texts["quay-post"].content
    assert same(open_compiled(file), after)


def test_a_text_that_no_longer_holds_its_quotes_is_refused(file):
    open_compiled(file)
    (file.parents[1] / "texts" / "quay-post.txt").write_text("Nothing.\n")
    with pytest.raises(DossierError):
        open_compiled(file)


def test_other_code_makes_other_entries(file, monkeypatch, parsed):
    open_compiled(file)
    monkeypatch.setattr(compiled, "_PROGRAM", b"another")
    open_compiled(file)
    assert len(parsed) == len(entries(file)) == 2


@pytest.mark.parametrize(
    "spoil",
    [
        lambda _: b"",
        lambda data: data[: len(data) // 2],
        lambda data: data.replace(b"bridge", b"brigde"),
        lambda _: b"\x80\x04cos\nsystem\n(S'true'\ntR.",
        lambda _: _signed(b"[]"),
        lambda _: _signed(b'{"texts": []}'),
        lambda data: _signed_with(data, claims=[1]),
        lambda data: _signed_with(data, texts=[["a", "../x", ""]]),
    ],
    ids=["empty", "half", "other words", "pickle", "a list", "no claims", "no records", "outside"],
)
def test_a_spoilt_entry_is_passed_over_and_written_anew(file, parsed, spoil):
    whole = open_compiled(file)
    (entry,) = entries(file)
    sound = entry.read_bytes()
    entry.write_bytes(spoil(sound))
    assert same(open_compiled(file), whole)
    assert same(open_compiled(file), whole)
    assert len(parsed) == 2
    assert len(entry.read_bytes()) == len(sound)


def _signed_with(data: bytes, **parts: object) -> bytes:
    return _signed(json.dumps(json.loads(data.partition(b"\n")[2]) | parts).encode())


def _signed(content: bytes) -> bytes:
    return blake2b(content, digest_size=20).hexdigest().encode() + b"\n" + content


@pytest.mark.parametrize("which", ["entry", "folder"])
def test_what_others_could_have_written_is_not_believed(file, parsed, which):
    open_compiled(file)
    (entry,) = entries(file)
    (entry if which == "entry" else entry.parent).chmod(0o777)
    open_compiled(file)
    assert len(parsed) == 2


def test_only_this_user_can_read_and_write_an_entry(file):
    open_compiled(file)
    (entry,) = entries(file)
    assert (entry.stat().st_mode & 0o777, entry.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    assert (entry.parent / ".gitignore").read_text() == "*\n"


def test_errors_are_never_kept(file):
    edit(file, "type: fact", "type: fiction")
    for _ in range(2):
        with pytest.raises(DossierError) as caught:
            open_compiled(file)
        assert any("fiction" in problem.message for problem in caught.value.problems)
    assert entries(file) == []


def test_it_can_be_turned_off(file, monkeypatch, parsed):
    monkeypatch.setenv("DOSSIER_CACHE", "off")
    open_compiled(file)
    open_compiled(file)
    assert len(parsed) == 2
    assert entries(file) == []


def test_where_the_folder_cannot_be_written_the_users_cache_serves(file, tmp_path, parsed):
    (file.parent / FOLDER).write_text("a file is in the way")
    open_compiled(file)
    open_compiled(file)
    assert len(parsed) == 1
    assert [entry.suffix for entry in (tmp_path / "caches" / "counterclaim").glob("*.dossier")] == [".dossier"]


def test_where_nothing_can_be_written_the_dossier_is_read_from_its_files(file, tmp_path, parsed):
    (file.parent / FOLDER).write_text("a file is in the way")
    (tmp_path / "caches").write_text("and another")
    assert same(open_compiled(file), open_compiled(file))
    assert len(parsed) == 2


def test_only_the_newest_entries_stay(file):
    for number in range(KEPT + 3):
        edit(file, "title: The harbour bridge", f"title: The harbour bridge {number}")
        open_compiled(file)
        edit(file, f"title: The harbour bridge {number}", "title: The harbour bridge")
    assert len(entries(file)) == KEPT
    assert list((file.parent / FOLDER).glob("*.part")) == []


def test_many_at_once_all_get_the_same(file):
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda _: open_compiled(file), range(16)))
    assert all(same(one, found[0]) for one in found)
    assert len(entries(file)) == 1


def test_a_file_that_is_not_there_is_named(tmp_path, monkeypatch):
    monkeypatch.delenv("DOSSIER_CACHE")
    with pytest.raises(DossierError) as caught:
        open_compiled(tmp_path / "none.yaml")
    assert caught.value.unreadable


def test_the_files_that_were_read_are_told(file):
    first, again = {}, {}
    open_compiled(file, stamps=first)
    open_compiled(file, stamps=again)
    assert first == again
    assert len(first) == 3


def test_records_keep_only_what_was_given(dossier):
    assert packed(dossier.sources["harbour-news"]) == {
        "id": "harbour-news",
        "file": "texts/harbour-news.txt",
        "title": "Harbour bridge to close",
        "publisher": "Harbour News",
        "authors": ["news-author"],
        "country": "NO",
        "published": "2021-05-17",
        "extent": "full",
        "omitted": [
            {"quote": "Harbour bridge to close", "reason": "furniture"},
            {"quote": "Advertisement: buy fresh fish.", "reason": "advertisement"},
        ],
    }
