"""Conflicts as they follow from claims: every kind, every state, and what never changes them."""

from itertools import pairwise

import pytest
from conftest import at_most, make_dossier
from hypothesis import given
from hypothesis import strategies as st
from questions import DATE, FIGURE, FORECAST, STANCE, Fields

from dossier.conflicts import Case, find_cases, find_conflicts, rank_conflicts
from dossier.model import Dossier
from dossier.reading import Index
from dossier.view import View


def answers(*values: object, **fields: object) -> list[Fields]:
    """A claim for each answer to question `q`, each by its own voice."""
    return [{"id": f"c{n}", "voice": f"v{n}", "answers": {"q": value}, **fields} for n, value in enumerate(values)]


def case_of(dossier: Dossier) -> Case:
    (case,) = find_cases(dossier, dossier.claims.values())
    return case


def figure(words: str) -> dict[str, str]:
    """A figure as tests write it: `120`, `about 120`, `11000-12000`, `<12000`, `>10000`, `11000<12000`."""
    about, words = words.startswith("about "), words.removeprefix("about ")
    if "<" in words:
        low, high = words.split("<")
        return {"bound": "up_to", "high": high, "wording": "w"} | ({"low": low} if low else {})
    if words.startswith(">"):
        return {"bound": "at_least", "low": words[1:], "wording": "w"}
    low, _, high = words.partition("-")
    return {"bound": "about" if about else "exact", "low": low, "wording": "w"} | ({"high": high} if high else {})


# Stances


@pytest.mark.parametrize(
    ("taken", "kind"),
    [
        (["aye", "nay"], "contradiction"),
        (["aye", "aye"], None),
        (["aye"], None),
        (["aye", "half"], None),
        (["half", "aye"], None),
        (["half", "nay"], "contradiction"),
        (["aye", "half", "nay"], "contradiction"),
        (["aye", "early"], None),
        (["aye", "mum"], None),
        (["early", "mum"], None),
        (["aye", "nay", "early"], "contradiction"),
    ],
)
def test_positions_contradict_unless_they_are_compatible_or_take_no_stand(taken, kind):
    assert case_of(make_dossier(answers(*taken), questions=[STANCE])).kind == kind


def test_a_question_says_whether_positions_contradict_or_pull_against_each_other():
    dossier = make_dossier(answers("aye", "nay"), questions=[STANCE | {"between": "tension"}])
    assert case_of(dossier).kind == "tension"


def test_sides_stand_in_the_order_of_the_positions_with_their_claims_and_voices():
    dossier = make_dossier(answers("early", "nay", "aye", "nay"), questions=[STANCE])
    sides = case_of(dossier).sides
    assert [(side.label, side.claims, side.voices, side.takes_a_stand) for side in sides] == [
        ("Aye", ("c2",), ("v2",), True),
        ("Nay", ("c1", "c3"), ("v1", "v3"), True),
        ("Too early to say", ("c0",), ("v0",), False),
    ]


# Figures


@pytest.mark.parametrize(
    ("given_figures", "kind"),
    [
        (["<12000", "11000-12000"], None),
        (["10000", "11000-12000"], "figures"),
        (["10000", "10000"], None),
        (["10000", "10001"], "figures"),
        (["<12000", "10000"], None),
        (["<12000", "12001"], "figures"),
        (["<12000", "<8000"], None),
        ([">10000", "11000-12000"], None),
        ([">10000", "8000"], "figures"),
        ([">10000", "<10000"], None),
        ([">10001", "<10000"], "figures"),
        (["about 10000", "11000"], None),
        (["about 10000", "11001"], "figures"),
        (["about 10000-11000", "12000"], None),
        (["8000-11000", "10000-12000", "11000-13000"], None),
        (["8000-9000", "8500-12000", "11000-13000"], "figures"),
        (["11000<12000", "10000"], "figures"),
        (["0", "about 0"], None),
    ],
)
def test_figures_disagree_only_when_no_number_fits_all_of_them(given_figures, kind):
    dossier = make_dossier(answers(*map(figure, given_figures)), questions=[FIGURE])
    assert case_of(dossier).kind == kind


def test_figures_stand_from_low_to_high_and_the_same_figure_is_one_side():
    dossier = make_dossier(
        answers(*map(figure, ["12000", "<12000", "9000", "12000", "about 9000"])), questions=[FIGURE]
    )
    assert [(side.label, side.claims) for side in case_of(dossier).sides] == [
        ("up to 12,000", ("c1",)),
        ("about 9,000", ("c4",)),
        ("9,000", ("c2",)),
        ("12,000", ("c0", "c3")),
    ]


