"""Drafts of claims: exact quotes always, good guesses at the rest, and no text that breaks them."""

import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dossier.__main__ import main
from dossier.amounts import find_amounts
from dossier.attribution import AUTHOR, find_speech
from dossier.dates import parse_edtf
from dossier.drafting import draft_claims
from dossier.mentions import find_countries, find_dates, find_hedge
from dossier.model import Claim, Voice
from dossier.quotes import find_quote
from dossier.stubs import MARK, draft_yaml, slug
from dossier.texts import RawText, TextError, decode_text
from dossier.tree import read_tree

SEEDS = [
    Path(__file__).parent.parent / "seeds" / f"{name}.txt"
    for name in ("quick-fix", "trouble-ahead", "what-it-means", "why-russia-wont", "why-they-are-there")
]
"""The texts that the dossier began with; others may be as short as they like."""

STORY = """\
OSLO, May 6 (Reporter) -- The old ferry will stop running in June, mayor Ada Lund said on Tuesday.

"We counted about 120 leaks," said Bo Wirth, an engineer at the yard. "It may sink," he added. Is anyone surprised?

According to the Norwegian Ministry of Transport, up to 2,000 passengers used it last month, but many residents think \
that the true number was higher. It was built in 1962.
"""


def drafted(text, published="2023-05-06"):
    raw = RawText(text)
    return raw, draft_claims(raw, published=parse_edtf(published) if published else None)


def tree_of(raw, draft, source="story"):
    root, errors = read_tree(draft_yaml(raw, draft, source=source))
    assert errors == ()
    return root.plain()


# A draft


def test_a_draft_follows_the_text():
    _, draft = drafted(STORY)
    assert [(stub.voice, stub.quote) for stub in draft.stubs] == [
        ("Ada Lund", "The old ferry will stop running in June"),
        ("Bo Wirth", "We counted about 120 leaks"),
        ("Bo Wirth", "It may sink"),
        ("Norwegian Ministry of Transport", "up to 2,000 passengers used it last month"),
        ("many residents", "the true number was higher"),
        (AUTHOR, "It was built in 1962"),
    ]


def test_a_stub_has_figures_dates_hedges_and_countries():
    first, leaks, sink, passengers, _, built = drafted(STORY)[1].stubs
    assert (first.type, leaks.type, sink.type, built.type) == ("forecast", "figure", "assessment", "fact")
    assert (leaks.amounts[0].low, leaks.amounts[0].bound, leaks.amounts[0].unit) == (120, "about", "leaks")
    assert (passengers.amounts[0].high, passengers.amounts[0].bound) == (2000, "up_to")
    assert (passengers.about.edtf.text, passengers.about.relative) == ("2023-04", True)
    assert (built.about.edtf.text, built.about.relative) == ("1962", False)
    assert sink.hedge == "may"


def test_the_yaml_is_read_by_the_loader_and_fits_the_model():
    raw, draft = drafted(STORY)
    tree = tree_of(raw, draft)
    voices = [Voice.model_validate(row) for row in tree["voices"]]
    claims = [Claim.model_validate(row) for row in tree["claims"]]
    assert [(voice.id, voice.kind, voice.role) for voice in voices] == [
        ("ada-lund", "person", "mayor"),
        ("bo-wirth", "person", "engineer at the yard"),
        ("norwegian-ministry-of-transport", "government", None),
        ("many-residents", "group", None),
    ]
    assert {claim.voice for claim in claims} <= {voice.id for voice in voices} | {"author"}
    assert [claim.id for claim in claims] == [f"draft-story-00{number}" for number in range(1, 7)]
    assert tree["claims"][1]["answers"] == {
        "name-the-question": {"low": "120", "bound": "about", "unit": "leaks", "wording": "about 120 leaks"}
    }
    assert claims[3].about_basis == '"last month", reckoned from the day of publication.'
    assert claims[3].via == ("author",)


