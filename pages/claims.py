"""Every claim: to search, filter, sort and cite; and one of them in full."""

import streamlit as st

from components.cards import show_claim
from components.claim import show_claim_page
from components.explorer import (
    show_cards,
    show_chips,
    show_facets,
    show_found,
    show_passages,
    show_results_bar,
    show_search,
    show_table,
)
from components.links import read_page
from components.notices import show_empty, show_meant
from components.places import show_beside
from dossier.explorer import find_words
from dossier.language import _

reading = read_page("claims")
view = reading.view
claim = reading.dossier.claims.get(view.claim)

if claim and view.show != "table":
    show_claim_page(reading, claim)
    st.stop()

st.title(_("Claims"))
show_search(reading)
show_facets(reading)
show_chips(reading)
found = find_words(reading) if view.q else None
if found:
    show_found(reading, found)
elif view.q:
    show_meant(reading)

show_results_bar(reading)
if not reading.claims:
    show_empty(reading, _("claims"))
elif view.show == "table":
    table, beside = show_beside(chosen=True)
    with table:
        show_table(reading)
    with beside:
        if claim:
            show_claim(reading, claim, full=True)
        else:
            st.caption(_("Choose a cell, or go to it with the arrow keys: its claim opens here."))
else:
    show_cards(reading, found)
if found:
    show_passages(reading, found)
