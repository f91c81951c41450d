"""The bundled counts of breadth and the bundled months against what the real closes give, by plain Python and by another file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from advisor.market.histories import read_absent, read_breadth, read_months
from advisor.market.index_lists import INDEX_NAMES, read_index_lists
from advisor.market.yahoo.symbols import yahoo_symbol
from advisor.rotation.indicators import AVERAGES, YEAR
from advisor.rotation.share_counts import share_counts
from advisor.rotation.synthesis import synthesise
from tests.rotation import plain_breadth, real_closes

REFERENCE = Path(__file__).resolve().parents[2] / "resources" / "reference"
DAYS = (date(2020, 3, 20), date(2026, 7, 13))
BEATING = 21


@pytest.fixture(scope="module")
def table(data) -> pd.DataFrame:
    """Closes of all members on the days of SPY: of the S&P 500's file, else of the S&P 1500's, else of their own."""
    prices = data / "prices"
    large = pd.read_parquet(next(prices.glob("adjclose_sp500*.parquet")))
    days = large.index[large["SPY"].notna() & (large.index >= "2016-01-04") & (large.index <= str(real_closes.CUT))]
    files = [large, pd.read_parquet(next(prices.glob("adjclose_sp1500*.parquet")))]
    files += [
        pd.read_csv(path, index_col=0, parse_dates=True)["Close"].to_frame(path.stem) for path in prices.glob("dsturdy5*/*.csv")
    ]
    columns = {str(column): file[column] for file in reversed(files) for column in file}
    return pd.DataFrame({symbol: closes.reindex(days) for symbol, closes in columns.items()})


@pytest.mark.parametrize("index", INDEX_NAMES)
def test_counts_are_those_of_plain_python(table, index):
    names = tuple(read_index_lists(REFERENCE)[index].weights)
    rows = {
        symbol: [close if close > 0 else None for close in table[theirs].tolist()]
        for symbol in names
        if (theirs := yahoo_symbol(symbol)) in table.columns
    }
    assert read_absent(REFERENCE).get(index, ()) == tuple(symbol for symbol in names if symbol not in rows)
    days, counts = read_breadth(REFERENCE, index)
    for day in DAYS:
        place, told = int(table.index.get_loc(pd.Timestamp(day))), int(np.searchsorted(days, day.toordinal()))
        of_day = {name: int(column[told]) for name, column in counts.items()}
        for window in AVERAGES:
            found = (of_day[f"above_{window}"], len(names) - of_day[f"no_average_{window}"])
            assert found == plain_breadth.above(rows, names, window, place), (day, window)
        found = (of_day["advances"], of_day["declines"], len(names) - of_day["no_move"])
        assert found == plain_breadth.moves(rows, names, place), day
        found = (of_day["highs"], of_day["lows"], len(names) - of_day["no_year"])
        assert found == plain_breadth.extremes(rows, names, YEAR, place), day
        assert (of_day["beating"], len(names) - of_day["no_return"]) == ahead_of_spy(table, names, rows, place), day


def ahead_of_spy(table, names, rows, place):
    index = table["SPY"].tolist()
    grown = [
        rows[symbol][place] / rows[symbol][place - BEATING]
        for symbol in names
        if symbol in rows and rows[symbol][place] is not None and rows[symbol][place - BEATING] is not None
    ]
    return sum(each > index[place] / index[place - BEATING] for each in grown), len(grown)


def test_months_are_those_of_the_other_file_of_closes(data):
    panel = real_closes.members_and_funds(data)
    counts = share_counts([real_closes.index_weights()], panel, "SPY")
    apart = synthesise(panel, counts, joined=real_closes.joined(data)).difference
    told = read_months(REFERENCE)
    assert told.months.tolist() == apart.months.tolist()
    np.testing.assert_allclose(told.synthesised, apart.synthesised, atol=2e-5)
    np.testing.assert_allclose(told.direct, apart.direct, atol=2e-4)
