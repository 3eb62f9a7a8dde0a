"""How claims were chosen and proven, what the signs mean, and what is not known."""

import streamlit as st

from components.links import read_page
from components.marks import escape
from components.method import show_changes, show_data, show_rules, show_unknowns
from components.words import counted

reading = read_page("method")
dossier = reading.dossier

st.title("Method")
st.caption(
    f"{counted(len(dossier.sources), 'text')} · {counted(len(dossier.claims), 'claim')} · "
    f"{counted(len(dossier.questions), 'question')} · data version {escape(dossier.version)}"
)
show_rules()
show_unknowns(reading)
show_data(reading)
show_changes()
