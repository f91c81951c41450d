"""Pointing at a day and a line of a chart, by mouse or by arrow keys; the tooltip follows."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, QPointF, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QToolTip, QWidget

from advisor.ui.charts.marks import TOOLTIP_DELAY_MS
from advisor.ui.charts.time_series.plot import Plot
from advisor.ui.charts.time_series.scene import Scene
from advisor.ui.charts.time_series.time_window import TimeWindow
from advisor.ui.charts.time_series.tooltip import read_day
from advisor.ui.theme import Themes

_REACH = 14.0  # pixels from a line within which it is pointed at
_ASIDE = QPoint(14, 14)


class Pointer(QObject):
    """Where a chart is pointed at.

    Signals:
        moved: Another day or line is pointed at.
    """

    moved = Signal()

    def __init__(self, chart: QWidget, plot: Plot, window: TimeWindow, themes: Themes) -> None:
        super().__init__(chart)
        self._chart, self._plot, self._window, self._themes = chart, plot, window, themes
        self._scene: Scene | None = None
        self._timer = QTimer(self, singleShot=True, interval=TOOLTIP_DELAY_MS)
        self._timer.timeout.connect(self._show_tooltip)

    @property
    def place(self) -> int | None:
        """Place of the day pointed at in any linked chart; None where this chart does not know the day."""
        day = self._window.pointed_day
        nearest = self._plot.table.nearest_place(day) if day is not None else None
        return nearest if nearest is not None and abs(int(self._plot.table.days[nearest]) - (day or 0)) <= 1 else None

    def hover(self, scene: Scene, spot: QPointF) -> None:
        """The mouse is here."""
        self._scene = scene
        if not scene.plot.adjusted(-4, -4, 4, 4).contains(spot):
            self.clear()
            return
        place = self._plot.table.nearest_place(min(max(scene.day_at(spot.x()), scene.stage.left), scene.stage.right))
        row = self._plot.nearest_row(scene, place, spot.y(), _REACH) if place is not None else None
        self._point(place, row)
        if QToolTip.isVisible():
            self._show_tooltip()
        else:
            self._timer.start()

    def walk(self, scene: Scene, days: int) -> None:
        """Go to an earlier or later day of the chart, moving it along at its edges."""
        places = self._plot.table.places(scene.stage.left, scene.stage.right)
        present = self.place
        self.go_to(scene, places.stop - 1 if present is None else present + days)

    def go_to(self, scene: Scene, place: int) -> None:
        """Go to a day by its place, or to the nearest there is."""
        self._scene = scene
        known = len(self._plot.table.days)
        if known:
            place = min(max(place, 0), known - 1)
            self._window.reveal(float(self._plot.table.days[place]))
            self._point(place, self._plot.highlighted)
            self._announce()

    def walk_lines(self, scene: Scene, step: int) -> None:
        """Point at the next line above or below, on the day pointed at."""
        self._scene = scene
        if self.place is None:
            self.walk(scene, 0)
        place, rows = self.place, range(len(self._plot.lines))
        if place is None:
            return
        standing = sorted((row for row in rows if scene.reader.height(row, place) == scene.reader.height(row, place)),
                          key=lambda row: scene.reader.height(row, place))  # fmt: skip
        if standing:
            here = standing.index(self._plot.highlighted) + step if self._plot.highlighted in standing else len(standing) - 1
            self._point(place, standing[min(max(here, 0), len(standing) - 1)])
            self._announce()

    def clear(self) -> None:
        """Point at nothing."""
        self._timer.stop()
        QToolTip.hideText()
        self._point(None, None)

    def _point(self, place: int | None, row: int | None) -> None:
        day = int(self._plot.table.days[place]) if place is not None else None
        if (day, row) != (self._window.pointed_day, self._plot.highlighted):
            self._plot.highlight(row)
            self._window.point(day)
            self.moved.emit()

    def _announce(self) -> None:
        if self._scene is not None and self.place is not None:
            said = read_day(self._scene, self.place, self._plot.told_rows).spoken(self._plot.highlighted)
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._chart, said))
            self._timer.start()

    def _show_tooltip(self) -> None:
        is_meant = self._chart.isVisible() and (self._chart.underMouse() or self._chart.hasFocus())
        if self._scene is None or self.place is None or not is_meant:
            return
        reading = read_day(self._scene, self.place, self._plot.told_rows)
        html = reading.html(self._scene, self._themes.theme, self._plot.highlighted)
        QToolTip.showText(self._where(self._scene, self.place), html, self._chart)

    def _where(self, scene: Scene, place: int) -> QPoint:
        if self._chart.underMouse():
            return self._chart.cursor().pos()
        beside = QPointF(scene.x_of(float(scene.reader.table.days[place])), scene.plot.center().y())
        return self._chart.mapToGlobal(beside.toPoint() + _ASIDE)
