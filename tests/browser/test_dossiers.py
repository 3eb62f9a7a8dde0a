"""Another dossier, and one that is broken."""

import pytest
from apps import PAGES
from conftest import TINY, write_dossier
from playwright.sync_api import expect

from browser.conftest import REAL, serving
from dossier.loading import load_dossier

SUBJECT = ("Korea", "Kim", "Putin", "Russia", "Ukrain", "Kursk", "Pyongyang", "Moscow", "troops", "soldier", "missile")


@pytest.mark.parametrize("name", PAGES)
def test_another_dossier_shows_no_word_of_the_first(tiny_app, visit, name):
    page = visit(f"{tiny_app}/{'' if name == 'overview' else name}")
    everything = f"{page.title()} {page.content()} {page.locator('body').inner_text()}"
    real = load_dossier(REAL)
    titles = [source.title for source in real.sources.values()] + [
        question.title for question in real.questions.values()
    ]
    assert [word for word in (*SUBJECT, *titles) if word in everything] == []
    assert "The harbour bridge" in everything


def test_a_broken_dossier_lists_its_problems_and_comes_back_once_mended(visit, tmp_path):
    texts = {f"texts/{file.name}": file.read_bytes() for file in (TINY.parent.parent / "texts").iterdir()}
    broken = (
        TINY.read_text().replace("We counted 120 cracks", "We counted 999 cracks").replace("country: SE", "country: XX")
    )
    file = write_dossier(tmp_path, broken, texts)
    log = tmp_path / "log.txt"
    with serving(file, log) as address:
        page = visit(f"{address}/conflicts?question=bridge-safe")
        shown = page.locator("[data-testid=stMain]").inner_text()
        assert f"{file}:113:5: claim lund-cracks:" in shown
        assert f"{file}:47:5: voice bo-wirth:" in shown
        assert "Traceback" not in page.content()
        assert "Ada Lund" not in page.content()

        assert f"{file}:113:5: claim lund-cracks:" in log.read_text()

        file.write_bytes(TINY.read_bytes())
        page.reload()
        expect(page.get_by_role("heading", level=1, name="Is the bridge safe?")).to_be_visible()
        assert page.url == f"{address}/conflicts?question=bridge-safe"
