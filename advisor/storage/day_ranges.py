"""How far prices reached within each day, of the few symbols that a pattern is looked for in."""

from __future__ import annotations

from array import array

from advisor.domain.prices import DayRanges
from advisor.storage.arrays import array_bytes, real_numbers, whole_numbers
from advisor.storage.engine import Database
from advisor.storage.market_version import advance_market_version
from advisor.storage.refusals import changing

_COLUMNS = "days, highs, lows, volumes"


def save_ranges(db: Database, ranges: DayRanges, *, replace: bool) -> None:
    """Add days to those on file; the newer word for a day counts.

    Args:
        replace: Forget what was on file of the symbol first.
    """
    with changing(db):
        known = None if replace else load_ranges(db, ranges.symbol)
        by_day = {day: row for each in (known, ranges) if each for day, *row in _rows(each)}
        days = sorted(by_day)
        columns = [array("d", [by_day[day][place] for day in days]) for place in range(3)]
        db.conn.execute(
            f"insert or replace into day_ranges (symbol, {_COLUMNS}) values (?, ?, ?, ?, ?)",
            (ranges.symbol, array_bytes(array("i", days)), *(array_bytes(column) for column in columns)),
        )
        advance_market_version(db)


def load_ranges(db: Database, symbol: str) -> DayRanges | None:
    """What is on file of a symbol; None without any."""
    row = db.conn.execute(f"select {_COLUMNS} from day_ranges where symbol = ?", (symbol,)).fetchone()
    if row is None:
        return None
    days, *columns = row
    return DayRanges(symbol, whole_numbers("i", days), *(real_numbers(column) for column in columns))


def _rows(ranges: DayRanges) -> zip[tuple[int, float, float, float]]:
    return zip(ranges.days, ranges.highs, ranges.lows, ranges.volumes, strict=True)
