"""The raw text with every claim's quote marked in place; a mark opens its claim."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any

import streamlit as st

from components.links import on_change, read_view
from components.scripts import make_component
from components.words import CLAIM_TYPES, OMISSIONS
from dossier.coverage import SentenceCover, find_coverage
from dossier.language import _
from dossier.model import Claim
from dossier.reading import Reading
from dossier.texts import Span
from dossier.view import View

_COMPONENT = make_component("reader")
_LINES = {"fact": _("solid line"), "figure": _("double line"), "assessment": _("dashes"), "forecast": _("dots")}
_UNEXPLAINED = _("no claim, no reason given")


def show_text(reading: Reading, source: str) -> None:
    """The whole text of a source; the chosen claim of the view, or the place it names, is scrolled to."""
    widget = f"reader-{source}"

    def opened() -> View:
        view = read_view(reading.index, "sources")
        claim = st.session_state[widget].opened
        return view.having(claim=claim, at=None) if claim in reading.dossier.claims else view

    _COMPONENT(
        key=widget,
        data={
            "paragraphs": text_pieces(reading, source),
            "starts": [span.start for span in reading.dossier.texts[source].paragraphs],
            "chosen": reading.view.claim,
            "at": reading.view.at if not reading.view.claim else None,
            "language": reading.dossier.sources[source].language,
            "legend": _legend(),
        },
        on_opened_change=on_change(opened),
    )


def _legend() -> list[dict[str, str]]:
    """Type, style and words of every sort of mark."""
    types = [{"type": name, "style": "", "words": f"{words}: {_LINES[name]}"} for name, words in CLAIM_TYPES.items()]
    return [
        *types,
        {"type": "fact", "style": "several", "words": _("Several claims: darker")},
        {"type": "fact", "style": "outside", "words": _("Outside your filters: no colour")},
    ]


def text_pieces(reading: Reading, source: str) -> list[list[dict[str, Any]]]:
    """The paragraphs of a text, each cut where marks begin or end.

    A piece has its `text`, the ids of the `claims` whose quotes cover it, the `type` of the first of them, what a
    pointer is `told` about them, and whether all of them are `outside` the view. If the view asks for gaps, a piece of
    a sentence without a claim is a `gap`: `explained` or not; the last of the sentence has the `reason`.
    """
    dossier = reading.dossier
    text = dossier.texts[source]
    claims = (claim for claim in dossier.claims.values() if claim.source == source)
    marks = [(span, claim) for claim in claims for span in dossier.spans[claim.id]]
    covers = find_coverage(dossier, dossier.sources[source]) if reading.view.show == "gaps" else ()
    gaps = {cover.span: cover for cover in covers if not cover.covered}
    spans = [*(span for span, _claim in marks), *gaps]
    return [
        [_piece(reading, text.text_of(part), part, marks) | _gap(part, gaps) for part in _parts(paragraph, spans)]
        for paragraph in text.paragraphs
    ]


def _parts(paragraph: Span, spans: Iterable[Span]) -> list[Span]:
    """The paragraph cut at every end of a span inside it."""
    cuts = {paragraph.start, paragraph.end}
    for span in spans:
        cuts |= {at for at in (span.start, span.end) if paragraph.start < at < paragraph.end}
    return [Span(start, end) for start, end in pairwise(sorted(cuts))]


def _piece(reading: Reading, words: str, part: Span, marks: list[tuple[Span, Claim]]) -> dict[str, object]:
    claims = [claim for span, claim in marks if span.contains(part)]
    return {
        "text": words,
        "claims": [claim.id for claim in claims],
        "type": claims[0].type if claims else "",
        "told": "\n".join(f"{CLAIM_TYPES[claim.type]}: {claim.text}" for claim in claims),
        "outside": bool(claims) and reading.claim_ids.isdisjoint(claim.id for claim in claims),
    }


def _gap(part: Span, gaps: Mapping[Span, SentenceCover]) -> dict[str, object]:
    """What a piece is told to be if it belongs to a sentence without a claim."""
    cover = next((cover for span, cover in gaps.items() if span.contains(part)), None)
    if cover is None:
        return {}
    reasons = ", ".join(dict.fromkeys(OMISSIONS[omission.reason] for omission in cover.omissions))
    ends = part.end == cover.span.end
    words = reasons if cover.omitted else _UNEXPLAINED
    return {"gap": True, "explained": cover.omitted, "reason": words if ends else ""}
