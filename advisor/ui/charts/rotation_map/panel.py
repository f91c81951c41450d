"""The rotation map with its slider, playback and table, as a page puts it into a card."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, QTimer, Signal
from PySide6.QtWidgets import QWidget

from advisor.presentation.views import RotationMapView
from advisor.ui import metrics
from advisor.ui.charts.figures_table import figures_table
from advisor.ui.charts.picture_or_table import PictureOrTable
from advisor.ui.charts.rotation_map.chart import RotationMapChart
from advisor.ui.icons import icon
from advisor.ui.slider import Slider
from advisor.ui.tables.long_table import LongTable
from advisor.ui.theme import Themes
from advisor.ui.widgets import Button, Label, column, row

_STEP_MS = 140
_WIDEST_END = "Week so far, to Sep 30, 2026"


class RotationMapPanel(QWidget):
    """A `RotationMapChart`, as `chart`, above the slider of its end.

    Signals:
        failed: The exception of an export.
    """

    failed = Signal(object)

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self._themes = themes
        self.chart = RotationMapChart(themes)
        self.slider = Slider(themes, "Where the tails end")
        self.play = Button("", icon("play", themes, "text"), small=True)
        self._end = Label("", "caption", "muted")
        self._timer = QTimer(self, interval=_STEP_MS)
        self.views = PictureOrTable(self.chart, self._table)
        self._lay_out()
        self._connect()
        self._show_playing(False)

    def show_view(self, view: RotationMapView) -> None:
        """Draw a map, at its last step."""
        self._timer.stop()
        with QSignalBlocker(self.slider), QSignalBlocker(self.chart):
            self.chart.show_view(view)
            ends = self.chart.ends
            self.slider.setRange(ends[0] if ends else 0, ends[-1] if ends else 0)
        self._tools.setVisible(len(ends) > 1)
        self._follow(self.chart.end)
        self._show_playing(False)

    def start_or_stop(self) -> None:
        """Play from the present end, or from the first where it is the last; stop where it plays."""
        if self._timer.isActive() or not self.chart.ends:
            self._timer.stop()
        else:
            if self.chart.end == self.chart.ends[-1]:
                self.chart.end_at(self.chart.ends[0])
            self._timer.start()
        self._show_playing(self._timer.isActive())

    def _lay_out(self) -> None:
        layout = column(self, metrics.NO_MARGINS, metrics.SMALL_GAP)
        layout.addWidget(self.views, 1)
        self._tools = QWidget()
        tools = row(self._tools, metrics.NO_MARGINS, metrics.GAP)
        tools.addWidget(self.play)
        tools.addWidget(self.slider, 1)
        tools.addWidget(self._end)
        self._end.setMinimumWidth(self._end.fontMetrics().horizontalAdvance(_WIDEST_END))
        layout.addWidget(self._tools)
        self.setFocusProxy(self.chart)

    def _connect(self) -> None:
        self.play.clicked.connect(self.start_or_stop)
        self.chart.play_asked.connect(self.start_or_stop)
        self.chart.end_changed.connect(self._follow)
        self.chart.failed.connect(self.failed)
        self.slider.valueChanged.connect(self.chart.end_at)
        self._timer.timeout.connect(self._step)

    def _step(self) -> None:
        self.chart.end_at(self.chart.end + 1)
        if self.chart.end == self.chart.ends[-1]:
            self._timer.stop()
            self._show_playing(False)

    def _follow(self, end: int) -> None:
        self.slider.setValue(end)
        self._end.setText(self.chart.end_text())

    def _show_playing(self, is_playing: bool) -> None:
        self.play.setIcon(icon("pause" if is_playing else "play", self._themes, "text"))
        self.play.setAccessibleName("Stop playing" if is_playing else "Play the weeks")
        self.play.setToolTip(self.play.accessibleName())

    def _table(self) -> LongTable[tuple[str, ...]]:
        return figures_table(self.chart.figures, f"{self.chart.accessibleName()}, as a table", self._themes)
