"""Closes of many symbols on one calendar: what every measure of the rotation is computed from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from advisor.domain.days import long_date
from advisor.domain.errors import InvalidRequestError

_WHOLE_DAY = 0.9  # of the symbols that closed the day before: with fewer, a last day is still being told


@dataclass(frozen=True, slots=True)
class Panel:
    """Closes on the trading days of a reference symbol.

    Attributes:
        days: Proleptic ordinals (`date.toordinal`), ascending; shape (days,).
        symbols: Rows of `closes`.
        closes: Adjusted for splits and distributions (total return), in dollars; shape (symbols, days). NaN where a symbol has no
            close: before its first day, after its last, and in gaps.
        sources: Where each symbol's closes are from, in plain words, by symbol.
        notes: What was left out when the calendar was made, in sentences.
    """

    days: NDArray[np.int64]
    symbols: tuple[str, ...]
    closes: NDArray[np.float64]
    sources: Mapping[str, str]
    notes: tuple[str, ...] = ()

    @property
    def last_day(self) -> date | None:
        return date.fromordinal(int(self.days[-1])) if len(self.days) else None

    def of(self, symbol: str) -> NDArray[np.float64]:
        """One symbol's closes, by day.

        Raises:
            KeyError: The panel has no such symbol.
        """
        try:
            row: NDArray[np.float64] = self.closes[self.symbols.index(symbol)]
        except ValueError as error:
            raise KeyError(symbol) from error
        return row

    def until(self, day: date) -> Panel:
        """The panel as it stood on the evening of a day: what a causal measure may know."""
        stop = int(np.searchsorted(self.days, day.toordinal(), side="right"))
        return replace(self, days=self.days[:stop], closes=self.closes[:, :stop])

    def only(self, symbols: Iterable[str]) -> Panel:
        """The rows of these symbols, in this order; those that the panel lacks are left out."""
        place = {symbol: row for row, symbol in enumerate(self.symbols)}
        chosen = [symbol for symbol in symbols if symbol in place]
        return replace(self, symbols=tuple(chosen), closes=self.closes[[place[symbol] for symbol in chosen]])

    def with_row(self, symbol: str, days: NDArray[np.int64], closes: NDArray[np.float64], source: str) -> Panel:
        """The panel with one more symbol, or another row for one that it has; days that are not its own are left out."""
        return self.with_rows({symbol: (days, closes)}, {symbol: source})

    def with_rows(self, closes: Mapping[str, tuple[NDArray[np.int64], NDArray[np.float64]]], sources: Mapping[str, str]) -> Panel:
        """`with_row` for many symbols at once."""
        kept = self.only(symbol for symbol in self.symbols if symbol not in closes)
        rows = [_on_days(self.days, *own) for own in closes.values()]
        return replace(
            kept,
            symbols=(*kept.symbols, *closes),
            closes=np.vstack([kept.closes, *rows]),
            sources={**self.sources, **sources},
        )


def build_panel(
    closes: Mapping[str, tuple[NDArray[np.int64], NDArray[np.float64]]],
    reference: str = "SPY",
    sources: Mapping[str, str] | None = None,
) -> Panel:
    """Put closes on the days of one symbol.

    Days on which the reference has no close are left out: weekends of coins, holidays of other exchanges. A last day on which
    under nine tenths of the symbols of the day before have a close is left out too, and said. Gaps stay gaps; a close that is not
    above zero is none.

    Args:
        closes: Days (ordinals, ascending, none twice) and adjusted closes by symbol.
        reference: The symbol whose days count.
        sources: Where each symbol's closes are from; "" where it is not said.

    Raises:
        InvalidRequestError: There are no closes of the reference.
    """
    if reference not in closes or not len(closes[reference][0]):
        raise InvalidRequestError(
            f"There are no closes of {reference}, whose trading days all others are put on.",
            f"Refresh, or bring in a file with the closes of {reference}.",
        )
    days, own = closes[reference]
    days = days[own > 0]
    symbols = tuple(closes)
    table = np.vstack([_on_days(days, *closes[symbol]) for symbol in symbols])
    said = {symbol: (sources or {}).get(symbol, "") for symbol in symbols}
    notes = _left_out(days, closes, reference)
    return _without_partial_day(Panel(days, symbols, table, said, notes))


def _on_days(days: NDArray[np.int64], own_days: NDArray[np.int64], closes: NDArray[np.float64]) -> NDArray[np.float64]:
    row = np.full(len(days), np.nan)
    if not len(own_days) or not len(days):
        return row
    place = np.minimum(np.searchsorted(days, own_days), len(days) - 1)
    kept = (days[place] == own_days) & (closes > 0)
    row[place[kept]] = closes[kept]
    return row


def _left_out(
    days: NDArray[np.int64], closes: Mapping[str, tuple[NDArray[np.int64], NDArray[np.float64]]], reference: str
) -> tuple[str, ...]:
    """A sentence where most symbols traded on days that the reference has no close of: then the reference has a gap."""
    elsewhere, symbols_then = np.unique(
        np.concatenate([own_days[~np.isin(own_days, days)] for own_days, _ in closes.values()]), return_counts=True
    )
    gaps = elsewhere[symbols_then * 2 > len(closes)]
    if not len(gaps):
        return ()
    last = long_date(date.fromordinal(int(gaps[-1])))
    if len(gaps) == 1:
        return (f"{last} is left out: {reference} has no close of that day, and most others have.",)
    return (f"{len(gaps)} days, the last {last}, are left out: {reference} has no close of them, and most others have.",)


def _without_partial_day(panel: Panel) -> Panel:
    if len(panel.days) < 2:
        return panel
    before, last = ~np.isnan(panel.closes[:, -2]), ~np.isnan(panel.closes[:, -1])
    expected, there = int(before.sum()), int((before & last).sum())
    if there >= _WHOLE_DAY * expected:
        return panel
    said = long_date(date.fromordinal(int(panel.days[-1])))
    note = f"{said} is left out: only {there} of {expected} symbols have a close of that day so far."
    return replace(panel, days=panel.days[:-1], closes=panel.closes[:, :-1], notes=(*panel.notes, note))
