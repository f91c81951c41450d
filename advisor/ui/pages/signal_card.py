"""One signal in full: what it says, what it is, its conditions and its history."""

from __future__ import annotations

from advisor.presentation.views.rotation_signals import CriterionRow, SignalDetail
from advisor.ui import metrics
from advisor.ui.charts.time_series.panel import TimeSeriesPanel
from advisor.ui.charts.time_series.time_window import TimeWindow
from advisor.ui.choices import SegmentedControl
from advisor.ui.pages.rotation_layout import INSIDE_CARD, let_title_wrap, paragraph, show_whole
from advisor.ui.tables.rows_table import RowsTable
from advisor.ui.tables.signal_columns import CRITERION_OUTLINE, criterion_columns
from advisor.ui.theme import Themes
from advisor.ui.widgets import Card, Chip, Label, row

_CHART_HEIGHT = 190
_RANGES = (("12", "1 year"), ("60", "5 years"), ("", "All"))


class SignalCard(Card):
    """Shows the signal that was chosen."""

    def __init__(self, themes: Themes) -> None:
        super().__init__("Signal")
        self._time_window = TimeWindow()
        self.shown: SignalDetail | None = None
        self._chip = Chip()
        self._caption = Label("", "caption", "muted")
        self._sentence = paragraph("", "explanation")
        self._definition = paragraph(tone="muted")
        self._rule = paragraph(tone="muted")
        self._notes = paragraph("", "caption", "muted")
        self.criteria: RowsTable[CriterionRow] = RowsTable(
            criterion_columns(), themes, CRITERION_OUTLINE, name="Criteria", hugs_rows=True
        )
        self.criteria.setObjectName(INSIDE_CARD)
        self.ranges = SegmentedControl(_RANGES, "How far back")
        self.panel = TimeSeriesPanel(themes, self._time_window)
        self.panel.setFixedHeight(_CHART_HEIGHT)
        self._lay_out()
        self.ranges.changed.connect(self._reach_back)
        self.ranges.choose("60")
        self._reach_back("60")

    def _lay_out(self) -> None:
        let_title_wrap(self)
        self.header.addWidget(self._chip)
        tools = row(None, metrics.NO_MARGINS, metrics.GAP)
        tools.addWidget(Label("History", "table_head", "muted"))
        tools.addStretch(1)
        tools.addWidget(self.ranges)
        for part in (self._caption, self._sentence):
            self.body.addWidget(part)
        for heading, part in (("What it is", self._definition), ("Rule", self._rule)):
            self.body.addWidget(Label(heading, "table_head", "muted"))
            self.body.addWidget(part)
        self.body.addLayout(tools)
        self.body.addWidget(self.panel)
        self.body.addWidget(self.criteria)
        self.body.addWidget(self._notes)
        self.body.addStretch(1)

    def show_signal(self, detail: SignalDetail) -> None:
        """Draw another signal, over the days last chosen."""
        self.shown = detail
        self.title.setText(detail.name)
        self.setAccessibleName(detail.name)
        self._chip.show_state(detail.state_text, detail.tone)
        self._caption.setText(detail.caption)
        self._sentence.setText(detail.sentence)
        self._definition.setText(detail.definition)
        self._rule.setText(detail.rule)
        self._notes.setText("\n".join(detail.notes))
        self._notes.setVisible(bool(detail.notes))
        self.criteria.setVisible(bool(detail.criteria))
        show_whole(self.criteria, detail.criteria)
        self.panel.show_chart()
        self.panel.chart.show_view(detail.chart)

    def _reach_back(self, months: str) -> None:
        self._time_window.show_last(int(months) if months else None)
