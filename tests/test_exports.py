"""What leaves the dossier: each form as the program that reads it sees it."""

import csv
import io
import json
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from conftest import TINY
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet
from pyld import jsonld
from rdflib.namespace import SDO

from dossier.__main__ import main
from dossier.dates import parse_edtf
from dossier.export import EXPORTS, Imprint, dossier_document
from dossier.export.citations import csl_date, export_bibtex, export_csl, latex_text
from dossier.export.linked import ANNOTATION_CONTEXT, CONTEXT, linked_document
from dossier.export.table import COLUMNS, claim_rows, export_csv, export_parquet, safe_text
from dossier.loading import load_dossier
from dossier.quotes import find_quote
from dossier.reading import Index
from dossier.texts import RawText
from dossier.view import View

REAL = Path(__file__).parent.parent / "data" / "claims.yaml"
IMPRINT = Imprint("https://example.org/", date(2026, 1, 2))


@pytest.fixture(scope="module")
def everything(index):
    return index.read(View())


@pytest.fixture(scope="module")
def nothing(index):
    return index.read(View.parse("/", "q=zebra", index.dossier))


@pytest.fixture(scope="module")
def real():
    dossier = load_dossier(REAL)
    return Index(dossier).read(View())


# All forms


def test_the_registry_names_form_media_type_and_file_ending():
    assert {name: (form.media_type.split(";")[0], form.ending) for name, form in EXPORTS.items()} == {
        "json": ("application/json", "json"),
        "csv": ("text/csv", "csv"),
        "parquet": ("application/vnd.apache.parquet", "parquet"),
        "jsonld": ("application/ld+json", "jsonld"),
        "bibtex": ("application/x-bibtex", "bib"),
        "csl": ("application/vnd.citationstyles.csl+json", "csl.json"),
    }
    assert [form.name for form in EXPORTS.values() if form.binary] == ["parquet"]


@pytest.mark.parametrize("form", EXPORTS.values(), ids=list(EXPORTS))
def test_every_form_tells_version_licence_permalink_and_day(form, index):
    """Filters are part of the permalink, which holds the same claims again."""
    reading = index.read(View.parse("/", "country=SE&type=assessment", index.dossier))
    content = form.export(reading, IMPRINT).decode(errors="replace").replace("\\&", "&")
    permalink = f"https://example.org/?country=SE&n=2&type=assessment&v={index.dossier.version}"
    for words in (permalink, index.dossier.version, index.dossier.about.licence, "country=SE&type=assessment"):
        assert words in content
    assert "2026-01-02" in content or form.name == "parquet"
    again = View.parse("/", permalink.partition("?")[2], index.dossier)
    assert index.read(again).claim_ids == reading.claim_ids


@pytest.mark.parametrize("form", EXPORTS.values(), ids=list(EXPORTS))
def test_without_a_base_links_stay_relative_and_no_day_is_made_up(form, everything):
    content = form.export(everything)
    assert content == form.export(everything)
    assert b"example.org" not in content


@pytest.mark.parametrize("form", EXPORTS.values(), ids=list(EXPORTS))
def test_a_view_that_holds_nothing_is_exported_too(form, nothing):
    assert nothing.claims == ()
    assert form.export(nothing, IMPRINT)


def test_the_file_is_named_by_the_data_version(everything):
    assert EXPORTS["csl"].file_name(everything) == f"dossier-{everything.dossier.version}.csl.json"


# JSON


def test_a_side_names_those_of_its_claims_that_lie_outside_the_view(index):
    reading = index.read(View.parse("/", "voice=ada-lund", index.dossier))
    document = dossier_document(reading)
    held = {claim["id"] for claim in document["claims"]}
    sides = {side["label"]: side for conflict in document["conflicts"] for side in conflict["sides"]}
    assert sides["It is safe"]["outside"] == ["guild-disagrees", "wirth-safe", "wirth-repeats"]
    assert sides["It is not safe"]["outside"] == []
    assert all(name in held for side in sides.values() for name in set(side["claims"]) - set(side["outside"]))


def test_the_whole_dossier_leaves_nothing_outside(everything):
    document = dossier_document(everything)
    assert not any(side["outside"] for conflict in document["conflicts"] for side in conflict["sides"])
    assert not any(event["outside"] for event in document["events"])


# Tables


