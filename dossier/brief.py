"""A brief: disputed questions on paper, positions first, each side with the same room for its own words.

What it says is laid out once, as blocks of text, and written as Markdown or as a page for print (`dossier.typeset`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from dossier.conflicts import Case, Side
from dossier.dates import parse_edtf
from dossier.dates import words as date_words
from dossier.language import _
from dossier.leads import find_leads, find_links
from dossier.model import Claim, Dossier, LinkType
from dossier.reading import Reading
from dossier.terms import LIKELIHOODS, OUTCOMES, STATUSES, WHY_DIFFER, case_words, counted, side_letter
from dossier.view import View

MOST_QUOTES = 3
"""How many quotes a side has at most."""

Style: TypeAlias = Literal["plain", "strong", "emphasis"]
BlockKind: TypeAlias = Literal["title", "heading", "subheading", "text", "item", "quote", "citation"]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style; a link where it has a target."""

    text: str
    style: Style = "plain"
    target: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of a brief."""

    kind: BlockKind
    runs: tuple[Run, ...]


def find_brief(
    reading: Reading, cases: Sequence[Case], *, made: date, base: str = "", filters: Iterable[str] = ()
) -> tuple[Block, ...]:
    """The brief of some of the questions of a view, its title first.

    `made` is the day it is made, `base` the address of the site (empty leaves links relative to it), `filters` what
    narrows the view, in words.
    """
    return tuple(_Writer(reading, cases, base).blocks(made, list(filters)))


def room(case: Case) -> int:
    """How many quotes each side has: as many as the side with the fewest claims can fill, three at most."""
    standing = [len(side.claims) for side in case.sides if side.claims]
    return min(MOST_QUOTES, *standing) if standing else 0


class _Writer:
    """Lays out a brief, and numbers the claims in the order in which they are cited."""

    def __init__(self, reading: Reading, cases: Sequence[Case], base: str) -> None:
        self.reading, self.cases, self.base = reading, cases, base.rstrip("/")
        self.numbers: dict[str, int] = {}

    @property
    def dossier(self) -> Dossier:
        return self.reading.dossier

    def blocks(self, made: date, filters: list[str]) -> Iterator[Block]:
        yield from self.head(made, filters)
        for case in self.cases:
            yield from self.case(case)
        yield Block("heading", (Run(_("Citations")),))
        for name, number in self.numbers.items():
            yield self.citation(self.dossier.claims[name], number)
        yield Block("text", (Run(" ".join(self.dossier.about.licence.split())),))

    def head(self, made: date, filters: list[str]) -> Iterator[Block]:
        title = _("Brief on {questions}").format(questions=counted(len(self.cases), "question", "questions"))
        yield Block("title", (Run(title),))
        view, dossier = self.reading.view, self.dossier
        facts = [dossier.about.title, _("made on {date}").format(date=date_words(parse_edtf(made.isoformat())))]
        facts.append(_("data version {version}").format(version=dossier.version))
        yield Block("text", (Run(" · ".join(facts)),))
        if filters:
            yield Block("text", _around(_("Narrowed to {filters}"), "{filters}", Run("; ".join(filters), "strong")))
        target = self.address(view.having(show="", v=dossier.version))
        yield Block("text", _around(_("To be read at {address}"), "{address}", Run(target, target=target)))
        yield Block("text", (Run(_RULE, "emphasis"),))

    def case(self, case: Case) -> Iterator[Block]:
        """A question: what is asked and answered in brief, then the sides in their own words."""
        question = case.question
        yield Block("heading", (Run(question.title),))
        yield Block("text", (Run(question.ask),))
        yield Block("text", (Run(f"{case_words(case)}. ", "strong"), Run(self.counts(case))))
        for place, side in enumerate(case.sides):
            yield Block("item", (Run(f"{side_letter(place)}. {side.label}", "strong"), Run(f": {_side_counts(side)}")))
        yield from self.why(case)
        for place, side in enumerate(case.sides):
            yield from self.side(case, side, side_letter(place))
        yield from self.links(case)
        yield from self.outcome(case)
        yield from self.silence(case)

    def counts(self, case: Case) -> str:
        parts = (counted(len(case.claims), "claim", "claims"), counted(len(case.voices), "voice", "voices"))
        return f"{', '.join(parts)}, {counted(len(case.origins), 'independent origin', 'independent origins')}."

    def why(self, case: Case) -> Iterator[Block]:
        differ = case.question.differ
        if case.kind and differ and self.reading.is_whole(case):
            reasons = "; ".join(WHY_DIFFER[why] for why in differ.why)
            yield Block("text", (Run(_("Why they differ:") + " ", "strong"), Run(f"{reasons}. {differ.note}")))

    def side(self, case: Case, side: Side, letter: str) -> Iterator[Block]:
        yield Block("subheading", (Run(f"{letter}. {side.label}"),))
        leads = find_leads(self.dossier, case, side)
        for claim in leads[: room(case)]:
            yield Block("quote", (*quoted(self.dossier, claim), Run(" — "), *self.cited(claim)))
        further = leads[room(case) :]
        if further:
            numbers = ", ".join(f"[{self.number(claim)}]" for claim in further)
            yield Block("text", (Run(_("Also on this side: {numbers}.").format(numbers=numbers)),))
        for name in side.withdrawn:
            claim = self.dossier.claims[name]
            told = _("No longer upheld ({status}): {number}.")
            number = f"[{self.number(claim)}]"
            yield Block("text", (Run(told.format(status=STATUSES[claim.status], number=number)),))

    def cited(self, claim: Claim) -> tuple[Run, ...]:
        doubt = f" ({_doubt(claim)})" if claim.hedge else ""
        name = self.dossier.voices[claim.voice].name
        return (Run(f"{name}, {date_words(self.dossier.said(claim))}{doubt} [{self.number(claim)}]"),)

    def links(self, case: Case) -> Iterator[Block]:
        for one, link in find_links(self.dossier, case):
            other = self.dossier.claims[link.to]
            numbers = {"one": f"[{self.number(one)}]", "other": f"[{self.number(other)}]"}
            yield Block("text", (Run(_LINKED[link.type].format(**numbers, why=link.why)),))

    def outcome(self, case: Case) -> Iterator[Block]:
        outcome = self.reading.outcome(case)
        if outcome is None:
            return
        known = [self.dossier.claims[name] for name in outcome.claims]
        numbers = ", ".join(f"[{self.number(claim)}]" for claim in known)
        states = {side.label: side.state for side in case.sides if side.state}
        came = "; ".join(f"“{label}”: {OUTCOMES[state]}" for label, state in states.items())
        told = " ".join(part for part in (f"{came}.", outcome.note, numbers) if part)
        yield Block("text", (Run(_("What came of it:") + " ", "strong"), Run(told)))

    def silence(self, case: Case) -> Iterator[Block]:
        sources = [self.dossier.sources[name] for name in case.silent]
        for told, extent in (
            (_("Silent on it: {titles}."), "full"),
            (_("Silent as far as the truncated text goes: {titles}."), "truncated"),
        ):
            titles = "; ".join(f"“{source.title}”" for source in sources if source.extent == extent)
            if titles:
                yield Block("text", (Run(told.format(titles=titles)),))

    def citation(self, claim: Claim, number: int) -> Block:
        dossier = self.dossier
        source = dossier.sources[claim.source]
        voice = dossier.voices[claim.voice]
        chain = [dossier.voices[name].name for name in dossier.chain(claim)]
        parts = [", ".join(part for part in (voice.name, voice.role) if part)]
        parts.append(_("in “{title}”").format(title=source.title))
        parts += [source.publisher] if source.publisher else []
        parts.append(_("published {date}").format(date=date_words(source.published)))
        if len(chain) > 1:
            parts.append(_("by way of {chain}").format(chain=" ← ".join(chain)))
        target = self.address(View(page="sources", claim=claim.id))
        runs = (Run(f"[{number}] ", "strong"), Run(f"{', '.join(parts)}. "), Run(target, target=target))
        return Block("citation", runs)

    def number(self, claim: Claim) -> int:
        return self.numbers.setdefault(claim.id, len(self.numbers) + 1)

    def address(self, view: View) -> str:
        return self.base + view.link()


_RULE = _(
    "On each question all sides are given the same number of quotes; the other claims are cited by number. The words "
    "that make a claim are in bold, inside their sentence. Origins count independent words, not truth: one origin "
    "repeated by several is not corroboration."
)
_LINKED: dict[LinkType, str] = {
    "contradicts": _("{one} contradicts {other}: {why}"),
    "supersedes": _("{one} supersedes {other}: {why}"),
    "qualifies": _("{one} qualifies {other}: {why}"),
    "repeats": _("{one} repeats {other}: {why}"),
}


def quoted(dossier: Dossier, claim: Claim) -> tuple[Run, ...]:
    """The sentence in which a claim is made, as its text has it, the words that make the claim in bold."""
    text, spans = dossier.texts.get(claim.source), dossier.spans.get(claim.id, ())
    if text is None or not spans:
        return (Run(claim.quote, "strong"),)
    around = text.sentence_around(spans)
    runs, at = [], around.start
    for span in spans:
        runs += [Run(text.content[at : span.start]), Run(text.text_of(span), "strong")]
        at = span.end
    return tuple(run for run in (*runs, Run(text.content[at : around.end])) if run.text)


def _side_counts(side: Side) -> str:
    origins = counted(len(side.origins), "independent origin", "independent origins")
    counts = f"{counted(len(side.claims), 'claim', 'claims')}, {origins}"
    return f"{counts}, {OUTCOMES[side.state]}" if side.state else counts


def _doubt(claim: Claim) -> str:
    if not claim.likelihood:
        return f"“{claim.hedge}”"
    return _("“{hedge}”, read as {likelihood}").format(hedge=claim.hedge, likelihood=LIKELIHOODS[claim.likelihood])


def _around(text: str, place: str, run: Run) -> tuple[Run, ...]:
    """A text with a run in its place."""
    before, _place, after = text.partition(place)
    return tuple(part for part in (Run(before), run, Run(after)) if part.text)


# Markdown


_SYNTAX = re.compile(r"([\\`*_\[\]<>|~$&#])")
_MARKS: dict[BlockKind, str] = {
    "title": "# ",
    "heading": "## ",
    "subheading": "### ",
    "text": "",
    "item": "- ",
    "quote": "> ",
    "citation": "",
}


def brief_markdown(blocks: Iterable[Block], *, escape: Callable[[str], str] | None = None) -> str:
    """The blocks as Markdown text. `escape` makes Markdown of data; without one, that of CommonMark."""
    write = escape or escape_markdown
    return "\n\n".join(_MARKS[block.kind] + "".join(_run(run, write) for run in block.runs) for block in blocks) + "\n"


def escape_markdown(text: str) -> str:
    """The text as CommonMark that shows exactly it, on one line."""
    return _SYNTAX.sub(r"\\\1", " ".join(text.split()))


def _run(run: Run, escape: Callable[[str], str]) -> str:
    """White space stays outside of marks, which would not be read as such next to it."""
    inner = escape(run.text)
    before = " " if run.text[:1].isspace() else ""
    after = " " if run.text[-1:].isspace() and inner else ""
    if run.target.startswith(("http://", "https://")):
        inner = f"[{inner}](<{run.target.replace('<', '%3C').replace('>', '%3E')}>)"
    mark = {"plain": "", "strong": "**", "emphasis": "*"}[run.style]
    return f"{before}{mark}{inner}{mark}{after}"
