"""The past of a dossier: from a git repository, from what the process has seen, and how it is told."""

import os
import shutil
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Semaphore
from time import monotonic, sleep

import pytest
from apps import links_on, open_page, words_of, words_on
from conftest import TINY, copy_tiny

from components.words import CLAIM_FIELDS
from dossier import history as module
from dossier import opened
from dossier.files import FilesAtHand, data_version
from dossier.history import Archive, History, Step, archive, make_history
from dossier.loading import load_dossier, load_files
from dossier.memory import find_difference
from dossier.model import Claim
from dossier.problems import DossierError
from dossier.reading import Index
from dossier.repository import find_commits, open_blobs
from dossier.states import State, keep_files, recorded_states
from dossier.view import View

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
EXTRA = """  - id: guild-again
    source: harbour-news
    quote: The engineers' guild disagrees
    text: The guild is of another mind.
    type: assessment
    voice: engineers-guild
    countries: [NO]
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A copy of the tiny dossier."""
    return copy_tiny(tmp_path / "tiny")


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text()
    assert text.count(old) == 1
    file.write_text(text.replace(old, new))


def git(folder: Path, *command: str, day: str = "2026-01-01") -> str:
    moment = {"GIT_AUTHOR_DATE": f"{day}T12:00:00Z", "GIT_COMMITTER_DATE": f"{day}T12:00:00Z"}
    told = subprocess.run(
        ["git", "-C", str(folder), "-c", "user.name=Ann", "-c", "user.email=ann@example.org", *command],
        env={**os.environ, **moment, "GIT_CONFIG_GLOBAL": os.devnull},
        check=True,
        capture_output=True,
        text=True,
    )
    return told.stdout.strip()


def commit(file: Path, day: str) -> str:
    """Record the dossier as it lies there; returns its data version."""
    folder = file.parents[1]
    if not (folder / ".git").exists():
        git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", f"State of {day}", day=day)
    return load_dossier(file).version


OLD, NEW = "Ada Lund says that 120 cracks were counted.", "Ada Lund says that she counted 120 cracks."


@pytest.fixture
def recorded(file: Path) -> tuple[Path, list[str]]:
    """A dossier with four states in git: a claim is reworded, another comes in, and goes again."""
    versions = [commit(file, "2026-03-01")]
    edit(file, OLD, NEW)
    versions.append(commit(file, "2026-03-05"))
    edit(file, "\nevents:\n", f"\n{EXTRA}events:\n")
    versions.append(commit(file, "2026-04-02"))
    edit(file, EXTRA, "")
    versions.append(commit(file, "2026-05-12"))
    return file, versions


def found(archive: Archive, ask):
    """What the archive answers once it has looked."""
    deadline = monotonic() + 60
    while (answer := ask(archive)) is None and monotonic() < deadline:
        sleep(0.01)
    assert answer is not None
    return answer


# What happened to a claim


def state(day: str, **claims: dict[str, str]) -> State:
    marks = {name: {key: hash(value) for key, value in fields.items()} for name, fields in claims.items()}
    return State(f"v-{day}", datetime.fromisoformat(f"{day}T12:00Z"), marks, lambda: None)


def test_every_change_of_a_claim_is_told_with_its_day_and_its_fields():
    states = [
        state("2026-05-12", ann={"quote": "b", "note": "x"}, bob={"quote": "b"}),
        state("2026-04-02", ann={"quote": "a", "hedge": "may"}),
        state("2026-04-01", ann={"quote": "a", "hedge": "may"}, cid={"quote": "c"}),
    ]
    assert make_history(states).steps == {
        "ann": (
            Step(date(2026, 5, 12), "changed", ("quote", "note", "hedge")),
            Step(date(2026, 4, 1), "earliest"),
        ),
        "bob": (Step(date(2026, 5, 12), "added"),),
        "cid": (Step(date(2026, 4, 2), "removed"), Step(date(2026, 4, 1), "earliest")),
    }


def test_without_states_there_is_no_past():
    assert make_history([]) == History({}, {})


