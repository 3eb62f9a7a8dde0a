"""The explorer of claims: order, parts, where words are found, and what the page and its links say."""

import pytest
from apps import ROOT, links_on, open_page, words_on
from conftest import TINY

from components.reader import text_pieces
from dossier.explorer import PART, find_words, ordered_claims
from dossier.loading import load_dossier
from dossier.parts import part_of
from dossier.reading import Index
from dossier.view import View

REAL = ROOT / "data" / "claims.yaml"


@pytest.fixture(autouse=True)
def on_tiny(monkeypatch) -> None:
    """The app opens the tiny dossier, if a test does not say otherwise."""
    monkeypatch.setenv("DOSSIER", str(TINY))


@pytest.fixture(scope="module")
def real() -> Index:
    """The dossier that comes with the program."""
    return Index(load_dossier(REAL))


def ids(claims) -> list[str]:
    return [claim.id for claim in claims]


# Order and parts

ORDERS = {
    "": ["lund-closing", "lund-cracks", "guild-disagrees", "wirth-safe", "wirth-repeats", "office-cracks"],
    "said": ["lund-closing", "lund-cracks", "guild-disagrees", "wirth-safe", "wirth-repeats", "office-cracks"],
    "happened": ["office-cracks", "lund-cracks", "guild-disagrees", "wirth-safe", "lund-closing", "wirth-repeats"],
    "voice": ["lund-closing", "lund-cracks", "wirth-safe", "wirth-repeats", "guild-disagrees", "office-cracks"],
    "source": ["lund-closing", "lund-cracks", "guild-disagrees", "wirth-safe", "wirth-repeats", "office-cracks"],
}


@pytest.mark.parametrize("sort", ORDERS)
def test_claims_stand_in_the_order_that_is_asked_for(index, sort):
    ordered = ids(ordered_claims(index.read(View("claims", sort=sort))))
    assert [name for name in ordered if name in ORDERS[sort]] == ORDERS[sort]
    assert sorted(ordered) == sorted(index.dossier.claims)


def test_an_order_of_another_page_means_nothing_here(index):
    assert ids(ordered_claims(index.read(View("claims", sort="topic")))) == list(index.dossier.claims)
    assert not open_page("claims", {"sort": "topic"}).exception


def test_a_search_puts_the_best_match_first_unless_another_order_is_asked_for(index):
    view = View("claims", q="bridge closed")
    assert ids(ordered_claims(index.read(view)))[0] == "closed-july"
    assert ids(ordered_claims(index.read(view.having(sort="voice"))))[-1] == "closed-july"


@pytest.mark.parametrize(
    ("count", "number", "first", "length", "shown", "last"),
    [(0, None, 0, 0, 1, 1), (PART, None, 0, PART, 1, 1), (PART + 1, 2, PART, 1, 2, 2), (PART + 1, 99, PART, 1, 2, 2)],
)
def test_a_long_list_is_shown_in_parts_and_past_its_end_the_last(index, count, number, first, length, shown, last):
    (claim, *_) = index.dossier.claims.values()
    part = part_of([claim] * count, number, size=PART)
    assert (part.start, len(part.items), part.number, part.last) == (first, length, shown, last)


# Where words are found


def found(index, query: str) -> dict[str, list[str]]:
    reading = index.read(View.parse("claims", query, index.dossier))
    hits = find_words(reading)
    tables = ("questions", "voices", "passages")
    return {name: [hit.id for hit in getattr(hits, name)] for name in tables} | {"claims": ids(ordered_claims(reading))}


def test_words_are_found_in_claims_questions_voices_and_texts_apart(index):
    hits = found(index, "q=guild")
    assert hits["voices"][0] == "engineers-guild"
    assert hits["claims"][0] == "guild-disagrees"
    assert set(hits["passages"]) == {"harbour-news", "quay-post"}
    assert found(index, "q=fish") == {"questions": [], "voices": [], "claims": [], "passages": ["harbour-news"]}


def test_passages_keep_to_the_sources_of_the_view_and_to_what_was_known(index):
    assert found(index, "q=bridge&source=quay-post")["passages"] == ["quay-post", "quay-post"]
    assert set(found(index, "q=bridge&known=2021-06")["passages"]) == {"harbour-news"}
    assert "post-author" not in found(index, "q=author&known=2021-06")["voices"]


