"""One voice in full: who it is, where it stands, what it foresaw, how sure it speaks, on what it rests."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

import streamlit as st
from markupsafe import Markup

from components.agreement import company_pieces
from components.certainty import certainty_pieces
from components.chains import chain_pieces
from components.forecasts import forecast_pieces
from components.marks import escape
from components.parts import part_links, rest_words
from components.pieces import (
    Piece,
    badge_of,
    card,
    gray,
    heading,
    jumps,
    link,
    paragraph,
    row,
    show_kept,
    small,
    symbol,
)
from components.quotes import quote_line
from components.stands import change_pieces, stand_pieces
from components.voices import count_words, describe
from components.words import VOICE_GROUPS, Badge, counted, topic_words
from dossier.agreement import find_company
from dossier.conflicts import Case
from dossier.dates import words as date_words
from dossier.forecasts import find_forecasts
from dossier.language import _, ngettext
from dossier.model import Claim, Voice
from dossier.parts import part_of
from dossier.profiles import (
    count_claims,
    find_certainty,
    find_chains,
    find_changes,
    find_quoted,
    find_stands,
    find_topics,
    in_order,
)
from dossier.reading import Reading
from dossier.voices import Profile, find_profile, group_of, is_collective

FEW = 3
"""Fewer claims than this say little about a voice."""
_LINES, _CLAIMS = 40, 120
"""How many lines a list of this page has at most, and how many claims stand in one part."""
LONG = 4
"""From so many parts on, a page begins with links to them."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the page under a heading of its own, which a link to it names."""

    name: str
    heading: str
    pieces: Iterable[Piece]
    count: int | None = None


def show_profile(reading: Reading, voice: Voice) -> None:
    """Everything about a voice, the shorter the less there is to tell."""
    show_kept(reading, "profile", lambda: _profile(reading, voice))


def _profile(reading: Reading, voice: Voice) -> Iterable[Piece]:
    profile = find_profile(reading.dossier, voice.id, reading.claims)
    yield paragraph(link(reading.view.without("analyst"), _("All voices"), icon="arrow_back", kind="top"))
    yield row(*(badge_of(badge) for badge in _badges(voice)))
    yield partial(st.title, escape(voice.name))
    yield from _head(reading, voice, profile)
    if not profile.claims:
        everything = [claim for claim in reading.dossier.claims.values() if claim.voice == voice.id]
        yield from _unheard(reading, len(everything))
        if everything:
            return
    parts = [*_parts(reading, voice, profile), *_words_of_others(reading, profile)]
    if len(parts) >= LONG:
        yield jumps((part.name, part.heading) for part in parts)
    for part in parts:
        yield heading(2, part.heading, count=part.count, anchor=part.name)
        yield from part.pieces


def _parts(reading: Reading, voice: Voice, profile: Profile) -> Iterable[Part]:
    """What there is to tell of what it says and does itself, in the order in which a reader asks for it."""
    if not profile.claims and profile.events:
        yield Part("part-in", _("Takes part in"), _events(reading, profile))
    cases, dossier = reading.known_cases, reading.dossier
    answered = {name for claim in profile.claims for name in claim.answers}
    if forecasts := find_forecasts(dossier, cases, profile.claims):
        yield Part("foresaw", _("Forecasts"), forecast_pieces(reading, forecasts))
    if stands := find_stands(cases, voice.id, answered):
        yield Part("stands", _("Positions"), stand_pieces(reading, stands))
    if profile.claims and (company := find_company(dossier, cases, voice.id)):
        yield Part("agrees", _("Who answers the same questions"), company_pieces(reading, company))
    if changes := find_changes(dossier, [case for case in cases if case.question.id in answered], voice.id):
        yield Part("changes", _("Changes of position, and saying both"), change_pieces(reading, changes))
    if profile.claims:
        yield Part("sure", _("How certain"), certainty_pieces(find_certainty(profile.claims)))
    chains, quoted = find_chains(dossier, voice.id, reading.claims), find_quoted(profile, reading.claims)
    if chains or quoted:
        pieces = chain_pieces(reading, voice, chains=chains, quoted=quoted)
        yield Part("rests", _("How the words reached the texts"), pieces)
    if profile.claims:
        yield Part("silent", _("Questions answered, and not"), _silence(reading, cases, profile))
        yield Part("says", _("Claims"), _claims(reading, profile.claims), len(profile.claims))


def _words_of_others(reading: Reading, profile: Profile) -> Iterable[Part]:
    together = [claim for claim in reading.claims if claim.voice in profile.collectives]
    for name, label, claims in (
        ("together", _("Said together with others"), together),
        ("its-word", _("What others say on this voice's word"), profile.relied_on),
        ("through-it", _("Passed on by this voice"), profile.relayed),
    ):
        if claims:
            yield Part(name, label, _said_by_others(reading, claims), len(claims))


# Head


def _head(reading: Reading, voice: Voice, profile: Profile) -> Iterable[Markup]:
    yield paragraph(describe(voice))
    yield small(*_background(reading, voice, profile))
    if profile.claims:
        compare = reading.view.without("analyst").having(show="compare", compared=(voice.id,))
        ways = link(compare, _("Compare with others"), icon="compare_arrows", kind="top")
        yield row(small(_numbers(reading, profile)), ways)
    for words, names in (
        (_("Taken to be among them:"), voice.members),
        (_("Heard together with others as:"), profile.collectives),
    ):
        if names:
            yield small(words) + row(*(_voice_link(reading, name) for name in names))
    if 0 < len(profile.claims) < FEW:
        one = _("One claim: too little to judge how this voice speaks. What there is stands below.")
        two = _("Two claims: too little to judge how this voice speaks. What there is stands below.")
        yield _notice(one if len(profile.claims) == 1 else two)


