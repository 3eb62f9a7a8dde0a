"""Links that remember: which data they were made from, and how much the view then held."""

from __future__ import annotations

from dataclasses import dataclass

from dossier.reading import Reading
from dossier.view import View
from dossier.voices import find_profile


@dataclass(frozen=True, slots=True)
class Change:
    """That a link was made from other data than it shows now; numbers of claims, where the link tells one."""

    then: int | None
    now: int | None


def remembering(reading: Reading) -> View:
    """The view with what its link has to remember; what was asked for in vain is left behind."""
    return reading.view.having(v=reading.dossier.version, n=count_held(reading), unknown=())


def find_change(reading: Reading) -> Change | None:
    """What a link remembers otherwise; None where the data is the same, or the link remembers nothing."""
    view = reading.view
    if not view.v or view.v == reading.dossier.version:
        return None
    now = count_held(reading)
    return Change(view.n, now) if view.n is not None and now is not None else Change(None, None)


def count_held(reading: Reading) -> int | None:
    """How many claims a view is about; None where it is about one of them."""
    view = reading.view
    match view.page:
        case "sources" | "claims" if view.claim:
            return None
        case "analysts" if view.analyst:
            return len(find_profile(reading.dossier, view.analyst, reading.claims).claims)
        case "timeline" if view.event:
            return len(reading.dossier.events[view.event].claims)
    return len(reading.claims)
