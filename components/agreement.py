"""Who agrees with whom: a matrix with its table, the company of one voice, and voices side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd
import streamlit as st

from components.agreement_matrix import show_agreement_matrix
from components.cases import answer_line, show_case_badge
from components.links import on_change, read_view, show_link
from components.marks import escape
from components.notices import show_empty
from components.parts import show_rest
from components.voices import count_words, describe
from components.words import counted
from dossier.agreement import Pair, belong_together, find_pairs, sides_of
from dossier.conflicts import Case
from dossier.model import Dossier, Voice
from dossier.profiles import Count, count_voices
from dossier.reading import Reading
from dossier.view import View
from dossier.voices import VOICE_GROUPS, group_of

MOST = 4
"""How many voices can be set side by side."""
_NAMES, _LETTERS = 200, 26
"""The width of the column of names, and the letters of a line in it: what leaves room for counts on a phone."""
_ROWS = 60
"""How many voices the matrix holds."""
_COMPANY, _MORE = 6, 40
"""How many of its fellows a voice's own page shows at once, and on demand."""


def agreement_words(dossier: Dossier, pair: Pair) -> str:
    """How two voices agree, in counts: "agree on 1 of 5 shared questions, differ on 4"."""
    parts = [f"agree on {len(pair.agree)} of {counted(pair.shared, 'shared question')}{_echo_words(pair)}"]
    if pair.differ:
        parts.append(f"differ on {len(pair.differ)}{_tension_words(dossier, pair)}")
    if pair.partly:
        parts.append(f"on {len(pair.partly)} one of them says both")
    if pair.compatible:
        parts.append(f"on {len(pair.compatible)} both can be right")
    if belong_together(dossier.voices, pair.one, pair.other):
        parts.append("and one is part of the other")
    return ", ".join(parts)


def _tension_words(dossier: Dossier, pair: Pair) -> str:
    """How many of the differences only pull against each other."""
    tense = sum(dossier.questions[name].between == "tension" for name in pair.differ)
    return f" ({'' if tense == len(pair.differ) else f'{tense} of them '}in tension only)" if tense else ""


def _echo_words(pair: Pair) -> str:
    """That agreement on one origin's word is no agreement of two."""
    if not pair.echoed:
        return ""
    which = "" if len(pair.echoed) == len(pair.agree) else f"{len(pair.echoed)} of them "
    return f" ({which}on one origin's word)"


# The matrix


def show_agreement(reading: Reading) -> None:
    """All voices of the view that share a question with another: counts in a matrix, and the same as a table."""
    if not reading.claims:
        show_empty(reading, "claims")
        return
    everybody = _in_directory_order(reading)
    names = _most_outspoken(reading, everybody)
    pairs = reading.keep("pairs", lambda: find_pairs(reading.dossier, reading.cases, names))
    sharing = {name for pair in pairs for name in (pair.one, pair.other)}
    names = [name for name in names if name in sharing]
    if not pairs:
        st.markdown("In this view no two voices take a stand on the same question.")
        return
    st.markdown(
        f"{counted(len(names), 'voice')} take a stand on a question that another of them answers too. A cell counts "
        "the questions on which both give the same answer, out of those that both answer: **1/3** is one of three. "
        "Nothing stands where nothing is shared. Choose a cell to set its two voices side by side."
    )
    if len(everybody) > _ROWS:
        st.caption(
            f"The {_ROWS} of {len(everybody):,} voices with the most claims in this view. Filters and kinds of voice "
            "choose others, and any voices can be compared by name."
        )
    st.caption(
        ":blue[■] agree on all they share · :gray[■] on some, or say what can both be right · :orange[■] on none. "
        "One shared question says little about two voices. "
        "A star: some of what they agree on rests on one origin, which is one word heard twice."
    )
    show_agreement_matrix(reading, pairs, {name: reading.dossier.voices[name].name for name in names})
    st.header("The same as a table")
    st.caption("Choose the head of a column to sort by it.")
    rows = _rows(reading.dossier, pairs)
    st.dataframe(
        pd.DataFrame(rows),
        hide_index=True,
        key="agreement-table",
        alt="Pairs of voices and how many questions they share, agree and differ on",
        row_height=_row_height(rows),
        column_config={"Voices": st.column_config.TextColumn(width=_NAMES)}
        | {name: st.column_config.NumberColumn(width=68) for name in ("Agree", "Shared", "Differ")},
    )


def _row_height(rows: Sequence[Mapping[str, str | int]]) -> int:
    """So high that the longest names are seen in full, within reason."""
    longest = max(len(str(row["Voices"])) for row in rows)
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
            "Voices": f"{dossier.voices[pair.one].name} and {dossier.voices[pair.other].name}",
            "Agree": len(pair.agree),
            "Shared": pair.shared,
            "Differ": len(pair.differ),
            "Both at once": len(pair.partly),
            "Can both be right": len(pair.compatible),
            "On one origin's word": len(pair.echoed),
            "Note": "one is part of the other" if belong_together(dossier.voices, pair.one, pair.other) else "",
        }
        for pair in most_first
    ]


# One voice and its company


