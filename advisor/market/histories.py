"""The bundled histories: closes by day and by week, how many members took part, and when each became one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from advisor.market.tables import missing_table, read_table

_EPOCH = date(1970, 1, 1).toordinal()


class ClosesTable(NamedTuple):
    """Closes adjusted for splits and distributions, in dollars.

    Attributes:
        days: Proleptic ordinals, ascending; shape (days,).
        symbols: Rows of `closes`.
        closes: Shape (symbols, days); NaN where a symbol has none.
    """

    days: NDArray[np.int64]
    symbols: tuple[str, ...]
    closes: NDArray[np.float64]


class BreadthTable(NamedTuple):
    """How many members of an index took part, by day; all arrays of shape (days,).

    Attributes:
        days: Proleptic ordinals, ascending.
        counts: By heading.
    """

    days: NDArray[np.int64]
    counts: Mapping[str, NDArray[np.int64]]


class MonthsTable(NamedTuple):
    """The other 493 by calendar month, worked out in two ways; shapes (months,).

    Attributes:
        months: year * 12 + month - 1, ascending.
        synthesised: The index less the seven: returns, as fractions.
        direct: Summed over members.
    """

    months: NDArray[np.int64]
    synthesised: NDArray[np.float64]
    direct: NDArray[np.float64]


def read_closes(folder: Path, name: str = "closes") -> ClosesTable:
    """Read a table of closes, a day a row and a symbol a column.

    Raises:
        UnreadableFileError: The table is missing.
    """
    heading, days, cells = _numbers(folder, name)
    return ClosesTable(days, heading, np.ascontiguousarray(cells.T))


def read_breadth(folder: Path, index: str) -> BreadthTable:
    """Read how many members of an index ("sp500") took part.

    Raises:
        UnreadableFileError: The table is missing.
    """
    heading, days, cells = _numbers(folder, f"breadth_{index}")
    counts = cells.astype(np.int64).T
    return BreadthTable(days, dict(zip(heading, counts, strict=True)))


def read_absent(folder: Path) -> Mapping[str, tuple[str, ...]]:
    """Members without closes when the tables of breadth were worked out, by index.

    Raises:
        UnreadableFileError: The table is missing.
    """
    absent: dict[str, tuple[str, ...]] = {}
    for index, symbol in read_table(folder, "breadth_absent"):
        absent[index] = (*absent.get(index, ()), symbol)
    return absent


def read_months(folder: Path) -> MonthsTable:
    """Read the other 493 by month.

    Raises:
        UnreadableFileError: The table is missing.
    """
    rows = list(read_table(folder, "rest_by_month"))
    months = [int(month[:4]) * 12 + int(month[5:]) - 1 for month, *_ in rows]
    synthesised, direct = (np.array([float(row[column]) for row in rows]) for column in (1, 2))
    return MonthsTable(np.array(months, dtype=np.int64), synthesised, direct)


def read_joined(folder: Path) -> Mapping[str, date]:
    """The day on which each member of the S&P 500 became one.

    Raises:
        UnreadableFileError: The table is missing.
    """
    return {symbol: date.fromisoformat(day) for symbol, day in read_table(folder, "joined_sp500")}


def _numbers(folder: Path, name: str) -> tuple[tuple[str, ...], NDArray[np.int64], NDArray[np.float64]]:
    """Headings, days and cells of a table that has a day and then numbers in each row."""
    try:
        heading, *rows = (folder / f"{name}.csv").read_text(encoding="utf-8").splitlines()
    except FileNotFoundError as error:
        raise missing_table(name) from error
    symbols = tuple(heading.split(",")[1:])
    days = np.array([row[:10] for row in rows], dtype="datetime64[D]").astype(np.int64) + _EPOCH
    text = "," + "".join(f"{row[11:]}," for row in rows)
    # Twice, for neighbouring empty cells share a comma.
    filled = text.replace(",,", ",nan,").replace(",,", ",nan,").strip(",")
    return symbols, days, np.fromstring(filled, sep=",").reshape(len(rows), len(symbols))
