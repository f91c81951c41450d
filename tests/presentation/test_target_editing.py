"""Targets put together by hand: tenths of a percent that always sum to all of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.domain.classification import Sleeve
from advisor.presentation.target_editing import sum_words, whole_tenths

_PARTS = st.lists(st.floats(0, 1e6), min_size=len(Sleeve), max_size=len(Sleeve)).filter(lambda parts: sum(parts) > 1e-6)


@given(_PARTS)
def test_rounded_shares_sum_to_all_and_miss_by_less_than_a_tenth(parts):
    tenths = whole_tenths(dict(zip(Sleeve, parts, strict=True)))
    assert sum(tenths.values()) == 1000
    for sleeve, part in zip(Sleeve, parts, strict=True):
        assert abs(tenths[sleeve] - part / sum(parts) * 1000) < 1 + 1e-6


def test_debt_counts_as_nothing():
    assert whole_tenths({Sleeve.CASH: -0.2, Sleeve.SP493: 1.2}) == dict.fromkeys(Sleeve, 0) | {Sleeve.SP493: 1000}


@pytest.mark.parametrize(
    ("total", "said"),
    [(1000, "Adds up to 100%."), (973, "2.7% is still missing."), (1012, "1.2% is too much."), (0, "100.0% is still missing.")],
)
def test_the_sum_in_words(total, said):
    assert sum_words(total) == said