def show_company(reading: Reading, pairs: Sequence[Pair]) -> None:
    """With whom a voice shares questions, each with the way to see both side by side."""
    with st.container(key="fellows"):
        for pair in pairs[:_COMPANY]:
            _show_fellow(reading, pair)
    if len(pairs) > _COMPANY:
        label = f"{counted(len(pairs) - _COMPANY, 'more voice')} with fewer shared questions"
        with st.expander(label), st.container(key="fellows-more"):
            for pair in pairs[_COMPANY : _COMPANY + _MORE]:
                _show_fellow(reading, pair)
            show_rest(pairs, _COMPANY + _MORE, "voice", "compare this voice with any of them.")


def _show_fellow(reading: Reading, pair: Pair) -> None:
    target = reading.view.without("analyst").having(show="compare", compared=(pair.one, pair.other))
    name, counts = st.columns([4, 8], gap="small", vertical_alignment="center")
    with name:
        show_link(target, escape(reading.dossier.voices[pair.other].name))
    counts.caption(agreement_words(reading.dossier, pair))


# Side by side


def show_comparison(reading: Reading) -> None:
    """Two to four voices side by side: where they differ, what they share, and what only one of them answers."""
    _show_choice(reading)
    names = reading.view.compared[:MOST]
    if len(names) < 2:
        st.markdown("Choose two to four voices to see their answers side by side.")
        return
    voices = [reading.dossier.voices[name] for name in names]
    _show_heads(reading, voices)
    if set(reading.view.narrowing_filters()) - {"known"}:
        st.caption("All their claims are compared, those outside the filters too.")
    pairs = find_pairs(reading.dossier, reading.known_cases, names)
    for pair in pairs:
        one, other = (escape(reading.dossier.voices[name].name) for name in (pair.one, pair.other))
        st.markdown(f"**{one}** and **{other}** {agreement_words(reading.dossier, pair)}.")
    cases = [case for case in reading.known_cases if any(sides_of(case, name) for name in names)]
    differ = {name for pair in pairs for name in (*pair.differ, *pair.partly)}
    shared = [case for case in cases if sum(bool(sides_of(case, name)) for name in names) > 1]
    _show_table(reading, "Where they differ", [case for case in shared if case.question.id in differ], voices)
    _show_table(reading, "Shared ground", [case for case in shared if case.question.id not in differ], voices)
    if not shared:
        st.markdown("They answer no question in common.")
    for voice in voices:
        _show_only(reading, voice, [case for case in cases if case not in shared and sides_of(case, voice.id)])


def _show_choice(reading: Reading) -> None:
    widget = "compare-voices"
    counts = count_voices(reading.dossier.claims.values())
    chosen = list(reading.view.compared[:MOST])
    st.session_state[widget] = chosen

    def changed() -> View:
        return read_view(reading.index, "analysts").having(show="compare", compared=tuple(st.session_state[widget]))

    def label(name: str) -> str:
        return f"{reading.dossier.voices[name].name} ({counts.get(name, Count()).claims})"

    st.multiselect(
        "Voices, with the number of their claims",
        sorted({*counts, *chosen}, key=lambda name: -counts.get(name, Count()).claims),
        format_func=label,
        key=widget,
        on_change=on_change(changed),
        max_selections=MOST,
        placeholder="Choose two to four voices",
    )
    if len(reading.view.compared) > MOST:
        st.caption(f"The link names {len(reading.view.compared)} voices; the first {MOST} are shown.")


def _show_heads(reading: Reading, voices: Sequence[Voice]) -> None:
    counts = count_voices(reading.known_claims)
    for column, voice in zip(st.columns(len(voices), gap="medium"), voices, strict=True):
        with column, st.container(gap=None):
            show_link(reading.view.without("show", "with").having(analyst=voice.id), f"**{escape(voice.name)}**")
            st.caption(f"{describe(voice)}  \n{count_words(counts.get(voice.id, Count()))}")


def _show_table(reading: Reading, heading: str, cases: Sequence[Case], voices: Sequence[Voice]) -> None:
    """Questions one below the other, the answer of each voice in its column; who does not answer is left out."""
    if not cases:
        return
    st.header(f"{heading} :small[:gray[{len(cases)}]]")
    for case in cases:
        with st.container(border=True, gap="small"):
            with st.container(horizontal=True, vertical_alignment="center"):
                target = reading.view.on("conflicts").having(question=(case.question.id,))
                show_link(target, f"**{escape(case.question.title)}**", width="stretch")
                show_case_badge(case)
            for column, voice in zip(st.columns(len(voices), gap="medium"), voices, strict=True):
                column.markdown(_cell(reading, case, voice))


def _cell(reading: Reading, case: Case, voice: Voice) -> str:
    head = f":small[:gray[{escape(voice.name)}]]"
    return "  \n".join([head, *_answers(reading, case, voice)])


def _answers(reading: Reading, case: Case, voice: Voice) -> Iterable[str]:
    sides = sides_of(case, voice.id)
    if not sides:
        yield ":gray[does not answer]"
    yield from (answer_line(reading.dossier, case, side, voice=voice.id) for side in sides)


def _show_only(reading: Reading, voice: Voice, cases: Sequence[Case]) -> None:
    """The questions that only one of the voices answers."""
    if not cases:
        return
    st.header(f"Only {escape(voice.name)} answers :small[:gray[{len(cases)}]]")
    for case in cases:
        question, answer = st.columns([4, 8], gap="small")
        with question:
            show_link(reading.view.on("conflicts").having(question=(case.question.id,)), escape(case.question.title))
        answer.markdown("  \n".join(_answers(reading, case, voice)))
