"""The first rows of an unknown file, with a choice of meanings above each column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QPalette, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QFrame, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from advisor.domain.column_mapping import MEANINGS, FirstRow, Meaning, Sureness
from advisor.domain.statement import StatementKind
from advisor.presentation.column_mapping import IGNORED, meaning_label
from advisor.ui import metrics
from advisor.ui.choices import Select
from advisor.ui.fonts import font

_LEAST_WIDTH, _MOST_WIDTH = 136, 190
_AROUND = 4
_GUESS = "?"


class MeaningTable(QTableWidget):
    """The rows as they stand in the file; a meaning belongs to one column at most.

    Signals:
        changed: The investor chose another meaning for a column.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._choices = _ChoiceHeader(self)
        self.setHorizontalHeader(self._choices)
        self.setAccessibleName("First rows of the file")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setFont(font("body"))
        self.setCornerWidget(QWidget())
        lines = self.verticalHeader()
        lines.setStyleSheet("QHeaderView::section { border: none; }")
        lines.setFont(font("caption"))
        lines.setDefaultSectionSize(metrics.DENSE_ROW_HEIGHT)
        lines.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        lines.setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    @property
    def choices(self) -> Sequence[Select]:
        """The choice above each column, from left to right."""
        return self._choices.selects

    def show_rows(self, rows: Sequence[FirstRow], headings: Sequence[str], header_line: int | None) -> None:
        """Draw the rows; those above the headings are muted, the headings strong."""
        self.clearContents()
        self.setColumnCount(len(headings))
        self.setRowCount(len(rows))
        self.setVerticalHeaderLabels([f"{row.line:,}" for row in rows])
        for place, row in enumerate(rows):
            for column in range(len(headings)):
                text = " ".join(row.cells[column].split()) if column < len(row.cells) else ""
                self.setItem(place, column, _item(text, row.line, header_line))
        self._fit_widths()

    def show_meanings(
        self,
        kind: StatementKind,
        headings: Sequence[str],
        meanings: Mapping[str, Meaning],
        sureness: Mapping[Meaning, Sureness],
    ) -> None:
        """Offer the meanings of a kind above each column, the chosen ones chosen."""
        selects = []
        for number, heading in enumerate(headings, start=1):
            select = Select(small=True)
            select.setAccessibleName(f"Meaning of column {number}, {heading}")
            select.addItem(IGNORED, userData=None)
            for meaning in sorted(MEANINGS[kind], key=list(Meaning).index):
                select.addItem(meaning_label(meaning, kind), userData=meaning)
            meaning_now = meanings.get(heading)
            if meaning_now in MEANINGS[kind]:
                select.setCurrentIndex(select.findData(meaning_now))
                if sureness.get(meaning_now, Sureness.CERTAIN) is not Sureness.CERTAIN:
                    select.setItemText(select.currentIndex(), f"{select.currentText()}{_GUESS}")
                    select.setToolTip("A guess: look whether the values below are that.")
            select.activated.connect(partial(self._settle, number - 1))
            selects.append(select)
        self._choices.show_selects(selects)

    def meanings(self) -> Mapping[int, Meaning]:
        """What was chosen, by index of the column."""
        chosen = {index: select.currentData() for index, select in enumerate(self.choices)}
        return {index: Meaning(meaning) for index, meaning in chosen.items() if meaning is not None}

    def _settle(self, column: int, _index: int) -> None:
        """A meaning chosen here is given up where it was; what was chosen by hand is no guess any more."""
        chosen = self.choices[column]
        chosen.setItemText(chosen.currentIndex(), chosen.currentText().removesuffix(_GUESS))
        chosen.setToolTip("")
        for other in self.choices:
            if other is not chosen and chosen.currentData() is not None and other.currentData() == chosen.currentData():
                other.setCurrentIndex(0)
        self.changed.emit()

    def _fit_widths(self) -> None:
        self.resizeColumnsToContents()
        for column in range(self.columnCount()):
            self.setColumnWidth(column, min(max(self.columnWidth(column) + 2 * _AROUND, _LEAST_WIDTH), _MOST_WIDTH))


class _ChoiceHeader(QHeaderView):
    """A header that holds a select above each column."""

    def __init__(self, table: QTableWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self.selects: list[Select] = []
        self.setSectionsClickable(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.sectionResized.connect(lambda *_sizes: self._place())
        table.horizontalScrollBar().valueChanged.connect(lambda _value: self._place())
        self._table = table

    def show_selects(self, selects: Sequence[Select]) -> None:
        for old in self.selects:
            old.deleteLater()
        self.selects = list(selects)
        for select in selects:
            select.setParent(self)  # not of the viewport, which would carry it along when it scrolls
            select.installEventFilter(self)
            select.show()
        self._place()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), metrics.SMALL_CONTROL_HEIGHT + 2 * _AROUND)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn and watched in self.selects:
            column = next(index for index, select in enumerate(self.selects) if select is watched)
            self._table.scrollTo(self._table.model().index(0, column))
        return super().eventFilter(watched, event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._place()

    def _place(self) -> None:
        for column, select in enumerate(self.selects):
            left = self.sectionViewportPosition(column) + _AROUND
            select.setFixedWidth(max(self.sectionSize(column) - 2 * _AROUND, 1))
            select.move(left, _AROUND)


def _item(text: str, line: int, header_line: int | None) -> QTableWidgetItem:
    item = QTableWidgetItem(text)
    item.setToolTip(text)
    if header_line is not None and line <= header_line:
        item.setFont(font("strong" if line == header_line else "body"))
        if line < header_line:
            item.setForeground(QApplication.palette().color(QPalette.ColorRole.PlaceholderText))
    return item
