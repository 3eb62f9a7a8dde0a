"""A dossier as a folder of Parquet tables: nothing is lost on the way there and back."""

import json
from dataclasses import fields, replace
from pathlib import Path

import pyarrow as pa
import pytest
from conftest import TINY, at_most, make_dossier
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet
from starlette.applications import Starlette
from starlette.testclient import TestClient

from dossier.__main__ import main
from dossier.dataset import FRAMES, TABLES, DatasetError, read_identity
from dossier.export import write_dataset
from dossier.export.records import stored
from dossier.frames import Frames
from dossier.loading import load_dossier
from dossier.model import Claim
from dossier.opened import Keeper, open_index
from dossier.problems import DossierError
from dossier.reading import Index
from dossier.view import View
from server import api

ROOT = Path(__file__).parents[1]
EVERYTHING = (TINY, ROOT / "data" / "claims.yaml", ROOT / "tests" / "forms" / "data" / "claims.yaml")


def exported(file, folder, query=""):
    index = Index(load_dossier(file))
    write_dataset(index.read(View.parse("/", query, index.dossier)), folder)
    return index.dossier


def parts(dossier):
    """Everything of a dossier that can be compared, in its order."""
    texts = {name: raw.content for name, raw in dossier.texts.items()}
    told = [(p.where, p.message, p.hint, p.level) for p in dossier.warnings]
    found = {f.name: getattr(dossier, f.name) for f in fields(dossier) if f.name not in {"path", "warnings", "texts"}}
    return {name: list(part.items()) if isinstance(part, dict) else part for name, part in found.items()} | {
        "texts": list(texts.items()),
        "warnings": sorted(told),
    }


@pytest.fixture
def dataset(tmp_path):
    exported(TINY, tmp_path / "tiny")
    return tmp_path / "tiny"


@pytest.mark.parametrize("file", EVERYTHING, ids=["tiny", "real", "forms"])
def test_a_dossier_comes_back_as_it_was(file, tmp_path):
    whole = exported(file, tmp_path / "a folder, é")
    assert parts(load_dossier(tmp_path / "a folder, é")) == parts(whole)


NOTES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40).filter(str.strip)
RECORDS = st.fixed_dictionaries(
    {"text": NOTES},
    optional={
        "note": NOTES,
        "about": st.sampled_from(["2021-05", "2021-05-17~", "../2021", "[2021-05-03,2021-06]"]),
        "countries": st.sets(st.sampled_from(["NO", "SE", "FR"]), max_size=3).map(list),
        "answers": st.sampled_from([{}, {"q": "yes"}, {"q": {"low": "1.5", "wording": "1.5"}}]),
        "likelihood": st.sampled_from(["likely", None]),
        "hedge": st.just("may"),
    },
)


@at_most(100)
@given(RECORDS)
def test_any_record_is_stored_as_the_claims_file_has_it(given_fields):
    claim = next(iter(make_dossier([{"id": "a", **given_fields}]).claims.values()))
    again = Claim.model_validate(json.loads(json.dumps(stored(claim))))
    assert again == claim
    assert again.model_fields_set == claim.model_fields_set


def test_the_folder_holds_a_table_for_each_thing_and_says_what_it_is(dataset, dossier):
    found = {str(file.relative_to(dataset)) for file in dataset.rglob("*") if file.is_file()}
    others = {f"{name}/part-0.parquet" for name in TABLES if name != "claims"}
    assert found == {"dossier.json", "claims/year=2021/part-0.parquet", *others}
    identity = read_identity(dataset)
    assert (identity.title, identity.version, identity.filters) == ("The harbour bridge", dossier.version, "")
    assert identity.counts == {"sources": 2, "voices": 6, "questions": 4, "claims": 8, "events": 2}
    for file in dataset.rglob("*.parquet"):
        said = parquet.read_schema(file).metadata
        assert said[b"dossier_version"].decode() == dossier.version
        assert said[b"licence"].decode() == dossier.about.licence


def test_a_table_has_a_row_a_claim_and_its_answers_in_columns(dataset):
    claims = parquet.read_table(dataset / "claims" / "year=2021" / "part-0.parquet", partitioning=None).to_pylist()
    assert [row["claim"] for row in claims[:2]] == ["lund-closing", "lund-cracks"]
    assert [row["source"] for row in claims] == ["harbour-news"] * 4 + ["quay-post"] * 4
    answers = parquet.read_table(dataset / "answers" / "part-0.parquet").to_pylist()
    cracks = next(row for row in answers if row["claim"] == "office-cracks")
    assert (cracks["question"], cracks["topic"], cracks["position"]) == ("cracks", "safety", None)
    assert isinstance(cracks["low"], float)


