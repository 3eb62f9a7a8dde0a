"""Which answers to a question cannot be right together.

Everything here takes n log n steps in the number of answers, save for positions, of which a question has a few, and for
sets of dates which share no day, which are held against each other in pairs.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from itertools import accumulate, combinations, pairwise
from typing import Any

from dossier.dates import Edtf, overlaps, sort_key
from dossier.model import Answer, Figure, Position, Question
from dossier.quantities import interval


def clash(question: Question, one: Answer, other: Answer) -> bool:
    """Whether two answers to a question cannot both be right. "Too early to say" excludes nothing."""
    if isinstance(one, Position) and isinstance(other, Position):
        return takes_a_stand(one) and takes_a_stand(other) and not go_together(question, one.id, other.id)
    if isinstance(one, Figure) and isinstance(other, Figure):
        (low, high), (from_, to) = interval(one), interval(other)
        return low > to or from_ > high
    if isinstance(one, Edtf) and isinstance(other, Edtf):
        return not overlaps(one, other)
    raise TypeError(f"answers of different kinds to one question: {one!r}, {other!r}")


def takes_a_stand(answer: Answer) -> bool:
    """Whether an answer can disagree with another: "too early to say" and "will not say" cannot."""
    return not (isinstance(answer, Position) and (answer.neutral or answer.declines))


def go_together(question: Question, one: str, other: str) -> bool:
    """Whether two positions of a question can both be right: a position and itself, and pairs that it names so."""
    return one == other or any({one, other} == set(pair) for pair in question.compatible)


def find_clashing(question: Question, answers: Mapping[int, Answer]) -> frozenset[int]:
    """The places of the answers that clash with at least one other.

    "At least 2,000" fits 10,000 as well as 11,000 to 12,000, and so clashes with neither, though those two do.
    """
    match question.kind:
        case "stance" | "forecast":
            pairs = combinations(answers, 2)
            apart = (pair for pair in pairs if clash(question, answers[pair[0]], answers[pair[1]]))
            return frozenset(place for pair in apart for place in pair)
        case "figure":
            return _opposed_spans({n: interval(answer) for n, answer in answers.items() if isinstance(answer, Figure)})
        case "date":
            return _opposed_dates({n: answer for n, answer in answers.items() if isinstance(answer, Edtf)})


def _opposed_spans(spans: Mapping[int, tuple[Any, Any]]) -> frozenset[int]:
    """The places of the spans that lie wholly above or below another."""
    lowest_end = min((high for _, high in spans.values()), default=None)
    highest_start = max((low for low, _ in spans.values()), default=None)
    return frozenset(place for place, (low, high) in spans.items() if low > lowest_end or high < highest_start)


def _opposed_dates(dates: Mapping[int, Edtf]) -> frozenset[int]:
    """As with figures; a date may also fall into a gap between the members of a set, which opposes both."""
    opposed = set(_opposed_spans({place: sort_key(answer) for place, answer in dates.items()}))
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
