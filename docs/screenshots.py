"""The pictures of README and docs, made again: `make screenshots`. Look at every one of them before you commit it.

Serves the dossier that comes with the program, and takes each link of SHOTS in the light and in the dark.
"""

from __future__ import annotations

import sys
import tempfile
from io import BytesIO
from itertools import product
from pathlib import Path
from typing import Literal, TypeAlias

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[1]
IMAGES = Path(__file__).parent / "images"
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from browser.conftest import REAL, launch_options, serving, settled

Scheme: TypeAlias = Literal["light", "dark"]
SHOTS = {
    "overview": ("/", 1000),
    "timeline": ("/timeline", 1000),
    "question": ("/conflicts?question=china-minds", 1200),
    "text": ("/sources?claim=foreman-desperation", 1000),
    "analyst": ("/analysts?analyst=motin", 1100),
}
"""Name of the picture -> the link it shows, and how much of the page: pixels from its top."""
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
WIDTH = 1440
COMMON, RARE = 64, 64
"""Colours of a picture as it is stored: the commonest as they are, and rare ones that lie far apart."""


def main() -> None:
    IMAGES.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(REAL, Path(folder) / "log.txt") as site,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(**launch_options())
        for (name, (link, height)), scheme in product(SHOTS.items(), SCHEMES):
            store(take(browser, site + link, height=height, scheme=scheme), IMAGES / f"{name}-{scheme}.png")
        browser.close()


def take(browser: Browser, address: str, *, height: int, scheme: Scheme) -> bytes:
    """The top of a page as a PNG, in a browser that has seen nothing before."""
    context = browser.new_context(
        viewport={"width": WIDTH, "height": height}, color_scheme=scheme, reduced_motion="reduce", locale="en-GB"
    )
    page = context.new_page()
    page.goto(address)
    picture = still(settled(page))
    context.close()
    return picture


def still(page: Page) -> bytes:
    """The first picture that is the same as the one before: nothing moves any more."""
    before, now = b"", page.screenshot()
    while now != before:
        page.wait_for_timeout(500)
        before, now = now, page.screenshot()
    return now


def store(picture: bytes, path: Path) -> None:
    """In few colours, so that the file stays small; areas keep theirs, and so do the dots that tell sides apart."""
    image = Image.open(BytesIO(picture)).convert("RGB")
    image.quantize(palette=few_colours(image), dither=Image.Dither.NONE).save(path, optimize=True)
    print(f"{path.relative_to(ROOT)}: {path.stat().st_size / 1000:.0f} kB")


def few_colours(image: Image.Image) -> Image.Image:
    """A palette, as the picture without content that Pillow wants."""
    counted = sorted(image.getcolors(image.width * image.height) or (), reverse=True)
    common = [part for _, colour in counted[:COMMON] for part in (colour if isinstance(colour, tuple) else ())]
    rare = image.quantize(RARE, Image.Quantize.MAXCOVERAGE).getpalette() or []
    palette = Image.new("P", (1, 1))
    palette.putpalette([*common, *rare])
    return palette


if __name__ == "__main__":
    main()
