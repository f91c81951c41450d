"""The seven and the other 493 stand on the bundled closes and the bundled list alone."""

import csv
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from advisor.rotation.model_series import Window
from advisor.rotation.panel import build_panel
from advisor.rotation.returns import line_returns, window_returns
from advisor.rotation.share_counts import share_counts
from advisor.rotation.synthesis import synthesise
from tests.rotation.real_closes import index_weights

CLOSES = Path(__file__).resolve().parents[2] / "resources" / "reference" / "closes.csv"


@pytest.fixture(scope="module")
def panel():
    with CLOSES.open(encoding="utf-8", newline="") as file:
        heading, *rows = csv.reader(file)
    days = np.array([date.fromisoformat(row[0]).toordinal() for row in rows], dtype=np.int64)
    table = np.array([[float(cell) if cell else np.nan for cell in row[1:]] for row in rows]).T
    return build_panel({symbol: (days, closes) for symbol, closes in zip(heading[1:], table, strict=True)})


def test_the_seven_and_the_rest_add_up_to_the_index(panel):
    counts = share_counts([index_weights()], panel, "SPY", {"GOOG": "GOOGL"})
    made = synthesise(panel, counts)
    assert made.direct is None, "the bundled closes hold few of the members"
    assert made.rest.days.tolist() == panel.days.tolist()
    year = {name: line_returns(getattr(made, name))[Window.YEAR_TO_DATE].rate for name in ("seven", "rest")}
    index = window_returns(panel.only(["SPY"]))["SPY"][Window.YEAR_TO_DATE]
    start = int(np.searchsorted(panel.days, index.from_day.toordinal()))
    weight = made.seven_weight.values[start]
    assert 0.3 < weight < 0.4
    assert weight * year["seven"] + (1 - weight) * year["rest"] == pytest.approx(index.rate, abs=0.002)
