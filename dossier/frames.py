"""The dossier as flat tables: what queries filter, and charts and exports read.

Frames are pandas and made once per dossier. Dates are ISO text, which sorts as time and is the same on every engine;
an open start is 0001-01-01 and an open end 9999-12-31.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from dossier.dates import Edtf
from dossier.model import Dossier

CLAIM_COLUMNS = {
    "claim": "str",
    "place": "int64",
    "source": "str",
    "voice": "str",
    "origin": "str",
    "speaker": "str",
    "type": "str",
    "likelihood": "str",
    "earliest": "str",
    "latest": "str",
    "published": "str",
}
"""`place` is the position in the file, `speaker` the country of the voice, `earliest` and `latest` bound when what the
claim tells happened, `published` is the last day on which its source can have appeared."""
EVENT_COLUMNS = {
    "event": "str",
    "place": "int64",
    "kind": "str",
    "dated": "str",
    "earliest": "str",
    "latest": "str",
}
"""`dated` tells whether the texts state the date or it is inferred."""


@dataclass(frozen=True, slots=True, eq=False)
class Frames:
    """One row per claim or event, and link tables for what a record has several of."""

    claims: pd.DataFrame
    claim_countries: pd.DataFrame
    """claim, country"""
    claim_answers: pd.DataFrame
    """claim, question, topic"""
    events: pd.DataFrame
    event_countries: pd.DataFrame
    """event, country"""
    event_parties: pd.DataFrame
    """event, party"""
    event_claims: pd.DataFrame
    """event, claim"""


def build_frames(dossier: Dossier) -> Frames:
    """All frames of a dossier, rows in the order of the claims file."""
    return Frames(
        claims=_frame(_claim_rows(dossier), CLAIM_COLUMNS),
        claim_countries=_links(
            ("claim", "country"), ((c.id, code) for c in dossier.claims.values() for code in c.countries)
        ),
        claim_answers=_links(
            ("claim", "question", "topic"),
            ((c.id, name, dossier.questions[name].topic) for c in dossier.claims.values() for name in c.answers),
        ),
        events=_frame(_event_rows(dossier), EVENT_COLUMNS),
        event_countries=_links(
            ("event", "country"), ((e.id, code) for e in dossier.events.values() for code in e.countries)
        ),
        event_parties=_links(
            ("event", "party"), ((e.id, name) for e in dossier.events.values() for name in e.participants)
        ),
        event_claims=_links(("event", "claim"), ((e.id, name) for e in dossier.events.values() for name in e.claims)),
    )


def start_day(edtf: Edtf) -> str:
    """The first day a date can mean, as ISO text."""
    return (edtf.earliest or date.min).isoformat()


def end_day(edtf: Edtf) -> str:
    """The last day a date can mean, as ISO text."""
    return (edtf.latest or date.max).isoformat()


def _claim_rows(dossier: Dossier) -> Iterable[tuple[object, ...]]:
    for place, claim in enumerate(dossier.claims.values()):
        when = dossier.happened(claim)
        yield (
            claim.id,
            place,
            claim.source,
            claim.voice,
            dossier.origin(claim),
            dossier.voices[claim.voice].country or "",
            claim.type,
            claim.likelihood or "",
            start_day(when),
            end_day(when),
            end_day(dossier.sources[claim.source].published),
        )


def _event_rows(dossier: Dossier) -> Iterable[tuple[object, ...]]:
    for place, event in enumerate(dossier.events.values()):
        dated = "inferred" if event.date_basis else "stated"
        yield event.id, place, event.kind, dated, start_day(event.date), end_day(event.date)


def _frame(rows: Iterable[tuple[object, ...]], columns: Mapping[str, str]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=list(columns)).astype(columns)


def _links(columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> pd.DataFrame:
    return _frame(rows, dict.fromkeys(columns, "str"))
