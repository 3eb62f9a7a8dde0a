"""What the documents say of the program is so: files, pictures, commands, settings, addresses and links."""

import ast
import re
import shlex
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from documents import (
    CONTRIBUTING,
    CURATORS,
    DOCUMENTS,
    OPERATORS,
    READERS,
    README,
    ROOT,
    anchors_of,
    found_in_code,
    links_of,
    prose_of,
    rows_of,
    spans_of,
)
from PIL import Image
from streamlit import config

from docs.screenshots import IMAGES, SCHEMES, SHOTS, WIDTH
from dossier.commands import command_parser
from dossier.files import MAX_FILE_BYTES
from dossier.loading import load_dossier
from dossier.reading import Index
from dossier.texts import MAX_TEXT_BYTES
from dossier.tree import MAX_DEPTH
from dossier.view import KEYS, MAX_PAIRS, MAX_QUERY, MAX_VALUE, View
from server import api, health, queries

MADE = {
    "components/assets/method.de.md",
    "dossier/locale/de.po",
    "seeds/harbour-closed.txt",
    "seeds/new.txt",
    "bench/.venv",
}
"""What is not there before somebody makes it."""
NOT_OURS = {"JAVA_HOME"}
"""Settings that other programs explain."""
SKELETON = ROOT / "dossier" / "skeleton"
CODE = [ROOT / "app.py"]
CODE += [path for folder in ("components", "dossier", "server") for path in (ROOT / folder).rglob("*.py")]


@pytest.fixture(scope="module")
def real() -> Index:
    return Index(load_dossier(ROOT / "data" / "claims.yaml"))


# Files, headings and pictures


def broken_links(document: Path) -> Iterator[str]:
    for target in re.findall(r"\]\(([^)\s]+)\)|(?:src|srcset)=\"([^\"]+)\"", prose_of(document)):
        link = urlsplit("".join(target))
        file = (document.parent / link.path).resolve() if link.path else document
        if not link.scheme and not file.exists() and file not in {ROOT / name for name in MADE}:
            yield f"{document.name}: {link.path} is not there"
        elif not link.scheme and link.fragment and link.fragment not in anchors_of(file):
            yield f"{document.name}: {file.name} has no heading #{link.fragment}"


def test_every_link_leads_to_a_file_and_a_heading_that_are_there():
    assert {README, READERS, CURATORS, OPERATORS, CONTRIBUTING} <= set(DOCUMENTS)
    assert [broken for document in DOCUMENTS for broken in broken_links(document)] == []


def documents_linked(document: Path) -> set[Path]:
    return {(document.parent / link).resolve() for link in re.findall(r"\]\(([^)#]+\.md)", document.read_text())}


def test_every_document_is_in_the_index_or_one_step_from_it():
    index = ROOT / "docs" / "README.md"
    near = documents_linked(index)
    assert len(near) > 10
    reached = near.union(*map(documents_linked, near & set(DOCUMENTS)))
    assert set(DOCUMENTS) - reached == {ROOT / "dossier" / "guide.md"}  # what data/README.md is made of


def test_every_file_that_is_named_is_there():
    folders = "|".join(sorted(path.name for path in ROOT.iterdir() if path.is_dir() and path.name[0] != "."))
    named = list(found_in_code(rf"(?<![\w./-])((?:{folders})/[\w./@*-]*)"))
    assert len(named) > 100
    there = {name for _, name in named if any([*ROOT.glob(name.rstrip("/.")), *SKELETON.glob(name.rstrip("/."))])}
    assert [(where, name) for where, name in named if name not in there | MADE] == []


def test_every_picture_is_shown_and_stored_small_in_the_light_and_in_the_dark():
    shown = {name for document in DOCUMENTS for name in re.findall(r"images/([\w-]+\.png)\"", document.read_text())}
    assert shown == {f"{name}-{scheme}.png" for name in SHOTS for scheme in SCHEMES}
    assert {path.name for path in IMAGES.glob("*.png")} == shown
    assert [name for name in shown if (IMAGES / name).stat().st_size > 150_000] == []
    assert {Image.open(BytesIO((IMAGES / name).read_bytes())).width for name in shown} == {WIDTH}


def test_every_picture_is_told_in_words():
    pictures = [tag for document in DOCUMENTS for tag in re.findall(r"<img [^>]+>", document.read_text())]
    assert len(pictures) == len(SHOTS)
    assert [tag for tag in pictures if not re.search(r'alt="[^"]{40,}"', tag)] == []


# Commands


def forms_of(written: str) -> list[list[str]]:
    """The arguments of a command as it is written; `export json|csv` stands for two."""
    arguments = shlex.split(written.split(">")[0], comments=True)
    if len(arguments) == 1:  # the command is named, not given
        return [[*arguments, "--help"]]
    return [[arguments[0], form, *arguments[2:]] for form in arguments[1].split("|")]


def status_of(arguments: list[str]) -> int:
    """0 if the command takes the arguments, or shows its help."""
    try:
        command_parser(arguments).parse_args(arguments)
    except SystemExit as ended:
        return int(ended.code or 0)
    return 0


