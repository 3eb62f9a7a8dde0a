"""Who agrees with whom: a matrix with its table, and the company of one voice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd
import streamlit as st
from markupsafe import Markup

from components.agreement_matrix import show_agreement_matrix
from components.notices import show_empty
from components.parts import rest_words
from components.pieces import (
    DOT,
    folded,
    heading,
    link,
    paragraph,
    row,
    show_html,
    small,
    strong,
)
from components.words import counted
from dossier.agreement import Pair, belong_together, find_pairs
from dossier.language import _
from dossier.model import Dossier
from dossier.profiles import count_voices
from dossier.reading import Reading
from dossier.voices import VOICE_GROUPS, group_of

_NAMES, _LETTERS = 200, 26
"""The width of the column of names, and the letters of a line in it: what leaves room for counts on a phone."""
_ROWS = 60
"""How many voices the matrix holds."""
_COMPANY, _MORE = 6, 40
"""How many of its fellows a voice's own page shows at once, and on demand."""


def agreement_words(dossier: Dossier, pair: Pair) -> str:
    """How two voices agree, in counts: "agree on 1 of 5 shared questions, differ on 4"."""
    shared = counted(pair.shared, "shared question", "shared questions")
    parts = [_("agree on {agreed} of {shared}").format(agreed=len(pair.agree), shared=shared) + _echo_words(pair)]
    if pair.differ:
        parts.append(_("differ on {questions}").format(questions=len(pair.differ)) + _tension_words(dossier, pair))
    if pair.partly:
        parts.append(_("on {questions} one of them says both").format(questions=len(pair.partly)))
    if pair.compatible:
        parts.append(_("on {questions} both can be right").format(questions=len(pair.compatible)))
    if belong_together(dossier.voices, pair.one, pair.other):
        parts.append(_("and one is part of the other"))
    return ", ".join(parts)


def _tension_words(dossier: Dossier, pair: Pair) -> str:
    """How many of the differences only pull against each other."""
    tense = sum(dossier.questions[name].between == "tension" for name in pair.differ)
    if not tense:
        return ""
    said = _("in tension only") if tense == len(pair.differ) else _("{some} of them in tension only")
    return f" ({said.format(some=tense)})"


def _echo_words(pair: Pair) -> str:
    """That agreement on one origin's word is no agreement of two."""
    if not pair.echoed:
        return ""
    every = len(pair.echoed) == len(pair.agree)
    said = _("on one origin's word") if every else _("{some} of them on one origin's word")
    return f" ({said.format(some=len(pair.echoed))})"


# The matrix


def show_agreement(reading: Reading) -> None:
    """All voices of the view that share a question with another: counts in a matrix, and the same as a table."""
    if not reading.claims:
        show_empty(reading, _("claims"))
        return
    everybody = _in_directory_order(reading)
    names = _most_outspoken(reading, everybody)
    pairs = reading.keep("pairs", lambda: find_pairs(reading.dossier, reading.cases, names))
    sharing = {name for pair in pairs for name in (pair.one, pair.other)}
    names = [name for name in names if name in sharing]
    if not pairs:
        st.markdown(_("In this view no two voices take a stand on the same question."))
        return
    show_html(*_how_to_read(len(names), of=len(everybody)))
    show_agreement_matrix(reading, pairs, {name: reading.dossier.voices[name].name for name in names})
    show_html(heading(2, _("The same as a table")), small(_("Choose the head of a column to sort by it.")))
    _show_pairs(_rows(reading.dossier, pairs))


