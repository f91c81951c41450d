"""What can be reached in a chart, and the words that come up over it."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from PySide6.QtCore import QObject, QRectF, QTimer
from PySide6.QtWidgets import QToolTip, QWidget

TOOLTIP_DELAY_MS = 120


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing in a chart that the mouse or the arrow keys can reach.

    Attributes:
        key: What `chosen`, `activated` and `hovered` carry.
        area: Logical pixels within the chart.
        name: First line of the tooltip.
        lines: The tooltip's further lines: value, share, date.
    """

    key: str
    area: QRectF
    name: str
    lines: tuple[str, ...]


class MarkTip(QObject):
    """Says what a mark is, a moment after it was reached: at the mouse, or below the mark where the keyboard walks."""

    def __init__(self, chart: QWidget) -> None:
        super().__init__(chart)
        self._chart = chart
        self._mark: Mark | None = None
        self._timer = QTimer(self, singleShot=True, interval=TOOLTIP_DELAY_MS)
        self._timer.timeout.connect(self._show)

    def tell_of(self, mark: Mark | None) -> None:
        """Take the words on another mark away, and bring up those on this one; None for nothing."""
        self._mark = mark
        QToolTip.hideText()
        self._timer.start() if mark else self._timer.stop()

    def _show(self) -> None:
        if self._mark is None:
            return
        lines = [f"<b>{escape(self._mark.name)}</b>", *(escape(line) for line in self._mark.lines)]
        walks = self._chart.hasFocus() and not self._chart.underMouse()
        below = self._chart.mapToGlobal(self._mark.area.bottomLeft().toPoint())
        QToolTip.showText(below if walks else self._chart.cursor().pos(), "<br>".join(lines), self._chart)
