"""Sharing in a browser: what is copied is what is seen, wherever and by whomever it is opened."""

import io
import re
import time

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from browser.conftest import settled


def share_panel(page: Page) -> Locator:
    """The panel behind Share in the head of the page."""
    panel = page.locator("[data-testid=stPopoverBody]")
    if not panel.is_visible():
        page.locator(".st-key-share-page button").first.click()
    expect(panel.get_by_label("Link to exactly this")).to_be_visible()
    return panel


def shared_link(page: Page, mark: str = "") -> str:
    """The link that Share offers, once it holds the mark: the address may be ahead of the page. The panel is closed."""
    field = share_panel(page).get_by_label("Link to exactly this")
    expect(field).to_have_value(re.compile(re.escape(mark)))
    link = field.input_value()
    page.keyboard.press("Escape")
    expect(page.locator("[data-testid=stPopoverBody]")).to_have_count(0)
    return link


SEEN = """() => ["stMain", "stSidebar"].map((name) =>
  [...document.querySelectorAll(`[data-testid=${name}] :is(h1, h2, h3, p, li, button, mark, [data-tag])`)]
    .map((node) => node.innerText?.trim()).filter(Boolean).join("\\n")).join("\\n--\\n")
  + "\\n" + [...document.querySelectorAll("[data-testid=stApp] input")].map((input) => input.value).join("|")"""


def seen(page: Page) -> str:
    """Everything that stands on the page, and what is chosen in its fields."""
    settled(page)
    page.mouse.move(0, 0)
    return page.evaluate(SEEN)


def settled_sight(page: Page) -> str:
    """What is seen once it no longer changes."""
    last = seen(page)
    while (now := (page.wait_for_timeout(500), seen(page))[1]) != last:
        last = now
    return last


def expect_seen(page: Page, before: str, what: str = "") -> None:
    """Fields and charts come a little after the rest."""
    deadline = time.monotonic() + 20
    while seen(page) != before and time.monotonic() < deadline:
        page.wait_for_timeout(200)
    assert seen(page) == before, what


def choose(page: Page, label: str, option: str) -> None:
    field = page.locator("[data-testid=stSidebar]").get_by_role("combobox", name=label)
    field.fill(option)
    page.get_by_role("option", name=option).first.click()
    page.keyboard.press("Escape")


def go_to_page(page: Page, name: str) -> None:
    page.locator("[data-testid=stSidebar]").get_by_role("link", name=name, exact=True).click()


def search(page: Page, words: str) -> None:
    page.get_by_label("Search claims").fill(words)


def know_on(page: Page, day: str) -> None:
    page.goto(f"{page.url}{'&' if '?' in page.url else '?'}known={day}")


STEPS = {
    "country=NO": lambda page: choose(page, "Country", "Norway"),
    "conflicts": lambda page: go_to_page(page, "Conflicts"),
    "question=bridge-safe": lambda page: (
        page.locator("[data-testid=stMain]").get_by_role("link", name="Is the bridge safe?").first.click()
    ),
    "timeline": lambda page: go_to_page(page, "Timeline"),
    "event=closing": lambda page: (
        page.locator("[data-testid=stMain]").get_by_role("link", name=re.compile("The bridge closes")).first.click()
    ),
    "source=harbour-news": lambda page: choose(page, "Source", "Harbour bridge to close"),
    "claims": lambda page: go_to_page(page, "Claims"),
    "q=bridge": lambda page: search(page, "bridge"),
    "known=2021-05-31": lambda page: know_on(page, "2021-05-31"),
    "analysts": lambda page: go_to_page(page, "Analysts"),
}
"""What a reader does, by what then stands in the address."""


@pytest.mark.timeout(300)  # ten steps, each opened again in a browser of its own
def test_every_step_of_a_walk_can_be_shared_with_a_fresh_browser_and_a_fresh_process(serve, tiny_app, visit, tiny):
    page = visit(tiny_app)
    shared = {}
    for mark, step in STEPS.items():
        step(page)
        page.wait_for_url(re.compile(re.escape(mark)), wait_until="commit")
        shared[mark] = (shared_link(page, mark), settled_sight(page))
    with serve(tiny) as fresh:
        for mark, (link, before) in shared.items():
            assert link.startswith(tiny_app), mark
            other = visit(link.replace(tiny_app, fresh))
            expect_seen(other, before, mark)
            other.close()