def test_every_part_of_a_claim_has_a_name_for_readers():
    assert set(CLAIM_FIELDS) == set(Claim.model_fields) - {"id"}


# From git


@needs_git
def test_states_in_git_have_the_version_that_links_name(recorded):
    file, versions = recorded
    states = list(recorded_states(file))
    assert [state.version for state in states] == versions[::-1]
    assert [str(state.at.date()) for state in states] == ["2026-05-12", "2026-04-02", "2026-03-05", "2026-03-01"]


@needs_git
def test_the_past_of_a_claim_comes_from_git(recorded):
    file, _ = recorded
    steps = found(Archive(file), lambda past: past.history(load_dossier(file))).steps
    assert steps["lund-cracks"] == (Step(date(2026, 3, 5), "changed", ("text",)), Step(date(2026, 3, 1), "earliest"))
    assert steps["guild-again"] == (Step(date(2026, 5, 12), "removed"), Step(date(2026, 4, 2), "added"))
    assert steps["wirth-safe"] == (Step(date(2026, 3, 1), "earliest"),)


@needs_git
def test_an_earlier_state_can_be_asked_again(recorded):
    file, versions = recorded
    now = load_dossier(file)
    then = found(Archive(file), lambda past: past.index(now, versions[2]))
    assert then.dossier.version == versions[2]
    assert set(then.dossier.claims) - set(now.claims) == {"guild-again"}
    assert found(Archive(file), lambda past: past.index(now, "0" * 12)) == "unknown"


@needs_git
def test_earlier_states_are_made_one_after_the_other_and_few_are_kept(recorded, monkeypatch):
    file, versions = recorded
    now, past, going = load_dossier(file), Archive(file), Semaphore(0)
    found(past, lambda past: past.history(now))
    monkeypatch.setattr(module, "Index", lambda dossier: (going.acquire(), Index(dossier))[1])
    first, second = versions[0], versions[2]
    assert past.index(now, first) is None
    assert past.index(now, second) is None
    going.release()
    assert found(past, lambda past: past.index(now, first)).dossier.version == first
    going.release(2)
    assert found(past, lambda past: past.index(now, second)).dossier.version == second
    assert found(past, lambda past: past.index(now, now.version)).dossier.version == now.version
    assert past.index(now, first) is None
    going.release()


@needs_git
def test_a_state_that_cannot_be_read_is_passed_over(recorded):
    file, versions = recorded
    good = file.read_text()
    file.write_text("claims: [")
    git(file.parents[1], "commit", "--all", "--quiet", "--message", "Broken")
    file.write_text(good)
    assert [state.version for state in recorded_states(file)] == versions[::-1]


@needs_git
def test_an_edit_that_is_not_recorded_yet_is_told_too(recorded):
    file, versions = recorded
    edit(file, NEW, "Ada Lund says that there are 120 cracks.")
    os.utime(file, (0, datetime(2026, 6, 1, tzinfo=UTC).timestamp()))
    past = Archive(file)
    past.keep(load_dossier(file))
    history = found(past, lambda past: past.history(load_dossier(file)))
    assert history.steps["lund-cracks"][0] == Step(date(2026, 6, 1), "changed", ("text",))
    assert set(history.files) == {*versions, load_dossier(file).version}
    assert len(history.files) == 4


def test_outside_git_there_are_no_commits(file):
    assert list(recorded_states(file)) == []
    assert found(Archive(file), lambda past: past.history(load_dossier(file))) == History({}, {})


@needs_git
def test_a_folder_has_no_past(recorded):
    """A dossier may be opened as a dataset, which is a folder made from one."""
    file, _ = recorded
    assert list(recorded_states(file.parents[1])) == []


@needs_git
def test_without_git_there_are_no_commits(recorded, monkeypatch):
    file, _ = recorded
    monkeypatch.setenv("PATH", "")
    assert list(recorded_states(file)) == []


