"""What happened when, and how sure the date is."""

import streamlit as st

from components.charts import show_timeline
from components.events import show_event, show_event_list, show_kind_links
from components.links import read_page
from components.notices import show_empty
from components.words import counted

reading = read_page("timeline")
event = reading.dossier.events.get(reading.view.event)

st.title("Timeline")
st.caption(f"{counted(len(reading.events), 'event')} · a bar reaches from the first to the last day a date can mean")
show_kind_links(reading)

if event:
    show_event(reading, event)
if reading.events:
    show_timeline(reading)
    show_event_list(reading)
else:
    show_empty(reading, "events")
