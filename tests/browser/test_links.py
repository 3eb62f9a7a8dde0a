"""Links are the state: they open cold, restore filters, survive early clicks, and go back and forward in steps."""

import re

import pytest
from apps import PAGES
from playwright.sync_api import Page, WebSocketRoute, expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from browser.conftest import REAL, settled
from components.links import PAGES as ENTRIES
from dossier.loading import load_dossier
from dossier.reading import Index, Reading
from dossier.view import View


@pytest.fixture(scope="module")
def index() -> Index:
    """The dossier that comes with the program."""
    return Index(load_dossier(REAL))


def expect_chosen(page: Page, label: str, *names: str) -> None:
    """What is chosen in a filter of the sidebar, whatever the counts behind."""
    chosen = page.locator("[data-testid=stSidebar] [data-testid=stMultiSelect]", has_text=label).locator("[data-tag]")
    expect(chosen).to_have_text([re.compile(rf"^{re.escape(name)} \(\d+\)$") for name in names])


def expect_navigation(page: Page, query: str) -> None:
    """Every page is linked in the sidebar, and its link keeps the filters."""
    sidebar = page.locator("[data-testid=stSidebar]")
    for entry in ENTRIES:
        link = sidebar.get_by_role("link", name=entry.title, exact=True)
        expect(link).to_be_visible()
        assert link.get_attribute("href") == f"./{'' if entry.name == 'overview' else entry.name}{query}"


def event_links(page: Page) -> set[str]:
    """The ids of the events that the page links to."""
    hrefs = page.locator("[data-testid=stMain] a[href*='event=']").evaluate_all("links => links.map(a => a.href)")
    return {View.parse("timeline", href.partition("?")[2]).event for href in hrefs}


# Cold


def expect_timeline(page: Page, reading: Reading) -> None:
    assert event_links(page) == {event.id for event in reading.events}
    expect_chosen(page, "Country", "North Korea")
    expect_chosen(page, "Source", reading.dossier.sources["quick-fix"].title)
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
    expect_chosen(page, "Country", "China")
    expect_navigation(page, "?country=CN")


def expect_title(page: Page, reading: Reading) -> None:
    title = next(entry.title for entry in ENTRIES if entry.name == reading.view.page)
    expect(page.get_by_role("link", name=title, exact=True)).to_be_visible()
    expect(page.locator("[data-testid=stMain] h1")).to_have_count(1)
    expect_navigation(page, "")


COLD = {
    "/?country=CN": expect_overview,
    "/timeline?country=KP&source=quick-fix": expect_timeline,
    "/conflicts?question=desperation": expect_conflict,
    "/analysts?analyst=foreman": expect_analyst,
    "/sources?claim={last}": expect_claim,
}


COLD |= {
    f"/{name}": expect_title
    for name in PAGES
    if name not in {View.parse(link.partition("?")[0], "").page for link in COLD}
}


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
    expect_chosen(page, "Country", "China", "North Korea")
    expect_chosen(page, "Source", index.dossier.sources["quick-fix"].title)
    held = f"{len(reading.claims):,} of {len(index.dossier.claims):,} claims in this view"
    expect(page.get_by_text(held, exact=True)).to_be_visible()
    expect(page.get_by_text(re.compile(r"Shown as known on"))).to_be_visible()


class HeldRun:
    """Keeps from a page that its first run has ended, so that whatever is clicked meanwhile is clicked early."""

    def __init__(self, page: Page) -> None:
        self.held: list[tuple[WebSocketRoute, str | bytes]] = []
        self.is_over = False
        page.route_web_socket(re.compile("/_stcore/stream"), self.connect)

    def connect(self, socket: WebSocketRoute) -> None:
        """Stand between server and page; what was kept of the page before is nothing to this one."""
        self.held.clear()
        socket.connect_to_server().on_message(lambda message: self.pass_on(socket, message))

    def pass_on(self, socket: WebSocketRoute, message: str | bytes) -> None:
        """Pass a message of the server on to the page, or keep it."""
        if not self.is_over and (self.held or _tells_the_end(message)):
            self.held.append((socket, message))
        else:
            socket.send(message)

    def release(self) -> None:
        """Let the run end."""
        self.is_over = True
        for socket, message in self.held:
            socket.send(message)

    def hold(self) -> None:
        """Keep back the end of the next run too."""
        self.is_over = False