def test_a_snippet_marks_the_words_and_keeps_the_rest(index):
    (hit,) = find_words(index.read(View("claims", q="fish"))).passages
    assert hit.snippet == (("Advertisement: buy fresh ", False), ("fish", True), (".", False))
    assert hit.start == index.dossier.texts["harbour-news"].content.index("Advertisement")


def test_what_may_have_been_meant_is_offered(index):
    assert index.search.meant("crakcs survye") == "cracks survey"
    assert index.search.meant("cracks") == ""
    assert index.search.meant("xyzzyplugh") == ""


# What a reader of the first dossier expects on top

EXPECTED = [
    ("how many troops", "questions", {"troops-in-russia"}),
    ("how many troops", "claims", {"wt-10000", "skua-12000-ready", "ryder-in-russia"}),
    ("nuclear", "questions", {"nuclear-technology"}),
    ("nuclear", "claims", {"ta-nuclear-arsenal", "qf-nuclear-technology", "wt-world-united"}),
    ("Zelenskyy", "voices", {"zelensky"}),
    ("Zelenskyy", "claims", {"zelensky-weekend", "zelensky-kursk", "wm-video-posted"}),
    ("desperation -Foreman", "questions", {"desperation"}),
    ("desperation -Foreman", "claims", {"wm-smacks-of-desperation", "some-washington-weakness", "british-desperation"}),
    ("Jong-un", "voices", {"kim-jong-un"}),
]


@pytest.mark.parametrize(("words", "where", "expected"), EXPECTED)
def test_what_is_expected_comes_first(real, words, where, expected):
    reading = real.read(View("claims", q=words))
    first = found(real, reading.view.query())[where][: len(expected) + 1]
    assert expected <= set(first)


@pytest.mark.parametrize(
    ("one", "other"), [("Zelensky", "Zelenskyy"), ('"Jong Un"', "Jong-un"), ("ZELENSKYY", "zelensky")]
)
def test_spellings_of_a_name_find_the_same(real, one, other):
    hits = {name: {table: sorted(rows) for table, rows in found(real, f"q={name}").items()} for name in (one, other)}
    assert hits[one] == hits[other]
    assert hits[one]["claims"]
    assert hits[one]["passages"]


def test_what_is_left_out_is_left_out_everywhere(real):
    hits = find_words(real.read(View("claims", q="desperation -Foreman")))
    dossier = real.dossier
    assert not [name for name in hits.claims if "foreman" in dossier.chain(dossier.claims[name])]
    assert not [hit for hit in hits.passages if any(text == "It’s a sign of " for text, _ in hit.snippet)]


# The page


def test_the_page_counts_what_it_shows_and_links_to_every_claim(dossier):
    app = open_page("claims")
    assert "**8 claims**" in words_on(app)
    assert {link.claim for link in links_on(app, dossier) if link.page == "claims"} >= set(dossier.claims)


def test_facets_react_to_each_other():
    app = open_page("claims", {"source": "quay-post"}, opened=["facet-of-type", "facet-of-source"])
    options = {facet.key: facet.proto.options for facet in app.main.get("button_group")}
    kinds = {option.content for option in options["facet-type"]}
    assert kinds == {"Assessment \\(1\\)", "Figure \\(1\\)", "Forecast \\(1\\)", "Statement of fact \\(1\\)"}
    assert {option.content for option in options["facet-source"]} == {
        "Harbour bridge to close \\(4\\)",
        "The bridge\\, two years on \\(4\\)",
    }


def test_every_value_of_a_filter_can_be_taken_off_by_itself(dossier):
    app = open_page("claims", {"type": ["fact", "figure"], "q": "bridge"})
    lifted = {
        link.filters() for link in links_on(app, dossier, main_only=True) if link.page == "claims" and not link.claim
    }
    assert {"q=bridge&type=fact", "q=bridge&type=figure", "type=fact&type=figure", ""} <= lifted


def said(app) -> dict[str, str]:
    """The link of a page, values of one key joined."""
    return {key: ",".join([*value] if isinstance(value, list) else [value]) for key, value in app.query_params.items()}


