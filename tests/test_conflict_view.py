"""What readers see of conflicts: what opposes what, what is quoted first, the matrix, and what filters may not do."""

from pathlib import Path
from typing import Any

import pytest
from apps import open_page, words_on
from conftest import TINY, make_dossier
from hypothesis import given
from hypothesis import strategies as st
from questions import DATE, FIGURE, STANCE

from components.matrix import STATES, matrix_cases, matrix_data
from dossier.conflicts import CASE_STATES, find_cases, find_opposed, state_of
from dossier.dates import overlaps
from dossier.leads import find_figures, find_leads, find_links, find_starts
from dossier.matrix import Cell, find_matrix
from dossier.reading import Index
from dossier.view import FORMS, View

MAIN = Path(__file__).parent.parent / "pages" / "_app.py"


def answers(*values: object, **fields: object) -> list[dict[str, Any]]:
    return [{"id": f"c{n}", "voice": f"v{n}", "answers": {"q": value}, **fields} for n, value in enumerate(values)]


def exactly(low, high=None, **fields):
    return {"low": low, "wording": f"{low}"} | ({"high": high} if high else {}) | fields


def case_of(dossier):
    (case,) = find_cases(dossier, dossier.claims.values())
    return case


def opposed_labels(question, values):
    case = case_of(make_dossier(answers(*values), questions=[question]))
    return {case.sides[place].label for place in find_opposed(case)}


# Where to begin


def test_three_conflicts_of_different_kinds_are_a_beginning():
    """The first of positions, of numbers or dates, and of forecasts; questions without a conflict are none."""
    questions = [
        {**STANCE, "id": "calm"},
        {**DATE, "id": "when"},
        {**STANCE, "id": "tense", "between": "tension"},
        {**FIGURE, "id": "many"},
        {**STANCE, "id": "sure"},
        {**STANCE, "id": "foreseen", "kind": "forecast"},
    ]
    given = {
        "one": {"calm": "aye", "when": "2021", "tense": "aye", "many": exactly(1), "sure": "aye", "foreseen": "aye"},
        "two": {"when": "2022", "tense": "nay", "many": exactly(2), "sure": "nay", "foreseen": "nay"},
    }
    claims = [{"id": name, "voice": name, "answers": answered} for name, answered in given.items()]
    dossier = make_dossier(claims, questions=questions)
    cases = find_cases(dossier, dossier.claims.values())
    assert [case.question.id for case in find_starts(cases)] == ["when", "tense", "foreseen"]
    assert find_starts(()) == ()


# What opposes what


@pytest.mark.parametrize(
    ("values", "opposed"),
    [
        (["aye", "half"], set()),
        (["aye", "half", "nay"], {"Aye", "In part", "Nay"}),
        (["aye", "nay", "early", "mum"], {"Aye", "Nay"}),
        (["aye", "early"], set()),
    ],
)
def test_positions_oppose_those_they_do_not_go_with(values, opposed):
    assert opposed_labels(STANCE, values) == opposed


def test_a_bound_that_fits_every_figure_opposes_none_of_them():
    values = [exactly("2000", bound="at_least"), exactly("10000"), exactly("11000", "12000")]
    assert opposed_labels(FIGURE, values) == {"10,000", "11,000 to 12,000"}


def test_a_date_opposes_what_it_cannot_overlap():
    assert opposed_labels(DATE, ["2021", "2021-06", "2021-07-03"]) == {"June 2021", "3 July 2021"}


def test_a_date_in_a_gap_of_a_set_opposes_the_set_alone():
    assert opposed_labels(DATE, ["[2021,2023]", "2022-05", "2021/2023"]) == {"one of 2021 or 2023", "May 2022"}


DATES = st.sampled_from(
    [
        "2021",
        "2021-06",
        "2022",
        "2023-01",
        "../2021-05",
        "2022-03/..",
        "[2020,2022]",
        "[2021,2023]",
        "[2019,2021..2022]",
    ]
)


@given(st.lists(DATES, min_size=1, max_size=5, unique=True))
def test_dates_conflict_exactly_if_a_pair_cannot_overlap_or_the_spans_have_no_day_in_common(dates):
    """Gaps of sets are looked up in sorted lists; held here against every pair."""
    dossier = make_dossier(answers(*dates), questions=[DATE])
    case = case_of(dossier)
    said = [side.answer for side in case.sides]
    apart = [one for one in said for other in said if not overlaps(one, other)]
    assert (case.kind == "dates") == bool(apart)
    assert {case.sides[place].answer for place in find_opposed(case)} == set(apart)


