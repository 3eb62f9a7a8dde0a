"""How the words of a voice reached the texts, and on whose word others rest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from itertools import pairwise

import streamlit as st
from markupsafe import Markup

from components.parts import rest_words
from components.pieces import Piece, gray, link, paragraph, row, strong
from components.words import counted
from dossier.language import _
from dossier.model import Voice
from dossier.profiles import Chain
from dossier.reading import Reading

_LOOK_ALIKES = str.maketrans('"<>`#&%$\\:{}[]', "”‹›’＃＆％＄＼∶（）（）")

_LINES = 40
"""How many lines a list has at most."""


def chain_pieces(
    reading: Reading, voice: Voice, *, chains: Sequence[Chain], quoted: Mapping[str, int]
) -> Iterable[Piece]:
    """How its words reached the texts, as a diagram where somebody stands between, and always in words."""
    if any(len(chain.voices) > 1 for chain in chains):
        alt = _("From whom to whom the words went; the list says the same")
        yield partial(st.mermaid_chart, diagram(reading, voice, chains[:_LINES]), width="content", alt=alt)
    yield rest_words(chains, _LINES, "more way", "more ways", _("the claims at the end of this page have every one."))
    yield from (paragraph(_chain_words(reading, voice, chain)) for chain in chains[:_LINES])
    if quoted:
        voices = counted(len(quoted), "other voice", "other voices")
        claims = counted(sum(quoted.values()), "claim", "claims")
        said = _("The text it wrote also carries the words of {voices} ({claims}):")
        yield paragraph(said.format(voices=voices, claims=claims))
        yield rest_words(list(quoted), _LINES, "more voice", "more voices", _("the directory has every one."))
        yield row(*(_quoted(reading, name, number) for name, number in list(quoted.items())[:_LINES]))


def _quoted(reading: Reading, voice: str, claims: int) -> Markup:
    name = reading.dossier.voices[voice].name
    return link(reading.view.having(analyst=voice), f"{name} ({claims})", kind="top")


def _chain_words(reading: Reading, voice: Voice, chain: Chain) -> Markup:
    dossier = reading.dossier
    source = dossier.sources[chain.source]
    title = f"“{source.title}”"
    count = gray(f"({counted(chain.claims, 'claim', 'claims')})")
    if chain.voices == (voice.id,) and voice.id in source.authors:
        return Markup("{} {}").format(_("It writes in {title}").format(title=title), count)
    names = (strong(dossier.voices[name].name) for name in chain.voices)
    return Markup("{} {}").format(Markup(" ← ").join([title, *names]), count)


def diagram(reading: Reading, voice: Voice, chains: Sequence[Chain]) -> str:
    """The chains as a Mermaid flowchart: words go from where they start down to the texts."""
    dossier = reading.dossier
    links = dict.fromkeys(
        (start, end) for chain in chains for end, start in pairwise((f"text:{chain.source}", *chain.voices))
    )
    nodes = list(dict.fromkeys(name for link in links for name in link))
    lines = ["flowchart TD"]
    for n, name in enumerate(nodes):
        kind, _colon, source = name.partition(":")
        label = dossier.sources[source].title if kind == "text" else dossier.voices[name].name
        lines.append(f'  n{n}(["{_mermaid(label)}"])' if name == voice.id else f'  n{n}["{_mermaid(label)}"]')
    lines += [f"  n{nodes.index(start)} --> n{nodes.index(end)}" for start, end in links]
    return "\n".join(lines)


def _mermaid(label: str) -> str:
    """A label in which nothing is syntax: each sign that Mermaid reads becomes one that only looks like it."""
    return " ".join(label.translate(_LOOK_ALIKES).split())
