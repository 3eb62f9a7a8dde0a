"""Who says what in running English: the words of attribution, whom they name, and which words are then theirs.

Patterns only, made for drafts that a person checks. They know reporting verbs before and behind what is said,
"according to", "led many to believe", and quotation marks; a pronoun or an open quotation goes to whoever spoke last.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain

from dossier.patterns import (
    ACCORDING,
    AFTER_VERB,
    AGENT,
    ASIDE,
    BEFORE_VERB,
    BLOCKED,
    BOUNDARY,
    CLAUSE_START,
    CONJUNCTION,
    DETERMINERS,
    FINITE,
    FUNCTION,
    INVERTED,
    IT_SAID,
    LEAD,
    LED,
    MARKS,
    PRONOUN,
    QUOTED,
    STOP,
    TAIL,
    VERB_AT,
    VIEWED,
)
from dossier.texts import RawText, Span

AUTHOR = ""
"""The voice of what is attributed to nobody: whoever wrote the text."""
MAX_SENTENCE = 2_000
"""Code points; what is longer is no sentence of an article, and is passed over."""


@dataclass(frozen=True, slots=True)
class Speech:
    """A stretch of a text and who says it."""

    span: Span
    voice: str
    """As the text names it, or AUTHOR."""
    role: str = ""
    """What the text says next to the name."""
    lead: Span | None = None
    """The words of attribution, where a date can say when it was said."""


@dataclass(frozen=True, slots=True)
class _Found:
    """An attribution within a sentence; offsets count from its start."""

    who: str
    lead: Span | None
    contents: tuple[Span, ...]
    others: Span | None = None
    """A clause beside it that is not part of what is said."""


def find_speech(raw: RawText) -> tuple[Speech, ...]:
    """Every sentence of a text, in order, cut where one voice ends and another begins."""
    last = AUTHOR
    found: list[Speech] = []
    for paragraph in raw.paragraphs:
        quoted = [Span(*match.span()) for match in QUOTED.finditer(raw.content, paragraph.start, paragraph.end)]
        for sentence in (span for span in raw.sentences if paragraph.contains(span)):
            if len(sentence) > MAX_SENTENCE:
                continue
            speeches = list(_in_sentence(raw, sentence, quoted, last))
            last = next((speech.voice for speech in reversed(speeches) if speech.voice != AUTHOR), last)
            found.extend(speeches)
    return tuple(found)


def _in_sentence(raw: RawText, sentence: Span, quoted: list[Span], last: str) -> Iterator[Speech]:
    voiced = sorted(_speeches(_masked(raw, sentence, quoted), last), key=lambda speech: speech.span)
    if not voiced:
        yield Speech(sentence, last if _is_quotation(sentence, quoted) else AUTHOR)
    yield from (_moved(speech, sentence.start) for speech in voiced)


def _speeches(text: str, last: str) -> Iterator[Speech]:
    """Who says what in a masked sentence, and in what is left of it; nothing if it attributes nothing."""
    attribution = _attribution(text)
    if attribution is None:
        return
    who, role = _name_and_role(attribution.who)
    voice = (last or who.lower()) if who == "it" or PRONOUN.fullmatch(who) else who
    yield from (Speech(content, voice, role, attribution.lead) for content in attribution.contents)
    if rest := attribution.others:
        more = list(_speeches(text[rest.start : rest.end], last))
        yield from (_moved(speech, rest.start) for speech in more or [Speech(Span(0, len(rest)), AUTHOR)])


def _moved(speech: Speech, by: int) -> Speech:
    lead = Span(speech.lead.start + by, speech.lead.end + by) if speech.lead else None
    return replace(speech, span=Span(speech.span.start + by, speech.span.end + by), lead=lead)


def _masked(raw: RawText, sentence: Span, quoted: list[Span]) -> str:
    """The sentence with a filler for what stands in quotation marks: verbs there attribute nothing."""
    text = list(raw.text_of(sentence))
    for span in quoted:
        start, end = max(span.start + 1, sentence.start), min(span.end - 1, sentence.end)
        if start < end:
            text[start - sentence.start : end - sentence.start] = "_" * (end - start)
    return "".join(text)


def _is_quotation(sentence: Span, quoted: list[Span]) -> bool:
    """Whether most of the sentence stands in quotation marks."""
    inside = sum(max(min(span.end, sentence.end) - max(span.start, sentence.start), 0) for span in quoted)
    return inside * 3 > len(sentence) * 2


def _attribution(text: str) -> _Found | None:
    """The first attribution of a masked sentence that names somebody."""
    ways = chain(_inverted(text), _it_said(text), _reported(text), _according(text), _led(text), _viewed(text))
    return next((found for found in ways if found.contents), None)


def _inverted(text: str) -> Iterator[_Found]:
    """“…,” says NAME, the ROLE."""
    for match in INVERTED.finditer(text):
        who = _up_to_stop(text, match.end())
        if not _is_agent(text[who.start : who.end], opens=False):
            continue
        role = _apposition(text, who.end)
        name = text[who.start : who.end] + (f", {text[role.start : role.end]}" if role else "")
        before, behind = Span(0, match.start("verb")), Span(role.end if role else who.end, len(text))
        parts = (before, behind) if "_" in text[behind.start :] else (before,)
        yield _Found(name, Span(*match.span("verb")), tuple(part for part in parts if _says_enough(text, part)))


def _it_said(text: str) -> Iterator[_Found]:
    """…, it said."""
    for match in IT_SAID.finditer(text):
        yield _Found(match["who"], None, _around(text, Span(match.start(), match.end())))


def _reported(text: str) -> Iterator[_Found]:
    """NAME says that …; …, NAME says."""
    for match in VERB_AT.finditer(text):
        subject = _subject(text, match.start())
        if subject is None:
            continue
        who, start = subject
        after = AFTER_VERB.match(text, match.end())
        content = Span(after.end() if after else match.end(), len(text))
        own = CONJUNCTION.search(text[max(start - 8, 0) : start + 1]) is not None and _says_enough(text, Span(0, start))
        quoted = "_" in text[:start] and not own
        lead = Span(start if own or quoted else 0, content.start)
        tail = TAIL.match(text, match.end())
        if tail and (text[:start].rstrip().endswith(MARKS) or tail.end() == match.end()):
            yield _Found(who, Span(start, tail.end()), _around(text, Span(start, tail.end())))
            continue
        if not _says_enough(text, content):
            continue
        if text[:start].endswith("what ") and "_" not in text[:start]:
            what = start - len("what ")
            own = _says_enough(text, Span(0, what))
            yield _Found(who, lead, (Span(what, len(text)),), Span(0, what) if own else None)
            continue
        before = Span(0, start)
        yield _Found(who, lead, (before, content) if quoted else (content,), before if own else None)


def _according(text: str) -> Iterator[_Found]:
    """According to NAME, …; …, according to NAME."""
    for match in ACCORDING.finditer(text):
        who = _up_to_stop(text, match.end())
        name = text[who.start : who.end].strip()
        if not 0 < len(name.split()) <= 12:
            continue
        role = _apposition(text, who.end)
        if role and match.start():
            lead, told = Span(match.start(), role.end), f"{name}, {text[role.start : role.end]}"
        else:
            lead, told = Span(match.start(), who.end), name
        yield _Found(told, None, _around(text, lead))


def _led(text: str) -> Iterator[_Found]:
    """… led NAME to believe that …"""
    for match in LED.finditer(text):
        if _is_agent(match["who"], opens=False):
            yield _Found(match["who"].strip(), None, (Span(0, len(text)),))


def _viewed(text: str) -> Iterator[_Found]:
    """Some see … as …: views of people who are not named."""
    for match in VIEWED.finditer(text):
        turn = CONJUNCTION.search(text, match.end())
        end = turn.start() if turn else len(text)
        yield _Found(match["who"], None, (Span(0, end),), Span(end, len(text)) if turn else None)


def _around(text: str, lead: Span) -> tuple[Span, ...]:
    """What is said before and behind the words of attribution; one stretch where they only interrupt it."""
    before, behind = Span(0, lead.start), Span(lead.end, len(text))
    if _says_enough(text, before) and _says_enough(text, behind) and "_" not in text:
        return (Span(0, len(text)),)
    return tuple(part for part in (before, behind) if _says_enough(text, part))


def _subject(text: str, verb: int) -> tuple[str, int] | None:
    """Who stands before a verb, and from where; None if nobody can be told."""
    trail = BEFORE_VERB.search(text, max(verb - 60, 0), verb)
    end = trail.start() if trail else verb
    before = ASIDE.sub("", text[:end])
    if BLOCKED.search(before):
        return None
    if before.endswith(","):
        return _subject_with_apposition(text, end)
    boundaries = [match.end() for match in BOUNDARY.finditer(before)]
    start = boundaries[-1] if boundaries else 0
    who = LEAD.sub("", before[start:])
    return (who, end - len(who)) if _is_agent(who, opens=end - len(who) == 0) else None


def _subject_with_apposition(text: str, end: int) -> tuple[str, int] | None:
    """NAME, an analyst who …, says: the name is what stands before the first comma of the clause."""
    clause = max((match.end() for match in CLAUSE_START.finditer(text[:end])), default=0)
    who, comma, role = text[clause : end - 1].partition(",")
    if not comma or not _is_agent(who, opens=clause == 0):
        return None
    return f"{who},{role}", clause


def _is_agent(words: str, *, opens: bool) -> bool:
    """Whether a phrase can name somebody who speaks. `opens`: it opens the sentence, so its capital tells nothing."""
    words = words.strip()
    parts = words.split()
    if not parts or len(parts) > 12 or FINITE.search(words) or "_" in words:
        return False
    if PRONOUN.fullmatch(words):
        return True
    if parts[0][0].islower() and parts[0] not in DETERMINERS and not AGENT.match(words):
        return False
    if AGENT.search(words):
        return True
    named = [part for part in parts if part[0].isupper() and part.lower() not in FUNCTION]
    return len(named) > (1 if opens and len(parts) > 1 and parts[0] in named and len(named) == 1 else 0)


def _up_to_stop(text: str, start: int) -> Span:
    stop = STOP.search(text, start)
    return Span(start, stop.start() if stop else len(text))


def _apposition(text: str, comma: int) -> Span | None:
    """What stands behind a name and a comma, up to the next mark."""
    found = re.compile(r",\s([^,;“”\"]{3,160}?)(?=[,;“”\"]|\.?$)").match(text, comma)
    return Span(*found.span(1)) if found and found[1][0].islower() else None


def _says_enough(text: str, span: Span) -> bool:
    """Whether a stretch holds four words, or a quotation of some length."""
    words = text[span.start : span.end]
    return len(words.split()) >= 4 or words.count("_") >= 6


def _name_and_role(who: str) -> tuple[str, str]:
    """The name and what is said of it: "Norwegian minister Ada Lund" and "Ada Lund, who runs the guild" have both."""
    name, _, role = (part.strip() for part in who.partition(","))
    parts = name.split()
    cut = max((place for place, part in enumerate(parts, start=1) if _is_title_word(part)), default=0)
    if 0 < cut < len(parts) and parts[cut][0].isupper():
        name, role = " ".join(parts[cut:]), role or " ".join(parts[:cut])
    return re.sub(r"^(?:[Tt]he|[Aa]n?)\s", "", name).strip("’' "), re.sub(r"^(?:the|an?)\s", "", role)


def _is_title_word(word: str) -> bool:
    return word[0].islower() and word.lower() not in FUNCTION and word[0] != "_"
