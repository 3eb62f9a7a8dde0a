"""What leaves a dossier for other programs: every export is made of a `Reading` and an `Imprint`."""

from dossier.export.cite import Citation, cite_claim, cite_source, cite_view
from dossier.export.document import date_fields, dossier_document, export_json, part_items
from dossier.export.formats import EXPORTS, Format
from dossier.export.imprint import RELATIVE, Imprint
from dossier.export.partitioned import write_dataset

__all__ = [
    "EXPORTS",
    "RELATIVE",
    "Citation",
    "Format",
    "Imprint",
    "cite_claim",
    "cite_source",
    "cite_view",
    "date_fields",
    "dossier_document",
    "export_json",
    "part_items",
    "write_dataset",
]
