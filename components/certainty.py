"""How sure a voice speaks: its own words of doubt and confidence, counted and placed on the scale of likelihood."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

import streamlit as st
from markupsafe import Markup

from components.charts import reader_theme
from components.figures.certainty import certainty_figure
from components.pieces import Piece, listed, paragraph, show_html, strong
from components.words import LIKELIHOODS, counted
from dossier.language import _, ngettext
from dossier.model import Claim
from dossier.profiles import Certainty

FEW = 3
"""Fewer words of doubt than this make no chart."""


def certainty_pieces(certainty: Certainty) -> Iterable[Piece]:
    """How many of its claims carry a word of doubt or confidence, in which words, and how likely they make it."""
    all_claims = counted(certainty.hedged + len(certainty.plain), "claim", "claims")
    placed = sum(map(len, certainty.placed.values()))
    if not certainty.hedged:
        none = _("No word of doubt or confidence in {claims}, which is not the same as certainty.")
        yield paragraph(none.format(claims=all_claims))
        return
    said = ngettext(
        "{some} carries a word of doubt or confidence; {placed} can be placed on the scale of likelihood.",
        "{some} carry a word of doubt or confidence; {placed} can be placed on the scale of likelihood.",
        certainty.hedged,
    )
    some = strong(_("{some} of {claims}").format(some=certainty.hedged, claims=all_claims))
    rest = " " + _("The rest is said without one, which is not the same as certainty.") if certainty.plain else ""
    yield paragraph(Markup(said).format(some=some, placed=placed) + rest)
    words = listed(_hedges(certainty))
    yield words if certainty.hedged < FEW else partial(_show_beside, certainty, words)


def _hedges(certainty: Certainty) -> Iterable[Markup]:
    for step, claims in certainty.placed.items():
        if claims:
            yield _hedge(LIKELIHOODS[step], claims)
    if certainty.unplaced:
        yield _hedge(_("not placed on the scale"), certainty.unplaced)


def _hedge(likelihood: str, claims: Sequence[Claim]) -> Markup:
    wordings = ", ".join(dict.fromkeys(f"“{claim.hedge}”" for claim in claims if claim.hedge))
    return strong(likelihood) + f" ({len(claims)}): {wordings}"


def _show_beside(certainty: Certainty, words: Markup) -> None:
    """The chart, and the same in words beside it."""
    chart, twin = st.columns(2, gap="medium")
    with chart:
        _show_chart(certainty)
    with twin:
        show_html(words)


def _show_chart(certainty: Certainty) -> None:
    """The claims with a word of doubt or confidence, by how likely they make it."""
    counts = {LIKELIHOODS[step]: len(claims) for step, claims in certainty.placed.items()}
    counts[_("not placed")] = len(certainty.unplaced)
    claims = counted(certainty.hedged, "claim", "claims")
    st.plotly_chart(
        certainty_figure(counts, apart=1, theme=reader_theme()),
        key="certainty",
        config={"displayModeBar": False, "scrollZoom": False},
        theme=None,
        alt=_("{claims} by likelihood; the list beside says the same in words").format(claims=claims),
    )
