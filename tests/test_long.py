"""Long lists and large files: parts, counts in place of marks, and limits that say so."""

from datetime import date

import pytest
from conftest import TINY, make_dossier, write_dossier

from components.figures.density import MOST_BINS, density_figure, find_bins
from components.words import LANES
from dossier import loading, timeline, tree
from dossier.agreement import find_company, find_pair
from dossier.conflicts import find_cases
from dossier.dates import parse_edtf
from dossier.loading import load_dossier
from dossier.matrix import find_matrix, widest
from dossier.parts import part_of
from dossier.problems import DossierError
from dossier.reading import Index
from dossier.timeline import Item, find_steps
from dossier.tree import TreeError, read_tree
from dossier.view import View

# Parts


@pytest.mark.parametrize(
    ("number", "items", "chosen", "start"),
    [(None, [0, 1, 2], 1, 0), (2, [3, 4, 5], 2, 3), (3, [6], 3, 6), (99, [6], 3, 6)],
)
def test_a_part_is_a_stretch_of_the_list(number, items, chosen, start):
    part = part_of(range(7), number, size=3)
    assert (list(part.items), part.number, part.last, part.start, part.total) == (items, chosen, 3, start, 7)


def test_an_empty_list_has_one_empty_part():
    part = part_of([], None, size=3)
    assert (list(part.items), part.number, part.last, part.total) == ([], 1, 1, 0)


# The timeline


def item(edtf: str, kind="meeting") -> Item:
    return Item(edtf, "Title", parse_edtf(edtf), kind, View("timeline"))


def test_very_many_items_are_told_as_counts_by_lane_and_month():
    items = [item("2021-05-03"), item("2021-05-20"), item("2021-06", "visit"), item("2021-06-01", "policy")]
    (trace,) = density_figure(items, LANES, window=(date(2021, 5, 1), date(2021, 6, 30))).data
    assert list(trace.y) == ["Meetings and visits", "Policy"]
    assert [list(row) for row in trace.z] == [[2, 1], [None, 1]]
    assert list(trace.x) == ["2021-05-01", "2021-06-01", "2021-07-01"]


def test_what_lies_outside_the_window_is_not_counted():
    (trace,) = density_figure([item("2020-01-01")], LANES, window=(date(2021, 5, 1), date(2021, 6, 30))).data
    assert list(trace.y) == []


@pytest.mark.parametrize(
    ("window", "first", "second"),
    [
        ((date(2021, 5, 1), date(2021, 6, 30)), date(2021, 5, 1), date(2021, 6, 1)),
        ((date(2001, 1, 1), date(2020, 12, 31)), date(2001, 1, 1), date(2001, 4, 1)),
        ((date(1801, 1, 1), date(1900, 12, 31)), date(1801, 1, 1), date(1802, 1, 1)),
        ((date(1, 1, 1), date(9999, 12, 31)), date(1, 1, 1), date(101, 1, 1)),
    ],
)
def test_stretches_of_time_are_few_and_round(window, first, second):
    bins = find_bins(window)
    assert bins[:2] == [first, second]
    assert len(bins) - 1 <= MOST_BINS


def test_many_days_on_which_texts_appeared_are_told_by_month_and_year(monkeypatch):
    days = ["2020-01-05", "2020-01-20", "2020-03-01", "2021-07-01"]
    sources = {f"s{n}": {"published": day} for n, day in enumerate(days)}
    index = Index(make_dossier([{"id": "one", "source": "s0"}], sources=sources))
    assert [count for _, count in find_steps(index)] == [1, 2, 3, 4]
    monkeypatch.setattr(timeline, "MOST_STEPS", 3)
    assert find_steps(index) == ((date(2020, 1, 20), 2), (date(2020, 3, 1), 3), (date(2021, 7, 1), 4))
    monkeypatch.setattr(timeline, "MOST_STEPS", 2)
    assert find_steps(index) == ((date(2020, 3, 1), 3), (date(2021, 7, 1), 4))


# The matrix, and who agrees with whom


def test_the_widest_matrix_keeps_those_who_speak_most():
    questions = [{"id": f"q{n}", "title": "Q", "ask": "Q?", "kind": "date", "topic": "t"} for n in range(2)]
    claims = [
        {"id": "a", "source": "s1", "answers": {"q0": "2021"}},
        {"id": "b", "source": "s2", "answers": {"q0": "2021", "q1": "2021"}},
        {"id": "c", "source": "s3", "answers": {"q1": "2022"}},
    ]
    dossier = make_dossier(claims, questions=questions)
    cases = find_cases(dossier, dossier.claims.values())
    matrix = find_matrix(dossier, cases, by="source", sources=tuple(dossier.sources.values()))
    kept = widest(matrix, 2)
    assert kept.columns == ("s1", "s2")
    assert [[cell.claims for cell in row.cells] for row in kept.rows] == [[("a",), ("b",)], [(), ("b",)]]
    assert widest(matrix, 3) is matrix


def test_the_company_of_a_voice_is_every_pair_that_it_makes(index):
    cases = find_cases(index.dossier, index.dossier.claims.values())
    voices = sorted({name for case in cases for name in case.voices})
    for voice in voices:
        pairs = [find_pair(index.dossier, cases, voice, other) for other in voices if other != voice]
        sharing = sorted((p for p in pairs if p.shared), key=lambda pair: (-pair.shared, -len(pair.agree)))
        assert list(find_company(index.dossier, cases, voice)) == sharing


# What is made once


def test_what_is_kept_of_a_reading_is_made_once(index):
    made: list[int] = []
    reading = index.read(View(country=("NO",)))
    assert reading.keep("a chart", lambda: made.append(1) or "drawn") == "drawn"
    assert index.read(View(country=("NO",))).keep("a chart", lambda: made.append(1) or "drawn again") == "drawn"
    assert made == [1]


def test_coverage_is_told_of_the_claims_of_each_source(index):
    for name, source in index.dossier.sources.items():
        claims = {claim for cover in index.coverage(name) for claim in cover.claims}
        assert claims == {claim.id for claim in index.dossier.claims.values() if claim.source == source.id}


# Limits


def test_a_file_of_too_many_values_is_refused_with_its_place(monkeypatch):
    monkeypatch.setattr(tree, "MAX_NODES", 3)
    assert read_tree("- a\n- b\n")[0].plain() == ["a", "b"]
    with pytest.raises(TreeError, match="more than 3 values") as refusal:
        read_tree("- a\n- b\n- c\n")
    assert refusal.value.place == (3, 3)


def test_a_file_of_another_kind_is_given_up_after_many_errors(monkeypatch, tmp_path):
    monkeypatch.setattr(loading, "MAX_ERRORS", 5)
    path = write_dossier(tmp_path, "claims:\n" + "  - word\n" * 50)
    with pytest.raises(DossierError) as refusal:
        load_dossier(path)
    assert len(refusal.value.problems) == 6
    (last,) = (problem for problem in refusal.value.problems if "5 errors so far" in problem.message)
    assert last.message == "5 errors so far; what else is wrong has not been looked for"


def test_a_sound_file_has_no_error_to_count():
    assert load_dossier(TINY).claims
