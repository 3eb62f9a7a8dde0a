"""The language that the program speaks to readers.

Its texts are English and stand in the code; `dossier/locale/counterclaim.pot` has them all (GNU gettext).
INTERFACE_LANGUAGE=de has a process use the `de.po` beside it; it may name a file elsewhere. What curators and operators
read, and what a dossier holds, is left as it is.
"""

from __future__ import annotations

import io
import logging
import os
from collections.abc import Sequence
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from string import Formatter
from typing import TypeAlias

from babel.core import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

LOCALES = Path(__file__).parent / "locale"
ENGLISH = "en"

_Forms: TypeAlias = str | Sequence[str]
"""A text, or one for each grammatical number."""
_log = logging.getLogger(__name__)


def open_texts(language: str, folder: Path = LOCALES) -> NullTranslations:
    """The texts in a language, named as its file is or by the file itself; English where it has none.

    A file that is missing or broken, and a translation with other places in braces than the English has, is reported
    in the log and left out: readers get English and not an error.
    """
    if language in {"", ENGLISH}:
        return NullTranslations()
    file = file_of(language, folder)
    try:
        with file.open("rb") as source:
            catalog = read_po(source, abort_invalid=True)
    except (OSError, PoFileError, UnicodeError, ValueError) as error:
        _log.warning("INTERFACE_LANGUAGE=%s: texts are shown in English. %s", language, error)
        return NullTranslations()
    return _compiled(catalog, file)


def file_of(language: str, folder: Path = LOCALES) -> Path:
    """The file of a language, there or not."""
    return Path(language) if language.endswith(".po") else folder / f"{language}.po"


def _compiled(catalog: Catalog, file: Path) -> GNUTranslations:
    for message in list(catalog):
        if message.id and not _fits(message.id, message.string):
            _log.warning("%s: other places in braces than in %r; shown in English.", file, message.id)
            catalog.delete(message.id, message.context)
    written = io.BytesIO()
    write_mo(written, catalog)
    written.seek(0)
    return GNUTranslations(written)


def _fits(english: _Forms, translated: _Forms | None) -> bool:
    """Whether all forms of a translation have the places in braces that the English has."""
    try:
        return {_places(text) for text in _forms(translated or "") if text} <= {
            _places(text) for text in _forms(english)
        }
    except ValueError:
        return False


def _forms(text: _Forms) -> Sequence[str]:
    return [text] if isinstance(text, str) else text


def _places(text: str) -> frozenset[tuple[str | None, ...]]:
    """What stands in braces: names with how they are to be written."""
    return frozenset(tuple(place) for _words, *place in Formatter().parse(text) if place[0] is not None)


def language_code(language: str) -> str:
    """What Babel calls a language that is named as its file is, or by the file itself; English where it knows none."""
    try:
        return str(Locale.parse(file_of(language).stem.replace("-", "_")))
    except (UnknownLocaleError, ValueError):
        return ENGLISH


def page_in(language: str, page: Path) -> Path:
    """A page in a language: `page.language.md` beside it or beside the file of the language; else the page itself."""
    file = file_of(language)
    name = f"{page.stem}.{file.stem}{page.suffix}"
    return next((found for found in (page.with_name(name), file.with_name(name)) if found.exists()), page)


_ASKED = os.environ.get("INTERFACE_LANGUAGE", "").strip() or ENGLISH
TEXTS = open_texts(_ASKED)
SPOKEN = _ASKED if isinstance(TEXTS, GNUTranslations) else ENGLISH
"""The language that readers get, named as its file is or by the file itself."""
LANGUAGE = language_code(SPOKEN)
"""Its code, for names of countries and for browsers."""
_ = TEXTS.gettext
"""A text in the language of the program; places in braces are filled in by `.format`."""
ngettext = TEXTS.ngettext
"""The same for a number: the text for one, the text for many, the number."""


def begun(words: str) -> str:
    """Words as they begin a line."""
    return words[:1].upper() + words[1:]


def within(label: str) -> str:
    """A label as it stands inside a phrase, where English gives up its capital and other languages keep theirs."""
    return label.lower() if LANGUAGE == ENGLISH else label
