"""The promise that every claim leads to its words: held in a browser, for every claim there is."""

from itertools import pairwise

import pytest
from conftest import TINY, write_dossier
from hostile import TEXTS
from playwright.sync_api import Page

from browser.conftest import IDLE, REAL, serving, settled
from dossier.loading import load_dossier
from dossier.model import Dossier
from dossier.reading import Index
from dossier.view import View

MARKED = """article => {
  const words = {};
  for (const mark of article.querySelectorAll("mark"))
    for (const claim of mark.dataset.claims.split(" ")) words[claim] = (words[claim] ?? "") + mark.textContent;
  return words;
}"""
LANDED = """([article, claim]) => {
  const marks = [...article.querySelectorAll("mark.chosen")];
  if (!marks.length || !marks.every((mark) => mark.dataset.claims.split(" ").includes(claim))) return false;
  const box = marks[0].getBoundingClientRect();
  return box.top >= 0 && box.bottom <= innerHeight && location.search.includes(`claim=${claim}`);
}"""
"""Whether exactly the claim's marks are chosen, its first is on the screen, and the address names it."""
NEXT = """() => [...document.querySelectorAll("[data-testid=stMain] a")]
  .find((link) => link.innerText.trim().endsWith("Next")).click()"""


def in_text_order(dossier: Dossier, source: str) -> list[str]:
    claims = [claim.id for claim in dossier.claims.values() if claim.source == source]
    return sorted(claims, key=lambda name: dossier.spans[name][0])


def sources(path) -> list[str]:
    return list(load_dossier(path).sources)


def marked_words(page: Page) -> dict[str, str]:
    page.locator("article mark").first.wait_for()
    return page.locator("article").evaluate(MARKED)


def quotes(dossier: Dossier, source: str) -> dict[str, str]:
    text = dossier.texts[source]
    claims = in_text_order(dossier, source)
    return {name: "".join(text.text_of(span) for span in dossier.spans[name]) for name in claims}


@pytest.mark.parametrize("source", sources(TINY))
def test_the_marks_of_every_claim_are_its_quote(tiny_app, visit, dossier, source):
    assert marked_words(visit(f"{tiny_app}/sources?source={source}")) == quotes(dossier, source)


def kinds_of_claims(dossier: Dossier, source: str) -> list[str]:
    """A claim of every kind that lands in its own way: at both ends of a text, in several pieces, on a shared mark."""
    ordered = in_text_order(dossier, source)
    spans = {name: dossier.spans[name] for name in ordered}
    elided = [name for name in ordered if len(spans[name]) > 1]
    joined = [second for first, second in pairwise(ordered) if spans[second][0].start < spans[first][-1].end]
    return list(dict.fromkeys([ordered[0], ordered[1], *elided[:1], *joined[:1], ordered[-1]]))


def test_every_kind_of_claim_is_landed_on():
    dossier = load_dossier(REAL)
    chosen = {name for source in dossier.sources for name in kinds_of_claims(dossier, source)}
    assert len([name for name in chosen if len(dossier.spans[name]) > 1]) > 1
    assert len(chosen) > 4 * len(dossier.sources)


@pytest.mark.parametrize("source", sources(REAL))
def test_every_claim_is_marked_and_in_the_text_lands_on_its_mark(real_app, visit, source):
    """Every quote is marked. The first claim is gone to by the link of its card, others from the claim before.

    That the page of each claim chooses it and leads on to the next is held in `test_pages.py`; what the browser does
    with the one chosen is the same for all of a kind.
    """
    index = Index(load_dossier(REAL))
    ordered = in_text_order(index.dossier, source)
    first, *others = kinds_of_claims(index.dossier, source)
    page = visit(f"{real_app}{View('claims').on('sources').having(claim=first).link()}")
    expect_landing(page, first)
    assert marked_words(page) == quotes(index.dossier, source)
    now = first
    for claim in others:
        before = ordered[ordered.index(claim) - 1]
        if now != before:
            settled_at(page, f"{real_app}{View('sources', claim=before).link()}")
            expect_landing(page, before)
        page.locator(IDLE).wait_for()  # the link comes after the text, and may still be the one before
        page.evaluate(NEXT)
        expect_landing(page, now := claim)


def settled_at(page: Page, address: str) -> None:
    page.goto(address)
    settled(page)


