"""Closes without distributions put back, for what companies were worth in the market."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from advisor.domain.prices import PriceHistory
from advisor.market.adjusted import AdjustedCloses, split_adjusted_closes
from advisor.rotation.panel import Panel
from advisor.storage.engine import Database
from advisor.storage.prices import load_histories


def price_panel(db: Database, panel: Panel, needed: Collection[str], wanted: Collection[str] = ()) -> Panel | None:
    """The panel with closes adjusted for splits only, of those asked for whose closes on file reach as far as the panel's own.

    Args:
        needed: Symbols without which the rest is of no use; those that the panel lacks do not count.
        wanted: Symbols that keep the panel's closes where those on file do not reach as far.

    Returns:
        None where those of a needed symbol of the panel do not: some with and some without distributions would not compare.
    """
    told = _reaching(db, panel, set(panel.symbols).intersection({*needed, *wanted}))
    if not told.keys() >= set(panel.symbols).intersection(needed):
        return None
    sources = {symbol: panel.sources.get(symbol, "") for symbol in told}
    return panel.with_rows(told, sources).only(panel.symbols)


def _reaching(db: Database, panel: Panel, symbols: Collection[str]) -> dict[str, AdjustedCloses]:
    histories = load_histories(db, symbols, dividends=False)
    return {symbol: split_adjusted_closes(each) for symbol, each in histories.items() if _reaches(each, panel)}


def _reaches(history: PriceHistory, panel: Panel) -> bool:
    """Whether it has a close of every day that the panel has one of, and tells the splits."""
    known = panel.days[~np.isnan(panel.of(history.symbol))]
    return history.names_splits and bool(np.isin(known, np.array(history.days, dtype=np.int64)).all())
