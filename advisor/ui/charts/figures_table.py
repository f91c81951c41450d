"""The figures behind a chart as rows that sort and copy."""

from __future__ import annotations

from functools import partial
from math import nan
from operator import itemgetter

from advisor.presentation.words import NONE
from advisor.ui.charts.figures import Figures
from advisor.ui.tables.as_text import plain_number
from advisor.ui.tables.columns import Column, Outline
from advisor.ui.tables.long_rows import prepare_rows
from advisor.ui.tables.long_table import LongTable
from advisor.ui.theme import Themes

_Cells = tuple[str, ...]


def figures_table(figures: Figures, name: str, themes: Themes) -> LongTable[_Cells]:
    """A table of at most a few hundred rows; a column is numeric where each of its cells is."""
    columns = [_column(figures, place) for place in range(len(figures.headings))]
    table = LongTable(columns, themes, Outline[_Cells](key=itemgetter(0)), name=name)
    table.show_rows(prepare_rows(columns, figures.rows))
    return table


def _column(figures: Figures, place: int) -> Column[_Cells]:
    cells = [row[place] for row in figures.rows]
    if place == 0 or not cells or any(_value(cell) is None and cell != NONE for cell in cells):
        return Column(figures.headings[place], itemgetter(place), weight="strong" if place == 0 else "plain")
    return Column(figures.headings[place], itemgetter(place), numeric=True, sort_key=partial(_sort_value, place))


def _value(cell: str) -> float | None:
    try:
        return float(plain_number(cell).removesuffix("%"))
    except ValueError:
        return None


def _sort_value(place: int, row: _Cells) -> float:
    value = _value(row[place])
    return nan if value is None else value
