"""The directory of voices: who is heard in a view, who is only named, and how many each choice would show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dossier.model import Voice
from dossier.profiles import Count, count_voices
from dossier.reading import Reading, once
from dossier.voices import VOICE_GROUPS, VoiceGroup, answers_to, group_of


@dataclass(frozen=True, slots=True)
class Entry:
    """A voice in the directory, and what it says in the view."""

    voice: Voice
    group: VoiceGroup
    count: Count

    @property
    def heard(self) -> bool:
        """Whether it says anything itself."""
        return self.count.claims > 0


@dataclass(frozen=True, slots=True)
class Directory:
    """The entries that a view shows, and how many voices every choice would show."""

    entries: tuple[Entry, ...]
    """By group, and within it from the most to the fewest claims, then in file order."""
    groups: Mapping[VoiceGroup, int]
    """Group -> voices, whatever groups are chosen."""
    speakers: Mapping[str, int]
    """Country -> voices, whatever countries are chosen."""

    def of(self, group: VoiceGroup) -> tuple[Entry, ...]:
        """Those of a group that say something themselves."""
        return tuple(entry for entry in self.entries if entry.group == group and entry.heard)

    @property
    def silent(self) -> tuple[Entry, ...]:
        """Those that others name, and that say nothing themselves."""
        return tuple(entry for entry in self.entries if not entry.heard)


@once
def find_directory(reading: Reading) -> Directory:
    """The voices of a view. Voices without a claim are there unless a filter asks for claims."""
    view = reading.view
    named = [entry for entry in _entries(reading) if answers_to(entry.voice, view.name)]
    everywhere = reading.index.read(view.without("speaker"))
    anywhere = [entry for entry in _entries(everywhere) if answers_to(entry.voice, view.name)]
    return Directory(
        entries=tuple(_chosen(named, view.who)),
        groups=Counter(entry.group for entry in named),
        speakers=Counter(entry.voice.country for entry in _chosen(anywhere, view.who) if entry.voice.country),
    )


def _entries(reading: Reading) -> list[Entry]:
    counts = count_voices(reading.claims)
    asks_for_claims = set(reading.view.having(page="analysts").narrowing_filters()) - {"speaker"}
    speakers = reading.view.speaker
    entries = [
        Entry(voice, group_of(voice), counts.get(voice.id, Count()))
        for voice in reading.dossier.voices.values()
        if not speakers or voice.country in speakers
    ]
    heard = [entry for entry in entries if entry.heard or not asks_for_claims]
    return sorted(heard, key=lambda entry: (VOICE_GROUPS.index(entry.group), -entry.count.claims))


def _chosen(entries: Iterable[Entry], groups: tuple[str, ...]) -> Iterable[Entry]:
    return (entry for entry in entries if not groups or entry.group in groups)
