"""What stands around every page: page registry, error gate, sidebar, notices."""

import streamlit as st

from components.errors import show_problems, show_rejected
from components.links import PAGES, read_view
from components.look import set_page
from components.notices import show_notices
from components.share import show_page_share
from components.sidebar import show_sidebar
from components.taking import show_taking
from dossier.opened import hold, open_dossier
from dossier.problems import DossierError

page = st.navigation([entry.as_page() for entry in PAGES], position="hidden")
try:
    opened = open_dossier()
except DossierError as error:
    show_problems(error)
    st.stop()

index = opened.index
set_page(f"{page.title} · {index.dossier.about.title}")
view = read_view(index, page.url_path)
with hold(opened):
    reading = index.read(view)
    with st.sidebar:
        show_sidebar(reading)
        show_taking(reading)
    show_page_share(reading)
    show_rejected(opened)
    show_notices(index, view)
    page.run()
