"""Breadth: how many members take part in what the index does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from advisor.presentation.rotation.breadth import build_breadth
from advisor.presentation.sentences import NO_ADVICE
from advisor.presentation.views.rotation_breadth import BreadthRow
from advisor.ui import metrics
from advisor.ui.charts.time_series.range_bar import RangeBar
from advisor.ui.charts.time_series.time_window import TimeWindow
from advisor.ui.pages.breadth_card import BreadthCard
from advisor.ui.pages.rotation_layout import Beside, paragraph, show_whole
from advisor.ui.pages.rotation_parts import RotationPart
from advisor.ui.tables.breadth_columns import BREADTH_COLUMNS, BREADTH_OUTLINE
from advisor.ui.tables.rows_table import RowsTable
from advisor.ui.theme import Themes
from advisor.ui.widgets import EmptyState, Label, RichLabel, column

if TYPE_CHECKING:
    from advisor.rotation.model import RotationReport

_BESIDE_FROM = 780  # logical pixels
_HALVES = (50, 50)
_USUAL_AVERAGE = "200"
_FIRST_MONTHS = 60


class BreadthPart(RotationPart):
    """Charts that move together, and the table of what they end with."""

    key = "breadth"
    title = "Breadth"

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        window = TimeWindow()
        self._sentence = RichLabel()
        self._notes = paragraph("", "caption", "muted")
        self.range_bar = RangeBar(window, months=_FIRST_MONTHS)
        self.above = BreadthCard("Above their average", themes, window, "Length of the average")
        self.advances = BreadthCard("Advance–decline line", themes, window)
        self.extremes = BreadthCard("New highs and lows", themes, window, "Index")
        self.beating = BreadthCard("Ahead of the S&P 500", themes, window)
        self.equal_weight = BreadthCard("Equal against cap weight", themes, window)
        self.difference = BreadthCard("The other 493, worked out in two ways", themes, window)
        self.table: RowsTable[BreadthRow] = RowsTable(
            BREADTH_COLUMNS, themes, BREADTH_OUTLINE, name="Breadth now", hugs_rows=True, dense=True
        )
        self.empty = EmptyState("", "Refresh")
        self._members = QWidget()
        self._lay_out()
        self.empty.clicked.connect(self.refresh_asked)
        self.table.failed.connect(self.failed)

    def _lay_out(self) -> None:
        beneath = column(self._members, metrics.NO_MARGINS, metrics.CARD_GAP)
        beneath.addWidget(self.above)
        beneath.addWidget(Beside(self.advances, self.extremes, _HALVES, _BESIDE_FROM))
        beneath.addWidget(self.beating)
        beneath.addWidget(self.table)
        layout = column(self, metrics.NO_MARGINS, metrics.DENSE_CARD_GAP)
        for part in (self._sentence, self.range_bar, self.empty, self._members):
            layout.addWidget(part)
        layout.addWidget(Beside(self.equal_weight, self.difference, _HALVES, _BESIDE_FROM))
        layout.addWidget(self._notes)
        layout.addWidget(Label(NO_ADVICE, "caption", "muted"))
        layout.addStretch(1)

    def show_report(self, report: RotationReport) -> None:
        view = build_breadth(report.market, report.marks)
        self._sentence.show_runs(view.sentence)
        self._sentence.setVisible(not view.nothing)
        self.empty.sentence.setText(view.nothing)
        self.empty.setVisible(bool(view.nothing))
        self._members.setVisible(not view.nothing)
        self.above.show_charts(view.above, first=_USUAL_AVERAGE)
        self.advances.show_charts([view.advance_decline])
        self.extremes.show_charts(view.extremes, first=view.extremes[0].key if view.extremes else "")
        self.beating.show_charts([view.beating])
        self.equal_weight.show_charts([view.equal_weight])
        self.difference.show_charts([view.difference])
        show_whole(self.table, view.rows)
        self._notes.setText("\n".join(view.notes))

    def export_view(self) -> None:
        """Write what is counted to a CSV file of the investor's choice."""
        self.table.export_csv()
