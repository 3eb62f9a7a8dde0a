"""Full-text search over claims, held in memory by SQLite's FTS5."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable
from threading import Lock

from dossier.model import Claim, Dossier

_TOKEN = re.compile(r'(-?)(?:"([^"]*)"|(\S+))')
_QUOTES = str.maketrans("“”„", '"' * 3, "\0")


class SearchIndex:
    """Finds claims by the words of claim, quote, voice and question; safe to share between sessions."""

    def __init__(self, dossier: Dossier) -> None:
        self._lock = Lock()
        self._db = sqlite3.connect(":memory:", check_same_thread=False)
        self._db.execute(
            "CREATE VIRTUAL TABLE claims USING fts5("
            "id UNINDEXED, text, quote, names, questions, tokenize='unicode61 remove_diacritics 2')"
        )
        rows = (_row(dossier, claim) for claim in dossier.claims.values())
        self._db.executemany("INSERT INTO claims VALUES (?, ?, ?, ?, ?)", rows)

    def find(self, words: str) -> list[str]:
        """The ids of the claims that hold all the words, best first; every word also matches as a beginning.

        `"a phrase"` asks for the words in that order, `-word` leaves out. No word at all finds nothing.
        """
        query = match_query(words)
        if not query:
            return []
        with self._lock:
            rows = self._db.execute("SELECT id FROM claims WHERE claims MATCH ? ORDER BY rank, rowid", (query,))
            return [row[0] for row in rows]


def match_query(words: str) -> str:
    """A reader's words as an FTS5 query in which nothing of theirs is syntax: each term stands between quotes.

    What a word is, FTS5 itself decides, as it did for the claims.
    """
    wanted, unwanted = [], []
    for minus, phrase, word in _TOKEN.findall(words.translate(_QUOTES)):
        term = (phrase or word).replace('"', " ")
        if not any(char.isalnum() for char in term):
            continue
        if minus:
            unwanted.append(f'"{term}"')
        else:
            wanted.append(f'"{term}"' if phrase else f'"{term}"*')
    if not wanted:
        return ""
    return " AND ".join(wanted) + "".join(f" NOT {term}" for term in unwanted)


def _row(dossier: Dossier, claim: Claim) -> tuple[str, ...]:
    voices = (dossier.voices[name] for name in dossier.chain(claim))
    names = (part for voice in voices for part in (voice.name, *voice.aliases, voice.affiliation or ""))
    asked = (dossier.questions[name] for name in claim.answers)
    return claim.id, claim.text, claim.quote, _join(names), _join(f"{q.title} {q.ask}" for q in asked)


def _join(parts: Iterable[str]) -> str:
    return " · ".join(parts)
