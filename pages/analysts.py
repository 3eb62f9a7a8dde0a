"""Who speaks, what each of them holds, and who agrees with whom."""

import streamlit as st

from components.agreement import show_agreement
from components.comparison import show_comparison
from components.forecasts import show_all_forecasts
from components.links import read_page
from components.profile import show_profile
from components.voices import show_directory, show_ways
from dossier.language import _

reading = read_page("analysts")
voice = reading.dossier.voices.get(reading.view.analyst)
form = reading.view.show or ("compare" if reading.view.compared else "")

if voice:
    show_profile(reading, voice)
    st.stop()

match form:
    case "compare":
        st.title(_("Voices side by side"))
        show_ways(reading, chosen=form)
        show_comparison(reading)
    case "agreement":
        st.title(_("Who agrees with whom"))
        show_ways(reading, chosen=form)
        show_agreement(reading)
    case "forecasts":
        st.title(_("Forecasts and what came of them"))
        show_ways(reading, chosen=form)
        show_all_forecasts(reading)
    case _:
        st.title(_("Analysts and other voices"))
        show_ways(reading)
        show_directory(reading)
