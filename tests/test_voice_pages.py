"""The pages on voices: their numbers are those of the claims file and of the export, and every voice has a page."""

import re
from collections import Counter
from dataclasses import replace

import pytest
import yaml
from apps import MAIN, links_on, words_of, words_on
from markupsafe import Markup
from streamlit.testing.v1 import AppTest

from components.chains import diagram
from components.marks import escape
from components.voices import count_words
from dossier.agreement import find_pairs
from dossier.export.document import dossier_document
from dossier.loading import dossier_path, load_dossier
from dossier.profiles import Chain, Count, count_voices
from dossier.reading import Index
from dossier.view import View

_HEADING = re.compile(r"<h2[^>]*>(.*?)</h2>")


@pytest.fixture(scope="module")
def real():
    """The dossier that the app shows unless told otherwise."""
    return Index(load_dossier(dossier_path()))


@pytest.fixture(scope="module")
def raw():
    """Its claims file as plain lists, read by nothing of ours."""
    return yaml.load(dossier_path().read_text(), yaml.BaseLoader)


@pytest.fixture(scope="module")
def app():
    app = AppTest.from_file(str(MAIN), default_timeout=60)
    app.switch_page("analysts.py")
    return app


def at(app, **query):
    app.query_params.clear()
    app.query_params.update(query)
    app.run()
    assert not app.exception
    return app


def lines(app):
    return words_of(app.main)


def words(app):
    return words_on(app, main_only=True)


def links(app):
    return links_on(app, main_only=True)


def headings(app):
    """The headings of the parts of a page, with what they count."""
    found = (heading for html in app.main.get("html") for heading in _HEADING.findall(html.proto.body))
    return [Markup(heading).striptags() for heading in found]


def count_raw(claims):
    """Claims, texts and questions of a list of raw claims."""
    return len(claims), len({c["source"] for c in claims}), len({q for c in claims for q in c.get("answers") or {}})


def spoken(raw, name):
    return [claim for claim in raw["claims"] if claim["voice"] == name]


def raw_forecasts(raw, name):
    """What came of the forecasts of a voice, worked out from the claims file alone."""
    questions = {question["id"]: question for question in raw["questions"]}
    states, found = {}, Counter()
    for claim in spoken(raw, name):
        asked = {q: a for q, a in (claim.get("answers") or {}).items() if questions[q]["kind"] == "forecast"}
        for question, answer in asked.items():
            position = next(p for p in questions[question]["positions"] if p["id"] == answer)
            if "true" not in {position.get("neutral"), position.get("declines")}:
                states[question, answer] = raw_state(questions[question], answer)
        if not asked and claim["type"] == "forecast":
            said = sorted((q, str(a)) for q, a in (claim.get("answers") or {}).items())
            states[str(said) if said else claim["id"],] = "open"
    found.update(states.values())
    return found


def raw_state(question, answer):
    outcome = question.get("outcome")
    if not outcome:
        return "open"
    if outcome.get("ambiguous") == "true":
        return "ambiguous"
    fits = answer == outcome["position"] or any(
        {answer, outcome["position"]} == set(pair) for pair in question.get("compatible") or []
    )
    return "held" if fits else "failed"


# Numbers


def test_the_numbers_of_every_voice_are_those_of_the_claims_file_and_of_the_export(real, raw):
    document = dossier_document(real.read(View()))
    counts = count_voices(real.dossier.claims.values())
    assert set(counts) == {claim["voice"] for claim in raw["claims"]}
    for name, count in counts.items():
        exported = [claim for claim in document["claims"] if claim["voice"] == name]
        answered = {answer["question"] for claim in exported for answer in claim["answers"]}
        numbers = (count.claims, count.sources, count.questions)
        assert numbers == count_raw(spoken(raw, name)), name
        assert numbers == (len(exported), len({claim["source"] for claim in exported}), len(answered)), name


