"""Events: what to pick out, the list by year and month, and one of them in full."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from markupsafe import Markup

from components.cards import claim_card
from components.cases import case_row
from components.notices import hidden_words, show_not_yet
from components.parts import show_parts
from components.pieces import gray, heading, link, paragraph, row, show_html, show_kept, small, strong, symbol
from components.sources import source_lines
from components.words import EVENT_KINDS, counted
from dossier.countries import country_name
from dossier.dates import precision_words
from dossier.dates import words as date_words
from dossier.language import _
from dossier.model import Claim, Event, Source
from dossier.parts import part_of
from dossier.reading import Reading
from dossier.timeline import (
    Item,
    by_year_and_month,
    chosen_key,
    disputes_about,
    find_items,
    known_claims_of,
    perhaps_first,
)
from dossier.view import View
from dossier.voices import independent_origins

_ITEMS = 150
"""How many items stand in one part of a long list."""


def summary(reading: Reading) -> str:
    """How many events there are, and how many of their dates are inferred."""
    inferred = sum(bool(event.date_basis) for event in reading.events)
    parts = [counted(len(reading.events), "event", "events")]
    if reading.events:
        said = _("{number} with an inferred date") if inferred else _("all dates as the texts state them")
        parts.append(said.format(number=inferred))
    return " · ".join(parts)


# The list


def show_event_list(reading: Reading) -> None:
    """The list that says in words what the chart draws, by year and month."""
    part = part_of(find_items(reading), reading.view.part, size=_ITEMS)
    shown = chosen_key(reading.view)
    years = by_year_and_month(part.items)
    show_kept(reading, "events", lambda: (_year(year, years[year], shown) for year in years), kind="event-list")
    show_parts(reading.view.having(event="", publication=""), part)


def _year(year: str, months: Mapping[str, Sequence[Item]], shown: str) -> Markup:
    told = [heading(3, year, kind="ruled")]
    for month, items in months.items():
        if month or len(months) > 1:
            told.append(heading(4, month or _("Month not known")))
        told += (_row(item, chosen=item.key == shown) for item in items)
    return Markup().join(told)


def _row(item: Item, *, chosen: bool) -> Markup:
    """Title as the link, under it kind, date and how the date is known."""
    kind = _("Text published") if item.kind == "publication" else EVENT_KINDS[item.kind]
    inferred = " · " + _("inferred") if item.basis else ""
    title = link(item.view, item.title, icon="arrow_right" if chosen else "", kind="here" if chosen else "")
    return Markup('<div class="item">{}{}</div>').format(title, small(f"{date_words(item.date)}{inferred} · {kind}"))


# One event


def show_event(reading: Reading, event: Event) -> None:
    """An event in full: when and on what basis, where, who took part, what is disputed, every claim behind it."""
    claims = known_claims_of(reading, event)
    show_html(_head(EVENT_KINDS[event.kind], reading.view.without("event", "publication")))
    if not claims:
        show_not_yet(reading, _("The texts that tell of this event"))
        return
    show_html(
        heading(2, event.title),
        _date(event),
        _facts(reading, event),
        *_disputes(reading, event),
        *_claims(reading, event, claims),
    )


def show_publication(reading: Reading, source: Source) -> None:
    """The publication of a source: when and how that is known, by whom, and the way into the text."""
    show_html(_head(_("Text published"), reading.view.without("publication")))
    if source not in reading.known_sources:
        show_not_yet(reading, _("This text"))
        return
    held = sum(claim.source == source.id for claim in reading.claims)
    target = reading.view.on("sources").having(source=(source.id,))
    show_html(
        heading(2, source.title),
        paragraph(strong(date_words(source.published))),
        small(*source_lines(reading, source)),
        paragraph(strong(_("{claims} in this view").format(claims=counted(held, "claim", "claims")))),
        paragraph(link(target, _("Read the text"), icon="article", kind="top")),
    )


def _head(kind: str, closed: View) -> Markup:
    close = link(closed, _("Close"), icon="close")
    return row(Markup('<div><span class="badge gray">{}</span></div>').format(kind), close, kind="notice")


def _date(event: Event) -> Markup:
    doubt = precision_words(event.date)
    when = strong(date_words(event.date)) + (" " + gray(doubt) if doubt else "")
    stated = symbol("event_available") + _("The date is as the texts state it.")
    inferred = symbol("edit_calendar") + _("The date is inferred: {basis}").format(basis=event.date_basis)
    return paragraph(when) + small(inferred if event.date_basis else stated)


def _facts(reading: Reading, event: Event) -> Markup:
    inside = event.id in {known.id for known in reading.events}
    countries = ", ".join(map(country_name, event.countries))
    facts = small(
        "" if inside else symbol("filter_alt") + _("Outside your filters"),
        _("Where: {place}").format(place=event.place) if event.place else "",
        _("Countries: {countries}").format(countries=countries) if countries else "",
        _("Note: {note}").format(note=event.note) if event.note else "",
    )
    voices = (
        link(
            reading.view.on("analysts").having(analyst=name),
            reading.dossier.voices[name].name,
            icon="person",
            kind="top",
        )
        for name in event.participants
    )
    return facts + (row(*voices) if event.participants else Markup())


def _disputes(reading: Reading, event: Event) -> Iterable[Markup]:
    """The conflicts that the event's claims take part in, each a link to its page."""
    disputes = disputes_about(reading, event)
    if disputes:
        questions = counted(len(disputes), "question", "questions")
        yield paragraph(strong(_("Disputed: {questions}").format(questions=questions)))
        yield from (case_row(reading, case) for case in disputes)


def _claims(reading: Reading, event: Event, claims: Sequence[Claim]) -> Iterable[Markup]:
    origins = independent_origins(reading.dossier, claims)
    hidden = len(event.claims) - len(claims)
    counts = counted(len(claims), "claim", "claims"), counted(len(origins), "independent origin", "independent origins")
    yield paragraph(strong(" · ".join(counts)))
    yield small(
        _first_told(reading, claims) if len(claims) > 1 else "",
        hidden_words(hidden) if hidden else "",
    )
    yield from (claim_card(reading, claim, full=True) for claim in claims)


def _first_told(reading: Reading, claims: Sequence[Claim]) -> str:
    """Who told it first in these texts, as far as their dates tell."""
    dossier = reading.dossier
    first = perhaps_first(reading, claims)
    sources = {claim.source for claim in claims}
    if len(sources) == 1:
        return _("All of them stand in one text, “{title}”.").format(title=dossier.sources[sources.pop()].title)
    if len(first) == len(claims):
        return _("The texts are dated too vaguely to tell which of these claims came first.")
    said = ", ".join(dict.fromkeys(f"{dossier.voices[c.voice].name} ({date_words(dossier.said(c))})" for c in first))
    return _("First in these texts: {voices}").format(voices=said)