def test_a_shared_link_can_be_copied(tiny_app, visit):
    page = visit(f"{tiny_app}/timeline?country=NO")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    panel = share_panel(page)
    expect(panel.get_by_text("Timeline, Norway", exact=True)).to_be_visible()
    panel.get_by_role("button", name="Copy link").click()
    expect(panel.get_by_text("Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == panel.get_by_label("Link to exactly this").input_value()
    assert re.fullmatch(re.escape(f"{tiny_app}/timeline?country=NO&n=") + r"\d+&v=[0-9a-f]{12}", copied)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_reads_the_very_link_from_the_screen(tiny_app, visit, scheme):
    panel = share_panel(visit(f"{tiny_app}/timeline?country=NO&known=2021-05-31", scheme=scheme))
    link = panel.get_by_label("Link to exactly this").input_value()
    panel.get_by_text("QR code").click()
    code = panel.get_by_role("img", name="QR code of the link")
    expect(code).to_be_visible()
    [read] = zxingcpp.read_barcodes(Image.open(io.BytesIO(code.screenshot())))
    assert read.text == link


def test_on_plain_http_a_link_is_copied_in_the_older_way(tiny_app, visit):
    """There is no `navigator.clipboard` there."""
    page = visit(f"{tiny_app}/timeline?country=SE")
    page.evaluate("Object.defineProperty(window, 'isSecureContext', { value: false })")
    panel = share_panel(page)
    panel.get_by_role("button", name="Copy link").click()
    expect(panel.get_by_text("Copied")).to_be_visible()
    page.context.grant_permissions(["clipboard-read"])
    assert page.evaluate("navigator.clipboard.readText()").startswith(f"{tiny_app}/timeline?country=SE&n=")


def test_a_claim_is_shared_from_its_card(tiny_app, visit):
    page = visit(f"{tiny_app}/conflicts?question=cracks")
    page.locator("[data-share=lund-cracks]").first.click()
    field = page.get_by_label("Link to exactly this")
    expect(field).to_have_value(re.compile(r"/claims\?claim=lund-cracks&v=[0-9a-f]{12}$"))
    other = visit(field.input_value())
    expect(other.get_by_role("heading", level=1, name="Ada Lund says that 120 cracks were counted.")).to_be_visible()


def test_a_reload_and_a_second_tab_show_the_same_and_tabs_leave_each_other_alone(tiny_app, visit):
    page = visit(f"{tiny_app}/timeline?country=NO&source=quay-post")
    before = settled_sight(page)
    other = page.context.new_page()
    other.goto(page.url)
    expect_seen(other, before)
    go_to_page(other, "Conflicts")
    other.wait_for_url("**/conflicts?country=NO&source=quay-post", wait_until="commit")
    choose(other, "Country", "Sweden")
    other.wait_for_url(re.compile("country=SE"), wait_until="commit")
    settled(other)
    assert page.url == f"{tiny_app}/timeline?country=NO&source=quay-post"
    page.reload()
    expect_seen(page, before)


@pytest.mark.parametrize("address", ["/Timeline?country=NO", "/timeline).?country=NO", "/timeline%3Fcountry=NO"])
def test_a_page_is_found_under_what_mail_made_of_its_address(tiny_app, visit, address):
    page = visit(tiny_app + address)
    expect(page.get_by_role("heading", level=1, name="Timeline")).to_be_visible()
    assert page.url == f"{tiny_app}/timeline?country=NO"


def test_old_data_is_told_once_and_not_handed_on(tiny_app, visit):
    page = visit(f"{tiny_app}/timeline?n=14&v=000000000000")
    notice = page.get_by_text("this view then held 14 claims and now holds 8")
    expect(notice).to_be_visible()
    go_to_page(page, "Conflicts")
    page.wait_for_url(f"{tiny_app}/conflicts", wait_until="commit")
    settled(page)
    expect(notice).to_have_count(0)


HOSTILE = {
    "script": "/timeline?source=%3Cscript%3Ealert(1)%3C/script%3E&q=%3Cimg%20src=x%20onerror=alert(1)%3E",
    "100 kB": "/timeline?source=" + "a" * 100_000,
    "broken escapes": "/timeline?country=%ZZ&source=%E4%B8%&known=%",
    "NUL": "/timeline?source=%00quay%00&event=%00",
    "right to left": "/timeline?source=%E2%80%AEtsop-yauq%E2%80%8F",
    "10,000 parameters": "/timeline?" + "&".join(f"a{n}=b" for n in range(10_000)),
    "10,000 countries": "/timeline?" + "&".join(["country=XX"] * 10_000),
}


@pytest.mark.parametrize("link", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_link_gives_a_normal_page_with_a_notice_quickly(tiny_app, visit, link):
    """`visit` refuses dialogs, failing scripts and breaches of the content policy.

    Long ones alone: what exceeds 64 kB is refused if it comes in pieces, as it may on a connection that is in use.
    """
    alone = len(link) > 60_000
    began = time.monotonic()
    visit(f"{tiny_app}/timeline", alone=alone).close()
    usual = time.monotonic() - began
    began = time.monotonic()
    page = visit(tiny_app + link, alone=alone)
    assert time.monotonic() - began < 3 * usual + 2
    expect(page.get_by_role("heading", level=1, name="Timeline")).to_be_visible()
    expect(page.get_by_text(re.compile(r"This link (names|says|could not)")).first).to_be_visible()
    expect(page.locator("[data-testid=stException]")).to_have_count(0)