def test_every_command_is_taken_as_it_is_written():
    given = [(where, form) for where, written in found_in_code(r"-m dossier (\w.*)") for form in forms_of(written)]
    assert {form[0] for _, form in given} >= {"check", "coverage", "draft", "export", "new", "schema", "guide"}
    assert [(where, form) for where, form in given if status_of(form)] == []


def test_curators_are_told_of_every_command():
    usage = re.search(r"\{([\w,]+)\}", command_parser([]).format_usage())
    assert usage
    table = [row[0] for row in rows_of(CURATORS, "## The commands")]
    assert set(re.findall(r"-m dossier (\w+)", " ".join(table))) == set(usage[1].split(","))


def test_make_knows_what_it_is_asked_for():
    makefile = (ROOT / "Makefile").read_text()
    targets = set(re.findall(r"^([\w-]+):", makefile, re.M))
    settings = {*re.findall(r"\$\((\w+)\)", makefile), *settings_read()}
    words = {word for _, rest in found_in_code(r"^make +([^#]*)") for word in shlex.split(rest)}
    assert {"run", "test", "fast", "check", "screenshots", "lock", "PORT=8502"} <= words
    assert {word for word in words if "=" not in word} - targets == set()
    assert {word.partition("=")[0] for word in words if "=" in word} - settings == set()


# Settings, health, log and limits


def settings_read() -> set[str]:
    """The environment variables that the program reads."""
    return {name for path in CODE for name in re.findall(r"environ(?:ment)?\.get\(\"(\w+)\"", path.read_text())}


def test_every_setting_is_described_and_read():
    described = {name for row in rows_of(OPERATORS, "## Settings") for name in spans_of(row[0])}
    named = {name for _, name in found_in_code(r"\b([A-Z][A-Z_]+)(?==|$)")}
    assert {"DOSSIER", "PUBLIC_URL", "EMBED_ORIGINS"} <= described <= settings_read()
    assert settings_read() - named - NOT_OURS == set()


def test_every_option_of_streamlit_that_is_named_is_one():
    named = {name for row in rows_of(OPERATORS, "These matter:") for name in spans_of(row[0])}
    assert {"server.port", "server.baseUrlPath", "server.fileWatcherType"} <= named
    assert named <= config.get_config_options().keys()


def test_health_is_asked_at_the_addresses_that_are_named():
    assert [spans_of(row[0]) for row in rows_of(OPERATORS, "## Health")] == [[route.path] for route in health.routes()]


def events_noted() -> set[str]:
    """What the lines that the program writes into its log are called."""
    calls = (node for path in CODE for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call))
    noting = (call for call in calls if re.fullmatch(r"_?LOG\.(info|warning|error|exception)", ast.unparse(call.func)))
    constants = (node for call in noting for node in ast.walk(call.args[0]) if isinstance(node, ast.Constant))
    return {node.value for node in constants if isinstance(node.value, str)}


def test_operators_are_told_of_every_event_of_the_log():
    assert {name for row in rows_of(OPERATORS, "## Log") for name in spans_of(row[0])} == events_noted()


def test_the_limits_are_those_of_the_program():
    assert rows_of(OPERATORS, "## Limits") == [
        ["claims file", f"{MAX_FILE_BYTES // 10**6} MB, nested {MAX_DEPTH} deep"],
        ["a raw text", f"{MAX_TEXT_BYTES // 10**6} MB"],
        ["query of a link", f"{MAX_QUERY:,} characters, {MAX_PAIRS} values, {MAX_VALUE} characters each"],
        ["list of the API", f"{queries.MAX_LIMIT:,} items an answer"],
    ]


# Links and addresses


def is_empty(index: Index, link: str) -> bool:
    """Whether a link asks for what the dossier does not hold, or for nothing that it holds."""
    address = urlsplit(link)
    asked = View.parse(address.path, address.query, index.dossier)
    shown = index.read(asked)
    return bool(asked.unknown) or not (shown.events if asked.page == "timeline" else shown.claims)


def test_every_link_that_readers_are_given_shows_something(real):
    links = [*links_of(README), *links_of(READERS), *(link for link, _ in SHOTS.values())]
    assert len(links) > 30
    assert [link for link in links if is_empty(real, link)] == []


def test_readers_are_told_of_every_key_of_a_link():
    table = rows_of(READERS, "## Filters and links")
    assert sorted(name for row in table for name in spans_of(row[0])) == sorted(KEYS)
    without = [keys for keys, _, link in table if not set(spans_of(keys)) & set(re.findall(r"[?&](\w+)=", link))]
    assert without == ["`v`, `n`"]


def test_readers_are_told_of_every_address_of_the_api(real):
    known = {route.path for route in api.routes()} - {"/api/{name:path}"}
    assert {name for row in rows_of(READERS, "## For programs") for name in spans_of(row[0])} == known
    named = [urlsplit(found) for _, found in found_in_code(r"(/api/[\w.]+(?:\?[\w=&-]+)?)")]
    assert {address.path for address in named} <= known
    assert [address for address in named if View.parse("/", address.query, real.dossier).unknown] == []
