"""What can be told of one voice from its claims: where it stands, how sure it speaks, on what it rests."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Literal, TypeAlias

from dossier.agreement import sides_of
from dossier.clashes import clash
from dossier.conflicts import Case, Side
from dossier.dates import sort_key
from dossier.model import LIKELIHOODS, Claim, Dossier, Likelihood, Question, Voice
from dossier.voices import Profile, is_collective

Company: TypeAlias = Literal["opposed", "tense", "joined", "alone"]
ChangeKind: TypeAlias = Literal["changed", "one_text", "undated"]


@dataclass(frozen=True, slots=True)
class Count:
    """What the dossier holds of a voice, in numbers."""

    claims: int = 0
    sources: int = 0
    questions: int = 0


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a voice stands on one question, and in whose company."""

    voice: str
    case: Case
    mine: tuple[Side, ...]
    """The sides that the voice takes."""
    against: tuple[Side, ...]
    """Other sides, each excluded by one that it takes."""
    besides: tuple[Side, ...]
    """Other sides that can be right too."""
    divided: bool
    """Whether it takes sides that exclude each other."""

    def beside(self, side: Side) -> tuple[str, ...]:
        """The other voices on a side."""
        return tuple(name for name in side.voices if name != self.voice)

    @property
    def company(self) -> Company:
        """Whether somebody contradicts it, or pulls another way, or others speak without doing so, or nobody does."""
        fellows = any(self.beside(side) for side in self.mine)
        if self.against or (self.divided and fellows):
            return "tense" if self.case.question.between == "tension" else "opposed"
        return "joined" if fellows or self.besides else "alone"


@dataclass(frozen=True, slots=True)
class Certainty:
    """How sure a voice speaks. Every claim is in one place; claims are in the order they were given."""

    placed: Mapping[Likelihood, tuple[Claim, ...]]
    """The claims whose likelihood the curator has read, from the least to the most likely; all steps are there."""
    unplaced: tuple[Claim, ...]
    """Claims with a word of doubt that says nothing about how likely."""
    plain: tuple[Claim, ...]
    """Claims without a word of doubt."""

    @property
    def hedged(self) -> int:
        """How many claims carry a word of doubt, or of confidence."""
        return len(self.unplaced) + sum(map(len, self.placed.values()))


@dataclass(frozen=True, slots=True)
class Chain:
    """A way by which words of, or through, a voice reached a source: voices from the source outward."""

    source: str
    voices: tuple[str, ...]
    claims: int


@dataclass(frozen=True, slots=True)
class Change:
    """Answers of one voice to one question that exclude each other, in the order they were given."""

    question: Question
    kind: ChangeKind
    """`changed`: one after the other; `one_text`: both in one text; `undated`: in an order that is not known."""
    answers: tuple[tuple[Side, tuple[Claim, ...]], ...]


@dataclass(frozen=True, slots=True)
class TopicCover:
    """How many of the questions of a topic a voice answers."""

    topic: str
    answered: int
    asked: int