def test_figures_of_different_questions_are_never_compared():
    claims = [
        {"id": "a", "answers": {"q": figure("100")}},
        {"id": "b", "answers": {"other": figure("200")}},
    ]
    dossier = make_dossier(claims, questions=[FIGURE, FIGURE | {"id": "other", "scope": "the north half"}])
    assert find_conflicts(dossier, dossier.claims.values()) == ()


# Dates


@pytest.mark.parametrize(
    ("dates", "kind"),
    [
        (["2021-06", "2021-07-03"], "dates"),
        (["2021-07", "2021-07-03"], None),
        (["2021", "2021-07"], None),
        (["2021-07-03~", "2021-07-03?"], None),
        (["2021-07-03~", "2021-07-04"], "dates"),
        (["../2021-06", "2021-07"], "dates"),
        (["../2021-06", "2021-05"], None),
        (["2021-06/..", "2025"], None),
        (["2021-06/2021-08", "2021-08/2021-10", "2021-10/2021-11"], "dates"),
        (["[2021,2023]", "2023-01"], None),
        (["[2021,2023]", "2022-05"], "dates"),
        (["2021-24", "2022-02"], None),
    ],
)
def test_dates_disagree_only_when_no_day_fits_all_of_them(dates, kind):
    assert case_of(make_dossier(answers(*dates), questions=[DATE])).kind == kind


def test_dates_stand_from_early_to_late():
    dossier = make_dossier(answers("2021-07-03", "2021", "2021-06"), questions=[DATE])
    assert [side.label for side in case_of(dossier).sides] == ["2021", "June 2021", "3 July 2021"]


# Forecasts


def outcome(**fields: object) -> Fields:
    return {"outcome": {"position": "nay", "claims": ["told"]} | fields}


TOLD = {"id": "told", "source": "later", "voice": "clerk"}


@pytest.mark.parametrize(
    ("taken", "question", "kind", "state", "states"),
    [
        (["aye"], outcome(), "forecast", "failed", ["failed"]),
        (["nay"], outcome(), "forecast", "held", ["held"]),
        (["aye", "nay"], outcome(), "forecast", "failed", ["failed", "held"]),
        (["half"], outcome(position="aye"), "forecast", "held", ["held"]),
        (["nay", "early"], outcome(), "forecast", "held", ["held", None]),
        (["early", "mum"], outcome(), None, None, [None, None]),
        (["aye", "nay"], {}, "forecast", "open", ["open", "open"]),
        (["aye"], {}, None, None, ["open"]),
        (["aye", "half"], {}, None, None, ["open", "open"]),
        (["aye", "nay"], outcome(position=None, ambiguous="true"), "forecast", "ambiguous", ["ambiguous", "ambiguous"]),
    ],
)
def test_forecasts_are_held_against_what_came(taken, question, kind, state, states):
    case = case_of(make_dossier([*answers(*taken), TOLD], questions=[FORECAST | question]))
    assert (case.kind, case.state, [side.state for side in case.sides]) == (kind, state, states)


def test_an_outcome_counts_only_where_the_claims_tell_it():
    dossier = make_dossier([*answers("aye"), TOLD], questions=[FORECAST | outcome()])
    (case,) = find_cases(dossier, [dossier.claims["c0"]])
    assert (case.kind, [side.state for side in case.sides]) == (None, ["open"])


def test_an_outcome_that_was_withdrawn_settles_nothing():
    withdrawn = TOLD | {"status": "retracted", "status_why": "It was wrong."}
    case = case_of(make_dossier([*answers("aye"), withdrawn], questions=[FORECAST | outcome()]))
    assert (case.kind, [side.state for side in case.sides]) == (None, ["open"])


@pytest.mark.parametrize(
    ("known", "kind", "states"),
    [("2021-06", None, ["open", None]), ("2021-07", "forecast", ["held", None]), ("", "forecast", ["held", None])],
)
def test_under_a_known_on_date_a_forecast_stays_open_until_the_outcome_was_known(index, known, kind, states):
    cases = {case.question.id: case for case in index.read(View.parse("/", f"known={known}")).cases}
    sides = cases["will-close"].sides
    assert (cases["will-close"].kind, [side.state for side in sides]) == (kind, states[: len(sides)])


# Withdrawn claims, silence, origins


