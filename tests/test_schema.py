"""The editor's schema: made from the model, and never stricter than the loader where a curator writes naturally."""

import json
import re
from pathlib import Path

import pytest
import yaml
from conftest import TINY
from jsonschema import Draft7Validator

from dossier import model
from dossier.__main__ import main
from dossier.examples import SKELETON
from dossier.schema import ClaimsFile, claims_schema, schema_json

ROOT = Path(__file__).parents[1]
SCHEMA = claims_schema()
RECORDS = {"ClaimsFile": SCHEMA, **{name: made for name, made in SCHEMA["definitions"].items() if name != "Country"}}
FIELDS = [(record, name) for record, made in RECORDS.items() for name in made["properties"]]


class EditorLoader(yaml.SafeLoader):
    """YAML 1.2 as editors read it: no dates, no yes and no."""

    yaml_implicit_resolvers = {}  # noqa: RUF012


for tag, pattern, first in (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]+", list("-+0123456789")),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", list("-+.0123456789")),
):
    EditorLoader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"(?:{pattern})$"), first)


def faults(text):
    data = yaml.load(text, Loader=EditorLoader)
    return [
        f"{'.'.join(map(str, e.absolute_path))}: {e.message[:100]}" for e in Draft7Validator(SCHEMA).iter_errors(data)
    ]


def faults_of(section, record):
    """What the schema finds wrong in one record, apart from the sections that are missing."""
    return [fault for fault in faults(f"{section}:\n  - {record}\n") if not fault.startswith(": ")]


def test_the_committed_schema_is_the_one_that_is_made():
    """If this fails: python -m dossier schema > data/claims.schema.json."""
    assert (ROOT / "data" / "claims.schema.json").read_text() == schema_json()


def test_the_command_prints_it(capsys):
    assert main(["schema"]) == 0
    assert json.loads(capsys.readouterr().out) == SCHEMA


def test_it_is_a_schema():
    Draft7Validator.check_schema(SCHEMA)


@pytest.mark.parametrize(("record", "field"), FIELDS)
def test_every_field_is_explained(record, field):
    assert RECORDS[record]["properties"][field]["description"].endswith((".", ")", "`"))


@pytest.mark.parametrize(("record", "field"), [row for row in FIELDS if row[0] != "ClaimsFile"])
def test_every_field_has_examples_that_fit_it(record, field):
    """An example comes from the skeleton dossier: a new field needs its place there."""
    made = RECORDS[record]["properties"][field]
    validator = Draft7Validator({**made, "definitions": SCHEMA["definitions"]})
    assert made["examples"]
    assert [example for example in made["examples"] if not validator.is_valid(example)] == []


def test_every_record_of_the_model_is_in_it():
    kinds = {
        kind.__name__ for kind in vars(model).values() if isinstance(kind, type) and issubclass(kind, model.Record)
    }
    assert set(RECORDS) - {ClaimsFile.__name__} == kinds - {"Record"}
    for name in kinds - {"Record"}:
        kind = getattr(model, name)
        assert list(RECORDS[name]["properties"]) == list(kind.model_fields)
        assert RECORDS[name]["additionalProperties"] is False


@pytest.mark.parametrize("path", [TINY, SKELETON / "data" / "claims.yaml", ROOT / "data" / "claims.yaml"], ids=str)
def test_it_finds_nothing_wrong_in_a_sound_dossier(path):
    assert faults(path.read_text()) == []


@pytest.mark.parametrize(
    ("section", "record"),
    [
        ("voices", "{id: a, name: 1984, kind: person, analyst: true, named: false, country: NO, note: }"),
        ("voices", "{id: a, name: Yes, kind: person, aliases: [007, No], members: }"),
        ("sources", "{id: a, file: a, title: 1984, published: 2024, extent: full, retrieved: 2024-11-04}"),
        ("sources", "{id: a, file: a, title: a, published: '2024', extent: full, omitted: }"),
        ("events", "{id: a, title: a, date: 2024-10, kind: other, claims: [a]}"),
        ("questions", "{id: a, title: a, ask: a, kind: date, topic: a, positions: }"),
        ("claims", "{id: a, source: a, quote: 12, text: a, type: fact, voice: a, credibility: 2}"),
        ("claims", "{id: a, source: a, quote: a, text: a, type: fact, voice: a, credibility: '2', status: }"),
        ("claims", "{id: a, source: a, quote: a, text: a, type: fact, voice: a, answers: {b: c, d: 2024}}"),
        (
            "claims",
            "{id: a, source: a, quote: a, text: a, type: figure, voice: a, answers: {b: {low: 11000, wording: 11000}}}",
        ),
        (
            "claims",
            "{id: a, source: a, quote: a, text: a, type: figure, voice: a, answers: {b: {low: '1.5', wording: a}}}",
        ),
    ],
)
def test_what_curators_naturally_write_is_taken(section, record):
    assert faults_of(section, record) == []


@pytest.mark.parametrize(
    ("section", "record"),
    [
        ("voices", "{id: a, name: a, kind: persona}"),
        ("voices", "{id: A b, name: a, kind: person}"),
        ("voices", "{id: a, name: a, kind: person, country: UK}"),
        ("voices", "{id: a, name: a, kind: person, analyst: yes}"),
        ("voices", "{id: a, name: a, kind: person, alias: b}"),
        ("voices", "{id: a, kind: person}"),
        ("voices", "{id: a, name: [a], kind: person}"),
        ("events", "{id: a, title: a, date: {on: 2024}, kind: other, claims: [a]}"),
        ("events", "{id: a, title: a, date: 2024, kind: other, claims: []}"),
        ("claims", "{id: a, source: a, quote: a, text: a, type: fact, voice: a, credibility: 7}"),
        (
            "claims",
            "{id: a, source: a, quote: a, text: a, type: figure, voice: a, answers: {b: {low: 11_000, wording: a}}}",
        ),
        (
            "claims",
            "{id: a, source: a, quote: a, text: a, type: fact, voice: a, links: [{type: denies, to: b, why: c}]}",
        ),
    ],
)
def test_slips_that_an_editor_can_see_are_seen(section, record):
    assert len(faults_of(section, record)) == 1


def test_an_empty_section_is_taken_and_an_unknown_one_is_not():
    assert [fault for fault in faults("events:\nclaims: []\n") if "required" not in fault] == []
    assert [fault for fault in faults("claim: []\n") if "unexpected" in fault]