def _notice(words: str) -> Markup:
    return card(paragraph(symbol("info") + words))


def _unheard(reading: Reading, claims: int) -> Iterable[Markup]:
    """A voice may say nothing in this view, or nothing itself at all; the page says which, and shows the way back."""
    if not claims:
        yield _notice(
            _("No claim is in this voice's name: the texts tell what it did or said, in the words of others.")
        )
        return
    told = _("This voice makes {claims}, but none that fits the filters.")
    yield _notice(told.format(claims=counted(claims, "claim", "claims")))
    lifted = reading.view.without(*reading.view.active_filters())
    yield paragraph(link(lifted, _("Lift all filters"), icon="filter_alt_off"))


def _numbers(reading: Reading, profile: Profile) -> str:
    forecasts = find_forecasts(reading.dossier, reading.known_cases, profile.claims)
    return f"{count_words(count_claims(profile.claims))} · {counted(len(forecasts), 'forecast', 'forecasts')}"


def _badges(voice: Voice) -> Iterable[Badge]:
    if voice.analyst and voice.kind != "group":
        yield Badge(_("Analyst"), "person_search", "blue")
    else:
        group = _("Group") if voice.kind == "group" else VOICE_GROUPS[group_of(voice)]
        yield Badge(group, "record_voice_over", "gray")
    if not voice.named:
        yield Badge(_("Unnamed"), "visibility_off", "orange")
    if is_collective(voice):
        yield Badge(_("Several together"), "groups", "orange")


def _background(reading: Reading, voice: Voice, profile: Profile) -> Iterable[str]:
    if voice.aliases:
        yield _("Also written: {names}").format(names=", ".join(voice.aliases))
    if is_collective(voice):
        unknown = "" if voice.members else " " + _("The texts do not list them.")
        yield _("Several together, counted as one origin at most, and not at all beside one of their own.") + unknown
    for name in (name for name in profile.written if reading.dossier.sources[name] in reading.known_sources):
        source = reading.dossier.sources[name]
        basis = f" ({source.authors_basis})" if source.authors_basis else ""
        told = _("Author of “{title}”, published {date}")
        yield told.format(title=source.title, date=date_words(source.published)) + basis
    if voice.note:
        yield _("Note: {note}").format(note=voice.note)


def _voice_link(reading: Reading, voice: str) -> Markup:
    return link(reading.view.having(analyst=voice), reading.dossier.voices[voice].name, kind="top")


# What it says


def _events(reading: Reading, profile: Profile) -> Iterable[Markup]:
    yield rest_words(profile.events, _LINES, "more event", "more events", _("the timeline has every one."))
    for name in profile.events[:_LINES]:
        event = reading.dossier.events[name]
        target = reading.view.on("timeline").having(event=name)
        label = Markup("<span>{} {}</span>").format(event.title, gray(date_words(event.date)))
        yield paragraph(link(target, label, icon="timeline", kind="top"))


def _silence(reading: Reading, cases: Sequence[Case], profile: Profile) -> Iterable[Markup]:
    covers = find_topics(cases, profile.claims)
    silent = [topic for topic in covers if not topic.answered]
    spoken = [topic for topic in covers if topic.answered]
    if not spoken:
        asked = sum(cover.asked for cover in covers)
        none = ngettext(
            "Does not answer the one question that is answered here.",
            "Answers none of the {number} questions that are answered here.",
            asked,
        )
        yield paragraph(none.format(number=asked))
        return
    answers = "; ".join(
        _("{topic} {answered} of {asked}").format(
            topic=topic_words(cover.topic), answered=cover.answered, asked=cover.asked
        )
        for cover in spoken
    )
    yield paragraph(_("Answers: {topics}.").format(topics=answers))
    if silent:
        topics = "; ".join(
            _("{topic} (all {asked})").format(topic=topic_words(cover.topic), asked=cover.asked) for cover in silent
        )
        told = _("Answers none of the questions on: {topics}. It may speak of these subjects all the same.")
        yield paragraph(told.format(topics=topics))
    for name in profile.sources:
        source = reading.dossier.sources[name]
        if source.extent == "truncated":
            told = _("“{title}” is held only in part: what it went on to say is not known.")
            yield small(told.format(title=source.title))
    if set(profile.sources) - set(profile.written):
        yield small(_("Others quote this voice: silence here may be theirs, not its own."))


def _claims(reading: Reading, claims: Sequence[Claim]) -> Iterable[Markup]:
    yield small(_("In the order it was said, and within a text in the order of the text."))
    part = part_of(in_order(reading.dossier, claims), reading.view.part, size=_CLAIMS)
    yield from (quote_line(reading, claim) for claim in part.items)
    yield part_links(reading.view, part)


def _said_by_others(reading: Reading, claims: Sequence[Claim]) -> Iterable[Markup]:
    yield from (quote_line(reading, claim, speaker=True) for claim in claims[:_LINES])
    where = Markup(_("the download of all claims has them, by {origin} and {via}.")).format(
        origin=Markup("<code>origin</code>"), via=Markup("<code>via</code>")
    )
    yield rest_words(claims, _LINES, "more claim", "more claims", where)
