"""Briefs: the same room for each side, numbered citations, and data that is never read as markup."""

from datetime import date

import pytest
from conftest import make_dossier

from dossier.brief import brief_markdown, escape_markdown, find_brief, room
from dossier.reading import Index
from dossier.typeset import brief_pdf, brief_typst, can_typeset
from dossier.view import View

MADE = date(2026, 5, 3)
QUESTION = {
    "id": "q",
    "title": "Is it *safe*?",
    "ask": "Is it safe?",
    "kind": "stance",
    "topic": "t",
    "between": "contradiction",
    "positions": [{"id": "aye", "label": "Aye"}, {"id": "nay", "label": "Nay [or not]"}],
}


def brief_of(index, query="", **options):
    reading = index.read(View.parse("conflicts", query))
    return find_brief(reading, reading.asked_cases, made=MADE, **options)


def words_of(blocks, kind):
    return ["".join(run.text for run in block.runs) for block in blocks if block.kind == kind]


def made(ayes, nays, **fields):
    claims = [
        {"id": f"{side}{n}", "voice": f"{side}{n}", "answers": {"q": side}, **fields}
        for side, count in (("aye", ayes), ("nay", nays))
        for n in range(count)
    ]
    return Index(make_dossier(claims, questions=[QUESTION]))


@pytest.mark.parametrize(("ayes", "nays", "quotes"), [(7, 1, 2), (7, 2, 4), (9, 9, 6), (1, 1, 2)])
def test_all_sides_have_the_same_number_of_quotes(ayes, nays, quotes):
    index = made(ayes, nays)
    (case,) = index.read(View()).conflicts
    assert room(case) * 2 == quotes
    blocks = brief_of(index)
    sides = [index for index, block in enumerate(blocks) if block.kind == "subheading"]
    first, second = blocks[sides[0] : sides[1]], blocks[sides[1] :]
    assert len(words_of(first, "quote")) == len(words_of(second, "quote")) == quotes / 2


def test_the_rest_of_a_side_is_cited_by_number():
    text = brief_markdown(brief_of(made(3, 1)))
    assert r"Also on this side: \[2\], \[3\]." in text


def test_every_claim_has_one_number_and_one_citation_in_the_order_of_use(index):
    blocks = brief_of(index)
    cited = [words.partition(" ")[0] for words in words_of(blocks, "citation")]
    assert cited == [f"[{number}]" for number in range(1, len(cited) + 1)]
    links = [run.target for block in blocks if block.kind == "citation" for run in block.runs if run.target]
    assert len(links) == len(set(links)) == len(cited)


def test_positions_come_before_quotes(index):
    kinds = [block.kind for block in brief_of(index, "question=bridge-safe")]
    assert max(n for n, kind in enumerate(kinds) if kind == "item") < kinds.index("quote")


def test_a_brief_says_when_of_what_state_and_where(index, dossier):
    blocks = brief_of(index, "source=quay-post&show=brief", base="https://example.org/", filters=["Source: Quay"])
    texts = words_of(blocks, "text")
    assert texts[0] == f"The harbour bridge · made on 3 May 2026 · data version {dossier.version}"
    assert texts[1] == "Narrowed to Source: Quay"
    assert texts[2] == f"To be read at https://example.org/conflicts?source=quay-post&v={dossier.version}"


def test_quotes_stand_in_their_sentence_with_the_claimed_words_in_bold(index):
    text = brief_markdown(brief_of(index, "question=cracks"))
    quotes = [line for line in text.splitlines() if line.startswith("> ")]
    assert quotes == [
        r"> **About 80 cracks were found in the survey of spring 2019**, the survey office said. — The survey "
        r"office, about July 2021 \[1\]",
        r"> “**We counted 120 cracks**,” she told reporters. — Ada Lund, 17 May 2021 \[2\]",
    ]


def test_silent_and_truncated_texts_are_told_apart():
    claims = [{"id": "a", "answers": {"q": "aye"}}, {"id": "b", "voice": "bo", "answers": {"q": "nay"}}]
    sources = {"mute": {}, "torn": {"extent": "truncated", "extent_note": "It breaks off."}}
    blocks = brief_of(Index(make_dossier(claims, questions=[QUESTION], sources=sources)))
    texts = words_of(blocks, "text")
    assert "Silent on it: “mute”." in texts
    assert "Silent as far as the truncated text goes: “torn”." in texts


def test_what_came_of_a_forecast_is_told_with_its_claims(index):
    texts = words_of(brief_of(index, "question=will-close"), "text")
    assert any(text.startswith("What came of it: “It will close”: forecast held. [") for text in texts)


def test_nothing_that_was_not_known_is_told(index):
    blocks = brief_of(index, "question=will-close&known=2021-05")
    text = brief_markdown(blocks)
    assert "What came of it" not in text
    assert "3 July" not in text


def test_data_is_not_read_as_markdown():
    text = brief_markdown(brief_of(made(1, 1, quote="a *b* [c](d) <i>e</i> `f` #g")))
    assert r"## Is it \*safe\*?" in text
    assert r"### B. Nay \[or not\]" in text
    assert r"**a \*b\* \[c\](d) \<i\>e\</i\> \`f\` \#g**" in text


def test_markdown_is_escaped_on_one_line():
    assert escape_markdown("a\n# b | c_d") == r"a \# b \| c\_d"


def test_only_addresses_of_the_web_become_links():
    assert "](<" not in brief_markdown(brief_of(made(1, 1)))
    assert "](<https://x.org/conflicts" in brief_markdown(brief_of(made(1, 1), base="https://x.org"))


def test_data_is_not_read_as_typst():
    text = brief_typst(brief_of(made(1, 1, quote='x "#panic()" \\ $y$')))
    assert r'#text("x \"#panic()\" \\ $y$")' in text


@pytest.mark.skipif(not can_typeset(), reason="the extra `pdf` is not installed")
@pytest.mark.parametrize("quote", ["plain words", 'x "#panic()" \\ $y$ [z] @w <v>', "한국어 and a tab\tand \x07"])
def test_a_pdf_is_made_whatever_the_words(quote):
    assert brief_pdf(brief_of(made(2, 1, quote=quote), base="https://x.org")).startswith(b"%PDF")
