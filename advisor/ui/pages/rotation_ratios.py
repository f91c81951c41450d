"""The ratios that are always watched, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy

from advisor.presentation.views.rotation import RatioView
from advisor.ui import metrics
from advisor.ui.charts.sparkline import Sparkline
from advisor.ui.theme import Themes
from advisor.ui.widgets import Card

_LEAST_WIDTH = 170
_COLUMN_GAP = 20


class RatioStrip(Card):
    """Small lines in one card. `pair_chosen` carries the two symbols of the one that was entered."""

    pair_chosen = Signal(str, str)

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self.setAccessibleName("Ratios")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._themes = themes
        self._columns = 0
        self.lines: list[Sparkline] = []
        self._grid = QGridLayout()
        self._grid.setContentsMargins(*metrics.NO_MARGINS)
        self._grid.setHorizontalSpacing(_COLUMN_GAP)
        self._grid.setVerticalSpacing(metrics.GAP)
        self.body.addLayout(self._grid)

    def show_views(self, views: Sequence[RatioView]) -> None:
        """Draw these ratios, as many as there are."""
        while len(self.lines) < len(views):
            line = Sparkline(self._themes)
            line.activated.connect(lambda key: self.pair_chosen.emit(*key.split("|", 1)))
            self.lines.append(line)
            self._columns = 0
        for line, view in zip(self.lines, views, strict=True):
            line.show_view(view)
        self._place(self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place(event.size().width())

    def _place(self, width: int) -> None:
        fitting = max(1, min(len(self.lines), width // (_LEAST_WIDTH + _COLUMN_GAP)))
        columns = ceil(len(self.lines) / ceil(len(self.lines) / fitting)) if self.lines else 1
        if columns == self._columns:
            return
        for number, line in enumerate(self.lines):
            self._grid.addWidget(line, number // columns, number % columns)
        for number in range(max(columns, self._columns)):
            self._grid.setColumnStretch(number, 1 if number < columns else 0)
        self._columns = columns
