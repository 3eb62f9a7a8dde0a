"""What a reader takes along: the view as a file in every form, and how to cite it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import streamlit as st

from components.links import site_address
from components.marks import escape
from components.places import show_behind
from components.words import counted, filter_words
from dossier.export import EXPORTS, Citation, Format, Imprint, cite_claim, cite_source, cite_view
from dossier.language import _
from dossier.model import Claim, Source
from dossier.reading import Reading


def show_taking(reading: Reading) -> None:
    """Buttons to download or to cite what is on the screen, for every page."""
    with st.container(horizontal=True, gap="xsmall", key="taking"):
        show_behind(_("Download"), lambda: _show_downloads(reading), icon="download", key="download")
        _show_cite(lambda: cite_view(reading, imprint()), key="cite")


def show_cite_claim(reading: Reading, claim: Claim) -> None:
    """A button that tells how to cite a claim."""
    _show_cite(lambda: cite_claim(reading, claim, imprint()), key=f"cite-{claim.id}")


def show_cite_source(reading: Reading, source: Source) -> None:
    """A button that tells how to cite a source."""
    _show_cite(lambda: cite_source(reading, source, imprint()), key=f"cite-{source.id}")


def _show_cite(cite: Callable[[], Citation], *, key: str) -> None:
    show_behind(_("Cite"), lambda: _show_citation(cite()), icon="format_quote", key=key)


def imprint() -> Imprint:
    """Where links in a file lead to, and today."""
    return Imprint(site_address(), datetime.now(UTC).date())


def _show_downloads(reading: Reading) -> None:
    dossier, view = reading.dossier, reading.view
    held = _("{claims} of this view").format(claims=counted(len(reading.claims), "claim", "claims"))
    st.markdown(f"**{held}**")
    active = [escape(filter_words(dossier, key, view)) for key in view.active_filters()]
    st.caption("  \n".join(active or [_("No filters: the whole dossier")]))
    made = imprint()
    with st.container(gap=None):
        for form in EXPORTS.values():
            st.download_button(
                form.label,
                _making(form, reading, made),
                file_name=form.file_name(reading),
                mime=form.media_type.split(";")[0],
                key=f"download-{form.name}",
                on_click="ignore",
                type="tertiary",
                icon=":material/download:",
            )
    st.caption(
        _(
            "Each file carries its permalink, filters, data version {version}, licence and date. "
            "Programs read the same from an address:"
        ).format(version=escape(dossier.version))
    )
    query = view.filters()
    st.code(f"{made.base}/api/claims.csv{'?' if query else ''}{query}", language=None, wrap_lines=True)


def _making(form: Format, reading: Reading, made: Imprint) -> Callable[[], bytes]:
    """The file is made when it is asked for, and not before."""
    return lambda: form.export(reading, made)


def _show_citation(citation: Citation) -> None:
    st.caption(_("Copy with the button at the right of each form."))
    for name, text, language in (
        (_("Text"), citation.text, None), ("BibTeX", citation.bibtex, "latex"), ("CSL-JSON", citation.csl, "json"),
    ):  # fmt: skip
        st.caption(f"**{name}**")
        st.code(text.strip(), language=language, wrap_lines=True)
