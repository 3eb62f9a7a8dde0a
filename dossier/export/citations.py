"""The sources of a view for reference managers: BibTeX and CSL-JSON.

What is not known is left out; what a curator inferred is said in the note. Names of authors are given whole: which
part of a name is the family's is not known, and not guessed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from dossier.dates import Edtf, words
from dossier.export.imprint import RELATIVE, Imprint, source_view
from dossier.language import _
from dossier.model import Dossier, Source
from dossier.problems import printable
from dossier.reading import Reading
from dossier.terms import STATUSES

_LATEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{sign: f"\\{sign}" for sign in "#$%&_"},
    }
)
"""Braces by name: BibTeX counts them even behind a backslash."""
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SEASONS = {3: 1, 6: 2, 9: 3, 12: 4}
_BASES = {"title": "title_basis", "publisher": "publisher_basis", "author": "authors_basis", "date": "published_basis"}
"""The fields of a citation, and where the source says how each is known."""
_INFERRED = {
    "title": _("Inferred title: {basis}"),
    "publisher": _("Inferred publisher: {basis}"),
    "author": _("Inferred author: {basis}"),
    "date": _("Inferred date: {basis}"),
}


# BibTeX


def export_bibtex(reading: Reading, imprint: Imprint = RELATIVE) -> str:
    """One `@misc` entry a source, under the source's id; the imprint stands before them, where BibTeX reads nothing.

    `date` is EDTF as biblatex reads it; `year` and `month` serve classic BibTeX. Letters are kept as Unicode.
    """
    head = "".join(f"% {name}: {_remark(text)}\n" for name, text in imprint.fields(reading).items())
    entries = (source_entry(reading.dossier, source, imprint) for source in reading.sources)
    return "\n".join((head, *entries))


def latex_text(text: str) -> str:
    """The text on one line with LaTeX's special characters written out."""
    return " ".join(printable(text).split()).translate(_LATEX)


def _remark(text: str) -> str:
    """Text between entries: an `@` there would begin one."""
    return " ".join(printable(text).split()).replace("@", "(at)")


def source_entry(dossier: Dossier, source: Source, imprint: Imprint) -> str:
    """The entry of a source."""
    return bibtex_entry(source.id, _fields(dossier, source, imprint))


def bibtex_entry(key: str, fields: Mapping[str, str]) -> str:
    """A `@misc` entry; the values as BibTeX writes them, braces included."""
    lines = "".join(f"  {name} = {value},\n" for name, value in fields.items())
    return f"@misc{{{key},\n{lines}}}\n"


def _fields(dossier: Dossier, source: Source, imprint: Imprint) -> dict[str, str]:
    """Field names and their values as BibTeX writes them, braces included."""
    found = {
        "author": " and ".join(f"{{{latex_text(name)}}}" for name in _authors(dossier, source)),
        "title": f"{{{latex_text(source.title)}}}",
        "publisher": latex_text(source.publisher or ""),
        "date": "" if source.published.precision == "set" else source.published.text,
        **_year_and_month(source.published),
        "url": verbatim_url(source.url or source.archive_url or ""),
        "urldate": source.retrieved.text if source.retrieved and source.url else "",
        "langid": source.language,
        "note": latex_text(_note(dossier, source)),
        "annote": latex_text(
            _("Read in: {title}, {address}").format(
                title=dossier.about.title, address=imprint.url(source_view(source.id))
            )
        ),
    }
    return {name: value if name == "month" else f"{{{value}}}" for name, value in found.items() if value}


def _year_and_month(edtf: Edtf) -> dict[str, str]:
    """Only where all that the date can mean lies in one year, or month."""
    first, last = edtf.earliest, edtf.latest
    if not first or not last or first.year != last.year:
        return {}
    month = _MONTHS[first.month - 1] if first.month == last.month else ""
    return {"year": str(first.year), "month": month}


def verbatim_url(url: str) -> str:
    """The address with what would end the field, or the line, percent-encoded."""
    return quote(url, safe="!#$%&'()*+,-./:;=?@[]_~")


# CSL-JSON


def export_csl(reading: Reading, imprint: Imprint = RELATIVE) -> str:
    """A list of items as citation programs import it; each carries the imprint under `custom`."""
    about = imprint.fields(reading)
    items = [source_item(reading.dossier, source, imprint, about) for source in reading.sources]
    return json.dumps(items, ensure_ascii=False, indent=2) + "\n"


def source_item(dossier: Dossier, source: Source, imprint: Imprint, about: Mapping[str, str]) -> dict[str, Any]:
    """The item of a source; `about` is the imprint's own fields."""
    found = {
        "id": source.id,
        "type": "document",
        "title": source.title,
        "author": [{"literal": name} for name in _authors(dossier, source)],
        "publisher": source.publisher,
        "issued": csl_date(source.published),
        "accessed": csl_date(source.retrieved) if source.retrieved else None,
        "URL": source.url,
        "archive_location": source.archive_url,
        "language": source.language,
        "note": _note(dossier, source),
        "custom": {**about, "source": imprint.url(source_view(source.id))},
    }
    return {name: value for name, value in found.items() if value}


def csl_date(edtf: Edtf) -> dict[str, Any]:
    """A date as CSL has it: the parts that are known. What has none (open ends, sets, decades) is given in words."""
    ends = (edtf.start, edtf.end) if edtf.precision == "interval" else (edtf,)
    parts = [_date_parts(end) for end in ends]
    if not all(parts):
        return {"literal": words(edtf)}
    season = {"season": _SEASONS[edtf.earliest.month]} if edtf.precision == "season" and edtf.earliest else {}
    circa = {"circa": True} if edtf.approximate or edtf.uncertain else {}
    return {"date-parts": parts, **season, **circa}


def _date_parts(edtf: Edtf | None) -> list[int]:
    """Year, month and day as far as the date names them; nothing for an open end, a decade, a set."""
    day = edtf.earliest if edtf else None
    if edtf is None or day is None:
        return []
    match edtf.precision:
        case "day":
            return [day.year, day.month, day.day]
        case "month":
            return [day.year, day.month]
        case "year" | "season":
            return [day.year]
        case "decade" | "century" | "interval" | "set":
            return []


# Both


def _authors(dossier: Dossier, source: Source) -> list[str]:
    """The names of the authors who have one."""
    voices = (dossier.voices[name] for name in source.authors)
    return [voice.name for voice in voices if voice.named]


def _note(dossier: Dossier, source: Source) -> str:
    """What a reader who cites the source should know: what was inferred, what is missing, what its publisher did."""
    given = _BASES if _authors(dossier, source) else _BASES.keys() - {"author"}
    bases = ((name, getattr(source, field)) for name, field in _BASES.items() if name in given)
    notes = [_INFERRED[name].format(basis=_sentence(basis)) for name, basis in bases if basis]
    if source.extent == "truncated":
        notes.append(_("Known only in part: {note}").format(note=_sentence(source.extent_note or "")))
    if source.standing:
        notes.append(_("Standing: {standing}.").format(standing=STATUSES[source.standing]))
    return " ".join(notes)


def _sentence(text: str) -> str:
    return " ".join(text.split()).rstrip(".") + "."
