"""What happened when, and how sure the date is."""

import streamlit as st

from components.beside import show_beside
from components.charts import show_timeline
from components.events import show_event, show_event_list, show_kind_choice
from components.links import read_page
from components.notices import show_empty
from components.words import counted

reading = read_page("timeline")
event = reading.dossier.events.get(reading.view.event)

st.title("Timeline")
st.caption(f"{counted(len(reading.events), 'event')}")
show_kind_choice(reading)

content, beside = show_beside(chosen=event is not None)
with content:
    if reading.events:
        show_timeline(reading)
        show_event_list(reading)
    else:
        show_empty(reading, "events")
with beside:
    if event:
        show_event(reading, event)