@needs_git
def test_nothing_that_the_repository_names_is_run(recorded):
    file, versions = recorded
    folder = file.parents[1]
    trap = folder / "trap.sh"
    trap.write_text(f"#!/bin/sh\ntouch {folder / 'sprung'}\n")
    trap.chmod(0o755)
    for key in ("core.fsmonitor", "core.pager", "pager.log", "gpg.program", "diff.external", "core.sshCommand"):
        git(folder, "config", key, str(trap))
    git(folder, "config", "log.showSignature", "true")
    git(folder, "config", "core.hooksPath", str(folder))
    assert [state.version for state in recorded_states(file)] == versions[::-1]
    assert not (folder / "sprung").exists()


@needs_git
def test_a_file_of_a_commit_is_read_within_its_bounds(recorded):
    file, _ = recorded
    root = file.parents[1]
    (newest, *_) = find_commits(root, ("data/claims.yaml",), most=1, seconds=20)
    with open_blobs(root, seconds=20) as blobs:
        assert blobs.read(newest.id, "data/claims.yaml", most=10) is None
        assert blobs.read(newest.id, "data", most=10_000) is None
        assert blobs.read(newest.id, "gone.txt", most=10_000) is None
        assert blobs.read(newest.id, "a\nb", most=10_000) is None
        assert blobs.read(newest.id, "../outside.txt", most=10_000) is None
        assert blobs.read(newest.id, "/etc/hostname", most=10_000) is None
        assert blobs.read(newest.id, "data/claims.yaml", most=10_000_000) == file.read_bytes()
    with open_blobs(root, seconds=0) as blobs:
        sleep(0.2)
        assert blobs.read(newest.id, "data/claims.yaml", most=10_000_000) is None


# What the process has seen


def test_a_state_is_made_again_from_its_bytes_alone(file):
    kept = keep_files(load_dossier(file))
    assert kept is not None
    files = kept.packed.unpacked()
    shutil.rmtree(file.parents[1])
    again = load_files(FilesAtHand(file, files.claims, files.texts))
    assert again.version == kept.version == load_dossier(TINY).version
    assert list(again.claims) == list(load_dossier(TINY).claims)
    reread = files.load(file)
    assert reread is not None
    assert reread.claims == again.claims
    with pytest.raises(DossierError):
        load_files(FilesAtHand(file, files.claims, {}))


def test_files_that_have_changed_since_are_not_kept(file):
    dossier = load_dossier(file)
    edit(file, OLD, NEW)
    assert keep_files(dossier) is None


def test_the_version_counts_texts_by_their_sources():
    assert data_version(b"a", [("x", b"1")]) != data_version(b"a", [("y", b"1")])


def test_edits_since_the_process_started_are_known_without_git(file, monkeypatch):
    monkeypatch.setattr(opened, "CHECK_EVERY", 0.0)
    monkeypatch.setattr(opened, "AT_REST", 0.0)
    keeper = opened.Keeper(file)
    before = keeper.opened().index.dossier.version
    edit(file, OLD, NEW)
    now = keeper.opened().index
    reading = now.read(View("claims", v=before, n=8))
    difference = found(archive(file), lambda _: find_difference(reading))
    assert [(claim.id, fields) for claim, fields in difference.changed] == [("lund-cracks", ("text",))]
    assert (difference.added, difference.gone) == ((), ())


def test_only_so_many_states_are_kept(file, monkeypatch):
    monkeypatch.setattr(module, "MOST_BYTES", 0)
    past = Archive(file)
    past.keep(load_dossier(file))
    assert found(past, lambda past: past.history(load_dossier(file))) == History({}, {})


# What a view held


