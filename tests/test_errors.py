"""What reader and curator see while the newest edit of the dossier is broken."""

import shutil
from pathlib import Path

import pytest
from conftest import TINY, copy_tiny
from streamlit.testing.v1 import AppTest

from components import errors, sidebar
from dossier import opened

MAIN = Path(__file__).parents[1] / "pages" / "_app.py"


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A dossier of one's own, looked at on every run."""
    for name in ("CHECK_EVERY", "AT_REST"):
        monkeypatch.setattr(opened, name, 0.0)
    copied = copy_tiny(tmp_path / "tiny")
    monkeypatch.setenv("DOSSIER", str(copied))
    return copied


def broken(file: Path) -> None:
    file.write_text(file.read_text().replace("country: SE", "country: XX"))


def captions(app: AppTest) -> str:
    return "\n".join(caption.value for caption in app.caption)


def lists(app: AppTest) -> str:
    return "\n".join(text.value for text in app.text)


def test_a_broken_edit_leaves_the_page_and_says_as_of_when_it_is(file, monkeypatch):
    monkeypatch.setattr(errors, "is_local", lambda *_: True)
    app = AppTest.from_file(str(MAIN), default_timeout=60).run()
    (title,) = [title.value for title in app.title]
    assert "Shown as of" not in captions(app)
    broken(file)
    app.run()
    assert not app.exception
    assert [shown.value for shown in app.title] == [title]
    assert "the newest edit of the data cannot be read yet" in captions(app)
    assert f"{file}:47:5: voice bo-wirth:" in lists(app)


def test_only_the_curator_at_the_machine_sees_which_problems(file, monkeypatch):
    monkeypatch.setattr(errors, "is_local", lambda *_: False)
    app = AppTest.from_file(str(MAIN), default_timeout=60).run()
    broken(file)
    app.run()
    assert "the newest edit of the data cannot be read yet" in captions(app)
    assert "bo-wirth:" not in lists(app)
    assert [shown.label for shown in app.expander if "curator" in shown.label] == []


@pytest.mark.parametrize("local", [True, False])
def test_without_any_good_state_the_page_says_so_and_lists_the_problems_at_the_machine(file, monkeypatch, local):
    monkeypatch.setattr(errors, "is_local", lambda *_: local)
    broken(file)
    app = AppTest.from_file(str(MAIN), default_timeout=60).run()
    assert [title.value for title in app.title] == ["The dossier cannot be shown"]
    assert (f"{file}:47:5: voice bo-wirth:" in lists(app)) is local
    assert not app.exception


def test_the_page_comes_back_once_the_dossier_is_mended(file):
    broken(file)
    app = AppTest.from_file(str(MAIN), default_timeout=60).run()
    shutil.copy(TINY, file)
    app.run()
    assert [title.value for title in app.title] != ["The dossier cannot be shown"]
    assert "Shown as of" not in captions(app)


def test_a_run_shows_one_state_though_the_files_change_in_the_middle(file, monkeypatch):
    """The sidebar is drawn before the page: both have to speak of the same dossier."""
    app = AppTest.from_file(str(MAIN), default_timeout=60).run()
    before = sidebar._show_known_on

    def edit_meanwhile(reading):
        file.write_text(file.read_text().replace("title: The harbour bridge", "title: The other bridge"))
        return before(reading)

    monkeypatch.setattr(sidebar, "_show_known_on", edit_meanwhile)
    app.run()
    assert [title.value for title in app.title] == ["The harbour bridge"]
    monkeypatch.setattr(sidebar, "_show_known_on", before)
    app.run()
    assert [title.value for title in app.title] == ["The other bridge"]
