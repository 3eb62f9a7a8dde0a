"""The language of the interface: one catalogue of its texts, translations that break nothing, and nothing left out."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from apps import PAGES, ROOT
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po
from conftest import TINY
from foreign import in_brackets

from dossier.language import LOCALES, language_code, open_texts, page_in

TEMPLATE = LOCALES / "counterclaim.pot"
KEYWORDS = {"_": None, "ngettext": (1, 2), "counted": (2, 3), "rest_words": (3, 4)}
"""As `make texts` has them."""


def catalogue() -> Catalog:
    with TEMPLATE.open("rb") as file:
        return read_po(file)


def texts_of(catalog: Catalog) -> set[str | tuple[str, ...]]:
    """Its texts in English, those for one and for many as a pair."""
    return {message.id if isinstance(message.id, str) else tuple(message.id) for message in catalog if message.id}


def for_one(text: str | tuple[str, ...]) -> str:
    """What a catalogue knows a text by: one that also stands alone shares the entry of the pair."""
    return text if isinstance(text, str) else text[0]


def write(folder: Path, texts: Mapping[str | tuple[str, ...], str | tuple[str, ...]]) -> Path:
    """A file of translations."""
    made = Catalog(locale="en")
    for english, translated in texts.items():
        made.add(english, translated)
    file = folder / "xx.po"
    with file.open("wb") as out:
        write_po(out, made)
    return file


# The catalogue


def test_the_catalogue_holds_every_text_of_the_code_and_no_other():
    """`make texts` brings it up to date."""
    folders = ("components", "dossier", "pages", "server")
    python = [("**.py", "python")]
    found = {row[2] for folder in folders for row in extract_from_dir(ROOT / folder, python, keywords=KEYWORDS)}
    assert set(map(for_one, texts_of(catalogue()))) == set(map(for_one, found))


def test_every_translation_has_a_text_that_it_translates():
    for file in LOCALES.glob("*.po"):
        with file.open("rb") as source:
            assert texts_of(read_po(source)) <= texts_of(catalogue()), file


# Translations


@pytest.mark.parametrize("language", ["", "en"])
def test_english_needs_no_file(language, tmp_path):
    assert open_texts(language, tmp_path).gettext("Share") == "Share"


def test_a_translation_is_used_and_what_it_lacks_stays_english(tmp_path):
    write(tmp_path, {"Share": "Teilen", ("{n} text", "{n} texts"): ("{n} Text", "{n} Texte"), "Claims": ""})
    texts = open_texts("xx", tmp_path)
    assert [texts.gettext(text) for text in ("Share", "Claims", "Cite")] == ["Teilen", "Claims", "Cite"]
    assert [texts.ngettext("{n} text", "{n} texts", n) for n in (1, 2)] == ["{n} Text", "{n} Texte"]


@pytest.mark.parametrize(
    "translated",
    [
        "Alle {zahl}",
        "Alle {}",
        "Alle {total",
        "Alle {total.__class__}",
        "Alle {total[0]}",
        "Alle {0}",
        "Alle {total:,}",
        "Alle {total!r}",
    ],
)
def test_a_translation_with_other_places_than_the_english_is_left_out_and_told(tmp_path, caplog, translated):
    file = write(tmp_path, {"All {total}": translated, "Share": "Teilen"})
    texts = open_texts(str(file))
    assert texts.gettext("All {total}") == "All {total}"
    assert texts.gettext("Share") == "Teilen"
    assert "All {total}" in caplog.text


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00", b"no catalogue", b'msgid "a"\nmsgid "b"\n'])
def test_a_file_that_is_missing_or_broken_leaves_readers_english(tmp_path, caplog, content):
    if content is not None:
        (tmp_path / "xx.po").write_bytes(content)
    assert open_texts("xx", tmp_path).gettext("Share") == "Share"
    assert "shown in English" in caplog.text


@pytest.mark.parametrize(
    ("language", "code"),
    [
        ("de", "de"),
        ("pt_BR", "pt_BR"),
        ("pt-BR", "pt_BR"),
        ("/srv/texts/fr.po", "fr"),
        ("", "en"),
        ("brackets.po", "en"),
        ("our own", "en"),
    ],
)
def test_a_language_is_called_as_its_file_is(language, code):
    """What is no name of a language stands for English: countries are named in it, and browsers are told so."""
    assert language_code(language) == code


def test_a_page_is_read_in_the_language_where_it_is_translated(tmp_path):
    page, german, french = tmp_path / "method.md", tmp_path / "method.de.md", tmp_path / "texts" / "method.fr.md"
    french.parent.mkdir()
    for file in (german, french):
        file.touch()
    languages = {"de": german, "fr": page, str(french.with_name("fr.po")): french, "en": page}
    assert {language: page_in(language, page) for language in languages} == languages


# Nothing is left out

FORMS: Mapping[str, list[dict[str, str | list[str]]]] = {
    "overview": [
        {}, {"country": "NO"}, {"country": "KP"}, {"known": "2021-06-01"}, {"source": "nope", "n": "3", "v": "0"},
    ],
    "timeline": [{}, {"event": "closing"}, {"publication": "quay-post"}, {"span": "2019/2020"}, {"country": "KP"}],
    "conflicts": [
        {}, {"question": "bridge-safe"}, {"question": "cracks"}, {"question": "will-close"}, {"show": "matrix"},
        {"show": "matrix", "by": "voice", "cell": "cracks.harbour-news"}, {"show": "brief"}, {"source": "quay-post"},
    ],
    "analysts": [
        {}, {"analyst": "ada-lund"}, {"analyst": "bo-wirth"}, {"show": "compare", "with": ["ada-lund", "bo-wirth"]},
        {"show": "agreement"}, {"show": "forecasts"}, {"name": "nobody at all"},
    ],
    "sources": [{}, {"source": "harbour-news"}, {"source": "quay-post", "claim": "office-early"}, {"show": "gaps"}],
    "claims": [
        {}, {"show": "table"}, {"claim": "wirth-safe"}, {"claim": "closed-july"}, {"q": "bridge"}, {"q": "crakcs"},
    ],
    "method": [{}],
}  # fmt: skip


def translated(text: str | tuple[str, ...]) -> str | tuple[str, ...]:
    return in_brackets(text) if isinstance(text, str) else tuple(map(in_brackets, text))


@pytest.fixture(scope="module")
def left(tmp_path_factory) -> Mapping[str, list[str]]:
    """What stands on each page and was never given to a translator."""
    folder = tmp_path_factory.mktemp("locale")
    file = write(folder, {text: translated(text) for text in texts_of(catalogue())})
    (folder / "method.xx.md").write_text("")
    told = subprocess.run(
        [sys.executable, ROOT / "tests" / "foreign.py", json.dumps(FORMS)],
        env={
            **os.environ, "INTERFACE_LANGUAGE": str(file), "DOSSIER": str(TINY), "DOSSIER_CACHE": "off",
            "PYTHONPATH": str(ROOT),
        },
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return json.loads(told.stdout)


@pytest.mark.parametrize("page_name", PAGES)
def test_everything_on_a_page_can_be_translated(left, page_name):
    assert left[page_name] == []
