"""The registry of exports: one entry a format, for the command, the app and the API alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeAlias

from dossier.export.citations import export_bibtex, export_csl
from dossier.export.document import export_json
from dossier.export.imprint import RELATIVE, Imprint
from dossier.export.linked import export_jsonld
from dossier.export.table import export_csv, export_parquet
from dossier.reading import Reading

Writer: TypeAlias = Callable[[Reading, Imprint], str] | Callable[[Reading, Imprint], bytes]


@dataclass(frozen=True, slots=True)
class Format:
    """A form in which a view leaves the dossier."""

    name: str
    label: str
    """What a reader gets, in a few words."""
    media_type: str
    ending: str
    """Of file names, without the dot."""
    write: Writer
    binary: bool = False
    """Whether it is no text, and so nothing for a terminal."""

    def export(self, reading: Reading, imprint: Imprint = RELATIVE) -> bytes:
        """The file; text is UTF-8."""
        content = self.write(reading, imprint)
        return content.encode() if isinstance(content, str) else content

    def file_name(self, reading: Reading) -> str:
        """A name that tells the data version, such as `dossier-0f3a5c1b2d4e.csv`."""
        return f"dossier-{reading.dossier.version}.{self.ending}"


_FORMATS = (
    Format("json", "The whole view as one document (JSON)", "application/json", "json", export_json),
    Format("csv", "Claims as a table (CSV)", "text/csv; charset=utf-8; header=present", "csv", export_csv),
    Format(
        "parquet",
        "Claims as a typed table (Parquet)",
        "application/vnd.apache.parquet",
        "parquet",
        export_parquet,
        binary=True,
    ),
    Format("jsonld", "Claims as linked data (JSON-LD)", "application/ld+json", "jsonld", export_jsonld),
    Format("bibtex", "Sources for LaTeX (BibTeX)", "application/x-bibtex; charset=utf-8", "bib", export_bibtex),
    Format(
        "csl",
        "Sources for reference managers (CSL-JSON)",
        "application/vnd.citationstyles.csl+json",
        "csl.json",
        export_csl,
    ),
)
EXPORTS: Mapping[str, Format] = MappingProxyType({form.name: form for form in _FORMATS})
"""Name -> format, in the order in which they are offered."""
