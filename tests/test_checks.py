"""What no record shows alone: each check on a dossier that fails it, and on one that passes."""

from pathlib import Path

import pytest
from conftest import write_dossier

from dossier import checks, lint
from dossier.loading import load_dossier
from dossier.problems import DossierError

TEXTS = {
    "post.txt": "Ada may be right. The bridge is safe, says Bo. The bridge is safe, says Cy. It has 120 cracks.\n",
    "quay.txt": "It has 80 cracks, perhaps.\n",
}
# A dossier without problems and warnings.
SOUND = """\
dossier: {title: Bridge, summary: Two texts., licence: None.}
sources:
  - {id: post, file: post.txt, title: Post, published: 2021-05, extent: full, authors: [cy], \
omitted: [{quote: says Bo, reason: attribution}]}
  - {id: quay, file: quay.txt, title: Quay, published: 2021-06, extent: truncated, extent_note: The end.}
voices:
  - {id: ada, name: Ada, kind: person}
  - {id: bo, name: Bo, kind: person}
  - {id: cy, name: Cy, kind: person}
  - {id: guild, name: Guild, kind: group, members: [bo]}
questions:
  - {id: right, title: R, ask: R?, kind: stance, topic: t, between: tension, positions: [{id: aye, label: Aye}, \
{id: nay, label: Nay}], compatible: [[aye, nay]]}
  - {id: cracks, title: C, ask: C?, kind: figure, topic: t, measure: cracks, unit: cracks}
  - {id: when, title: W, ask: W?, kind: date, topic: t}
  - {id: will, title: L, ask: L?, kind: forecast, topic: t, between: contradiction, positions: [{id: falls, \
label: It falls}, {id: holds, label: It holds}], outcome: {position: holds, claims: [many]}}
claims:
  - {id: may, source: post, quote: Ada may be right., text: T., type: assessment, voice: ada, hedge: may, \
likelihood: likely, answers: {right: aye, will: falls}}
  - {id: safe, source: post, quote: The bridge is safe, suffix: ', says Bo', text: T., type: fact, voice: guild, \
via: [cy], origin: bo, said: 2021-05-02, answers: {right: nay, when: 2021-05~}}
  - {id: many, source: post, quote: It has 120 cracks, text: T., type: figure, voice: ada, about: 2021-04, \
answers: {cracks: {low: 120, unit: cracks, wording: 120 cracks}}, links: [{type: contradicts, to: few, why: Other.}]}
  - {id: few, source: quay, quote: 'It has 80 cracks, perhaps', text: T., type: figure, voice: ada, \
answers: {cracks: {low: 80, wording: 80 cracks}}}
events:
  - {id: count, title: Count, date: 2021-04-20, kind: other, participants: [ada, bo], claims: [many, few]}
"""

