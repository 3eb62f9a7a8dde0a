"""Quotes: found exactly after the foldings of the design, refused with a useful sentence otherwise."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.folding import fold
from dossier.nearest import MAX_HINT_QUOTE, find_nearest
from dossier.quotes import MAX_PLACES, QuoteAmbiguous, QuoteEmpty, QuoteError, QuoteNotFound, find_quote
from dossier.texts import RawText, Span, decode_text

SEEDS = {path.stem: path for path in sorted((Path(__file__).parent.parent / "seeds").glob("*.txt"))}
FAMILIES = ('“”„‟«»"', "‘’‚‛'", "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212")
SPACES = (" ", "\u00a0", "\u202f", "\n", "\r\n", "\t", "\u2009", "  ", " \u00a0\n\n ")
TEXTS = st.text(st.sampled_from("aabB10,. \n\u00a0\u202f\t“”\"«’'‘-–—−[…]") | st.characters(codec="utf-8"), max_size=60)
PARTS = st.text(
    st.sampled_from("aabB10,. \n\u00a0“”\"«’'‘-–—−") | st.characters(codec="utf-8", exclude_characters="["),
    min_size=2,
    max_size=20,
)


def seed(name: str) -> RawText:
    return RawText(decode_text(SEEDS[name].read_bytes()))


def folded(text: str) -> str:
    return fold(text).content.strip()


def outcome(raw: RawText, quote: str, **edges: str) -> tuple[Span, ...] | QuoteError:
    """The spans, or the error as a value; anything but a QuoteError is raised."""
    try:
        return find_quote(raw, quote, **edges)
    except QuoteError as error:
        return error


@pytest.mark.parametrize(
    ("content", "quote", "expected"),
    [
        ("He said no.", "said", Span(3, 7)),
        ("He said no.", "  said no.\n", Span(3, 11)),
        ("a\u00a0b \u202f\n\u2003c d", "b c", Span(2, 8)),
        ("ab cd", "ab\u00a0\n cd", Span(0, 5)),
        ("ends here.\n\nNext one", "here. Next", Span(5, 16)),
        ("the “big” war", 'the "big" war', Span(0, 13)),
        ('the "big" war', "„big‟", Span(4, 9)),
        ("the «big» war", "“big”", Span(4, 9)),
        ("Russia’s and ‚x‛", "Russia's and 'x'", Span(0, 16)),
        ("Russia's army", "Russia‘s", Span(0, 8)),
        ("all-in", "all\u2011in", Span(0, 6)),
        ("10\u201312 and \u22123", "10-12 and -3", Span(0, 12)),
        ("critical\u2014something", "critical\u2015something", Span(0, 18)),
        ("🪖 troops 🪖 go", "troops 🪖", Span(2, 10)),
    ],
)
def test_foldings_by_example(content, quote, expected):
    """White space, quotation marks, apostrophes and dashes fold; the span counts raw code points."""
    assert find_quote(RawText(content), quote) == (expected,)


@pytest.mark.parametrize(
    ("content", "quote"),
    [
        ("10,000 troops", "10.000 troops"),
        ("10,000 troops", "10000 troops"),
        ("10,000 troops", "10 000 troops"),
        ("North Korea", "north Korea"),
        ("the “big” war", "the 'big' war"),
        ("wait… what", "wait... what"),
        ("cafe\u0301", "café"),
        ("a _ b", "a - b"),
        ("re-taking", "retaking"),
        ("one word", "oneword"),
        ("no\u200bspace", "no space"),
    ],
)
def test_everything_else_is_exact(content, quote):
    """Digits, separators, case, ellipses and accents do not fold; nothing is anchored by similarity."""
    with pytest.raises(QuoteNotFound):
        find_quote(RawText(content), quote)


def test_parts_are_found_in_order_within_one_paragraph():
    """Both spellings of the elision work, also across a line break of the quote."""
    raw = RawText("One two three four.\n\nFive six.")
    assert find_quote(raw, "One [...] four") == (Span(0, 3), Span(14, 18))
    assert find_quote(raw, "One […] two\n[...]\nfour.") == (Span(0, 3), Span(4, 7), Span(14, 19))
    assert find_quote(raw, "One [...] two") == (Span(0, 3), Span(4, 7))


@pytest.mark.parametrize("quote", ["four [...] One", "three [...] Five", "One two [...] two three"])
def test_parts_out_of_order_across_paragraphs_or_overlapping_are_not_found(quote):
    """All parts being somewhere in the text is not enough."""
    with pytest.raises(QuoteNotFound, match="not in this order within one paragraph") as caught:
        find_quote(RawText("One two three four.\n\nFive six."), quote)
    assert caught.value.nearest is None
    assert caught.value.difference == ""


def test_brackets_inside_words_or_texts_are_no_elision():
    """Only an elision set apart by white space elides; the text's own elision is found part by part."""
    raw = RawText("He [...] said so[...]then.")
    assert find_quote(raw, "so[...]then") == (Span(14, 25),)
    assert find_quote(raw, "He [...] said") == (Span(0, 2), Span(9, 13))


