"""Two funds compared: the companies' shared weights add up to the overlap that is stated for the pair."""

from __future__ import annotations

from contextlib import closing

import pytest

from advisor.presentation.fund_comparison import compare_funds
from advisor.services.load_sample import load_sample
from advisor.services.measure_exposure import measure_exposure
from advisor.services.task import Task
from advisor.storage.database import open_database


@pytest.fixture(scope="module")
def exposure(tmp_path_factory):
    with closing(open_database(tmp_path_factory.mktemp("sample") / "books.db")) as db:
        load_sample(db, Task())
        return measure_exposure(db, Task()).exposure


def test_shared_weights_add_up_to_the_overlap(exposure):
    for pair in exposure.overlap:
        if pair.weight > 0.01:
            # Values inside funds are whole cents, so that each of up to 500 weights is a little off.
            assert compare_funds(exposure, pair.a, pair.b).share == pytest.approx(pair.weight, abs=0.002)


def test_largest_shared_company_comes_first(exposure):
    routes = compare_funds(exposure, "VTI", "VOO").routes
    assert [route.share for route in routes] == sorted((route.share for route in routes), reverse=True)


def test_nothing_to_compare(exposure):
    assert compare_funds(exposure, "VTI", "not held") is None
    assert compare_funds(exposure, "BND", "GLD") is None
