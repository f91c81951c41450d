"""The days in sight, shared by every chart that moves along."""

from __future__ import annotations

from weakref import WeakKeyDictionary

from PySide6.QtCore import QObject, Signal

_LEAST_SPAN = 5.0  # days
_DAYS_A_MONTH = 365.25 / 12
_AROUND_ONE_DAY = 3.0
_ZOOM_STEP = 1.25


class TimeWindow(QObject):
    """Which days are in sight, out of those on file. Charts that are given the same window move together.

    Days are ordinals with a fraction. What is in sight never leaves what is on file.

    Signals:
        changed: Other days are in sight.
        pointed: A day is pointed at in one of the charts; None when no longer.
        margins_changed: The room that the charts keep beside their plots.
    """

    changed = Signal()
    pointed = Signal(object)
    margins_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        # By chart; those that are gone ask for nothing.
        self._spans: WeakKeyDictionary[QObject, tuple[int, int]] = WeakKeyDictionary()
        self._margins: WeakKeyDictionary[QObject, tuple[float, float]] = WeakKeyDictionary()
        self._months: int | None = None
        self._since: int | None = None
        self._first, self._last = 0.0, 1.0
        self.left, self.span = 0.0, 1.0
        self.pointed_day: int | None = None

    @property
    def right(self) -> float:
        return self.left + self.span

    @property
    def margins(self) -> tuple[float, float]:
        """Logical pixels to the left and right of every plot, so that one day stands above itself in all of them."""
        kept = list(self._margins.values())
        return max((left for left, _ in kept), default=0.0), max((right for _, right in kept), default=0.0)

    def keep_margins(self, chart: QObject, left: float, right: float) -> None:
        """Say how much room a chart needs beside its plot."""
        before = self.margins
        self._margins[chart] = left, right
        if self.margins != before:
            self.margins_changed.emit()

    def cover(self, chart: QObject, span: tuple[int, int] | None) -> None:
        """Say what days a chart has; what is in sight is then chosen anew, as it was last asked for."""
        self._spans.pop(chart, None)
        if span is not None:
            self._spans[chart] = span
        spans = list(self._spans.values())
        self._first = float(min((first for first, _ in spans), default=0))
        self._last = float(max((last for _, last in spans), default=1))
        if self._first == self._last:
            self._first, self._last = self._first - _AROUND_ONE_DAY, self._last + _AROUND_ONE_DAY
        self.reset()

    def show_last(self, months: int | None) -> None:
        """Show the last months, or all that is on file."""
        self._months, self._since = months, None
        self.reset()

    def show_since(self, day: int) -> None:
        """Show from a day to the end."""
        self._months, self._since = None, day
        self.reset()

    def reset(self) -> None:
        """Back to the days last chosen by range."""
        first = self._first
        if self._since is not None:
            first = float(self._since)
        elif self._months is not None:
            first = self._last - self._months * _DAYS_A_MONTH
        self._see(first, self._last - first)

    def move(self, days: float) -> None:
        """Move towards later days, or earlier ones where negative."""
        self._see(self.left + days, self.span)

    def zoom(self, steps: float, around: float) -> None:
        """Show fewer days, or more where negative; the day pointed at keeps its place."""
        span = self._allowed(self.span / _ZOOM_STEP**steps)
        self._see(around - (around - self.left) * span / self.span, span)

    def reveal(self, day: float) -> None:
        """Move no further than it takes to bring a day into sight."""
        if not self.left <= day <= self.right:
            self._see(day if day < self.left else day - self.span, self.span)

    def point(self, day: int | None) -> None:
        """Point at a day in every chart."""
        if day != self.pointed_day:
            self.pointed_day = day
            self.pointed.emit(day)

    def _allowed(self, span: float) -> float:
        whole = self._last - self._first
        return min(max(span, min(_LEAST_SPAN, whole)), whole)

    def _see(self, left: float, span: float) -> None:
        span = self._allowed(span)
        left = min(max(left, self._first), self._last - span)
        if (left, span) != (self.left, self.span):
            self.left, self.span = left, span
            self.changed.emit()