@pytest.mark.parametrize(
    ("quote", "message"),
    [
        ("", "The quote is empty."),
        (" \n\u00a0", "The quote is empty."),
        ("a", "The quote is too short: at least 2 characters are needed."),
        ("[...]", "Part 1 of the quote is too short"),
        ("[...] One", "Part 1 of the quote is too short"),
        ("One [...]", "Part 2 of the quote is too short"),
        ("One [...] […] four", "Part 2 of the quote is too short"),
        ("One [...] t", "Part 2 of the quote is too short"),
    ],
)
def test_empty_and_single_character_parts_are_refused(quote, message):
    """A part must be able to prove something."""
    with pytest.raises(QuoteEmpty, match=message):
        find_quote(RawText("One two"), quote)


def test_a_quote_that_stands_twice_needs_prefix_or_suffix():
    """The headline of trouble-ahead stands twice; what surrounds it tells which is meant."""
    raw, headline = seed("trouble-ahead"), "North Koreans in Ukraine: Trouble Ahead?"
    with pytest.raises(
        QuoteAmbiguous, match=r"stands 2 times in the text \(lines 1, 3\): add prefix or suffix"
    ) as caught:
        find_quote(raw, headline)
    assert caught.value.places == (Span(0, 40), Span(42, 82))
    assert find_quote(raw, headline, suffix="North Koreans in") == (Span(0, 40),)
    assert find_quote(raw, headline, prefix="Ahead?") == (Span(42, 82),)
    assert find_quote(raw, headline, prefix="Ahead? ", suffix=" This deployment") == (Span(42, 82),)


def test_prefix_and_suffix_fold_and_ignore_white_space_between():
    """They must stand directly before and after, nothing else between than white space."""
    raw = RawText("“the war” the\u00a0war—ends")
    assert find_quote(raw, "war", prefix='"the', suffix='"') == (Span(5, 8),)
    assert find_quote(raw, "war", prefix='" the ') == (Span(14, 17),)
    assert find_quote(raw, "war", suffix="- ends".replace(" ", "")) == (Span(14, 17),)
    assert find_quote(raw, "war", prefix="  ", suffix="-") == (Span(14, 17),)


def test_wrong_prefix_says_that_the_quote_itself_is_there():
    """The message names the line; there is no nearest passage, since nothing differs in the quote."""
    with pytest.raises(
        QuoteNotFound, match=r"is in the text \(line 2\), but not with this prefix and suffix"
    ) as caught:
        find_quote(RawText("x\nOne two three"), "two", prefix="Two")
    assert caught.value.nearest is None


@pytest.mark.parametrize(
    ("content", "quote", "places"),
    [
        ("aaa", "aa", (Span(0, 2), Span(1, 3))),
        ("to be to see", "to [...] see", (Span(0, 12), Span(6, 12))),
        ("to be or be", "to [...] be", (Span(0, 5), Span(0, 11))),
        ("to be.\n\nto be.", "to [...] be", (Span(0, 5), Span(8, 13))),
    ],
    ids=["overlapping", "first part twice", "last part twice", "two paragraphs"],
)
def test_ambiguous_placements(content, quote, places):
    """More than one place for the first or last part, or more than one paragraph, is ambiguous."""
    with pytest.raises(QuoteAmbiguous) as caught:
        find_quote(RawText(content), quote)
    assert caught.value.places == places


