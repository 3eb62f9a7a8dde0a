"""What is taken along from a page: files of exactly the view, and citations."""

import json
from datetime import date

import pytest
from apps import PAGES, open_page, words_on
from conftest import TINY

from components import taking
from dossier.export import EXPORTS, Imprint, cite_claim, cite_source, cite_view
from dossier.view import View

IMPRINT = Imprint("https://example.org", date(2026, 1, 2))
WHERE = "(retrieved 2 January 2026)"


@pytest.fixture(autouse=True)
def on_tiny(monkeypatch) -> None:
    """The app opens the tiny dossier."""
    monkeypatch.setenv("DOSSIER", str(TINY))


@pytest.fixture
def reading(index):
    return index.read(View.parse("claims", "country=SE&show=table", index.dossier))


def test_a_claim_is_cited_by_its_voice_its_words_and_its_text(reading, dossier):
    made = cite_claim(reading, dossier.claims["office-cracks"], IMPRINT)
    assert made.text == (
        "The survey office: “About 80 cracks were found in the survey of spring 2019” "
        "In: [“The bridge, two years on”], [about July 2021]. "
        f"Claim office-cracks in “The harbour bridge”, data version {dossier.version}, "
        f"https://example.org/claims?claim=office-cracks {WHERE}"
    )
    assert made.bibtex.startswith("@misc{office-cracks,\n  author = {{The survey office}},\n")
    assert "url = {https://example.org/claims?claim=office-cracks},\n  urldate = {2026-01-02}," in made.bibtex
    (item,) = json.loads(made.csl)
    assert item["author"] == [{"literal": "The survey office"}]
    assert item["container-title"] == "The bridge, two years on"
    assert item["issued"] == {"date-parts": [[2021, 7]], "circa": True}
    assert item["accessed"] == {"date-parts": [[2026, 1, 2]]}


def test_a_source_is_cited_with_what_is_inferred_in_brackets(reading, dossier):
    stated = cite_source(reading, dossier.sources["harbour-news"], IMPRINT)
    assert stated.text.startswith("“Harbour bridge to close”, Harbour News, 17 May 2021. Read in “The harbour bridge”")
    assert stated.bibtex in EXPORTS["bibtex"].export(reading, IMPRINT).decode()
    inferred = cite_source(reading, dossier.sources["quay-post"], IMPRINT)
    assert inferred.text.startswith("[“The bridge, two years on”], [about July 2021].")
    assert json.loads(inferred.csl)[0]["id"] == "quay-post"


def test_a_view_is_cited_with_its_version_its_count_and_the_link_back(reading, dossier):
    link = f"https://example.org/claims?country=SE&n=2&show=table&v={dossier.version}"
    made = cite_view(reading, IMPRINT)
    assert made.text == f"“The harbour bridge”, data version {dossier.version}, 2 of 8 claims, {link} {WHERE}"
    assert f"url = {{{link}}}" in made.bibtex
    (item,) = json.loads(made.csl)
    assert (item["type"], item["URL"], item["version"]) == ("dataset", link, dossier.version)


def test_filters_in_a_file_are_those_that_choose_claims(reading):
    assert IMPRINT.fields(reading)["filters"] == "country=SE"


@pytest.mark.parametrize("name", PAGES)
def test_every_page_offers_every_form_and_a_citation(name):
    app = open_page(name, {"country": "SE"}, opened=["download", "cite"])
    buttons = {button.proto.label for button in app.sidebar.get("download_button")}
    assert buttons == {form.label for form in EXPORTS.values()}
    words = words_on(app)
    assert "2 claims of this view" in words
    assert "BibTeX" in words
    assert "/api/claims.csv?country=SE" in words
    assert "2 of 8 claims" in words


@pytest.mark.parametrize("form", EXPORTS)
def test_a_download_is_made_when_it_is_asked_for_and_holds_the_view(reading, form):
    made = taking._making(EXPORTS[form], reading, IMPRINT)
    assert made() == EXPORTS[form].export(reading, IMPRINT)


def test_the_public_address_comes_before_the_one_that_the_browser_shows(monkeypatch):
    monkeypatch.setenv("PUBLIC_URL", "https://public.example")
    assert taking.imprint().base == "https://public.example"
