"""Who speaks, and what each of them holds."""

import streamlit as st

from components.links import read_page
from components.notices import show_empty
from components.voices import show_directory, show_profile
from components.words import counted

reading = read_page("analysts")
voice = reading.dossier.voices.get(reading.view.analyst)

if voice:
    show_profile(reading, voice)
    st.stop()

st.title("Analysts and other voices")
st.caption(f"{counted(len({claim.voice for claim in reading.claims}), 'voice')} in this view")
if reading.claims:
    show_directory(reading)
else:
    show_empty(reading, "voices")
