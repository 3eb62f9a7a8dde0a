"""Links are the state: they open cold, restore filters, survive early clicks, and go back and forward in steps."""

import re

import pytest
from apps import PAGES
from browser.conftest import IDLE, REAL, settled
from playwright.sync_api import Page, expect

from dossier.loading import load_dossier
from dossier.reading import Index, Reading
from dossier.view import View


@pytest.fixture(scope="module")
def index() -> Index:
    """The dossier that comes with the program."""
    return Index(load_dossier(REAL))


def chips(page: Page, label: str) -> list[str]:
    """What is chosen in a filter of the sidebar, without the counts."""
    filter_ = page.locator("[data-testid=stSidebar] [data-testid=stMultiSelect]").filter(has_text=label)
    return [re.sub(r" \(\d+\)$", "", chip) for chip in filter_.locator("[data-tag]").all_inner_texts()]


def expect_navigation(page: Page, query: str) -> None:
    """Every page is linked in the sidebar, and its link keeps the filters."""
    for name in PAGES:
        path = "/" if name == "overview" else f"/{name}"
        expect(page.locator(f"[data-testid=stSidebar] a[href$='{path}{query}']").first).to_be_visible()


def event_links(page: Page) -> set[str]:
    """The ids of the events that the page links to."""
    hrefs = page.locator("[data-testid=stMain] a[href*='event=']").evaluate_all("links => links.map(a => a.href)")
    return {View.parse("timeline", href.partition("?")[2]).event for href in hrefs}


# Cold


def expect_timeline(page: Page, reading: Reading) -> None:
    assert event_links(page) == {event.id for event in reading.events}
    assert chips(page, "Country") == ["North Korea"]
    assert chips(page, "Source") == [reading.dossier.sources["quick-fix"].title]
    expect_navigation(page, "?country=KP&source=quick-fix")


def expect_conflict(page: Page, reading: Reading) -> None:
    question = reading.dossier.questions["desperation"]
    expect(page.get_by_role("heading", name=question.title)).to_be_visible()
    for position in question.positions:
        expect(page.get_by_text(position.label, exact=True).first).to_be_visible()
    expect_navigation(page, "")


def expect_analyst(page: Page, reading: Reading) -> None:
    expect(page.get_by_role("heading", level=1, name=reading.dossier.voices["foreman"].name)).to_be_visible()
    expect_navigation(page, "")


def expect_claim(page: Page, reading: Reading) -> None:
    claim = reading.dossier.claims[reading.view.claim]
    expect(page.get_by_role("heading", level=1, name=reading.dossier.sources[claim.source].title)).to_be_visible()
    expect(page.locator("mark.chosen").first).to_be_in_viewport()
    expect_navigation(page, "")


def expect_overview(page: Page, reading: Reading) -> None:
    expect(page.get_by_role("heading", level=1, name=reading.dossier.about.title)).to_be_visible()
    expect_navigation(page, "")


COLD = {
    "/": expect_overview,
    "/timeline?country=KP&source=quick-fix": expect_timeline,
    "/conflicts?question=desperation": expect_conflict,
    "/analysts?analyst=foreman": expect_analyst,
    "/sources?claim={last}": expect_claim,
}


def test_every_page_has_a_cold_link():
    assert {View.parse(*link.partition("?")[::2]).page for link in COLD} >= set(PAGES)


@pytest.mark.parametrize("link", COLD)
def test_a_link_that_is_the_first_request_of_a_fresh_process_shows_what_it_names(serve, visit, index, link):
    expect_content = COLD[link]
    link = link.format(last=last_claim(index, "why-they-are-there"))
    with serve(REAL) as address:
        page = visit(address + link)
        expect_content(page, index.read(View.parse(*link.partition("?")[::2], index.dossier)))


def last_claim(index: Index, source: str) -> str:
    """The claim whose quote stands last in a text, so that its mark has to be scrolled to."""
    claims = [claim.id for claim in index.dossier.claims.values() if claim.source == source]
    return max(claims, key=lambda name: index.dossier.spans[name][0])


# Warm


def test_a_link_restores_its_filters_and_narrows_the_page(real_app, visit, index):
    link = "/conflicts?country=KP&country=CN&known=2024-10-31&source=quick-fix"
    page = visit(real_app + link)
    reading = index.read(View.parse("conflicts", link.partition("?")[2], index.dossier))
    assert set(chips(page, "Country")) == {"North Korea", "China"}
    assert chips(page, "Source") == [index.dossier.sources["quick-fix"].title]
    held = f"{len(reading.claims):,} of {len(index.dossier.claims):,} claims in this view"
    expect(page.get_by_text(held, exact=True)).to_be_visible()
    expect(page.get_by_text(re.compile(r"Shown as known on"))).to_be_visible()


