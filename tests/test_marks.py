"""Data put into Markdown or HTML shows as itself; `browser/test_marks.py` holds that against the real front end."""

import re
from html.parser import HTMLParser

import pytest
from hostile import TEXTS, on_one_line
from hypothesis import given
from hypothesis import strategies as st

from components.marks import Color, escape, marked_sentence
from dossier.texts import RawText, Span

JOINER = "\u2060"
"""Shows nothing and has no width; it keeps apart what the front end would take together."""

AFTER_PARSING = {
    "emoji (remark-emoji)": r":\+1:|:-1:|:[\w-]+:",
    "icon (Streamlit)": r":material_(\w+):|:streamlit:",
    "link (mdast-util-gfm-autolink-literal)": r"(?i)(https?://|www(?=\.))([-.\w]+)",
    "address (mdast-util-gfm-autolink-literal)": r"([-.\w+]+)@([-\w]+(?:\.[-\w]+)+)",
    "arrow (Streamlit)": r"(^|[\s\ufeff])(<->|->|<-|--|>=|<=|~=)([\s\ufeff]|$)",
}
"""What the front end looks for in text after Markdown has been parsed, where no backslash helps any more."""

HOSTILE = st.lists(st.sampled_from([*TEXTS, *"<>-=~:@.$\\[]()*_`#!|&+/ \n\u00a0aw1", "www", "http"])).map("".join)


def parsed(markdown: str) -> str:
    """What a CommonMark parser makes of text in which every ASCII punctuation mark is escaped."""
    assert re.fullmatch(r"(?:\\[!-/:-@\[-`{-~]|[^!-/:-@\[-`{-~])*", markdown), markdown
    return re.sub(r"\\(.)", r"\1", markdown)


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_shows_as_itself(text):
    assert parsed(escape(text)).replace(JOINER, "") == on_one_line(text)


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("pattern", AFTER_PARSING.values(), ids=AFTER_PARSING)
def test_nothing_is_left_for_the_front_end_to_replace(text, pattern):
    assert not re.search(pattern, parsed(escape(text)))


@pytest.mark.parametrize("pattern", AFTER_PARSING.values(), ids=AFTER_PARSING)
def test_each_replacement_of_the_front_end_would_hit_one_of_the_texts(pattern):
    assert any(re.search(pattern, text) for text in TEXTS)


@given(HOSTILE | st.text())
def test_any_text_shows_as_itself_on_one_line(text):
    shown = parsed(escape(text)).replace(JOINER, "")
    assert shown == on_one_line(text.replace(JOINER, ""))


@given(HOSTILE)
def test_no_mixture_leaves_anything_to_replace(text):
    shown = parsed(escape(text))
    assert not [name for name, pattern in AFTER_PARSING.items() if re.search(pattern, shown)]


def test_plain_words_are_left_alone():
    assert escape("Ada Lund said “no” – twice") == "Ada Lund said “no” – twice"


def span_of(content: str, part: str) -> Span:
    start = content.index(part)
    return Span(start, start + len(part))


def sentence(content: str, *quotes: str, color: Color = "blue") -> str:
    return marked_sentence(RawText(content), tuple(span_of(content, quote) for quote in quotes), color=color)


def test_a_quote_is_marked_inside_its_whole_sentence():
    content = "It is late. The bridge will close in June, she said. It rains."
    assert sentence(content, "will close in June") == (
        'The bridge <mark class="blue">will close in June</mark>, she said.'
    )


def test_the_mark_has_the_colour_of_its_side():
    marked = sentence("The bridge closes", "closes", color="orange")
    assert marked == 'The bridge <mark class="orange">closes</mark>'


def test_each_part_of_an_elided_quote_is_marked():
    marked = sentence("The bridge, said Ada, will close.", "The bridge", "will close")
    assert marked == '<mark class="blue">The bridge</mark>, said Ada, <mark class="blue">will close</mark>.'


def test_a_quote_inside_a_word_stays_inside_it():
    assert sentence("unclosed", "close") == 'un<mark class="blue">close</mark>d'


def test_a_quote_over_two_sentences_shows_both():
    marked = sentence("First. It is open. It is shut. Last.", "open. It is")
    assert marked == 'It is <mark class="blue">open. It is</mark> shut.'


class Shown(HTMLParser):
    """What a browser makes of HTML: its elements, and the words inside and outside of marks."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements, self.inside, self.outside, self.marking = list[str](), "", "", False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(f"{tag} {attrs}")
        self.marking = tag == "mark"

    def handle_endtag(self, tag: str) -> None:
        self.marking = self.marking and tag != "mark"

    def handle_data(self, data: str) -> None:
        if self.marking:
            self.inside += data
        else:
            self.outside += data

    def handle_comment(self, data: str) -> None:
        self.elements.append(f"comment {data}")


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("around", [("", ""), ("a", "b"), ("a ", " b"), (":", "{b}"), ("[", "](x)"), ("<", ">")])
def test_a_hostile_quote_breaks_neither_its_mark_nor_its_sentence(text, around):
    before, after = around
    content = f"{before}{text}{after}"
    shown = Shown(marked_sentence(RawText(content), (Span(len(before), len(before) + len(text)),)))
    assert shown.elements == ["mark [('class', 'blue')]"]
    assert (shown.inside, shown.outside) == (text, f"{before}{after}")