@needs_git
@pytest.mark.parametrize(
    ("since", "view", "difference"),
    [
        (0, View("claims"), ((), ("lund-cracks",), ())),
        (2, View("claims"), ((), (), ("guild-again",))),
        (2, View("conflicts", country=("SE",)), ((), (), ())),
        (2, View("analysts", analyst="engineers-guild"), ((), (), ("guild-again",))),
        (0, View("analysts", analyst="ada-lund"), ((), ("lund-cracks",), ())),
        (0, View("claims", claim="lund-cracks"), ((), ("lund-cracks",), ())),
        (0, View("claims", claim="wirth-safe"), ((), (), ())),
    ],
)
def test_a_view_tells_what_came_changed_and_went_since_its_link_was_made(recorded, since, view, difference):
    file, versions = recorded
    reading = Index(load_dossier(file)).read(view.having(v=versions[since]))
    told = found(archive(file), lambda _: find_difference(reading))
    changed = [claim for claim, _ in told.changed]
    assert tuple(tuple(claim.id for claim in claims) for claims in (told.added, changed, told.gone)) == difference


# On the page


@pytest.fixture
def past_known(recorded, monkeypatch):
    """The recorded dossier is the one on the pages; its past is known, and so is the state of each of its versions."""
    file, versions = recorded
    monkeypatch.setenv("DOSSIER", str(file))

    def know(version: str) -> None:
        found(archive(file), lambda past: past.index(load_dossier(file), version))

    know(versions[0])
    return lambda place: (know(versions[place]), versions[place])[1]


@needs_git
@pytest.mark.usefixtures("past_known")
def test_a_claim_in_full_tells_its_history():
    app = open_page("claims", {"claim": "lund-cracks"})
    (history,) = [box for box in app.expander if box.label == "History of this record"]
    assert words_of(history) == [
        "5 March 2026: wording changed",
        "1 March 2026: in the dossier, as far back as its history is known",
    ]


@needs_git
def test_a_changed_view_says_what_has_changed(past_known):
    app = open_page("claims", {"v": past_known(2), "n": "9"})
    assert not app.exception
    (changed,) = [box for box in app.expander if box.label.startswith("What changed")]
    assert changed.label == "What changed: 1 gone"
    assert "A claim of The engineers' guild in “Harbour bridge to close”, taken out of the dossier" in words_on(app)
    assert "The guild is of another mind." not in words_on(app)


@needs_git
def test_a_changed_claim_is_linked_in_its_present_wording(past_known):
    app = open_page("timeline", {"v": past_known(0), "n": "8", "country": "NO"})
    (changed,) = [box for box in app.expander if box.label.startswith("What changed")]
    assert words_of(changed) == ["Changed", f"{NEW} wording"]
    assert View("claims", claim="lund-cracks") in links_on(app)


@needs_git
def test_what_a_day_hides_is_counted_and_not_told(file, monkeypatch):
    """The text turns out to have been published later than was thought."""
    before = commit(file, "2026-03-01")
    edit(file, "published: 2021-05-17", "published: 2021-06-17")
    monkeypatch.setenv("DOSSIER", str(file))
    found(archive(file), lambda past: past.index(load_dossier(file), before))
    app = open_page("claims", {"v": before, "n": "4", "known": "2021-06-01"})
    (changed,) = [box for box in app.expander if box.label.startswith("What changed")]
    assert changed.label == "What changed: 4 gone"
    assert words_of(changed) == ["No longer in this view", "4 claims not certainly published by the day of this view"]


def test_as_long_as_the_past_is_looked_for_the_page_says_that_the_data_has_changed(monkeypatch, file):
    monkeypatch.setenv("DOSSIER", str(file))
    monkeypatch.setattr("components.history.find_difference", lambda _: None)
    app = open_page("claims", {"v": "0" * 12, "n": "9"})
    assert not app.exception
    assert [info.value for info in app.info] == [
        "The dossier has changed since this link was made: this view then held **9 claims** and now holds **8**."
    ]
    assert [box.label for box in app.expander if box.label.startswith("What changed")] == []


def test_outside_git_a_claim_has_no_history_to_show(monkeypatch, file):
    monkeypatch.setenv("DOSSIER", str(file))
    found(archive(file), lambda past: past.history(load_dossier(file)))
    app = open_page("claims", {"claim": "lund-cracks"})
    assert [box.label for box in app.expander if "History" in box.label] == []
