"""Fields to choose from: what a browser answers, the labels of an earlier run among them, and what goes to the link."""

import pytest
from apps import open_page
from conftest import TINY
from streamlit.testing.v1 import AppTest

from components import choices


@pytest.fixture(autouse=True)
def on_tiny(monkeypatch) -> None:
    """The app opens the tiny dossier."""
    monkeypatch.setenv("DOSSIER", str(TINY))


def answer(app: AppTest, key: str, labels: str | list[str]) -> AppTest:
    """The page after a run in which the browser says of a field what stands in those labels."""
    states = app._tree.get_widget_states()  # what AppTest offers in public knows the labels of the last run alone
    (state,) = (state for state in states.widgets if state.id.endswith(f"-{key}"))
    if isinstance(labels, str):
        state.string_value = labels
    else:
        state.string_array_value.data[:] = labels
    return app._run(states)


@pytest.mark.parametrize("query", [{}, {"q": "bridge"}])
@pytest.mark.parametrize("label", ["As in the dossier", "Best match first"])
def test_the_words_for_a_pages_own_order_are_that_order_whenever_they_were_sent(query, label):
    app = answer(open_page("claims", query), "sort", label)
    assert app.query_params == query
    assert not app.warning


FIELDS = {
    "filter-country": ("timeline", "country", "NO", "Norway"),
    "filter-source": ("overview", "source", "quay-post", "The bridge, two years on"),
    "timeline-party": ("timeline", "party", "ada-lund", "Ada Lund"),
    "facet-voice": ("claims", "voice", "ada-lund", "Ada Lund"),
    "voice-speaker": ("analysts", "speaker", "NO", "Norway"),
    "choice-topic": ("conflicts", "topic", "safety", "Safety"),
}
"""Key of a field -> the page it stands on, what it is called in the link, a value of it, and what that is called."""
BEHIND = ("people-and-dates", "facet-of-voice")


@pytest.fixture
def in_lists(monkeypatch) -> None:
    """Nothing is laid out as pills, which know their labels of before by themselves."""
    monkeypatch.setattr("components.explorer._FEW", 0)


@pytest.mark.usefixtures("in_lists")
@pytest.mark.parametrize("key", FIELDS)
def test_a_field_that_nobody_touched_changes_nothing_though_its_counts_were_others(key):
    place, name, value, called = FIELDS[key]
    app = open_page(place, {name: value}, opened=BEHIND)
    assert any(label.startswith(f"{called} (") for label in app.multiselect(key=key).options)
    answer(app, key, [f"{called} (1,234)"])
    assert app.query_params == {name: value}
    assert not app.warning


@pytest.mark.usefixtures("in_lists")
@pytest.mark.parametrize("key", FIELDS)
def test_a_choice_among_labels_of_before_is_taken_and_what_is_no_label_left_out(key):
    place, name, value, called = FIELDS[key]
    app = answer(open_page(place, opened=BEHIND), key, [f"{called} (1,234)", "Nowhere (3)"])
    assert app.query_params == {name: value}
    assert not app.warning


def test_a_name_may_end_like_a_count():
    names = {"a": "Storm (1953)", "b": "Storm"}
    assert list(choices._meant(names, ["Storm (1953) (2)", "Storm (2)", "b"])) == ["a", "b", "b"]
