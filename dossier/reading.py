"""A dossier made ready to be asked, and what a view of it holds: the one way from a link to its content."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache, wraps
from threading import Lock
from typing import Any, TypeVar

from dossier.conflicts import Case, find_cases, rank_conflicts, state_of
from dossier.coverage import SentenceCover, claims_by_source, find_coverage
from dossier.dates import Edtf
from dossier.facets import count_values
from dossier.frames import Frames, build_frames, end_day, start_day
from dossier.model import Claim, Dossier, Event, Outcome, Source
from dossier.queries import find_claims, find_events, held_claims
from dossier.search import SearchIndex
from dossier.view import Pairs, View

MOST_COVERED = 200
"""Of how many sources what becomes of each sentence is kept."""
MOST_KEPT = 2_000_000
"""How many claims the views that are kept hold together, about."""
Made = TypeVar("Made")


def once(make: Callable[[Reading], Made]) -> Callable[[Reading], Made]:
    """What is made of a reading is made once, and kept as long as the reading is."""

    @wraps(make)
    def made(reading: Reading) -> Made:
        return reading.keep(make, lambda: make(reading))

    return made


@dataclass(frozen=True, eq=False)
class Reading:
    """What a view holds, found when it is first asked for: hardly a page shows all of it."""

    index: Index
    view: View

    @property
    def dossier(self) -> Dossier:
        """The dossier that is read."""
        return self.index.dossier

    @cached_property
    def _made(self) -> dict[Hashable, Any]:
        return {}

    def keep(self, name: Hashable, make: Callable[[], Made]) -> Made:
        """What `make` gives, made once for all sessions that read the same; `name` tells it from whatever else is kept.

        It must not be changed by anybody.
        """
        if name not in self._made:
            self._made[name] = make()
        return self._made[name]

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """The claims in the view, in file order."""
        return self.index.claims(self.view)

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """The events in the view, in order of time."""
        return self.index.events(self.view)

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
        return tuple(
            case for case in self.known_cases if self._asks(case) and not self.claim_ids.isdisjoint(case.claims)
        )

    def _asks(self, case: Case) -> bool:
        """Whether a question is among those asked for: a claim in the view may answer others too."""
        topics, questions = self.view.topic, self.view.question
        return (not topics or case.question.topic in topics) and (not questions or case.question.id in questions)

    @cached_property
    def known_cases(self) -> tuple[Case, ...]:
        """The questions that are answered by what could be known on the view's date, whatever its other filters."""
        return self.index.cases(self.view.known)

    def case(self, question: str) -> Case | None:
        """One of the known cases, by its question."""
        return next((case for case in self.known_cases if case.question.id == question), None)

    @cached_property
    def conflicts(self) -> tuple[Case, ...]:
        """The cases on which not all can be right, the most instructive first; only those of the kinds asked for."""
        kinds = self.view.conflict
        return tuple(case for case in rank_conflicts(self.cases) if not kinds or state_of(case) in kinds)

    @property
    def asked_cases(self) -> tuple[Case, ...]:
        """The conflicts of the view; where it names questions, those, conflicts or not."""
        asked = set(self.view.question)
        cases = tuple(case for case in self.known_cases if case.question.id in asked)
        return (*rank_conflicts(cases), *(case for case in cases if not case.kind)) if asked else self.conflicts

    @cached_property
    def agreed(self) -> tuple[Case, ...]:
        """The cases on which all claims can be right; none where the view asks for a kind of conflict."""
        return () if self.view.conflict else tuple(case for case in self.cases if not case.kind)

    def is_whole(self, case: Case) -> bool:
        """Whether every claim of the dossier on a question was known on the view's date.

        What a curator writes about a question speaks of all of them, and would tell what was not known then.
        """
        return self.view.known is None or case.question.id not in self._partly_known

    @cached_property
    def _partly_known(self) -> frozenset[str]:
        """The questions that later claims answer or settle too."""
        claims = self.dossier.claims.values()
        later = {name for claim in claims if claim.id not in self.known_ids for name in claim.answers}
        settled = (q for q in self.dossier.questions.values() if q.outcome)
        return frozenset(
            later | {q.id for q in settled if q.outcome and not self.known_ids.issuperset(q.outcome.claims)}
        )

    def outcome(self, case: Case) -> Outcome | None:
        """What came of a forecast as known on the view's date: with the claims, and the note, that were known then."""
        outcome = case.question.outcome
        if outcome is None or case.state in {None, "open"}:
            return None
        known = tuple(name for name in outcome.claims if name in self.known_ids)
        note = outcome.note if len(known) == len(outcome.claims) else None
        return outcome.model_copy(update={"claims": known, "note": note})

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
        self._searching = Lock()
        kept = max(16, min(256, MOST_KEPT // (len(dossier.claims) + 1)))
        self._readings = lru_cache(maxsize=kept)(self._read)
        self._counts = lru_cache(maxsize=256)(self._count)
        self.cases = lru_cache(maxsize=32)(self._cases)
        self.coverage = lru_cache(maxsize=MOST_COVERED)(self._coverage)

    @property
    def search(self) -> SearchIndex:
        """The search index, made when it is first asked for: few views search, and it takes as long as loading."""
        with self._searching:
            return self._search

    @cached_property
    def _search(self) -> SearchIndex:
        return SearchIndex(self.dossier)

    def claims(self, view: View) -> tuple[Claim, ...]:
        """The claims that a view holds, in file order."""
        if not view.active_filters():
            return tuple(self.dossier.claims.values())
        return tuple(self.dossier.claims[name] for name in find_claims(self.frames, view, found=self._found(view)))

    def events(self, view: View) -> tuple[Event, ...]:
        """The events that a view holds, in order of time."""
        held = held_claims(self.frames, view.without("country", "from", "to"), found=self._found(view))
        return tuple(self.dossier.events[name] for name in find_events(self.frames, view, held))

    def _found(self, view: View) -> Collection[str] | None:
        return self.search.find(view.q) if view.q else None

    def sources(self, known: Edtf | None) -> tuple[Source, ...]:
        """The sources that had appeared for certain by a date; all without one."""
        sources = tuple(self.dossier.sources.values())
        return tuple(s for s in sources if end_day(s.published) <= end_day(known)) if known else sources

    @cached_property
    def claims_of(self) -> Mapping[str, list[Claim]]:
        """Source id -> its claims, in file order."""
        return claims_by_source(self.dossier)

    def _coverage(self, source: str) -> tuple[SentenceCover, ...]:
        """What becomes of every sentence of a source."""
        return find_coverage(self.dossier, self.dossier.sources[source], self.claims_of.get(source, ()))

    def _cases(self, known: Edtf | None) -> tuple[Case, ...]:
        """All questions answered by what could be known on a date."""
        names = {source.id for source in self.sources(known)}
        return find_cases(self.dossier, self.claims(View(known=known)), sources=names)

    def read(self, view: View) -> Reading:
        """What a view holds; the views asked for last are kept."""
        return self._readings(view, view.unknown)

    def _read(self, view: View, _: Pairs) -> Reading:
        """Views are equal whatever they do not know; a reading tells it, so it is kept apart."""
        return Reading(self, view)

    def facets(self, view: View, key: str) -> dict[str, int]:
        """How many claims each value of a filter key would show, the other filters staying as they are."""
        return dict(self._counts(view.without(key), key))

    def _count(self, view: View, key: str) -> Mapping[str, int]:
        """Every page asks for the same few counts on every run."""
        return count_values(self.dossier, key, self.read(view).claims)