def _how_to_read(voices: int, *, of: int) -> Iterable[Markup]:
    """What a cell of the matrix counts, and what its colours mean."""
    said = _(
        "{voices} take a stand on a question that another of them answers too. A cell counts the questions on which "
        "both give the same answer, out of those that both answer: {example} is one of three. Nothing stands where "
        "nothing is shared. Choose a cell to set its two voices side by side."
    )
    yield paragraph(Markup(said).format(voices=counted(voices, "voice", "voices"), example=strong("1/3")))
    if of > _ROWS:
        yield small(
            _(
                "The {shown} of {all:,} voices with the most claims in this view. Filters and kinds of voice "
                "choose others, and any voices can be compared by name."
            ).format(shown=_ROWS, all=of)
        )
    keys = (
        ("blue", _("agree on all they share")),
        ("gray", _("on some, or say what can both be right")),
        ("orange", _("on none. One shared question says little about two voices. A star: some of what they agree on "
        "rests on one origin, which is one word heard twice.")),
    )  # fmt: skip
    yield small(DOT.join(Markup('<span class="dot {}">■</span> {}').format(color, words) for color, words in keys))


def _show_pairs(rows: Sequence[Mapping[str, str | int]]) -> None:
    st.dataframe(
        pd.DataFrame(rows),
        hide_index=True,
        key="agreement-table",
        alt=_("Pairs of voices and how many questions they share, agree and differ on"),
        row_height=_row_height(rows),
        column_config={_("Voices"): st.column_config.TextColumn(width=_NAMES)}
        | {name: st.column_config.NumberColumn(width=68) for name in (_("Agree"), _("Shared"), _("Differ"))},
    )


def _row_height(rows: Sequence[Mapping[str, str | int]]) -> int:
    """So high that the longest names are seen in full, within reason."""
    longest = max(len(str(row[_("Voices")])) for row in rows)
    return 20 + 18 * min(-(-longest // _LETTERS), 5)


def _most_outspoken(reading: Reading, names: Sequence[str]) -> list[str]:
    """Those of the voices with the most claims, as many as the matrix holds, in the order given."""
    counts = count_voices(reading.claims)
    kept = set(sorted(names, key=lambda name: -counts[name].claims)[:_ROWS])
    return [name for name in names if name in kept]


def _in_directory_order(reading: Reading) -> list[str]:
    counts = count_voices(reading.claims)
    voices = [reading.dossier.voices[name] for name in counts]
    chosen = [voice for voice in voices if not reading.view.who or group_of(voice) in reading.view.who]
    key = {voice.id: (VOICE_GROUPS.index(group_of(voice)), -counts[voice.id].claims) for voice in chosen}
    return sorted(key, key=lambda name: key[name])


def _rows(dossier: Dossier, pairs: Sequence[Pair]) -> list[dict[str, str | int]]:
    most_first = sorted(pairs, key=lambda pair: (-pair.shared, -len(pair.agree)))
    return [
        {
            _("Voices"): _("{one} and {other}").format(
                one=dossier.voices[pair.one].name, other=dossier.voices[pair.other].name
            ),
            _("Agree"): len(pair.agree),
            _("Shared"): pair.shared,
            _("Differ"): len(pair.differ),
            _("Both at once"): len(pair.partly),
            _("Can both be right"): len(pair.compatible),
            _("On one origin's word"): len(pair.echoed),
            _("Note"): _("one is part of the other") if belong_together(dossier.voices, pair.one, pair.other) else "",
        }
        for pair in most_first
    ]


# One voice and its company


def company_pieces(reading: Reading, pairs: Sequence[Pair]) -> Iterable[Markup]:
    """With whom a voice shares questions, each with the way to see both side by side."""
    yield from (_fellow(reading, pair) for pair in pairs[:_COMPANY])
    if len(pairs) > _COMPANY:
        more = counted(len(pairs) - _COMPANY, "more voice", "more voices")
        yield folded(
            _("{voices} with fewer shared questions").format(voices=more),
            *(_fellow(reading, pair) for pair in pairs[_COMPANY : _COMPANY + _MORE]),
            rest_words(pairs, _COMPANY + _MORE, "more voice", "more voices", _("compare this voice with any of them.")),
        )


def _fellow(reading: Reading, pair: Pair) -> Markup:
    target = reading.view.without("analyst").having(show="compare", compared=(pair.one, pair.other))
    name = reading.dossier.voices[pair.other].name
    return row(link(target, name, kind="top"), small(agreement_words(reading.dossier, pair)), kind="pair")
