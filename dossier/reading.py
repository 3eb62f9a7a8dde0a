"""A dossier made ready to be asked, and what a view of it holds: the one way from a link to its content."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from dossier.conflicts import Case, find_cases, rank_conflicts
from dossier.dates import Edtf
from dossier.frames import Frames, build_frames, end_day, start_day
from dossier.model import Claim, Dossier, Event, Source
from dossier.queries import count_facet, find_claims, find_events
from dossier.search import SearchIndex
from dossier.view import Pairs, View


@dataclass(frozen=True, eq=False)
class Reading:
    """What a view holds. Lists are in file order, events in order of time."""

    index: Index
    view: View
    claims: tuple[Claim, ...]
    events: tuple[Event, ...]

    @property
    def dossier(self) -> Dossier:
        """The dossier that is read."""
        return self.index.dossier

    @cached_property
    def claim_ids(self) -> frozenset[str]:
        """The ids of the claims in the view."""
        return frozenset(claim.id for claim in self.claims)

    @cached_property
    def known_claims(self) -> tuple[Claim, ...]:
        """All claims that could be known on the view's date, whatever its other filters."""
        return self.index.claims(View(known=self.view.known))

    @cached_property
    def known_ids(self) -> frozenset[str]:
        """The ids of the claims that could be known on the view's date."""
        return frozenset(claim.id for claim in self.known_claims)

    @cached_property
    def known_sources(self) -> tuple[Source, ...]:
        """The sources that had appeared for certain by the view's date, all where it has none."""
        return self.index.sources(self.view.known)

    @cached_property
    def cases(self) -> tuple[Case, ...]:
        """The questions that claims in the view answer, each with all its known sides.

        Sides are never cut by filters: a side outside them is still there, and the page says that it is outside.
        """
        held = self.claim_ids
        return tuple(case for case in self.known_cases if not held.isdisjoint(case.claims))

    @cached_property
    def known_cases(self) -> tuple[Case, ...]:
        """The questions that are answered by what could be known on the view's date, whatever its other filters."""
        return find_cases(self.dossier, self.known_claims)

    @cached_property
    def conflicts(self) -> tuple[Case, ...]:
        """The cases on which not all can be right, the most instructive first."""
        return rank_conflicts(self.cases)

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """The sources that claims in the view come from."""
        used = {claim.source for claim in self.claims}
        return tuple(source for source in self.dossier.sources.values() if source.id in used)

    @cached_property
    def undatable_sources(self) -> tuple[Source, ...]:
        """Under a known-on date: sources that may have appeared by then, but not for certain, and so are left out."""
        if self.view.known is None:
            return ()
        day = end_day(self.view.known)
        sources = self.dossier.sources.values()
        return tuple(source for source in sources if start_day(source.published) <= day < end_day(source.published))


class Index:
    """A dossier with the tables and the search index that make it quick to ask. Immutable; shared by all sessions."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self.frames: Frames = build_frames(dossier)
        self.search = SearchIndex(dossier)
        self._readings = lru_cache(maxsize=256)(self._read)
        self._counts = lru_cache(maxsize=256)(self._count)

    def claims(self, view: View) -> tuple[Claim, ...]:
        """The claims that a view holds, in file order."""
        found = self.search.find(view.q) if view.q else None
        return tuple(self.dossier.claims[name] for name in find_claims(self.frames, view, found=found))

    def sources(self, known: Edtf | None) -> tuple[Source, ...]:
        """The sources that had appeared for certain by a date; all without one."""
        sources = tuple(self.dossier.sources.values())
        return tuple(s for s in sources if end_day(s.published) <= end_day(known)) if known else sources

    def read(self, view: View) -> Reading:
        """What a view holds; the views asked for last are kept."""
        return self._readings(view, view.unknown)

    def _read(self, view: View, _: Pairs) -> Reading:
        """Views are equal whatever they do not know; a reading tells it, so it is kept apart."""
        claims = self.claims(view)
        backing = self.claims(view.without("country", "from", "to"))
        events = find_events(self.frames, view, [claim.id for claim in backing])
        return Reading(self, view, claims, tuple(self.dossier.events[name] for name in events))

    def facets(self, view: View, key: str) -> dict[str, int]:
        """How many claims each value of a filter key would show, the other filters staying as they are."""
        return dict(self._counts(view.without(key), key))

    def _count(self, view: View, key: str) -> Mapping[str, int]:
        """Every page asks for the same few counts on every run."""
        return count_facet(self.frames, key, [claim.id for claim in self.claims(view)])
