"""Counting over records finds the same as asking the tables."""

import pytest

from dossier.facets import count_values
from dossier.queries import count_facets, held_claims
from dossier.view import View


@pytest.mark.parametrize("query", ["", "country=NO", "source=quay-post", "type=fact&type=figure", "country=FR"])
def test_both_ways_to_count_agree(index, query):
    view = View.parse("claims", query, index.dossier)
    claims, asked = index.claims(view), count_facets(index.frames, held_claims(index.frames, view))
    found = {key: count_values(index.dossier, key, claims) for key in asked}
    assert found == asked
    assert {key: list(counts) for key, counts in found.items()} == {key: list(counts) for key, counts in asked.items()}


def test_a_claim_counts_once_for_each_value(index):
    claim = index.dossier.claims["lund-cracks"]
    assert count_values(index.dossier, "topic", [claim]) == {"safety": 1}
    assert count_values(index.dossier, "source", [claim, claim]) == {claim.source: 2}