def test_every_frame_has_its_table_with_all_its_columns(index):
    assert list(FRAMES) == [field.name for field in fields(Frames)]
    for field, table in FRAMES.items():
        assert set(getattr(index.frames, field).columns) <= set(TABLES[table])


def test_claims_lie_by_the_year_in_which_their_source_appeared(tmp_path):
    exported(ROOT / "data" / "claims.yaml", tmp_path / "real")
    for folder in (tmp_path / "real" / "claims").iterdir():
        rows = parquet.read_table(folder / "part-0.parquet", partitioning=None).to_pylist()
        assert {row["published"][:4] for row in rows} == {folder.name.removeprefix("year=")}


def test_a_dataset_that_is_written_again_takes_the_place_of_the_last(dataset):
    exported(ROOT / "data" / "claims.yaml", dataset)
    assert len(load_dossier(dataset).claims) > 300
    assert [path.name for path in dataset.parent.iterdir()] == ["tiny"]


def test_a_failure_leaves_the_last_dataset_where_it_is(dataset, index, monkeypatch):
    monkeypatch.setattr("dossier.export.partitioned.GROUP", "many")  # the first table cannot be written
    with pytest.raises(ValueError, match="islice"):
        write_dataset(index.read(View()), dataset)
    assert len(load_dossier(dataset).claims) == 8
    assert [path.name for path in dataset.parent.iterdir()] == ["tiny"]


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (["letter.txt"], "is there already and is no dataset; nothing in it is overwritten."),
        (["dossier.json", "claims/part-0.parquet", "letter.txt"], "holds letter.txt, which is no part of a dataset"),
    ],
)
def test_nothing_foreign_is_overwritten(tmp_path, index, names, message):
    for name in names:
        (tmp_path / "full" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "full" / name).write_text("{}")
    with pytest.raises(DatasetError, match=message):
        write_dataset(index.read(View()), tmp_path / "full")
    assert sorted(str(p.relative_to(tmp_path / "full")) for p in (tmp_path / "full").rglob("*.*")) == sorted(names)


def test_a_file_in_its_place_is_not_overwritten(tmp_path, index):
    (tmp_path / "letter").write_text("Dear")
    with pytest.raises(DatasetError, match="is no dataset"):
        write_dataset(index.read(View()), tmp_path / "letter")
    assert (tmp_path / "letter").read_text() == "Dear"


# Views


def test_a_view_is_a_dataset_to_query_but_not_to_open(tmp_path):
    exported(TINY, tmp_path / "part", "source=quay-post&from=2021-07")
    rows = parquet.read_table(tmp_path / "part" / "claims").to_pylist()
    assert [row["claim"] for row in rows] == ["wirth-repeats", "office-early", "closed-july"]
    assert read_identity(tmp_path / "part").filters == "from=2021-07&source=quay-post"
    with pytest.raises(DossierError, match=r"holds only a part of its dossier \(from=2021-07&source=quay-post\)"):
        load_dossier(tmp_path / "part")


def test_nothing_is_a_dataset_too(tmp_path):
    exported(TINY, tmp_path / "none", "country=FR")
    for table, columns in TABLES.items():
        found = parquet.read_table(tmp_path / "none" / table)
        assert found.column_names == list(columns)
        assert (len(found) == 0) is (table not in {"sources", "voices", "questions"})


# Opened as a dossier


def test_the_api_answers_the_same_from_a_dataset(dataset, monkeypatch):
    client = TestClient(Starlette(routes=api.routes()))
    addresses = ["/api/dossier.json", "/api/claims.json?country=SE&q=safe", "/api/events.json", "/api/conflicts.json"]
    answers = []
    for place in (TINY, dataset):
        monkeypatch.setenv("DOSSIER", str(place))
        assert open_index().dossier.path == place
        answers.append([client.get(address) for address in addresses])
    assert [answer.json() for answer in answers[1]] == [answer.json() for answer in answers[0]]
    assert [answer.headers["etag"] for answer in answers[1]] == [answer.headers["etag"] for answer in answers[0]]
    assert {answer.status_code for answer in answers[1]} == {200}


