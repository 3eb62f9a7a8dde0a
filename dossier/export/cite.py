"""How to cite a claim, a source or a view: as text, for LaTeX, and for reference managers.

A claim is cited with its quote and the text it stands in: it is its voice that says it, not this dossier.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dossier.dates import parse_edtf, words
from dossier.export.citations import bibtex_entry, csl_date, latex_text, source_entry, source_item, verbatim_url
from dossier.export.imprint import Imprint, claim_view, source_view
from dossier.language import _, ngettext
from dossier.model import Claim, Dossier, Source
from dossier.reading import Reading


@dataclass(frozen=True, slots=True)
class Citation:
    """One citation in three forms."""

    text: str
    bibtex: str
    csl: str


def cite_claim(reading: Reading, claim: Claim, imprint: Imprint) -> Citation:
    """A claim: who says it, in which words, in which text, and its page."""
    dossier = reading.dossier
    source, voice, url = dossier.sources[claim.source], dossier.voices[claim.voice], imprint.url(claim_view(claim.id))
    quote = f"“{_line(claim.quote)}”"
    held = _("Claim {claim} in {edition}").format(claim=claim.id, edition=_edition(dossier))
    inside = _source_text(dossier, source)
    fields = {
        "author": f"{{{latex_text(voice.name)}}}",
        "title": f"{{{latex_text(quote)}}}",
        "howpublished": latex_text(_("Quoted in: {text}").format(text=inside)),
        "note": latex_text(held),
        **_address(url, imprint),
    }
    item = {
        "id": claim.id,
        "type": "entry",
        "title": quote,
        "author": [{"literal": voice.name}],
        "container-title": source.title,
        "publisher": source.publisher,
        "issued": csl_date(dossier.said(claim)),
        **_csl_address(url, imprint),
        "note": held,
    }
    text = _("{voice}: {quote} In: {text} {claim}, {address}").format(
        voice=voice.name, quote=quote, text=inside, claim=held, address=_where(url, imprint)
    )
    return Citation(text, _entry(claim.id, fields), _csl(item))


def cite_source(reading: Reading, source: Source, imprint: Imprint) -> Citation:
    """A source, with what is inferred or missing said, and where it can be read."""
    dossier = reading.dossier
    url = source.url or imprint.url(source_view(source.id))
    item = source_item(dossier, source, imprint, imprint.fields(reading))
    text = _("{text} Read in {edition}, {address}").format(
        text=_source_text(dossier, source), edition=_edition(dossier), address=_where(url, imprint)
    )
    return Citation(text, source_entry(dossier, source, imprint), _csl(item))


def cite_view(reading: Reading, imprint: Imprint) -> Citation:
    """What is on the screen: the dossier in its version, and the link that shows the same again."""
    dossier, url = reading.dossier, imprint.permalink(reading)
    total = len(dossier.claims)
    held = ngettext("{held:,} of {total:,} claims", "{held:,} of {total:,} claims", total).format(
        held=len(reading.claims), total=total
    )
    fields = {
        "title": f"{{{latex_text(dossier.about.title)}}}",
        "note": latex_text(_("Data version {version}; {claims}").format(version=dossier.version, claims=held)),
        **_address(url, imprint),
        "langid": dossier.about.language,
    }
    item = {
        "id": f"dossier-{dossier.version}",
        "type": "dataset",
        "title": dossier.about.title,
        "version": dossier.version,
        **_csl_address(url, imprint),
        "language": dossier.about.language,
        "note": held,
    }
    text = f"{_edition(dossier)}, {held}, {_where(url, imprint)}"
    return Citation(text, _entry(f"dossier-{dossier.version}", fields), _csl(item))


def _source_text(dossier: Dossier, source: Source) -> str:
    """“Title”, authors, publisher, date; what is not known is left out, what is inferred stands in brackets."""
    authors = ", ".join(dossier.voices[name].name for name in source.authors if dossier.voices[name].named)
    parts = (
        _inferred(authors, source.authors_basis),
        _inferred(f"“{source.title}”", source.title_basis),
        _inferred(source.publisher or "", source.publisher_basis),
        _inferred(words(source.published), source.published_basis),
    )
    return f"{', '.join(part for part in parts if part)}."


def _inferred(text: str, basis: str | None) -> str:
    return f"[{text}]" if text and basis else text


def _edition(dossier: Dossier) -> str:
    return _("“{title}”, data version {version}").format(title=dossier.about.title, version=dossier.version)


def _where(url: str, imprint: Imprint) -> str:
    day = imprint.exported_text()
    return _("{address} (retrieved {date})").format(address=url, date=words(parse_edtf(day))) if day else url


def _address(url: str, imprint: Imprint) -> dict[str, str]:
    return {"url": verbatim_url(url), "urldate": imprint.exported_text() or ""}


def _csl_address(url: str, imprint: Imprint) -> dict[str, Any]:
    day = imprint.exported_text()
    return {"URL": url, "accessed": csl_date(parse_edtf(day)) if day else None}


def _entry(key: str, fields: Mapping[str, str]) -> str:
    return bibtex_entry(key, {name: f"{{{value}}}" for name, value in fields.items() if value})


def _csl(item: Mapping[str, Any]) -> str:
    return json.dumps([{name: value for name, value in item.items() if value}], ensure_ascii=False, indent=2) + "\n"


def _line(text: str) -> str:
    return " ".join(text.split())
