"""The app without a browser: open a page at a link, and read what it says."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

from google.protobuf.json_format import MessageToDict
from streamlit.components.v2 import manifest_scanner
from streamlit.runtime.scriptrunner.script_cache import ScriptCache
from streamlit.testing.v1 import AppTest, app_test, local_script_runner

from dossier.model import Dossier
from dossier.view import View

ROOT = Path(__file__).parent.parent
MAIN = ROOT / "pages" / "_app.py"
PAGES = tuple(sorted(file.stem for file in MAIN.parent.glob("[!_]*.py")))
"""Every page of the app: one that is added is tested from then on."""
_NOT_READ = {
    *(
        "id",
        "formId",
        "pageScriptHash",
        "page",
        "queryString",
        "url",
        "deferredFileId",
        "icon",
        "elementType",
        "type",
        "tag",
    ),
    *("config", "divider", "format"),
}
_INLINE = {"a", "em", "mark", "span", "strong"}
_SCRIPTS = cache(ScriptCache)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")

# Streamlit reads what every installed package says of itself, and compiles a page, once in a server, but again for
# every run of an AppTest.
setattr(manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests))  # noqa: B010
for module in (app_test, local_script_runner):
    setattr(module, "ScriptCache", _SCRIPTS)  # noqa: B010


def open_page(page: str, query: Mapping[str, str | list[str]] | None = None, *, opened: Iterable[str] = ()) -> AppTest:
    """The page as a reader sees it who opens a link to it; `opened` are the buttons with something behind them."""
    app = AppTest.from_file(str(MAIN), default_timeout=60)
    for button in opened:
        app.session_state[button] = True
    if page != "overview":
        app.switch_page(f"{page}.py")
    app.query_params.update(query or {})
    return app.run()


def words_on(app: AppTest, *, main_only: bool = False) -> str:
    """Everything that stands on a page, one piece a line: labels, options and what charts say included."""
    blocks = (app.main,) if main_only else (app.main, app.sidebar)
    texts = [text for block in blocks for node in leaves(block) for text in _texts(node)]
    return _ESCAPED.sub(r"\1", "\n".join(texts)).replace("\u2060", "")


def words_of(block) -> list[str]:
    """The same for a part of a page, line by line."""
    return [text for node in leaves(block) for text in _texts(node)]


def links_on(app: AppTest, dossier: Dossier | None = None, *, main_only: bool = False) -> list[View]:
    """Where the links of a page lead."""
    blocks = (app.main,) if main_only else (app.main, app.sidebar)
    links = [address for block in blocks for node in leaves(block) for address in _addresses(node)]
    return [View.parse(link.path, link.query, dossier) for link in map(urlsplit, links)]


def shared_on(app: AppTest) -> list[str]:
    """The claims that can be shared by themselves on a page, in its order."""
    return [claim for node in leaves(app.main) if node.type == "html" for claim in _read(node.proto.body).shared]


def _addresses(node) -> Iterator[str]:
    if node.type == "page_link":
        yield f"{node.proto.page}?{node.proto.query_string}"
    elif node.type == "html":
        yield from _read(node.proto.body).links


class _Html(HTMLParser):
    """The words of HTML as they are seen, a line for each block, and where its links lead."""

    def __init__(self) -> None:
        super().__init__()
        self.lines, self.links, self.shared, self.unseen = [""], list[str](), list[str](), list[str]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if self.unseen or "aria-hidden" in given or tag == "style":
            self.unseen.append(tag)
        if tag == "a":
            self.links.append(given["href"] or "")
        if claim := given.get("data-share"):
            self.shared.append(claim)
        if tag not in _INLINE:
            self.lines.append("")

    def handle_endtag(self, tag: str) -> None:
        if self.unseen and self.unseen[-1] == tag:
            self.unseen.pop()
        if tag not in _INLINE:
            self.lines.append("")

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.lines[-1] += data


def _read(body: str) -> _Html:
    reader = _Html()
    reader.feed(body)
    reader.close()
    return reader


def leaves(node) -> Iterator:
    if hasattr(node, "children"):
        for child in node.children.values():
            yield from leaves(child)
    else:
        yield node


def _texts(node) -> Iterator[str]:
    proto = getattr(node, "proto", None)
    if node.type == "html":
        yield from (" ".join(line.split()) for line in _read(node.proto.body).lines if line.strip())
    elif proto is not None:
        yield from words_in(MessageToDict(proto, use_integers_for_enums=True))


def _parts(text: str) -> Iterator[str]:
    """What a text says: data written as JSON is read, anything else stands for itself."""
    try:
        data = json.loads(text) if text.startswith(("{", "[")) else text
    except ValueError:
        data = text
    if data == text:
        yield text
    else:
        yield from words_in(data)


def words_in(value: object) -> Iterator[str]:
    match value:
        case str():
            yield from _parts(value)
        case dict():
            for key, item in value.items():
                if key not in _NOT_READ:
                    yield from words_in(item)
        case list():
            for item in value:
                yield from words_in(item)
