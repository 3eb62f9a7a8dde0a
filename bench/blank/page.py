"""What everything is measured against: the sidebar's three widgets, and a heading."""

from datetime import date

import streamlit as st

with st.sidebar:
    st.multiselect(
        "Country",
        "BE BR CA DE DK EE FI FR IS JP LT LV NL NO PL SE".split(),
        key="filter-country",
        placeholder="All countries",
    )
    st.multiselect("Source", ["one", "two", "three"], key="filter-source", placeholder="All sources")
    st.date_input("As known on", key="filter-known", value=None, min_value=date.min, max_value=date.max)
st.title("Blank")
