"""What every export says of itself: which view of which dossier it holds, under which terms, and when it was made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dossier.reading import Reading
from dossier.view import View


@dataclass(frozen=True, slots=True)
class Imprint:
    """Where links lead to, and the day of the export. Neither is known here: the caller says them."""

    base: str = ""
    """The address of the site, such as `https://example.org/claims`; empty leaves links relative to the site."""
    exported: date | None = None
    """The day on which the export is made."""

    def url(self, view: View) -> str:
        """The link of a view."""
        return self.base.rstrip("/") + view.link()

    def permalink(self, reading: Reading) -> str:
        """The link of what was exported, with the data version and the number of claims at that time."""
        return self.url(reading.view.having(v=reading.dossier.version, n=len(reading.claims)))

    def exported_text(self) -> str | None:
        """The day as ISO text, if it was said."""
        return self.exported.isoformat() if self.exported else None

    def fields(self, reading: Reading) -> dict[str, str]:
        """All of it as names and texts; the day only if it was said."""
        day = self.exported_text()
        return {
            "dossier": reading.dossier.about.title,
            "dossier_version": reading.dossier.version,
            "permalink": self.permalink(reading),
            "filters": reading.view.filters(),
            "licence": reading.dossier.about.licence,
            **({"exported": day} if day else {}),
        }


RELATIVE = Imprint()
"""Links relative to the site, and no day."""


def claim_view(claim: str) -> View:
    """The page of a claim: its permalink."""
    return View(page="claims", claim=claim)


def source_view(source: str) -> View:
    """The page of a source."""
    return View(page="sources", source=(source,))
