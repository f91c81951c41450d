"""Breadth kept as counts comes back as it was."""

from dataclasses import fields, is_dataclass
from datetime import date

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from advisor.rotation.breadth import beating, breadth
from advisor.rotation.breadth_counts import BENCHMARK, SESSIONS, beating_of_counts, breadth_of_counts, counts_of
from advisor.rotation.model_breadth import MemberList
from tests.rotation.lines import panels

SYMBOLS = (BENCHMARK, "A", "B", "C")


def assert_same(one: object, other: object) -> None:
    if is_dataclass(one):
        for field in fields(one):
            assert_same(getattr(one, field.name), getattr(other, field.name))
    elif isinstance(one, dict):
        assert one.keys() == other.keys()
        for key in one:
            assert_same(one[key], other[key])
    elif isinstance(one, np.ndarray):
        np.testing.assert_array_equal(one, other)
    else:
        assert one == other


@given(panel=panels(SYMBOLS, most_days=400), later=st.booleans())
def test_counts_come_back_as_the_breadth_they_are_of(panel, later):
    members = MemberList("S&P 500", ("A", "B", "C", "GONE"), date(2026, 6, 19) if later else date(2016, 1, 4))
    told, beat = breadth(panel, [members]), beating(panel, [members], BENCHMARK, SESSIONS)
    counts = counts_of(told, beat)
    assert_same(breadth_of_counts(panel.days, counts, members, told.absent), told)
    assert_same(beating_of_counts(panel.days, counts, members), beat)
