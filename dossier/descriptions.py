"""A view in words: what a link holds, said before anybody opens it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from dossier.countries import country_name
from dossier.dates import words as date_words
from dossier.keys import KEY_WORDS
from dossier.language import _, begun
from dossier.model import Dossier
from dossier.problems import shorten
from dossier.terms import CLAIM_TYPES, CONFLICTS, EVENT_KINDS, FORECASTS, LIKELIHOODS, VOICE_GROUPS
from dossier.view import LISTS, VOICES, View

PAGE_TITLES = {
    "overview": _("Overview"),
    "timeline": _("Timeline"),
    "conflicts": _("Conflicts"),
    "analysts": _("Analysts"),
    "sources": _("Sources"),
    "claims": _("Claims"),
    "method": _("Method"),
}
_FORMS = {
    "agreement": _("who agrees with whom"),
    "compare": _("voices side by side"),
    "forecasts": _("forecasts"),
    "gaps": _("what no claim was made of"),
    "table": _("as a table"),
    "matrix": _("as a matrix"),
    "brief": _("as a brief"),
}
"""Form of a page -> how it is told."""
_ORDERS = {
    "said": _("in the order they were said"),
    "happened": _("in the order things happened"),
    "voice": _("ordered by voice"),
    "source": _("ordered by source"),
    "topic": _("ordered by topic"),
}
_COLUMNS = {"voice": _("by voice")}
_VALUES: dict[str, Mapping[Any, str]] = {
    "type": CLAIM_TYPES,
    "likelihood": {name: begun(words) for name, words in LIKELIHOODS.items()},
    "kind": EVENT_KINDS,
    "dated": {"stated": _("dates as stated"), "inferred": _("inferred dates")},
    "conflict": {**CONFLICTS, **FORECASTS},
    "who": VOICE_GROUPS,
}
"""Key of a link -> what its values are called."""
_NAME_LENGTH = 90
_FEW = 2


def describe(dossier: Dossier, view: View) -> str:
    """What a view shows, in one line: "Conflicts, Norway or Sweden, 3 sources, as known on 31 October 2024"."""
    return ", ".join([PAGE_TITLES[view.page], *_selections(dossier, view), *_named_lists(dossier, view), *_rest(view)])


def describe_filters(dossier: Dossier, view: View) -> str:
    """The filters alone, with names where there are few: "Norway or Sweden, as known on 31 October 2024"."""
    return ", ".join([*_named_lists(dossier, view), *_rest(view)])


def _selections(dossier: Dossier, view: View) -> Iterator[str]:
    if view.page == "conflicts" and len(view.question) == 1:
        yield _("the question “{title}”").format(title=_short(dossier.questions[view.question[0]].title))
    if view.claim:
        yield _("the claim “{text}”").format(text=_short(dossier.claims[view.claim].text.rstrip(".")))
    if view.event:
        yield _("the event “{title}”").format(title=_short(dossier.events[view.event].title))
    if view.publication:
        yield _("the source “{title}”").format(title=_short(dossier.sources[view.publication].title))
    if view.cell:
        question, holder = view.cell.split(".")
        held_by = dossier.sources[holder].title if holder in dossier.sources else dossier.voices[holder].name
        asked = dossier.questions[question].title
        yield _("what “{holder}” says on “{question}”").format(holder=_short(held_by), question=_short(asked))
    if view.analyst:
        yield _("the voice “{name}”").format(name=_short(dossier.voices[view.analyst].name))


def _named_lists(dossier: Dossier, view: View) -> Iterator[str]:
    for key in _filtering(view):
        values = view.values(key)
        if len(values) > _FEW:
            yield KEY_WORDS[key].counted(len(values))
            continue
        one, *others = (_name(dossier, key, value) for value in values)
        yield _("{one} or {other}").format(one=one, other=others[0]) if others else one


def _filtering(view: View) -> Iterator[str]:
    """The keys of lists that filter: one question on the page of conflicts is not a filter, but what is shown."""
    selected = view.page == "conflicts" and len(view.question) == 1
    return (key for key in (*LISTS, *VOICES) if view.values(key) and not (key == "question" and selected))


def _name(dossier: Dossier, key: str, value: str) -> str:
    match key:
        case "country":
            return country_name(value)
        case "speaker":
            return _("voices from {country}").format(country=country_name(value))
        case "source":
            return f"“{_short(dossier.sources[value].title)}”"
        case "voice" | "party" | "partner" | "with":
            return dossier.voices[value].name
        case "question":
            return _short(dossier.questions[value].title)
        case "topic":
            return value.replace("-", " ").replace("_", " ").capitalize()
    return _VALUES[key][value]


def _rest(view: View) -> Iterator[str]:
    if view.show in _FORMS:
        yield _FORMS[view.show]
    if view.by:
        yield _COLUMNS[view.by]
    if view.sort:
        yield _ORDERS[view.sort]
    if view.part:
        yield _("part {number:,}").format(number=view.part)
    if view.at is not None:
        yield _("at a place in the text")
    if view.name:
        yield _("the name “{name}”").format(name=_short(view.name))
    if view.q:
        yield _("the words “{words}”").format(words=_short(view.q))
    if view.since:
        yield _("from {date}").format(date=date_words(view.since))
    if view.until:
        yield _("until {date}").format(date=date_words(view.until))
    if view.span:
        yield _("the chart over {date}").format(date=date_words(view.span))
    if view.known:
        yield _("as known on {date}").format(date=date_words(view.known))


def _short(words: str) -> str:
    return shorten(words, _NAME_LENGTH)
