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

reading = read_page("conflicts")
view = reading.view
whole = reading.index.read(view.without("question"))
shown = reading if view.question else whole

if view.show == "brief":
    show_brief(reading)
    st.stop()

if len(view.question) == 1 and not view.show:
    show_html(link(view.on("conflicts"), "All conflicts", icon="arrow_back", kind="top"))
    case = reading.case(view.question[0])
    if case:
        show_case(whole, case)
    else:
        show_empty(reading, "claims on this question")
    st.stop()

st.title("Conflicts")
st.markdown(
    f"{counted(len(whole.conflicts), 'disputed question')}, on which claims exclude each other, pull against each "
    f"other or foresee what others deny, and {counted(len(whole.agreed), 'question')} without a conflict."
)
show_forms(shown)
show_case_filters(whole)
show_left_out(shown)
if view.show == "matrix":
    show_matrix(shown)
else:
    show_conflicts(shown)
    show_agreed(shown)
