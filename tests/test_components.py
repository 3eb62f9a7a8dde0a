"""The logic of components: pieces of a text, chains of attribution, what is known of a source, words for things."""

from typing import Any

import pytest
from conftest import TINY, make_dossier, write_dossier

from components.cards import card_lines, chain_words
from components.reader import text_pieces
from components.sources import source_lines
from components.words import counted, filter_words
from dossier.dates import parse_edtf
from dossier.loading import load_dossier
from dossier.reading import Index, Reading
from dossier.view import View

# The pieces of a text


def overlapping(folder) -> Index:
    """The tiny dossier with a claim whose quote overlaps another one's, and one whose quote is elided."""
    more = """
  - id: whole
    source: harbour-news
    quote: The bridge is safe, according to guild chairman Bo Wirth
    text: T.
    type: fact
    voice: bo-wirth
  - {id: elided, source: quay-post, quote: "The bridge is safe [...] repeats", text: T., type: fact, voice: bo-wirth}
events:"""
    text = TINY.read_text().replace("\nevents:", more, 1)
    texts = {f"texts/{file.name}": file.read_bytes() for file in (TINY.parent.parent / "texts").iterdir()}
    return Index(load_dossier(write_dossier(folder, text, texts)))


def pieces_of(reading: Reading, source: str) -> Any:
    """The pieces as the front end gets them: plain JSON."""
    return text_pieces(reading, source)


def pieces_with(pieces: Any, claim: str) -> list[str]:
    return [piece["text"] for paragraph in pieces for piece in paragraph if claim in piece["claims"]]


def test_the_pieces_of_every_paragraph_join_to_it(tmp_path):
    index = overlapping(tmp_path)
    reading = index.read(View("sources"))
    for source, text in index.dossier.texts.items():
        joined = ["".join(piece["text"] for piece in paragraph) for paragraph in pieces_of(reading, source)]
        assert joined == [text.text_of(paragraph) for paragraph in text.paragraphs]


def test_the_pieces_of_a_claim_join_to_its_quote(tmp_path):
    index = overlapping(tmp_path)
    for claim, spans in index.dossier.spans.items():
        source = index.dossier.claims[claim].source
        words = "".join(pieces_with(pieces_of(index.read(View("sources")), source), claim))
        assert words == "".join(index.dossier.texts[source].text_of(span) for span in spans)


def test_where_quotes_overlap_a_piece_carries_both_claims(tmp_path):
    pieces = pieces_of(overlapping(tmp_path).read(View("sources")), "harbour-news")
    marked = [(piece["text"], piece["claims"]) for piece in pieces[2] if piece["claims"]]
    assert marked == [
        ("The engineers' guild disagrees", ["guild-disagrees"]),
        ("The bridge is safe", ["wirth-safe", "whole"]),
        (", according to guild chairman Bo Wirth", ["whole"]),
    ]


def test_an_elided_quote_is_marked_in_parts(tmp_path):
    pieces = pieces_of(overlapping(tmp_path).read(View("sources")), "quay-post")
    assert pieces_with(pieces, "elided") == ["The bridge is safe", "repeats"]


def test_marks_outside_the_filters_are_told_apart(index):
    pieces = pieces_of(index.read(View("sources", country=("SE",))), "harbour-news")
    outside = {name: piece["outside"] for paragraph in pieces for piece in paragraph for name in piece["claims"]}
    assert outside == {"lund-closing": True, "lund-cracks": True, "guild-disagrees": False, "wirth-safe": False}


def test_a_piece_tells_what_kind_of_claim_it_carries(index):
    pieces = pieces_of(index.read(View("sources")), "quay-post")
    kinds = {name: piece["type"] for paragraph in pieces for piece in paragraph for name in piece["claims"]}
    assert kinds == {
        "wirth-repeats": "assessment",
        "office-cracks": "figure",
        "office-early": "forecast",
        "closed-july": "fact",
    }


# How the words reached us

CHAINS = [
    ("a voice in a text", {"voice": "ann"}, "in “post”"),
    ("the author", {"voice": "cy"}, "writing in “post”"),
    ("through a relay", {"voice": "ann", "via": ["cy"]}, "“post” ← Cy ← Ann"),
    ("through two relays", {"voice": "ann", "via": ["cy", "bob"]}, "“post” ← Cy ← Bob ← Ann"),
    ("on somebody's word", {"voice": "ann", "origin": "eve"}, "“post” ← Ann ← Eve"),
    ("the author on somebody's word", {"voice": "cy", "origin": "eve"}, "“post” ← Cy ← Eve"),
]


