"""A draft as YAML: stubs with the keys of a claims file, marked for a person to check."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping

from dossier.amounts import Amount
from dossier.attribution import AUTHOR
from dossier.drafting import Draft, Stub
from dossier.mentions import DateMention
from dossier.model import VoiceKind
from dossier.problems import printable
from dossier.texts import RawText, line_of

MARK = "draft: check every field"
AUTHOR_ID = "author"
"""Stands for the voice of whoever wrote the text, who is not known here."""
QUESTION_ID = "name-the-question"
"""Stands for the question that a figure answers; a second figure has `-2` behind it."""

_KINDS: tuple[tuple[VoiceKind, str], ...] = (
    ("intelligence", r"intelligence"),
    ("military", r"military|army|navy|air force|armed forces|commanders?"),
    ("media", r"media|newspapers?|news|television|tv|times|post|agency|journal|broadcaster"),
    ("government", r"government|ministry|department|president|minister|parliament|authorities|embassy|kremlin|police"),
    (
        "group",
        r"analysts|experts|officials|diplomats|sources|some|many|others|several|critics|estimates|people|\w+ists",
    ),
    ("organisation", r"university|institute|group|company|council|committee|commission|party|union|bank|office|centre"),
)
_NEXT = "\n"
_HEAD = """\
# {stubs} stubs, found by patterns and read by nobody. {mark}, and throw away what asserts nothing.
# `{author}` stands for whoever wrote the text, `{question}` for the question that a figure answers.
"""


def draft_yaml(raw: RawText, draft: Draft, *, source: str) -> str:
    """The draft as YAML with the keys `voices` and `claims`, to be copied piece by piece into a claims file."""
    voices = "".join(_voice_yaml(name, role) for name, role in draft.voices.items())
    claims = "".join(_claim_yaml(raw, stub, source, number) for number, stub in enumerate(draft.stubs, start=1))
    head = _HEAD.format(stubs=len(draft.stubs), mark=MARK, author=AUTHOR_ID, question=QUESTION_ID)
    return f"{head}\nvoices:{voices or ' []'}\n\nclaims:{claims or ' []'}\n"


def _voice_yaml(name: str, role: str) -> str:
    fields = {"id": slug(name), "name": _quoted(name), "kind": _kind(name), "role": _quoted(role[:400]) if role else ""}
    return f"\n  # {MARK}{_lines(fields)}"


def _claim_yaml(raw: RawText, stub: Stub, source: str, number: int) -> str:
    about, said = stub.about, stub.said
    figures = [_figure_yaml(stub.quote, amount, place) for place, amount in enumerate(stub.amounts, start=1)]
    fields = {
        "id": f"draft-{source}-{number:03}",
        "source": source,
        "quote": _block(stub.quote),
        "prefix": _quoted(stub.prefix) if stub.prefix else "",
        "suffix": _quoted(stub.suffix) if stub.suffix else "",
        "text": _block(stub.quote),
        "type": stub.type,
        "voice": AUTHOR_ID if stub.voice == AUTHOR else slug(stub.voice),
        "via": f"[{AUTHOR_ID}]" if stub.voice != AUTHOR else "",
        "about": _quoted(about.edtf.text) if about else "",
        "about_basis": _basis(stub.quote, about),
        "said": _quoted(said.edtf.text) if said else "",
        "countries": f"[{', '.join(stub.countries)}]" if stub.countries else "",
        "answers": "".join(figures),
        "hedge": _quoted(stub.hedge) if stub.hedge else "",
    }
    return f"\n  # {MARK} (line {line_of(raw, stub.span.start)}){_lines(fields)}"


def _lines(fields: Mapping[str, str]) -> str:
    given = [f"{name}:{value if value.startswith(_NEXT) else ' ' + value}" for name, value in fields.items() if value]
    return "\n  - " + "\n    ".join(given)


def _figure_yaml(quote: str, amount: Amount, place: int) -> str:
    question = QUESTION_ID if place == 1 else f"{QUESTION_ID}-{place}"
    fields = {
        "low": _number(amount.low),
        "high": _number(amount.high),
        "bound": amount.bound,
        "unit": _quoted(amount.unit) if amount.unit else "",
        "wording": _quoted(quote[amount.span.start : amount.span.end]),
    }
    given = ", ".join(f"{name}: {value}" for name, value in fields.items() if value)
    return f"\n      {question}: {{{given}}}"


def _basis(quote: str, mention: DateMention | None) -> str:
    if mention is None or not mention.relative:
        return ""
    words = quote[mention.span.start : mention.span.end]
    return _quoted(f'"{words}", reckoned from the day of publication.')


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.6f}".rstrip("0").rstrip(".")


def _quoted(text: str) -> str:
    """A YAML scalar in double quotes; JSON's escapes are among YAML's."""
    return "".join(char if char.isprintable() else _escape(char) for char in json.dumps(text, ensure_ascii=False))


def _escape(char: str) -> str:
    return f"\\u{ord(char):04x}" if ord(char) <= 0xFFFF else f"\\U{ord(char):08x}"


def _block(text: str) -> str:
    """A `>-` block, in which nothing needs escaping; in double quotes if something in it does not print."""
    return f">-\n      {text}" if printable(text) == text else _quoted(text)


def _kind(name: str) -> VoiceKind:
    return next((kind for kind, words in _KINDS if re.search(rf"\b(?:{words})\b", name, re.IGNORECASE)), "person")


def slug(name: str) -> str:
    """An id made of a name: lower-case words of Latin letters and digits, joined by hyphens."""
    plain = unicodedata.normalize("NFKD", re.sub(r"[’']", "", name.lower()))
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-") or "unnamed-voice"
