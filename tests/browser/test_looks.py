"""What every page owes its readers: it fits a phone, and people who do not see can use it."""

import pytest
from apps import PAGES
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from browser.conftest import IDLE

CHOSEN = {
    "timeline": "?event=troops-arrive",
    "conflicts": "?question=troops-in-russia",
    "analysts": "?analyst=foreman",
    "sources": "?source=quick-fix",
}
LINKS = [f"/{'' if name == 'overview' else name}" for name in PAGES]
LINKS += [f"/{name}{query}" for name, query in CHOSEN.items()]


@pytest.mark.parametrize("link", LINKS)
def test_a_page_fits_a_phone_without_scrolling_sideways(real_app, visit, link):
    page = visit(real_app + link, width=390, height=844)
    wide = page.evaluate(
        """() => [document.scrollingElement, document.querySelector("[data-testid=stMain]")]
          .map((box) => box.scrollWidth - box.clientWidth)"""
    )
    assert wide == [0, 0], too_wide(page)


def too_wide(page: Page) -> list[str]:
    return page.evaluate(
        """() => [...document.querySelectorAll("[data-testid=stMain] *")]
          .filter((e) => e.getBoundingClientRect().right > innerWidth + 1)
          .slice(0, 5).map((e) => e.outerHTML.slice(0, 200))"""
    )


STREAMLITS_OWN: dict[str, str] = {}
"""Findings that are Streamlit's own and stay: the rule of axe, and why."""


@pytest.mark.parametrize("link", LINKS)
def test_every_page_works_under_its_policy_and_axe_finds_nothing_serious_in_light_and_in_dark(real_app, visit, link):
    """`visit` holds that the policy has nothing to stop."""
    page = visit(real_app + link)
    assert page.locator("[data-testid=stException]").count() == 0
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        expect(page.locator("[data-testid=stApp]")).to_have_css("color-scheme", scheme)
        expect(page.get_by_role("dialog")).to_have_count(0)
        page.locator(IDLE).wait_for()
        expect(page.locator("[aria-busy=true]")).to_have_count(0)
        assert serious(page) == [], scheme


def serious(page: Page) -> list[str]:
    return [
        f"{finding['id']}: {node['html'][:200]} {node['failureSummary'][:200]}"
        for finding in Axe().run(page).response["violations"]
        if finding["impact"] in {"serious", "critical"} and finding["id"] not in STREAMLITS_OWN
        for node in finding["nodes"]
    ]
