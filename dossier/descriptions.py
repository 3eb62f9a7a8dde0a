"""A view in words: what a link holds, said before anybody opens it."""

from __future__ import annotations

from collections.abc import Iterator

from dossier.countries import country_name
from dossier.dates import words as date_words
from dossier.keys import KEY_WORDS
from dossier.model import Dossier
from dossier.problems import shorten
from dossier.terms import counted
from dossier.view import LISTS, VOICES, View

PAGE_TITLES = {
    "overview": "Overview",
    "timeline": "Timeline",
    "conflicts": "Conflicts",
    "analysts": "Analysts",
    "sources": "Sources",
    "claims": "Claims",
    "method": "Method",
}
_FORMS = {
    "agreement": "who agrees with whom",
    "compare": "voices side by side",
    "forecasts": "forecasts",
    "gaps": "what no claim was made of",
    "table": "as a table",
    "matrix": "as a matrix",
    "brief": "as a brief",
}
"""Form of a page -> how it is told."""
_ORDERS = {
    "said": "in the order they were said",
    "happened": "in the order things happened",
    "voice": "ordered by voice",
    "source": "ordered by source",
    "topic": "ordered by topic",
}
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
        yield f"the question “{_short(dossier.questions[view.question[0]].title)}”"
    if view.claim:
        yield f"the claim “{_short(dossier.claims[view.claim].text.rstrip('.'))}”"
    if view.event:
        yield f"the event “{_short(dossier.events[view.event].title)}”"
    if view.publication:
        yield f"the source “{_short(dossier.sources[view.publication].title)}”"
    if view.cell:
        question, holder = view.cell.split(".")
        held_by = dossier.sources[holder].title if holder in dossier.sources else dossier.voices[holder].name
        yield f"what “{_short(held_by)}” says on “{_short(dossier.questions[question].title)}”"
    if view.analyst:
        yield f"the voice “{_short(dossier.voices[view.analyst].name)}”"


def _number(view: View, key: str) -> str:
    return counted(len(view.values(key)), KEY_WORDS[key].one, KEY_WORDS[key].many)


def _named_lists(dossier: Dossier, view: View) -> Iterator[str]:
    for key in _filtering(view):
        values = view.values(key)
        names = " or ".join(_name(dossier, key, value) for value in values)
        yield names if len(values) <= _FEW else _number(view, key)


def _filtering(view: View) -> Iterator[str]:
    """The keys of lists that filter: one question on the page of conflicts is not a filter, but what is shown."""
    selected = view.page == "conflicts" and len(view.question) == 1
    return (key for key in (*LISTS, *VOICES) if view.values(key) and not (key == "question" and selected))


def _name(dossier: Dossier, key: str, value: str) -> str:
    match key:
        case "country":
            return country_name(value)
        case "speaker":
            return f"voices from {country_name(value)}"
        case "source":
            return f"“{_short(dossier.sources[value].title)}”"
        case "voice" | "party" | "partner" | "with":
            return dossier.voices[value].name
        case "question":
            return _short(dossier.questions[value].title)
    return value.replace("-", " ").replace("_", " ").capitalize()


def _rest(view: View) -> Iterator[str]:
    if view.show in _FORMS:
        yield _FORMS[view.show]
    if view.by:
        yield f"by {view.by}"
    if view.sort:
        yield _ORDERS[view.sort]
    if view.part:
        yield f"part {view.part:,}"
    if view.at is not None:
        yield "at a place in the text"
    if view.name:
        yield f"the name “{_short(view.name)}”"
    if view.q:
        yield f"the words “{_short(view.q)}”"
    if view.since:
        yield f"from {date_words(view.since)}"
    if view.until:
        yield f"until {date_words(view.until)}"
    if view.span:
        yield f"the chart over {date_words(view.span)}"
    if view.known:
        yield f"as known on {date_words(view.known)}"


def _short(words: str) -> str:
    return shorten(words, _NAME_LENGTH)