def in_order(dossier: Dossier, claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """The claims in the order they were said; what was said at one time, text by text as it stands there."""
    texts = {name: place for place, name in enumerate(dossier.sources)}

    def place(claim: Claim) -> tuple[object, ...]:
        return sort_key(dossier.said(claim)), texts[claim.source], dossier.spans[claim.id][0].start

    return tuple(sorted(claims, key=place))


def count_voices(claims: Iterable[Claim]) -> Mapping[str, Count]:
    """The numbers of every voice that makes one of the claims."""
    spoken: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        spoken[claim.voice].append(claim)
    return {voice: count_claims(group) for voice, group in spoken.items()}


def count_claims(claims: Sequence[Claim]) -> Count:
    """The numbers of one voice's claims."""
    questions = {name for claim in claims for name in claim.answers}
    return Count(len(claims), len({claim.source for claim in claims}), len(questions))


def unstated(voice: Voice) -> tuple[str, ...]:
    """What the texts do not say of a voice, of `name`, `role` and `country`. Only a person is asked for a role."""
    missing = {
        "name": not voice.named,
        "role": voice.kind == "person" and not (voice.role or voice.affiliation),
        "country": not voice.country and not is_collective(voice),
    }
    return tuple(what for what, is_missing in missing.items() if is_missing)


def find_stands(cases: Iterable[Case], voice: str, questions: Iterable[str]) -> tuple[Stand, ...]:
    """Where a voice stands on each of the questions, in file order."""
    asked = set(questions)
    stands = (_stand(case, voice) for case in cases if case.question.id in asked)
    return tuple(stand for stand in stands if stand.mine)


def _stand(case: Case, voice: str) -> Stand:
    mine = sides_of(case, voice)
    others = [side for side in case.sides if side.voices and side not in mine]
    opposed = [side for side in others if _excluded(case.question, mine, side)]
    return Stand(
        voice=voice,
        case=case,
        mine=mine,
        against=tuple(opposed),
        besides=tuple(side for side in others if side not in opposed),
        divided=any(_excluded(case.question, mine, side) for side in mine),
    )


def _excluded(question: Question, mine: Sequence[Side], other: Side) -> bool:
    return any(clash(question, side.answer, other.answer) for side in mine)


def find_certainty(claims: Iterable[Claim]) -> Certainty:
    """The claims by how sure they are."""
    held = tuple(claims)
    return Certainty(
        placed={step: tuple(claim for claim in held if claim.likelihood == step) for step in LIKELIHOODS},
        unplaced=tuple(claim for claim in held if claim.hedge and not claim.likelihood),
        plain=tuple(claim for claim in held if not claim.hedge and not claim.likelihood),
    )


def find_quoted(profile: Profile, claims: Iterable[Claim]) -> Mapping[str, int]:
    """The other voices in the texts that a voice wrote: id -> number of its claims there, most first."""
    found = Counter(claim.voice for claim in claims if claim.source in profile.written)
    return {name: number for name, number in found.most_common() if name != profile.voice}


def find_chains(dossier: Dossier, voice: str, claims: Iterable[Claim]) -> tuple[Chain, ...]:
    """The ways by which claims that a voice makes, relays or stands behind reached the sources; the most used first."""
    ways = Counter((claim.source, dossier.chain(claim)) for claim in claims if voice in dossier.chain(claim))
    return tuple(Chain(source, voices, number) for (source, voices), number in ways.most_common())


def find_changes(dossier: Dossier, cases: Iterable[Case], voice: str) -> tuple[Change, ...]:
    """The questions to which a voice gives answers that exclude each other, or moves from no answer to one."""
    changes = (_change(dossier, case, voice) for case in cases)
    return tuple(change for change in changes if change)


def _change(dossier: Dossier, case: Case, voice: str) -> Change | None:
    given = [(side, _claims_on(dossier, side, voice)) for side in sides_of(case, voice)]
    given.sort(key=lambda answer: sort_key(dossier.said(answer[1][0])))
    if len(given) < 2:
        return None
    in_order = all(_ends_before(dossier, one, other) for (_, one), (_, other) in pairwise(given))
    if in_order:
        moved = [(a, b) for (a, _), (b, _) in pairwise(given) if _moves(case.question, a, b)]
        return Change(case.question, "changed", tuple(given)) if moved else None
    clashing = [
        (one, other) for one, other in combinations(given, 2) if clash(case.question, one[0].answer, other[0].answer)
    ]
    if not clashing:
        return None
    together = any({c.source for c in one[1]} & {c.source for c in other[1]} for one, other in clashing)
    named = [answer for answer in given if any(answer in pair for pair in clashing)]
    return Change(case.question, "one_text" if together else "undated", tuple(named))


def _claims_on(dossier: Dossier, side: Side, voice: str) -> tuple[Claim, ...]:
    claims = (dossier.claims[name] for name in side.claims)
    return tuple(sorted((c for c in claims if c.voice == voice), key=lambda claim: sort_key(dossier.said(claim))))


def _ends_before(dossier: Dossier, one: Iterable[Claim], other: Iterable[Claim]) -> bool:
    """Whether the last of one can only have been said before the first of the other."""
    return max(sort_key(dossier.said(claim))[1] for claim in one) < min(sort_key(dossier.said(c))[0] for c in other)


def _moves(question: Question, one: Side, other: Side) -> bool:
    """Whether going from one answer to the other is a change: giving an answer at last is one, adding one is not."""
    return one.takes_a_stand != other.takes_a_stand or clash(question, one.answer, other.answer)


def find_topics(cases: Iterable[Case], claims: Iterable[Claim]) -> tuple[TopicCover, ...]:
    """For each topic that anybody speaks about, how many of its questions the claims answer; in file order."""
    answered = {name for claim in claims for name in claim.answers}
    asked: dict[str, list[str]] = defaultdict(list)
    for case in cases:
        asked[case.question.topic].append(case.question.id)
    return tuple(
        TopicCover(topic, sum(name in answered for name in questions), len(questions))
        for topic, questions in asked.items()
    )
