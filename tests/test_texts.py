"""Raw texts: what is refused, and where paragraphs, sentences and lines stand."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.texts import MAX_TEXT_BYTES, RawText, Span, TextError, decode_text, line_of

SEEDS = {path.stem: path for path in sorted((Path(__file__).parent.parent / "seeds").glob("*.txt"))}
TEXTS = st.text(st.sampled_from('aB1 .!?…"”’“()[]\n\r\t\u00a0\u202fé国-UST') | st.characters(codec="utf-8"))


def seed(name: str) -> RawText:
    return RawText(decode_text(SEEDS[name].read_bytes()))


def sentences(content: str) -> list[str]:
    raw = RawText(content)
    return [raw.text_of(span) for span in raw.sentences]


def paragraphs(content: str) -> list[str]:
    raw = RawText(content)
    return [raw.text_of(span) for span in raw.paragraphs]


def test_span_is_half_open():
    """Spans that touch do not overlap; the end is not part of a span."""
    assert len(Span(2, 5)) == 3
    assert Span(2, 5).overlaps(Span(4, 6))
    assert not Span(2, 5).overlaps(Span(5, 6))
    assert Span(2, 5).contains(Span(2, 5))
    assert not Span(2, 5).contains(Span(2, 6))


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 2)])
def test_span_refuses_what_is_no_run(start, end):
    """A negative start or an end before the start is a mistake, not a span."""
    with pytest.raises(ValueError, match="0 <= start <= end"):
        Span(start, end)


def test_decoding_keeps_line_ends_and_odd_spaces():
    """What is stored is what offsets count: CRLF, tabs and NBSP stay."""
    assert decode_text("a\r\nb\tc\u00a0d\re".encode()) == "a\r\nb\tc\u00a0d\re"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"ab\xffcd", r"The text is not UTF-8: byte 2 \(0xff\) does not fit\. Save it as UTF-8\."),
        ("“q”".encode("cp1252"), r"The text is not UTF-8: byte 0 \(0x93\)"),
        ("a".encode("utf-16"), r"The text is not UTF-8: byte 0"),
        (b"\xef\xbb\xbfab", r"byte order mark \(BOM\)\. Save it as UTF-8 without BOM\."),
        (b"a\nb\x00", r"Line 2 holds the control character U\+0000\. Remove it\."),
        (b"a\r\n\r\nb\x0c", r"Line 3 holds the control character U\+000C"),
        ("a\u0085b".encode(), r"Line 1 holds the control character U\+0085"),
        (b"\x7f", r"Line 1 holds the control character U\+007F"),
        (b"a" * (MAX_TEXT_BYTES + 1), r"The text has 5,000,001 bytes, more than the 5,000,000 allowed\."),
    ],
    ids=["not utf-8", "cp1252", "utf-16", "bom", "nul", "form feed", "next line", "delete", "too large"],
)
def test_decoding_refuses_with_a_sentence(data, message):
    """What would shift or hide text is refused, and the place is named."""
    with pytest.raises(TextError, match=message):
        decode_text(data)


@given(st.binary() | TEXTS.map(str.encode))
def test_decoding_gives_the_text_or_a_text_error(data):
    """No bytes raise anything but TextError, and what is accepted encodes to the same bytes."""
    try:
        text = decode_text(data)
    except TextError:
        return
    assert text.encode() == data


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", []),
        (" \n\u00a0\n", []),
        ("one", ["one"]),
        ("one\ntwo\r\nthree\rfour", ["one", "two", "three", "four"]),
        ("\n\none\ntwo\n\n", ["one", "two"]),
        ("one\ntwo\n\nthree", ["one\ntwo", "three"]),
        ("one\r\n\r\ntwo", ["one", "two"]),
        ("one\r\rtwo\nthree", ["one", "two\nthree"]),
        ("one\n\u00a0\u202f\t\ntwo", ["one", "two"]),
        ("  one\u00a0\n\n\u00a0two  ", ["one", "two"]),
        ("Title\n\nText. More.\n\nCaption", ["Title", "Text. More.", "Caption"]),
    ],
)
def test_blank_lines_separate_paragraphs(content, expected):
    """Without a blank line between them, every line is a paragraph; white space around is left out."""
    assert paragraphs(content) == expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("He came. She went.", ["He came.", "She went."]),
        ("Why? Look! Well… So. Then... Now", ["Why?", "Look!", "Well…", "So.", "Then...", "Now"]),
        (
            "On Nov. 4, 2024, U.S. Air Force Major General Pat Ryder stated that. Then.",
            ["On Nov. 4, 2024, U.S. Air Force Major General Pat Ryder stated that.", "Then."],
        ),
        ("It stayed in the U.S. The end.", ["It stayed in the U.S.", "The end."]),
        ("It stayed in the U.K. “It’s fine,” he says.", ["It stayed in the U.K.", "“It’s fine,” he says."]),
        ("The ROK-U.S. Combined Forces met.", ["The ROK-U.S. Combined Forces met."]),
        ("the U.S. and Germany", ["the U.S. and Germany"]),
        ("Motin holds a Ph.D. in science. He works.", ["Motin holds a Ph.D. in science.", "He works."]),
        ("Mr. Foreman met Dr. No, Gen. Ri and Lt. Col. Kim.", ["Mr. Foreman met Dr. No, Gen. Ri and Lt. Col. Kim."]),
        ("J. K. Rowling and George W. Bush.", ["J. K. Rowling and George W. Bush."]),
        ("written by J. A. Smith", ["written by J. A. Smith"]),
        ("This is plan B. The rest waits.", ["This is plan B.", "The rest waits."]),
        ("arms, e.g. Russian ones, i.e. Soviet ones.", ["arms, e.g. Russian ones, i.e. Soviet ones."]),
        ("It is No. 5. He said no. The end.", ["It is No. 5.", "He said no.", "The end."]),
        ("In St. Petersburg on Sept. 3.", ["In St. Petersburg on Sept. 3."]),
        ("at 5 p.m. Monday, Acme Inc. Chief Kim left.", ["at 5 p.m. Monday, Acme Inc. Chief Kim left."]),
        ("roughly 1.6 million. 2016 was earlier.", ["roughly 1.6 million.", "2016 was earlier."]),
        ("“Why now?” he asked. “No idea.”", ["“Why now?” he asked.", "“No idea.”"]),
        ("“Really?” — he said.", ["“Really?” — he said."]),
        ("… for that,” he says. “However …", ["… for that,” he says.", "“However …"]),
        ("“One. Two.” Three.", ["“One.", "Two.”", "Three."]),
        ("(See above.) It works.[12] Fine.", ["(See above.)", "It works.[12]", "Fine."]),
        ("He said […] Russia and ... China fell.", ["He said […] Russia and ... China fell."]),
        ("1. First thing. 2. Second thing.", ["1. First thing.", "2. Second thing."]),
        ("See example.com/a.html or v1.2.3 now.", ["See example.com/a.html or v1.2.3 now."]),
        ("Image: Astrelok / Shutterstock.com.", ["Image: Astrelok / Shutterstock.com."]),
        ("Er kam. Ärger folgte. 네. 그는 갔다. 끝", ["Er kam.", "Ärger folgte.", "네.", "그는 갔다.", "끝"]),
        ("end.\u00a0\u202fNext.", ["end.", "Next."]),
        ("...", ["..."]),
        (". ! ?", [". ! ?"]),
    ],
)
def test_sentences_by_example(content, expected):
    """Full stops after abbreviations, initials and numbers end a sentence only when the next word tells."""
    assert sentences(content) == expected


def test_caption_lines_stay_apart_and_wrapped_prose_stays_together():
    """A line break ends a sentence only when the next word would have fitted on the line and is not lower case."""
    wide = "A first line that is as wide as any line in this text ever gets, or wider."
    assert sentences(f"{wide}\n\ntanks in Ukraine\nUkrainian tanks in 2022.")[1:] == [
        "tanks in Ukraine",
        "Ukrainian tanks in 2022.",
    ]
    assert sentences(f"{wide}\n\nbroken by an\neditor")[1:] == ["broken by an\neditor"]
    wrapped = "The president of the country,\nVolodymyr Zelensky, said that\nKyiv would hold. He left.\n\nEnd."
    assert sentences(wrapped) == [
        "The president of the country,\nVolodymyr Zelensky, said that\nKyiv would hold.",
        "He left.",
        "End.",
    ]


@pytest.mark.parametrize(
    ("name", "paragraph_count", "sentence_count"),
    [
        ("quick-fix", 24, 35),
        ("trouble-ahead", 34, 76),
        ("what-it-means", 15, 27),
        ("why-russia-wont", 17, 35),
        ("why-they-are-there", 17, 60),
    ],
)
def test_seeds_have_the_counted_paragraphs_and_sentences(name, paragraph_count, sentence_count):
    """The numbers were counted by reading every sentence of the seeds as split."""
    assert (len(seed(name).paragraphs), len(seed(name).sentences)) == (paragraph_count, sentence_count)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "why-they-are-there",
            "On Nov. 4, 2024, U.S. Air Force Major General Pat Ryder stated that an estimated 11,000 to 12,000 North "
            "Korean troops are in Russia.",
        ),
        ("trouble-ahead", "Dylan Motin holds a Ph.D. in political science."),
        ("trouble-ahead", "What does this troop deployment imply for U.S. interests?"),
        ("quick-fix", "“I couldn’t work out why they had one in Moscow,” he says."),
        ("quick-fix", "Ultimately, says Sir Laurie, “Putin is now all-in”."),
        ("why-russia-wont", "tanks would be used against North Korea troops in Ukraine"),
        ("why-russia-wont", "They were reportedly used in neighborhoods surrounding the capital of Damascus"),
        ("what-it-means", "Try The Diplomat's jobs board."),
    ],
)
def test_seeds_hold_these_sentences(name, expected):
    """The harder sentences of the seeds are whole and nothing more."""
    assert expected in [" ".join(sentence.split()) for sentence in sentences(seed(name).content)]


def test_sentence_around_is_the_smallest_run_of_whole_sentences():
    """It covers all spans, in any order, and never less than a sentence."""
    raw = RawText("\nOne one. Two two. Three three.\n")
    assert raw.sentences == (Span(1, 9), Span(10, 18), Span(19, 31))
    assert raw.sentence_around([Span(12, 13)]) == Span(10, 18)
    assert raw.sentence_around([Span(10, 18)]) == Span(10, 18)
    assert raw.sentence_around([Span(14, 17), Span(5, 8)]) == Span(1, 18)
    assert raw.sentence_around([Span(9, 10)]) == Span(1, 18)
    assert raw.sentence_around([Span(0, 1)]) == Span(1, 9)
    assert raw.sentence_around([Span(0, 32)]) == Span(1, 31)


def test_sentence_around_without_sentences_or_spans():
    """A blank text gives the spans back; no span at all is a mistake of the caller."""
    assert RawText("  ").sentence_around([Span(0, 1)]) == Span(0, 1)
    with pytest.raises(ValueError, match="empty"):
        RawText("One.").sentence_around([])


def test_lines_are_counted_from_one_by_any_line_end():
    """LF, CRLF and CR each end one line; the end itself belongs to its line."""
    raw = RawText("a\nb\r\nc\rd")
    assert [line_of(raw, offset) for offset in range(len(raw.content) + 1)] == [1, 1, 2, 2, 2, 3, 3, 4, 4]


def test_texts_are_keys_of_caches_by_identity():
    """Two texts with the same content are two texts."""
    first, second = RawText("a"), RawText("a")
    assert len({first, second, first}) == 2


@given(TEXTS)
def test_sentences_and_paragraphs_hold_every_visible_character(content):
    """Spans are ordered, apart, without white space at their ends, and miss nothing but white space."""
    raw = RawText(content)
    for spans in (raw.paragraphs, raw.sentences):
        ends = [0, *(offset for span in spans for offset in (span.start, span.end))]
        assert ends == sorted(ends)
        assert all(raw.text_of(span) == raw.text_of(span).strip() != "" for span in spans)
        assert "".join("".join(raw.text_of(span).split()) for span in spans) == "".join(content.split())
    assert all(any(paragraph.contains(span) for paragraph in raw.paragraphs) for span in raw.sentences)


@given(TEXTS, st.data())
def test_sentence_around_contains_what_it_is_given(content, data):
    """Up to the white space outside of all sentences, the run contains the spans."""
    raw = RawText(content)
    start = data.draw(st.integers(0, len(content)))
    span = Span(start, data.draw(st.integers(start, len(content))))
    around = raw.sentence_around([span])
    visible = raw.text_of(span).strip()
    assert visible in raw.text_of(around)
    if raw.sentences:
        assert around.start in {sentence.start for sentence in raw.sentences}
        assert around.end in {sentence.end for sentence in raw.sentences}
