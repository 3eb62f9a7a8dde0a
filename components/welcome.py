"""The first screen: what this is, from when, three questions to begin with, and what can be done here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from components.cases import case_row, question_view, side_lines
from components.pieces import (
    DOT,
    badge_of,
    card,
    columns,
    heading,
    link,
    paragraph,
    show_kept,
    small,
    strong,
)
from components.words import case_badge, counted
from dossier.conflicts import Case
from dossier.dates import sort_key
from dossier.dates import words as date_words
from dossier.language import _
from dossier.leads import find_starts
from dossier.reading import Reading

_WAYS = (
    ("timeline", _("Timeline"), "timeline", _("What happened when, and how exactly the texts know it")),
    ("conflicts", _("Conflicts"), "balance", _("Every disputed question, its sides and their words")),
    ("analysts", _("Analysts"), "record_voice_over", _("What each voice holds, foresaw and rests on")),
    ("sources", _("Sources"), "article", _("The texts themselves, every claim marked in place")),
    ("claims", _("Claims"), "format_quote", _("Search and filter everything that is said")),
)


_MOST_DISPUTED = 6


def show_welcome(reading: Reading) -> None:
    """What a view holds, where to begin, what can be done, and what else is disputed; there has to be a claim."""
    show_kept(reading, "welcome", lambda: _welcome(reading), kind="welcome")


def _welcome(reading: Reading) -> Iterator[Markup]:
    starts = find_starts(reading.conflicts)
    yield _extent(reading)
    yield from _beginnings(reading, starts)
    yield heading(2, _("What you can do here"))
    yield columns((_way(reading, *way) for way in _WAYS), most=len(_WAYS))
    yield from _others(reading, [case for case in reading.conflicts if case not in starts])


def _extent(reading: Reading) -> Markup:
    """How much the view holds, and from when its texts are."""
    counts = (
        counted(len(reading.sources), "source", "sources"),
        counted(len(reading.claims), "claim", "claims"),
        counted(len({claim.voice for claim in reading.claims}), "voice", "voices"),
        strong(counted(len(reading.conflicts), "conflict", "conflicts")),
        counted(len(reading.events), "event", "events"),
    )
    dates = sorted({source.published for source in reading.sources}, key=sort_key)
    first, last = date_words(dates[0]), date_words(dates[-1])
    published = _("Published {first}.") if first == last else _("The first published {first}, the last {last}.")
    return small(DOT.join(counts), published.format(first=first, last=last))


def _beginnings(reading: Reading, starts: Sequence[Case]) -> Iterator[Markup]:
    """Three disputed questions of different kinds, each with its sides."""
    if not starts:
        yield paragraph(_("Within these filters no two claims stand against each other."))
        return
    cards = columns((_start(reading, case) for case in starts), most=len(starts))
    yield heading(2, _("Where to begin"))
    yield Markup('<div class="starts">{}</div>').format(cards)


def _start(reading: Reading, case: Case) -> Markup:
    target = question_view(reading.view, case.question.id)
    return card(
        paragraph(badge_of(case_badge(case))),
        link(target, case.question.ask, kind="title top"),
        side_lines(reading, case),
    )


def _way(reading: Reading, page: str, label: str, icon: str, words: str) -> Markup:
    """A page, with what it is good for."""
    return paragraph(link(reading.view.on(page), label, icon=icon, kind="title top")) + small(words)


def _others(reading: Reading, cases: Sequence[Case]) -> Iterator[Markup]:
    if not cases:
        return
    every = _("All {conflicts}").format(conflicts=counted(len(reading.conflicts), "conflict", "conflicts"))
    yield heading(2, _("Also disputed"))
    yield from (case_row(reading, case) for case in cases[:_MOST_DISPUTED])
    yield paragraph(link(reading.view.on("conflicts"), every, icon="balance", kind="top"))
