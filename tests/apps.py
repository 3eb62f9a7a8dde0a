"""The app without a browser: open a page at a link, and read what it says."""

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from google.protobuf.json_format import MessageToDict
from streamlit.components.v2 import manifest_scanner
from streamlit.runtime.scriptrunner.script_cache import ScriptCache
from streamlit.testing.v1 import AppTest, local_script_runner

from dossier.model import Dossier
from dossier.view import View

ROOT = Path(__file__).parent.parent
MAIN = ROOT / "pages" / "_app.py"
PAGES = tuple(sorted(file.stem for file in MAIN.parent.glob("[!_]*.py")))
"""Every page of the app: one that is added is tested from then on."""
_NOT_READ = {"id", "formId", "pageScriptHash", "page", "queryString", "icon", "elementType", "tag", "config", "divider"}
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")

# Streamlit reads what every installed package says of itself, and compiles a page, once in a server, but again for
# every run of an AppTest.
setattr(manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests))  # noqa: B010
setattr(local_script_runner, "ScriptCache", cache(ScriptCache))  # noqa: B010


def open_page(page: str, query: Mapping[str, str | list[str]] | None = None) -> AppTest:
    """The page as a reader sees it who opens a link to it."""
    app = AppTest.from_file(str(MAIN), default_timeout=60)
    if page != "overview":
        app.switch_page(f"{page}.py")
    app.query_params.update(query or {})
    return app.run()


def words_on(app: AppTest, *, main_only: bool = False) -> str:
    """Everything that stands on a page, one piece a line: labels, options and what charts say included."""
    blocks = (app.main,) if main_only else (app.main, app.sidebar)
    texts = [text for block in blocks for node in _leaves(block) for text in _texts(node)]
    return _ESCAPED.sub(r"\1", "\n".join(texts)).replace("\u2060", "")


def links_on(app: AppTest, dossier: Dossier | None = None, *, main_only: bool = False) -> list[View]:
    """Where the links of a page lead."""
    blocks = (app.main,) if main_only else (app.main, app.sidebar)
    links = [node.proto for block in blocks for node in _leaves(block) if node.type == "page_link"]
    return [View.parse(link.page, link.query_string, dossier) for link in links]


def _leaves(node) -> Iterator:
    if hasattr(node, "children"):
        for child in node.children.values():
            yield from _leaves(child)
    elif node.type != "html":
        yield node


def _texts(node) -> Iterator[str]:
    proto = getattr(node, "proto", None)
    if proto is not None:
        yield from _strings(MessageToDict(proto))


def _parts(text: str) -> Iterator[str]:
    """What a text says: data written as JSON is read, anything else stands for itself."""
    try:
        data = json.loads(text) if text.startswith(("{", "[")) else text
    except ValueError:
        data = text
    if data == text:
        yield text
    else:
        yield from _strings(data)


def _strings(value: object) -> Iterator[str]:
    match value:
        case str():
            yield from _parts(value)
        case dict():
            for key, item in value.items():
                if key not in _NOT_READ:
                    yield from _strings(item)
        case list():
            for item in value:
                yield from _strings(item)
