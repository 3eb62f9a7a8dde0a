"""What this dossier is about, and what is most disputed."""

import streamlit as st

from components.cases import case_row
from components.forecasts import show_forecast_block
from components.links import read_page
from components.marks import escape
from components.notices import show_empty
from components.pieces import heading, link, paragraph, show_kept
from components.welcome import show_extent, show_starts, show_ways_in
from components.words import counted
from dossier.leads import find_starts

MOST_DISPUTED = 6

reading = read_page("overview")
about = reading.dossier.about

st.title(escape(about.title))
st.markdown(escape(about.summary))
if not reading.claims:
    show_empty(reading, "claims")
    st.stop()

show_extent(reading)
show_starts(reading)
show_ways_in(reading)

starts = find_starts(reading.conflicts)
if others := [case for case in reading.conflicts if case not in starts]:
    every = f"All {counted(len(reading.conflicts), 'conflict')}"
    rows = (case_row(reading, case) for case in others[:MOST_DISPUTED])
    further = paragraph(link(reading.view.on("conflicts"), every, icon="balance", kind="top"))
    show_kept(reading, "disputed", lambda: [heading(2, "Also disputed"), *rows, further])
show_forecast_block(reading)
