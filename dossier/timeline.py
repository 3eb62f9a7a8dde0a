"""What stands on the timeline, in which shape a date is drawn, and which part of time to show."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations
from typing import Literal, TypeAlias

from dossier.conflicts import Case, rank_conflicts
from dossier.dates import MONTH_NAMES, Edtf, sort_key
from dossier.dates import words as date_words
from dossier.language import _, begun
from dossier.model import Claim, Event, EventKind
from dossier.reading import Index, Reading, once
from dossier.view import View

_PUBLICATION = "source:"
MOST_STEPS = 24
"""So many days on which texts appeared are told one by one."""
ItemKind: TypeAlias = EventKind | Literal["publication"]


@dataclass(frozen=True, slots=True)
class Item:
    """Something dated: an event, or the publication of a source."""

    key: str
    title: str
    date: Edtf
    kind: ItemKind
    base: View
    """The view that it is an item of."""
    basis: str = ""
    """How the date is known where the text does not state it."""

    @property
    def view(self) -> View:
        """The link that opens it. Made when it is asked for: most items of a long timeline are never drawn."""
        if self.kind == "publication":
            return self.base.having(event="", publication=self.key.removeprefix(_PUBLICATION))
        return self.base.having(event=self.key, publication="")


@once
def find_items(reading: Reading) -> tuple[Item, ...]:
    """The events of a view and the publication of its sources, in order of time."""
    view = reading.view
    items = [
        Item(
            event.id,
            event.title,
            event.date,
            event.kind,
            view,
            event.date_basis or "",
        )
        for event in reading.events
    ]
    if not view.asks_for_events():
        items += [
            Item(
                _publication_key(s.id),
                s.title,
                s.published,
                "publication",
                view,
                s.published_basis or "",
            )
            for s in reading.sources
        ]
    return tuple(sorted(items, key=lambda item: sort_key(item.date)))


def chosen_key(view: View) -> str:
    """The key of the item that a view has chosen, empty for none."""
    return _publication_key(view.publication) if view.publication else view.event


def _publication_key(source: str) -> str:
    return _PUBLICATION + source


# The shape of a date

End: TypeAlias = Literal["sharp", "soft", "open", "unknown"]
"""How a stretch ends: on a known day, about there, nowhere, or nobody knows where."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """One unbroken stretch of days that a date can mean. A bound is None where the stretch is open there."""

    first: date | None
    last: date | None
    begins: End
    ends: End
    doubt_first: bool
    """Whether it is in doubt, as its first date or as a whole."""
    doubt_last: bool

    @property
    def is_day(self) -> bool:
        """Whether it is a single day."""
        return self.first is not None and self.first == self.last


def stretches(edtf: Edtf) -> tuple[Stretch, ...]:
    """The stretches of days that a date can mean: one, or one for each member of a set."""
    return tuple(_stretch(part) for part in edtf.members or (edtf,))


def _stretch(edtf: Edtf) -> Stretch:
    if edtf.precision != "interval":
        soft: End = "soft" if edtf.approximate else "sharp"
        return Stretch(edtf.earliest, edtf.latest, soft, soft, edtf.uncertain, edtf.uncertain)
    start, end = edtf.start, edtf.end
    return Stretch(
        edtf.earliest,
        edtf.latest,
        _end(start, edtf.text.startswith("..")),
        _end(end, edtf.text.endswith("..")),
        bool(start and start.uncertain),
        bool(end and end.uncertain),
    )


def _end(edtf: Edtf | None, is_open: bool) -> End:  # noqa: FBT001
    if edtf is None:
        return "open" if is_open else "unknown"
    return "soft" if edtf.approximate else "sharp"


def can_be_drawn(edtf: Edtf) -> bool:
    """Whether a date has any known end: only what has can stand on an axis."""
    return any(part.first or part.last for part in stretches(edtf))


def middle(edtf: Edtf) -> date | None:
    """The day in the middle of what a date can mean; the known end of an open span; None if both ends are open."""
    if edtf.earliest is None or edtf.latest is None:
        return edtf.earliest or edtf.latest
    return edtf.earliest + (edtf.latest - edtf.earliest) / 2


# The list


def by_year_and_month(items: Iterable[Item]) -> Mapping[str, Mapping[str, tuple[Item, ...]]]:
    """The items under the headings of a list: years in order, in each what has no month first, then its months.

    What may lie in several months stands under the year in which it may have begun.
    """
    found: dict[str, dict[str, list[Item]]] = {}
    for item in items:
        found.setdefault(_year(item.date), {}).setdefault(_month(item.date), []).append(item)
    return {
        year: {month: tuple(months[month]) for month in ("", *MONTH_NAMES) if month in months}
        for year, months in found.items()
    }


def _year(edtf: Edtf) -> str:
    if edtf.precision in {"decade", "century"}:
        return begun(date_words(replace(edtf, approximate=False, uncertain=False)))
    if edtf.earliest:
        return str(edtf.earliest.year)
    return _("{date} or earlier").format(date=edtf.latest.year) if edtf.latest else _("Without a known date")


def _month(edtf: Edtf) -> str:
    first, last = edtf.earliest, edtf.latest
    if first is None or last is None or (first.year, first.month) != (last.year, last.month):
        return ""
    return MONTH_NAMES[first.month - 1]


# What could be known


def find_steps(index: Index) -> tuple[tuple[date, int], ...]:
    """The days by which another source had appeared for certain, each with how many had by then.

    Of many days only the last of each month are told, or of each year.
    """
    days = sorted(last for source in index.dossier.sources.values() if (last := source.published.latest))
    for same in (lambda day: day, lambda day: (day.year, day.month), lambda day: day.year):
        steps = {same(day): day for day in days}
        if len(steps) <= MOST_STEPS:
            break
    return tuple((day, bisect_right(days, day)) for day in steps.values())


# Who took part, and what is said of an event


def find_pairs(reading: Reading) -> tuple[tuple[tuple[str, str], int], ...]:
    """The pairs of voices that took part in more than one event together, with how many; most first."""
    pairs = (pair for event in reading.events for pair in combinations(sorted(set(event.participants)), 2))
    return tuple((pair, count) for pair, count in Counter(pairs).most_common() if count > 1)


def known_claims_of(reading: Reading, event: Event) -> tuple[Claim, ...]:
    """The claims behind an event that could be known on the view's date, the first said first."""
    dossier = reading.dossier
    claims = (dossier.claims[name] for name in event.claims if name in reading.known_ids)
    return tuple(sorted(claims, key=lambda claim: sort_key(dossier.said(claim))))


def perhaps_first(reading: Reading, claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The claims that may have been said first: those that no other of them certainly precedes."""
    said = {claim.id: reading.dossier.said(claim) for claim in claims}
    ends = [sort_key(edtf)[1] for edtf in said.values()]
    return tuple(claim for claim in claims if not any(end < sort_key(said[claim.id])[0] for end in ends))


def disputes_about(reading: Reading, event: Event) -> tuple[Case, ...]:
    """The conflicts in which the event's own claims take a side, those about a date first.

    A forecast that held is no dispute any more.
    """
    own = {claim.id for claim in known_claims_of(reading, event)}
    mine = [
        case for case in rank_conflicts(reading.known_cases) if case.state != "held" and not own.isdisjoint(case.claims)
    ]
    return tuple(sorted(mine, key=lambda case: case.question.kind != "date"))
