"""Full-text search over claims, voices, questions and raw texts, held in memory by SQLite's FTS5."""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from threading import Lock
from typing import Literal, TypeAlias

from rapidfuzz import fuzz, process

from dossier.model import Claim, Dossier, Voice
from dossier.texts import Span

Table: TypeAlias = Literal["claims", "voices", "questions", "passages"]
Snippet: TypeAlias = tuple[tuple[str, bool], ...]
"""A piece of text in parts, each with whether it is what was searched for."""

_COLUMNS: Mapping[Table, Mapping[str, float]] = {
    "claims": {"text": 4, "quote": 5, "voice": 4, "questions": 2, "chain": 1},
    "voices": {"name": 6, "aliases": 6, "about": 1},
    "questions": {"title": 6, "ask": 3, "positions": 2, "topic": 1, "claims": 0.5},
    "passages": {"text": 3, "voices": 0.5},
}
"""What is searched in each table, and how much a hit there weighs. A question is found by what is answered to it too,
and a passage by those who speak in it, so that `-name` leaves out what they say."""
_SHOWN: Mapping[Table, tuple[str, ...]] = {
    "claims": ("text", "quote", "questions", "voice", "chain"),
    "voices": ("name", "aliases", "about"),
    "questions": ("ask", "title", "positions", "claims", "topic"),
    "passages": ("text",),
}
"""From which columns a snippet is taken: the first that holds what was searched for, else the first."""
_TOKEN = re.compile(r'(-?)(?:"([^"]*)"|(\S+))')
_QUOTES = str.maketrans("“”„", '"' * 3, "\0")
_WORD = re.compile(r"[^\W_]+")
_BEGIN, _END, _CUT = "\x02", "\x03", "…"
_SNIPPET_WORDS = 24
_ALIKE = 80
"""From which likeness on (of 100) two words of one voice's names are spellings of one another."""
_MEANT = 75


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found. `id` is that of a claim, voice or question; of a passage, of its source."""

    id: str
    where: str
    """The name of the column from which the snippet is."""
    snippet: Snippet
    start: int = 0
    """Of a passage: where it begins in the raw text."""


class SearchIndex:
    """Finds what holds the words of a reader; safe to share between sessions.

    Every word is looked for as a beginning, `"a phrase"` in that order, `-word` leaves out. Case, accents and hyphens
    make no difference, nor do the spellings of a name that the dossier lists as aliases of one voice.
    """

    def __init__(self, dossier: Dossier) -> None:
        self._lock = Lock()
        self._db = sqlite3.connect(":memory:", check_same_thread=False)
        self._spellings = _spellings(dossier.voices.values())
        for table, columns in _COLUMNS.items():
            names = ", ".join(columns)
            self._db.execute(
                f"CREATE VIRTUAL TABLE {table} USING fts5("
                f"id UNINDEXED, start UNINDEXED, {names}, tokenize='unicode61 remove_diacritics 2')"
            )
            self._db.execute(f"CREATE VIRTUAL TABLE {table}_words USING fts5vocab({table}, row)")
            places = ", ".join("?" * (len(columns) + 2))
            self._db.executemany(f"INSERT INTO {table} VALUES ({places})", _rows(dossier, table))

    def find(self, words: str) -> list[str]:
        """The ids of the claims that hold all the words, best first. No word at all finds nothing."""
        return [row[0] for row in self._select("claims", "id", words)]

    def hits(self, table: Table, words: str, *, rows: Sequence[int] | None = None) -> tuple[Hit, ...]:
        """What was found in a table, best first, each with the piece of text that holds the words.

        `rows` are those to look at, of `rows`: the pieces cost far more than the finding.
        """
        if rows is not None and not rows:
            return ()
        among = f"rowid IN ({', '.join(map(str, rows))})" if rows is not None else ""
        places = {name: place for place, name in enumerate(_COLUMNS[table], start=2)}
        cut = f"'{_BEGIN}', '{_END}', '{_CUT}', {_SNIPPET_WORDS}"
        shown = ", ".join(f"snippet({table}, {places[name]}, {cut})" for name in _SHOWN[table])
        found = self._select(table, f"id, start, {shown}", words, among)
        return tuple(Hit(row[0], *_best(_SHOWN[table], row[2:]), row[1]) for row in found)

    def rows(self, table: Table, words: str) -> list[tuple[int, str]]:
        """Row and id of everything found in a table, best first."""
        return self._select(table, "rowid, id", words)

    def meant(self, words: str) -> str:
        """The words with those that stand nowhere replaced by the likest that do; "" if there is nothing to replace."""
        unknown = {word for word in map(_fold, _wanted_words(words)) if not self._stands(word)}
        vocabulary = sorted(self._vocabulary()) if unknown else []
        likely = {
            word: process.extractOne(word, vocabulary, scorer=fuzz.ratio, score_cutoff=_MEANT) for word in unknown
        }
        if not any(likely.values()):
            return ""
        meant = {word: match[0] for word, match in likely.items() if match}
        return _WORD.sub(lambda found: meant.get(_fold(found[0]), found[0]), words)

    def _select(self, table: Table, what: str, words: str, among: str = "") -> list[tuple]:
        query = match_query(words, self._spellings)
        if not query:
            return []
        weights = ", ".join(map(str, (0, 0, *_COLUMNS[table].values())))
        order = f"ORDER BY bm25({table}, {weights}), rowid"
        with self._lock:
            where = f"{table} MATCH ?" + (f" AND {among}" if among else "")
            return self._db.execute(f"SELECT {what} FROM {table} WHERE {where} {order}", (query,)).fetchall()

    def _stands(self, word: str) -> bool:
        asked = " UNION ALL ".join(f"SELECT 1 FROM {table}_words WHERE term >= ?1 AND term < ?2" for table in _COLUMNS)
        with self._lock:
            return self._db.execute(f"{asked} LIMIT 1", (word, word + "\U0010ffff")).fetchone() is not None

    def _vocabulary(self) -> set[str]:
        with self._lock:
            return {row[0] for table in _COLUMNS for row in self._db.execute(f"SELECT term FROM {table}_words")}


def match_query(words: str, spellings: Mapping[str, tuple[str, ...]] | None = None) -> str:
    """A reader's words as an FTS5 query in which nothing of theirs is syntax: each term stands between quotes.

    What a word is, FTS5 itself decides, as it did for the claims. `spellings` are other ways to write a word.
    """
    wanted, unwanted = [], []
    for minus, phrase, word in _TOKEN.findall(words.translate(_QUOTES)):
        term = (phrase or word).replace('"', " ")
        if not any(char.isalnum() for char in term):
            continue
        ways = _ways(term, spellings or {})
        if minus:
            unwanted.extend(f'"{way}"' for way in ways)
        else:
            begun = [f'"{way}"' if phrase else f'"{way}"*' for way in (*ways, *(() if phrase else _singular(term)))]
            wanted.append(begun[0] if len(begun) == 1 else f"({' OR '.join(begun)})")
    if not wanted:
        return ""
    return " AND ".join(wanted) + "".join(f" NOT {term}" for term in unwanted)


def _ways(term: str, spellings: Mapping[str, tuple[str, ...]]) -> list[str]:
    """The term, and the term with one of its words in another spelling."""
    others = [
        f"{term[: found.start()]}{other}{term[found.end() :]}"
        for found in _WORD.finditer(term)
        for other in spellings.get(_fold(found[0]), ())
    ]
    return [term, *dict.fromkeys(others)]


def _singular(word: str) -> tuple[str, ...]:
    """Of a word that may be a plural, the beginning that it shares with its singular."""
    return (word[:-1],) if len(word) > 5 and word.endswith("s") and not word.endswith("ss") else ()


def _wanted_words(words: str) -> list[str]:
    tokens = _TOKEN.findall(words.translate(_QUOTES))
    return [word for minus, phrase, single in tokens if not minus for word in _WORD.findall(phrase or single)]


def _spellings(voices: Iterable[Voice]) -> Mapping[str, tuple[str, ...]]:
    """Word -> its other spellings: words that are much alike, in names that the dossier gives to one voice."""
    found: dict[str, set[str]] = defaultdict(set)
    for voice in voices:
        words = {_fold(word) for name in (voice.name, *voice.aliases) for word in _WORD.findall(name)}
        for one, other in combinations(sorted(word for word in words if len(word) > 3), 2):
            if fuzz.ratio(one, other) >= _ALIKE:
                found[one].add(other)
                found[other].add(one)
    return {word: tuple(sorted(others)) for word, others in found.items()}


def _fold(word: str) -> str:
    """The word without case and accents, as FTS5 keeps it."""
    parts = unicodedata.normalize("NFKD", word.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))


def _best(names: Sequence[str], snippets: Sequence[str]) -> tuple[str, Snippet]:
    """The first column that holds what was searched for, and its snippet."""
    where, snippet = next(
        (pair for pair in zip(names, snippets, strict=True) if _BEGIN in pair[1]), (names[0], snippets[0])
    )
    return where, _parts(snippet)


def _parts(marked: str) -> Snippet:
    pieces = (piece.partition(_END) for piece in marked.split(_BEGIN))
    found = ((text, bool(end)) for before, end, after in pieces for text, end in ((before, end), (after, "")))
    return tuple((text, hit) for text, hit in found if text)


def _rows(dossier: Dossier, table: Table) -> Iterator[tuple[str | int, ...]]:
    """Id, place and columns of everything in a table."""
    match table:
        case "claims":
            yield from (_claim_row(dossier, claim) for claim in dossier.claims.values())
        case "voices":
            yield from (_voice_row(voice) for voice in dossier.voices.values())
        case "questions":
            yield from _question_rows(dossier)
        case "passages":
            yield from _passage_rows(dossier)


def _claim_row(dossier: Dossier, claim: Claim) -> tuple[str | int, ...]:
    """Of those in the chain only the names: where somebody works is not what a claim says."""
    others = (name for name in dossier.chain(claim) if name != claim.voice)
    asked = (dossier.questions[name] for name in claim.answers)
    questions = _join(f"{question.title} {question.ask}" for question in asked)
    return claim.id, 0, claim.text, claim.quote, _names(dossier, [claim.voice]), questions, _names(dossier, others)


def _voice_row(voice: Voice) -> tuple[str | int, ...]:
    about = (part for part in (voice.role, voice.affiliation, voice.note) if part)
    return voice.id, 0, voice.name, _join(voice.aliases), _join(about)


def _question_rows(dossier: Dossier) -> Iterator[tuple[str | int, ...]]:
    answers: dict[str, list[str]] = defaultdict(list)
    for claim in dossier.claims.values():
        for name in claim.answers:
            answers[name].append(claim.text)
    for question in dossier.questions.values():
        positions, topic = _join(position.label for position in question.positions), question.topic.replace("-", " ")
        yield question.id, 0, question.title, question.ask, positions, topic, _join(answers[question.id])


def _passage_rows(dossier: Dossier) -> Iterator[tuple[str | int, ...]]:
    claims: dict[str, list[Claim]] = defaultdict(list)
    for claim in dossier.claims.values():
        claims[claim.source].append(claim)
    for source, raw in dossier.texts.items():
        quoted = _quoted_in(dossier, raw.paragraphs, claims[source])
        for number, span in enumerate(raw.paragraphs):
            voices = dict.fromkeys(name for claim in quoted[number] for name in dossier.chain(claim))
            yield source, span.start, raw.text_of(span), _names(dossier, voices)


def _quoted_in(dossier: Dossier, paragraphs: Sequence[Span], claims: Iterable[Claim]) -> Mapping[int, list[Claim]]:
    """The place of a paragraph -> the claims of its text that quote from it."""
    quoted: dict[int, list[Claim]] = defaultdict(list)
    starts = [paragraph.start for paragraph in paragraphs]
    for claim in claims:
        for part in dossier.spans[claim.id]:
            for place in range(max(bisect_right(starts, part.start) - 1, 0), bisect_left(starts, part.end)):
                quoted[place].append(claim)
    return quoted


def _names(dossier: Dossier, voices: Iterable[str]) -> str:
    return _join(name for v in voices for name in (dossier.voices[v].name, *dossier.voices[v].aliases))


def _join(parts: Iterable[str]) -> str:
    return " · ".join(parts)