@given(st.lists(st.sampled_from(["aye", "nay", "half", "early"]), min_size=1, max_size=5))
def test_a_question_is_a_conflict_exactly_if_some_side_is_opposed(taken):
    case = case_of(make_dossier(answers(*taken), questions=[STANCE]))
    assert bool(case.kind) == bool(find_opposed(case))


# What is quoted first, and in which order figures stand


def leads(claims, **options):
    dossier = make_dossier(claims, questions=[STANCE], **options)
    case = case_of(dossier)
    return [claim.id for claim in find_leads(dossier, case, case.sides[0])]


def test_the_claim_that_answers_the_other_side_is_quoted_first():
    claims = answers("aye", "aye", "nay")
    claims[1]["links"] = [{"type": "contradicts", "to": "c2", "why": "It says so."}]
    assert leads(claims) == ["c1", "c0"]


def test_unhedged_words_of_a_named_voice_come_before_hedged_and_unnamed_ones():
    claims = answers("aye", "aye", "aye")
    claims[0]["hedge"] = "may"
    assert leads(claims, voices={"v1": {"named": "false"}}) == ["c2", "c1", "c0"]


def test_no_origin_is_quoted_twice_before_each_had_its_turn():
    claims = answers("aye", "aye", "aye")
    claims[0]["voice"] = claims[1]["voice"] = "ann"
    claims[2]["quote"] = "a much longer quote than the others"
    assert leads(claims) == ["c0", "c2", "c1"]


def test_figures_stand_in_the_order_of_the_dates_they_are_for():
    claims = answers(exactly("5", as_of="2024-03"), exactly("7"), exactly("6", as_of="2020"))
    dossier = make_dossier(claims, questions=[FIGURE], sources={"post": {"published": "2021-05-01"}})
    rows = find_figures(dossier, case_of(dossier))
    assert [(claim.id, place) for claim, place, _ in rows] == [("c2", 1), ("c1", 2), ("c0", 0)]


def test_links_are_those_between_claims_on_the_question():
    claims: list[dict[str, Any]] = [*answers("aye", "nay"), {"id": "else"}]
    claims[0]["links"] = [
        {"type": "contradicts", "to": "c1", "why": "They differ."},
        {"type": "qualifies", "to": "else", "why": "Something else."},
    ]
    dossier = make_dossier(claims, questions=[STANCE])
    assert [(claim.id, link.to) for claim, link in find_links(dossier, case_of(dossier))] == [("c0", "c1")]


# Known on a date


def test_a_text_that_had_not_appeared_is_not_silent(index):
    """The Quay Post came out in July; in May it could not have spoken."""
    early = index.read(View.parse("/", "known=2021-05"))
    assert {case.question.id: case.silent for case in early.known_cases}["cracks"] == ()
    assert [source.id for source in early.known_sources] == ["harbour-news"]


def test_what_came_of_a_forecast_is_told_with_what_was_known_only():
    question = STANCE | {
        "kind": "forecast",
        "outcome": {"position": "nay", "claims": ["early", "late"], "note": "Both tell it."},
    }
    claims = [
        *answers("aye"),
        {"id": "early", "source": "wire"},
        {"id": "late", "source": "book"},
    ]
    sources = {"post": {}, "wire": {"published": "2021-06-01"}, "book": {"published": "2022"}}
    index = Index(make_dossier(claims, questions=[question], sources=sources))

    def told(query):
        reading = index.read(View.parse("/", query))
        case = reading.case("q")
        assert case
        outcome = reading.outcome(case)
        return outcome and (outcome.claims, outcome.note)

    assert told("known=2021-05-15") is None
    assert told("known=2021-07") == (("early",), None)
    assert told("") == (("early", "late"), "Both tell it.")


def test_a_curators_note_is_held_back_while_it_speaks_of_later_claims(index):
    """It compares the figures of two texts, of which one was known."""
    for query, whole in (("known=2021-05", False), ("known=2021-08", True), ("", True)):
        reading = index.read(View.parse("/", query))
        assert reading.is_whole(reading.case("cracks")) is whole


