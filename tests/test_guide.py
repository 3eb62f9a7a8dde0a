"""The field guide says what the model says."""

import re
from pathlib import Path

import pytest

from dossier import model
from dossier.__main__ import main
from dossier.dates import parse_edtf
from dossier.guide import RECORDS, field_guide

COMMITTED = Path(__file__).parents[1] / "data" / "README.md"
RECORD_TYPES = [kind for kind in vars(model).values() if isinstance(kind, type) and issubclass(kind, model.Record)]


def test_the_committed_guide_is_the_one_that_is_made():
    """If this fails: python -m dossier guide > data/README.md."""
    assert COMMITTED.read_text() == field_guide()


def test_the_command_prints_it(capsys):
    assert main(["guide"]) == 0
    assert capsys.readouterr().out == field_guide()


def test_every_record_and_every_field_has_its_row():
    tables = dict(re.findall(r"^### `([^`]+)`\n(.*?)(?=^### |\Z)", field_guide(), flags=re.MULTILINE | re.DOTALL))
    assert set(RECORDS) == {kind.__name__ for kind in RECORD_TYPES} - {"Record"}
    for kind in RECORD_TYPES:
        if kind is not model.Record:
            rows = re.findall(r"^\| (?:\*\*)?`(\w+)`", tables[RECORDS[kind.__name__]], flags=re.MULTILINE)
            assert rows == list(kind.model_fields)


def test_rows_have_four_cells():
    rows = [line for line in field_guide().splitlines() if re.match(r"\| (\*\*)?`\w+`(\*\*)? \| [A-Z]", line)]
    assert len(rows) > 70
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {5}


@pytest.mark.parametrize(
    "date", re.findall(r"`('?[\[{/]?\d\d[^`:]*)`", field_guide().split("## How dates")[1].split("## Ids")[0])
)
def test_every_date_that_the_guide_shows_is_one(date):
    assert parse_edtf(date.strip("'"))
