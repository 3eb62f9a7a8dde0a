"""Voices side by side: where they differ, what they share, and what only one of them answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import streamlit as st
from markupsafe import Markup

from components.agreement import agreement_words
from components.cases import answer_line, question_view
from components.choices import show_choices
from components.links import read_view
from components.pieces import (
    badge_of,
    card,
    columns,
    gray,
    heading,
    link,
    paragraph,
    row,
    show_kept,
    small,
    strong,
)
from components.voices import count_words, describe
from components.words import case_badge
from dossier.agreement import find_pairs, sides_of
from dossier.conflicts import Case
from dossier.language import _
from dossier.model import Voice
from dossier.profiles import Count, count_voices
from dossier.reading import Reading
from dossier.view import View

MOST = 4
"""How many voices can be set side by side."""


def show_comparison(reading: Reading) -> None:
    """Two to four voices side by side: where they differ, what they share, and what only one of them answers."""
    _show_choice(reading)
    names = reading.view.compared[:MOST]
    if len(names) < 2:
        st.markdown(_("Choose two to four voices to see their answers side by side."))
        return
    voices = [reading.dossier.voices[name] for name in names]
    show_kept(reading, "comparison", lambda: _comparison(reading, voices))


def _comparison(reading: Reading, voices: Sequence[Voice]) -> Iterable[Markup]:
    names = [voice.id for voice in voices]
    yield _heads(reading, voices)
    if set(reading.view.narrowing_filters()) - {"known"}:
        yield small(_("All their claims are compared, those outside the filters too."))
    pairs = find_pairs(reading.dossier, reading.known_cases, names)
    for pair in pairs:
        one, other = (strong(reading.dossier.voices[name].name) for name in (pair.one, pair.other))
        agree = agreement_words(reading.dossier, pair)
        yield paragraph(Markup(_("{one} and {other} {agree}.")).format(one=one, other=other, agree=agree))
    cases = [case for case in reading.known_cases if any(sides_of(case, name) for name in names)]
    differ = {name for pair in pairs for name in (*pair.differ, *pair.partly)}
    shared = [case for case in cases if sum(bool(sides_of(case, name)) for name in names) > 1]
    yield _table(reading, _("Where they differ"), [case for case in shared if case.question.id in differ], voices)
    yield _table(reading, _("Shared ground"), [case for case in shared if case.question.id not in differ], voices)
    if not shared:
        yield paragraph(_("They answer no question in common."))
    for voice in voices:
        yield _only(reading, voice, [case for case in cases if case not in shared and sides_of(case, voice.id)])


def _show_choice(reading: Reading) -> None:
    counts = {voice: count.claims for voice, count in count_voices(reading.dossier.claims.values()).items()}
    chosen = reading.view.compared[:MOST]

    def change(values: tuple[str, ...]) -> View:
        return read_view(reading.index, "analysts").having(show="compare", compared=values)

    show_choices(
        _("Voices, with the number of their claims"),
        {
            voice: reading.dossier.voices[voice].name
            for voice in sorted({*counts, *chosen}, key=lambda voice: (-counts.get(voice, 0), voice))
        },
        counts=counts,
        chosen=chosen,
        change=change,
        key="compare-voices",
        max_selections=MOST,
        placeholder=_("Choose two to four voices"),
    )
    if len(reading.view.compared) > MOST:
        said = _("The link names {named} voices; the first {shown} are shown.")
        st.caption(said.format(named=len(reading.view.compared), shown=MOST))


def _heads(reading: Reading, voices: Sequence[Voice]) -> Markup:
    """Who is compared: each name with who it is and how much it says."""
    counts = count_voices(reading.known_claims)
    plain = reading.view.without("show", "with")
    heads = (
        paragraph(link(plain.having(analyst=voice.id), voice.name, kind="title top"))
        + small(describe(voice), count_words(counts.get(voice.id, Count())))
        for voice in voices
    )
    return columns(heads, most=len(voices))


def _table(reading: Reading, label: str, cases: Sequence[Case], voices: Sequence[Voice]) -> Markup:
    """Questions one below the other, the answer of each voice in its column; who does not answer is left out."""
    if not cases:
        return Markup()
    return heading(2, label, count=len(cases)) + Markup().join(_compared(reading, case, voices) for case in cases)


def _compared(reading: Reading, case: Case, voices: Sequence[Voice]) -> Markup:
    target = question_view(reading.view, case.question.id)
    cells = (paragraph(gray(voice.name), *_answers(reading, case, voice)) for voice in voices)
    return card(
        row(link(target, case.question.title, kind="title top"), badge_of(case_badge(case)), kind="head"),
        columns(cells, most=len(voices)),
    )


def _answers(reading: Reading, case: Case, voice: Voice) -> Iterable[Markup]:
    sides = sides_of(case, voice.id)
    if not sides:
        yield gray(_("does not answer"))
    yield from (answer_line(reading.dossier, case, side, voice=voice.id) for side in sides)


def _only(reading: Reading, voice: Voice, cases: Sequence[Case]) -> Markup:
    """The questions that only one of the voices answers."""
    if not cases:
        return Markup()
    rows = (
        row(
            link(question_view(reading.view, case.question.id), case.question.title, kind="top"),
            paragraph(*_answers(reading, case, voice)),
            kind="pair",
        )
        for case in cases
    )
    words = _("Only {voice} answers").format(voice=voice.name)
    return heading(2, words, count=len(cases)) + Markup().join(rows)
