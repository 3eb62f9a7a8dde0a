"""The keys of links, and what readers, programs and previews are told about them: the one place for their words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Key:
    """What a key is called."""

    label: str
    """As the heading of a filter."""
    one: str = ""
    """One of its values, as a noun."""
    many: str = ""
    meaning: str = ""
    """For programs, of filters."""


KEY_WORDS: Final = {
    "country": Key("Country", "country", "countries", "What a claim is about (ISO 3166-1 alpha-2)."),
    "speaker": Key(
        "Speaker's country",
        "speaker's country",
        "speakers' countries",
        "The country of the voice (ISO 3166-1 alpha-2).",
    ),
    "source": Key("Source", "source", "sources", "A source's id."),
    "voice": Key("Voice", "voice", "voices", "A voice's id."),
    "question": Key("Question", "question", "questions", "A question's id."),
    "topic": Key("Topic", "topic", "topics", "A topic."),
    "type": Key("Type of claim", "type of claim", "types of claim", "fact, figure, assessment or forecast."),
    "likelihood": Key(
        "How sure",
        "likelihood",
        "likelihoods",
        "How sure the speaker is, as the curator reads the hedge: almost_no_chance to almost_certain.",
    ),
    "kind": Key("Kind of event", "kind of event", "kinds of event", "The kind of event; narrows events only."),
    "party": Key(
        "Took part",
        "party to events",
        "parties to events",
        "The id of a voice that takes part in an event; narrows events only.",
    ),
    "partner": Key(
        "Took part too",
        "second party to events",
        "second parties to events",
        "The id of a voice that takes part in the same event as the party; narrows events only.",
    ),
    "dated": Key(
        "Dates of events",
        "way of dating",
        "ways of dating",
        "stated or inferred: whether a text dates an event, or the curator does; narrows events only.",
    ),
    "conflict": Key(
        "Kind of conflict", "kind of conflict", "kinds of conflict", "The kind of conflict; narrows conflicts only."
    ),
    "from": Key("From", meaning="Happened at or after (EDTF); vague dates match by overlap."),
    "to": Key("Until", meaning="Happened at or before (EDTF); vague dates match by overlap."),
    "known": Key("Known on", meaning="Only what was certainly published by then (EDTF)."),
    "q": Key("Words", meaning='Words to find; "a phrase" and -exclusion are understood.'),
    "span": Key("Span of the chart"),
    "claim": Key("Claim"),
    "event": Key("Event"),
    "publication": Key("Source"),
    "analyst": Key("Analyst"),
    "cell": Key("Cell"),
    "who": Key("Group of voices", "group of voices", "groups of voices"),
    "with": Key("Voice to compare", "voice beside it", "voices beside it"),
    "name": Key("Name"),
    "show": Key("Form"),
    "by": Key("Columns"),
    "sort": Key("Order"),
    "part": Key("Part"),
    "at": Key("Place in the text"),
}
"""Every key of a link but those by which it remembers its data."""