# Filters


def test_a_topic_leaves_its_own_questions_only(index):
    """A claim on cracks also answers whether the bridge is safe; one on closing answers two questions of the future."""
    reading = index.read(View(topic=("future",)))
    assert [case.question.id for case in reading.cases] == ["will-close", "closing-date"]


@pytest.mark.parametrize("kind", CASE_STATES)
def test_a_kind_of_conflict_leaves_those_of_the_kind_and_no_agreement(index, kind):
    reading = index.read(View(conflict=(kind,)))
    assert list(reading.conflicts) == [case for case in index.read(View()).conflicts if state_of(case) == kind]
    assert reading.agreed == ()


def test_no_filter_makes_a_conflict_or_cuts_one(index, dossier):
    """Whatever is asked for, a question has the sides, the kind and the counts that it has without filters."""
    whole = {case.question.id: case for case in index.read(View()).known_cases}
    views = [View(source=(name,)) for name in dossier.sources] + [View(voice=(name,)) for name in dossier.voices]
    seen = [case for view in views for case in index.read(view).cases]
    assert seen
    assert all(case == whole[case.question.id] for case in seen)


@pytest.mark.parametrize("form", [(key, value) for key, values in FORMS.items() for value in values])
def test_the_form_of_the_page_is_part_of_the_link_and_stays_behind_on_other_pages(form):
    key, value = form
    view = View.parse("conflicts", f"{key}={value}&source=quay-post")
    assert view.get(key) == value
    assert view.link() == f"/conflicts?{'&'.join(sorted([f'{key}={value}', 'source=quay-post']))}"
    assert view.on("timeline") == View("timeline", source=("quay-post",))


@pytest.mark.parametrize("query", ["show=everything", "by=country", "conflict=war", "cell=cracks", "cell=a.b.c"])
def test_a_form_that_does_not_exist_is_named(query):
    key, _, value = query.partition("=")
    assert View.parse("conflicts", query).unknown == ((key, value),)


def test_a_cell_of_no_question_or_source_is_named(dossier):
    assert View.parse("conflicts", "cell=cracks.quay-post", dossier).cell == "cracks.quay-post"
    assert View.parse("conflicts", "cell=cracks.nobody", dossier).unknown == (("cell", "cracks.nobody"),)


# The matrix


def matrix_of(index, by):
    reading = index.read(View(page="conflicts"))
    return find_matrix(reading.dossier, matrix_cases(reading), by=by, sources=reading.known_sources)


def test_the_matrix_by_text(index):
    matrix = matrix_of(index, "source")
    assert matrix.columns == ("harbour-news", "quay-post")
    assert {row.case.question.id: row.cells for row in matrix.rows} == {
        "bridge-safe": (
            Cell("both", (0, 1), ("guild-disagrees", "wirth-safe", "lund-cracks"), ("likely",), unhedged=True),
            Cell("opposed", (0,), ("wirth-repeats",), (), unhedged=True),
        ),
        "cracks": (
            Cell("opposed", (1,), ("lund-cracks",), (), unhedged=True),
            Cell("opposed", (0,), ("office-cracks",), (), unhedged=True),
        ),
        "closing-date": (
            Cell("opposed", (0,), ("lund-closing",), (), unhedged=True),
            Cell("opposed", (1,), ("closed-july",), (), unhedged=True),
        ),
        "will-close": (
            Cell("agrees", (0,), ("lund-closing",), (), unhedged=True),
            Cell("neutral", (1,), ("office-early",), (), unhedged=True),
        ),
    }


def test_voices_stand_by_the_number_of_questions_they_answer_and_may_not_be_fully_read(index):
    """The Quay Post breaks off: who speaks in it may have said more."""
    matrix = matrix_of(index, "voice")
    assert matrix.columns == ("ada-lund", "survey-office", "post-author", "bo-wirth", "engineers-guild")
    (safe,) = (row for row in matrix.rows if row.case.question.id == "bridge-safe")
    assert [cell.state for cell in safe.cells] == ["opposed", "unread", "unread", "opposed", "opposed"]


