"""The method page: the rules in a reader's words, and what this dossier does not know."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import streamlit as st
from markupsafe import Markup

from components.marks import escape
from components.moments import moment_words
from components.parts import show_parts
from components.pieces import card, link, paragraph, show_kept, small
from components.sources import source_lines
from components.words import CLAIM_TYPES, OMISSIONS, counted
from dossier.language import SPOKEN, _, page_in, within
from dossier.model import Source
from dossier.opened import open_dossier
from dossier.parts import part_of
from dossier.reading import Reading

_RULES = page_in(SPOKEN, Path(__file__).parent / "assets" / "method.md").read_text(encoding="utf-8")
_CHANGES = Path(__file__).parents[1] / "CHANGELOG.md"

_SOURCES = 30
"""How many texts stand in one part of a long list."""


def show_rules() -> None:
    """How claims are chosen, attributed and compared."""
    st.markdown(_RULES, width=720)


def show_unknowns(reading: Reading) -> None:
    """What is known of each text and how, and what was left out of it."""
    st.header(_("The texts, and what is not known about them"))
    sources = tuple(reading.dossier.sources.values())
    part = part_of(sources, reading.view.part, size=_SOURCES)
    show_kept(reading, "texts", lambda: (_source_card(reading, source) for source in part.items), kind="measured")
    show_parts(reading.view, part)


def _source_card(reading: Reading, source: Source) -> Markup:
    target = reading.view.on("sources").having(source=(source.id,))
    left_out = Counter(omission.reason for omission in source.omitted).most_common()
    reasons = ", ".join(f"{OMISSIONS[reason]} ({number})" for reason, number in left_out)
    return card(
        paragraph(link(target, source.title, icon="article", kind="title top")),
        small(*source_lines(reading, source)),
        small(_("Passages without a claim: {reasons}").format(reasons=reasons) if reasons else ""),
    )


def show_data(reading: Reading) -> None:
    """What the dossier holds, under which terms, and how to name the state of it that one saw."""
    dossier = reading.dossier
    types = Counter(claim.type for claim in dossier.claims.values())
    counts = ", ".join(f"{within(CLAIM_TYPES[kind])} ({number})" for kind, number in types.most_common())
    st.header(_("The data"))
    said = _(
        "{claims}: {kinds}. Data version {version}: it changes whenever the claims or a text change. Loaded: {moment}."
    ).format(
        claims=counted(len(dossier.claims), "claim", "claims"),
        kinds=counts,
        version=f"**{escape(dossier.version)}**",
        moment=moment_words(open_dossier().loaded),
    )
    st.markdown(f"{said}\n\n{escape(dossier.about.licence)}", width=720)


def show_changes() -> None:
    """What has changed in the program; not in the data that comes with it, which may be another dossier."""
    if not _CHANGES.exists():
        return
    changes = _CHANGES.read_text(encoding="utf-8").partition("\n## ")[2].partition("\n### Data")[0]
    st.header(_("What has changed in this program"))
    with st.expander(_("All changes, the newest first")):
        st.markdown(f"#### {changes}".replace("\n### ", "\n##### "), width=720)