def expect_landing(page: Page, claim: str) -> None:
    page.wait_for_function(LANDED, arg=[page.locator("article").element_handle(), claim])


def test_a_passage_that_was_found_is_scrolled_to(tiny_app, visit):
    page = visit(f"{tiny_app}/claims?q=fish")
    page.get_by_role("link", name="In “Harbour bridge to close”").click()
    page.wait_for_url("**/sources?at=*")
    assert page.locator("article p.here").inner_text() == "Advertisement: buy fresh fish."


def test_what_carries_no_claim_is_shown_with_the_reason_on_demand(tiny_app, visit):
    page = visit(f"{tiny_app}/sources?source=harbour-news")
    page.locator("article").wait_for()
    assert page.locator(".gap").count() == 0
    page.get_by_text("Show what carries no claim, and why").click()
    page.wait_for_url("**/sources?show=gaps&source=harbour-news")
    page.locator(".gap").first.wait_for()
    assert page.locator(".gap").all_inner_texts() == ["Harbour bridge to close", "Advertisement: buy fresh fish."]
    assert page.locator("article small").all_inner_texts() == ["page furniture", "advertisement"]


def test_a_chosen_claim_stays_in_sight_while_the_text_is_read(real_app, visit):
    page = visit(f"{real_app}/sources?claim={in_text_order(load_dossier(REAL), 'trouble-ahead')[-1]}", height=700)
    page.locator("mark.chosen").first.wait_for()
    page.wait_for_function("document.querySelector('.st-key-beside').getBoundingClientRect().top > 0")
    assert page.locator(".st-key-beside").bounding_box()["y"] < 700


HOSTILE = [
    *TEXTS,
    "<mark data-claims='x'>not ours</mark>",
    "שלום <b>עולם</b> and back",
    "\u202ereversed\u202c",
    "a\u0301 ﷽ 👩‍🚀",
]


def test_a_hostile_text_shows_as_text_in_the_reader(visit, tmp_path):
    """Markup, formulas and scripts are neither run nor hidden, in marks and outside of them, right-to-left included."""
    quoted = [words for words in HOSTILE if sum(words in other for other in HOSTILE) == 1 and len(words) > 5][::2]
    claims = "".join(
        f"  - {{id: c{number}, source: post, quote: {yaml(text)}, text: {yaml(text)}, type: fact, voice: ann}}\n"
        for number, text in enumerate(quoted)
    )
    document = f"""
dossier: {{title: {yaml(HOSTILE[0])}, summary: {yaml(HOSTILE[4])}, licence: None.}}
sources:
  - id: post
    file: texts/post.txt
    title: {yaml(HOSTILE[3])}
    published: 2021-05-01
    extent: full
    note: {yaml(HOSTILE[1])}
voices:
  - {{id: ann, name: {yaml(HOSTILE[1])}, kind: person}}
questions: []
claims:
{claims}events: []
"""
    text = "\n\n".join(f"<i>{number}</i> {words} .{number}" for number, words in enumerate(HOSTILE))
    file = write_dossier(tmp_path, document, {"texts/post.txt": text})
    dossier = load_dossier(file)
    with serving(file, tmp_path / "log.txt") as address:
        page = visit(f"{address}/sources?claim=c0&show=gaps")
        page.locator("article mark.chosen").first.wait_for()
        raw = dossier.texts["post"]
        article = page.locator("article")
        shown = article.evaluate("""article => [...article.querySelectorAll("p")].map((p) =>
          [...p.childNodes].filter((node) => node.nodeName !== "SMALL").map((node) => node.textContent).join(""))""")
        assert shown == [raw.text_of(paragraph) for paragraph in raw.paragraphs]
        names = "article => [...new Set([...article.querySelectorAll('*')].map((e) => e.tagName))].sort()"
        assert article.evaluate(names) == ["MARK", "P", "SMALL", "SPAN"]
        page.goto(f"{address}/claims?claim=c0")
        page.locator("[data-testid=stMain] h1").wait_for()
        title = page.locator("[data-testid=stMain] h1").inner_text().replace("\u2060", "")
        assert title == " ".join(dossier.claims["c0"].text.split())


def yaml(text: str) -> str:
    """The text as a YAML scalar between single quotes."""
    return "'" + text.replace("'", "''") + "'"