def test_withdrawn_claims_are_shown_and_no_longer_disagree():
    claims = answers("aye", "nay", "nay")
    claims[1] |= {"status": "corrected", "status_why": "A slip."}
    claims[2] |= {"status": "superseded", "status_why": "Said otherwise later."}
    case = case_of(make_dossier(claims, questions=[STANCE]))
    assert case.kind is None
    assert [(side.label, side.claims, side.withdrawn, side.origins) for side in case.sides] == [
        ("Aye", ("c0",), (), ("v0",)),
        ("Nay", (), ("c1", "c2"), ()),
    ]
    assert (case.claims, case.voices, case.origins) == (("c0",), ("v0",), ("v0",))


def test_sources_that_answer_nothing_are_silent():
    claims = [*answers("aye", "nay", source="post"), {"id": "else", "source": "news"}]
    case = case_of(make_dossier(claims, questions=[STANCE], sources={"wire": {}}))
    assert case.silent == ("news", "wire")


def test_a_source_that_took_its_answer_back_was_not_silent():
    claims = answers("aye", "nay", status="retracted", status_why="Wrong.")
    assert case_of(make_dossier(claims, questions=[STANCE])).silent == ()


def test_each_side_counts_its_independent_origins():
    claims = [
        {"id": "a", "voice": "ann", "answers": {"q": "aye"}},
        {"id": "b", "voice": "guild", "answers": {"q": "aye"}, "source": "news"},
        {"id": "c", "voice": "bob", "origin": "ann", "answers": {"q": "aye"}, "source": "wire"},
        {"id": "d", "voice": "cid", "via": ["ann"], "answers": {"q": "nay"}},
    ]
    case = case_of(make_dossier(claims, questions=[STANCE], voices={"guild": {"members": ["ann"]}}))
    assert [(side.voices, side.origins) for side in case.sides] == [
        (("ann", "guild", "bob"), ("ann",)),
        (("cid",), ("cid",)),
    ]
    assert case.origins == ("ann", "cid")


# The tiny dossier


def test_the_conflicts_of_the_tiny_dossier(index):
    assert [
        (case.question.id, case.kind, case.state, [side.label for side in case.sides], case.silent)
        for case in index.read(View()).conflicts
    ] == [
        ("bridge-safe", "contradiction", None, ["It is safe", "It is not safe"], ()),
        ("cracks", "figures", None, ["about 80", "120"], ()),
        ("closing-date", "dates", None, ["June 2021", "3 July 2021"], ()),
        ("will-close", "forecast", "held", ["It will close", "Too early to say"], ()),
    ]


def test_sides_outside_the_view_are_still_there(index):
    (case,) = index.read(View(source=("quay-post",), question=("cracks",))).cases
    assert case.claims == ("office-cracks", "lund-cracks")


# What holds for all


KINDS = {
    "stance": (STANCE, st.sampled_from(["aye", "nay", "half", "early", "mum"])),
    "forecast": (FORECAST, st.sampled_from(["aye", "nay", "half", "early", "mum"])),
    "figure": (FIGURE, st.sampled_from(["1", "2", "1-3", "<2", ">2", "about 2", "2<3"]).map(figure)),
    "date": (DATE, st.sampled_from(["2021", "2021-06", "2021-07-03", "../2021-05", "[2020,2022]"])),
}
VOICES = {"guild": {"members": ["ann", "bob"]}}


@st.composite
def rows(draw: st.DrawFn) -> tuple[Fields, list[Fields]]:
    """A question and claims that answer it."""
    question, values = KINDS[draw(st.sampled_from(sorted(KINDS)))]
    names = st.sampled_from(["ann", "bob", "cid", "guild"])
    claim = st.fixed_dictionaries(
        {"voice": names, "source": st.sampled_from(["post", "news"]), "answer": values},
        optional={"origin": names, "status": st.just("corrected")},
    )
    made = draw(st.lists(claim, min_size=1, max_size=6))
    return question, [claim_of(f"c{n}", fields) for n, fields in enumerate(made)]


def claim_of(name: str, fields: Fields) -> Fields:
    why = {"status_why": "A slip."} if "status" in fields else {}
    rest = {key: value for key, value in fields.items() if key != "answer"}
    return {"id": name, "answers": {"q": fields["answer"]}, **rest, **why}


def summary(dossier: Dossier) -> tuple[object, ...]:
    """A case without what only the order of the file decides."""
    case = case_of(dossier)
    sides = [(s.label, set(s.claims), set(s.voices), set(s.origins), s.state, set(s.withdrawn)) for s in case.sides]
    return case.kind, case.state, sides, set(case.silent), set(case.origins)


