"""A brief on the screen, made to be printed, with the same as Markdown and as PDF."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from components.links import site_address
from components.marks import escape
from components.notices import show_empty
from components.parts import show_parts
from components.pieces import link, show_html
from components.words import filter_words
from dossier.brief import brief_markdown, find_brief
from dossier.language import _
from dossier.parts import part_of
from dossier.reading import Reading
from dossier.typeset import brief_pdf, can_typeset

_MOST = 60
"""How many questions one part of a long brief holds."""


def show_brief(reading: Reading) -> None:
    """The brief of the questions that a view asks for, or of all its conflicts."""
    part = part_of(reading.asked_cases, reading.view.part, size=_MOST)
    cases = part.items
    if not cases:
        show_empty(reading, _("conflicts"))
        return
    view = reading.view
    filters = [filter_words(reading.dossier, key, view) for key in view.active_filters() if key != "question"]
    today = datetime.now(UTC).date()
    blocks = find_brief(reading, cases, made=today, base=site_address(), filters=filters)
    name = f"brief-{view.question[0] if len(view.question) == 1 else 'conflicts'}-{reading.dossier.version}"
    with st.container(key="brief-actions"):
        back = _("Back to the question") if len(view.question) == 1 else _("Back to the list")
        show_html(link(view.having(show=""), back, icon="arrow_back", kind="top"))
        with st.container(horizontal=True, vertical_alignment="center"):
            st.download_button(
                "Markdown", brief_markdown(blocks), f"{name}.md", "text/markdown", icon=":material/download:"
            )
            if can_typeset():
                language = reading.dossier.about.language
                st.download_button(
                    "PDF",
                    lambda: brief_pdf(blocks, language=language),
                    f"{name}.pdf",
                    "application/pdf",
                    icon=":material/picture_as_pdf:",
                )
            st.caption(_how_to_print())
    with st.container(key="brief", width=760):
        st.title(escape("".join(run.text for run in blocks[0].runs)))
        st.markdown(brief_markdown(blocks[1:], escape=escape))
    show_parts(view, part)


def _how_to_print() -> str:
    if can_typeset():
        return _("Or print this page from your browser: only the brief is printed.")
    return _("For paper or a PDF, print this page from your browser: only the brief is printed.")
