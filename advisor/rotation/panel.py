"""Closes of many symbols on one calendar: what every measure of the rotation is computed from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Panel:
    """Closes on the trading days of a reference symbol.

    Attributes:
        days: Proleptic ordinals (`date.toordinal`), ascending; shape (days,).
        symbols: Rows of `closes`.
        closes: Adjusted for splits and distributions (total return), in dollars; shape (symbols, days). NaN where a symbol has no
            close: before its first day, after its last, and in gaps.
        sources: Where each symbol's closes are from, in plain words, by symbol.
    """

    days: NDArray[np.int64]
    symbols: tuple[str, ...]
    closes: NDArray[np.float64]
    sources: Mapping[str, str]

    @property
    def last_day(self) -> date | None:
        return date.fromordinal(int(self.days[-1])) if len(self.days) else None

    def of(self, symbol: str) -> NDArray[np.float64]:
        """One symbol's closes, by day.

        Raises:
            KeyError: The panel has no such symbol.
        """
        try:
            return self.closes[self.symbols.index(symbol)]
        except ValueError as error:
            raise KeyError(symbol) from error

    def until(self, day: date) -> Panel:
        """The panel as it stood on the evening of a day: what a causal measure may know."""
        stop = int(np.searchsorted(self.days, day.toordinal(), side="right"))
        return Panel(self.days[:stop], self.symbols, self.closes[:, :stop], self.sources)

    def only(self, symbols: Iterable[str]) -> Panel:
        """The rows of these symbols, in this order; those that the panel lacks are left out."""
        place = {symbol: row for row, symbol in enumerate(self.symbols)}
        chosen = [symbol for symbol in symbols if symbol in place]
        return Panel(self.days, tuple(chosen), self.closes[[place[symbol] for symbol in chosen]], self.sources)
