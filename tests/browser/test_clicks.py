"""What only a pointer can do: open what a mark stands for."""

import pytest
from conftest import TINY
from playwright.sync_api import Page, expect

from browser.conftest import REAL, settled
from dossier.loading import load_dossier

CHART = ".st-key-timeline-charts .js-plotly-plot:visible"
MARK_OF = """(plot, key) => {
  const place = plot.data.find((trace) => trace.name === "hits").customdata.indexOf(key);
  const box = plot.querySelectorAll("g.trace.bars")[0].querySelectorAll("g.point")[place].getBoundingClientRect();
  return [box.x + box.width / 2, box.y + box.height / 2];
}"""
"""Where on the screen an item of the timeline can be clicked."""


def click_mark(page: Page, key: str) -> None:
    chart = page.locator(CHART)
    chart.locator("g.point").first.wait_for(state="attached")
    chart.evaluate("plot => plot.scrollIntoView({block: 'start'})")
    x, y = chart.evaluate(MARK_OF, key)
    page.mouse.move(x, y)
    chart.locator(".hoverlayer .hovertext").wait_for()
    page.mouse.click(x, y)


def test_a_click_on_a_mark_of_the_timeline_opens_its_event(real_app, visit):
    event = load_dossier(REAL).events["ryder-statement"]
    page = visit(f"{real_app}/timeline?country=KP")
    click_mark(page, event.id)
    page.wait_for_url(f"{real_app}/timeline?country=KP&event={event.id}", wait_until="commit")
    expect(page.locator("[data-testid=stMain]").get_by_role("heading", name=event.title)).to_be_visible()


def test_another_click_opens_another_event(real_app, visit):
    """The chart is drawn anew with the first selection, and must not keep it."""
    events = load_dossier(REAL).events
    page = visit(f"{real_app}/timeline?event=putin-in-pyongyang")
    for name in ("ryder-statement", "fastest-advance"):
        click_mark(page, name)
        page.wait_for_url(f"{real_app}/timeline?event={name}", wait_until="commit")
        expect(page.locator("[data-testid=stMain]").get_by_role("heading", name=events[name].title)).to_be_visible()
        settled(page)


def test_a_click_on_the_same_mark_again_leaves_its_event_open(real_app, visit):
    page = visit(f"{real_app}/timeline")
    click_mark(page, "ryder-statement")
    page.wait_for_url("**/timeline?event=ryder-statement", wait_until="commit")
    settled(page)
    page.get_by_role("link", name="Close", exact=True).click()
    page.wait_for_url(f"{real_app}/timeline", wait_until="commit")
    settled(page)
    click_mark(page, "ryder-statement")
    page.wait_for_url("**/timeline?event=ryder-statement", wait_until="commit")


def test_a_click_on_a_mark_in_a_text_opens_its_claim(tiny_app, visit):
    page = visit(f"{tiny_app}/sources?source=harbour-news")
    page.locator("mark[data-claims~=wirth-safe]").click()
    page.wait_for_url(f"{tiny_app}/sources?claim=wirth-safe&source=harbour-news", wait_until="commit")
    expect(page.get_by_text("Bo Wirth says that the bridge is safe.")).to_be_visible()
    expect(page.locator("mark.chosen")).to_have_text("The bridge is safe")


@pytest.mark.parametrize("key", ["Enter", " "])
def test_a_mark_in_a_text_opens_by_keyboard(tiny_app, visit, key):
    page = visit(f"{tiny_app}/sources?source=quay-post")
    page.locator("mark[data-claims~=office-early]").focus()
    page.keyboard.press(key)
    page.wait_for_url(f"{tiny_app}/sources?claim=office-early&source=quay-post", wait_until="commit")


def test_marks_hold_exactly_the_text_of_the_source(tiny_app, visit):
    text = load_dossier(TINY).texts["harbour-news"]
    paragraphs = visit(f"{tiny_app}/sources?source=harbour-news").locator("article p")
    expect(paragraphs).to_have_count(len(text.paragraphs))
    assert paragraphs.all_text_contents() == [text.text_of(paragraph) for paragraph in text.paragraphs]


@pytest.mark.parametrize("source", ["why-russia-wont", "what-it-means"])
def test_a_link_to_a_claim_scrolls_to_its_mark(real_app, visit, source):
    dossier = load_dossier(REAL)
    claim = max((c.id for c in dossier.claims.values() if c.source == source), key=lambda name: dossier.spans[name][0])
    page = visit(f"{real_app}/sources?claim={claim}")
    expect(page.locator("mark.chosen").first).to_be_in_viewport()
    expect(page.locator("article p").first).not_to_be_in_viewport()


def test_the_next_claim_scrolls_too(real_app, visit):
    page = visit(f"{real_app}/sources?source=what-it-means")
    dossier = load_dossier(REAL)
    claims = [c.id for c in dossier.claims.values() if c.source == "what-it-means"]
    last = max(claims, key=lambda name: dossier.spans[name][0])
    page.locator(f"mark[data-claims~={last}]").click()
    page.wait_for_url(f"**claim={last}**", wait_until="commit")
    settled(page)
    page.get_by_role("link", name="Previous").click()
    page.wait_for_url(lambda url: f"claim={last}" not in url, wait_until="commit")
    expect(page.locator("mark.chosen").first).to_be_in_viewport()
