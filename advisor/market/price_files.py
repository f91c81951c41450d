"""Files of closes, from whatever program or site: rows of cells → closes and events by symbol, and what could not be read."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from advisor.domain.days import long_date
from advisor.domain.prices import PriceEvent, PriceEventKind, price_units
from advisor.market.price_layouts import PriceLayout, Records

_RATIO = re.compile(r"(?P<new>\d+(?:\.\d+)?)\s*(?::|/|-?\s*for\s*-?)\s*(?P<old>\d+(?:\.\d+)?)", re.IGNORECASE)
_SPLIT_LINE = re.compile(rf"{_RATIO.pattern}\s+stock splits?", re.IGNORECASE)
_DIVIDEND_LINE = re.compile(r"\$?(?P<amount>\d+(?:\.\d+)?)\s+dividend", re.IGNORECASE)
_NO_CLOSE = frozenset({"", "null", "nan", "none", "n/a", "na", "-", "--", "—", "#n/a"})
_SIGNS = {"€": "EUR", "£": "GBP", "$": "USD"}
_FIRST_YEAR = 1900
_TOLD_EVERY = 100  # rows, of which each may have a thousand closes
_LARGEST_PRICE = Decimal(1_000_000_000)  # a unit, in whatever currency


@dataclass(slots=True)
class ReadSeries:
    """The closes of one symbol as a file has them.

    Attributes:
        closes: Whole hundred-millionths by day ordinal, in file order.
        currency: ISO 4217 code; empty where nothing says it.
    """

    symbol: str
    closes: dict[int, int] = field(default_factory=dict)
    events: list[PriceEvent] = field(default_factory=list)
    currency: str = ""


@dataclass(frozen=True, slots=True)
class UnreadRow:
    """A row (or a cell of one) of which nothing is kept, and why."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class PriceRows:
    """What a file of closes holds.

    Attributes:
        series: By symbol as the file spells it; empty where the file does not say.
    """

    series: tuple[ReadSeries, ...]
    skipped: tuple[UnreadRow, ...]


def read_price_rows(
    records: Records,
    layout: PriceLayout,
    day_of: Callable[[str], date | None],
    number_of: Callable[[str], Decimal | None],
    today: date,
    told: Callable[[int, int], None],
) -> PriceRows:
    """Every row below the headings, read or skipped with a reason.

    Args:
        day_of: Reads a date; None for what is none.
        number_of: Reads a number; None for a blank. Raises ValueError, in words, for what is none.
        today: Closes of later days are nobody's.
        told: Hears now and then how many rows of how many are read; its exception ends the reading.
    """
    reader = _Reader(layout, day_of, number_of, today)
    for number, (line, cells) in enumerate(records[layout.first :]):
        if number % _TOLD_EVERY == 0:
            told(number, len(records))
        reader.take(line, [cell.strip() for cell in cells])
    return PriceRows(tuple(reader.series.values()), tuple(reader.skipped))


