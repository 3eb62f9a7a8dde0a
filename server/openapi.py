"""What the API promises, as OpenAPI 3.1; its version changes when a promise does."""

from __future__ import annotations

from typing import Any

from dossier.view import FILTERS, LISTS

API_VERSION = "1.0"

PARTS = {
    "claims": "The claims of the view: quote, voice, origin, dates, answers, and where the quote stands in its text.",
    "conflicts": "The questions on which claims of the view cannot all be right, with every side and its origins.",
    "events": "The events of the view, in order of time.",
    "voices": "All voices of the dossier.",
    "sources": "All sources of the dossier.",
    "questions": "All questions of the dossier.",
}
FILES = {
    "claims.csv": ("text/csv", "The claims as a table, one row a claim."),
    "claims.parquet": ("application/vnd.apache.parquet", "The claims as a typed table."),
    "claims.jsonld": ("application/ld+json", "The claims as schema.org Claims with W3C Web Annotation selectors."),
    "sources.bib": ("application/x-bibtex", "The sources for LaTeX."),
    "sources.csl.json": ("application/vnd.citationstyles.csl+json", "The sources for reference managers."),
    "dossier.json": ("application/json", "The whole view as one document."),
}
_KEYS = {
    "country": "What a claim is about (ISO 3166-1 alpha-2).",
    "speaker": "The country of the voice (ISO 3166-1 alpha-2).",
    "source": "A source's id.",
    "voice": "A voice's id.",
    "question": "A question's id.",
    "topic": "A topic.",
    "type": "fact, figure, assessment or forecast.",
    "likelihood": "How sure the speaker is, as the curator reads the hedge: almost_no_chance to almost_certain.",
    "kind": "The kind of event.",
    "party": "The id of a voice that takes part in an event.",
    "partner": "The id of a voice that takes part in the same event as the party.",
    "dated": "stated or inferred: whether a text dates an event, or the curator does.",
    "conflict": "The kind of conflict.",
    "from": "Happened at or after (EDTF); vague dates match by overlap.",
    "to": "Happened at or before (EDTF); vague dates match by overlap.",
    "known": "Only what was certainly published by then (EDTF).",
    "q": 'Words to find; "a phrase" and -exclusion are understood.',
}


def openapi_document() -> dict[str, Any]:
    """The description that client generators read."""
    paths: dict[str, Any] = {f"/api/{part}.json": _operation(part, text, paged=True) for part, text in PARTS.items()}
    paths |= {f"/api/{name}": _operation(name, text, media_type=kind) for name, (kind, text) in FILES.items()}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Counterclaim",
            "version": API_VERSION,
            "description": "Who claims what, when, on whose word, and who says otherwise. Query keys are those of the "
            "pages' links: values of one key are alternatives, different keys narrow each other.",
        },
        "paths": paths,
    }


def _operation(name: str, text: str, *, media_type: str = "application/json", paged: bool = False) -> dict[str, Any]:
    parameters = [_parameter(key) for key in FILTERS]
    if paged:
        parameters += [
            _number("limit", "How many at most; 1,000 if not said.", 1, 10_000),
            _number("offset", "From which on.", 0),
        ]
    schema = {"type": "array", "items": {"type": "object"}} if paged else {}
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
    return {"name": key, "in": "query", "description": _KEYS[key], "schema": schema}


def _number(key: str, text: str, least: int, most: int = 10**9 - 1) -> dict[str, Any]:
    schema = {"type": "integer", "minimum": least, "maximum": most}
    return {"name": key, "in": "query", "description": text, "schema": schema}
