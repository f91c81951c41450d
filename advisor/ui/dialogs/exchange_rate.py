"""Stating what a currency is worth."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from PySide6.QtWidgets import QWidget

from advisor.presentation.stated import rate_meaning
from advisor.services.clock import today
from advisor.ui.dialogs.day_field import DayField
from advisor.ui.dialogs.stated_number import StatedNumberDialog


class ExchangeRateDialog(StatedNumberDialog):
    """Asks how many dollars one unit of a currency buys, and on which day."""

    def __init__(self, currency: str, waiting: Decimal, parent: QWidget | None = None) -> None:
        """
        Args:
            waiting: What lies in that currency and counts nowhere yet.
        """
        self._currency = currency
        self._waiting = waiting
        self._day = DayField(today(), "Day of the rate")
        sentence = f"Every account in {currency} counts at this rate until you state another one."
        super().__init__(f"What is one {currency} worth?", sentence, f"One {currency} in dollars", "State the rate", parent)
        self.add_field("Day of the rate", self._day)

    def day(self) -> date:
        """The day of the rate."""
        return self._day.day()

    def meaning_of(self, number: Decimal | None) -> tuple[str, bool]:
        return rate_meaning(self._currency, number, self._waiting)
