"""The same blocks in three forms, with one choice among them: blocks, bars, table."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget

from advisor.presentation.views import ExposureView
from advisor.ui.charts.bars import BenchmarkBars
from advisor.ui.charts.table_twin import BlockRow, BlockTable
from advisor.ui.charts.treemap import Treemap
from advisor.ui.theme import Themes

FORMS = (("blocks", "Blocks"), ("bars", "Bars"), ("table", "Table"))


class BlockViews(QStackedWidget):
    """Treemap, bars and table of one exposure.

    Signals:
        block_chosen: Key of the block chosen in any form; the others follow.
        block_entered: Key of a block that was double-clicked or entered where there is nothing further inside the picture.
        failed: The exception of an export.
    """

    block_chosen = Signal(str)
    block_entered = Signal(str)
    failed = Signal(object)

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self.chosen = ""
        self._treemap = Treemap(themes)
        self._bars = BenchmarkBars(themes)
        self._table = BlockTable(themes)
        self._forms = {"blocks": self._treemap, "bars": _scrolled(self._bars), "table": self._table}
        for form in self._forms.values():
            self.addWidget(form)
        for chart in (self._treemap, self._bars):
            chart.chosen.connect(self.choose)
            chart.activated.connect(self.block_entered)
            chart.failed.connect(self.failed)
        self._table.selection_changed.connect(self._on_rows_chosen)
        self._table.row_entered.connect(lambda row: self.block_entered.emit(row.key))
        self._table.failed.connect(self.failed)
        self.setFocusProxy(self._treemap)

    def sizeHint(self) -> QSize:
        """The treemap's: bars and table scroll, however long they are."""
        return self._treemap.sizeHint()

    def show_view(self, view: ExposureView) -> None:
        """Draw every form of the view."""
        self._treemap.show_view(view)
        self._bars.show_view(view)
        self._table.show_view(view)

    def show_form(self, form: str) -> None:
        """Bring "blocks", "bars" or "table" to the front."""
        self.setCurrentWidget(self._forms[form])
        self.setFocusProxy({"blocks": self._treemap, "bars": self._bars, "table": self._table.tree}[form])

    def choose(self, key: str) -> None:
        """Choose a block in every form."""
        if key == self.chosen:
            return
        self.chosen = key
        self._treemap.choose(key)
        self._bars.choose(key)
        self._table.choose_block(key)
        self.block_chosen.emit(key)

    def go_into(self, group_key: str) -> None:
        """Let one group fill the treemap."""
        self._treemap.go_into(group_key)

    def _on_rows_chosen(self, rows: list[BlockRow]) -> None:
        if len(rows) == 1 and rows[0].block is not None:
            self.choose(rows[0].key)


def _scrolled(bars: BenchmarkBars) -> QScrollArea:
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(bars)
    return area
