"""Lint for meaning: what is no mistake by itself, and yet deserves a second look. All of it is warnings.

Each check is a small function from a draft to findings. LINT looks at what is there; ABSENCES looks for what is
missing, and runs only when every record could be read: a record that could not may hold it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import chain
from typing import TypeAlias

from dossier.dates import Edtf, overlaps, words
from dossier.findings import Draft, Finding, references
from dossier.folding import fold
from dossier.hedges import fits
from dossier.model import Claim, Figure
from dossier.problems import shorten
from dossier.quantities import interval
from dossier.texts import Span
from dossier.voices import without_collectives

Check: TypeAlias = Callable[[Draft], Iterator[Finding]]


def find_warnings(draft: Draft) -> Iterator[Finding]:
    """Every warning in a draft whose quotes have been looked for, in no particular order."""
    complete = all(len(getattr(draft, section)) == len(ids) for section, ids in draft.ids.items())
    yield from chain.from_iterable(check(draft) for check in (*LINT, *(ABSENCES if complete else ())))


# What is there


def hedges_stand_there(draft: Draft) -> Iterator[Finding]:
    """A hedge is the speaker's own word, from the sentence of the quote."""
    for i, claim in draft.claims.items():
        if not claim.hedge or claim.id not in draft.spans:
            continue
        text = draft.texts[claim.source]
        sentence = fold(text.text_of(text.sentence_around(draft.spans[claim.id]))).content
        if fold(claim.hedge).content not in sentence:
            message = f"the hedge '{shorten(claim.hedge)}' does not stand in the quote's sentence"
            yield Finding("claims", i, ("hedge",), message, level="warning")


def likelihoods_have_hedges(draft: Draft) -> Iterator[Finding]:
    """A likelihood reads a hedge; without the words there is nothing to read."""
    for i, claim in draft.claims.items():
        if claim.likelihood and not claim.hedge:
            yield Finding("claims", i, ("likelihood",), "a likelihood without a hedge to read it from", level="warning")


def likelihoods_fit_hedges(draft: Draft) -> Iterator[Finding]:
    """A likelihood lies where the words of the hedge can put it. Only English hedges are known."""
    sources = {source.id: source for source in draft.sources.values()}
    for i, claim in draft.claims.items():
        source = sources.get(claim.source)
        if not (claim.hedge and claim.likelihood and source and source.language.startswith("en")):
            continue
        if not fits(claim.likelihood, claim.hedge):
            message = f"'{claim.likelihood}' is not what the hedge '{shorten(claim.hedge)}' says"
            yield Finding("claims", i, ("likelihood",), message, level="warning")


def quotes_reused(draft: Draft) -> Iterator[Finding]:
    """One quote serves two claims only when it really makes both: the curator should look twice."""
    first: dict[tuple[str, tuple[Span, ...]], str] = {}
    for i, claim in draft.claims.items():
        if claim.id not in draft.spans:
            continue
        other = first.setdefault((claim.source, draft.spans[claim.id]), claim.id)
        if other != claim.id and not claim.note:
            hint = "Shorten each quote to its own words, or say in `note` why both need the same."
            yield Finding("claims", i, ("quote",), f"the same quote also serves '{other}'", hint, "warning")


def said_before_published(draft: Draft) -> Iterator[Finding]:
    """Nobody can be quoted from a time after the source was published."""
    sources = {source.id: source for source in draft.sources.values()}
    for i, claim in draft.claims.items():
        source = sources.get(claim.source)
        if claim.said and source and _after(claim.said, source.published):
            message = f"said {words(claim.said)}, after its source was published ({words(source.published)})"
            yield Finding("claims", i, ("said",), message, level="warning")


def _after(one: Edtf, other: Edtf) -> bool:
    return one.earliest is not None and other.latest is not None and one.earliest > other.latest


def event_dates_agree(draft: Draft) -> Iterator[Finding]:
    """An event lies where its claims put it, or a question on the date says that they differ."""
    claims = {claim.id: claim for claim in draft.claims.values()}
    for i, event in draft.events.items():
        backing = [claims[name] for name in event.claims if name in claims]
        dated = [claim for claim in backing if claim.about]
        if dated and not any(claim.about and overlaps(claim.about, event.date) for claim in dated):
            message = f"dated {words(event.date)}, but none of its dated claims falls then"
            yield Finding("events", i, ("date",), message, level="warning")


# What is missing


