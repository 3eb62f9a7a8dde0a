"""What is asked of an engine at once: how many claims a view holds, a page of them, and the values of filters."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from dossier.export.table import safe_text
from dossier.frames import CLAIM_COLUMNS, Frames
from dossier.queries import count_claims, count_facet, find_rows, held_claims
from dossier.view import View

COLUMNS = (*(name for name in CLAIM_COLUMNS if name != "place"), "text")
"""What is told of a claim."""


@dataclass(frozen=True, slots=True)
class Enquiry:
    """The answer of an engine; only this was fetched from it."""

    version: str
    """The data version."""
    query: str
    """The filters that were asked for."""
    total: int
    """How many claims the view holds."""
    first: int
    """The place of the first claim below among them, counted from 0."""
    claims: list[dict[str, Any]]
    """A part of them in the order of the claims file, with COLUMNS."""
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """Filter key -> value -> how many claims it would show, the other filters staying as they are."""


def enquire(
    frames: Frames, view: View, version: str, *, first: int, size: int, facets: Iterable[str] = (), most: int = 20
) -> Enquiry:
    """Ask an engine for a part of the claims of a view, and for the most frequent values of filter keys."""
    held = held_claims(frames, view)
    total = count_claims(held)
    rows = find_rows(held, COLUMNS, first=first, size=max(0, min(size, total - first)))
    counts = {key: count_facet(frames, key, held_claims(frames, view.without(key)), most=most) for key in facets}
    return Enquiry(version, view.filters(), total, first, rows, counts)


def enquiry_json(enquiry: Enquiry) -> str:
    """All of it as one document."""
    return json.dumps(asdict(enquiry), ensure_ascii=False, indent=2) + "\n"


def enquiry_csv(enquiry: Enquiry) -> str:
    """The claims as a table; where values were counted, these instead, a row a value."""
    out = io.StringIO()
    writer = csv.writer(out)
    if enquiry.facets:
        writer.writerow(("filter", "value", "claims"))
        writer.writerows((key, *pair) for key, counts in enquiry.facets.items() for pair in counts.items())
    else:
        writer.writerow(COLUMNS)
        writer.writerows([safe_text(row[name]) for name in COLUMNS] for row in enquiry.claims)
    return out.getvalue()
