"""How the words of a voice reached the texts, and on whose word others rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import streamlit as st

from components.links import show_link
from components.marks import escape
from components.parts import show_rest
from components.words import counted
from dossier.model import Voice
from dossier.profiles import Chain
from dossier.reading import Reading

_LOOK_ALIKES = str.maketrans('"<>`#&%$\\:{}[]', "”‹›’＃＆％＄＼∶（）（）")

_LINES = 40
"""How many lines a list has at most."""


def show_chains(reading: Reading, voice: Voice, *, chains: Sequence[Chain], quoted: Mapping[str, int]) -> None:
    """How its words reached the texts, as a diagram where somebody stands between, and always in words."""
    if any(len(chain.voices) > 1 for chain in chains):
        alt = "From whom to whom the words went; the list says the same"
        st.mermaid_chart(diagram(reading, voice, chains[:_LINES]), width="content", alt=alt)
    show_rest(chains, _LINES, "way", "the claims at the end of this page have every one.")
    for chain in chains[:_LINES]:
        st.markdown(_chain_words(reading, voice, chain))
    if quoted:
        voices, claims = counted(len(quoted), "other voice"), counted(sum(quoted.values()), "claim")
        st.markdown(f"The text it wrote also carries the words of {voices} ({claims}):")
        show_rest(list(quoted), _LINES, "voice", "the directory has every one.")
        with st.container(horizontal=True, gap="medium", key="quoted"):
            for name, number in list(quoted.items())[:_LINES]:
                show_link(reading.view.having(analyst=name), f"{escape(reading.dossier.voices[name].name)} ({number})")


def _chain_words(reading: Reading, voice: Voice, chain: Chain) -> str:
    dossier = reading.dossier
    source = dossier.sources[chain.source]
    title = f"“{escape(source.title)}”"
    count = f":gray[({counted(chain.claims, 'claim')})]"
    if chain.voices == (voice.id,) and voice.id in source.authors:
        return f"It writes in {title} {count}"
    names = (f"**{escape(dossier.voices[name].name)}**" for name in chain.voices)
    return " ← ".join([title, *names]) + f" {count}"


def diagram(reading: Reading, voice: Voice, chains: Sequence[Chain]) -> str:
    """The chains as a Mermaid flowchart: words go from where they start down to the texts."""
    dossier = reading.dossier
    links = dict.fromkeys(
        (start, end) for chain in chains for end, start in pairwise((f"text:{chain.source}", *chain.voices))
    )
    nodes = list(dict.fromkeys(name for link in links for name in link))
    lines = ["flowchart TD"]
    for n, name in enumerate(nodes):
        kind, _, source = name.partition(":")
        label = dossier.sources[source].title if kind == "text" else dossier.voices[name].name
        lines.append(f'  n{n}(["{_mermaid(label)}"])' if name == voice.id else f'  n{n}["{_mermaid(label)}"]')
    lines += [f"  n{nodes.index(start)} --> n{nodes.index(end)}" for start, end in links]
    return "\n".join(lines)


def _mermaid(label: str) -> str:
    """A label in which nothing is syntax: each sign that Mermaid reads becomes one that only looks like it."""
    return " ".join(label.translate(_LOOK_ALIKES).split())
