"""The table behind a chart of lines: a row a day, the last first, written only as it comes into sight."""

from __future__ import annotations

from functools import partial

import numpy as np

from advisor.domain.days import long_date
from advisor.ui.charts.time_series.readings import Reader, headings
from advisor.ui.tables.columns import Column, Outline
from advisor.ui.tables.long_rows import PreparedRows
from advisor.ui.tables.long_table import LongTable
from advisor.ui.theme import Themes

_MOST_LINES = 40
_WIDEST_DAY = "Sep 30, 2026"
_DATE = "Date"


def day_table(reader: Reader, left: float, right: float, name: str, themes: Themes) -> LongTable[int]:
    """The days in sight as a table; of very many lines those that lie on top. Its rows are places of the reader's table."""
    rows = range(len(reader.lines))[-_MOST_LINES:]
    heads = headings(reader, left)
    columns = [Column[int](_DATE, lambda place: long_date(reader.day(place)), sort_key=float)]
    columns += [
        Column[int](heads[row + 1], partial(reader.text, row), numeric=True, sort_key=partial(reader.value, row)) for row in rows
    ]
    table = LongTable(columns, themes, Outline[int](key=str), name=name)
    places = reader.table.places(left, right)
    longest = ((_WIDEST_DAY,), *(_longest(reader, row, places) for row in rows))
    table.show_rows(PreparedRows(tuple(range(places.start, places.stop)), ("",) * (places.stop - places.start), longest))
    table.order_by(_DATE, descending=True)
    return table


def _longest(reader: Reader, row: int, places: slice) -> tuple[str, ...]:
    """The texts of the least and the greatest value: no other is wider."""
    values = reader.table.values[row, places]
    if not np.isfinite(values).any():
        return ("",)
    return tuple(reader.text(row, places.start + int(extreme(values))) for extreme in (np.nanargmin, np.nanargmax))
