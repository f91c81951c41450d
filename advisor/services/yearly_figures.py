"""What instruments pay out and cost in a year, as far as it is on file."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta

from advisor.bookkeeping.revalue import DOLLARS
from advisor.domain.market import MarketBook
from advisor.domain.money import ZERO
from advisor.domain.prices import PriceEventKind, PriceHistory
from advisor.storage.engine import Database
from advisor.storage.instruments import load_profiles
from advisor.storage.prices import load_histories

_YEAR = timedelta(days=365)
_WHOLE_YEAR = timedelta(days=360)  # the first close of a year on file may lie some days into it


@dataclass(frozen=True, slots=True)
class YearlyFigures:
    """By symbol; what is not known is not named.

    Attributes:
        income: Distributions of the last year on file / last close, fraction.
        expense: What a fund takes, fraction.
    """

    income: Mapping[str, float]
    expense: Mapping[str, float]


def yearly_figures(db: Database, symbols: Collection[str], book: MarketBook) -> YearlyFigures:
    """Of these symbols, as the books spell them."""
    filed = {symbol: book.canonical(symbol) for symbol in symbols}
    histories = load_histories(db, set(filed.values()))
    paid = {key: income for key, history in histories.items() if (income := _income(history)) is not None}
    ratios = {
        key: each.expense_ratio for key, each in load_profiles(db).items() if each.is_fund and each.expense_ratio is not None
    }
    return YearlyFigures(
        income={symbol: paid[key] for symbol, key in filed.items() if key in paid},
        expense={symbol: ratios[key] for symbol, key in filed.items() if key in ratios},
    )


def _income(history: PriceHistory) -> float | None:
    """None where a year is not on file, or where the distributions were not told: a file of closes seldom tells them."""
    first, last = history.first_day, history.last_day
    if first is None or last is None or last - first < _WHOLE_YEAR or not history.names_splits or history.currency != DOLLARS:
        return None
    close = history.close_at(last)
    if close is None or close[1] <= 0:
        return None
    paid = (
        event.amount / history.split_factor(event.day)
        for event in history.events
        if event.kind is PriceEventKind.DIVIDEND and last - _YEAR < event.day <= last
    )
    return float(sum(paid, ZERO) / close[1])
