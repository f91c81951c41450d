"""Rows as Qt's item model, and the filter and order laid over it."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf, isfinite
from typing import Any, Generic

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    QSortFilterProxyModel,
    Qt,
)

from advisor.ui.tables.columns import GROUP, TOTAL, Column, Outline, Row, SortKey, spoken, spoken_cell

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_FIRST_TEXT, _LAST_TEXT = "", "\U0010ffff"


class RowsModel(QAbstractItemModel, Generic[Row]):
    """Rows in the order of the view, those after a group head below it; the total is kept apart.

    An index carries 0 for a row at the top, or the number of its group plus one.
    """

    def __init__(self, columns: Sequence[Column[Row]], outline: Outline[Row], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.outline = outline
        self.total: Row | None = None
        self.row_height = 0
        self._tops: list[Row] = []
        self._children: list[list[Row]] = []

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Replace every row."""
        self.beginResetModel()
        self.total, self._tops, self._children = None, [], []
        inside_group = False
        for row in rows:
            level = self.outline.level(row)
            if level == TOTAL:
                self.total = row
            elif level == GROUP or not inside_group:
                self._tops.append(row)
                self._children.append([])
                inside_group = inside_group or level == GROUP
            else:
                self._children[-1].append(row)
        self.endResetModel()

    def row_at(self, index: Index) -> Row:
        return self.rows_of(index.internalId())[index.row()]

    def rows_of(self, group: int) -> list[Row]:
        """The rows whose index carries this number."""
        return self._children[group - 1] if group else self._tops

    def index_of(self, key: str) -> QModelIndex:
        """The first column of the row with this key; invalid when there is none. Group heads are passed over."""
        for number, (top, children) in enumerate(zip(self._tops, self._children, strict=True)):
            if not self.is_group(top) and self.outline.key(top) == key:
                return self.index(number, 0)
            for place, child in enumerate(children):
                if self.outline.key(child) == key:
                    return self.index(place, 0, self.index(number, 0))
        return QModelIndex()

    def is_group(self, row: Row) -> bool:
        return self.outline.level(row) == GROUP

    def all_rows(self) -> list[Row]:
        """Every row as it was given, group heads before theirs, the total last."""
        rows = [row for top, below in zip(self._tops, self._children, strict=True) for row in (top, *below)]
        return rows if self.total is None else [*rows, self.total]

    def index(self, row: int, column: int, parent: Index = _ROOT) -> QModelIndex:
        inside = parent.isValid()
        if inside and (parent.column() or parent.internalId()):
            return QModelIndex()
        group = parent.row() + 1 if inside else 0
        if 0 <= row < len(self.rows_of(group)) and 0 <= column < len(self.columns):
            return self.createIndex(row, column, group)
        return QModelIndex()

    def parent(self, index: Index = _ROOT) -> QModelIndex:  # type: ignore[override]  # Qt has two functions of this name
        group = index.internalId() if index.isValid() else 0
        return self.createIndex(group - 1, 0, 0) if group else QModelIndex()

    def rowCount(self, parent: Index = _ROOT) -> int:
        if not parent.isValid():
            return len(self._tops)
        if parent.column() or parent.internalId():
            return 0
        return len(self._children[parent.row()])

    def columnCount(self, _parent: Index = _ROOT) -> int:
        return len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row, column = self.row_at(index), self.columns[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return column.text(row)
            case Qt.ItemDataRole.AccessibleTextRole:
                return _spoken(self, row, index.column())
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleDescriptionRole:
                return _said_more(column, row, role)
            case Qt.ItemDataRole.SizeHintRole:
                return QSize(0, self.row_height)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].heading
        return None


def _said_more(column: Column[Row], row: Row, role: int) -> str | None:
    """The column's own words; a text that may be cut is shown whole to those who point at it."""
    tip = column.tip(row) if column.tip else ""
    may_be_cut = role == Qt.ItemDataRole.ToolTipRole and (column.flexible or column.painter)
    return tip or (column.text(row) if may_be_cut else None)


def _spoken(model: RowsModel[Row], row: Row, number: int) -> str:
    if number == 0 and model.is_group(row):
        return spoken(model.columns, model.outline, row)
    return spoken_cell(model.columns[number], row)


class RowsOrder(QSortFilterProxyModel, Generic[Row]):
    """Keeps the rows that hold the words looked for, and orders each group by its keys."""

    def __init__(self, model: RowsModel[Row], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._words: tuple[str, ...] = ()
        self._keys: dict[tuple[int, int, bool], list[Any]] = {}
        model.modelAboutToBeReset.connect(self._keys.clear)
        self.setRecursiveFilteringEnabled(True)
        self.setAutoAcceptChildRows(True)
        self.setSourceModel(model)

    def look_for(self, text: str) -> None:
        """Show only rows in which every word of the text occurs, and the groups that hold them."""
        self.beginFilterChange()
        self._words = tuple(text.casefold().split())
        self.endFilterChange(QSortFilterProxyModel.Direction.Rows)

    def row_at(self, index: Index) -> Row:
        return self._model.row_at(self.mapToSource(index))

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        if not self._words:
            return True
        row = self._model.row_at(self._model.index(source_row, 0, source_parent))
        lead = self._model.outline.lead(row) if self._model.is_group(row) else ()
        said = " ".join((*(column.text(row) for column in self._model.columns), *lead)).casefold()
        return all(word in said for word in self._words)

    def lessThan(self, left: Index, right: Index) -> bool:
        keys = self._keys_of(left.column(), left.internalId())
        return bool(keys[left.row()] < keys[right.row()])

    def _keys_of(self, column: int, group: int) -> list[Any]:
        """What the rows of a group are compared by, asked of them once; whatever is missing ends last in both directions."""
        descending = self.sortOrder() == Qt.SortOrder.DescendingOrder
        place = (column, group, descending)
        if place not in self._keys:
            described = self._model.columns[column]
            keys = [described.key_of(row) for row in self._model.rows_of(group)]
            is_text = any(isinstance(key, str) for key in keys)
            last: SortKey = (_FIRST_TEXT if descending else _LAST_TEXT) if is_text else (-inf if descending else inf)
            self._keys[place] = [last if _missing(key) else key for key in keys]
        return self._keys[place]


def _missing(key: SortKey) -> bool:
    return not isfinite(key) if isinstance(key, float) else key == ""
