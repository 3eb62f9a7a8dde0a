"""The events of a view as a table for spreadsheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from dossier.dates import words
from dossier.model import Event
from dossier.reading import Reading
from dossier.view import View

COLUMNS = (
    *("event", "title", "kind", "date_words", "date_edtf", "earliest", "latest", "date_basis"),
    *("place", "countries", "participants", "claims", "sources", "note", "link"),
)
"""One row an event; several values of a cell have a semicolon between them. Open ends are empty."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def events_csv(reading: Reading) -> str:
    """The events that a view holds, in order of time, as CSV text with a head line.

    Claims and sources are those that could be known on the view's date.
    """
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(COLUMNS)
    table.writerows([[_cell(value) for value in _row(reading, event)] for event in reading.events])
    return out.getvalue()


def _row(reading: Reading, event: Event) -> Iterable[str]:
    dossier = reading.dossier
    claims = [name for name in event.claims if name in reading.known_ids]
    yield event.id
    yield event.title
    yield event.kind
    yield words(event.date)
    yield event.date.text
    yield event.date.earliest.isoformat() if event.date.earliest else ""
    yield event.date.latest.isoformat() if event.date.latest else ""
    yield event.date_basis or ""
    yield event.place or ""
    yield "; ".join(event.countries)
    yield "; ".join(dossier.voices[name].name for name in event.participants)
    yield "; ".join(claims)
    yield "; ".join(dict.fromkeys(dossier.claims[name].source for name in claims))
    yield event.note or ""
    yield View(page="timeline", event=event.id).link()


def _cell(value: str) -> str:
    """Text that a spreadsheet shows and does not calculate."""
    return f"'{value}" if value.startswith(_FORMULA) else value
