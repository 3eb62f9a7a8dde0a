"""The explorer of claims: the search box, facets that count, filters as chips, and the claims as cards or a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

import pandas as pd
import streamlit as st
from markupsafe import Markup

from components.cards import claim_card
from components.choices import show_choice, show_choices
from components.links import on_change, read_view
from components.marks import marked_snippet
from components.parts import show_parts
from components.pieces import columns, folded, gray, heading, link, paragraph, row, show_html, show_kept, small, symbol
from components.places import show_behind
from components.words import CLAIM_TYPES, FILTERS, LIKELIHOODS, SORTS, counted, name_of
from dossier.dates import words as date_words
from dossier.explorer import PART, Found, ordered_claims
from dossier.language import _
from dossier.model import LIKELIHOODS as SCALE
from dossier.model import Claim
from dossier.parts import part_of
from dossier.reading import Reading
from dossier.search import Hit
from dossier.view import DATES, View
from dossier.view import FILTERS as KEYS

_FACETS = ("country", "speaker", "source", "voice", "question", "topic", "type", "likelihood")
_FEW = 12
"""Up to so many values are laid out to choose from; more go into a list with a search of its own."""
_FIRST = 4
"""How many hits are shown at once."""
_ROWS = 1_000
"""How many claims stand in one part of the table."""
_WIDTHS = {
    _("Claim"): 420,
    _("Voice"): 190,
    _("Type"): 120,
    _("Said"): 130,
    _("About"): 150,
    _("How sure"): 120,
    _("Source"): 240,
}
_WHERE = {"text": _("In the claim"), "quote": _("In the quote"), "questions": _("In what it answers")}
"""The places of a hit that a card does not show by itself."""


def show_search(reading: Reading) -> None:
    """The search box; the claims follow while the reader types."""
    st.session_state["search"] = reading.view.q

    def changed() -> View:
        return read_view(reading.index, "claims").having(q=st.session_state["search"], claim="")

    st.text_input(
        _("Search claims, voices, questions and the texts"),
        key="search",
        type="search",
        live="350ms",
        max_chars=200,
        placeholder=_("Words, a “phrase in quotes”, or -word to leave something out"),
        icon=":material/search:",
        on_change=on_change(changed),
    )


def show_facets(reading: Reading) -> None:
    """Every filter with the number of claims behind each value, the other filters staying as they are."""
    with st.container(horizontal=True, gap="xsmall", key="facets"):
        for key in _FACETS:
            chosen = len(reading.view.values(key))
            label = f"{FILTERS[key]} · {chosen}" if chosen else FILTERS[key]
            show_behind(label, partial(_show_facet, reading, key), icon="", key=f"facet-of-{key}")


def _show_facet(reading: Reading, key: str) -> None:
    counts = reading.index.facets(reading.view, key)
    chosen = reading.view.values(key)
    options = [*counts, *(value for value in chosen if value not in counts)]
    if not options:
        st.caption(_("No claim in this view says."))
        return
    if key == "likelihood":
        options.sort(key=SCALE.index)

    def change(values: tuple[str, ...]) -> View:
        return read_view(reading.index, "claims").having(**{key: values}, claim="")

    show_choices(
        FILTERS[key],
        {value: name_of(reading.dossier, key, value) for value in options},
        counts=counts,
        chosen=chosen,
        change=change,
        key=f"facet-{key}",
        in_sight=len(options) <= _FEW,
    )


def show_chips(reading: Reading) -> None:
    """What narrows the view, each value with a link that lifts it, and one that lifts them all."""
    view = reading.view
    active = view.narrowing_filters()
    if not active:
        return
    chips = (
        link(
            lifted.without("claim"),
            f"{FILTERS[key]}: {name_of(reading.dossier, key, value)}",
            icon="close",
            kind="chip",
        )
        for key in active
        for value, lifted in _values(view, key)
    )
    show_html(row(*chips, link(view.without(*active, "claim"), _("Reset"), icon="filter_alt_off")), kind="chips")


def _values(view: View, key: str) -> Iterable[tuple[object, View]]:
    """Each value of a filter, and the view without it."""
    if key in {*DATES, "q"}:
        yield view.get(key), view.without(key)
    for value in view.values(key):
        yield value, view.having(**{key: tuple(other for other in view.values(key) if other != value)})


def show_results_bar(reading: Reading) -> None:
    """How many claims there are, in which order, and in which form."""
    view = reading.view
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", key="results"):
        claims, total = counted(len(reading.claims), "claim", "claims"), len(reading.dossier.claims)
        said = _("**{claims}** :small[:gray[of {total:,}]]")
        st.markdown(said.format(claims=claims, total=total), width="content")
        with st.container(horizontal=True, vertical_alignment="center", width="content"):
            _show_order(reading)
            forms = (("", _("Cards"), "view_agenda"), ("table", _("Table"), "table_rows"))
            links = (
                link(view.having(show=form, claim=""), words, icon=icon, kind="here" if view.show == form else "")
                for form, words, icon in forms
            )
            show_html(row(*links), kind="forms")


def _show_order(reading: Reading) -> None:
    own = _("Best match first") if reading.view.q else _("As in the dossier")

    def change(value: str) -> View:
        return read_view(reading.index, "claims").having(sort=value)

    show_choice(
        _("Order"),
        {"": own, **SORTS},
        chosen=reading.view.sort,
        change=change,
        key="sort",
        label_visibility="collapsed",
        width=230,
    )


def show_cards(reading: Reading, found: Found | None) -> None:
    """One part of the claims as cards, with what was found in each; links lead to the other parts."""
    part = part_of(ordered_claims(reading), reading.view.part, size=PART)
    cards = (
        claim_card(reading, claim, found=_hit_line(found.claims.get(claim.id) if found else None))
        for claim in part.items
    )
    show_kept(reading, "claims", lambda: [columns(cards, most=2)])
    show_parts(reading.view, part)


def _hit_line(hit: Hit | None) -> Markup:
    """Where a claim was found, if its card does not show that by itself."""
    if hit is None or hit.where not in _WHERE:
        return Markup()
    return symbol("search") + f"{_WHERE[hit.where]}: " + marked_snippet(hit.snippet)


def show_table(reading: Reading) -> None:
    """The claims of the view in a table; the cell that the reader goes to opens its claim beside it."""
    part = part_of(ordered_claims(reading), reading.view.part, size=_ROWS)
    claims = part.items
    widget = "claims-table"

    def chosen() -> View:
        view = read_view(reading.index, "claims")
        selection = st.session_state[widget].selection
        rows = [row for row, _column in selection.cells] or selection.rows
        return view.having(claim=claims[rows[0]].id) if rows and rows[0] < len(claims) else view

    st.dataframe(
        _claims_frame(reading, claims),
        key=widget,
        hide_index=True,
        on_select=on_change(chosen),
        selection_mode="single-cell",
        height=min(620, 36 * (len(claims) + 1) + 4),
        column_config={name: st.column_config.TextColumn(width=width) for name, width in _WIDTHS.items()},
        alt=_("{claims}, one a row").format(claims=counted(len(claims), "claim", "claims")),
    )
    show_parts(reading.view, part)


def _claims_frame(reading: Reading, claims: Iterable[Claim]) -> pd.DataFrame:
    dossier = reading.dossier
    rows = [
        {
            _("Claim"): claim.text,
            _("Voice"): dossier.voices[claim.voice].name,
            _("Type"): CLAIM_TYPES[claim.type],
            _("Said"): date_words(dossier.said(claim)),
            _("About"): date_words(claim.about) if claim.about else "",
            _("How sure"): LIKELIHOODS[claim.likelihood] if claim.likelihood else "",
            _("Source"): dossier.sources[claim.source].title,
        }
        for claim in claims
    ]
    return pd.DataFrame(rows, columns=list(_WIDTHS))


def show_found(reading: Reading, found: Found) -> None:
    """The questions, voices and passages that hold the words, apart from each other and from the claims."""
    view = reading.view
    plain = view.without(*KEYS, "claim").having(known=view.known)
    _show_hits(_("Questions"), found.questions, found.more["questions"], lambda hit: _question(plain, reading, hit))
    _show_hits(_("Voices"), found.voices, found.more["voices"], lambda hit: _voice(plain, reading, hit))


def show_passages(reading: Reading, found: Found) -> None:
    """Where the words stand in the raw texts, claimed or not."""
    _show_hits(_("In the texts"), found.passages, found.more["passages"], lambda hit: _passage(reading, hit))


def _show_hits(words: str, hits: tuple[Hit, ...], more: int, told: Callable[[Hit], Markup]) -> None:
    if not hits:
        return
    unnamed = _("And {hits}: another word would tell which of them you mean.")
    rest = small(unnamed.format(hits=counted(more, "more hit", "more hits"))) if more else Markup()
    label = _("{number:,} more").format(number=len(hits) - _FIRST + more)
    beyond = folded(label, *map(told, hits[_FIRST:]), rest) if len(hits) > _FIRST else Markup()
    total = heading(3, words, count=len(hits) + more, kind="ruled")
    show_html(total, *map(told, hits[:_FIRST]), beyond, kind="hits")


def _question(plain: View, reading: Reading, hit: Hit) -> Markup:
    target = plain.on("conflicts").having(question=(hit.id,))
    said = Markup(_("Among its answers: {words}")) if hit.where == "claims" else Markup("{words}")
    title = link(target, reading.dossier.questions[hit.id].title, icon="balance", kind="title top")
    return paragraph(title, gray(said.format(words=marked_snippet(hit.snippet))))


def _voice(plain: View, reading: Reading, hit: Hit) -> Markup:
    target = plain.on("analysts").having(analyst=hit.id)
    name = link(target, reading.dossier.voices[hit.id].name, icon="record_voice_over", kind="title top")
    return paragraph(name, gray(marked_snippet(hit.snippet)))


def _passage(reading: Reading, hit: Hit) -> Markup:
    target = reading.view.on("sources").having(source=(hit.id,), at=hit.start)
    label = _("In “{title}”").format(title=reading.dossier.sources[hit.id].title)
    where = link(target, label, icon="article")
    return paragraph(marked_snippet(hit.snippet), where)