@pytest.mark.parametrize(("fields", "expected"), [row[1:] for row in CHAINS], ids=[row[0] for row in CHAINS])
def test_a_chain_leads_from_the_source_to_the_origin(fields, expected):
    dossier = make_dossier([{"id": "it", **fields}], voices={"cy": {}}, sources={"post": {"authors": ["cy"]}})
    assert chain_words(dossier, dossier.claims["it"]) == expected


def test_names_and_titles_in_a_chain_are_escaped():
    names = {"ann": {"name": "<b>Ann</b>"}, "cy": {"name": "Cy & Co"}}
    dossier = make_dossier([{"id": "it", "via": ["cy"]}], voices=names, sources={"post": {"title": "<i>Post"}})
    assert chain_words(dossier, dossier.claims["it"]) == "“&lt;i&gt;Post” ← Cy &amp; Co ← &lt;b&gt;Ann&lt;/b&gt;"


def test_a_card_says_when_and_how_surely_it_was_said(dossier):
    assert card_lines(dossier, dossier.claims["wirth-safe"]) == [
        "guild chairman, engineers' guild",
        "in “Harbour bridge to close”",
        "published 17 May 2021",
        "word of doubt: <em>may be right</em> (read by the curator as likely)",
    ]


def test_a_card_says_that_a_claim_no_longer_stands():
    dossier = make_dossier([{"id": "it", "status": "retracted", "status_why": "It was <wrong>."}])
    assert "retracted: It was &lt;wrong&gt;." in card_lines(dossier, dossier.claims["it"])[-1]


# What is known of a source


def lines_of(index: Index, source: str) -> list[str]:
    reading: Reading = index.read(View("sources"))
    return [line for line in source_lines(reading, index.dossier.sources[source]) if line]


def test_what_is_known_of_a_source_is_said_with_its_basis(index):
    assert lines_of(index, "quay-post") == [
        "Publisher not stated in the text",
        "Written by Unnamed author of the Quay Post",
        "Published about July 2021 (inferred: It tells of 3 July 2021 as recent.)",
        "Country of publication not known",
        "Only a part of the text is held: The text breaks off after the second paragraph.",
        "Title: The text has no headline.",
    ]


def test_what_a_text_states_itself_needs_no_basis(index):
    assert lines_of(index, "harbour-news") == [
        "Published by Harbour News",
        "Written by Unnamed author of “Harbour bridge to close”",
        "Published 17 May 2021",
        "Published in Norway",
    ]


# Words


@pytest.mark.parametrize(
    ("number", "words"), [(0, "no claims"), (1, "1 claim"), (2, "2 claims"), (1234, "1,234 claims")]
)
def test_a_number_comes_with_its_noun(number, words):
    assert counted(number, "claim", "claims") == words


def test_a_noun_may_have_a_plural_of_its_own():
    assert counted(2, "source speaks", "sources speak") == "2 sources speak"


FILTERS = [
    ("country", {"country": ("NO", "SE")}, "Country: Norway or Sweden"),
    ("speaker", {"speaker": ("SE",)}, "Speaker's country: Sweden"),
    ("source", {"source": ("quay-post",)}, "Source: The bridge, two years on"),
    ("voice", {"voice": ("bo-wirth",)}, "Voice: Bo Wirth"),
    ("question", {"question": ("cracks",)}, "Question: How many cracks?"),
    ("topic", {"topic": ("safety",)}, "Topic: Safety"),
    ("type", {"type": ("fact",)}, "Type of claim: Statement of fact"),
    ("from", {"since": parse_edtf("2021~")}, "From: about 2021"),
    ("known", {"known": parse_edtf("2021-05-17")}, "Known on: 17 May 2021"),
    ("q", {"q": "two bridges"}, "Words: “two bridges”"),
]


@pytest.mark.parametrize(("key", "values", "words"), FILTERS, ids=[row[0] for row in FILTERS])
def test_a_filter_is_said_in_the_words_of_readers(dossier, key, values, words):
    assert filter_words(dossier, key, View(**values)) == words
