"""Questions on which the claims cannot all be right, and one of them in full."""

import streamlit as st

from components.cases import show_case, show_case_row
from components.links import read_page, show_link
from components.notices import show_empty
from components.words import counted
from dossier.conflicts import find_cases

reading = read_page("conflicts")
asked = reading.view.question

if len(asked) == 1:
    show_link(reading.view.without("question"), "All conflicts", icon="arrow_back")
    others = reading.index.read(reading.view.on("conflicts"))
    for case in (case for case in find_cases(reading.dossier, reading.known_claims) if case.question.id == asked[0]):
        show_case(others, case)
    st.stop()

st.title("Conflicts")
st.caption(
    f"{counted(len(reading.conflicts), 'question')} on which the claims cannot all be right. First come those where "
    "each side has the most independent origins behind it."
)
for case in reading.conflicts:
    show_case_row(reading, case)
if not reading.conflicts:
    show_empty(reading, "conflicts")

agreed = [case for case in reading.cases if not case.kind]
if agreed:
    st.header("No conflict")
    st.caption("Claims on these questions can all be right. One origin repeated by several is not corroboration.")
    for case in agreed:
        show_case_row(reading, case)
