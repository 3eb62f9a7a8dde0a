"""The keys of links, and what readers, programs and previews are told about them: the one place for their words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from dossier.language import _
from dossier.terms import counted


@dataclass(frozen=True, slots=True)
class Key:
    """What a key is called."""

    label: str
    """As the heading of a filter."""
    counted: Callable[[int], str] = str
    """So many of its values, in words."""
    meaning: str = ""
    """For programs, of filters."""


KEY_WORDS: Final = {
    "country": Key(
        _("Country"), lambda n: counted(n, "country", "countries"), "What a claim is about (ISO 3166-1 alpha-2)."
    ),
    "speaker": Key(
        _("Speaker's country"),
        lambda n: counted(n, "speaker's country", "speakers' countries"),
        "The country of the voice (ISO 3166-1 alpha-2).",
    ),
    "source": Key(_("Source"), lambda n: counted(n, "source", "sources"), "A source's id."),
    "voice": Key(_("Voice"), lambda n: counted(n, "voice", "voices"), "A voice's id."),
    "question": Key(_("Question"), lambda n: counted(n, "question", "questions"), "A question's id."),
    "topic": Key(_("Topic"), lambda n: counted(n, "topic", "topics"), "A topic."),
    "type": Key(
        _("Type of claim"),
        lambda n: counted(n, "type of claim", "types of claim"),
        "fact, figure, assessment or forecast.",
    ),
    "likelihood": Key(
        _("How sure"),
        lambda n: counted(n, "likelihood", "likelihoods"),
        "How sure the speaker is, as the curator reads the hedge: almost_no_chance to almost_certain.",
    ),
    "kind": Key(
        _("Kind of event"),
        lambda n: counted(n, "kind of event", "kinds of event"),
        "The kind of event; narrows events only.",
    ),
    "party": Key(
        _("Took part"),
        lambda n: counted(n, "party to events", "parties to events"),
        "The id of a voice that takes part in an event; narrows events only.",
    ),
    "partner": Key(
        _("Took part too"),
        lambda n: counted(n, "second party to events", "second parties to events"),
        "The id of a voice that takes part in the same event as the party; narrows events only.",
    ),
    "dated": Key(
        _("Dates of events"),
        lambda n: counted(n, "way of dating", "ways of dating"),
        "stated or inferred: whether a text dates an event, or the curator does; narrows events only.",
    ),
    "conflict": Key(
        _("Kind of conflict"),
        lambda n: counted(n, "kind of conflict", "kinds of conflict"),
        "The kind of conflict; narrows conflicts only.",
    ),
    "from": Key(_("From"), meaning="Happened at or after (EDTF); vague dates match by overlap."),
    "to": Key(_("Until"), meaning="Happened at or before (EDTF); vague dates match by overlap."),
    "known": Key(_("Known on"), meaning="Only what was certainly published by then (EDTF)."),
    "q": Key(_("Words"), meaning='Words to find; "a phrase" and -exclusion are understood.'),
    "span": Key(_("Span of the chart")),
    "claim": Key(_("Claim")),
    "event": Key(_("Event")),
    "publication": Key(_("Source")),
    "analyst": Key(_("Analyst")),
    "cell": Key(_("Cell")),
    "who": Key(_("Group of voices"), lambda n: counted(n, "group of voices", "groups of voices")),
    "with": Key(_("Voice to compare"), lambda n: counted(n, "voice beside it", "voices beside it")),
    "name": Key(_("Name")),
    "show": Key(_("Form")),
    "by": Key(_("Columns")),
    "sort": Key(_("Order")),
    "part": Key(_("Part")),
    "at": Key(_("Place in the text")),
}
"""Every key of a link but those by which it remembers its data."""
