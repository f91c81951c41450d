"""A chart and, when it is asked for, the table behind it in the chart's place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from advisor.ui import metrics
from advisor.ui.charts.exportable import ExportableChart
from advisor.ui.tables.long_table import LongTable
from advisor.ui.widgets import LinkButton, column


class PictureOrTable(QStackedWidget):
    """The chart, and a table of what it shows at the moment it is asked for. Esc or the link above it brings the chart back."""

    def __init__(self, chart: ExportableChart, make_table: Callable[[], LongTable[Any] | None]) -> None:
        super().__init__()
        self.chart = chart
        self.table: LongTable[Any] | None = None
        self._make_table = make_table
        self._page: QWidget | None = None
        self.addWidget(chart)
        self.setFocusProxy(chart)
        chart.table_asked.connect(self.show_table)

    def sizeHint(self) -> QSize:
        """The chart's: a table scrolls."""
        return self.chart.sizeHint()

    def show_table(self) -> None:
        """Bring the table to the front, with the figures as they are now."""
        self.show_chart()
        self.table = self._make_table()
        if self.table is None:
            return
        self.table.setObjectName("chartTable")  # it stands inside a card, whose frame is enough
        self.table.export_asked.connect(self.chart.export_figures)
        self.table.work_asked.connect(self.chart.work_asked)
        self._page = self._with_way_back(self.table)
        self.addWidget(self._page)
        self.setCurrentWidget(self._page)
        self.setFocusProxy(self.table.view)
        self.table.view.setFocus()

    def show_chart(self) -> None:
        """Bring the chart back."""
        if self._page is None:
            return
        self.removeWidget(self._page)
        self._page.deleteLater()
        self._page = self.table = None
        self.setFocusProxy(self.chart)
        self.chart.setFocus()

    def _with_way_back(self, table: QWidget) -> QWidget:
        page = QWidget()
        layout = column(page, metrics.NO_MARGINS, metrics.SMALL_GAP)
        back = LinkButton("Show as chart")
        back.clicked.connect(self.show_chart)
        layout.addWidget(back, 0, Qt.AlignmentFlag.AlignRight)
        layout.addWidget(table, 1)
        leave = QShortcut(QKeySequence(Qt.Key.Key_Escape), page, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(self.show_chart)
        return page
