"""The worked example of the document for curators does what it says, on the dossier that comes with the program."""

import shutil
from pathlib import Path

import pytest
from apps import open_page, words_on
from documents import CURATORS, ROOT, blocks_of, links_of

from dossier.__main__ import main
from dossier.loading import load_dossier

PIECES = [piece.partition("\n")[::2] for piece in blocks_of(CURATORS, "yaml")]
"""The first line of a section, and what the example puts below it."""


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The claims file once every piece stands where the example says; it may stand there already."""
    folder = tmp_path_factory.mktemp("worked")
    for name in ("data", "seeds"):
        shutil.copytree(ROOT / name, folder / name)
    (text,) = blocks_of(CURATORS, "text")
    (folder / "seeds" / "harbour-closed.txt").write_text(text)
    file = folder / "data" / "claims.yaml"
    written = file.read_text()
    for section, piece in PIECES:
        assert written.count(f"\n{section}\n") == 1
        written = written.replace(piece, "").replace(f"\n{section}\n", f"\n{section}\n{piece}")
    file.write_text(written)
    return file


def test_it_adds_a_source_two_voices_a_question_and_a_claim(worked):
    after = load_dossier(worked)
    written = worked.read_text()
    for _, piece in PIECES:
        written = written.replace(piece, "")
    worked.with_name("before.yaml").write_text(written)
    before = load_dossier(worked.with_name("before.yaml"))
    assert after.sources.keys() - before.sources.keys() == {"harbour-closed"}
    assert after.voices.keys() - before.voices.keys() == {"harbour-author", "harbour-mayor"}
    assert after.questions.keys() - before.questions.keys() == {"harbour-closure"}
    assert after.claims.keys() - before.claims.keys() == {"mayor-weeks"}


def test_there_is_nothing_to_mend_in_it(worked, capsys):
    assert main(["check", "--strict", str(worked)]) == 0
    assert main(["coverage", str(worked)]) == 0
    assert (
        "harbour-closed: 2 sentences: 1 with claims, 1 left out (1 furniture), 0 unexplained" in capsys.readouterr().out
    )


def test_its_links_show_it(worked, monkeypatch):
    monkeypatch.setenv("DOSSIER", str(worked))
    assert links_of(CURATORS) == ["/sources?source=harbour-closed", "/conflicts?question=harbour-closure"]
    assert "The harbour may stay closed for weeks" in words_on(open_page("sources", {"source": "harbour-closed"}))
    shown = words_on(open_page("conflicts", {"question": "harbour-closure"}), main_only=True)
    assert "How long will the harbour stay closed?" in shown
    assert "The mayor" in shown