def test_a_claim_is_one_row(everything):
    row = next(row for row in claim_rows(everything) if row["claim"] == "office-cracks")
    assert list(row) == list(COLUMNS)
    wanted = {
        "voice": "survey-office",
        "voice_name": "The survey office",
        "voice_country": "Norway",
        "origin_name": "The survey office",
        "source_title": "The bridge, two years on",
        "sentence": "About 80 cracks were found in the survey of spring 2019, the survey office said.",
        "published": "2021-07~",
        "published_words": "about July 2021",
        "about": "2019-21",
        "about_words": "spring 2019",
        "earliest": date(2019, 3, 1),
        "latest": date(2019, 5, 31),
        "countries": ("Norway",),
        "answers": ("cracks: about 80 cracks",),
        "start": 48,
        "end": 103,
        "link": "/claims?claim=office-cracks",
    }
    assert {name: row[name] for name in wanted} == wanted


def test_pandas_reads_the_csv_without_options(everything):
    frame = pd.read_csv(io.BytesIO(EXPORTS["csv"].export(everything, IMPRINT)))
    assert list(frame.columns) == list(COLUMNS)
    assert list(frame["claim"]) == [claim.id for claim in everything.claims]
    assert frame["start"].dtype == "int64"
    assert set(frame["dossier_version"]) == {everything.dossier.version}


def test_the_csv_of_nothing_still_has_its_columns(nothing):
    frame = pd.read_csv(io.StringIO(export_csv(nothing)))
    assert (list(frame.columns), len(frame)) == (list(COLUMNS), 0)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@cmd", "\t=1", "\r=1", "  =1", "\u00a0=1", "＝1"])
def test_a_cell_that_would_start_a_formula_gets_an_apostrophe(text):
    assert safe_text(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "a=1", "’tis", "11,000 to 12,000", "“=1”"])
def test_other_cells_stay_as_they_are(text):
    assert safe_text(text) == text


@given(st.lists(st.text(), min_size=1))
def test_no_cell_of_a_csv_starts_a_formula(texts):
    out = io.StringIO()
    csv.writer(out).writerow([safe_text(text) for text in texts])
    (row,) = csv.reader(io.StringIO(out.getvalue(), newline=""))
    assert not any(cell.lstrip(" \u00a0").startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)


def test_parquet_has_types_and_tells_what_it_is(everything):
    table = parquet.read_table(io.BytesIO(export_parquet(everything, IMPRINT)))
    assert {field.name: field.type for field in table.schema}.keys() == COLUMNS.keys()
    row = next(row for row in table.to_pylist() if row["claim"] == "lund-closing")
    assert (row["earliest"], row["exported"], row["countries"]) == (date(2021, 6, 1), date(2026, 1, 2), ["Norway"])
    about = {key.decode(): value.decode() for key, value in table.schema.metadata.items()}
    assert about == IMPRINT.fields(everything)


def test_csv_and_parquet_hold_the_same_rows(real):
    rows = parquet.read_table(io.BytesIO(export_parquet(real, IMPRINT))).to_pylist()
    lines = list(csv.DictReader(io.StringIO(export_csv(real, IMPRINT).removeprefix("\ufeff"), newline="")))
    assert len(rows) == len(lines) == len(real.claims)
    assert [line["text"].removeprefix("'") for line in lines] == [row["text"] for row in rows]
    assert [line["answers"] for line in lines] == ["; ".join(row["answers"]) for row in rows]


# JSON-LD. The two contexts cannot be downloaded by a test. schema.org's says that names without a mapping are its own
# (@vocab), and rdflib carries the list of those that exist. Of the annotation vocabulary, the terms used here are
# written out as http://www.w3.org/ns/anno.jsonld and the ontology (npm: @vocabulary/oa 1.0.6) have them.

SCHEMA = "http://schema.org/"
OA = "http://www.w3.org/ns/oa#"
OA_TYPES = {"Annotation", "SpecificResource", "TextPositionSelector", "TextQuoteSelector"}
OA_TERMS = {
    **{name: f"{OA}{name}" for name in (*OA_TYPES, "describing", "start", "end", "exact", "prefix", "suffix")},
    "format": "http://purl.org/dc/elements/1.1/format",
    "language": "http://purl.org/dc/elements/1.1/language",
    **{name: {"@id": f"{OA}has{name.title()}", "@type": "@id"} for name in ("body", "target", "source", "selector")},
    "motivation": {"@id": f"{OA}motivatedBy", "@type": "@vocab"},
}
ADDRESSES = ("url", "archivedAt", "license", "isPartOf", "isBasedOn")
CONTEXTS = {
    CONTEXT: {"@vocab": SCHEMA, **{name: {"@id": SCHEMA + name, "@type": "@id"} for name in ADDRESSES}},
    ANNOTATION_CONTEXT: {"id": "@id", "type": "@type", **OA_TERMS},
}


