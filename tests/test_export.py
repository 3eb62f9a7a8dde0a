"""The JSON document: the contract that other programs build on, key by key."""

import json

import pytest

from dossier.dates import parse_edtf
from dossier.export import date_fields, dossier_document, export_json
from dossier.model import Claim, Event, Question, Source, Voice
from dossier.view import View


@pytest.fixture(scope="module")
def document(index):
    return json.loads(export_json(index.read(View())))


def exported(index, query):
    return json.loads(export_json(index.read(View.parse("/", query, index.dossier))))


def by_id(records):
    return {record["id"]: record for record in records}


def test_the_document_has_the_parts_of_the_contract(document):
    assert list(document) == ["dossier", "view", "sources", "voices", "questions", "claims", "events", "conflicts"]


def test_it_says_which_dossier_it_is_and_how_much_is_in_it(document, dossier):
    about = document["dossier"]
    assert about["title"] == "The harbour bridge"
    assert about["version"] == dossier.version
    assert about["counts"] == {"sources": 2, "voices": 6, "questions": 4, "claims": 8, "events": 2}


@pytest.mark.parametrize(
    ("part", "model"),
    [("sources", Source), ("voices", Voice), ("questions", Question), ("claims", Claim), ("events", Event)],
)
def test_records_have_all_the_fields_of_the_file_whether_given_or_not(document, part, model):
    for record in document[part]:
        assert set(model.model_fields) <= set(record)


def test_records_stand_in_the_order_of_the_file_and_events_in_that_of_time(document, dossier):
    for part in ("sources", "voices", "questions", "claims"):
        assert [record["id"] for record in document[part]] == list(getattr(dossier, part))
    assert [event["id"] for event in document["events"]] == ["survey-2019", "closing"]


def test_start_and_end_cut_the_quote_out_of_the_raw_text(document, tiny):
    texts = {source["id"]: (tiny.parents[1] / source["file"]).read_text() for source in document["sources"]}
    cut = {claim["id"]: texts[claim["source"]][claim["start"] : claim["end"]] for claim in document["claims"]}
    assert cut == {claim["id"]: claim["quote"] for claim in document["claims"]}


def test_a_claim_has_its_origin_dates_answers_and_link(document):
    claim = by_id(document["claims"])["office-cracks"]
    assert claim["origin"] == "survey-office"
    assert claim["about"] == {
        "edtf": "2019-21",
        "earliest": "2019-03-01",
        "latest": "2019-05-31",
        "words": "spring 2019",
    }
    assert claim["said"]["edtf"] == "2021-07~"
    assert claim["url"] == "/claims?claim=office-cracks"
    (answer,) = claim["answers"]
    assert answer["question"] == "cracks"
    assert {key: answer["figure"][key] for key in ("low", "high", "bound", "unit", "wording")} == {
        "low": 80,
        "high": None,
        "bound": "about",
        "unit": None,
        "wording": "About 80 cracks",
    }
    assert answer["figure"]["as_of"]["edtf"] == "2019-21"


def test_answers_are_positions_figures_or_dates(document):
    answers = by_id(document["claims"])["lund-closing"]["answers"]
    assert answers == [
        {"question": "will-close", "position": "closes"},
        {
            "question": "closing-date",
            "date": {"edtf": "2021-06", "earliest": "2021-06-01", "latest": "2021-06-30", "words": "June 2021"},
        },
    ]


def test_open_dates_have_no_bound():
    assert date_fields(parse_edtf("2021-06/..")) == {
        "edtf": "2021-06/..",
        "earliest": "2021-06-01",
        "latest": None,
        "words": "June 2021 or later",
    }


def test_an_event_has_its_date_its_claims_and_its_link(document):
    event = by_id(document["events"])["closing"]
    assert event["date"] == {
        "edtf": "2021-07-03",
        "earliest": "2021-07-03",
        "latest": "2021-07-03",
        "words": "3 July 2021",
    }
    assert event["claims"] == ["closed-july", "lund-closing"]
    assert event["url"] == "/timeline?event=closing"


