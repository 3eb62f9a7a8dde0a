"""The raw texts, with every claim's quote marked."""

import streamlit as st

from components.beside import show_beside
from components.cards import show_claim
from components.links import read_page, show_link
from components.marks import escape
from components.notices import show_not_yet
from components.reader import show_text
from components.sources import show_legend, show_source_list, show_steps, source_lines
from components.words import counted

reading = read_page("sources")
dossier = reading.dossier
claim = dossier.claims.get(reading.view.claim)
chosen = claim.source if claim else reading.view.source[0] if len(reading.view.source) == 1 else ""

if not chosen:
    st.title("Sources")
    st.caption(f"{counted(len(reading.known_sources), 'text')}, held as they were found")
    show_source_list(reading)
    st.stop()

source = dossier.sources[chosen]
show_link(reading.view.without("source", "claim"), "All sources", icon="arrow_back")
if source not in reading.known_sources:
    show_not_yet(reading, "This text")
    st.stop()
st.title(escape(source.title))
st.caption("  \n".join(line for line in source_lines(reading, source) if line))
show_legend()
claims = sorted((c for c in reading.claims if c.source == chosen), key=lambda c: dossier.spans[c.id][0])
text, beside = show_beside(chosen=claim is not None)
with text:
    show_text(reading, chosen)
with beside:
    if claim:
        show_steps(reading, claims)
        show_claim(reading, claim, full=True)