CLICK_AT_SIGHT = """([label, key]) => {
  const click = () => {
    const links = [...document.querySelectorAll("[data-testid=stSidebar] a")];
    const link = links.find((a) => a.innerText.trim().endsWith(label));
    if (!link || window[key]) return;
    const app = document.querySelector("[data-testid=stApp]");
    window[key] = app.dataset.testScriptState;
    link.click();
  };
  new MutationObserver(click).observe(document, { childList: true, subtree: true });
}"""


def test_clicks_before_the_first_run_has_ended_lose_no_filter(real_app, visit, index):
    """The link is clicked in the very moment in which it appears, ten times."""
    query = "country=CN&source=quick-fix"
    reading = index.read(View.parse("conflicts", query, index.dossier))
    held = f"{len(reading.claims):,} of {len(index.dossier.claims):,} claims in this view"
    states = []
    for _ in range(10):
        page = visit("about:blank", wait=False)
        page.add_init_script(f"({CLICK_AT_SIGHT})(['Conflicts', 'clickedWhile'])")
        page.goto(f"{real_app}/timeline?{query}", wait_until="commit")
        page.wait_for_url(f"{real_app}/conflicts?{query}")
        expect(page.get_by_role("heading", level=1, name="Conflicts")).to_be_visible()
        expect(page.get_by_text(held, exact=True)).to_be_visible()
        settled(page)
        assert page.url == f"{real_app}/conflicts?{query}"
        assert chips(page, "Country") == ["China"]
        states.append(page.evaluate("window.clickedWhile"))
        page.context.close()
    assert "running" in states, "no click was early: the test holds nothing"


def test_back_and_forward_go_one_step_at_a_time_through_filters_and_pages(tiny_app, visit):
    page = visit(f"{tiny_app}/timeline")

    def choose(label: str, typed: str) -> None:
        box = page.get_by_role("combobox", name=label)
        box.fill(typed)
        page.get_by_role("option", name=typed).first.click()
        page.keyboard.press("Escape")

    choose("Country", "Norway")
    page.wait_for_url("**/timeline?country=NO")
    settled(page)
    choose("Source", "The bridge, two years on")
    page.wait_for_url("**/timeline?country=NO&source=quay-post")
    settled(page)
    page.locator("[data-testid=stSidebar] a", has_text="Conflicts").click()
    page.wait_for_url("**/conflicts?country=NO&source=quay-post")
    expect(page.get_by_role("heading", level=1, name="Conflicts")).to_be_visible()
    settled(page)
    page.locator("[data-testid=stMain] a", has_text="Is the bridge safe?").click()
    page.wait_for_url("**/conflicts?*question=bridge-safe*")
    expect(page.get_by_role("heading", level=1, name="Is the bridge safe?")).to_be_visible()
    settled(page)

    walk = [
        ("/timeline", "Timeline", "8 of 8"),
        ("/timeline?country=NO", "Timeline", "8 of 8"),
        ("/timeline?country=NO&source=quay-post", "Timeline", "4 of 8"),
        ("/conflicts?country=NO&source=quay-post", "Conflicts", "4 of 8"),
        ("/conflicts?country=NO&question=bridge-safe&source=quay-post", "Is the bridge safe?", None),
    ]
    for step, (url, title, held) in [*reversed(list(enumerate(walk[:-1]))), *enumerate(walk)][:-1] + [(4, walk[4])]:
        if page.url.removeprefix(tiny_app) == url:
            continue
        page.go_back(wait_until="commit") if _is_before(walk, page.url.removeprefix(tiny_app), step) else page.go_forward(
            wait_until="commit"
        )
        page.wait_for_url(tiny_app + url)
        expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()
        if held:
            expect(page.get_by_text(f"{held} claims in this view")).to_be_visible()
        settled(page)


def _is_before(walk, url: str, step: int) -> bool:
    return step < [row[0] for row in walk].index(url)


def test_a_navigation_link_is_a_real_link_that_opens_in_a_new_tab(tiny_app, visit):
    page = visit(f"{tiny_app}/timeline?country=SE")
    href = page.locator("[data-testid=stSidebar] a", has_text="Analysts").get_attribute("href")
    assert href
    other = visit(href if href.startswith("http") else tiny_app + href)
    assert other.url == f"{tiny_app}/analysts?country=SE"
    assert chips(other, "Country") == ["Sweden"]
    expect(other.locator(IDLE)).to_be_visible()
