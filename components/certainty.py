"""How sure a voice speaks: its own words of doubt and confidence, counted and placed on the scale of likelihood."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from components.charts import reader_theme
from components.figures.certainty import certainty_figure
from components.marks import escape
from components.words import LIKELIHOODS, counted
from dossier.model import Claim
from dossier.profiles import Certainty

FEW = 3
"""Fewer words of doubt than this make no chart."""


def show_certainty(certainty: Certainty) -> None:
    """How many of its claims carry a word of doubt or confidence, in which words, and how likely they make it."""
    total = certainty.hedged + len(certainty.plain)
    placed = sum(map(len, certainty.placed.values()))
    if not certainty.hedged:
        st.markdown(f"No word of doubt or confidence in {counted(total, 'claim')}, which is not the same as certainty.")
        return
    carry = "carries" if certainty.hedged == 1 else "carry"
    rest = " The rest is said without one, which is not the same as certainty." if certainty.plain else ""
    st.markdown(
        f"**{certainty.hedged} of {counted(total, 'claim')}** {carry} a word of doubt or confidence; {placed} can be "
        f"placed on the scale of likelihood.{rest}"
    )
    words = "\n".join(_hedges(certainty))
    if certainty.hedged < FEW:
        st.markdown(words)
        return
    chart, twin = st.columns(2, gap="medium")
    with chart:
        _show_chart(certainty)
    twin.markdown(words)


def _hedges(certainty: Certainty) -> Iterable[str]:
    for step, claims in certainty.placed.items():
        if claims:
            yield f"- **{LIKELIHOODS[step]}** ({len(claims)}): {_in_its_words(claims)}"
    if certainty.unplaced:
        yield f"- **not placed on the scale** ({len(certainty.unplaced)}): {_in_its_words(certainty.unplaced)}"


def _in_its_words(claims: Iterable[Claim]) -> str:
    return ", ".join(dict.fromkeys(f"“{escape(claim.hedge)}”" for claim in claims if claim.hedge))


def _show_chart(certainty: Certainty) -> None:
    """The claims with a word of doubt or confidence, by how likely they make it."""
    counts = {LIKELIHOODS[step]: len(claims) for step, claims in certainty.placed.items()}
    counts["not placed"] = len(certainty.unplaced)
    st.plotly_chart(
        certainty_figure(counts, apart=1, theme=reader_theme()),
        key="certainty",
        config={"displayModeBar": False, "scrollZoom": False},
        theme=None,
        alt=f"{counted(certainty.hedged, 'claim')} by likelihood; the list beside says the same in words",
    )