# Each example: a check, words of the sound file, what stands there instead, and how each line that is said begins.
FAILING = """\
repeated_ids
- {id: few,
+ {id: many,
18: error: claim many: there is no claim 'few'
19: error: claim many: the id 'many' is already taken by another claim
21: error: event count: there is no claim 'few'

dangling_references
- authors: [cy]
+ authors: [cyy]
3: error: source post: there is no voice 'cyy'. Did you mean 'cy'?

dangling_references
- members: [bo]
+ members: [zed]
9: error: voice guild: there is no voice 'zed'

dangling_references
- claims: [many]}}
+ claims: [none]}}
14: error: question will: there is no claim 'none'

dangling_references
- source: quay,
+ source: quai,
19: error: claim few: there is no source 'quai'. Did you mean 'quay'?

dangling_references
- voice: guild
+ voice: gild
17: error: claim safe: there is no voice 'gild'. Did you mean 'guild'?

dangling_references
- via: [cy]
+ via: [cy, zed]
17: error: claim safe: there is no voice 'zed'

dangling_references
- {right: aye, will
+ {write: aye, will
16: error: claim may: there is no question 'write'

dangling_references
- to: few
+ to: fewer
18: error: claim many: there is no claim 'fewer'. Did you mean 'few'?

dangling_references
- participants: [ada, bo]
+ participants: [zed]
21: error: event count: there is no voice 'zed'

dangling_references
- claims: [many, few]
+ claims: [many, zed]
21: error: event count: there is no claim 'zed'

links_to_itself
- to: few
+ to: many
18: error: claim many: the claim links to itself

members_of_itself
- members: [bo]
+ members: [bo, guild]
9: error: voice guild: 'guild' would be a member of itself

aliases_lead_on
- licence: None.}
+ licence: None., aliases: {claims: {might: may, safe: many, more: manny, most: might}, topics: {u: t, v: w}}}
1: error: dossier: 'safe' is still the id of a claim. Only an id that is no longer used can lead to another.
1: error: dossier: there is no claim 'manny' for 'more' to lead to. Did you mean 'many'?
1: error: dossier: 'most' leads to 'might', which is an alias itself. Write most: may.
1: error: dossier: there is no topic 'w' for 'v' to lead to

positions_fit
- {id: nay, label
+ {id: aye, label
11: error: question right: the position 'aye' stands twice
11: error: question right: there is no position 'nay'
17: error: claim safe: 'right' has no position 'nay'. It has aye, aye.

positions_fit
- [[aye, nay]]
+ [[aye, nays]]
11: error: question right: there is no position 'nays'. Did you mean 'nay'?

positions_fit
- position: holds
+ position: hold
14: error: question will: there is no position 'hold'. Did you mean 'holds'?

answers_fit
- {right: aye,
+ {right: yes,
16: error: claim may: 'right' has no position 'yes'. It has aye, nay.

answers_fit
- {right: aye,
+ {right: {low: 1, wording: one},
16: error: claim may: 'right' asks for a position, not a figure

answers_fit
- when: 2021-05~
+ when: in May
17: error: claim safe: 'in May' is no EDTF date

answers_fit
- when: 2021-05~
+ when: {low: 2021, wording: in 2021}
17: error: claim safe: 'when' asks for a date, not a figure

answers_fit
- {cracks: {low: 80, wording: 80 cracks}}
+ {cracks: 80}
19: error: claim few: 'cracks' asks for a figure. Write {low: 11000, wording: …}.

answers_fit
- unit: cracks, wording
+ unit: metres, wording
18: error: claim many: the unit 'metres' is not the question's 'cracks'. Figures in another unit

extents_explained
- , extent_note: The end.
+
4: error: source quay: a truncated text needs `extent_note`: what is missing

find_spans
- quote: It has 120 cracks
+ quote: It has 12 cracks
18: error: claim many: The quote is not in the text.

find_spans
- suffix: ', says Bo', text
+ text
17: error: claim safe: The quote stands 2 times in the text

find_spans
- quote: says Bo,
+ quote: said Bo,
3: error: source post: The quote is not in the text.

hedges_stand_there
- hedge: may,
+ hedge: perhaps,
16: warning: claim may: the hedge 'perhaps' does not stand in the quote's sentence

likelihoods_have_hedges
- hedge: may, likelihood
+ likelihood
16: warning: claim may: a likelihood without a hedge to read it from

likelihoods_fit_hedges
- likelihood: likely
+ likelihood: almost_certain
16: warning: claim may: 'almost_certain' is not what the hedge 'may' says

quotes_reused
- quote: It has 120 cracks
+ quote: Ada may be right.
18: warning: claim many: the same quote also serves 'may'. Shorten each quote

said_before_published
- said: 2021-05-02
+ said: 2021-06-02
17: warning: claim safe: said 2 June 2021, after its source was published (May 2021)

event_dates_agree
- date: 2021-04-20
+ date: 2021-05
21: warning: event count: dated May 2021, but none of its dated claims falls then

positions_taken
- {right: nay,
+ {right: aye,
11: warning: question right: nobody takes the position 'nay'

questions_answered
- {right: nay, when: 2021-05~}
+ {right: nay}
13: warning: question when: no claim answers this question

voices_heard
- voice: guild
+ voice: bo
9: warning: voice guild: this voice neither speaks nor takes part in anything

origins_differ
- {low: 80, wording: 80 cracks}
+ {low: 120, wording: 80 cracks}
19: warning: claim few: no second witness to 'cracks': this and 'many' both rest on 'ada'

figures_and_forecasts_answer
- type: assessment, voice: ada, hedge: may, likelihood: likely, answers: {right: aye, will: falls}
+ type: forecast, voice: ada
11: warning: question right: nobody takes the position 'aye'
14: warning: question will: no claim answers this question
14: warning: question will: nobody takes the position 'falls'
16: warning: claim may: this forecast answers no question

sources_used
- source: quay, quote: 'It has 80 cracks, perhaps'
+ source: post, quote: It has 120 cracks, note: Both.
4: warning: source quay: no claim comes from this source

figures_and_forecasts_answer
- type: fact, voice: guild, via: [cy], origin: bo, said: 2021-05-02, answers: {right: nay, when: 2021-05~}
+ type: forecast, voice: guild, via: [cy], origin: bo
11: warning: question right: nobody takes the position 'nay'
13: warning: question when: no claim answers this question
17: warning: claim safe: this forecast answers no question
"""