def test_prefix_and_suffix_hold_the_outer_ends_of_an_elided_quote():
    """They choose among first and last parts; the part between takes the first place that serves."""
    raw = RawText("a to x or y or z to be. b to x be")
    assert find_quote(raw, "to [...] or [...] be", prefix="a", suffix=".") == (Span(2, 4), Span(7, 9), Span(20, 22))
    assert find_quote(raw, "to [...] be", prefix="b") == (Span(26, 28), Span(31, 33))


def test_many_places_are_counted_only_so_far():
    """Twenty places are enough to say that a quote is ambiguous."""
    with pytest.raises(QuoteAmbiguous, match=r"20 times or more in the text \(lines 1, 3, 5, 7, 9 …\)") as caught:
        find_quote(RawText("the\n\n" * 50), "the")
    assert len(caught.value.places) == MAX_PLACES


@pytest.mark.parametrize(
    ("name", "quote", "passage", "difference"),
    [
        ("why-they-are-there", "these 10.000 troops are", "these 10,000 troops are", "10,000 → 10.000"),
        ("why-they-are-there", "10.000", "10,000", "10,000 → 10.000"),
        (
            "quick-fix",
            "even a quick training by the Russians will not prepare them very well for that",
            "even a quick training by the Russians may not prepare them very well for that",
            "may → will",
        ),
        (
            "quick-fix",
            "a quick training by the Russians may prepare them only",
            "a quick training by the Russians may not prepare them very",
            "… Russians may [-not-] prepare them [-very-] {+only+}",
        ),
        (
            "quick-fix",
            "“It is a sign of desperation. They had to go",
            "“It’s a sign of desperation. They had to go",
            '[-"It\'s-] {+"It is+} a sign …',
        ),
        (
            "trouble-ahead",
            "swift blows is critical\u200b—something the Russians",
            "swift blows is critical—something the Russians",
            "critical-something → critical<U+200B>-something",
        ),
    ],
)
def test_a_missing_quote_names_the_nearest_passage_and_the_difference(name, quote, passage, difference):
    """The hint is the passage as stored, how alike it is, and the words that differ, text first."""
    raw = seed(name)
    with pytest.raises(QuoteNotFound) as caught:
        find_quote(raw, quote)
    nearest = caught.value.nearest
    assert nearest is not None
    assert (nearest.passage, nearest.difference, caught.value.difference) == (passage, difference, difference)
    assert raw.text_of(nearest.span) == passage
    assert 60 <= nearest.score < 100
    assert difference in str(caught.value)


def test_the_missing_part_of_an_elided_quote_is_named():
    """The hint is about the first part that the text does not hold."""
    with pytest.raises(QuoteNotFound, match=r"Part 2 of the quote is not in the text\. Nearest \(line 5, ") as caught:
        find_quote(seed("quick-fix"), "They have no concrete experience [...] a fast training by the Russians")
    assert caught.value.difference == "quick → fast"


@pytest.mark.parametrize(
    "quote", ["Bananas and pears grow quietly.", "xx " * MAX_HINT_QUOTE], ids=["unlike", "too long"]
)
def test_no_hint_is_better_than_a_misleading_one(quote):
    """Nothing alike enough, or a quote too long to compare, gives no nearest passage."""
    with pytest.raises(QuoteNotFound, match=r"^The quote is not in the text\.$") as caught:
        find_quote(seed("quick-fix"), quote)
    assert caught.value.nearest is None


def test_a_blank_text_has_no_nearest_passage():
    """rapidfuzz calls a lone space inside the quote equal: a passage must hold a word."""
    assert find_nearest(RawText("\n"), "no one") is None
    assert find_nearest(RawText(""), "no one") is None


@pytest.mark.slow
@pytest.mark.timeout(30)
def test_hints_stay_bounded_on_the_largest_texts():
    """They take milliseconds on an article; only a search that grows out of hand would reach the limit."""
    article = seed("why-they-are-there")
    quote = article.content[100:2000].replace("Russia", "Rusia")
    for raw in (article, RawText(article.content * 590)):
        found = find_nearest(raw, quote)
        assert found is not None
        assert found.passage == article.content[100:2000]


