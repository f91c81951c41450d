"""Moving through time: by drag, by wheel with Ctrl, by keys."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent

from advisor.ui.charts.time_series.time_window import TimeWindow

_NOTCH = 120.0  # of a wheel, in Qt's eighths of a degree
_DRAG_FROM = 3.0  # logical pixels


class Steering:
    """Turns a hand's movements into days in sight."""

    def __init__(self, window: TimeWindow) -> None:
        self._window = window
        self._grip: tuple[float, float] | None = None  # where it was pressed, and where it was last
        self.is_dragging = False

    def press(self, x: float) -> None:
        self._grip = x, x

    def drag(self, x: float, days_per_pixel: float) -> bool:
        """Move with the mouse; says whether it is a drag by now, and no longer a click."""
        if self._grip is None:
            return False
        start, before = self._grip
        self.is_dragging = self.is_dragging or abs(x - start) >= _DRAG_FROM
        if self.is_dragging:
            self._grip = start, x
            self._window.move((before - x) * days_per_pixel)
        return self.is_dragging

    def release(self) -> bool:
        """Let go; says whether it was a drag."""
        dragged, self.is_dragging, self._grip = self.is_dragging, False, None
        return dragged

    def wheel(self, event: QWheelEvent, day: float) -> bool:
        """Zoom around a day where Ctrl is held; says whether the wheel was for the chart, and not for the page."""
        notches = event.angleDelta().y() / _NOTCH
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier or not notches:
            return False
        self._window.zoom(notches, day)
        return True
