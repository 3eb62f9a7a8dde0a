"""Where a voice stands: on each question beside who agrees and who does not, and where it says several things."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import streamlit as st

from components.cases import answer_line, side_color
from components.links import show_link
from components.marks import escape
from components.parts import show_rest
from components.quotes import show_quote
from components.voices import voice_names
from components.words import CHANGES, COMPANY, counted
from dossier.conflicts import Case, Side
from dossier.dates import words as date_words
from dossier.profiles import Change, Company, Stand
from dossier.reading import Reading

_LINES = 40
"""How many lines a list has at most."""
_WHERE = "the claims at the end of this page are all that this voice says."


def show_stands(reading: Reading, stands: Sequence[Stand]) -> None:
    """Every question that the voice answers, those first on which others say otherwise."""
    groups = {company: [stand for stand in stands if stand.company == company] for company in COMPANY}
    st.caption(_company_words(groups, len(stands)))
    for company, heading in COMPANY.items():
        if groups[company]:
            st.subheader(f"{heading} :small[:gray[{len(groups[company])}]]", divider="gray")
            with st.container(key=f"stands-{company}"):
                for stand in groups[company][:_LINES]:
                    _show_stand(reading, stand)
                show_rest(groups[company], _LINES, "question", _WHERE)


def _company_words(groups: dict[Company, list[Stand]], total: int) -> str:
    counts = {company: len(stands) for company, stands in groups.items()}
    parts = (
        f"others contradict the answer to {counts['opposed']}" if counts["opposed"] else "",
        f"others pull another way on {counts['tense']}" if counts["tense"] else "",
        f"others speak without saying otherwise on {counts['joined']}" if counts["joined"] else "",
        f"nobody else answers {counts['alone']}" if counts["alone"] else "",
    )
    return f"Of {counted(total, 'answered question')}, {', '.join(part for part in parts if part)}."


def _show_stand(reading: Reading, stand: Stand) -> None:
    """One question: what this voice answers, who stands beside it, and who stands elsewhere."""
    asked = stand.case.question
    question, mine, others = st.columns([3, 4, 5], gap="small")
    with question:
        show_link(reading.view.on("conflicts").having(question=(asked.id,)), escape(asked.title))
    mine.markdown("  \n".join(answer_line(reading.dossier, stand.case, side, voice=stand.voice) for side in stand.mine))
    others.markdown("  \n".join(_others(reading, stand)) or ":small[:gray[nobody else]]")


def _dot(case: Case, side: Side) -> str:
    return f":{side_color(case.sides.index(side))}[●]"


def _others(reading: Reading, stand: Stand) -> Iterable[str]:
    dossier, unit = reading.dossier, stand.case.question.unit or ""
    for side in stand.mine:
        if names := stand.beside(side):
            which = f"{_dot(stand.case, side)} " if len(stand.mine) > 1 else ""
            yield f":small[with {which}{voice_names(dossier, names)}]"
    for lead, sides in (("against", stand.against), ("also", stand.besides)):
        for side in sides:
            label = escape(f"{side.label} {unit}".strip())
            yield f":small[{lead} {_dot(stand.case, side)} {label}: {voice_names(dossier, side.voices)}]"
    differ = stand.case.question.differ
    if stand.against and differ and "as_of" in differ.why:
        yield ":small[:gray[They may speak of different days.]]"


def show_changes(reading: Reading, changes: Sequence[Change]) -> None:
    """The questions to which the voice gives more than one answer, with its words for each."""
    show_rest(changes, _LINES, "change", _WHERE)
    for change in changes[:_LINES]:
        with st.container(border=True, gap="small"):
            target = reading.view.on("conflicts").having(question=(change.question.id,))
            show_link(target, f"**{escape(change.question.title)}**")
            st.caption(CHANGES[change.kind])
            for side, claims in change.answers:
                when = date_words(reading.dossier.said(claims[0]))
                dated = f" :small[:gray[{when}]]" if change.kind != "one_text" else ""
                st.markdown(f"**{escape(side.label)}**{dated}")
                show_quote(reading, claims[0])
            if change.question.differ:
                st.caption(f"Why, in the curator's judgement: {escape(change.question.differ.note)}")
