"""What this dossier is about, and what is most disputed."""

import streamlit as st

from components.forecasts import show_forecast_block
from components.links import read_page
from components.marks import escape
from components.notices import show_empty
from components.welcome import show_welcome
from dossier.language import _

reading = read_page("overview")
about = reading.dossier.about

st.title(escape(about.title))
st.markdown(escape(about.summary))
if not reading.claims:
    show_empty(reading, _("claims"))
    st.stop()

show_welcome(reading)
show_forecast_block(reading)
