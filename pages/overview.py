"""What this dossier is about, and what is most disputed."""

import streamlit as st

from components.cases import show_case_row
from components.forecasts import show_forecast_block
from components.links import read_page, show_link
from components.marks import escape
from components.notices import show_empty
from components.words import counted

reading = read_page("overview")
dossier = reading.dossier

st.title(escape(dossier.about.title))
st.markdown(escape(dossier.about.summary))
st.caption(
    f"{counted(len(reading.sources), 'source')} · {counted(len(reading.claims), 'claim')} · "
    f"{counted(len({claim.voice for claim in reading.claims}), 'voice')} · "
    f"**{counted(len(reading.conflicts), 'conflict')}** · {counted(len(reading.events), 'event')}"
)

if not reading.claims:
    show_empty(reading, "claims")
    st.stop()

st.header("Most disputed")
for case in reading.conflicts[:6]:
    show_case_row(reading, case)
if not reading.conflicts:
    st.markdown("Within these filters no two claims stand against each other.")

show_forecast_block(reading)

with st.container(horizontal=True):
    show_link(reading.view.on("conflicts"), f"All {counted(len(reading.conflicts), 'conflict')}", icon="balance")
    show_link(reading.view.on("timeline"), "What happened when", icon="timeline")
    show_link(reading.view.on("analysts"), "Who says what", icon="record_voice_over")
    show_link(reading.view.on("sources"), "Read the texts", icon="article")
