"""Voices and the origins behind them: who speaks, and how many independent words there are."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from dossier.dates import sort_key
from dossier.model import Claim, Dossier, Voice, VoiceKind

VoiceGroup: TypeAlias = Literal["analysts", "officials", "governments", "military", "media", "organisations", "unnamed"]
VOICE_GROUPS: tuple[VoiceGroup, ...] = get_args(VoiceGroup)
"""The groups of the directory, in its order."""

_GROUP_OF: Mapping[VoiceKind, VoiceGroup] = {
    "person": "officials",
    "government": "governments",
    "intelligence": "governments",
    "military": "military",
    "media": "media",
    "organisation": "organisations",
    "group": "unnamed",
}
_WORD = re.compile(r"\w+")


def group_of(voice: Voice) -> VoiceGroup:
    """Under what a voice is listed.

    Whoever analyses is an analyst, named or not; only a loose group ("several experts") is nobody in particular.
    """
    if voice.kind == "group":
        return "unnamed"
    if voice.analyst:
        return "analysts"
    return _GROUP_OF[voice.kind] if voice.named else "unnamed"


def is_collective(voice: Voice) -> bool:
    """Whether several speak as one: such a voice is no independent person."""
    return voice.kind == "group" or bool(voice.members)


def answers_to(voice: Voice, words: str) -> bool:
    """Whether the words can mean this voice: each begins a word of its names, role or affiliation.

    Case, diacritics and what stands between words do not count: "anna-lena", "Anna Lena" and "annalena" find the same.
    """
    wanted = _plain_words(words)
    known = [_plain_words(text) for text in (voice.name, *voice.aliases, voice.role, voice.affiliation) if text]
    if all(any(word.startswith(start) for text in known for word in text) for start in wanted):
        return True
    return any("".join(wanted) in "".join(text) for text in known)


def _plain_words(text: str) -> list[str]:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return _WORD.findall("".join(char for char in decomposed if not unicodedata.combining(char)))


def independent_origins(dossier: Dossier, claims: Iterable[Claim]) -> tuple[str, ...]:
    """The voices where the claims' chains of attribution start, each once, in order of appearance.

    A collective voice adds no origin where one of its members, or of theirs, stands behind the claims too.
    """
    return without_collectives(dossier.voices, (dossier.origin(claim) for claim in claims))


def without_collectives(voices: Mapping[str, Voice], names: Iterable[str]) -> tuple[str, ...]:
    """Each name once, without the collective voices of which a member, or a member's member, is named too."""
    named = dict.fromkeys(names)
    return tuple(name for name in named if not _speaks_for_one_of(voices, name, named.keys()))


def _speaks_for_one_of(voices: Mapping[str, Voice], name: str, named: Set[str]) -> bool:
    """Whether a voice is a collective of which a member, or a member's member, is among those named."""
    known = voices.get(name)
    return known is not None and bool(known.members) and bool((reach(voices, name) - {name}) & named)


def reach(voices: Mapping[str, Voice], voice: str) -> set[str]:
    """The ids of a voice, its members, their members and so on; members that `voices` lacks lead no further."""
    found, ahead = {voice}, [voice]
    while ahead:
        known = voices.get(ahead.pop())
        new = set(known.members) - found if known else set()
        found |= new
        ahead.extend(new)
    return found


def voices_of(claims: Iterable[Claim]) -> tuple[str, ...]:
    """The ids of those who assert the claims, each once, in order of appearance."""
    return tuple(dict.fromkeys(claim.voice for claim in claims))


def spoken_by(voice: str, claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """What a voice asserts itself, in the order it was said."""
    return tuple(claim for claim in claims if claim.voice == voice)


@dataclass(frozen=True, slots=True)
class Profile:
    """What the dossier holds of one voice. Claims are in the order they were said."""

    voice: str
    claims: tuple[Claim, ...]
    """What it asserts."""
    relied_on: tuple[Claim, ...]
    """What others assert on its word."""
    relayed: tuple[Claim, ...]
    """What reached a source through it."""
    sources: tuple[str, ...]
    """The sources in which it is heard."""
    written: tuple[str, ...]
    """The sources of which it is an author."""
    events: tuple[str, ...]
    """The events in which it takes part."""
    collectives: tuple[str, ...]
    """The collective voices of which it is a member."""


def find_profile(dossier: Dossier, voice: str, claims: Iterable[Claim]) -> Profile:
    """The profile of a voice over the claims given."""
    held = sorted(claims, key=lambda claim: sort_key(dossier.said(claim)))
    spoken = spoken_by(voice, held)
    relied_on = tuple(claim for claim in held if claim.voice != voice and dossier.origin(claim) == voice)
    relayed = tuple(claim for claim in held if voice in claim.via)
    heard = (*spoken, *relied_on, *relayed)
    return Profile(
        voice=voice,
        claims=spoken,
        relied_on=relied_on,
        relayed=relayed,
        sources=tuple(dict.fromkeys(claim.source for claim in heard)),
        written=tuple(source.id for source in dossier.sources.values() if voice in source.authors),
        events=tuple(event.id for event in dossier.events.values() if voice in event.participants),
        collectives=tuple(other.id for other in dossier.voices.values() if voice in other.members),
    )
