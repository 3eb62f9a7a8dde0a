"""A page with every hostile text in every place that data has on our pages; `test_marks.py` reads it back."""

import streamlit as st
from hostile import TEXTS

from components.marks import escape, marked_sentence
from components.pieces import paragraph, show_html
from dossier.texts import RawText, Span

st.title("Hostile")
for number, text in enumerate(TEXTS):
    with st.container(key=f"text-{number}"):
        st.markdown(escape(text))
        st.caption(escape(text))
        st.markdown(f"**{escape(text)}** :small[:gray[{escape(text)}]]")
        st.checkbox(escape(text), key=f"label-{number}")
    with st.container(key=f"marked-{number}"):
        show_html(paragraph(marked_sentence(RawText(f"a:{text}:b"), (Span(2, 2 + len(text)),))))
