"""Country codes, their names, and the words that lead to them."""

from collections import Counter

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from dossier.countries import ALIASES, CODES, _fold, country_name, country_names, find_country, is_country

NAMES = {
    "KP": "North Korea",
    "KR": "South Korea",
    "RU": "Russia",
    "UA": "Ukraine",
    "US": "United States",
    "GB": "United Kingdom",
    "CN": "China",
    "JP": "Japan",
    "NO": "Norway",
    "CI": "Côte d’Ivoire",
    "TR": "Türkiye",
}

WORDS = {
    "North Korea": "KP",
    "north  korea ": "KP",
    "DPRK": "KP",
    "D.P.R.K.": "KP",
    "the DPRK": "KP",
    "Democratic People’s Republic of Korea": "KP",
    "kp": "KP",
    "KP": "KP",
    "ROK": "KR",
    "Republic of Korea": "KR",
    "UK": "GB",
    "U.K.": "GB",
    "USA": "US",
    "U.S.": "US",
    "the United States": "US",
    "Russian Federation": "RU",
    "Turkey": "TR",
    "turkiye": "TR",
    "Cote d'Ivoire": "CI",
    "Guinea-Bissau": "GW",
    "Bosnia and Herzegovina": "BA",
    "Saint Lucia": "LC",
    "The Gambia": "GM",
    "Burma": "MM",
}

NO_COUNTRY = (
    "",
    " ",
    "Korea",
    "Congo",
    "EU",
    "European Union",
    "UN",
    "XK",
    "ZZ",
    "001",
    "Europe",
    "Pyongyang",
    "nowhere",
)

NAMED_BY_CLDR_BUT_NOT_ASSIGNED = {*"AC CP CQ DG EA EU EZ IC QO TA UN XA XB XK ZZ".split()}


@pytest.mark.parametrize(("code", "name"), NAMES.items())
def test_a_code_is_named_as_readers_know_the_country(code, name):
    assert country_name(code) == name


@pytest.mark.parametrize(
    ("language", "name"), {"de": "Nordkorea", "fr": "Corée du Nord", "ny_MW": "North Korea"}.items()
)
def test_a_country_has_its_name_in_other_languages_and_in_english_where_they_have_none(language, name):
    assert country_names(language)["KP"] == name


@pytest.mark.parametrize(("word", "code"), WORDS.items())
def test_codes_names_and_aliases_lead_to_the_code(word, code):
    assert find_country(word) == code


@pytest.mark.parametrize("word", NO_COUNTRY)
def test_a_word_that_names_no_country_or_several_finds_none(word):
    assert find_country(word) is None


@pytest.mark.parametrize("code", ["kp", "UK", "EU", "UN", "XK", "ZZ", "001", "", "KPR", " KP"])
def test_only_assigned_codes_in_capitals_are_countries(code):
    assert not is_country(code)
    with pytest.raises(ValueError, match="is no ISO 3166-1 code of a country"):
        country_name(code)


def test_the_list_is_what_cldr_names_less_what_iso_has_not_assigned():
    """A CLDR update that brings a newly assigned code fails here, so that the list is looked at."""
    named = {code for code in map(str, Locale("en").territories) if len(code) == 2}
    assert named - CODES == NAMED_BY_CLDR_BUT_NOT_ASSIGNED
    assert named >= CODES
    assert len(CODES) == 249


def test_every_name_is_there_once_and_leads_back_to_its_code():
    assert {code: find_country(country_name(code)) for code in CODES} == {code: code for code in CODES}
    assert max(Counter(country_name(code) for code in CODES).values()) == 1


def test_every_alias_leads_to_its_own_country_and_no_alias_hides_another_word():
    aliases = [(alias, code) for code, words in ALIASES.items() for alias in words]
    own_words = [*CODES, *map(country_name, CODES), *(alias for alias, _ in aliases)]
    assert [(alias, find_country(alias)) for alias, _ in aliases] == aliases
    assert not [word for word, times in Counter(map(_fold, own_words)).items() if times > 1]


@given(st.text())
def test_any_text_finds_an_assigned_code_or_none(word):
    code = find_country(word)
    assert code is None or is_country(code)
