"""Columns of figures on paper: as wide as their widest figure, so that none is ever cut or run into."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from advisor.ui.sheet import POINT, Sheet, Type
from advisor.ui.theme import LIGHT

_GAP = 9 * POINT


@dataclass(frozen=True)
class Column:
    """A column of figures: its head, and how the figures under it look."""

    head: str
    role: Type = Type.BODY
    color: str = LIGHT.text


class Figures:
    """Columns of figures set against the right edge of a table.

    Args:
        rows: Every row that will be written, so that the columns fit them all.
        least: Least width of a column, for an airy look where figures are short.

    Attributes:
        begin: Left edge of the first column; what stands before it ends here.
    """

    def __init__(
        self, sheet: Sheet, columns: Sequence[Column], rows: Sequence[Sequence[str]], *, right: float, least: float
    ) -> None:
        self._sheet = sheet
        self._columns = columns
        self._rights: list[float] = []
        edge = right
        for position in reversed(range(len(columns))):
            self._rights.insert(0, edge)
            edge -= max(least, self._widest(columns[position], [row[position] for row in rows])) + _GAP
        self.begin = edge

    def begin_of(self, figures: Sequence[str]) -> float:
        """Left edge of a row's first figure, which may be short of its column's."""
        return self._rights[0] - self._sheet.width_of(figures[0], self._columns[0].role) - _GAP

    def write_heads(self, baseline: float) -> None:
        for column, right in zip(self._columns, self._rights, strict=True):
            self._sheet.figure(right, baseline, column.head, Type.HEAD, color=LIGHT.muted)

    def write(self, baseline: float, figures: Sequence[str], role: Type | None = None) -> None:
        """One row; `role` in place of each column's own, as a row of totals stands out."""
        for column, right, figure in zip(self._columns, self._rights, figures, strict=True):
            self._sheet.figure(right, baseline, figure, role or column.role, color=column.color)

    def _widest(self, column: Column, figures: Sequence[str]) -> float:
        # Measured as totals are set: a column must not shift where a row stands out.
        widths = (self._sheet.width_of(figure, Type.STRONG) for figure in figures)
        return max([self._sheet.width_of(column.head, Type.HEAD), *widths])