def test_every_stub_is_marked_as_a_draft():
    raw, draft = drafted(STORY)
    yaml = draft_yaml(raw, draft, source="story")
    assert yaml.count(f"# {MARK} (line ") == yaml.count("- id: draft-") == 6
    assert yaml.count(f"# {MARK}\n") == 4


def test_a_text_that_asserts_nothing_gives_an_empty_draft():
    raw, draft = drafted("")
    assert tree_of(raw, draft) == {"voices": [], "claims": []}


def test_a_quote_that_stands_twice_gets_what_stands_around_it():
    raw, draft = drafted("The bridge is quite safe. The bridge is quite safe. So be it all.")
    assert len(draft.stubs) == 3
    for stub in draft.stubs:
        assert find_quote(raw, stub.quote, prefix=stub.prefix, suffix=stub.suffix) == (stub.span,)


@pytest.mark.parametrize("text", ["Harbour news", "Is the bridge safe?", "Photo: Ada Lund", "Yes.", "“Why should it?”"])
def test_headings_questions_and_scraps_are_left_out(text):
    assert drafted(text)[1].stubs == ()


# Voices


@pytest.mark.parametrize(
    ("sentence", "voice", "said"),
    [
        ("“It is safe for now,” Ada Lund said.", "Ada Lund", "“It is safe for now,” "),
        ("Ada Lund, who runs the guild, argues the bridge is safe.", "Ada Lund", "the bridge is safe."),
        ("On May 4, 2021, Ada Lund stated that the bridge is safe.", "Ada Lund", "the bridge is safe."),
        ("The bridge is safe, according to the survey office.", "survey office", "The bridge is safe, "),
        ("The bridge is safe, experts have warned.", "experts", "The bridge is safe, "),
        ("This led many analysts to believe that it is safe.", "many analysts", None),
        ("Some in Oslo see it as a safe bridge.", "Some in Oslo", None),
        ("It closed, but most engineers think the bridge is safe.", "most engineers", "the bridge is safe."),
        ("Lund told reporters the bridge is safe today.", "Lund", "the bridge is safe today."),
        ("Lund said on Friday that the bridge is safe.", "Lund", "the bridge is safe."),
        ("“It is quite safe,” Mrs Lund, 31, told the Evening Post today.", "Mrs Lund", "“It is quite safe,” "),
        ("Rain came as the Bridge Agency (BA) warned that many were not safe.", "Bridge Agency", "many were not safe."),
        ("“It is quite safe,” she says angrily.", "she", "“It is quite safe,” "),
    ],
)
def test_attribution_names_the_voice_and_what_it_says(sentence, voice, said):
    raw = RawText(sentence)
    speech = next(speech for speech in find_speech(raw) if speech.voice != AUTHOR)
    assert (speech.voice, raw.text_of(speech.span)) == (voice, said or sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "The United States built the bridge long ago.",
        "It is believed that the bridge will close.",
        "It could suggest that the bridge is not safe.",
        "The details suggest, as expected, that nothing holds.",
        "The bridge, as it is said, was built by nobody at all.",
        "The reports were kept in the old town hall.",
        "The town agreed to send help to the bridge.",
    ],
)
def test_what_nobody_says_is_the_authors(sentence):
    assert [speech.voice for speech in find_speech(RawText(sentence))] == [AUTHOR]


def test_pronouns_and_open_quotations_go_to_whoever_spoke_last():
    text = "“It is safe,” says Ada Lund. “It always was quite safe.” He left.\n\nShe says that the bridge will stay."
    assert [speech.voice for speech in find_speech(RawText(text))] == ["Ada Lund", "Ada Lund", AUTHOR, "Ada Lund"]


def test_a_later_short_name_is_the_voice_named_before():
    _, draft = drafted("Ada Lund says the bridge is safe. Mr Lund said that the old bridge will close.")
    assert [stub.voice for stub in draft.stubs] == ["Ada Lund", "Ada Lund"]
    assert list(draft.voices) == ["Ada Lund"]


# Figures, dates, doubt, countries


