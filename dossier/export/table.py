"""The claims of a view as one table, a row a claim: CSV for spreadsheets, Parquet for programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TypeAlias

import pyarrow as pa
from pyarrow import parquet

from dossier.countries import country_name
from dossier.dates import Edtf, words
from dossier.export.imprint import RELATIVE, Imprint, claim_view
from dossier.model import Answer, Claim, Dossier, Figure, Position
from dossier.quantities import figure_words
from dossier.reading import Reading

Cell: TypeAlias = str | int | date | tuple[str, ...] | None

_NAMES = pa.list_(pa.string())
COLUMNS: Mapping[str, pa.DataType] = {
    "dossier_version": pa.string(),
    "permalink": pa.string(),
    "claim": pa.string(),
    "text": pa.string(),
    "quote": pa.string(),
    "sentence": pa.string(),
    "type": pa.string(),
    "voice": pa.string(),
    "voice_name": pa.string(),
    "voice_country": pa.string(),
    "via": _NAMES,
    "origin": pa.string(),
    "origin_name": pa.string(),
    "source": pa.string(),
    "source_title": pa.string(),
    "publisher": pa.string(),
    "published": pa.string(),
    "published_words": pa.string(),
    "said": pa.string(),
    "said_words": pa.string(),
    "about": pa.string(),
    "about_words": pa.string(),
    "earliest": pa.date32(),
    "latest": pa.date32(),
    "countries": _NAMES,
    "answers": _NAMES,
    "hedge": pa.string(),
    "likelihood": pa.string(),
    "credibility": pa.string(),
    "status": pa.string(),
    "start": pa.int64(),
    "end": pa.int64(),
    "link": pa.string(),
    "filters": pa.string(),
    "licence": pa.string(),
    "exported": pa.date32(),
}
"""Name and type of every column, in order. The first two and the last three say the same in every row: a table that
is cut up, pasted or merged still tells where it comes from. `earliest` and `latest` bound when the thing told happened
(when it was said, if the claim gives no date). Countries go by name: the code of Namibia reads as "not available"."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def export_csv(reading: Reading, imprint: Imprint = RELATIVE) -> str:
    """The table as RFC 4180 text behind a byte order mark, without which spreadsheets misread curly quotes.

    No cell can start a formula: an apostrophe stands before one that would. Several values are joined by `; `.
    """
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerows([_csv_cell(cell) for cell in row.values()] for row in claim_rows(reading, imprint))
    return out.getvalue()


def export_parquet(reading: Reading, imprint: Imprint = RELATIVE) -> bytes:
    """The table with typed columns; what it is stands in the file's metadata too."""
    schema = pa.schema(list(COLUMNS.items()), metadata=imprint.fields(reading))
    table = pa.Table.from_pylist(claim_rows(reading, imprint), schema=schema)
    sink = io.BytesIO()
    parquet.write_table(table, sink)
    return sink.getvalue()


def claim_rows(reading: Reading, imprint: Imprint = RELATIVE) -> list[dict[str, Cell]]:
    """The claims of a view in the order of the claims file, as rows with the keys of COLUMNS."""
    about = imprint.fields(reading)
    shared = {"dossier_version": about["dossier_version"], "permalink": about["permalink"]}
    closing = {"filters": about["filters"], "licence": about["licence"], "exported": imprint.exported}
    return [{**shared, **_row(reading.dossier, claim, imprint), **closing} for claim in reading.claims]


def safe_text(text: str) -> str:
    """The text with an apostrophe before it if a spreadsheet would take it for a formula."""
    first = text.lstrip(" \u00a0")
    return f"'{text}" if first.startswith(_FORMULA) else text


def _csv_cell(cell: Cell) -> str | int:
    if isinstance(cell, tuple):
        return safe_text("; ".join(cell))
    if isinstance(cell, int):
        return cell
    return "" if cell is None else safe_text(str(cell))


def _row(dossier: Dossier, claim: Claim, imprint: Imprint) -> dict[str, Cell]:
    spans, happened = dossier.spans[claim.id], dossier.happened(claim)
    raw = dossier.texts[claim.source]
    return {
        "claim": claim.id,
        "text": claim.text,
        "quote": claim.quote,
        "sentence": " ".join(raw.text_of(raw.sentence_around(spans)).split()),
        "type": claim.type,
        **_voices(dossier, claim),
        **_source(dossier, claim),
        **_date("said", dossier.said(claim)),
        **_date("about", claim.about),
        "earliest": happened.earliest,
        "latest": happened.latest,
        "countries": tuple(country_name(code) for code in claim.countries),
        "answers": tuple(_answer(dossier, claim, name) for name in claim.answers),
        "hedge": claim.hedge,
        "likelihood": claim.likelihood,
        "credibility": claim.credibility,
        "status": claim.status,
        "start": spans[0].start,
        "end": spans[-1].end,
        "link": imprint.url(claim_view(claim.id)),
    }


def _voices(dossier: Dossier, claim: Claim) -> dict[str, Cell]:
    voice, origin = dossier.voices[claim.voice], dossier.voices[dossier.origin(claim)]
    return {
        "voice": voice.id,
        "voice_name": voice.name,
        "voice_country": country_name(voice.country) if voice.country else None,
        "via": _names(dossier, claim.via),
        "origin": origin.id,
        "origin_name": origin.name,
    }


def _names(dossier: Dossier, voices: Sequence[str]) -> tuple[str, ...]:
    return tuple(dossier.voices[name].name for name in voices)


def _source(dossier: Dossier, claim: Claim) -> dict[str, Cell]:
    source = dossier.sources[claim.source]
    return {
        "source": source.id,
        "source_title": source.title,
        "publisher": source.publisher,
        **_date("published", source.published),
    }


def _date(name: str, edtf: Edtf | None) -> dict[str, Cell]:
    return {name: edtf.text if edtf else None, f"{name}_words": words(edtf) if edtf else None}


def _answer(dossier: Dossier, claim: Claim, question_id: str) -> str:
    """The question's id and the answer in words, as `cracks: about 80 cracks`."""
    question, answer = dossier.questions[question_id], dossier.answer(claim, question_id)
    unit = answer.unit or question.unit if isinstance(answer, Figure) else None
    return f"{question.id}: {_answer_words(answer)}" + (f" {unit}" if unit else "")


def _answer_words(answer: Answer | None) -> str:
    if isinstance(answer, Position):
        return answer.label
    if isinstance(answer, Figure):
        return figure_words(answer)
    return words(answer) if answer else ""
