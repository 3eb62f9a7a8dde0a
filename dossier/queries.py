"""What a view holds: filters over the frames, written once as Narwhals expressions for every engine."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import narwhals.stable.v2 as nw

from dossier.frames import Frames, end_day, start_day
from dossier.view import View

_COLUMNS = ("source", "voice", "speaker", "type", "likelihood")
_LOOKED_UP = 500
"""So many keys are looked up in less time than a join takes."""
FACETS: Mapping[str, str] = {
    "country": "claim_countries",
    "speaker": "claims",
    "source": "claims",
    "voice": "claims",
    "question": "claim_answers",
    "topic": "claim_answers",
    "type": "claims",
    "likelihood": "claims",
}
"""Filter key -> the frame that has a column of that name."""


def held_claims(frames: Frames, view: View, *, found: Collection[str] | None = None) -> Any:
    """The rows of the table of claims that a view holds, still on the engine of the tables: nothing is fetched.

    `found` are the claims that match the words of `view.q`, as the search tells; None asks for no words.
    """
    claims = _where(frames.claims, [*_column_filters(view), *_date_filters(view), *_known_filter(view)])
    claims = _having(claims, frames.claim_countries, "claim", "country", view.country)
    claims = _having(claims, frames.claim_answers, "claim", "question", view.question)
    claims = _having(claims, frames.claim_answers, "claim", "topic", view.topic)
    return claims if found is None else claims.filter(_is_one_of("claim", found))


def find_claims(frames: Frames, view: View, *, found: Collection[str] | None = None) -> list[str]:
    """The ids of the claims that a view holds, in the order of the claims file; `found` as in `held_claims`."""
    held = held_claims(frames, view, found=found).select("claim", "place")
    return _collected(held).sort("place")["claim"].to_list()


def count_claims(held: Any) -> int:
    """How many claims `held_claims` holds, counted where they are."""
    return int(_collected(held.select(nw.len())).item())


def find_rows(held: Any, columns: Sequence[str], *, first: int, size: int) -> list[dict[str, Any]]:
    """Some columns of `size` of the held claims from the `first` on (counted from 0), in the order of the claims file.

    Only these are fetched. `size` is cut by the caller to what there is: the part is taken from the end of its sort.
    """
    if size < 1:
        return []
    part = held.select("place", *columns).sort("place").head(first + size).sort("place", descending=True).head(size)
    return _collected(part).sort("place").select(*columns).rows(named=True)


def find_events(frames: Frames, view: View, held: Any) -> list[str]:
    """The ids of the events that a view holds, in order of time.

    An event matches by its own countries, kind, participants and date, and by having one of the claims `held` behind
    it: those that the view holds when its countries and dates are left out.
    """
    own = [nw.col(key).is_in(values) for key in ("kind", "dated") if (values := view.values(key))]
    events = _where(frames.events, [*_date_filters(view), *own])
    events = _having(events, frames.event_countries, "event", "country", view.country)
    events = _having(events, frames.event_parties, "event", "party", view.party)
    events = _having(events, frames.event_parties, "event", "party", view.partner)
    backed = _in(nw.from_native(frames.event_claims), held, "claim")
    events = _in(events, backed, "event")
    return _collected(events).sort("earliest", "latest", "place")["event"].to_list()


def count_facets(frames: Frames, held: Any, *, most: int | None = None) -> Mapping[str, Mapping[str, int]]:
    """For each filter key, how many of the held claims have each value."""
    return {key: count_facet(frames, key, held, most=most) for key in FACETS}


def count_facet(frames: Frames, key: str, held: Any, *, most: int | None = None) -> Mapping[str, int]:
    """How many of the claims of `held_claims` have each value of a filter key, the most frequent value first.

    With `most`, only so many of the values are fetched.
    """
    frame, number = held, nw.len()
    if FACETS[key] != "claims":
        links = nw.from_native(getattr(frames, FACETS[key])).select("claim", key)
        frame, number = _in(links, held, "claim"), nw.col("claim").n_unique()
    counts = frame.filter(nw.col(key) != "").group_by(key).agg(number.alias("claims"))
    if most is not None:
        counts = counts.sort("claims", key, descending=[True, False]).head(most)
    rows = _collected(counts).sort("claims", key, descending=[True, False])
    return dict(zip(rows[key].to_list(), rows["claims"].to_list(), strict=True))


def _is_one_of(column: str, ids: Collection[str]) -> nw.Expr:
    """Some engines know no empty list; no id is empty."""
    return nw.col(column).is_in(list(ids) or [""])


def _collected(frame: Any) -> nw.DataFrame[Any]:
    """The rows in memory, where the engine has not fetched them yet."""
    return frame.lazy().collect()


def _where(native: Any, filters: list[nw.Expr]) -> Any:
    frame = nw.from_native(native)
    return frame.filter(*filters) if filters else frame


def _column_filters(view: View) -> list[nw.Expr]:
    return [nw.col(key).is_in(values) for key in _COLUMNS if (values := getattr(view, key))]


def _date_filters(view: View) -> list[nw.Expr]:
    """Vague dates match by overlap: what may lie in the span is kept."""
    filters = []
    if view.since:
        filters.append(nw.col("latest") >= start_day(view.since))
    if view.until:
        filters.append(nw.col("earliest") <= end_day(view.until))
    return filters


def _known_filter(view: View) -> list[nw.Expr]:
    """Only sources that had appeared for certain: one that may have come later was perhaps not known."""
    return [nw.col("published") <= end_day(view.known)] if view.known else []


def _having(frame: Any, links: Any, key: str, column: str, values: tuple[str, ...]) -> Any:
    """The rows that the link table joins to one of the values; all rows if none is asked for."""
    if not values:
        return frame
    return _in(frame, nw.from_native(links).filter(nw.col(column).is_in(values)), key)


def _in(frame: Any, other: Any, key: str) -> Any:
    """The rows whose key is in another frame too. In memory few keys are looked up: a join takes twice as long."""
    if isinstance(frame, nw.DataFrame) and len(other) <= _LOOKED_UP:
        return frame.filter(nw.col(key).is_in(other[key]))
    return frame.join(other.select(key), on=key, how="semi")
