"""`python -m dossier new DIR`: a dossier to begin with."""

import json
import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dossier.__main__ import main
from dossier.examples import SKELETON
from dossier.guide import field_guide
from dossier.loading import load_dossier
from dossier.schema import schema_json

ROOT = Path(__file__).parents[1]
WRITTEN = [
    "data/README.md",
    "data/claims.schema.json",
    "data/claims.yaml",
    "seeds/clock-late.txt",
    "seeds/clock-runs.txt",
]


@pytest.fixture
def begun(tmp_path):
    assert main(["new", str(tmp_path / "mine")]) == 0
    return tmp_path / "mine"


def test_it_writes_a_claims_file_texts_the_schema_and_the_guide(begun):
    assert sorted(str(file.relative_to(begun)) for file in begun.rglob("*") if file.is_file()) == WRITTEN
    assert (begun / "data" / "claims.schema.json").read_text() == schema_json()
    assert (begun / "data" / "README.md").read_text() == field_guide()


def test_its_first_line_lets_an_editor_find_the_schema(begun):
    first, *_ = (begun / "data" / "claims.yaml").read_text().splitlines()
    assert first == "# yaml-language-server: $schema=claims.schema.json"


def test_it_checks_clean_and_every_sentence_is_accounted_for(begun, capsys):
    claims = str(begun / "data" / "claims.yaml")
    assert main(["check", "--strict", claims]) == 0
    assert main(["coverage", claims]) == 0
    assert "no errors, 0 warnings" in capsys.readouterr().out


def test_it_holds_one_of_everything(begun):
    dossier = load_dossier(begun / "data" / "claims.yaml")
    assert {question.kind for question in dossier.questions.values()} == {"stance", "figure", "date", "forecast"}
    assert {claim.type for claim in dossier.claims.values()} == {"fact", "figure", "assessment", "forecast"}
    outcomes = [question.outcome.ambiguous for question in dossier.questions.values() if question.outcome]
    assert sorted(outcomes) == [False, True]


def test_it_is_exported(begun, capfdbinary):
    assert main(["export", "json", str(begun / "data" / "claims.yaml")]) == 0
    assert len(json.loads(capfdbinary.readouterr().out)["conflicts"]) == 5


def test_the_dashboard_shows_it(begun, monkeypatch):
    monkeypatch.setenv("DOSSIER", str(begun / "data" / "claims.yaml"))
    page = AppTest.from_file(str(ROOT / "pages" / "_app.py"), default_timeout=30).run()
    assert not page.exception
    assert not page.error
    assert "The town clock of Marwick" in " ".join(title.value for title in page.title)


def test_nothing_is_overwritten_and_nothing_half_written(begun, capsys):
    before = {file: file.read_bytes() for file in begun.rglob("*") if file.is_file()}
    (begun / "data" / "README.md").unlink()
    assert main(["new", str(begun)]) == 1
    assert re.match(r".+ is there already, and nothing is overwritten\.", capsys.readouterr().err)
    assert not (begun / "data" / "README.md").exists()
    assert all(file.read_bytes() == content for file, content in before.items() if file.exists())


def test_a_folder_that_holds_other_things_is_good_enough(tmp_path):
    (tmp_path / "notes.txt").write_text("mine")
    assert main(["new", str(tmp_path)]) == 0
    assert (tmp_path / "notes.txt").read_text() == "mine"


def test_a_place_that_cannot_be_written_to_is_said(tmp_path, capsys):
    (tmp_path / "file").write_text("")
    assert main(["new", str(tmp_path / "file" / "mine")]) == 1
    assert "cannot be written" in capsys.readouterr().err


def test_the_skeleton_explains_itself():
    """Every section and most records carry a comment."""
    text = (SKELETON / "data" / "claims.yaml").read_text()
    assert len(re.findall(r"(^|\s)# ", text)) > 30
