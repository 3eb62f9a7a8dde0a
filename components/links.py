"""The link is the state: one place reads it into a view, one writes it, and everything else makes views."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlencode, urlsplit, urlunsplit

import streamlit as st
from streamlit.navigation.page import Page

from dossier.language import _
from dossier.opened import open_index
from dossier.reading import Index, Reading
from dossier.site import public_address
from dossier.view import MEMORY, View


@dataclass(frozen=True, slots=True)
class PageEntry:
    """A page of the app: the name in its address, and how the navigation shows it."""

    name: str
    title: str
    icon: str
    help: str

    def as_page(self) -> Page:
        """The page as Streamlit registers it; paths are relative to `pages/_app.py`.

        It gets no icon: Streamlit would make that the icon of the browser tab, and fetch it from afar.
        """
        return st.Page(
            f"{self.name}.py",
            title=self.title,
            url_path=self.name,
            default=self.name == "overview",
        )


PAGES = (
    PageEntry("overview", _("Overview"), "home", _("What this dossier is about, and what is most disputed.")),
    PageEntry("timeline", _("Timeline"), "timeline", _("What happened when, and how sure the date is.")),
    PageEntry(
        "conflicts",
        _("Conflicts"),
        "balance",
        _("Disputed questions: what contradicts what, and what pulls against it."),
    ),
    PageEntry("analysts", _("Analysts"), "record_voice_over", _("Who speaks, and what each of them holds.")),
    PageEntry("sources", _("Sources"), "article", _("The raw texts, with every claim's quote marked.")),
    PageEntry("claims", _("Claims"), "format_quote", _("Every claim: to search, filter, sort and cite.")),
    PageEntry("method", _("Method"), "rule", _("How claims were chosen and proven, and what is not known.")),
)


def read_view(index: Index, page: str) -> View:
    """The view that the current address means on a page."""
    query = st.query_params
    return View.parse(page, [(key, value) for key in query for value in query.get_all(key)], index.dossier)


def read_page(page: str) -> Reading:
    """What the current address shows on a page."""
    index = open_index()
    return index.read(read_view(index, page))


def write_view(view: View) -> None:
    """Make the address mean this view; for callbacks, where a link cannot stand."""
    st.query_params.from_dict(_params(view))


@lru_cache(maxsize=8192)
def address_of(view: View) -> str:
    """Where a link in HTML leads: seen from the page it stands on, so that it holds wherever the site lives."""
    query = urlencode(_params(view), doseq=True)
    return f".{view.path}?{query}" if query else f".{view.path}"


def on_change(make: Callable[[], View]) -> Callable[[], None]:
    """A widget callback that goes to the view made from the widget's new value."""

    def go() -> None:
        write_view(make())

    return go


def _params(view: View) -> dict[str, list[str]]:
    """The query of a view. What a shared link remembers is not handed on: it is not true of the next view."""
    params: dict[str, list[str]] = {}
    for key, value in view.pairs():
        if key not in MEMORY:
            params.setdefault(key, []).append(value)
    return params


def site_address() -> str:
    """The address of the site without a page: as the operator set it, else as the reader's browser shows it.

    Empty where neither is known.
    """
    here = public_address() or st.context.url
    if not here:
        return ""
    path = urlsplit(here)
    names = {entry.name for entry in PAGES}
    folders = [part for part in path.path.split("/") if part]
    base = folders[:-1] if folders and folders[-1] in names else folders
    return urlunsplit((path.scheme, path.netloc, "/".join(("", *base)) if base else "", "", ""))
