"""Rows by the hundred thousand: prepared on the worker, ordered and filtered without asking each of them again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, isfinite
from typing import Generic

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from advisor.ui.tables.columns import Column, Row, SortKey, spoken_cell

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_MEASURED_TEXTS = 24  # the widest text is among the longest


@dataclass(frozen=True)
class PreparedRows(Generic[Row]):
    """Rows with what a table would otherwise have to ask every one of them while somebody waits.

    Attributes:
        sought: By row, what the filter looks through, in lower case.
        longest: By column, its longest texts.
    """

    rows: tuple[Row, ...] = ()
    sought: tuple[str, ...] = ()
    longest: tuple[tuple[str, ...], ...] = ()


def prepare_rows(columns: Sequence[Column[Row]], rows: Sequence[Row]) -> PreparedRows[Row]:
    """Takes about a second for a hundred thousand rows: call it on the worker."""
    texts = [[column.text(row) for row in rows] for column in columns]
    return PreparedRows(
        rows=tuple(rows),
        sought=tuple(" ".join(cells).casefold() for cells in zip(*texts, strict=True)),
        longest=tuple(tuple(sorted(set(cells), key=len)[-_MEASURED_TEXTS:]) for cells in texts),
    )


class LongModel(QAbstractTableModel, Generic[Row]):
    """The prepared rows that the filter lets through, in the order asked for."""

    def __init__(self, columns: Sequence[Column[Row]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.prepared: PreparedRows[Row] = PreparedRows()
        self._words: tuple[str, ...] = ()
        self._ordered: tuple[int, bool] | None = None
        self._order: list[int] = []  # every row, in order
        self._standing: list[int] = []  # those of them that stand

    def show(self, prepared: PreparedRows[Row]) -> None:
        """Replace every row; filter and order stay in force."""
        self.beginResetModel()
        self.prepared = prepared
        self._order = self._in_order()
        self._standing = self._let_through()
        self.endResetModel()

    def look_for(self, text: str) -> None:
        """Only rows in which every word of the text occurs."""
        self.beginResetModel()
        self._words = tuple(text.casefold().split())
        self._standing = self._let_through()
        self.endResetModel()

    def order_by(self, column: int, *, descending: bool) -> None:
        """What is missing comes last in both directions."""
        self.beginResetModel()
        self._ordered = column, descending
        self._order = self._in_order()
        self._standing = self._let_through()
        self.endResetModel()

    def row_at(self, place: int) -> Row:
        return self.prepared.rows[self._standing[place]]

    def rows_at(self, places: Sequence[int]) -> list[Row]:
        return [self.row_at(place) for place in places]

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._standing)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row, column = self.row_at(index.row()), self.columns[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return column.text(row)
            case Qt.ItemDataRole.AccessibleTextRole:
                return spoken_cell(column, row)
            case Qt.ItemDataRole.ToolTipRole:
                return column.text(row) if column.flexible else None
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].heading
        return None

    def _in_order(self) -> list[int]:
        if self._ordered is None:
            return list(range(len(self.prepared.rows)))
        number, descending = self._ordered
        keys = [self.columns[number].key_of(row) for row in self.prepared.rows]
        return _ordered_places(keys, descending=descending)

    def _let_through(self) -> list[int]:
        sought = self.prepared.sought
        standing = self._order
        for word in self._words:
            standing = [place for place in standing if word in sought[place]]
        return standing


def _ordered_places(keys: list[SortKey], *, descending: bool) -> list[int]:
    if any(isinstance(key, str) for key in keys):
        known = [place for place, key in enumerate(keys) if key != ""]
        missing = [place for place, key in enumerate(keys) if key == ""]
        return sorted(known, key=keys.__getitem__, reverse=descending) + missing
    last = -inf if descending else inf
    finite = [key if isinstance(key, float) and isfinite(key) else last for key in keys]
    return sorted(range(len(finite)), key=finite.__getitem__, reverse=descending)
