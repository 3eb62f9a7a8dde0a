"""What the API promises, as OpenAPI 3.1; its version changes when a promise does."""

from __future__ import annotations

from typing import Any

from dossier.export.shapes import PARTS as RECORDS
from dossier.export.shapes import REFERENCE, Schema, document_schemas
from dossier.keys import KEY_WORDS
from dossier.view import FILTERS, LISTS

API_VERSION = "1.0"

PARTS = {
    "claims": "The claims of the view: quote, voice, origin, dates, answers, and where the quote stands in its text.",
    "conflicts": "The disputed questions of the view, with every side and its origins.",
    "events": "The events of the view, in order of time.",
    "voices": "The voices of the view; those without a claim too, where nothing asks for claims.",
    "sources": "The sources that claims of the view come from.",
    "questions": "The questions that claims of the view answer.",
}
FILES = {
    "claims.csv": ("text/csv", "The claims as a table, one row a claim."),
    "claims.parquet": ("application/vnd.apache.parquet", "The claims as a typed table."),
    "claims.jsonld": ("application/ld+json", "The claims as schema.org Claims with W3C Web Annotation selectors."),
    "sources.bib": ("application/x-bibtex", "The sources of the view for LaTeX."),
    "sources.csl.json": ("application/vnd.citationstyles.csl+json", "The sources of the view for reference managers."),
    "dossier.json": ("application/json", "The view as one document; sources, voices and questions are given whole."),
}


def openapi_document() -> dict[str, Any]:
    """The description that client generators read."""
    paths: dict[str, Any] = {}
    for part, text in PARTS.items():
        records = {"type": "array", "items": {"$ref": REFERENCE + RECORDS[part]}}
        paths[f"/api/{part}.json"] = _operation(part, text, schema=records, paged=True)
    for name, (kind, text) in FILES.items():
        document = {"$ref": f"{REFERENCE}Document"} if name == "dossier.json" else {}
        paths[f"/api/{name}"] = _operation(name, text, media_type=kind, schema=document)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Counterclaim",
            "version": API_VERSION,
            "description": "Who claims what, when, on whose word, and who says otherwise. Query keys are those of the "
            "pages' links: values of one key are alternatives, different keys narrow each other.",
        },
        "paths": paths,
        "components": {"schemas": document_schemas()},
    }


def _operation(
    name: str, text: str, *, schema: Schema, media_type: str = "application/json", paged: bool = False
) -> dict[str, Any]:
    parameters = [_parameter(key) for key in FILTERS]
    if paged:
        parameters += [
            _number("limit", "How many at most; 1,000 if not said.", 1, 10_000),
            _number("offset", "From which on.", 0),
        ]
    answer = {"description": text, "content": {media_type: {"schema": schema} if schema else {}}}
    unread = _refusal("A key or value that is not understood, named in a sentence.")
    closed = _refusal("The dossier cannot be read just now.")
    operation_id = "get_" + name.replace(".", "_")
    return {
        "get": {
            "operationId": operation_id,
            "summary": text,
            "parameters": parameters,
            "responses": {
                "200": answer,
                "304": {"description": "Not changed since the ETag given."},
                "400": unread,
                "503": closed,
            },
        }
    }


def _refusal(text: str) -> dict[str, Any]:
    schema = {"type": "object", "properties": {"error": {"type": "string"}}, "required": ["error"]}
    return {"description": text, "content": {"application/json": {"schema": schema}}}


def _parameter(key: str) -> dict[str, Any]:
    repeated = key in LISTS
    schema: dict[str, Any] = {"type": "array", "items": {"type": "string"}} if repeated else {"type": "string"}
    return {"name": key, "in": "query", "description": KEY_WORDS[key].meaning, "schema": schema}


def _number(key: str, text: str, least: int, most: int = 10**9 - 1) -> dict[str, Any]:
    schema = {"type": "integer", "minimum": least, "maximum": most}
    return {"name": key, "in": "query", "description": text, "schema": schema}
