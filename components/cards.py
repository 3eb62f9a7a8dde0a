"""The claim card: one component, the same everywhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from components.marks import Color, quotation
from components.pieces import card, columns, link, paragraph, row, share, show_html, small, strong, symbol
from components.words import CLAIM_TYPES, LIKELIHOODS, LINKS, STATUSES
from dossier.countries import country_name
from dossier.dates import words as date_words
from dossier.language import _
from dossier.model import Claim, Dossier, Likelihood
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
        return card(small(symbol("history") + _("From a text that had not certainly appeared by the chosen day")))
    dossier = reading.dossier
    outside = "" if claim.id in reading.claim_ids else symbol("filter_alt") + _("Outside your filters")
    return card(
        small(outside),
        quotation(dossier, claim, color=color),
        paragraph(strong(dossier.voices[claim.voice].name)),
        small(*card_lines(dossier, claim)),
        small(found or ""),
        _details(reading, claim) if full else Markup(),
        _actions(reading.view, claim),
    )


def _actions(view: View, claim: Claim) -> Markup:
    return row(
        link(_in_the_text(view, claim), _("In the text"), icon="format_quote"),
        link(view.on("claims").having(claim=claim.id), _("Details"), icon="open_in_full", kind="top"),
        link(view.on("analysts").having(analyst=claim.voice), _("This voice"), icon="record_voice_over", kind="top"),
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
    if claim.said:
        yield _("said {date}").format(date=date_words(claim.said))
    else:
        yield _("published {date}").format(date=date_words(dossier.sources[claim.source].published))
    if claim.hedge:
        yield _hedge(claim.hedge, claim.likelihood)
    if claim.status != "current":
        yield symbol("history_toggle_off") + f"{STATUSES[claim.status]}: {claim.status_why or ''}"


def _hedge(words: str, likelihood: Likelihood | None) -> Markup:
    hedge = Markup("<em>{}</em>").format(words)
    if not likelihood:
        return Markup(_("word of doubt: {hedge}")).format(hedge=hedge)
    said = _("word of doubt: {hedge} (read by the curator as {likelihood})")
    return Markup(said).format(hedge=hedge, likelihood=LIKELIHOODS[likelihood])


def chain_words(dossier: Dossier, claim: Claim) -> str:
    """How the words reached us, from the source outward."""
    source = dossier.sources[claim.source]
    title = f"“{source.title}”"
    chain = dossier.chain(claim)
    if len(chain) > 1:
        return _CHAIN.join([title, *(dossier.voices[name].name for name in chain)])
    return (_("writing in {title}") if claim.voice in source.authors else _("in {title}")).format(title=title)


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
        yield _("Happened: {date}").format(date=date_words(claim.about)) + _basis(claim.about_basis)
    if claim.said and claim.said_basis:
        yield _("Said: {date}").format(date=date_words(claim.said)) + _basis(claim.said_basis)
    if claim.countries:
        yield _("On {countries}").format(countries=", ".join(country_name(code) for code in claim.countries))
    if claim.note:
        yield _("Note: {note}").format(note=claim.note)


def _answers(reading: Reading, claim: Claim) -> Iterable[Markup]:
    for question in claim.answers:
        target = reading.view.on("conflicts").having(question=(question,))
        answers = _("Answers: {question}").format(question=reading.dossier.questions[question].title)
        yield paragraph(link(target, answers, icon="balance"))


def _links(reading: Reading, claim: Claim) -> Iterable[Markup]:
    for tie in (tie for tie in claim.links if tie.to in reading.known_ids):
        other = reading.dossier.claims[tie.to]
        target = _in_the_text(reading.view, other)
        yield paragraph(link(target, f"{LINKS[tie.type]}: {other.text}", icon="link"))
        yield small(tie.why)


def _basis(basis: str | None) -> str:
    return f" ({basis})" if basis else ""
