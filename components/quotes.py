"""A claim as a line to read: its words, when they were said, and the way to the text. Shorter than a card."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from components.cards import said_lines
from components.marks import Color, quotation
from components.pieces import DOT, link, row, small, strong, symbol
from dossier.language import _
from dossier.model import Claim
from dossier.reading import Reading


def quote_line(reading: Reading, claim: Claim, *, color: Color = "blue", speaker: bool = False) -> Markup:
    """The words of a claim in their sentence, with its small print; `speaker` tells who says it."""
    dossier = reading.dossier
    return Markup('<div class="quote">{}{}{}</div>').format(
        quotation(dossier, claim, color=color),
        row(
            small(DOT.join(_small_print(reading, claim, speaker=speaker))),
            link(reading.view.on("sources").having(claim=claim.id), _("In the text"), icon="format_quote", kind="top"),
        ),
        small(symbol("edit_note") + claim.note if claim.note else ""),
    )


def _small_print(reading: Reading, claim: Claim, *, speaker: bool) -> Iterable[str]:
    if speaker:
        yield strong(reading.dossier.voices[claim.voice].name)
    yield from said_lines(reading.dossier, claim)
