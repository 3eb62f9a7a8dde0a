"""What happens to a link on its way through mail, chat and people, and that it is still read as it was meant."""

import html
from html.entities import html5
from urllib.parse import quote

import pytest
from conftest import TINY, copy_tiny
from hypothesis import given
from hypothesis import strategies as st
from test_view import VIEWS

from dossier.loading import load_dossier
from dossier.view import KEYS, View

LINK = "country=NO&country=SE&known=2021-05-31&source=quay-post"
MEANT = View(
    page="claims", country=("NO", "SE"), known=View.parse("/", "known=2021-05-31").known, source=("quay-post",)
)


@pytest.mark.parametrize(
    "written",
    [
        *(
            LINK + glued
            for glued in (".", ",", ";", ":", "!", "?", ")", ">", "]", '"', "'", "*", "**", "_", "…", ").", ">,")
        ),
        html.escape(LINK),
        html.escape(html.escape(LINK)),
        LINK.replace("&", "&#38;").replace("#", "%23"),
        LINK.upper(),
        LINK.replace("=", "=+").replace("&", "+&"),
        LINK.replace("=", "=%20"),
        LINK.replace("quay-post", "quay-%0D%0A%20post"),
        LINK.replace("quay-post", "quay-post%E2%80%8B"),
        LINK.replace("quay-post", "%E2%80%8Equay-post%E2%80%8F"),
        LINK.replace("quay-post", "quay%252Dpost"),
        LINK.replace("2021-05-31", "2021-05-31%29."),
        "utm_source=mail&" + LINK + "&fbclid=IwAR0x_y&utm_medium=e&mc_cid=1&igshid=z&msclkid=2&_hsenc=p&gclid=EAI",
        "?" + LINK,
        "&&" + LINK.replace("&", "&&") + "&",
    ],
)
def test_a_link_that_was_changed_on_its_way_is_read_as_it_was_meant(dossier, written):
    view = View.parse("/claims", written, dossier)
    assert view == MEANT
    assert view.unknown == ()


@given(VIEWS, st.sampled_from([".", ")", ">", '"', ").", ",", "…"]))
def test_punctuation_after_a_link_with_its_version_changes_nothing(view, glued):
    """Every link that the page offers to share ends in its version or in a name."""
    shared = view.having(v="0123456789ab", voice=(), type=(), topic=(), until=None)
    assert View.parse(shared.path, shared.query() + glued) == shared


@given(VIEWS)
def test_escaping_for_html_changes_nothing(view):
    assert View.parse(view.path, html.escape(view.query())) == view


@given(VIEWS)
def test_spaces_may_be_written_either_way(view):
    assert View.parse(view.path, view.query().replace("+", "%20")) == view


def test_no_key_begins_like_an_entity_that_browsers_read_without_its_semicolon():
    """`&copy=1` inside a page is read as `©=1`: such a key could not be put into HTML unescaped."""
    short = tuple(name for name in html5 if not name.endswith(";"))
    assert [key for key in KEYS if key.startswith(short)] == []


@pytest.mark.parametrize(
    ("query", "unknown"),
    [
        ("source=quay-postt.", (("source", "quay-postt."),)),
        ("known=yesterday)", (("known", "yesterday)"),)),
        ("source=....", (("source", "...."),)),
        ("source=quay-post" + "." * 50, (("source", "quay-post" + "." * 50),)),
        ("amp;colour=red", (("colour", "red"),)),
        ("source=%2528script%2529", (("source", "%28script%29"),)),
    ],
)
def test_what_cannot_be_mended_is_named_as_it_was_written(dossier, query, unknown):
    view = View.parse("/", query, dossier)
    assert view == View()
    assert view.unknown == unknown


@given(st.text(max_size=40))
def test_mending_never_fails(text):
    for key in KEYS:
        View.parse("/", f"{key}={quote(quote(text))}")


# Ids that the dossier no longer uses


@pytest.fixture(scope="module")
def renamed(tmp_path_factory):
    """The tiny dossier, of which some ids were others before."""
    folder = tmp_path_factory.mktemp("renamed") / "tiny"
    copy_tiny(folder)
    yaml = TINY.read_text().replace(
        "  language: en\n",
        "  language: en\n  aliases:\n    sources: {old-post: quay-post}\n    voices: {mayor: ada-lund}\n"
        "    questions: {cracks-counted: cracks}\n    topics: {risk: safety}\n"
        "    claims: {lund-split: lund-cracks}\n    events: {shutting: closing}\n",
        1,
    )
    (folder / "data" / "claims.yaml").write_text(yaml)
    return load_dossier(folder / "data" / "claims.yaml")


def test_old_ids_lead_to_the_new_ones(renamed):
    query = (
        "source=Old-Post.&source=quay-post&voice=mayor&analyst=mayor&question=cracks-counted&topic=risk"
        "&claim=lund-split&event=shutting"
    )
    view = View.parse("/claims", query, renamed)
    assert view == View(
        page="claims",
        source=("quay-post",),
        voice=("ada-lund",),
        analyst="ada-lund",
        question=("cracks",),
        topic=("safety",),
        claim="lund-cracks",
        event="closing",
    )
    assert view.unknown == ()


def test_an_old_id_is_only_known_in_its_own_section(renamed):
    assert View.parse("/", "voice=old-post&source=mayor", renamed).unknown == (
        ("voice", "old-post"),
        ("source", "mayor"),
    )


def test_a_dossier_without_aliases_knows_no_old_ids(dossier):
    assert View.parse("/", "source=old-post", dossier).unknown == (("source", "old-post"),)