def load_context(url, _):
    document = {"@context": CONTEXTS[url]}
    return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": document}


def expanded(document):
    return jsonld.expand(document, {"documentLoader": load_context, "base": "https://example.org/"})


def names_in(node):
    """Every property and type in an expanded document."""
    if isinstance(node, list):
        return set().union(*map(names_in, node))
    if not isinstance(node, dict):
        return set()
    types = node.get("@type", [])
    found = {key for key in node if not key.startswith("@")} | set([types] if isinstance(types, str) else types)
    return found.union(*map(names_in, node.values()))


def nodes_of(document, kind):
    return [node for node in document["@graph"] if kind in {node.get("@type"), node.get("type")}]


@pytest.mark.slow
def test_every_name_in_the_linked_data_is_a_term_of_its_vocabulary(real):
    names = names_in(expanded(linked_document(real, IMPRINT)))
    schema = {name.removeprefix(SCHEMA) for name in names if name.startswith(SCHEMA)}
    assert {name for name in schema if SDO._NS[name] not in SDO} == set()
    known = {term["@id"] if isinstance(term, dict) else term for term in OA_TERMS.values()}
    assert {name for name in names if not name.startswith(SCHEMA)} <= known
    assert {"Claim", "Quotation", "CreativeWork", "appearance"} <= schema
    assert {f"{OA}{name}" for name in OA_TYPES} <= names


def test_a_misspelt_name_would_be_noticed():
    assert SDO._NS["apearance"] not in SDO
    odd = {"@context": [CONTEXT, ANNOTATION_CONTEXT], "exakt": "x"}
    assert names_in(expanded(odd)) == {f"{SCHEMA}exakt"}


def test_every_node_that_is_named_is_there(real):
    document = linked_document(real)
    ids = {node.get("@id") or node["id"] for node in document["@graph"]}
    named = {claim["author"]["@id"] for claim in nodes_of(document, "Claim")}
    named |= {annotation["body"] for annotation in nodes_of(document, "Annotation")}
    named |= {annotation["target"]["source"]["id"] for annotation in nodes_of(document, "Annotation")}
    named |= {part["@id"] for name in ("hasPart", "citation") for part in nodes_of(document, "Dataset")[0][name]}
    assert named <= ids


def test_selectors_find_every_quote_again_in_its_raw_text(real):
    """By its place, and by its words with what stands around them; elided parts in order within the passage."""
    dossier, annotations = real.dossier, nodes_of(linked_document(real), "Annotation")
    for claim, annotation in zip(real.claims, annotations, strict=True):
        content, spans = dossier.texts[claim.source].content, dossier.spans[claim.id]
        quote, place = annotation["target"]["selector"]
        passage = content[place["start"] : place["end"]]
        assert passage == quote["exact"]
        around = quote["prefix"] + quote["exact"] + quote["suffix"]
        assert content.find(around) == place["start"] - len(quote["prefix"])
        assert content.count(around) == 1
        found = find_quote(RawText(passage), claim.quote)
        assert [(part.start + place["start"], part.end + place["start"]) for part in found] == [
            (span.start, span.end) for span in spans
        ]


def test_a_claim_is_linked_to_its_voice_its_quotation_and_its_source(everything):
    document = linked_document(everything, IMPRINT)
    claim = next(node for node in nodes_of(document, "Claim") if node["@id"].endswith("claim=lund-closing"))
    assert claim["text"] == "Ada Lund says the bridge will close in June."
    assert claim["author"] == {"@id": "https://example.org/analysts?analyst=ada-lund"}
    assert claim["about"] == [{"@type": "Country", "name": "Norway", "identifier": "NO"}]
    assert (claim["temporal"], claim["temporalCoverage"]) == ("2021-05-17", "2021-06")
    quotation = next(node for node in document["@graph"] if node.get("@id") == claim["appearance"]["@id"])
    assert quotation["text"] == "The old harbour bridge will close in June"
    assert quotation["isPartOf"] == {"@id": "https://example.org/sources?source=harbour-news"}


def test_a_vague_day_of_publication_is_no_date_of_schema_org(everything):
    sources = {node["name"]: node for node in nodes_of(linked_document(everything), "CreativeWork")}
    assert sources["Harbour bridge to close"]["datePublished"] == "2021-05-17"
    assert sources["The bridge, two years on"]["temporal"] == "2021-07~"
    assert "datePublished" not in sources["The bridge, two years on"]


