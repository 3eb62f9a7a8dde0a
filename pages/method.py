"""How claims were chosen and proven, what the signs mean, and what is not known."""

import streamlit as st

from components.links import read_page
from components.marks import escape
from components.method import show_changes, show_data, show_rules, show_unknowns
from components.words import counted
from dossier.language import _

reading = read_page("method")
dossier = reading.dossier

st.title(_("Method"))
parts = (
    counted(len(dossier.sources), "text", "texts"),
    counted(len(dossier.claims), "claim", "claims"),
    counted(len(dossier.questions), "question", "questions"),
    _("data version {version}").format(version=escape(dossier.version)),
)
st.caption(" · ".join(parts))
show_rules()
show_unknowns(reading)
show_data(reading)
show_changes()