def _tells_the_end(message: str | bytes) -> bool:
    assert isinstance(message, bytes)
    told = ForwardMsg.FromString(message)
    ended = told.HasField("session_status_changed") and not told.session_status_changed.script_is_running
    return ended or told.HasField("script_finished")


STARTS = {
    "Timeline": "Timeline",
    "Conflicts": "Conflicts",
    "Analysts": "Analysts and other voices",
    "Sources": "The bridge, two years on",
    "Claims": "Claims",
}
"""Pages that are left early, by their link, and the heading of each."""


@pytest.mark.parametrize("target", ["Overview", "Conflicts", "Analysts", "Sources", "Claims"])
def test_clicks_before_the_first_run_has_ended_lose_no_filter_and_one_back_undoes_each(tiny_app, visit, target):
    """Each of five links from every other page, clicked while it still runs: twenty-one early clicks."""
    query = "country=NO&source=quay-post"
    page = visit("about:blank", wait=False)
    run = HeldRun(page)
    for start, heading in STARTS.items():
        if start == target:
            continue
        page.goto(f"{tiny_app}/{start.lower()}?{query}", wait_until="commit")
        link = page.get_by_role("link", name=target, exact=True)
        link.wait_for()
        assert page.locator("[data-testid=stApp]").get_attribute("data-test-script-state") == "running"
        link.click()
        run.release()
        expect_early_click(page, f"{tiny_app}/{'' if target == 'Overview' else target.lower()}?{query}")
        page.go_back(wait_until="commit")
        expect_early_click(page, f"{tiny_app}/{start.lower()}?{query}")
        expect(page.get_by_role("heading", level=1, name=heading)).to_be_visible()
        run.hold()


def expect_early_click(page: Page, url: str) -> None:
    """The page that was gone to, with its filters, and nothing that changes it afterwards."""
    page.wait_for_url(url, wait_until="commit")
    expect(page.get_by_text("4 of 8 claims in this view", exact=True)).to_be_visible()
    settled(page)
    assert page.url == url
    expect_chosen(page, "Country", "Norway")


PRESS_AT_ONCE = """([name, wait]) => {
  const links = [...document.querySelectorAll("[data-testid=stSidebar] a")];
  links.find((link) => link.textContent.trim().endsWith(name)).click();
  setTimeout(() => document.querySelector(".st-key-share-page button").click(), wait);
}"""
"""A link, and so many milliseconds later, before its page can have begun, a button of the page that is left."""


@pytest.mark.parametrize("wait", [0, 30])
def test_a_button_pressed_while_a_link_is_followed_does_not_call_the_old_page_back(tiny_app, visit, wait):
    page = visit(f"{tiny_app}/conflicts?country=NO&question=bridge-safe")
    page.evaluate(PRESS_AT_ONCE, ["Timeline", wait])
    heading = page.get_by_role("heading", level=1, name="Timeline")
    expect(heading).to_be_visible()
    page.wait_for_timeout(1000)  # nothing may come afterwards
    settled(page)
    expect(heading).to_be_visible()
    assert page.url == f"{tiny_app}/timeline?country=NO"
    page.go_back(wait_until="commit")
    expect(page.get_by_role("heading", level=1, name="Is the bridge safe?")).to_be_visible()
    settled(page)
    assert page.url == f"{tiny_app}/conflicts?country=NO&question=bridge-safe"


def test_a_link_to_the_page_one_is_on_moves_the_address_too(tiny_app, visit):
    """Streamlit alone would leave it as it was, and a reload would show something else."""
    page = visit(f"{tiny_app}/conflicts?country=NO")
    page.locator("[data-testid=stMain]").get_by_role("link", name="How many cracks?").first.click()
    expect(page.get_by_role("heading", level=1, name="How many cracks?")).to_be_visible()
    page.wait_for_url(f"{tiny_app}/conflicts?country=NO&question=cracks", wait_until="commit")
    page.reload()
    expect(page.get_by_role("heading", level=1, name="How many cracks?")).to_be_visible()