# Citations


def test_a_source_is_one_entry_of_bibtex(everything):
    head, first, second = export_bibtex(everything, IMPRINT).split("\n@misc")
    assert all(line.startswith("% ") for line in head.splitlines() if line)
    assert (
        first
        == """{harbour-news,
  title = {{Harbour bridge to close}},
  publisher = {Harbour News},
  date = {2021-05-17},
  year = {2021},
  month = may,
  langid = {en},
  annote = {Read in: The harbour bridge, https://example.org/sources?source=harbour-news},
}
"""
    )
    assert (
        "note = {Inferred title: The text has no headline. Inferred date: It tells of 3 July 2021 as recent. Known "
        in second
    )
    assert "author" not in second


def test_a_source_is_one_item_of_csl(everything):
    first, second = json.loads(export_csl(everything, IMPRINT))
    assert first["custom"]["dossier_version"] == everything.dossier.version
    del first["custom"]
    assert first == {
        "id": "harbour-news",
        "type": "document",
        "title": "Harbour bridge to close",
        "publisher": "Harbour News",
        "issued": {"date-parts": [[2021, 5, 17]]},
        "language": "en",
    }
    assert second["issued"] == {"date-parts": [[2021, 7]], "circa": True}


def test_named_authors_are_given_whole_and_unnamed_ones_left_out(real):
    items = {item["id"]: item for item in json.loads(export_csl(real))}
    named = {item["id"] for item in items.values() if "author" in item}
    voices = real.dossier.voices
    assert named == {s.id for s in real.sources if any(voices[name].named for name in s.authors)}
    assert all(set(author) == {"literal"} for name in named for author in items[name]["author"])


@pytest.mark.parametrize(
    ("edtf", "issued"),
    [
        ("2024", {"date-parts": [[2024]]}),
        ("2024-10/2024-11", {"date-parts": [[2024, 10], [2024, 11]]}),
        ("2024-22", {"date-parts": [[2024]], "season": 2}),
        ("2024-11-04?", {"date-parts": [[2024, 11, 4]], "circa": True}),
        ("2024-11/..", {"literal": "November 2024 or later"}),
        ("202X", {"literal": "the 2020s"}),
        ("[2023,2024]", {"literal": "one of 2023 or 2024"}),
    ],
)
def testcsl_dates_say_no_more_than_is_known(edtf, issued):
    assert csl_date(parse_edtf(edtf)) == issued


def test_latex_specials_are_written_out_and_letters_kept():
    assert latex_text("50% of R&D_x #1 $5 {a} ~ ^ \\ Küçük 김") == (
        r"50\% of R\&D\_x \#1 \$5 \textbraceleft{}a\textbraceright{} \textasciitilde{} \textasciicircum{} "
        r"\textbackslash{} Küçük 김"
    )


@given(st.text())
def test_no_text_can_end_a_bibtex_field(text):
    depth = 0
    for char in latex_text(text):
        depth += {"{": 1, "}": -1}.get(char, 0)
        assert depth >= 0
    assert depth == 0


# The command


@pytest.mark.parametrize("name", EXPORTS)
def test_the_command_writes_every_form_to_a_file(name, tmp_path):
    file = tmp_path / "out"
    assert (
        main(["export", name, str(TINY), "--view", "voice=bo-wirth", "--base", "https://e.org", "-o", str(file)]) == 0
    )
    assert b"e.org" in file.read_bytes()


def test_the_command_prints_text(capfdbinary):
    assert main(["export", "csv", str(TINY)]) == 0
    assert capfdbinary.readouterr().out.startswith(b"\xef\xbb\xbfdossier_version,permalink,claim,")


def test_a_binary_form_is_not_printed_to_a_terminal(monkeypatch, capsys):
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert main(["export", "parquet", str(TINY)]) == 1
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", "A parquet file is no text for a terminal: name a file with -o.\n")


def test_a_file_that_cannot_be_written_is_said(tmp_path, capsys):
    assert main(["export", "json", str(TINY), "-o", str(tmp_path / "no" / "file")]) == 1
    assert "cannot be written" in capsys.readouterr().err


def test_a_base_that_is_no_address_is_refused(capsys):
    with pytest.raises(SystemExit, match="2"):
        main(["export", "json", str(TINY), "--base", "example.org"])
    assert "is no address of a site" in capsys.readouterr().err