def test_a_server_takes_up_a_dataset_that_was_written_again(dataset, monkeypatch):
    monkeypatch.setattr("dossier.opened.CHECK_EVERY", 0.0)
    monkeypatch.setattr("dossier.opened.AT_REST", 0.0)
    keeper = Keeper(dataset)
    assert len(keeper.opened().index.dossier.claims) == 8
    exported(ROOT / "tests" / "forms" / "data" / "claims.yaml", dataset)
    assert len(keeper.opened().index.dossier.claims) == 1


def spoil(dataset, table, column, change):
    """Write a table anew with another value in the first row of a column."""
    file = next((dataset / table).rglob("*.parquet"))
    rows = parquet.read_table(file, partitioning=None)
    values = rows[column].to_pylist()
    values[0] = change(values[0])
    at = rows.column_names.index(column)
    parquet.write_table(rows.set_column(at, column, pa.array(values, rows.schema.field(column).type)), file)


def test_a_dataset_is_proven_again(dataset):
    spoil(dataset, "sources", "content", lambda text: text.replace("bridge", "ferry"))
    with pytest.raises(DossierError) as caught:
        load_dossier(dataset)
    assert not caught.value.unreadable
    first = caught.value.problems[0]
    assert (first.file, first.line, first.where[:6]) == (str(dataset), 0, "claim ")
    assert "quote" in first.message


@pytest.mark.parametrize(
    ("table", "column", "change", "message"),
    [
        ("claims", "record", lambda text: text.replace('"type"', '"typ"'), "`type`: Field required"),
        ("voices", "record", lambda text: text[:-1], "is no JSON"),
        ("sources", "content", lambda text: f"{text}\0", "control character U\\+0000"),
    ],
)
def test_what_is_no_record_or_text_is_named(dataset, table, column, change, message):
    spoil(dataset, table, column, change)
    with pytest.raises(DossierError, match=message) as caught:
        load_dossier(dataset)
    assert caught.value.unreadable


def test_a_spoilt_folder_is_refused_in_a_sentence(dataset, tmp_path, capsys):
    (dataset / "voices" / "part-0.parquet").write_bytes(b"PAR1")
    assert main(["check", str(dataset)]) == 2
    (dataset / "voices" / "part-0.parquet").unlink()
    assert main(["check", str(dataset)]) == 2
    assert "the table voices is missing" in capsys.readouterr().out
    for words, message in (("{", "is not what a dataset has there"), ('{"form": "x"}', "has another form")):
        (dataset / "dossier.json").write_text(words)
        assert main(["check", str(dataset)]) == 2
        assert message in capsys.readouterr().out
    with pytest.raises(DatasetError, match=r"is no dataset\. Write one: python -m dossier export parquet DIR"):
        read_identity(tmp_path)


# The command


def test_the_command_writes_a_dataset_and_reads_it_again(tmp_path, dossier, capsys):
    assert main(["export", "parquet", str(tmp_path / "new" / "set"), str(TINY)]) == 0
    assert capsys.readouterr().out == f"{tmp_path}/new/set: claims: 8, version {dossier.version}\n"
    assert main(["check", str(tmp_path / "new" / "set")]) == 0
    assert "2 sources, 8 claims, 4 questions" in capsys.readouterr().out
    again = [str(tmp_path / "again"), str(tmp_path / "new" / "set")]
    assert main(["export", "parquet", *again, "--view", "speaker=SE"]) == 0
    assert read_identity(tmp_path / "again").counts["claims"] == 2


def test_one_table_is_still_written_where_a_file_is_named(tmp_path):
    assert main(["export", "parquet", str(TINY), "-o", str(tmp_path / "one.parquet")]) == 0
    assert len(parquet.read_table(tmp_path / "one.parquet")) == 8


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["csv", "a", "b"], "Only parquet takes a folder and a claims file"),
        (["parquet", str(ROOT / "tests"), str(TINY)], "is no dataset; nothing in it is overwritten"),
        (["parquet", str(TINY / "below"), str(TINY)], "cannot be written"),
    ],
)
def test_the_command_refuses_in_a_sentence(arguments, message, capsys):
    assert main(["export", *arguments]) == 1
    assert message in capsys.readouterr().err


def test_a_claims_file_that_is_not_there_is_not_taken_for_a_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(["export", "parquet", "clams.yaml"]) == 2
    assert list(tmp_path.iterdir()) == []


def test_a_dossier_without_claims_can_be_written(tmp_path):
    empty = replace(make_dossier([]), about=load_dossier(TINY).about)
    write_dataset(Index(empty).read(View()), tmp_path / "empty")
    assert load_dossier(tmp_path / "empty").claims == {}
