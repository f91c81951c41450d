"""The brackets of a year: read, changed, and given back as they are bundled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from advisor.domain.tax_tables import FilingStatus, TaxTable
from advisor.presentation.tax_brackets import (
    BRACKET_HEADINGS,
    LIMIT_HEADINGS,
    TypedBrackets,
    read_brackets,
    source_text,
    typed_brackets,
)
from advisor.ui import metrics
from advisor.ui.choices import Select
from advisor.ui.dialogs.tax_fields import filing_select
from advisor.ui.fonts import font
from advisor.ui.widgets import Button, Label, WrappedLabel, column, headed, row

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_ROWS = 9  # more brackets than any year has had lately, and blank ones to add to
_LOOK = "QTableWidget { gridline-color: palette(mid); } QTableWidget::item { padding: 0px 6px; }"


class TaxBrackets(QWidget):
    """Year and filing status, both kinds of brackets side by side, and the limits.

    Signals:
        kept: A `TaxTable` of the investor's own.
        given_back: Year whose own brackets are to be forgotten.
    """

    kept = Signal(object)
    given_back = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._tables: dict[int, TaxTable] = {}
        self._year, self._filing = Select(), filing_select("Brackets for")
        self._year.setAccessibleName("Tax year")
        self._ordinary = _BracketTable("Rates on income and short-term gain")
        self._long_term = _BracketTable("Rates on long-term gain")
        self._limits = {key: _line() for key in LIMIT_HEADINGS}
        self._source = WrappedLabel("", "caption", "muted")
        self._said = WrappedLabel("", "caption", "negative")
        self.keep = Button("Keep these brackets", small=True)
        self.back = Button("As bundled", small=True)
        self._lay_out()
        self._connect()

    def show_tables(self, tables: Sequence[TaxTable], year: int, filing: FilingStatus) -> None:
        """Show the brackets of every year, this one in front."""
        self._tables = {table.year: table for table in tables}
        self._year.blockSignals(True)
        self._year.clear()
        for known in self._tables:
            self._year.addItem(str(known), known)
        self._year.setCurrentIndex(max(0, self._year.findData(year)))
        self._year.blockSignals(False)
        self._filing.setCurrentIndex(self._filing.findData(filing))
        self._fill()

    @property
    def year(self) -> int:
        return int(self._year.currentData() or 0)

    @property
    def filing(self) -> FilingStatus:
        return FilingStatus(self._filing.currentData())

    def _connect(self) -> None:
        self._year.currentIndexChanged.connect(lambda _place: self._fill())
        self._filing.currentIndexChanged.connect(lambda _place: self._fill())
        for table in (self._ordinary, self._long_term):
            table.itemChanged.connect(lambda _item: self._judge())
        for field in self._limits.values():
            field.textChanged.connect(lambda _text: self._judge())
        self.keep.clicked.connect(self._keep)
        self.back.clicked.connect(lambda: self.given_back.emit(self.year))

    def _fill(self) -> None:
        table = self._tables.get(self.year)
        if table is None:
            return
        typed = typed_brackets(table.filings[self.filing])
        self._ordinary.show_rows(typed.ordinary)
        self._long_term.show_rows(typed.long_term)
        for key, field in self._limits.items():
            field.setText(typed.limits[key])
        self._source.setText(source_text(table))
        self.back.setVisible(table.is_own)
        self._judge()

    def _typed(self) -> TypedBrackets:
        limits: Mapping[str, str] = {key: field.text() for key, field in self._limits.items()}
        return TypedBrackets(self._ordinary.texts(), self._long_term.texts(), limits)

    def _judge(self) -> None:
        table = self._tables.get(self.year)
        if table is None:
            return
        changed, fault = read_brackets(table, self.filing, self._typed())
        self._said.setText(fault)
        self._said.setVisible(bool(fault))
        self.keep.setEnabled(changed is not None and changed != table)
        self.keep.setToolTip(fault or ("" if changed != table else "Nothing was changed yet."))

    def _keep(self) -> None:
        changed, _fault = read_brackets(self._tables[self.year], self.filing, self._typed())
        if changed is not None:
            self.kept.emit(changed)

    def _lay_out(self) -> None:
        layout = column(self, metrics.NO_MARGINS, metrics.DENSE_CARD_GAP)
        chosen = row(None, metrics.NO_MARGINS, metrics.GAP)
        for part in (Label("Tax year"), self._year, Label("for"), self._filing):
            chosen.addWidget(part)
        chosen.addStretch(1)
        layout.addLayout(chosen)
        tables = row(None, metrics.NO_MARGINS, metrics.CARD_GAP)
        for table in (self._ordinary, self._long_term):
            tables.addLayout(headed(table.accessibleName(), table), 1)
        layout.addLayout(tables)
        limits = row(None, metrics.NO_MARGINS, metrics.CARD_GAP)
        for key, field in self._limits.items():
            limits.addLayout(headed(LIMIT_HEADINGS[key], field), 1)
        layout.addLayout(limits)
        layout.addWidget(self._source)
        layout.addWidget(self._said)
        tools = row(None, metrics.NO_MARGINS, metrics.GAP)
        tools.addWidget(self.keep)
        tools.addWidget(self.back)
        tools.addStretch(1)
        layout.addLayout(tools)
        layout.addStretch(1)


class _BracketTable(QTableWidget):
    """Income and rate, typed in place; blank rows count as nothing."""

    def __init__(self, name: str) -> None:
        super().__init__(_ROWS, len(BRACKET_HEADINGS))
        self.setAccessibleName(name)
        self.setHorizontalHeaderLabels(BRACKET_HEADINGS)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setDefaultAlignment(_RIGHT)
        self.horizontalHeader().setFont(font("table_head"))
        self.horizontalHeader().setHighlightSections(False)
        self.verticalHeader().setDefaultSectionSize(metrics.DENSE_ROW_HEIGHT)
        self.verticalHeader().hide()
        self.setEditTriggers(QAbstractItemView.EditTrigger.AllEditTriggers & ~QAbstractItemView.EditTrigger.CurrentChanged)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFont(font("body"))
        self.setStyleSheet(_LOOK)
        self.horizontalHeader().setFixedHeight(metrics.DENSE_ROW_HEIGHT)
        self.setFixedHeight((_ROWS + 1) * metrics.DENSE_ROW_HEIGHT + 1)

    def show_rows(self, rows: Sequence[Sequence[str]]) -> None:
        """Write brackets, and blanks below them."""
        self.blockSignals(True)
        for number in range(_ROWS):
            for place in range(len(BRACKET_HEADINGS)):
                item = QTableWidgetItem(rows[number][place] if number < len(rows) else "")
                item.setTextAlignment(_RIGHT)
                self.setItem(number, place, item)
        self.blockSignals(False)

    def texts(self) -> list[list[str]]:
        """What stands in each row."""
        return [[self._text(number, place) for place in range(len(BRACKET_HEADINGS))] for number in range(_ROWS)]

    def _text(self, number: int, place: int) -> str:
        item = self.item(number, place)
        return "" if item is None else item.text()


def _line() -> QLineEdit:
    field = QLineEdit()
    field.setFont(font("control"))
    field.setFixedHeight(metrics.CONTROL_HEIGHT)
    return field
