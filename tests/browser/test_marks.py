"""The truth behind `tests/test_marks.py`: what the front end makes of escaped text, and of HTML."""

import pytest
from conftest import TINY
from hostile import TEXTS, on_one_line
from playwright.sync_api import expect

from browser.conftest import IDLE, serving

TOLD = "[data-testid=stMarkdownContainer], [data-testid=stCaptionContainer], .pieces > p"
READ = """([prefix, told]) => [...document.querySelectorAll(`[class*='st-key-${prefix}-']`)].map((box) =>
  [...box.querySelectorAll(told)].map((shown) => ({
    words: shown.textContent.replace(/[\\u2060\\ufeff]/g, "").replace(/\\s+/g, " "),
    made: [...shown.querySelectorAll("*")].map((e) => e.tagName).filter((tag) => !/^(P|SPAN|STRONG|MARK)$/.test(tag)),
  })))"""


@pytest.fixture(scope="module")
def shown(browser, tmp_path_factory):
    """What a browser shows for every hostile text: in the plain places, and marked inside a sentence."""
    log = tmp_path_factory.mktemp("hostile") / "log.txt"
    with serving(TINY, log, script="tests/browser/hostile_page.py") as address:
        page = browser.new_page()
        page.goto(address)
        page.locator(IDLE).wait_for()
        expect(page.get_by_role("checkbox")).to_have_count(len(TEXTS))
        expect(page.locator("[class*='st-key-marked-'] mark")).to_have_count(len(TEXTS))
        yield page.evaluate(READ, ["text", TOLD]), page.evaluate(READ, ["marked", TOLD])
        page.close()


@pytest.mark.parametrize("number", range(len(TEXTS)), ids=TEXTS)
def test_a_hostile_text_shows_exactly_itself(shown, number):
    plain, small, twice, label = shown[0][number]
    text = on_one_line(TEXTS[number])
    assert [plain["words"], small["words"], twice["words"], label["words"]] == [text, text, f"{text} {text}", text]
    assert [element for place in (plain, small, twice, label) for element in place["made"]] == []


@pytest.mark.parametrize("number", range(len(TEXTS)), ids=TEXTS)
def test_a_hostile_quote_shows_exactly_itself_inside_its_mark(shown, number):
    (sentence,) = shown[1][number]
    assert sentence == {"words": f"a:{on_one_line(TEXTS[number])}:b", "made": []}
