"""Two tellings of closes put together: no return is made up at the seam."""

from datetime import date

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from advisor.rotation.splicing import Closes, spliced
from tests.rotation.lines import weekdays

DAYS = weekdays(60, date(2026, 1, 5))


def walk(seed: int, count: int = len(DAYS)) -> np.ndarray:
    return 100 * np.exp(np.cumsum(np.random.default_rng(seed).normal(0, 0.02, count)))


def part(closes: np.ndarray, start: int, stop: int, level: float = 1.0) -> Closes:
    return Closes(DAYS[start:stop], closes[start:stop] * level)


spans = st.tuples(st.integers(0, 50), st.integers(1, 60)).map(sorted).filter(lambda span: span[1] - span[0] >= 5)


@given(seed=st.integers(0, 2**32 - 1), one=spans, other=spans, levels=st.tuples(st.floats(0.01, 100), st.floats(0.01, 100)))
def test_tellings_of_one_thing_have_its_returns_on_all_their_days(seed, one, other, levels):
    assume(min(one[1], other[1]) - max(one[0], other[0]) >= 5)
    closes = walk(seed)
    first, second = part(closes, *one, levels[0]), part(closes, *other, levels[1])
    told = spliced(first, second)
    start, stop = min(one[0], other[0]), max(one[1], other[1])
    assert told.joined
    assert told.days.tolist() == DAYS[start:stop].tolist()
    np.testing.assert_allclose(told.closes[1:] / told.closes[:-1], closes[start + 1 : stop] / closes[start : stop - 1], rtol=1e-9)
    last = first if one[1] >= other[1] else second
    assert told.closes[-1] == pytest.approx(last.closes[-1], rel=1e-12)
    assert told.of_first.tolist() == [one[0] <= place < one[1] for place in range(start, stop)]


@given(
    seed=st.integers(0, 2**32 - 1),
    paid=st.sets(st.integers(6, 49), min_size=3, max_size=12),
    one=spans,
    other=spans,
)
def test_every_return_is_one_that_was_told(seed, paid, one, other):
    """Also where one of the two left out the distributions."""
    assume(min(one[1], other[1]) - max(one[0], other[0]) >= 5)
    closes = walk(seed)
    without = closes * np.prod([np.where(np.arange(len(DAYS)) < day, 1.02, 1.0) for day in paid], axis=0)
    first, second = part(without, *one, 3.0), part(closes, *other)
    told = spliced(first, second)
    rates = [dict(zip(each.days[1:].tolist(), each.closes[1:] / each.closes[:-1], strict=True)) for each in (first, second)]
    for day, rate in zip(told.days[1:].tolist(), told.closes[1:] / told.closes[:-1], strict=True):
        assert any(rate == pytest.approx(each[day], rel=1e-9) for each in rates if day in each)


def test_one_without_distributions_only_fills_in():
    closes = walk(1)
    without = closes * np.where(np.arange(len(DAYS)) < 20, 1.05, 1.0)
    told = spliced(part(without, 10, 60), part(closes, 0, 40))
    assert told.joined
    assert np.flatnonzero(told.of_first).tolist() == list(range(40, 60))
    np.testing.assert_allclose(told.closes, closes, rtol=1e-9)


@pytest.mark.parametrize("overlap", [0, 4])
def test_too_few_days_in_common_are_not_joined(overlap):
    closes = walk(2)
    told = spliced(part(closes, 40 - overlap, 60), part(closes, 0, 40, 2.0))
    assert not told.joined
    assert told.closes.tolist() == (closes[:40] * 2.0).tolist()
    assert not told.of_first.any()


def test_two_things_under_one_symbol_are_not_joined():
    told = spliced(part(walk(3), 0, 60), part(walk(4), 10, 50))
    assert not told.joined
    assert told.closes.tolist() == walk(3).tolist()
    assert told.of_first.all()
