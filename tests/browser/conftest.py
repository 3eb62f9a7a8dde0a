"""A real server, a real browser, and a guard that nothing leaves the machine."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Generator, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

import pytest
from apps import ROOT
from conftest import TINY
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Dialog,
    Page,
    Request,
    ViewportSize,
    WebError,
    expect,
)
from processes import wait_for

REAL = ROOT / "data" / "claims.yaml"
IDLE = "[data-testid=stApp][data-test-connection-state=CONNECTED][data-test-script-state=notRunning]"
"""What Streamlit says of itself when a run has ended and its page is shown."""

_BROWSERS = (
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "/snap/bin/chromium"),
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
_FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)

expect.set_options(timeout=30_000)  # as long as Playwright waits elsewhere: a busy machine is no failure

Serve = Callable[[Path], AbstractContextManager[str]]
Visit = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")


# The browser


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    return {**browser_type_launch_args, **launch_options()}


def launch_options() -> dict[str, Any]:
    """The first Chromium or Chrome that is installed; else the one that Playwright brings."""
    found = next((path for name in _BROWSERS if (path := shutil.which(name))), None)
    return {"args": list(_FLAGS)} | ({"executable_path": found} if found else {})


@dataclass
class Window:
    """A browser window that tests share one after another: what loads and compiles the front end once is its anchor."""

    context: BrowserContext
    anchor: Page

    def clear(self) -> None:
        """Leave nothing of a test to the next: pages, permissions, cookies, what sites have stored."""
        for page in self.context.pages:
            if page is not self.anchor:
                page.close()
        self.context.clear_permissions()
        self.context.clear_cookies()
        everywhere = {"storageTypes": "local_storage,indexeddb", "origin": "*"}
        devtools = self.context.new_cdp_session(self.anchor)
        devtools.send("Storage.clearDataForOrigin", everywhere)
        devtools.detach()


@pytest.fixture(scope="session")
def windows(browser: Browser, shared: Callable[[Path], str]) -> Callable[..., Window]:
    """Windows by their size and colours. A page stays open in each, or its engine would end and forget our scripts."""

    @cache
    def window(width: int, height: int, scheme: Literal["light", "dark"]) -> Window:
        size: ViewportSize = {"width": width, "height": height}
        context = browser.new_context(viewport=size, color_scheme=scheme, reduced_motion="reduce")
        anchor = context.new_page()
        anchor.goto(f"{shared(TINY)}/healthz")
        return Window(context, anchor)

    return window


@pytest.fixture
def visit(windows: Callable[..., Window], new_context: Callable[..., BrowserContext]) -> Iterator[Visit]:
    """Opens an address in a page of its own; nothing may leave the machine, fail, ask, or break the policy.

    A page that is opened `alone` shares no connection with another.
    """
    astray: list[str] = []
    used: list[Window] = []

    def watch(request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in {"data", "blob"} and address.hostname != "127.0.0.1":
            astray.append(request.url)

    def dismiss(dialog: Dialog) -> None:
        astray.append(f"a dialog: {dialog.message}")
        dialog.dismiss()

    def listen(said: ConsoleMessage) -> None:
        astray.extend([said.text] if "Content Security Policy" in said.text else [])

    def fail(failure: WebError) -> None:
        astray.append(f"a script failed: {failure.error}")

    def begin(context: BrowserContext) -> None:
        context.on("request", watch)
        context.on("console", listen)
        context.on("dialog", dismiss)
        context.on("weberror", fail)

    def end(context: BrowserContext) -> None:
        for event, listener in (("request", watch), ("console", listen), ("dialog", dismiss), ("weberror", fail)):
            context.remove_listener(event, listener)

    def window(width: int, height: int, scheme: str) -> BrowserContext:
        shared = windows(width, height, scheme)
        if shared not in used:
            used.append(shared)
            begin(shared.context)
        return shared.context

    def lone_window() -> BrowserContext:
        context = new_context(reduced_motion="reduce")
        begin(context)
        return context

    def go(
        address: str,
        *,
        wait: bool = True,
        alone: bool = False,
        width: int = 1280,
        height: int = 900,
        scheme: str = "light",
    ) -> Page:
        page = (lone_window() if alone else window(width, height, scheme)).new_page()
        page.on("websocket", lambda socket: astray.extend([socket.url] if "//127.0.0.1:" not in socket.url else []))
        page.goto(address, wait_until="load" if wait else "commit")
        return settled(page) if wait else page

    yield go
    for shared in used:
        shared.clear()
        end(shared.context)
    assert not astray


def settled(page: Page) -> Page:
    """The page once it is shown in full."""
    page.locator(IDLE).wait_for()
    page.locator("[data-testid=stMain] h1").first.wait_for()
    page.locator("[data-testid=stHtml] style").first.wait_for(state="attached")
    page.locator(IDLE).wait_for()
    expect(page.locator("[data-testid=stSkeleton]")).to_have_count(0)  # an element whose script is still on its way
    return page


# Servers


@contextmanager
def serving(dossier: Path, log: Path, *, script: str = "app.py") -> Generator[str]:
    """A new process that serves the dossier, as `make run` does; it has been asked for nothing yet."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.address", "127.0.0.1"]
    with log.open("wb") as out:
        process = subprocess.Popen(
            [*command, "--server.port", str(port)],
            cwd=ROOT,
            env={**os.environ, "DOSSIER": str(dossier), "PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}"},
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    try:
        wait_for(process, port, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)
    assert "Traceback" not in log.read_text(), log.read_text()


@pytest.fixture(scope="session")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Serve:
    """A fresh server for a dossier, for as long as the `with` lasts."""
    return lambda dossier: serving(dossier, tmp_path_factory.mktemp("server") / "log.txt")


@pytest.fixture(scope="session")
def shared(serve: Serve) -> Iterator[Callable[[Path], str]]:
    """The address of a dossier on a server that all tests share."""
    addresses: dict[Path, str] = {}
    with ExitStack() as stack:

        def address(dossier: Path) -> str:
            if dossier not in addresses:
                addresses[dossier] = stack.enter_context(serve(dossier))
            return addresses[dossier]

        yield address


@pytest.fixture
def tiny_app(shared: Callable[[Path], str]) -> str:
    """The address of the tiny dossier."""
    return shared(TINY)


@pytest.fixture
def real_app(shared: Callable[[Path], str]) -> str:
    """The address of the dossier that comes with the program."""
    return shared(REAL)
