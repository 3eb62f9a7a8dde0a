"""Which dates and which spans of numbers cannot be right together.

Everything here takes n log n steps, save that sets of dates which share no day are held against each other in pairs.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from itertools import accumulate, combinations, pairwise
from typing import Any

from dossier.dates import Edtf, overlaps, sort_key


def opposed_spans(spans: Mapping[int, tuple[Any, Any]]) -> frozenset[int]:
    """The places of the spans that lie wholly above or below another."""
    lowest_end = min((high for _, high in spans.values()), default=None)
    highest_start = max((low for low, _ in spans.values()), default=None)
    return frozenset(place for place, (low, high) in spans.items() if low > lowest_end or high < highest_start)


def opposed_dates(dates: Mapping[int, Edtf]) -> frozenset[int]:
    """As with figures; a date may also fall into a gap between the members of a set, which opposes both."""
    opposed = set(opposed_spans({place: sort_key(answer) for place, answer in dates.items()}))
    sets = {place: answer for place, answer in dates.items() if answer.members}
    if not sets or _share_a_day(dates.values()):
        return frozenset(opposed)
    spans = {place: sort_key(answer) for place, answer in dates.items() if place not in sets}
    within = _within_a_gap(sets.values())
    opposed |= {place for place, span in spans.items() if within(span)}
    falls_into = _holds_a_span(spans.values())
    opposed |= {place for place, answer in sets.items() if falls_into(answer)}
    for place in [place for place in sets if place not in opposed]:
        apart = {other for other in sets if not overlaps(sets[place], sets[other])}
        opposed |= apart | ({place} if apart else set())
    return frozenset(opposed)


def dates_clash(dates: Collection[Edtf]) -> bool:
    """Whether two of the dates cannot overlap.

    Spans have a day in common exactly if every two of them have one (Helly), so ends suffice; a date may also fall into
    a gap between the members of a set.
    """
    spans = [sort_key(answer) for answer in dates if not answer.members]
    sets = [answer for answer in dates if answer.members]
    hulls = [sort_key(answer) for answer in dates]
    if hulls and max(start for start, _ in hulls) > min(end for _, end in hulls):
        return True
    if not sets or _share_a_day(dates):
        return False
    falls_into = _holds_a_span(spans)
    return any(map(falls_into, sets)) or any(not overlaps(one, other) for one, other in combinations(sets, 2))


def _stretches(edtf: Edtf) -> list[tuple[date, date]]:
    """The days that a date can mean, as separate stretches in order of time."""
    stretches: list[tuple[date, date]] = []
    for start, end in sorted(map(sort_key, edtf.members or (edtf,))):
        if stretches and start <= stretches[-1][1]:
            stretches[-1] = stretches[-1][0], max(end, stretches[-1][1])
        else:
            stretches.append((start, end))
    return stretches


def _gaps(edtf: Edtf) -> list[tuple[date, date]]:
    """The last day before and the first day after each gap between the stretches of a set."""
    return [(last, first) for (_, last), (first, _) in pairwise(_stretches(edtf))]


def _share_a_day(dates: Iterable[Edtf]) -> bool:
    """Whether there is a day that all the dates can mean; counted day by day where a stretch begins or ends."""
    stretches = [_stretches(edtf) for edtf in dates]
    edges = sorted(edge for spans in stretches for start, end in spans for edge in ((start, 0), (end, 1)))
    return max(accumulate(-1 if ends else 1 for _, ends in edges), default=0) == len(stretches)


def _holds_a_span(spans: Iterable[tuple[date, date]]) -> Callable[[Edtf], bool]:
    """A test whether any of the spans falls into a gap of a set.

    The spans are sorted by their start, each with the earliest end from there on, so that a gap is looked up at once.
    """
    ordered = sorted(spans)
    starts = [start for start, _ in ordered]
    ends = [*accumulate((end for _, end in reversed(ordered)), min)][::-1]

    def test(edtf: Edtf) -> bool:
        places = ((bisect_right(starts, last), first) for last, first in _gaps(edtf))
        return any(place < len(ends) and ends[place] < first for place, first in places)

    return test


def _within_a_gap(sets: Iterable[Edtf]) -> Callable[[tuple[date, date]], bool]:
    """A test whether a span falls into a gap of any of the sets; the same the other way round."""
    gaps = sorted(gap for edtf in sets for gap in _gaps(edtf))
    lasts = [last for last, _ in gaps]
    firsts = [*accumulate((first for _, first in gaps), max)]

    def test(span: tuple[date, date]) -> bool:
        place = bisect_left(lasts, span[0])
        return place > 0 and span[1] < firsts[place - 1]

    return test