@pytest.mark.parametrize(
    ("text", "low", "high", "bound", "unit"),
    [
        ("11,000 to 12,000 North Korean troops are", 11_000, 12_000, "exact", "troops"),
        ("between 10 and 20 people", 10, 20, "exact", "people"),
        ("1.1 to 1.3 million men", 1_100_000, 1_300_000, "exact", "men"),
        ("up to 12,000 believed", None, 12_000, "up_to", ""),
        ("no more than 5,000 shells", None, 5_000, "up_to", "shells"),
        ("more than 162,500 personnel", 162_500, None, "at_least", "personnel"),
        ("thousands of men", 2_000, None, "at_least", "men"),
        ("tens of thousands of men", 20_000, None, "at_least", "men"),
        ("roughly half of the shells", 50, None, "about", "%"),
        ("over 40 per cent of", 40, None, "at_least", "%"),
        ("$3.5 billion was", 3_500_000_000, None, "exact", "$"),
        ("twenty-five dead", 25, None, "exact", "dead"),
        ("20 000 men", 20_000, None, "exact", "men"),
        ("a thousand laborers", 1_000, None, "exact", "laborers"),
    ],
)
def test_figures_keep_their_bounds(text, low, high, bound, unit):
    (amount,) = find_amounts(text)
    assert (amount.low, amount.high, amount.bound, amount.unit) == (low, high, bound, unit)


@pytest.mark.parametrize(
    "text",
    [
        "in 2024",
        "Nov. 4, 2024",
        "26 October",
        "F-16 jets",
        "the 24th",
        "the 1990s",
        "four years",
        "9/11",
        "one of them",
    ],
)
def test_dates_ordinals_and_spans_of_time_are_no_figures(text):
    assert find_amounts(text) == ()


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("Nov. 4, 2024", "2024-11-04"),
        ("4 November 2024", "2024-11-04"),
        ("in October 2024", "2024-10"),
        ("summer 2024", "2024-22"),
        ("mid 2022", "2022~"),
        ("between 2019 and 2022", "2019/2022"),
        ("in the 1990s", "199X"),
        ("last month", "2024-02"),
        ("next year", "2025"),
        ("on Friday", "2024-03-01"),
        ("yesterday", "2024-03-05"),
        ("last week", "2024-02-26/2024-03-03"),
        ("in November", "2023-11"),
        ("early February", "2024-02~"),
        ("September this year", "2024-09"),
    ],
)
def test_dates_are_reckoned_from_the_day_of_publication(text, edtf):
    assert [mention.edtf.text for mention in find_dates(text, parse_edtf("2024-03-06"))] == [edtf]


@pytest.mark.parametrize("published", [None, "2024", "2024/2025", "2024-03"])
def test_a_date_finer_than_the_publication_is_not_guessed(published):
    assert find_dates("on Friday", parse_edtf(published) if published else None) == ()


@pytest.mark.parametrize("text", ["Feb. 30, 2024", "2024-13-01", "31 June 2024", "0 May 2024"])
def test_impossible_dates_are_passed_over(text):
    assert all(mention.edtf.precision != "day" for mention in find_dates(text))


def test_hedges_are_verbatim():
    assert find_hedge("The bridge is said to be safe") == "is said to be"
    assert find_hedge("It may not hold") == "may not"
    assert find_hedge("It holds") is None


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("North Korean and U.S. soldiers", ("KP", "US")),
        ("the Russia-Ukraine war", ("RU", "UA")),
        ("Bolivian, Chinese, Dutch", ("BO", "CN", "NL")),
        ("Tokyo denied it", ("JP",)),
        ("Guinea-Bissau and Papua New Guinea", ("GW", "PG")),
        ("IT experts from the US", ("US",)),
        ("It said no. To be sure, us too.", ()),
    ],
)
def test_countries_are_found_by_name_adjective_and_capital(text, codes):
    assert find_countries(text) == codes


