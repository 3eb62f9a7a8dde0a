"""Disputed questions: listed, as a matrix, as a brief, and one of them in full."""

import streamlit as st

from components.brief import show_brief
from components.case import show_case
from components.caselist import show_agreed, show_case_filters, show_conflicts, show_forms, show_left_out
from components.links import read_page
from components.matrix import show_matrix
from components.notices import show_empty
from components.pieces import link, show_html
from components.words import counted
from dossier.language import _

reading = read_page("conflicts")
view = reading.view
whole = reading.index.read(view.without("question"))
shown = reading if view.question else whole

if view.show == "brief":
    show_brief(reading)
    st.stop()

if len(view.question) == 1 and not view.show:
    show_html(link(view.on("conflicts"), _("All conflicts"), icon="arrow_back", kind="top"))
    case = reading.case(view.question[0])
    if case:
        show_case(whole, case)
    else:
        show_empty(reading, _("claims on this question"))
    st.stop()

st.title(_("Conflicts"))
said = _(
    "{disputed}, on which claims exclude each other, pull against each other or foresee what others deny, "
    "and {agreed} without a conflict."
)
disputed = counted(len(whole.conflicts), "disputed question", "disputed questions")
st.markdown(said.format(disputed=disputed, agreed=counted(len(whole.agreed), "question", "questions")))
show_forms(shown)
show_case_filters(whole)
show_left_out(shown)
if view.show == "matrix":
    show_matrix(shown)
else:
    show_conflicts(shown)
    show_agreed(shown)