def positions_taken(draft: Draft) -> Iterator[Finding]:
    """A position that no claim takes may be a slip, or a claim still missing."""
    taken = {(name, value) for claim in draft.claims.values() for name, value in claim.answers.items()}
    for i, question in draft.questions.items():
        for n, position in enumerate(question.positions):
            settled = question.outcome is not None and question.outcome.position == position.id
            if (question.id, position.id) not in taken and not settled:
                yield Finding(
                    "questions", i, ("positions", n), f"nobody takes the position '{position.id}'", level="warning"
                )


def questions_answered(draft: Draft) -> Iterator[Finding]:
    """A question that nothing answers shows an empty page."""
    answered = {name for claim in draft.claims.values() for name in claim.answers}
    for i, question in draft.questions.items():
        if question.id not in answered:
            yield Finding("questions", i, ("id",), "no claim answers this question", level="warning")


def voices_heard(draft: Draft) -> Iterator[Finding]:
    """A voice that neither speaks, relays, writes nor takes part is a leftover."""
    heard = {target for _, _, _, section, target in references(draft) if section == "voices"}
    for i, voice in draft.voices.items():
        if voice.id not in heard:
            yield Finding("voices", i, ("id",), "this voice neither speaks nor takes part in anything", level="warning")


def sources_used(draft: Draft) -> Iterator[Finding]:
    """A source without claims looks as if it said nothing."""
    used = {claim.source for claim in draft.claims.values()}
    for i, source in draft.sources.items():
        if source.id not in used:
            yield Finding("sources", i, ("id",), "no claim comes from this source", level="warning")


def origins_differ(draft: Draft) -> Iterator[Finding]:
    """Two sources that rest on one origin look like two witnesses.

    A `repeats` link to another claim of the same answer says that the curator knows, and takes the claim out of the
    count. Silent where one source speaks, however often: nobody takes that for two.
    """
    voices = {voice.id: voice for voice in draft.voices.values()}
    for (question, _), side in _sides(draft).items():
        names = {claim.id for claim in side.values()}
        counted = {i: claim for i, claim in side.items() if not _repeats(claim, names)}
        origins = without_collectives(voices, (claim.origin or claim.voice for claim in counted.values()))
        if len(origins) == 1 and len({claim.source for claim in counted.values()}) > 1:
            first, *_ = counted.values()
            last = next(i for i, claim in counted.items() if claim.source != first.source)
            message = f"no second witness to '{question}': this and '{first.id}' both rest on '{origins[0]}'"
            hint = "Link one to the other with `repeats`, or give the `origin`, if it is another."
            yield Finding("claims", last, ("answers", question), message, hint, "warning")


def _sides(draft: Draft) -> dict[tuple[str, object], dict[int, Claim]]:
    """The standing claims that give one answer to one question; figures with the same bounds are one answer."""
    sides: dict[tuple[str, object], dict[int, Claim]] = defaultdict(dict)
    for i, claim in draft.claims.items():
        for question, value in claim.answers.items() if claim.status == "current" else ():
            answer = (*interval(value), value.bound) if isinstance(value, Figure) else value
            sides[question, answer][i] = claim
    return sides


def _repeats(claim: Claim, others: set[str]) -> bool:
    return any(link.type == "repeats" and link.to in others for link in claim.links)


def figures_and_forecasts_answer(draft: Draft) -> Iterator[Finding]:
    """A figure or a forecast that answers no question is compared with nothing, and never held to what came.

    Facts and assessments may stand alone as background. So may a figure or forecast that an event, a link or an
    outcome leads to, or one whose `note` says why it stands alone.
    """
    led_to = {target for _, _, _, section, target in references(draft) if section == "claims"}
    for i, claim in draft.claims.items():
        alone = not (claim.answers or claim.links or claim.note or claim.id in led_to)
        if alone and claim.type in {"figure", "forecast"}:
            hint = "Give it a question, an event or a link, or say in `note` why it stands alone."
            yield Finding("claims", i, ("type",), f"this {claim.type} answers no question", hint, "warning")


LINT: tuple[Check, ...] = (
    hedges_stand_there,
    likelihoods_have_hedges,
    likelihoods_fit_hedges,
    quotes_reused,
    said_before_published,
    event_dates_agree,
)
ABSENCES: tuple[Check, ...] = (
    positions_taken,
    questions_answered,
    voices_heard,
    sources_used,
    origins_differ,
    figures_and_forecasts_answer,
)