@pytest.mark.parametrize(("name", "made"), [("Ada Lund", "ada-lund"), ("Küçük’s", "kucuks"), ("김", "unnamed-voice")])
def test_an_id_is_made_of_a_name(name, made):
    assert slug(name) == made


# Any text

PIECES = st.sampled_from(
    list(" \n\n.,;:!?“”\"'’«»()[]-–—…\u00a0\u200b")
    + " [...] |according to | said |says that |led many to believe that |what |up to |million |between 2019 and ".split(
        "|"
    )
    + "Ada Lund|the army|he|some experts|1,000|2024|last Friday|on May 5|31 February 2024|% |$|U.S. |- id: x".split("|")
)
TEXTS = st.one_of(st.text(), st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=40).map("".join))


@given(TEXTS, st.sampled_from([None, "2024", "2024-10", "2024-10-31", "0001-01-01", "9999-12", "2024-11/.."]))
@example("“It is [...] safe here,” Ada Lund said. It is [...] safe here.", None)
@example("a\u2028b c d e. \ufeffThe bridge: is # safe\u200b now.", None)
def test_any_text_gives_yaml_that_parses_and_quotes_that_stand_in_it(text, published):
    try:
        raw = RawText(decode_text(text.encode()))
    except TextError:
        return
    draft = draft_claims(raw, published=parse_edtf(published) if published else None)
    tree = tree_of(raw, draft)
    assert [row["id"] for row in tree["claims"]] == [f"draft-story-{n:03}" for n in range(1, len(draft.stubs) + 1)]
    for row, stub in zip(tree["claims"], draft.stubs, strict=True):
        claim = Claim.model_validate(row)
        assert find_quote(raw, claim.quote, prefix=claim.prefix or "", suffix=claim.suffix or "") == (stub.span,)
    for row in tree["voices"]:
        Voice.model_validate(row)


@pytest.mark.parametrize("piece", ["1", "1,111", "“", "said ", "Ada Lund, ", "a few ", "a, ", ". ", "(", "and ", "x"])
@pytest.mark.timeout(20)
def test_monotonous_texts_take_no_time(piece):
    raw = RawText(piece * (20_000 // len(piece)))
    tree_of(raw, draft_claims(raw))


@pytest.mark.parametrize("file", SEEDS, ids=lambda file: file.stem)
def test_the_raw_texts_of_the_dossier_give_sound_drafts(file):
    raw = RawText(decode_text(file.read_bytes()))
    draft = draft_claims(raw)
    claims = [Claim.model_validate(row) for row in tree_of(raw, draft, source=file.stem)["claims"]]
    assert len(claims) > 15
    assert [stub.span for stub in draft.stubs] == sorted(stub.span for stub in draft.stubs)


# The command


def test_the_command_prints_the_draft_and_changes_nothing(tmp_path, capsys):
    file = tmp_path / "Old ferry.txt"
    file.write_text(STORY)
    assert main(["draft", str(file), "--published", "2023-05-06"]) == 0
    assert capsys.readouterr().out.count("\n    source: old-ferry\n") == 6
    assert [path.name for path in tmp_path.iterdir()] == ["Old ferry.txt"]
    assert main(["draft", str(file), "--source", "ferry"]) == 0
    assert re.search(r"- id: draft-ferry-001\n    source: ferry\n", capsys.readouterr().out)


@pytest.mark.parametrize("content", [None, b"\xff", b"a\x00b"])
def test_a_text_that_cannot_be_read_is_said(tmp_path, capsys, content):
    file = tmp_path / "text.txt"
    if content is not None:
        file.write_bytes(content)
    assert main(["draft", str(file)]) == 2
    assert "text.txt" in capsys.readouterr().err


@pytest.mark.parametrize("options", [["--published", "soon"], ["--source", "No id"]])
def test_options_that_mean_nothing_are_refused(options, capsys):
    with pytest.raises(SystemExit, match="2"):
        main(["draft", "text.txt", *options])
    assert "error: argument" in capsys.readouterr().err
