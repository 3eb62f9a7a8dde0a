"""What the model cannot see in one record alone: references, answers, quotes; and the lint that follows.

Each check is a small function from a draft to findings; CHECKS is the list of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain

from dossier.dates import EdtfError, parse_edtf
from dossier.findings import ABOUT, NOUNS, Draft, Finding, Path, references
from dossier.lint import find_warnings
from dossier.model import Claim, Figure, Omission, Question
from dossier.problems import did_you_mean, shorten
from dossier.quotes import QuoteError, find_quote
from dossier.voices import reach


def find_problems(draft: Draft) -> Iterator[Finding]:
    """Every finding in a draft, in no particular order; warnings come last, because they look at the places found."""
    yield from chain.from_iterable(check(draft) for check in CHECKS)
    yield from find_warnings(draft)


# References


def dangling_references(draft: Draft) -> Iterator[Finding]:
    """A reference must lead to a record of the file."""
    known = {section: set(ids) for section, ids in draft.ids.items()}
    for section, index, path, target, wanted in references(draft):
        if wanted not in known[target]:
            message = f"there is no {NOUNS[target]} '{shorten(wanted)}'"
            yield Finding(section, index, path, message, did_you_mean(wanted, draft.ids[target]))


def repeated_ids(draft: Draft) -> Iterator[Finding]:
    """An id is given once within its section."""
    for section, ids in draft.ids.items():
        taken: set[str] = set()
        for index, name in enumerate(ids):
            if name in taken and name:
                message = f"the id '{shorten(name)}' is already taken by another {NOUNS[section]}"
                yield Finding(section, index, ("id",), message)
            taken.add(name)


def links_to_itself(draft: Draft) -> Iterator[Finding]:
    """A claim is not its own witness."""
    for i, claim in draft.claims.items():
        for n, link in enumerate(claim.links):
            if link.to == claim.id:
                yield Finding("claims", i, ("links", n, "to"), "the claim links to itself")


def members_of_itself(draft: Draft) -> Iterator[Finding]:
    """A collective voice is none of its own members, directly or through another: origins are counted by members."""
    voices = {voice.id: voice for voice in draft.voices.values()}
    for i, voice in draft.voices.items():
        for n, member in enumerate(voice.members):
            if voice.id in reach(voices, member):
                yield Finding("voices", i, ("members", n), f"'{voice.id}' would be a member of itself")


def aliases_lead_on(draft: Draft) -> Iterator[Finding]:
    """An alias leads from an id that is free to one that is taken, in one step."""
    known = {**draft.ids, "topics": tuple({question.topic for question in draft.questions.values()})}
    for section, ids in known.items():
        aliases = draft.about.aliases.of(section) if draft.about else {}
        noun = NOUNS.get(section, "topic")
        for old, new in aliases.items():
            if wrong := _wrong_alias(old, new, aliases, ids, noun):
                yield Finding(ABOUT, 0, ("aliases", section, old), *wrong)


def _wrong_alias(
    old: str, new: str, aliases: Mapping[str, str], ids: Sequence[str], noun: str
) -> tuple[str, str] | None:
    if old in ids:
        return f"'{old}' is still the id of a {noun}", "Only an id that is no longer used can lead to another."
    if new in ids:
        return None
    if new in aliases:
        return f"'{old}' leads to '{new}', which is an alias itself", f"Write {old}: {aliases[new]}."
    return f"there is no {noun} '{new}' for '{old}' to lead to", did_you_mean(new, ids)


# Questions and answers


def positions_fit(draft: Draft) -> Iterator[Finding]:
    """Positions are named once, and what speaks of them names one that exists."""
    for i, question in draft.questions.items():
        ids = [position.id for position in question.positions]
        for n, name in enumerate(ids):
            if name in ids[:n]:
                yield Finding("questions", i, ("positions", n, "id"), f"the position '{name}' stands twice")
        named: list[tuple[Path, str]] = [
            (("compatible", n), name) for n, pair in enumerate(question.compatible) for name in pair
        ]
        if question.outcome and question.outcome.position:
            named.append((("outcome", "position"), question.outcome.position))
        for path, name in named:
            if name not in ids:
                yield Finding("questions", i, path, f"there is no position '{name}'", did_you_mean(name, ids))


def answers_fit(draft: Draft) -> Iterator[Finding]:
    """An answer has the form that its question's kind asks for."""
    questions = {question.id: question for question in draft.questions.values()}
    for i, claim in draft.claims.items():
        for name, value in claim.answers.items():
            if name in questions and (wrong := _wrong_answer(questions[name], value)):
                yield Finding("claims", i, ("answers", name), *wrong)


def _wrong_answer(question: Question, value: Figure | str) -> tuple[str, str] | None:
    if question.kind == "figure":
        return _wrong_figure(question, value)
    if isinstance(value, Figure):
        return f"'{question.id}' asks for a {'date' if question.kind == 'date' else 'position'}, not a figure", ""
    if question.kind == "date":
        return _wrong_date(value)
    ids = [position.id for position in question.positions]
    if value in ids:
        return None
    hint = did_you_mean(value, ids) or f"It has {', '.join(ids)}."
    return f"'{question.id}' has no position '{shorten(value)}'", hint


def _wrong_figure(question: Question, value: Figure | str) -> tuple[str, str] | None:
    if not isinstance(value, Figure):
        return f"'{question.id}' asks for a figure", "Write {low: 11000, wording: …}."
    if value.unit and value.unit != question.unit:
        hint = "Figures in another unit answer another question."
        return f"the unit '{shorten(value.unit)}' is not the question's '{question.unit}'", hint
    return None


def _wrong_date(value: str) -> tuple[str, str] | None:
    try:
        parse_edtf(value)
    except EdtfError as error:
        return str(error), ""
    return None


def extents_explained(draft: Draft) -> Iterator[Finding]:
    """A truncated text says what is missing."""
    for i, source in draft.sources.items():
        if source.extent == "truncated" and not source.extent_note:
            yield Finding("sources", i, ("extent",), "a truncated text needs `extent_note`: what is missing")


# Quotes


def find_spans(draft: Draft) -> Iterator[Finding]:
    """Every quote stands in its raw text, once; the places found are kept in the draft.

    Text by text: its folded form costs more than all the quotes in it.
    """
    for i, claim in sorted(draft.claims.items(), key=lambda item: item[1].source):
        if claim.source in draft.texts:
            yield from _locate(draft, "claims", i, (), claim.source, claim)
    for i, source in draft.sources.items():
        if source.id in draft.texts:
            draft.omissions[source.id] = ()
            for n, omission in enumerate(source.omitted):
                yield from _locate(draft, "sources", i, ("omitted", n), source.id, omission)


def _locate(
    draft: Draft, section: str, index: int, path: Path, source: str, record: Claim | Omission
) -> Iterator[Finding]:
    prefix, suffix = record.prefix or "", record.suffix or ""
    try:
        spans = find_quote(draft.texts[source], record.quote, prefix=prefix, suffix=suffix)
    except QuoteError as error:
        yield Finding(section, index, (*path, "quote"), str(error))
        return
    if isinstance(record, Claim):
        draft.spans[record.id] = spans
    else:
        draft.omissions[source] = (*draft.omissions[source], spans)


CHECKS: tuple[Callable[[Draft], Iterator[Finding]], ...] = (
    repeated_ids,
    dangling_references,
    links_to_itself,
    members_of_itself,
    aliases_lead_on,
    positions_fit,
    answers_fit,
    extents_explained,
    find_spans,
)
