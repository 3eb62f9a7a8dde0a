"""The app in a language of brackets: what stands outside them was never given to a translator.

    INTERFACE_LANGUAGE=brackets.po DOSSIER=claims.yaml python tests/foreign.py '{"page": [query, ...]}'

prints, for every page, what stands on it and neither in brackets nor in the dossier.
"""

import html
import json
import re
import sys
from collections.abc import Container, Iterator, Mapping
from pathlib import Path

from apps import ROOT, leaves, open_page, words_in, words_of
from streamlit.testing.v1 import AppTest

from dossier.countries import country_names
from dossier.language import LANGUAGE
from dossier.loading import dossier_path, load_dossier

_ADDRESS = re.compile(r"\S*/\S*=\S*")
_MARKUP = re.compile(r"<[^>]*>")
_DRAWN = {"text", "hovertext", "ticktext"}
_SAID = {
    *("title", "caption", "corner", "columns", "topic", "kind", "label", "labels", "word", "detail", "text", "texts"),
    *("told", "words", "embedding", "reason"),
}
"""What charts, and components with a script of their own, show of the data that they are handed."""
_NAMED = re.compile(r' (?:aria-label|title|alt|placeholder)="([^"]*)"')
_UNSEEN = re.compile(r"<style>.*?</style>|<span[^>]*aria-hidden[^>]*>.*?</span>", re.DOTALL)
NOT_TRANSLATED = frozenset(
    """
    Counterclaim Markdown JSON CSV TXT PDF HTML API ICS PNG SVG BibTeX CSL JSONL Parquet YAML LD
    """.split()
)
"""Names of the program and of forms of files: the same in every language."""


def in_brackets(text: str) -> str:
    """A text as the language of brackets has it."""
    return f"⟦{text}⟧"


def outside_brackets(text: str) -> Iterator[str]:
    """The parts of a text that stand in no brackets, taken apart at every sign that is no letter or space."""
    depth, part = 0, ""
    for letter in f"{text}⟧":
        outside = depth == 0 and (letter.isalpha() or letter.isspace() or letter in "'’-")
        part += letter if outside else ""
        if not outside and part:
            yield part.strip()
            part = ""
        depth += (letter == "⟦") - (letter == "⟧")


def untranslated(app: AppTest, known: str) -> Iterator[str]:
    """What stands on a page and was said neither by the dossier nor by a translator; `known` is all that it says.

    The list of changes stays in English.
    """
    changes = _letters((ROOT / "CHANGELOG.md").read_text())
    for line in _lines(app):
        if _letters(line) not in known and not (len(line) > 1000 and _letters(line) in changes):
            parts = outside_brackets(_ADDRESS.sub(" · ", line))
            yield from (part for part in parts if len(_letters(part)) > 1 and _letters(part) not in known)


def _letters(text: str) -> str:
    return "".join(filter(str.isalpha, text)).casefold()


def _lines(app: AppTest) -> Iterator[str]:
    """Everything that a reader of a page can read, or hear."""
    for node in (node for block in (app.main, app.sidebar) for node in leaves(block)):
        match node.type:
            case "html":
                seen = _UNSEEN.sub(" ", node.proto.body)
                yield from map(html.unescape, [_MARKUP.sub(" · ", seen), *_NAMED.findall(seen)])
            case "plotly_chart":
                yield node.proto.alt
                yield from (_MARKUP.sub(" · ", text) for text in _texts_of(json.loads(node.proto.spec), _DRAWN))
            case "bidi_component":
                yield from _texts_of(json.loads(node.proto.json or "{}"), _SAID)
            case "dataframe" | "table":
                yield getattr(node.proto, "alt", "")
                yield from map(str, [*node.value.columns, *node.value.to_numpy().ravel()])
            case _:
                yield from words_of(node)


def _texts_of(data: object, keys: Container[str]) -> Iterator[str]:
    """What stands under keys whose values a reader sees, however deep."""
    if isinstance(data, list):
        yield from (text for part in data for text in _texts_of(part, keys))
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from words_in(value) if key in keys else _texts_of(value, keys)


def said_by(path: Path) -> str:
    """All letters of a dossier, and of what is the same in every language or has its translation from elsewhere."""
    texts = [path.read_text(), *(text.content for text in load_dossier(path).texts.values())]
    texts += [*country_names(LANGUAGE).values(), *NOT_TRANSLATED]
    return "\n".join(map(_letters, texts))


def main(asked: Mapping[str, list[dict[str, str | list[str]]]]) -> dict[str, list[str]]:
    """For each page with its queries, what is left to translate."""
    known = said_by(dossier_path())
    left: dict[str, set[str]] = {page: set() for page in asked}
    for page, query in ((page, query) for page, queries in asked.items() for query in queries):
        typed = map(_letters, words_in([*query.values()]))
        left[page] |= set(untranslated(open_page(page, query), "\n".join([known, *typed])))
    return {page: sorted(lines) for page, lines in left.items()}


if __name__ == "__main__":
    json.dump(main(json.loads(sys.argv[1])), sys.stdout, ensure_ascii=False, indent=1)
