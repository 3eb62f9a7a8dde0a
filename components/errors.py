"""What a reader and a curator see instead of a traceback."""

from __future__ import annotations

import streamlit as st

from components.look import set_page
from components.moments import moment_words
from components.words import counted
from dossier.audience import is_local
from dossier.opened import Opened
from dossier.problems import DossierError

_MOST = 200
"""Problems that a page lists at most."""


def show_problems(error: DossierError) -> None:
    """The page that stands in for a dossier that cannot be shown: every problem with its place, for the curator."""
    set_page("The dossier cannot be shown")
    st.title("The dossier cannot be shown")
    st.write(
        f"Its files have {counted(len(error.problems), 'problem')}. Nothing is shown until they are mended, "
        "so that nobody reads half a dossier."
    )
    if reads_here():
        _show_list(error)
        st.caption("For the curator: each line names file, line and column. Mend them, then reload this page.")
    else:
        st.caption("For the curator: the log of the server lists them, and so does this page on the machine itself.")


def show_rejected(opened: Opened) -> None:
    """Above a page: that a newer edit is not shown, for the reader in one line, for the curator with every problem."""
    rejected = opened.rejected
    if rejected is None:
        return
    st.caption(
        f":material/history: Shown as of {moment_words(opened.loaded)}: the newest edit of the data cannot be read yet."
    )
    if reads_here():
        with st.expander(f"For the curator: {counted(len(rejected.error.problems), 'problem')} in the newest edit"):
            _show_list(rejected.error)


def reads_here() -> bool:
    """Whether the page is open in a browser on this very machine; Streamlit gives no address for that."""
    return is_local(st.context.ip_address or "127.0.0.1", st.context.headers)


def _show_list(error: DossierError) -> None:
    st.text("\n".join(str(problem) for problem in error.problems[:_MOST]))
    if len(error.problems) > _MOST:
        st.caption(f"And {len(error.problems) - _MOST:,} more: `python -m dossier check` names all of them.")


def handle_failure(_: Exception) -> bool:
    """A failure of the app itself: a sentence for the reader, in place of any other; Streamlit's log has the rest."""
    st.error("Something went wrong while this page was made. The link is still good: reload the page to try again.")
    return True
