"""The ways from one part of a long list to the next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from markupsafe import Markup

from components.pieces import link, row, show_html, small
from components.words import counted
from dossier.language import _
from dossier.parts import Part
from dossier.view import View

T = TypeVar("T")


def show_parts(view: View, part: Part[T]) -> None:
    """Draw the ways to the parts beside this one, where there are any."""
    if links := part_links(view, part):
        show_html(links)


def part_links(view: View, part: Part[T]) -> Markup:
    """Which part of a list this is, with links to the parts beside it; nothing where one part is all."""
    if part.last == 1:
        return Markup()
    before = link(view.having(part=part.number - 1), _("Previous"), icon="arrow_back", kind="top")
    here = _("{first:,} to {last:,} of {total:,}").format(
        first=part.start + 1, last=part.start + len(part.items), total=part.total
    )
    after = link(view.having(part=part.number + 1), _("Next"), icon="arrow_forward", kind="top")
    steps = [before] if part.number > 1 else []
    steps += [small(here)]
    steps += [after] if part.number < part.last else []
    return row(*steps, kind="parts")


def rest_words(items: Sequence[T], most: int, one: str, many: str, where: str) -> Markup:
    """How many of a list are not shown here, and where all of them are; nothing where all are shown."""
    if len(items) <= most:
        return Markup()
    return small(Markup(_("And {rest}: {where}")).format(rest=counted(len(items) - most, one, many), where=where))
