"""The events of a view as one table, a row an event, for spreadsheets."""

from __future__ import annotations

import csv
import io

from dossier.countries import country_name
from dossier.dates import words
from dossier.export.imprint import RELATIVE, Imprint
from dossier.export.table import safe_text
from dossier.model import Event
from dossier.reading import Reading
from dossier.view import View

COLUMNS = (
    *("dossier_version", "permalink"),
    *("event", "title", "kind", "date", "date_words", "earliest", "latest", "date_basis"),
    *("place", "countries", "participants", "claims", "sources", "note", "link"),
    *("filters", "licence", "exported"),
)
"""`date` is as the dossier writes it (EDTF), `earliest` and `latest` its first and last day, empty where open. The
first two and the last three say the same in every row, as in the table of claims."""


def events_csv(reading: Reading, imprint: Imprint = RELATIVE) -> str:
    """The events in order of time as RFC 4180 text behind a byte order mark; several values are joined by `; `.

    Claims and sources are those that could be known on the view's date.
    """
    about = {"exported": "", **imprint.fields(reading)}
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.DictWriter(out, COLUMNS)
    writer.writeheader()
    for event in reading.events:
        row = {**{key: about[key] for key in COLUMNS if key in about}, **_row(reading, event, imprint)}
        writer.writerow({key: safe_text(text) for key, text in row.items()})
    return out.getvalue()


def _row(reading: Reading, event: Event, imprint: Imprint) -> dict[str, str]:
    dossier = reading.dossier
    claims = [name for name in event.claims if name in reading.known_ids]
    return {
        "event": event.id,
        "title": event.title,
        "kind": event.kind,
        "date": event.date.text,
        "date_words": words(event.date),
        "earliest": event.date.earliest.isoformat() if event.date.earliest else "",
        "latest": event.date.latest.isoformat() if event.date.latest else "",
        "date_basis": event.date_basis or "",
        "place": event.place or "",
        "countries": "; ".join(map(country_name, event.countries)),
        "participants": "; ".join(dossier.voices[name].name for name in event.participants),
        "claims": "; ".join(claims),
        "sources": "; ".join(dict.fromkeys(dossier.claims[name].source for name in claims)),
        "note": event.note or "",
        "link": imprint.url(View(page="timeline", event=event.id)),
    }