class _Reader:
    def __init__(
        self,
        layout: PriceLayout,
        day_of: Callable[[str], date | None],
        number_of: Callable[[str], Decimal | None],
        today: date,
    ) -> None:
        self._layout = layout
        self._day_of = day_of
        self._number_of = number_of
        self._today = today
        self.series: dict[str, ReadSeries] = {}
        self.skipped: list[UnreadRow] = []

    def take(self, line: int, cells: Sequence[str]) -> None:
        try:
            day = self._day(_cell(cells, self._layout.day))
            if not self._take_event_line(cells, day):
                self._take_closes(line, cells, day)
        except ValueError as error:
            self.skipped.append(UnreadRow(line, str(error)))

    def _day(self, text: str) -> date:
        day = self._day_of(text) if text else None
        if day is None or day.year < _FIRST_YEAR:
            raise ValueError(f"“{text[:40]}” is no date" if text else "no date")
        if day > self._today:
            raise ValueError(f"{long_date(day)} is still to come")
        return day

    def _take_event_line(self, cells: Sequence[str], day: date) -> bool:
        """Lists on web pages tell of splits and dividends in rows of their own: “10:1 Stock Splits”, “0.01 Dividend”."""
        said = " ".join(cell for column, cell in enumerate(cells) if column != self._layout.day)
        split, dividend = _SPLIT_LINE.search(said), _DIVIDEND_LINE.search(said)
        if split:
            self._add_event(self._own(cells), day, PriceEventKind.SPLIT, Decimal(split["new"]) / Decimal(split["old"]))
        elif dividend:
            self._add_event(self._own(cells), day, PriceEventKind.DIVIDEND, Decimal(dividend["amount"]))
        return bool(split or dividend)

    def _take_closes(self, line: int, cells: Sequence[str], day: date) -> None:
        if len(self._layout.closes) > 1:
            self._take_wide(line, cells, day)
            return
        series = self._own(cells)
        self._take_event_columns(series, cells, day)
        (column,) = self._layout.closes
        if _cell(cells, column).lower() in _NO_CLOSE:
            raise ValueError(f"no close of {long_date(day)}")
        self._put(series, day, _cell(cells, column))

    def _take_wide(self, line: int, cells: Sequence[str], day: date) -> None:
        filled = {column: text for column in self._layout.closes if (text := _cell(cells, column)).lower() not in _NO_CLOSE}
        if not filled:
            raise ValueError(f"no close of {long_date(day)}")
        for column, text in filled.items():
            symbol = self._layout.closes[column]
            try:
                self._put(self._of(symbol), day, text)
            except ValueError as error:
                self.skipped.append(UnreadRow(line, f"{symbol}: {error}"))

    def _take_event_columns(self, series: ReadSeries, cells: Sequence[str], day: date) -> None:
        split, dividend = _cell(cells, self._layout.split), _cell(cells, self._layout.dividend)
        shares = self._ratio(split)
        if shares not in (0, 1):
            self._add_event(series, day, PriceEventKind.SPLIT, shares)
        amount = Decimal(0) if dividend.lower() in _NO_CLOSE else self._number_of(dividend) or Decimal(0)
        if amount > 0:
            self._add_event(series, day, PriceEventKind.DIVIDEND, amount)

    def _ratio(self, text: str) -> Decimal:
        """New shares for one old, from “10”, “10:1” or “3 for 2”; 1 where there is none."""
        found = _RATIO.fullmatch(text)
        if found and Decimal(found["old"]):
            return Decimal(found["new"]) / Decimal(found["old"])
        shares = Decimal(1) if text.lower() in _NO_CLOSE else self._number_of(text) or Decimal(1)
        if shares < 0:
            raise ValueError(f"“{text}” is no split")
        return shares

    def _add_event(self, series: ReadSeries, day: date, kind: PriceEventKind, amount: Decimal) -> None:
        event = PriceEvent(day, kind, amount)
        if event not in series.events and amount > 0:
            series.events.append(event)

    def _own(self, cells: Sequence[str]) -> ReadSeries:
        """The series of a row that has one close."""
        (symbol,) = self._layout.closes.values()
        if self._layout.symbol is not None:
            symbol = _cell(cells, self._layout.symbol)
            if not symbol:
                raise ValueError("no symbol")
        series = self._of(symbol)
        series.currency = _cell(cells, self._layout.currency).upper() or series.currency
        return series

    def _of(self, symbol: str) -> ReadSeries:
        return self.series.setdefault(symbol, ReadSeries(symbol))

    def _put(self, series: ReadSeries, day: date, text: str) -> None:
        close = self._number_of(text)
        if close is None or not close < _LARGEST_PRICE or price_units(close) <= 0:
            raise ValueError(f"“{text[:40]}” is no close")
        series.currency = series.currency or _SIGNS.get(text[:1], "")
        ordinal, units = day.toordinal(), price_units(close)
        if ordinal not in series.closes:
            series.closes[ordinal] = units
        elif series.closes[ordinal] == units:
            raise ValueError(f"{long_date(day)} is there twice; it counts once")
        else:
            raise ValueError(f"{long_date(day)} is there twice, with another close; the first counts")


def _cell(cells: Sequence[str], column: int | None) -> str:
    return cells[column] if column is not None and column < len(cells) else ""
