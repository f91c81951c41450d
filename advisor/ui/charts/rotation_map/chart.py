"""The rotation map as a chart. `RotationMapPanel` adds the slider, playback and the table; show either a `RotationMapView`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from PySide6.QtCore import QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QColor, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from advisor.domain.days import long_date
from advisor.presentation.views import RotationMapView
from advisor.presentation.words import NONE
from advisor.rotation.model_map import Quadrant, Step
from advisor.ui import fonts, metrics
from advisor.ui.charts.exportable import ExportableChart
from advisor.ui.charts.figures import EMPTY, Figures
from advisor.ui.charts.marks import Mark
from advisor.ui.charts.rotation_map.map_painting import paint_map
from advisor.ui.charts.rotation_map.map_scene import MapScene, Mover, lay_out_map
from advisor.ui.theme import Themes

_LEAST_REACH = 9.0  # half the side of what the mouse can hit
_PIXELS_A_STEP = 20.0
_END_STEPS: dict[int, int] = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_PageUp: -4, Qt.Key.Key_PageDown: 4}
_POINT_STEPS: dict[int, int] = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class RotationMapChart(ExportableChart):
    """Dots with tails on four quadrants; a filled circle is owned, as large as its share, a hollow square is a reference.

    Left and right or a drag move the end of the tails, Page keys by four steps, Home and End to the first and last; up and down
    walk the points, Space plays.

    Signals:
        end_changed: Place of the step that the tails now end at.
        play_asked: Space was pressed.
    """

    end_changed = Signal(int)
    play_asked = Signal()

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(themes, parent)
        self._view: RotationMapView | None = None
        self.scene: MapScene | None = None
        self._grip: tuple[float, int] | None = None
        self.end = -1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        return QSize(408, 220)

    def minimumSizeHint(self) -> QSize:
        return QSize(280, 200)

    @property
    def view(self) -> RotationMapView | None:
        """What was last shown."""
        return self._view

    @property
    def ends(self) -> range:
        """The steps that tails may end at; empty where there is nothing to draw."""
        if self._view is None or self._view.nothing or not len(self._view.days):
            return range(0)
        return range(min(self._view.first_end, len(self._view.days) - 1), len(self._view.days))

    def show_view(self, view: RotationMapView) -> None:
        """Draw a map, at its last step."""
        self._view = view
        self.end = -1
        self.scene = None
        if self.ends:
            self.end_at(self.ends[-1])
        else:
            self.show_figures(view.accessible_name, EMPTY)

    def end_at(self, place: int) -> None:
        """Let the tails end at a step, or at the nearest there is."""
        if not self.ends:
            return
        place = min(max(place, self.ends[0]), self.ends[-1])
        if place != self.end and self._view is not None:
            self.end = place
            self.scene = self._laid_out(self._view)
            self.show_figures(self._view.accessible_name, _ends_figures(self.scene))
            self.end_changed.emit(place)

    def end_text(self) -> str:
        """The step that the tails end at: "Week to Feb 6, 2026", or "Week so far, to Feb 4, 2026"."""
        if self._view is None or self.end < 0:
            return ""
        day = long_date(date.fromordinal(int(self._view.days[self.end])))
        if self._view.step == Step.DAY:
            return day
        is_running = self._view.running and self.end == self.ends[-1]
        return f"Week so far, to {day}" if is_running else f"Week to {day}"

    def place_marks(self) -> Iterator[Mark]:
        for mover in self.scene.movers if self.scene else ():
            reach = max(mover.radius + 3, _LEAST_REACH)
            area = QRectF(mover.spot.x() - reach, mover.spot.y() - reach, 2 * reach, 2 * reach)
            yield Mark(mover.point.key, area, mover.point.label, self._told(mover))

    def draw(self, painter: QPainter) -> None:
        self._draw(painter, self._hovered or self._chosen)

    def draw_for_file(self, painter: QPainter, *, vectors: bool) -> None:  # noqa: ARG002 - it is always drawn as shapes
        self._draw(painter, "")

    def file_caption(self) -> str:
        against = f"Against {self._view.benchmark_label}" if self._view else ""
        return " · ".join(part for part in (against, self.end_text()) if part)

    def resizeEvent(self, event: QResizeEvent) -> None:
        if self._view is not None and self.end >= 0:
            self.scene = self._laid_out(self._view)
        super().resizeEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and self.mark_at(event.position()) is None:
            self._grip = event.position().x(), self.end
            self.choose("")

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grip is None:
            super().mouseMoveEvent(event)
        else:
            start, end = self._grip
            self.end_at(end + round((event.position().x() - start) / _PIXELS_A_STEP))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self._grip = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in _END_STEPS:
            self.end_at(self.end + _END_STEPS[key])
            self._say(self.end_text())
        elif key in _POINT_STEPS and self.marks:
            self._walk_points(_POINT_STEPS[key])
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and self.ends:
            self.end_at(self.ends[0] if key == Qt.Key.Key_Home else self.ends[-1])
            self._say(self.end_text())
        elif key == Qt.Key.Key_Space:
            self.play_asked.emit()
        else:
            super().keyPressEvent(event)

    def _draw(self, painter: QPainter, pointed: str) -> None:
        if self.scene is not None:
            paint_map(painter, self.scene, self.theme, pointed)
            return
        painter.setFont(fonts.font("explanation"))
        painter.setPen(QColor(self.theme.muted))
        area = QRectF(self.rect()).adjusted(metrics.GAP, 0, -metrics.GAP, 0)
        sentence = self._view.nothing if self._view and self._view.nothing else "There is nothing to draw yet."
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, sentence)

    def _laid_out(self, view: RotationMapView) -> MapScene:
        before = {key: name.side for key, name in self.scene.names.items()} if self.scene else {}
        return lay_out_map(view, self.end, QSizeF(self.size()), self.devicePixelRatioF(), before)

    def _walk_points(self, step: int) -> None:
        keys = [mark.key for mark in self.marks]
        here = keys.index(self._current()) + step if self._current() in keys else 0
        mark = self.marks[here % len(keys)]
        self._hover(mark.key)
        self._say(", ".join((mark.name, *mark.lines)))

    def _say(self, words: str) -> None:
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def _told(self, mover: Mover) -> tuple[str, ...]:
        share = mover.point.share_text or "A reference, none of your money"
        place = f"Strength {mover.strength:.1f}, momentum {mover.momentum:.1f}"
        return _quadrant_words(mover.quadrant), place, share, self.end_text()


def _ends_figures(scene: MapScene) -> Figures:
    heads = ("Name", "Stands in", "Strength", "Momentum", "Share of your money", "To")
    day = long_date(scene.day)
    return Figures(heads, tuple((*_ends_cells(mover), day) for mover in scene.movers))


def _ends_cells(mover: Mover) -> tuple[str, ...]:
    share = mover.point.share_text.partition(" ")[0] or NONE
    return mover.point.label, _quadrant_words(mover.quadrant), f"{mover.strength:.2f}", f"{mover.momentum:.2f}", share


def _quadrant_words(quadrant: Quadrant) -> str:
    return "Level with the benchmark" if quadrant == Quadrant.LEVEL else quadrant.value.capitalize()
