"""What is shown on the Exposure page, in which form, against which benchmark."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from advisor.ui import metrics
from advisor.ui.charts.block_views import FORMS
from advisor.ui.choices import SegmentedControl, Select
from advisor.ui.icons import icon
from advisor.ui.theme import Themes
from advisor.ui.widgets import Button, Label, row

_BY = (("sleeve", "Sleeve"), ("sector", "Sector"), ("company", "Company"), ("fund", "Fund"), ("account", "Account"))
_BENCHMARKS = (
    ("SPY", "S&P 500"),
    ("RSP", "S&P 500 equal weight"),
    ("IJH", "S&P MidCap 400"),
    ("VTI", "US total market"),
    ("QQQ", "Nasdaq-100"),
)


class ExposureTools(QWidget):
    """The row of tools over the blocks."""

    by_chosen = Signal(str)
    form_chosen = Signal(str)
    benchmark_chosen = Signal(str)
    export_wanted = Signal()

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self._by = SegmentedControl(_BY, "Shown by")
        self._by.choose("company")
        self._forms = SegmentedControl(FORMS, "Form")
        self._benchmark = Select(small=True)
        self._benchmark.setAccessibleName("Compare with")
        for symbol, label in _BENCHMARKS:
            self._benchmark.addItem(label, symbol)
        self._export = Button("Export", icon("share", themes, "text"), small=True)
        self._export.setToolTip("Save these figures as CSV")
        self._words = Label("Compare with", "caption", "muted")
        self._lay_out()
        self._by.changed.connect(self.by_chosen)
        self._forms.changed.connect(self.form_chosen)
        self._benchmark.activated.connect(lambda place: self.benchmark_chosen.emit(self._benchmark.itemData(place)))
        self._export.clicked.connect(self.export_wanted)

    @property
    def by(self) -> str:
        return self._by.chosen

    def show_by(self, by: str) -> None:
        self._by.choose(by)

    def show_benchmark(self, symbol: str) -> None:
        """Show the benchmark in force; one that is not in the list is added by its symbol."""
        if self._benchmark.findData(symbol) < 0:
            self._benchmark.addItem(symbol, symbol)
        self._benchmark.setCurrentIndex(self._benchmark.findData(symbol))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(in_one_row=event.size().width() >= self._one_row_width())

    def _lay_out(self) -> None:
        # Ignored: the row breaks in two where it is narrow, so its full width must not hold the page open.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(*metrics.NO_MARGINS)
        self._grid.setSpacing(metrics.GAP)
        self._left, self._right = row(None, metrics.NO_MARGINS, 12), row(None, metrics.NO_MARGINS, 12)
        for control in (self._by, self._forms):
            self._left.addWidget(control)
        self._left.addStretch(1)
        for tool in (self._words, self._benchmark, self._export):
            self._right.addWidget(tool)
        self._grid.addLayout(self._left, 0, 0)
        self._grid.addLayout(self._right, 0, 1)
        self._grid.setColumnStretch(0, 1)

    def _one_row_width(self) -> int:
        return self._left.sizeHint().width() + self._right.sizeHint().width() + metrics.GAP

    def _arrange(self, *, in_one_row: bool) -> None:
        place = (0, 1) if in_one_row else (1, 0)
        self._grid.removeItem(self._right)
        self._grid.addLayout(self._right, *place, Qt.AlignmentFlag.AlignRight if in_one_row else Qt.AlignmentFlag.AlignLeft)