def test_conflicts_have_their_kind_sides_and_silence(document):
    conflicts = {conflict["question"]: conflict for conflict in document["conflicts"]}
    assert {name: (conflict["kind"], conflict["state"]) for name, conflict in conflicts.items()} == {
        "bridge-safe": ("contradiction", None),
        "cracks": ("figures", None),
        "closing-date": ("dates", None),
        "will-close": ("forecast", "held"),
    }
    safe = conflicts["bridge-safe"]
    assert safe["differ"] == {"why": ["interpretation"], "note": "The mayor counts cracks, the guild weighs them."}
    assert safe["silent"] == []
    assert safe["url"] == "/conflicts?question=bridge-safe"
    sides = [{key: side[key] for key in ("label", "position", "claims", "voices", "origins")} for side in safe["sides"]]
    assert sides == [
        {
            "label": "It is safe",
            "position": "safe",
            "claims": ["guild-disagrees", "wirth-safe", "wirth-repeats"],
            "voices": ["engineers-guild", "bo-wirth"],
            "origins": ["bo-wirth"],
        },
        {
            "label": "It is not safe",
            "position": "unsafe",
            "claims": ["lund-cracks"],
            "voices": ["ada-lund"],
            "origins": ["ada-lund"],
        },
    ]


def test_sides_hold_the_answer_in_the_form_of_their_question(document):
    conflicts = {conflict["question"]: conflict for conflict in document["conflicts"]}
    assert [side["figure"]["low"] for side in conflicts["cracks"]["sides"]] == [80, 120]
    assert [side["date"]["edtf"] for side in conflicts["closing-date"]["sides"]] == ["2021-06", "2021-07-03"]
    assert [side["state"] for side in conflicts["will-close"]["sides"]] == ["held", None]


def test_every_id_leads_to_a_record_of_the_document(document):
    known = {part: {record["id"] for record in document[part]} for part in ("sources", "voices", "questions", "claims")}
    for claim in document["claims"]:
        assert claim["source"] in known["sources"]
        assert {claim["voice"], claim["origin"], *claim["via"]} <= known["voices"]
        assert {answer["question"] for answer in claim["answers"]} <= known["questions"]
    for conflict in document["conflicts"]:
        assert conflict["question"] in known["questions"]
        assert {name for side in conflict["sides"] for name in side["claims"]} <= known["claims"]


def test_a_view_cuts_claims_and_events_and_says_what_it_is(index):
    document = exported(index, "type=fact&source=QUAY-POST")
    assert document["view"]["query"] == "source=quay-post&type=fact"
    assert document["view"]["url"] == "/?source=quay-post&type=fact"
    assert document["view"]["claims"] == 1
    assert [claim["id"] for claim in document["claims"]] == ["closed-july"]
    assert [event["id"] for event in document["events"]] == ["closing"]
    assert len(document["sources"]) == 2
    assert document["dossier"]["counts"]["claims"] == 8


def test_what_a_view_asks_in_vain_is_said(index):
    assert exported(index, "colour=red&source=bay-post")["view"]["unknown"] == [
        ["colour", "red"],
        ["source", "bay-post"],
    ]


def test_under_a_known_on_date_later_sides_are_left_out(index):
    document = exported(index, "known=2021-05")
    assert [conflict["question"] for conflict in document["conflicts"]] == ["bridge-safe"]


def test_the_text_is_json_for_any_reader(index):
    reading = index.read(View())
    text = export_json(reading)

    def refuse(constant):
        raise AssertionError(f"{constant} is no JSON")

    assert json.loads(text, parse_constant=refuse) == json.loads(json.dumps(dossier_document(reading)))
    assert "“Harbour bridge to close”" in text
    assert text.endswith("}\n")
