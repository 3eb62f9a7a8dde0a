"""What a reader and a curator see instead of a traceback."""

from __future__ import annotations

import streamlit as st

from components.look import set_page
from components.words import counted
from dossier.problems import DossierError


def show_problems(error: DossierError) -> None:
    """The page that stands in for a dossier that cannot be shown: every problem with its place."""
    set_page("The dossier cannot be shown")
    st.title("The dossier cannot be shown")
    st.write(
        f"Its files have {counted(len(error.problems), 'problem')}. Nothing is shown until they are mended, "
        "so that nobody reads half a dossier."
    )
    st.text("\n".join(str(problem) for problem in error.problems))
    st.caption("For the curator: each line names file, line and column. Mend them, then reload this page.")


def handle_failure(_: BaseException) -> bool:
    """A failure of the app itself: a sentence for the reader; the log has the rest."""
    st.error("Something went wrong while this page was made. The link is still good: reload the page to try again.")
    return False