@at_most(50)
@given(rows(), st.randoms())
def test_the_order_of_claims_changes_no_result(made, random):
    question, claims = made
    mixed = random.sample(claims, len(claims))
    one, other = (make_dossier(order, questions=[question], voices=VOICES) for order in (claims, mixed))
    assert summary(one) == summary(other)


@at_most(50)
@given(rows(), st.randoms())
def test_claims_may_be_handed_over_in_any_order(made, random):
    question, claims = made
    dossier = make_dossier(claims, questions=[question], voices=VOICES)
    held = list(dossier.claims.values())
    assert find_cases(dossier, random.sample(held, len(held))) == find_cases(dossier, held)


@at_most(50)
@given(rows(), st.data())
def test_a_repetition_by_the_same_origin_counts_for_nothing(made, data):
    question, claims = made
    said = data.draw(st.sampled_from(claims))
    again = said | {"id": "again", "source": "echo", "voice": data.draw(st.sampled_from(["dee", "guild"]))}
    again["origin"] = said.get("origin", said["voice"])
    before, after = (
        case_of(make_dossier(more, questions=[question], voices=VOICES)) for more in (claims, [*claims, again])
    )
    assert [set(side.origins) for side in after.sides] == [set(side.origins) for side in before.sides]
    assert set(after.origins) == set(before.origins)
    assert (after.kind, after.state) == (before.kind, before.state)


@at_most(50)
@given(rows())
def test_a_claim_alone_is_no_conflict(made):
    question, claims = made
    dossier = make_dossier(claims[:1], questions=[question], voices=VOICES)
    assert find_conflicts(dossier, dossier.claims.values()) == ()


@at_most(50)
@given(rows())
def test_one_more_claim_never_ends_a_conflict(made):
    question, claims = made
    found = []
    for n in range(1, len(claims) + 1):
        dossier = make_dossier(claims[:n], questions=[question], voices=VOICES)
        found.append(bool(find_conflicts(dossier, dossier.claims.values())))
    assert all(before <= after for before, after in pairwise(found))


@at_most(50)
@given(rows())
def test_every_claim_stands_on_one_side(made):
    question, claims = made
    case = case_of(make_dossier(claims, questions=[question], voices=VOICES))
    placed = [name for side in case.sides for name in (*side.claims, *side.withdrawn)]
    assert sorted(placed) == [claim["id"] for claim in claims]


# Ranking


def ranked(*specifications: tuple[str, Fields, list[Fields]]) -> list[str]:
    """The order in which conflicts over several questions come."""
    questions = [question | {"id": name} for name, question, _ in specifications]
    claims = [
        claim | {"id": f"{name}-{claim['id']}", "answers": {name: claim["answers"]["q"]}}
        for name, _, found in specifications
        for claim in found
    ]
    dossier = make_dossier(claims, questions=questions)
    return [case.question.id for case in find_conflicts(dossier, dossier.claims.values())]


def test_the_best_supported_disagreement_comes_first():
    assert ranked(
        ("one-each", STANCE, answers("aye", "nay")),
        ("one-against-three", STANCE, answers("aye", "nay", "nay", "nay")),
        ("two-each", STANCE, answers("aye", "nay", "aye", "nay")),
    ) == ["two-each", "one-against-three", "one-each"]


def test_contradictions_come_before_tensions_and_these_before_open_forecasts():
    assert ranked(
        ("open", FORECAST, answers("aye", "nay", "aye", "nay")),
        ("tension", STANCE | {"between": "tension"}, answers("aye", "nay", "aye", "nay")),
        ("contradiction", STANCE, answers("aye", "nay")),
        ("figures", FIGURE, answers(figure("1"), figure("2"))),
    ) == ["contradiction", "figures", "tension", "open"]


def test_conflicts_of_equal_rank_stay_in_the_order_of_the_file():
    names = ["d", "a", "c", "b"]
    assert ranked(*((name, STANCE, answers("aye", "nay")) for name in names)) == names


def test_ranking_again_changes_nothing(dossier):
    conflicts = find_conflicts(dossier, dossier.claims.values())
    assert rank_conflicts(conflicts) == conflicts


def test_what_is_no_conflict_is_not_ranked():
    dossier = make_dossier(answers("aye"), questions=[STANCE])
    assert rank_conflicts(find_cases(dossier, dossier.claims.values())) == ()
    assert Index(dossier).read(View()).conflicts == ()