def test_the_directory_shows_those_numbers_for_every_voice(app, raw):
    shown = lines(at(app))
    by_claims = {voice["id"]: spoken(raw, voice["id"]) for voice in raw["voices"]}
    heard = {name: claims for name, claims in by_claims.items() if claims}
    expected = Counter(count_words(Count(*count_raw(claims))) for claims in heard.values())
    assert Counter(line for line in shown if re.match(r"\d+ claims? in", line)) == expected
    silent = len(by_claims) - len(heard)
    assert f"{len(heard)} voices speak in this view, {silent} only named by others" in shown


def counts(real):
    return count_voices(real.dossier.claims.values())


def test_every_voice_has_a_page_whose_numbers_are_those_of_the_claims_file(app, real, raw):
    for name in real.dossier.voices:
        shown = at(app, analyst=name)
        assert shown.title[0].value == escape(real.dossier.voices[name].name)
        claims, texts, questions = count_raw(spoken(raw, name))
        forecasts = raw_forecasts(raw, name)
        if not claims:
            assert "No claim is in this voice's name" in words(shown)
            continue
        numbers = next(line for line in lines(shown) if re.match(r"\d+ claims? in", line))
        assert [int(n) for n in re.findall(r"\d+", numbers)] == [
            number for number in (claims, texts, questions, forecasts.total()) if number
        ], name
        assert ("Two claims" in words(shown) or "One claim" in words(shown)) is (claims < 3), name
        assert tally(shown) == forecasts, name


def tally(app):
    """The table of forecasts on a voice's own page, and whether its sums are right."""
    if not app.table:
        return Counter()
    (row,) = app.table[0].value.to_dict("records")
    numbers = {column: int(number) for column, number in row.items()}
    assert numbers["Resolved"] == numbers["Held"] + numbers["Failed"]
    assert numbers["Made"] == numbers["Resolved"] + numbers["Ambiguous"] + numbers["Open"]
    return Counter(
        {state: n for state in ("held", "failed", "ambiguous", "open") if (n := numbers[state.capitalize()])}
    )


# What a page says


def test_the_author_who_foresaw_the_contrary_is_found_from_the_first_page(real):
    """One click from the overview: the forecast with its words, its date and what came of it."""
    app = AppTest.from_file(str(MAIN), default_timeout=60).run()
    assert "why-russia-wont-author" in [view.analyst for view in links(app)]
    assert "Forecasts and what came of them" in headings(app)
    app.switch_page("analysts.py")
    shown = words(at(app, analyst="why-russia-wont-author"))
    claim = real.dossier.claims["ww-extremely-unlikely"]
    assert claim.quote in shown
    assert "Forecast failed" in shown
    assert "published between 2022 and October 2024" in shown
    assert "What came of it:" in shown


def test_a_profile_tells_what_the_texts_leave_open_and_links_to_conflicts(app):
    shown = at(app, analyst="foreman")
    assert any(view.page == "conflicts" and view.question == ("desperation",) for view in links(shown))
    assert "Former British defence" in words(shown)
    shown = words(at(app, analyst="why-russia-wont-author"))
    assert "Not named · role not stated · country not stated" in shown


def test_a_long_profile_begins_with_ways_to_each_of_its_parts(app):
    bodies = "".join(html.proto.body for html in at(app, analyst="motin").main.get("html"))
    ways = re.findall(r'href="#([^"]+)"', bodies)
    assert ways == ["foresaw", "stands", "agrees", "changes", "sure", "rests", "silent", "says"]
    assert ways == re.findall(r'<h2 class="" id="([^"]+)"', bodies)


def test_voices_side_by_side(app, real):
    shown = at(app, **{"with": ["motin", "foreman"]})
    (pair,) = find_pairs(real.dossier, real.read(View()).known_cases, ["foreman", "motin"])
    sentence = f"agree on {len(pair.agree)} of {pair.shared} shared questions, differ on {len(pair.differ)}"
    assert sentence in words(shown)
    assert headings(shown)[0] == f"Where they differ {len(pair.differ) + len(pair.partly)}"
    assert any(heading.startswith("Only Dylan Motin answers") for heading in headings(shown))


