"""What happened when, and how sure the date is."""

import streamlit as st

from components.event_filters import show_kind_choice, show_quick_choice
from components.events import show_event, show_event_list, show_publication, summary
from components.links import read_page
from components.notices import show_empty
from components.places import show_beside
from components.timeline import show_reading_help, show_span_choice, show_timeline
from dossier.language import _

reading = read_page("timeline")
event = reading.dossier.events.get(reading.view.event)
publication = reading.dossier.sources.get(reading.view.publication)

st.title(_("Timeline"))
st.caption(summary(reading))
show_kind_choice(reading)
show_quick_choice(reading)
show_span_choice(reading)

content, beside = show_beside(chosen=bool(event or publication), reserved=True)
with content:
    if reading.events:
        show_timeline(reading)
        show_event_list(reading)
    else:
        show_empty(reading, _("events"))
with beside:
    if publication:
        show_publication(reading, publication)
    elif event:
        show_event(reading, event)
    else:
        show_reading_help(reading)
