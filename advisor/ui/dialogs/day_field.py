"""A field for a day, typed or taken from a calendar."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtGui import QPaintEvent, QTextCharFormat
from PySide6.QtWidgets import QDateEdit

from advisor.services.clock import today
from advisor.ui import metrics
from advisor.ui.choices import draw_chevron
from advisor.ui.fonts import font

_LOCALE = QLocale(QLocale.Language.English, QLocale.Country.UnitedStates)


class DayField(QDateEdit):
    """A day up to today."""

    def __init__(self, day: date, name: str) -> None:
        super().__init__(_qt_day(day))
        self.setMaximumDate(_qt_day(today()))
        self.setLocale(_LOCALE)
        self.setDisplayFormat("MMM d, yyyy")
        self.setFont(font("body"))
        self.setFixedHeight(metrics.CONTROL_HEIGHT)
        self.setAccessibleName(name)
        self._add_calendar()

    def day(self) -> date:
        """What it says now."""
        chosen = self.date()
        return date(chosen.year(), chosen.month(), chosen.day())

    def show_day(self, day: date) -> None:
        """Say another day."""
        self.setDate(_qt_day(day))

    def _add_calendar(self) -> None:
        self.setCalendarPopup(True)
        calendar = self.calendarWidget()
        calendar.setLocale(_LOCALE)
        calendar.setFont(font("body"))
        for weekend in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):  # Qt writes them in red
            calendar.setWeekdayTextFormat(weekend, QTextCharFormat())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        draw_chevron(self)


def _qt_day(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