# The same, where nothing is to be said.
PASSING = """\
repeated_ids
- id: count,
+ id: many,

members_of_itself
- {id: ada, name: Ada, kind: person}
+ {id: ada, name: Ada, kind: group, members: [guild, bo]}

aliases_lead_on
- licence: None.}
+ licence: None., aliases: {claims: {might: may, could: may}, voices: {may: ada}, topics: {u: t}, events: {}}}

hedges_stand_there
- hedge: may,
+ hedge: 'Ada may',

quotes_reused
- quote: It has 120 cracks,
+ quote: Ada may be right., note: It makes both,

said_before_published
- said: 2021-05-02
+ said: 2021

event_dates_agree
- date: 2021-04-20
+ date: 2021-04~

event_dates_agree
- date: 2021-04-20
+ date: 2021

event_dates_agree
- about: 2021-04, answers
+ answers

positions_taken
- will: falls
+ will: falls, when: 2021
"""


def examples(text: str) -> list[tuple[str, str, str, list[str]]]:
    """Examples as check, words before, words after, expected lines."""
    blocks = (block.splitlines() for block in text.strip().split("\n\n"))
    return [(check, before[2:], after[2:], expected) for check, before, after, *expected in blocks]


def load_problems(folder: Path, text: str) -> list[str]:
    """What is said of a claims file, as line, level and words."""
    try:
        problems = load_dossier(write_dossier(folder, text, TEXTS)).warnings
    except DossierError as error:
        problems = error.problems
    return [f"{p.line}: {p.level}: {p.where}: {str(p).partition(f'{p.where}: ')[2]}" for p in problems]


def changed(before: str, after: str) -> str:
    assert SOUND.count(before) == 1
    return SOUND.replace(before, after)


def test_a_sound_dossier_has_neither_problems_nor_warnings(tmp_path):
    assert load_problems(tmp_path, SOUND) == []


@pytest.mark.parametrize(("_", "before", "after", "expected"), examples(FAILING))
def test_each_check_finds_what_it_is_for(tmp_path, _, before, after, expected):
    found = load_problems(tmp_path, changed(before, after))
    assert [said[: len(words)] for said, words in zip(found, expected, strict=False)] == expected
    assert len(found) == len(expected)


@pytest.mark.parametrize(("_", "before", "after", "expected"), examples(PASSING))
def test_each_check_lets_pass_what_is_right(tmp_path, _, before, after, expected):
    assert load_problems(tmp_path, changed(before, after)) == expected == []


def test_every_check_has_a_failing_example():
    found = {vars(checks).get(name) or vars(lint)[name] for name, *_ in examples(FAILING)}
    assert found == {*checks.CHECKS, *lint.LINT, *lint.ABSENCES}


def test_problems_stand_at_the_column_of_the_value_they_speak_of(tmp_path):
    path = write_dossier(tmp_path, changed("{right: aye, will", "{right: aye, whale"), TEXTS)
    with pytest.raises(DossierError) as refusal:
        load_dossier(path)
    (problem,) = refusal.value.problems
    line = path.read_text().splitlines()[problem.line - 1]
    assert line[problem.column - 1 :].startswith("whale: falls")


def test_what_is_missing_is_not_warned_of_while_a_record_cannot_be_read(tmp_path):
    """The record that cannot be read may hold it; what is there deserves its warning all the same."""
    both = changed("hedge: may, ", "").replace("{right: nay,", "{right: aye,").replace("kind: other", "kind: dance")
    with pytest.raises(DossierError) as refusal:
        load_dossier(write_dossier(tmp_path, both, TEXTS))
    assert [problem.line for problem in refusal.value.problems] == [21]
    assert [warning.message for warning in refusal.value.warnings] == ["a likelihood without a hedge to read it from"]
