"""The same queries on pandas, DuckDB and Spark: equal answers, and only what is asked for leaves the engine."""

import csv
import io
import json
import os
import re
import shutil
import sys
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest
from conftest import TINY, at_most, make_dossier
from hypothesis import given
from hypothesis import strategies as st
from test_frames_and_queries import FILTERS, FOUND

from dossier import engines, queries
from dossier.__main__ import main
from dossier.engines import EngineError, open_engine
from dossier.enquiry import COLUMNS, enquire
from dossier.export import write_dataset
from dossier.loading import load_dossier
from dossier.queries import count_claims, count_facets, find_claims, find_events, find_rows, held_claims
from dossier.reading import Index
from dossier.view import View

REAL = Path(__file__).parents[1] / "data" / "claims.yaml"
NO_SPARK = next(
    (
        why
        for missing, why in (
            (not find_spec("pyspark"), "pyspark is not installed (requirements-scale.txt)"),
            (not (os.environ.get("JAVA_HOME") or shutil.which("java")), "Spark needs Java"),
        )
        if missing
    ),
    "",
)
SPARK = pytest.param("spark", marks=[pytest.mark.spark, pytest.mark.skipif(bool(NO_SPARK), reason=NO_SPARK)])
ENGINES = ["pandas", "duckdb", SPARK]
OTHERS = ENGINES[1:]
WIDE = [
    "",
    "country=KP&type=figure",
    "country=KP,RU&speaker=US&from=2024-10&to=2024-11",
    "source=quick-fix&question=troops-sent",
    "type=forecast,assessment&likelihood=likely",
    "known=2024-11&topic=troops",
]


@pytest.fixture(scope="module")
def datasets(tmp_path_factory):
    """Folders of datasets, and the indexes of what they were written from."""
    made = {}
    for name, file in (("tiny", TINY), ("real", REAL)):
        index = Index(load_dossier(file))
        folder = tmp_path_factory.mktemp("a folder, é") / name
        write_dataset(index.read(View()), folder)
        made[name] = (folder, index)
    return made


@pytest.fixture(scope="module", params=ENGINES)
def opened(request, datasets):
    """Each dataset on an engine: name -> what opens its tables."""
    if request.param == "spark":
        request.getfixturevalue("spark")
    with (
        open_engine(request.param, datasets["tiny"][0]) as tiny,
        open_engine(request.param, datasets["real"][0]) as real,
    ):
        yield {"tiny": tiny, "real": real}


@pytest.fixture(scope="module")
def spark():
    """One session for all tests: in this process, or on the cluster that SPARK_MASTER names."""
    sql = import_module("pyspark.sql")
    master = os.environ.get("SPARK_MASTER", "local[2]")
    builder = sql.SparkSession.builder.master(master).config("spark.ui.enabled", "false")
    session = builder.config("spark.sql.shuffle.partitions", "2").getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


def answers(frames, view):
    """Everything that can be asked about a view."""
    held = held_claims(frames, view)
    return {
        "claims": find_claims(frames, view),
        "number": count_claims(held),
        "events": find_events(frames, view, held_claims(frames, view.without("country", "from", "to"))),
        "facets": {key: list(counts.items()) for key, counts in count_facets(frames, held).items()},
    }


@pytest.mark.parametrize("query", [query for query, _, _ in FOUND if "q=" not in query])
def test_what_each_filter_leaves(opened, datasets, query):
    view = View.parse("/", query)
    assert answers(opened["tiny"](), view) == answers(datasets["tiny"][1].frames, view)


@pytest.mark.parametrize("query", WIDE)
def test_the_real_dossier_answers_the_same(opened, datasets, query):
    view = View.parse("/", query)
    assert answers(opened["real"](), view) == answers(datasets["real"][1].frames, view)


def test_a_page_is_fetched_in_the_order_of_the_claims_file(opened, datasets):
    claims = list(datasets["real"][1].dossier.claims.values())
    held = held_claims(opened["real"](), View())
    rows = find_rows(held, ["claim", "text"], first=100, size=3)
    assert rows == [{"claim": claim.id, "text": claim.text} for claim in claims[100:103]]


