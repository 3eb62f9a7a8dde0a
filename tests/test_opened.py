"""What is on the air while files change, and when they are broken."""

import os
import threading
from pathlib import Path
from types import SimpleNamespace

import pytest
from conftest import TINY, copy_tiny

from dossier import opened as module
from dossier.compiled import open_compiled
from dossier.loading import load_dossier
from dossier.opened import Keeper, hold, open_dossier, open_index
from dossier.problems import DossierError


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A dossier of one's own, looked at on every call."""
    monkeypatch.setattr(module, "CHECK_EVERY", 0.0)
    monkeypatch.setattr(module, "AT_REST", 0.0)
    monkeypatch.setattr(module, "gc", SimpleNamespace(collect=int))  # it would go through all that pytest holds
    return copy_tiny(tmp_path / "tiny")


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))


def test_a_state_is_kept_as_long_as_no_file_changes(file):
    keeper = Keeper(file)
    assert keeper.opened() is keeper.opened()


def test_an_edit_of_the_claims_is_taken_up(file):
    keeper = Keeper(file)
    before = keeper.opened()
    edit(file, "title: The harbour bridge", "title: The other bridge")
    after = keeper.opened()
    assert after.index.dossier.about.title.startswith("The other bridge")
    assert before.index.dossier.about.title.startswith("The harbour bridge")
    assert after.loaded >= before.loaded


def test_an_edit_of_a_text_is_taken_up(file):
    keeper = Keeper(file)
    before = keeper.opened().index.dossier
    text = file.parents[1] / "texts" / "quay-post.txt"
    text.write_text(text.read_text() + "\nOne more line.\n")
    after = keeper.opened().index.dossier
    assert after.version != before.version
    assert any("One more line." in raw.content for raw in after.texts.values())


def test_an_edit_that_keeps_size_and_date_is_taken_up(file):
    """As `rsync -t` and `cp -p` leave it."""
    keeper = Keeper(file)
    keeper.opened()
    status = file.stat()
    edit(file, "title: The harbour bridge", "title: The harbour BRIDGE")
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert "BRIDGE" in keeper.opened().index.dossier.about.title


def test_a_broken_edit_leaves_the_last_good_state_and_says_what_is_wrong(file):
    keeper = Keeper(file)
    good = keeper.opened()
    edit(file, "country: SE", "country: XX")
    shown = keeper.opened()
    assert shown.index is good.index
    assert shown.loaded == good.loaded
    assert shown.rejected is not None
    assert [problem.line for problem in shown.rejected.error.problems] == [47]


def test_a_mended_edit_is_shown_and_the_complaint_goes(file):
    keeper = Keeper(file)
    keeper.opened()
    edit(file, "country: SE", "country: XX")
    assert keeper.opened().rejected
    edit(file, "country: XX", "country: NO")
    shown = keeper.opened()
    assert shown.rejected is None
    assert any(voice.country == "NO" for voice in shown.index.dossier.voices.values())


def test_taking_a_broken_edit_back_keeps_the_state_that_was_shown(file):
    keeper = Keeper(file)
    good = keeper.opened()
    edit(file, "country: SE", "country: XX")
    keeper.opened()
    edit(file, "country: XX", "country: SE")
    shown = keeper.opened()
    assert (shown.index, shown.loaded, shown.rejected) == (good.index, good.loaded, None)


def test_a_text_that_was_missing_is_found_though_the_claims_file_stays_as_it_is(file):
    text = file.parents[1] / "texts" / "quay-post.txt"
    aside = text.rename(text.with_suffix(".aside"))
    keeper = Keeper(file)
    with pytest.raises(DossierError):
        keeper.opened()
    aside.rename(text)
    assert keeper.opened().index.dossier.version == load_dossier(TINY).version


def test_without_a_good_state_every_call_says_what_is_wrong_and_the_first_mend_is_found(file):
    good = file.read_text()
    file.write_text("claims: [")
    keeper = Keeper(file)
    errors = []
    for _ in range(2):
        with pytest.raises(DossierError) as caught:
            keeper.opened()
        errors.append(caught.value)
    assert errors[0].problems == errors[1].problems
    assert errors[0] is not errors[1]
    file.write_text(good)
    assert keeper.opened().rejected is None


def test_a_file_that_goes_away_leaves_the_last_good_state(file):
    keeper = Keeper(file)
    good = keeper.opened()
    file.unlink()
    shown = keeper.opened()
    assert shown.index is good.index
    assert shown.rejected is not None
    assert shown.rejected.error.unreadable


