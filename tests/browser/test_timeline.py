"""The timeline in a browser: pointer, keyboard and link agree, dragging is part of the link, pictures are saved."""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from browser.conftest import settled
from browser.test_clicks import CHART, click_mark
from dossier.dates import parse_edtf


def settled_at(page: Page, address: str) -> None:
    page.wait_for_url(address, wait_until="commit")
    settled(page)


def chosen_title(page: Page) -> str:
    return page.locator(".st-key-beside").get_by_role("heading").first.inner_text()


def test_pointer_keyboard_and_link_lead_to_the_same_state_and_back_is_one_step(tiny_app, visit):
    address = f"{tiny_app}/timeline?event=closing"
    by_link = visit(address)
    state = chosen_title(by_link), by_link.locator(".event-list").inner_text()
    page = visit(f"{tiny_app}/timeline")
    click_mark(page, "closing")
    settled_at(page, address)
    assert (chosen_title(page), page.locator(".event-list").inner_text()) == state
    page.go_back(wait_until="commit")
    settled_at(page, f"{tiny_app}/timeline")
    expect(page.locator(".st-key-beside")).to_have_count(0)
    page.locator(".event-list").get_by_role("link", name="The bridge closes").focus()
    page.keyboard.press("Enter")
    settled_at(page, address)
    assert (chosen_title(page), page.locator(".event-list").inner_text()) == state
    page.go_back(wait_until="commit")
    settled_at(page, f"{tiny_app}/timeline")


def test_the_publication_of_a_source_is_chosen_like_an_event(tiny_app, visit):
    page = visit(f"{tiny_app}/timeline")
    click_mark(page, "source:harbour-news")
    settled_at(page, f"{tiny_app}/timeline?publication=harbour-news")
    assert chosen_title(page) == "Harbour bridge to close"


def test_choosing_does_not_move_the_chart(tiny_app, visit):
    page = visit(f"{tiny_app}/timeline")
    before = page.locator(CHART).bounding_box()
    page.locator(".event-list").get_by_role("link", name="Survey of the bridge").click()
    settled_at(page, f"{tiny_app}/timeline?event=survey-2019")
    assert page.locator(CHART).bounding_box() == before


def test_where_the_chart_is_dragged_to_is_part_of_the_link(tiny_app, visit):
    page = visit(f"{tiny_app}/timeline", width=1440)
    box = page.locator(CHART).bounding_box()
    assert box
    page.mouse.move(box["x"] + 100, box["y"] + 50)
    page.mouse.down()
    page.mouse.move(box["x"] + 260, box["y"] + 50, steps=5)
    page.mouse.up()
    settled_at(page, f"{tiny_app}/timeline?span=*")
    span = parse_edtf(parse_qs(urlsplit(page.url).query)["span"][0])
    assert span.earliest
    assert span.latest
    assert (span.earliest.year, span.latest.year) == (2018, 2021)
    expect(page.locator(".event-list").get_by_role("link", name="The bridge closes")).to_be_visible()
    page.go_back(wait_until="commit")
    settled_at(page, f"{tiny_app}/timeline")


TAKEN = {
    "Chart as PNG": (".png", b"\x89PNG"),
    "Chart as SVG": (".svg", b"<svg"),
    "Events as CSV": (".csv", b"\xef\xbb\xbfdossier_version,"),
    "This view as JSON": (".json", b"{"),
}
"""What the file behind each button is called at its end, and what it begins with."""


def test_the_view_can_be_taken_away(tiny_app, visit):
    page = visit(f"{tiny_app}/timeline?kind=policy")
    for button, (ending, start) in TAKEN.items():
        page.get_by_role("button", name="Save chart or events").click()
        with page.expect_download() as download:
            page.get_by_role("button", name=button).click()
        assert download.value.suggested_filename.startswith("timeline-"), button
        assert download.value.suggested_filename.endswith(ending), button
        assert Path(download.value.path()).read_bytes().startswith(start), button
        page.keyboard.press("Escape")
        expect(page.locator("[data-testid=stPopoverBody]")).to_have_count(0)


@pytest.mark.parametrize(("width", "size"), [(390, "narrow"), (1440, "wide")])
def test_the_chart_is_drawn_for_the_width_of_its_place(tiny_app, visit, width, size):
    page = visit(f"{tiny_app}/timeline", width=width)
    page.locator(f".st-key-timeline-chart-{size} .js-plotly-plot").wait_for()
    expect(page.locator(CHART)).to_have_count(1)
    settled(page)
    box = page.locator(CHART).bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width


def test_the_chart_is_drawn_anew_where_the_window_becomes_narrow(tiny_app, visit):
    page = visit(f"{tiny_app}/timeline", width=1440)
    page.locator(".st-key-timeline-chart-wide .js-plotly-plot").wait_for()
    page.set_viewport_size({"width": 390, "height": 900})
    page.locator(".st-key-timeline-chart-narrow .js-plotly-plot").wait_for()
    expect(page.locator(CHART)).to_have_count(1)
    settled(page)
    assert page.url == f"{tiny_app}/timeline"
