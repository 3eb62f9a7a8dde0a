"""Where a voice stands: on each question beside who agrees and who does not, and where it says several things."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from components.cases import answer_line, question_view, side_dot, side_words
from components.parts import rest_words
from components.pieces import card, gray, heading, link, paragraph, row, small, strong
from components.quotes import quote_line
from components.voices import voice_names
from components.words import CHANGES, COMPANY, counted
from dossier.dates import words as date_words
from dossier.language import _
from dossier.profiles import Change, Company, Stand
from dossier.reading import Reading

_LINES = 40
"""How many lines a list has at most."""
_WHERE = _("the claims at the end of this page are all that this voice says.")


def stand_pieces(reading: Reading, stands: Sequence[Stand]) -> Iterable[Markup]:
    """Every question that the voice answers, those first on which others say otherwise."""
    groups = {company: [stand for stand in stands if stand.company == company] for company in COMPANY}
    yield small(_company_words(groups, len(stands)))
    for company, label in COMPANY.items():
        if groups[company]:
            yield heading(3, label, count=len(groups[company]), kind="ruled")
            yield from (_stand(reading, stand) for stand in groups[company][:_LINES])
            yield rest_words(groups[company], _LINES, "more question", "more questions", _WHERE)


def _company_words(groups: dict[Company, list[Stand]], total: int) -> str:
    said: dict[Company, str] = {
        "opposed": _("others contradict the answer to {number}"),
        "tense": _("others pull another way on {number}"),
        "joined": _("others speak without saying otherwise on {number}"),
        "alone": _("nobody else answers {number}"),
    }
    parts = [words.format(number=len(groups[company])) for company, words in said.items() if groups[company]]
    questions = counted(total, "answered question", "answered questions")
    return _("Of {questions}, {parts}.").format(questions=questions, parts=", ".join(parts))


def _stand(reading: Reading, stand: Stand) -> Markup:
    """One question: what this voice answers, who stands beside it, and who stands elsewhere."""
    asked = stand.case.question
    mine = (answer_line(reading.dossier, stand.case, side, voice=stand.voice) for side in stand.mine)
    return row(
        link(question_view(reading.view, asked.id), asked.title, kind="top"),
        paragraph(*mine),
        small(*_others(reading, stand)) or small(_("nobody else")),
        kind="stand",
    )


def _others(reading: Reading, stand: Stand) -> Iterable[str]:
    dossier = reading.dossier
    for side in stand.mine:
        if names := stand.beside(side):
            which = side_dot(stand.case, side) if len(stand.mine) > 1 else ""
            yield Markup(_("with {voices}")).format(voices=which + voice_names(dossier, names))
    for words, sides in ((_("against {answer}"), stand.against), (_("also {answer}"), stand.besides)):
        for side in sides:
            answer = f"{side_words(stand.case, side)}: {voice_names(dossier, side.voices)}"
            yield Markup(words).format(answer=side_dot(stand.case, side) + answer)
    differ = stand.case.question.differ
    if stand.against and differ and "as_of" in differ.why:
        yield _("They may speak of different days.")


def change_pieces(reading: Reading, changes: Sequence[Change]) -> Iterable[Markup]:
    """The questions to which the voice gives more than one answer, with its words for each."""
    yield rest_words(changes, _LINES, "more change", "more changes", _WHERE)
    for change in changes[:_LINES]:
        differ = change.question.differ
        why = _("Why, in the curator's judgement: {note}")
        yield card(
            paragraph(link(question_view(reading.view, change.question.id), change.question.title, kind="title top")),
            small(CHANGES[change.kind]),
            *_answers(reading, change),
            small(why.format(note=differ.note) if differ else ""),
        )


def _answers(reading: Reading, change: Change) -> Iterable[Markup]:
    for side, claims in change.answers:
        when = gray(date_words(reading.dossier.said(claims[0]))) if change.kind != "one_text" else ""
        yield paragraph(strong(side.label) + " " + when)
        yield quote_line(reading, claims[0])
