"""The claim card: one component, the same everywhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from components.marks import Color, marked_sentence
from components.pieces import card, columns, link, paragraph, row, share, show_html, small, strong, symbol
from components.words import CLAIM_TYPES, LIKELIHOODS, LINKS
from dossier.countries import country_name
from dossier.dates import words as date_words
from dossier.model import Claim, Dossier
from dossier.reading import Reading
from dossier.view import View

_CHAIN = Markup(" ← ")


def show_claim(reading: Reading, claim: Claim, *, color: Color = "blue", full: bool = False) -> None:
    """A claim as a card on the page."""
    show_html(claim_card(reading, claim, color=color, full=full))


def show_claims(reading: Reading, claims: Sequence[Claim]) -> None:
    """Claims as cards in two columns, to be read row by row."""
    show_html(columns((claim_card(reading, claim) for claim in claims), most=2))


def claim_card(
    reading: Reading, claim: Claim, *, color: Color = "blue", full: bool = False, found: Markup | None = None
) -> Markup:
    """A claim as a card: its words in their sentence, who says it and through whom, when, and how sure.

    `full` adds the curator's sentence, the basis of dates, links to other claims and notes; `found` says where a search
    has found it.
    """
    if claim.id not in reading.known_ids:
        return card(small(symbol("history") + "From a text that had not certainly appeared by the chosen day"))
    dossier = reading.dossier
    outside = "" if claim.id in reading.claim_ids else symbol("filter_alt") + "Outside your filters"
    return card(
        small(outside),
        Markup("<blockquote>{}</blockquote>").format(
            marked_sentence(dossier.texts[claim.source], dossier.spans[claim.id], color=color)
        ),
        paragraph(strong(dossier.voices[claim.voice].name)),
        small(*card_lines(dossier, claim)),
        small(found or ""),
        _details(reading, claim) if full else Markup(),
        _actions(reading.view, claim),
    )


def _actions(view: View, claim: Claim) -> Markup:
    return row(
        link(_in_the_text(view, claim), "In the text", icon="format_quote"),
        link(view.on("claims").having(claim=claim.id), "Details", icon="open_in_full", kind="top"),
        link(view.on("analysts").having(analyst=claim.voice), "This voice", icon="record_voice_over", kind="top"),
        share(claim.id),
        kind="actions",
    )


def _in_the_text(view: View, claim: Claim) -> View:
    return view.on("sources").having(claim=claim.id)


def card_lines(dossier: Dossier, claim: Claim) -> list[str]:
    """The small print of a card, line by line: role, chain of attribution, dates, hedge."""
    voice = dossier.voices[claim.voice]
    lines = [", ".join(part for part in (voice.role, voice.affiliation) if part), chain_words(dossier, claim)]
    lines += said_lines(dossier, claim)
    return [line for line in lines if line]


def said_lines(dossier: Dossier, claim: Claim) -> Iterable[str]:
    """When it was said, in which words of doubt, and whether it still stands."""
    published = dossier.sources[claim.source].published
    yield f"said {date_words(claim.said)}" if claim.said else f"published {date_words(published)}"
    if claim.hedge:
        read_as = f" (read by the curator as {LIKELIHOODS[claim.likelihood]})" if claim.likelihood else ""
        yield Markup("word of doubt: <em>{}</em>{}").format(claim.hedge, read_as)
    if claim.status != "current":
        yield symbol("history_toggle_off") + f"{claim.status}: {claim.status_why or ''}"


def chain_words(dossier: Dossier, claim: Claim) -> str:
    """How the words reached us, from the source outward."""
    source = dossier.sources[claim.source]
    title = f"“{source.title}”"
    chain = dossier.chain(claim)
    if len(chain) > 1:
        return _CHAIN.join([title, *(dossier.voices[name].name for name in chain)])
    return f"writing in {title}" if claim.voice in source.authors else f"in {title}"


def _details(reading: Reading, claim: Claim) -> Markup:
    return Markup().join(
        (
            paragraph(Markup("<strong>{}:</strong> {}").format(CLAIM_TYPES[claim.type], claim.text)),
            small(*_facts(claim)),
            *_answers(reading, claim),
            *_links(reading, claim),
        )
    )


def _facts(claim: Claim) -> Iterable[str]:
    if claim.about:
        yield f"Happened: {date_words(claim.about)}" + _basis(claim.about_basis)
    if claim.said and claim.said_basis:
        yield f"Said: {date_words(claim.said)}" + _basis(claim.said_basis)
    if claim.countries:
        yield "On " + ", ".join(country_name(code) for code in claim.countries)
    if claim.note:
        yield f"Note: {claim.note}"


def _answers(reading: Reading, claim: Claim) -> Iterable[Markup]:
    for question in claim.answers:
        target = reading.view.on("conflicts").having(question=(question,))
        yield paragraph(link(target, f"Answers: {reading.dossier.questions[question].title}", icon="balance"))


def _links(reading: Reading, claim: Claim) -> Iterable[Markup]:
    for tie in (tie for tie in claim.links if tie.to in reading.known_ids):
        other = reading.dossier.claims[tie.to]
        target = _in_the_text(reading.view, other)
        yield paragraph(link(target, f"{LINKS[tie.type]}: {other.text}", icon="link"))
        yield small(tie.why)


def _basis(basis: str | None) -> str:
    return f" ({basis})" if basis else ""
