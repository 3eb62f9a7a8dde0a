"""The pieces of HTML that lists and cards are made of, so that a list is one element and not hundreds.

Streamlit sends, draws and compares every element by itself, on each run: a few tenths of a millisecond in the server
and one to two in the browser (`bench/report.md`). What has no control of its own is therefore HTML. It is made of
MarkupSafe's `Markup`, whose `format` escapes whatever is not `Markup` itself; Streamlit cleans it once more before it
is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeAlias

import streamlit as st
from markupsafe import Markup

from components.links import address_of
from components.words import Badge
from dossier.language import _
from dossier.reading import Reading
from dossier.view import View

Piece: TypeAlias = Markup | Callable[[], None]
"""A part of a page: HTML, or what draws something that has to be an element of Streamlit's own."""

BREAK = Markup("<br>")
DOT = Markup(" · ")

_LINK = Markup('<a class="go {}" href="{}"{}>{}{}</a>')
_ICON = Markup('<span class="icon" aria-hidden="true" translate="no">{}</span>')
_BADGE = Markup('<span class="badge {}">{}{}</span>')
_SHARE = Markup('<button type="button" class="go" data-share="{}">{}{}</button>')


def show_html(*parts: Markup, kind: str = "list") -> None:
    """Draw the parts on the page, one below the other; `kind` is the class that the styles know the whole by."""
    st.html(_Whole(Markup('<div class="pieces {}">{}</div>').format(kind, Markup().join(parts))))


@dataclass(frozen=True, slots=True)
class _Whole:
    """HTML by its own word: of a plain string Streamlit would first ask whether it names a file, and dedent it."""

    html: Markup

    def _repr_html_(self) -> str:
        return self.html


def show_kept(reading: Reading, name: str, make: Callable[[], Iterable[Piece]], *, kind: str = "list") -> None:
    """Draw pieces that follow from the view alone: made for the first reader who sees it, and kept for others."""
    for piece in reading.keep(("html", name), lambda: _gathered(make())):
        if isinstance(piece, Markup):
            show_html(piece, kind=kind)
        else:
            piece()


def _gathered(pieces: Iterable[Piece]) -> list[Piece]:
    """The pieces in their order, those of HTML in one as far as nothing else stands between them."""
    gathered: list[Piece] = []
    html: list[Markup] = []
    for piece in pieces:
        if isinstance(piece, Markup):
            html.append(piece)
        else:
            gathered += [Markup().join(html), piece]
            html = []
    gathered.append(Markup().join(html))
    return [piece for piece in gathered if piece]


def link(view: View, label: str, *, icon: str = "", kind: str = "", told: str = "") -> Markup:
    """A link to a view: it opens in place, can be opened in a new tab, and leaves one step to go back.

    `kind` names classes: `top` where the reader arrives at the head of what it shows, `here` for what is shown already,
    `title` and `chip` for looks. `told` is what a pointer that rests on it is told.
    """
    title = Markup(' title="{}"').format(told) if told else Markup()
    here = Markup(' aria-current="true"') if "here" in kind.split() else Markup()
    return _LINK.format(kind, address_of(view), title + here, symbol(icon), label)


def symbol(name: str) -> Markup:
    """A Material symbol, which says nothing that the words beside it do not say."""
    return _ICON.format(name) if name else Markup()


def badge_of(badge: Badge) -> Markup:
    """What kind of thing something is, told by word, icon and colour."""
    return _BADGE.format(badge.color, symbol(badge.icon), badge.label)


def dot(color: str) -> Markup:
    """The mark of a side."""
    return Markup('<span class="dot {}" aria-hidden="true">●</span> ').format(color)


def strong(words: str) -> Markup:
    """Words that stand out."""
    return Markup("<strong>{}</strong>").format(words)


def gray(words: str) -> Markup:
    """Words that stand back, inside a line."""
    return Markup('<span class="gray">{}</span>').format(words)


def small(*lines: str) -> Markup:
    """Small print, line by line; nothing where there is none."""
    held = [line for line in lines if line]
    return Markup('<p class="small">{}</p>').format(BREAK.join(held)) if held else Markup()


def paragraph(*lines: str) -> Markup:
    """Words, line by line."""
    return Markup("<p>{}</p>").format(BREAK.join(lines))


def card(*parts: Markup) -> Markup:
    """What belongs together, in a frame."""
    return Markup('<div class="card">{}</div>').format(Markup().join(parts))


def row(*parts: Markup, kind: str = "") -> Markup:
    """What stands beside each other."""
    return Markup('<div class="row {}">{}</div>').format(kind, Markup().join(parts))


def notice(icon: str, words: Markup | str, way: Markup) -> Markup:
    """What a reader has to know before the content, with the way to change it."""
    return card(row(paragraph(symbol(icon) + words), way, kind="notice"))


def columns(parts: Iterable[Markup], *, most: int) -> Markup:
    """Parts in columns of one width, `most` beside each other; on a phone one below the other."""
    cells = Markup().join(Markup("<div>{}</div>").format(part) for part in parts)
    return Markup('<div class="columns" style="--most: {}">{}</div>').format(most, cells)


def folded(label: str, *parts: Markup, opened: bool = False) -> Markup:
    """What is shown when a reader asks for it, or from the start but to be put away."""
    state = Markup(" open") if opened else ""
    return Markup("<details{}><summary>{}</summary>{}</details>").format(state, label, Markup().join(parts))


def heading(level: int, words: str, *, count: int | None = None, kind: str = "", anchor: str = "") -> Markup:
    """A heading of a level from 2 to 6, with how many things stand under it; `anchor` is what `jumps` find it by."""
    number = "" if count is None else Markup(" <span>{:,}</span>").format(count)
    place = Markup(' id="{}"').format(anchor) if anchor else ""
    return Markup('<h{0} class="{1}"{2}>{3}{4}</h{0}>').format(level, kind, place, words, number)


def jumps(headings: Iterable[tuple[str, str]]) -> Markup:
    """The ways to headings further down the same page: the anchor of each, and what it says."""
    links = (Markup('<a href="#{}">{}</a>').format(anchor, words) for anchor, words in headings)
    return Markup('<nav class="jumps" aria-label="{}">{}</nav>').format(_("On this page"), DOT.join(links))


def listed(items: Iterable[str]) -> Markup:
    """Words as a list with bullets."""
    return Markup("<ul>{}</ul>").format(Markup().join(Markup("<li>{}</li>").format(item) for item in items))


def share(claim: str) -> Markup:
    """A control that opens the ways to share a claim."""
    return _SHARE.format(claim, symbol("share"), _("Share"))