def test_typing_and_choosing_write_the_link_and_begin_at_the_first_part():
    app = open_page("claims", {"part": "2"}, opened=["facet-of-type"])
    app.text_input(key="search").set_value("cracks").run()
    assert said(app) == {"q": "cracks"}
    app.selectbox(key="sort").set_value("voice").run()
    assert said(app) == {"q": "cracks", "sort": "voice"}
    app.button_group(key="facet-type").set_value(["figure"]).run()
    assert said(app) == {"q": "cracks", "sort": "voice", "type": "figure"}


def test_words_that_stand_nowhere_are_answered_with_what_may_have_been_meant(dossier):
    app = open_page("claims", {"q": "crakcs"})
    assert "Did you mean “cracks”?" in words_on(app)
    assert View("claims", q="cracks") in links_on(app, dossier)
    assert "Words: “crakcs” (8 claims)" in words_on(app)


def test_the_table_holds_what_the_cards_hold():
    (table,) = open_page("claims", {"show": "table", "sort": "happened"}).dataframe
    assert table.value["Claim"].iloc[0] == "The survey office says that about 80 cracks were found in spring 2019."
    assert len(table.value) == 8
    assert table.proto.alt == "8 claims, one a row"


# A claim

ON_ITS_PAGE = {
    "wirth-safe": [
        "Bo Wirth says that the bridge is safe.", "The bridge is safe", "guild chairman", "may be right", "likely",
        "It is safe", "Otherwise: It is not safe", "Ada Lund says that 120 cracks were counted.",
        "Repeated by:", "He says it again two years later.", "17 May 2021", "Norway, Sweden",
    ],
    "wirth-repeats": ["Repeats:", "Same origin", "about July 2021"],
    "lund-closing": ["Forecast held", "June 2021", "The bridge closes", "Answer: It will close"],
    "office-cracks": ["about 80 cracks", "spring 2019", "Survey of the bridge", "Otherwise: 120"],
    "office-early": ["Too early to say"],
}  # fmt: skip


@pytest.mark.parametrize("claim", ON_ITS_PAGE)
def test_a_claim_has_a_page_with_everything_that_is_held_on_it(claim):
    words = words_on(open_page("claims", {"claim": claim}), main_only=True)
    assert [part for part in ON_ITS_PAGE[claim] if part not in words] == []


def test_who_takes_no_stand_is_contradicted_by_nobody():
    assert "Otherwise" not in words_on(open_page("claims", {"claim": "office-early"}), main_only=True)


def test_what_was_not_known_yet_is_not_shown_on_a_claim_either():
    words = words_on(open_page("claims", {"claim": "wirth-safe", "known": "2021-06"}), main_only=True)
    assert "Repeated by" not in words


@pytest.mark.parametrize("claim", ["lund-closing", "wirth-repeats"])
def test_a_claim_links_to_its_place_in_the_text_its_voice_and_its_questions(dossier, claim):
    record = dossier.claims[claim]
    links = links_on(open_page("claims", {"claim": claim}), dossier, main_only=True)
    assert View("sources", claim=claim) in links
    assert View("analysts", analyst=record.voice) in links
    assert {View("conflicts", question=(name,)) for name in record.answers} <= set(links)


# The texts


def test_sentences_without_a_claim_are_told_with_the_reason_only_on_demand(index):
    plain = text_pieces(index.read(View("sources")), "harbour-news")
    assert not any(piece.get("gap") for paragraph in plain for piece in paragraph)
    shown = text_pieces(index.read(View("sources", show="gaps")), "harbour-news")
    gaps = [(p["text"], p["explained"], p["reason"]) for paragraph in shown for p in paragraph if p.get("gap")]
    assert gaps == [
        ("Harbour bridge to close", True, "page furniture"),
        ("Advertisement: buy fresh fish.", True, "advertisement"),
    ]
    assert ["".join(p["text"] for p in par) for par in shown] == ["".join(p["text"] for p in par) for par in plain]


def test_a_source_says_how_much_of_it_carries_claims():
    words = words_on(open_page("sources"), main_only=True)
    assert "4 of 6 sentences with a claim, 2 left out for a reason" in words
    assert "4 of 4 sentences with a claim" in words
    assert "Part of the text" in words