def test_back_and_forward_go_one_step_at_a_time_through_filters_links_and_pages(tiny_app, visit):
    walk = [
        ("/timeline", "Timeline", "8 of 8"),
        ("/timeline?country=NO", "Timeline", "8 of 8"),
        ("/timeline?country=NO&source=quay-post", "Timeline", "4 of 8"),
        ("/conflicts?country=NO&source=quay-post", "Conflicts", "4 of 8"),
        ("/conflicts?country=NO&question=bridge-safe&source=quay-post", "Is the bridge safe?", ""),
        ("/timeline?country=NO&source=quay-post", "Timeline", "4 of 8"),
    ]
    page = visit(tiny_app + walk[0][0])

    def expect_step(url: str, title: str, held: str) -> None:
        page.wait_for_url(tiny_app + url, wait_until="commit")
        expect(page.get_by_role("heading", level=1, name=title, exact=True)).to_be_visible()
        expect(page.get_by_text(f"{held} claims in this view" if held else "Silent")).to_be_visible()
        settled(page)

    def choose(label: str, option: str) -> None:
        page.get_by_role("combobox", name=label).fill(option)
        page.get_by_role("option", name=option).first.click()
        page.keyboard.press("Escape")

    steps = [
        lambda: choose("Country", "Norway"),
        lambda: choose("Source", "The bridge, two years on"),
        lambda: page.get_by_role("link", name="Conflicts", exact=True).click(),
        lambda: page.locator("[data-testid=stMain]").get_by_role("link", name="Is the bridge safe?").first.click(),
        lambda: page.get_by_role("link", name="Timeline", exact=True).click(),
    ]
    for step, expected in zip(steps, walk[1:], strict=True):
        step()
        expect_step(*expected)
    for expected in reversed(walk[:-1]):
        page.go_back(wait_until="commit")
        expect_step(*expected)
    for expected in walk[1:]:
        page.go_forward(wait_until="commit")
        expect_step(*expected)


def test_the_heading_that_an_address_names_is_gone_to_by_jump_by_link_and_on_the_way_back(real_app, visit):
    page = visit(f"{real_app}/analysts?analyst=motin")
    heading = page.get_by_role("heading", name="Questions answered, and not")
    expect(heading).not_to_be_in_viewport()
    page.get_by_role("navigation", name="On this page").get_by_role("link", name="Questions answered").click()
    expect(heading).to_be_in_viewport()
    other = visit(page.url)
    heading = other.get_by_role("heading", name="Questions answered, and not")
    expect(heading).to_be_in_viewport()
    other.get_by_role("link", name="Timeline", exact=True).click()
    expect(heading).to_have_count(0)
    other.go_back(wait_until="commit")
    expect(heading).to_be_in_viewport()


def test_a_navigation_link_is_a_real_link_that_opens_in_a_new_tab(tiny_app, visit):
    page = visit(f"{tiny_app}/timeline?country=SE")
    other = visit(page.get_by_role("link", name="Analysts", exact=True).evaluate("link => link.href"))
    assert other.url == f"{tiny_app}/analysts?country=SE"
    expect_chosen(other, "Country", "Sweden")


@pytest.mark.parametrize("page", ["", "timeline", "claims"])
def test_the_link_to_the_overview_opens_in_a_new_tab(tiny_app, visit, page):
    """The overview has no name of its own in addresses."""
    page = visit(f"{tiny_app}/{page}?country=SE")
    other = visit(page.get_by_role("link", name="Overview", exact=True).evaluate("link => link.href"))
    assert other.url == f"{tiny_app}/?country=SE"
    expect(other.get_by_role("heading", level=1, name="The harbour bridge")).to_be_visible()
    expect_chosen(other, "Country", "Sweden")