def test_only_the_most_frequent_values_are_fetched(opened, datasets):
    frames = opened["real"]()
    whole = count_facets(datasets["real"][1].frames, held_claims(datasets["real"][1].frames, View()))
    most = count_facets(frames, held_claims(frames, View()), most=3)
    assert {key: list(found.items()) for key, found in most.items()} == {
        key: list(found.items())[:3] for key, found in whole.items()
    }


def test_an_enquiry_counts_each_filter_as_the_dashboard_does(opened, datasets):
    index, view = datasets["tiny"][1], View(source=("harbour-news",), speaker=("SE",))
    found = enquire(opened["tiny"](), view, "1", first=0, size=5, facets=("source", "speaker"))
    assert (found.total, [row["claim"] for row in found.claims]) == (1, ["wirth-safe"])
    assert found.facets == {"source": index.facets(view, "source"), "speaker": index.facets(view, "speaker")}
    assert list(found.claims[0]) == list(COLUMNS)


@pytest.mark.parametrize(("first", "names"), [(6, ["office-early", "closed-july"]), (8, []), (10**6, [])])
def test_a_page_beyond_the_end_is_empty(opened, first, names):
    found = enquire(opened["tiny"](), View(), "1", first=first, size=5)
    assert (found.total, [row["claim"] for row in found.claims]) == (8, names)


def test_nothing_can_be_asked_too(tmp_path, datasets):
    index = datasets["tiny"][1]
    write_dataset(index.read(View.parse("/", "country=FR")), tmp_path / "none")
    nothing = answers(Index(make_dossier([])).frames, View())
    for engine in ("pandas", "duckdb"):
        with open_engine(engine, tmp_path / "none") as tables:
            assert answers(tables(), View()) == nothing


DAYS = st.sampled_from(["2021-05", "2021-05-17", "2021-06", "2021-07-03", "2019-04", "2022"])
DATES = st.fixed_dictionaries({}, optional={"from": DAYS, "to": DAYS, "known": DAYS})


@at_most(15)
@given(FILTERS, DATES)
def test_any_view_holds_the_same_on_duckdb(tiny_on_duckdb, index, filters, dates):
    pairs = [(key, value) for key, values in filters.items() for value in values]
    view = View.parse("/", [*pairs, *dates.items()])
    assert answers(tiny_on_duckdb(), view) == answers(index.frames, view)


@pytest.fixture(scope="module")
def tiny_on_duckdb(datasets):
    with open_engine("duckdb", datasets["tiny"][0]) as tables:
        yield tables


def test_threads_ask_duckdb_at_once(tiny_on_duckdb, index):
    views = [View.parse("/", query) for query, _, _ in FOUND[:8]]
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(lambda view: answers(tiny_on_duckdb(), view), views))
    assert found == [answers(index.frames, view) for view in views]


def test_only_what_is_shown_leaves_an_engine(opened, monkeypatch):
    """The number of claims, the rows of a page, and the values that are listed."""
    fetched = []

    def counted(frame):
        rows = collected(frame)
        fetched.append(len(rows))
        return rows

    collected = queries._collected
    monkeypatch.setattr("dossier.queries._collected", counted)
    enquire(opened["real"](), View(country=("KP",)), "1", first=50, size=7, facets=("voice", "topic"), most=4)
    assert fetched == [1, 7, 4, 4]


def test_duckdb_filters_where_it_reads(tiny_on_duckdb):
    """Filters, joins and the cut to a page stand in the plan of the engine."""
    held = held_claims(tiny_on_duckdb(), View(country=("NO",), type=("fact",)))
    plan = held.sort("place").head(3).to_native().explain()
    read = plan[plan.index("Parquet Scan") :]
    assert all(step in plan for step in ("Top N", "Join Type: SEMI"))
    assert "type = 'fact'" in read
    assert "country = 'NO'" in read


# Without an engine


@pytest.mark.parametrize(("engine", "module"), [("duckdb", "duckdb"), ("spark", "pyspark.sql")])
def test_an_engine_that_is_not_installed_is_named_with_what_to_do(datasets, monkeypatch, engine, module, capsys):
    monkeypatch.setitem(sys.modules, module, None)
    assert main(["query", str(datasets["tiny"][0]), "--engine", engine]) == 1
    said = f"{module.partition('.')[0]} is not installed. Install it with: pip install -r requirements-scale.txt\n"
    assert capsys.readouterr().err == said