def test_a_failure_of_the_program_itself_leaves_the_last_good_state(file, monkeypatch):
    keeper = Keeper(file)
    good = keeper.opened()

    def fail(*_, **__):
        raise RecursionError

    monkeypatch.setattr(module, "open_compiled", fail)
    file.touch()
    shown = keeper.opened()
    assert shown.index is good.index
    assert shown.rejected is not None
    assert "RecursionError" in str(shown.rejected.error)


def test_a_file_that_is_still_being_written_is_left_alone(file, monkeypatch):
    """A claims file cut between two records is a valid, smaller one; nobody may see it."""
    keeper = Keeper(file)
    good = keeper.opened()
    whole = file.read_text()

    def finish(_seconds: float) -> None:
        file.write_text(whole + "# and the rest\n")

    monkeypatch.setattr(module, "sleep", finish)
    file.write_text(whole[: whole.rindex("\n  - id:")] + "\n")
    assert keeper.opened() is good
    monkeypatch.setattr(module, "sleep", lambda _: None)
    assert len(keeper.opened().index.dossier.events) == len(good.index.dossier.events)


def test_a_file_that_is_written_to_while_it_is_read_is_read_again(file, monkeypatch):
    keeper = Keeper(file)
    good = keeper.opened()
    whole, read = file.read_text(), Path.read_bytes
    file.write_text(whole[: whole.rindex("\n  - id:")] + "\n")

    def read_meanwhile(path: Path) -> bytes:
        data = read(path)
        if path == file:
            file.write_text(whole)
        return data

    with monkeypatch.context() as patched:
        patched.setattr(Path, "read_bytes", read_meanwhile)
        assert keeper.opened().index is good.index
    shown = keeper.opened()
    assert len(shown.index.dossier.events) == len(good.index.dossier.events)
    assert shown.rejected is None


def test_files_are_looked_at_once_a_second_and_not_on_every_call(file, monkeypatch):
    monkeypatch.setattr(module, "CHECK_EVERY", 3600.0)
    looks: list[Path] = []
    keeper = Keeper(file)
    good = keeper.opened()
    monkeypatch.setattr(module, "file_stamp", lambda path: looks.append(path) or ())
    assert [keeper.opened() for _ in range(5)] == [good] * 5
    assert looks == []


def test_who_comes_while_an_edit_is_read_gets_the_last_state_at_once(file, monkeypatch):
    keeper = Keeper(file)
    good = keeper.opened()
    reading, go_on = threading.Event(), threading.Event()

    def slow(*arguments, **options):
        reading.set()
        assert go_on.wait(10)
        return open_compiled(*arguments, **options)

    monkeypatch.setattr(module, "open_compiled", slow)
    edit(file, "title: The harbour bridge", "title: The other bridge")
    first = threading.Thread(target=keeper.opened)
    first.start()
    assert reading.wait(10)
    assert keeper.opened() is good
    go_on.set()
    first.join(10)
    assert keeper.opened() is not good


def test_first_visitors_share_one_load(file, monkeypatch):
    loads: list[int] = []

    def counted(*arguments, **options):
        loads.append(1)
        return open_compiled(*arguments, **options)

    monkeypatch.setattr(module, "open_compiled", counted)
    keeper = Keeper(file)
    threads = [threading.Thread(target=keeper.opened) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert len(loads) == 1


def test_what_is_held_stays_the_same_while_the_files_change(file, monkeypatch):
    monkeypatch.setenv("DOSSIER", str(file))
    before = open_dossier()
    with hold(before):
        edit(file, "title: The harbour bridge", "title: The other bridge")
        assert open_dossier() is before
        assert open_index() is before.index
    assert open_index() is not before.index


def test_loads_and_refusals_are_logged_once_for_each_change(file, caplog):
    caplog.set_level("INFO", "counterclaim")
    keeper = Keeper(file)
    keeper.opened()
    edit(file, "country: SE", "country: XX")
    for _ in range(3):
        keeper.opened()
    edit(file, "country: XX", "country: NO")
    keeper.opened()
    assert [record.message for record in caplog.records] == ["loaded", "rejected", "reloaded"]
    (problem,) = caplog.records[1].fields["problems"]
    assert problem.startswith(f"{file}:47:5: voice bo-wirth:")
