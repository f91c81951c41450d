"""The calendar of wash sales: one bar for each window, and today."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from math import floor

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from advisor.presentation import words
from advisor.presentation.views.wash_sales import WashView, WindowRow
from advisor.ui.charts import drawing
from advisor.ui.charts.chart import Chart
from advisor.ui.charts.figures import EMPTY, Figures
from advisor.ui.charts.marks import Mark
from advisor.ui.theme import Themes

_HEAD, _ROW, _BAR = 24.0, 26.0, 14.0
_GAP, _NAME_GAP = 16.0, 8.0
_WEEK = 7
_SHORTEST = 62  # days across
_HEADINGS = ("Symbol", "What matters", "From", "Until", "Origin")
_WIDEST_NAME = 180.0


class WashStrip(Chart):
    """Windows from top to bottom, days from left to right."""

    walking_chooses = True

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(themes, parent)
        self._rows: tuple[WindowRow, ...] = ()
        self._first = self._last = self._today = date.min
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_figures("Wash-sale windows", EMPTY)

    def sizeHint(self) -> QSize:
        return QSize(560, round(_HEAD + _ROW * max(1, len(self._rows)) + 4))

    def minimumSizeHint(self) -> QSize:
        return QSize(320, self.sizeHint().height())

    def show_view(self, view: WashView) -> None:
        """Draw the windows."""
        self._rows, self._today = view.windows, view.today
        self._first = min((row.begins for row in self._rows), default=view.today)
        longest = max((row.until for row in self._rows), default=view.today)
        self._last = max(longest, self._first + timedelta(days=_SHORTEST))
        rows = tuple(
            (row.symbols_text, row.rule_text, row.begins.isoformat(), row.until.isoformat(), row.origin_text)
            for row in self._rows
        )
        self.show_figures(view.headline, Figures(_HEADINGS, rows))
        self.updateGeometry()

    def place_marks(self) -> Iterator[Mark]:
        for number, row in enumerate(self._rows):
            area = QRectF(0, _HEAD + number * _ROW, self.width(), _ROW)
            yield Mark(row.key, area, f"{row.symbols_text}: {row.rule_text.lower()} until {row.until_text}", (row.because,))

    def draw(self, painter: QPainter) -> None:
        self._draw_days(painter)
        for mark, row in zip(self.marks, self._rows, strict=True):
            self._draw_row(painter, mark, row)
        self._draw_today(painter)

    def _left(self) -> float:
        widest = max((drawing.width_of(row.symbols_text, "strong") for row in self._rows), default=0.0)
        return min(widest, _WIDEST_NAME) + _GAP

    def _x(self, day: date) -> float:
        span = max(1, (self._last - self._first).days + 1)
        return self._left() + (day - self._first).days / span * (self.width() - self._left())

    def _draw_days(self, painter: QPainter) -> None:
        """A line at every second Monday, named where the name keeps clear of today's."""
        day = self._first + timedelta(days=-self._first.weekday() % _WEEK)
        today_left, today_right = self._today_span()
        while day <= self._last:
            x = floor(self._x(day))
            painter.fillRect(QRectF(x, _HEAD - 4, 1, self.height() - _HEAD + 4), QColor(self.theme.grid))
            said = words.short_date(day, self._today)
            end = x + drawing.width_of(said, "caption")
            if end < self.width() and (end + _NAME_GAP < today_left or x > today_right + _NAME_GAP):
                drawing.text(painter, QRectF(x, 0, end - x + 2, 16), said, "caption", self.theme.muted)
            day += timedelta(days=2 * _WEEK)

    def _today_span(self) -> tuple[float, float]:
        """Where the word over today's line begins and ends."""
        wide = drawing.width_of("Today", "caption_strong")
        left = min(max(floor(self._x(self._today)) - wide / 2, self._left()), self.width() - wide)
        return left, left + wide

    def _draw_row(self, painter: QPainter, mark: Mark, row: WindowRow) -> None:
        theme, area = self.theme, mark.area
        if mark.key in (self._hovered, self._chosen):
            painter.fillRect(area.adjusted(0, 1, 0, -1), QColor(theme.accent_soft))
        name = drawing.elided(row.symbols_text, "strong", self._left() - _NAME_GAP)
        drawing.text(painter, area.adjusted(4, 0, 0, 0), name, "strong", theme.text)
        left, right = self._x(row.begins), self._x(row.until + timedelta(days=1))
        bar = QRectF(left, area.center().y() - _BAR / 2, max(3.0, right - left), _BAR)
        color = theme.tone(row.tone)
        drawing.bar(painter, bar, drawing.mix(color, theme.raised, 0.25 if row.is_planned else 0.8))
        if row.is_planned:
            drawing.frame(painter, bar, color)
        beside = bar.right() + _NAME_GAP
        if beside + drawing.width_of(row.rule_text, "caption") < self.width():
            drawing.text(painter, area.adjusted(beside, 0, 0, 0), row.rule_text, "caption", theme.muted)

    def _draw_today(self, painter: QPainter) -> None:
        x = floor(self._x(self._today))
        painter.fillRect(QRectF(x, _HEAD - 6, 2, self.height() - _HEAD + 6), QColor(self.theme.text))
        left, right = self._today_span()
        drawing.text(painter, QRectF(left, 0, right - left + 2, 16), "Today", "caption_strong", self.theme.text)
