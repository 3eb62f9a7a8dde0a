"""Moments of the server's clock in the reader's words and time zone."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

import streamlit as st

from dossier.dates import parse_edtf
from dossier.dates import words as date_words
from dossier.language import _


def moment_words(moment: datetime, *, now: datetime | None = None, zone: str | None = None) -> str:
    """“14:05” for a moment of today, else “3 March 2026, 14:05”, in the reader's time zone, or in UTC and said so."""
    there = _zone(st.context.timezone if zone is None else zone)
    local = moment.astimezone(there)
    time = f"{local:%H:%M}"
    words = time if there is not UTC else _("{time} UTC").format(time=time)
    if local.date() == (now or datetime.now(UTC)).astimezone(there).date():
        return words
    return f"{date_words(parse_edtf(local.date().isoformat()))}, {words}"


def _zone(name: str | None) -> tzinfo:
    """A time zone by its name, which comes from the browser and may be anything."""
    try:
        return ZoneInfo(name) if name else UTC
    except (ValueError, OSError, LookupError):
        return UTC