@st.composite
def slices(draw: st.DrawFn) -> tuple[str, str]:
    """A text and a part of it, at least two characters after folding and without an elision."""
    part = draw(PARTS.filter(lambda part: len(folded(part)) >= 2))
    return draw(TEXTS) + part + draw(TEXTS), part


@st.composite
def mutated(draw: st.DrawFn, part: str) -> str:
    """The part in other quotation marks, dashes and white space."""
    pieces = []
    for word in part.split():
        families = ([family for family in FAMILIES if char in family] for char in word)
        pieces.append("".join(draw(st.sampled_from(f[0])) if f else c for f, c in zip(families, word, strict=True)))
    spaces = [draw(st.sampled_from(SPACES)) for _ in range(len(pieces) + 1)]
    return "".join(space + piece for space, piece in zip(spaces, [*pieces, ""], strict=True))


@given(slices(), st.data())
def test_any_part_of_a_text_is_found_in_any_spelling(sliced, data):
    """Whatever the foldings change in a part of a text, its place is found, and folds to the same."""
    content, part = sliced
    raw, quote = RawText(content), data.draw(mutated(part))
    assert folded(quote) == folded(part)
    found = outcome(raw, quote)
    assert isinstance(found, tuple | QuoteAmbiguous)
    for place in found if isinstance(found, tuple) else found.places:
        assert folded(raw.text_of(place)) == folded(quote)
        assert raw.text_of(place) == raw.text_of(place).strip()


@given(TEXTS, TEXTS, TEXTS, TEXTS)
def test_found_parts_fold_to_the_quote_and_nothing_but_quote_errors_is_raised(content, quote, prefix, suffix):
    """Spans are in order, apart, and each folds to its part; any input gives that or a QuoteError."""
    raw = RawText(content)
    found = outcome(raw, quote, prefix=prefix, suffix=suffix)
    if isinstance(found, tuple):
        parts = [folded(raw.text_of(span)) for span in found]
        assert " [...] ".join(parts) == folded(quote).replace("[…]", "[...]")
        assert all(before.end <= after.start for before, after in pairwise(found))


@given(slices(), slices(), st.data())
def test_elided_parts_are_found_or_refused(first, second, data):
    """Two parts of a text, elided between, are found in order, ambiguous, or not in order in one paragraph."""
    raw = RawText(first[0] + " " + second[0])
    found = outcome(raw, f"{first[1]} […] {data.draw(mutated(second[1]))}")
    if isinstance(found, QuoteAmbiguous):
        assert len(set(found.places)) > 1
    elif isinstance(found, QuoteNotFound):
        assert "in this order" in str(found)
    else:
        assert isinstance(found, tuple)
        assert [folded(raw.text_of(span)) for span in found] == [folded(first[1]), folded(second[1])]
        assert found[0].end <= found[1].start
        assert any(all(paragraph.contains(span) for span in found) for paragraph in raw.paragraphs)


@given(TEXTS, TEXTS)
def test_the_nearest_passage_is_in_the_text_and_names_a_difference(content, quote):
    """Whatever the hint, its passage is a piece of the text, and it shows a difference unless the two are equal."""
    raw = RawText(content)
    nearest = find_nearest(raw, quote)
    if nearest:
        assert raw.text_of(nearest.span) == nearest.passage
        assert nearest.passage == nearest.passage.strip() != ""
        assert bool(nearest.difference) == (folded(nearest.passage) != folded(quote))


@given(TEXTS)
def test_folding_keeps_the_way_back(content):
    """Every visible folded character comes from one raw character that folds to it; folding again changes nothing."""
    text = fold(content)
    assert fold(text.content).content == text.content
    for offset, char in enumerate(text.content):
        if char != " ":
            span = text.raw_span(Span(offset, offset + 1))
            assert fold(content[span.start : span.end]).content == char
            assert text.folded_span(span) == Span(offset, offset + 1)
