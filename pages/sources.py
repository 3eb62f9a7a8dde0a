"""The raw texts, with every claim's quote marked."""

import streamlit as st

from components.cards import show_claim
from components.links import read_page
from components.marks import escape
from components.notices import show_not_yet
from components.pieces import link, show_html
from components.reader import show_text
from components.sources import show_gaps_switch, show_source_facts, show_source_list, show_steps
from components.taking import show_cite_source
from components.words import counted
from dossier.language import _

reading = read_page("sources")
dossier = reading.dossier
claim = dossier.claims.get(reading.view.claim)
chosen = claim.source if claim else reading.view.source[0] if len(reading.view.source) == 1 else ""

if not chosen:
    st.title(_("Sources"))
    texts = counted(len(reading.known_sources), "text", "texts")
    st.caption(_("{texts}, held as they were found").format(texts=texts))
    show_source_list(reading)
    st.stop()

source = dossier.sources[chosen]
show_html(link(reading.view.without("source", "claim", "at"), _("All sources"), icon="arrow_back", kind="top"))
st.title(escape(source.title))
if source not in reading.known_sources:
    show_not_yet(reading, _("This text"))
    st.stop()
claims = sorted((c for c in reading.claims if c.source == chosen), key=lambda c: dossier.spans[c.id][0])
text, side = st.columns([3, 2], gap="large")
with text:
    with st.container(horizontal=True, vertical_alignment="center"):
        show_gaps_switch(reading)
        show_cite_source(reading, source)
    show_text(reading, chosen)
if claim:
    with side.container(key="beside"):
        show_steps(reading, claims)
        show_claim(reading, claim, full=True)
else:
    with side:
        show_steps(reading, claims)
        show_source_facts(reading, source)
