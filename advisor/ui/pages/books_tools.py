"""What stands over the tables of the books: which part, filter, grouping, export."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from advisor.presentation.views import HoldingsView
from advisor.ui import metrics
from advisor.ui.choices import SegmentedControl, Select
from advisor.ui.icons import icon
from advisor.ui.pages.books_tables import CHECKS, IMPORTS, LOTS, POSITIONS, TRANSACTIONS
from advisor.ui.tables.filter_field import FilterField
from advisor.ui.theme import Themes
from advisor.ui.widgets import Button, Label, row

_FILTER_FIRST = 100  # room goes to the filter, and only what it does not take stays empty
_CHECKS_LABEL = "Checks"
_PARTS = (
    (POSITIONS, "Positions"),
    (LOTS, "Tax lots"),
    (TRANSACTIONS, "Transactions"),
    (CHECKS, _CHECKS_LABEL),
    (IMPORTS, "Imports"),
)


class BooksTools(QWidget):
    """One row of tools. Parts that have nothing to show are not offered.

    Signals:
        part_chosen: Key of the part.
        grouping_changed: Positions are to stand otherwise (`grouped`).
        export_asked: The part in front is wanted as a file.
    """

    part_chosen = Signal(str)
    grouping_changed = Signal()
    export_asked = Signal()

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self._parts = SegmentedControl(_PARTS, "Part of the books")
        self.filter = FilterField(themes)
        self._group_label = Label("Group by", "caption", "muted")
        self.group = Select(small=True)
        self.group.setAccessibleName("Group by")
        self.group.addItem("Account", userData=True)
        self.group.addItem("Nothing", userData=False)
        export = Button("Export", icon("share", themes, "text"), small=True)
        layout = row(self, metrics.NO_MARGINS, 12)
        layout.addWidget(self._parts)
        layout.addWidget(self.filter, _FILTER_FIRST)
        layout.addStretch(1)
        for tool in (self._group_label, self.group, export):
            layout.addWidget(tool)
        self._parts.changed.connect(self._choose)
        self.group.currentIndexChanged.connect(lambda _index: self.grouping_changed.emit())
        export.clicked.connect(self.export_asked)

    @property
    def part(self) -> str:
        """Key of the part in front."""
        return self._parts.chosen

    @property
    def grouped(self) -> bool:
        """Whether positions stand below their accounts."""
        return bool(self.group.currentData())

    def offer(self, view: HoldingsView) -> None:
        """Offer the parts that have something to show; the first stands in for one that has nothing any more."""
        self._parts.set_label(CHECKS, f"{_CHECKS_LABEL} {len(view.checks):,}")
        offered = {LOTS: bool(view.lots), TRANSACTIONS: view.has_transactions, CHECKS: bool(view.checks)}
        for part, has_something in offered.items():
            self._parts.set_offered(part, has_something)
        self._choose(self.part)

    def choose(self, part: str) -> None:
        """Bring a part to the front."""
        self._parts.choose(part)
        self._choose(part)

    def _choose(self, part: str) -> None:
        for grouping in (self._group_label, self.group):
            grouping.setVisible(part == POSITIONS)
        self.part_chosen.emit(part)
