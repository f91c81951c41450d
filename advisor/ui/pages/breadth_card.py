"""A card with a chart of the Breadth part, the sentence over it and what it is made of."""

from __future__ import annotations

from collections.abc import Sequence

from advisor.presentation.views.rotation_breadth import BreadthChart
from advisor.ui.charts.time_series.panel import TimeSeriesPanel
from advisor.ui.charts.time_series.time_window import TimeWindow
from advisor.ui.choices import Select
from advisor.ui.pages.rotation_layout import paragraph
from advisor.ui.theme import Themes
from advisor.ui.widgets import Card

_CHART_HEIGHT = 220


class BreadthCard(Card):
    """One chart, or the chosen one of several that share a place."""

    def __init__(self, title: str, themes: Themes, window: TimeWindow, choice: str = "") -> None:
        """
        Args:
            choice: What is chosen among, where there are several charts.
        """
        super().__init__(title)
        self._charts: tuple[BreadthChart, ...] = ()
        self.choice = Select(small=True)
        self.choice.setAccessibleName(choice)
        self.choice.setVisible(bool(choice))
        self.header.addWidget(self.choice)
        self._sentence = paragraph()
        self._definition = paragraph("", "caption", "muted")
        self.panel = TimeSeriesPanel(themes, window)
        self.panel.setFixedHeight(_CHART_HEIGHT)
        for part in (self._sentence, self.panel, self._definition):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.choice.currentIndexChanged.connect(self._show)

    def show_charts(self, charts: Sequence[BreadthChart], first: str = "") -> None:
        """Offer these charts; the chosen one stays chosen, else the one with the key `first`, else the last."""
        self._charts = tuple(charts)
        wanted = self.choice.currentData() or first
        keys = [chart.key for chart in charts]
        self.choice.blockSignals(True)
        self.choice.clear()
        for chart in charts:
            self.choice.addItem(chart.label, userData=chart.key)
        self.choice.setCurrentIndex(keys.index(wanted) if wanted in keys else len(keys) - 1)
        self.choice.blockSignals(False)
        self._show(self.choice.currentIndex())

    def _show(self, place: int) -> None:
        if not 0 <= place < len(self._charts):
            return
        chart = self._charts[place]
        self._sentence.setText(chart.sentence)
        self._sentence.setVisible(bool(chart.sentence))
        self._definition.setText(chart.definition)
        self.panel.show_chart()
        self.panel.chart.show_view(chart.chart)