@pytest.mark.spark
@pytest.mark.skipif(not find_spec("pyspark"), reason="pyspark is not installed (requirements-scale.txt)")
def test_spark_without_java_is_named(datasets, monkeypatch, capsys):
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setattr(engines.shutil, "which", lambda _: None)
    monkeypatch.setattr("pyspark.sql.SparkSession.getActiveSession", lambda: None)
    assert main(["query", str(datasets["tiny"][0]), "--engine", "spark"]) == 1
    assert capsys.readouterr().err == f"{engines.NO_JAVA}\n"


def test_what_an_engine_raises_is_a_sentence(datasets):
    memory = open_engine("duckdb", datasets["tiny"][0], memory="a lot")
    with pytest.raises(EngineError, match=r"^The engine failed: Parser Error: Memory must have a number"), memory:
        pass


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            "An error occurred while calling o1.collect.\n: java.io.IOException: disk full\n\tat x",
            "java.io.IOException: disk full",
        ),
        ("[PATH_NOT_FOUND] Path does not exist.\n\tat x", "[PATH_NOT_FOUND] Path does not exist."),
        ("", "ValueError"),
    ],
)
def test_of_what_java_raises_only_the_reason_is_said(words, sentence):
    with pytest.raises(EngineError, match=f"^The engine failed: {re.escape(sentence)}$"), engines._said(ValueError):
        raise ValueError(words)


# The command


@pytest.mark.parametrize("engine", ["pandas", "duckdb"])
def test_the_command_tells_how_many_and_a_page_of_them(datasets, dossier, capsys, engine):
    view = ["--view", "speaker=NO", "--limit", "1", "--offset", "2", "--facets", "--most", "1"]
    assert main(["query", str(datasets["tiny"][0]), "--engine", engine, *view]) == 0
    found = json.loads(capsys.readouterr().out)
    assert {key: found[key] for key in ("version", "query", "total", "first")} == {
        "version": dossier.version,
        "query": "speaker=NO",
        "total": 4,
        "first": 2,
    }
    assert [(row["claim"], row["earliest"], row["origin"]) for row in found["claims"]] == [
        ("office-cracks", "2019-03-01", "survey-office")
    ]
    assert found["facets"]["speaker"] == {"NO": 4}
    assert found["facets"]["source"] == {"harbour-news": 2}


def test_the_command_writes_tables(datasets, capsys):
    folder = str(datasets["tiny"][0])
    assert main(["query", folder, "--format", "csv", "--limit", "2"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [row["claim"] for row in rows] == ["lund-closing", "lund-cracks"]
    assert main(["query", folder, "--format", "csv", "--facets", "--most", "1", "--view", "source=quay-post"]) == 0
    assert list(csv.reader(io.StringIO(capsys.readouterr().out)))[:2] == [
        ["filter", "value", "claims"],
        ["country", "NO", "4"],
    ]


@pytest.mark.parametrize(
    ("view", "message"),
    [
        ("source=quay", "not understood in --view: source=quay"),
        ("speaker=NO&colour=red", "not understood in --view: colour=red"),
        ("q=bridge", "Words (q=) are found by the index of the dashboard"),
        ("kind=visit", "This counts claims"),
    ],
)
def test_what_an_engine_cannot_answer_is_refused(datasets, capsys, view, message):
    assert main(["query", str(datasets["tiny"][0]), "--view", view]) == 1
    assert capsys.readouterr().err.startswith(message)


def test_the_command_wants_a_dataset(tmp_path, capsys, monkeypatch):
    assert main(["query", str(tmp_path)]) == 2
    assert capsys.readouterr().err == f"{tmp_path} is no dataset. Write one: python -m dossier export parquet DIR\n"
    monkeypatch.setenv("DOSSIER", str(TINY))
    assert main(["query"]) == 2
    assert "is no dataset" in capsys.readouterr().err


@pytest.mark.parametrize("limit", ["-1", "many", "1e3"])
def test_a_number_is_a_number(datasets, limit):
    with pytest.raises(SystemExit):
        main(["query", str(datasets["tiny"][0]), "--limit", limit])