def test_declining_silence_and_truncated_texts_are_told_apart():
    claims = [
        {"id": "a", "answers": {"q": "aye"}, "source": "post"},
        {"id": "b", "answers": {"q": "mum"}, "source": "news"},
        {"id": "c", "answers": {"q": "early"}, "source": "wire"},
    ]
    sources = {"mute": {}, "torn": {"extent": "truncated", "extent_note": "It breaks off."}}
    dossier = make_dossier(claims, questions=[STANCE], sources=sources)
    cases = find_cases(dossier, dossier.claims.values())
    matrix = find_matrix(dossier, cases, by="source", sources=tuple(dossier.sources.values()))
    states = dict(zip(matrix.columns, (cell.state for cell in matrix.rows[0].cells), strict=True))
    assert states == {"post": "agrees", "news": "declines", "wire": "neutral", "mute": "silent", "torn": "unread"}


def test_every_state_of_a_cell_has_a_symbol_and_a_word_of_its_own():
    symbols, words = zip(*STATES.values(), strict=True)
    assert len(set(symbols)) == len(set(words)) == len(STATES)


def test_a_cell_links_to_its_claims_and_says_what_lies_outside_the_filters(index):
    reading = index.read(View(page="conflicts", source=("quay-post",), show="matrix"))
    matrix = find_matrix(reading.dossier, matrix_cases(reading), by="source", sources=reading.known_sources)
    row = next(row for row in matrix_data(reading, matrix)["rows"] if row["title"] == "How many cracks?")
    assert [(cell["href"], cell["outside"]) for cell in row["cells"]] == [
        ("?cell=cracks.harbour-news&show=matrix&source=quay-post", True),
        ("?cell=cracks.quay-post&show=matrix&source=quay-post", False),
    ]
    assert [side["label"] for side in row["sides"]] == ["about 80", "120"]


def test_by_topic_each_topic_has_one_heading(index):
    reading = index.read(View(page="conflicts", show="matrix", sort="topic"))
    matrix = find_matrix(reading.dossier, matrix_cases(reading), by="source", sources=reading.known_sources)
    rows = matrix_data(reading, matrix)["rows"]
    assert [row["topic"] for row in rows if "topic" in row] == ["Safety", "Future"]


# The page


@pytest.fixture
def open_conflicts(monkeypatch):
    monkeypatch.setenv("DOSSIER", str(TINY))

    def opened(**query):
        app = open_page("conflicts", query)
        assert not app.exception
        return app

    return opened


def text_of(app):
    return words_on(app, main_only=True)


def test_a_list_narrowed_to_one_text_says_what_it_leaves_out_and_keeps_the_other_side(open_conflicts):
    text = text_of(open_conflicts(voice="survey-office"))
    assert "2 more conflicts are not listed, because of your filters" in text
    assert "List all" in text
    assert "120" in text
    assert "outside your filters" in text


def test_one_question_says_which_of_its_claims_lie_outside_the_filters(open_conflicts):
    text = text_of(open_conflicts(question="cracks", source="quay-post"))
    assert "1 of 2 claims on this question lies outside your filters (Source: The bridge, two years on)" in text
    assert "Lift these filters" in text
    assert "We counted 120 cracks" in text


def test_a_question_without_filters_speaks_of_none(open_conflicts):
    assert "your filters" not in text_of(open_conflicts(question="cracks"))


def test_choosing_a_kind_of_conflict_writes_it_into_the_link(open_conflicts):
    app = open_conflicts()
    (kinds,) = (pills for pills in app.main.get("button_group") if pills.key == "choice-conflict")
    kinds.set_value(["figures"]).run()
    assert app.query_params["conflict"] == "figures"
    text = text_of(app)
    assert "How many cracks?" in text
    assert "Is the bridge safe?" not in text


def test_an_open_cell_shows_its_claims(open_conflicts):
    text = text_of(open_conflicts(show="matrix", cell="bridge-safe.quay-post"))
    assert "The bridge is safe" in text
    assert "We counted 120 cracks" not in text


def test_a_question_that_nobody_had_answered_yet_says_so(open_conflicts):
    text = text_of(open_conflicts(question="cracks", known="2020"))
    assert "Known on" in text
    assert "120" not in text


def test_the_brief_has_one_title_and_every_side(open_conflicts):
    app = open_conflicts(show="brief", question="bridge-safe")
    assert len(app.title) == 1
    assert "It is not safe" in text_of(app)
    assert "The bridge is safe" in text_of(app)