def test_one_voice_or_five_are_not_set_side_by_side(app, real):
    assert "Choose two to four voices" in words(at(app, show="compare", **{"with": ["motin"]}))
    five = list(count_voices(real.dossier.claims.values()))[:5]
    assert "The link names 5 voices; the first 4 are shown." in words(at(app, **{"with": five}))


def test_the_table_of_agreement_holds_every_pair_that_shares_a_question(app, real):
    shown = at(app, show="agreement")
    reading = real.read(View())
    pairs = find_pairs(real.dossier, reading.known_cases, list(counts(real)))
    table = shown.dataframe[0].value
    assert len(table) == len(pairs)
    assert table["Shared"].sum() == sum(pair.shared for pair in pairs)
    assert table["Agree"].sum() == sum(len(pair.agree) for pair in pairs)
    assert list(table["Shared"]) == sorted(table["Shared"], reverse=True)


def test_nobody_found_is_said_with_the_way_back(app):
    shown = at(app, name="zzz", who="analysts")
    assert "No voice fits what is chosen here and is called “zzz”." in words(shown)
    ways = links(shown)
    assert View(page="analysts", who=("analysts",)) in ways
    assert View(page="analysts", name="zzz") in ways


@pytest.mark.parametrize("show", ["", "agreement", "forecasts"])
def test_filters_that_leave_nothing_are_named_with_the_way_back(app, show):
    shown = at(app, show=show, source="why-russia-wont", voice="foreman")
    assert "fit all of these filters together" in words(shown)
    assert View(page="analysts", show=show, source=("why-russia-wont",)) in links(shown)


def test_a_voice_outside_the_filters_says_so(app):
    shown = at(app, analyst="foreman", source="why-russia-wont")
    assert "but none that fits the filters" in words(shown)


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"show": "compare"},
        {"show": "agreement"},
        {"show": "forecasts"},
        {"with": ["ada-lund", "bo-wirth"]},
        *({"analyst": name} for name in ("bo-wirth", "news-author", "engineers-guild", "survey-office")),
        {"known": "2021-06-01", "show": "forecasts"},
        {"source": "quay-post", "show": "agreement"},
    ],
    ids=str,
)
def test_any_other_dossier_has_these_pages_too(tiny, monkeypatch, query):
    monkeypatch.setenv("DOSSIER", str(tiny))
    app = AppTest.from_file(str(MAIN), default_timeout=60)
    app.switch_page("analysts.py")
    assert at(app, **query).title


def test_a_diagram_shows_names_and_lets_none_of_them_be_syntax(dossier):
    chains = [Chain("harbour-news", ("engineers-guild", "bo-wirth"), 2), Chain("harbour-news", ("bo-wirth",), 1)]
    reading = Index(dossier).read(View())
    assert diagram(reading, dossier.voices["bo-wirth"], chains).splitlines() == [
        "flowchart TD",
        '  n0["The engineers\' guild"]',
        '  n1["Harbour bridge to close"]',
        '  n2(["Bo Wirth"])',
        "  n0 --> n1",
        "  n2 --> n0",
        "  n2 --> n1",
    ]


def test_a_hostile_name_stays_a_label_in_a_diagram(dossier):
    name = 'a"] --> b["<script>`#quot; %%{init}%% $$x$$ fa:fa-car'
    voice = dossier.voices["bo-wirth"].model_copy(update={"name": name})
    hostile = replace(dossier, voices={**dossier.voices, "bo-wirth": voice})
    lines = diagram(Index(hostile).read(View()), voice, [Chain("quay-post", ("bo-wirth", "bo-wirth"), 1)]).splitlines()
    (label,) = (line.removeprefix('  n0(["').removesuffix('"])') for line in lines if line.startswith("  n0("))
    assert not set(label) & set('"<>`#%$\\:{}[]')
