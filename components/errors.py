"""What a reader and a curator see instead of a traceback."""

from __future__ import annotations

import streamlit as st

from components.look import set_page
from components.moments import moment_words
from components.words import counted
from dossier.audience import is_local
from dossier.language import _
from dossier.opened import Opened
from dossier.problems import DossierError

_MOST = 200
"""Problems that a page lists at most."""


def show_problems(error: DossierError) -> None:
    """The page that stands in for a dossier that cannot be shown: every problem with its place, for the curator."""
    title = _("The dossier cannot be shown")
    set_page(title)
    st.title(title)
    st.write(
        _(
            "Its files have {problems}. Nothing is shown until they are mended, so that nobody reads half a dossier."
        ).format(problems=counted(len(error.problems), "problem", "problems"))
    )
    if reads_here():
        _show_list(error)
        st.caption(_("For the curator: each line names file, line and column. Mend them, then reload this page."))
    else:
        st.caption(_("For the curator: the log of the server lists them, and so does this page on the machine itself."))


def show_rejected(opened: Opened) -> None:
    """Above a page: that a newer edit is not shown, for the reader in one line, for the curator with every problem."""
    rejected = opened.rejected
    if rejected is None:
        return
    said = _("Shown as of {moment}: the newest edit of the data cannot be read yet.")
    st.caption(f":material/history: {said.format(moment=moment_words(opened.loaded))}")
    if reads_here():
        problems = counted(len(rejected.error.problems), "problem", "problems")
        with st.expander(_("For the curator: {problems} in the newest edit").format(problems=problems)):
            _show_list(rejected.error)


def reads_here() -> bool:
    """Whether the page is open in a browser on this very machine; Streamlit gives no address for that."""
    return is_local(st.context.ip_address or "127.0.0.1", st.context.headers)


def _show_list(error: DossierError) -> None:
    st.text("\n".join(str(problem) for problem in error.problems[:_MOST]))
    if len(error.problems) > _MOST:
        said = _("And {number:,} more: {command} names all of them.")
        st.caption(said.format(number=len(error.problems) - _MOST, command="`python -m dossier check`"))


def handle_failure(_error: Exception) -> bool:
    """A failure of the app itself: a sentence for the reader, in place of any other; Streamlit's log has the rest."""
    st.error(_("Something went wrong while this page was made. The link is still good: reload the page to try again."))
    return True
