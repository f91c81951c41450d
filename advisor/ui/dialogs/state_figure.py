"""Stating a published figure, with its day and its source."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtWidgets import QLineEdit, QWidget

from advisor.domain.figures import Figure
from advisor.presentation.rotation.figure_words import unit_question
from advisor.presentation.rotation.figures import figure_meaning, figure_of
from advisor.presentation.views.rotation_ledger import StatedFigure
from advisor.presentation.words import capitalized
from advisor.services.clock import today
from advisor.ui import metrics
from advisor.ui.dialogs.day_field import DayField
from advisor.ui.dialogs.stated_number import StatedNumberDialog
from advisor.ui.fonts import font


class StateFigureDialog(StatedNumberDialog):
    """Asks for a value, its day and where it is from."""

    def __init__(self, asked: StatedFigure, parent: QWidget | None = None) -> None:
        self._asked = asked
        self._day = DayField(today(), "Day of the value")
        self.source = QLineEdit(asked.source)
        self.source.setFont(font("body"))
        self.source.setFixedHeight(metrics.CONTROL_HEIGHT)
        self.source.setPlaceholderText("Where it is from")
        about = f", {asked.period}" if asked.period else ""
        super().__init__(
            f"{asked.name}{about}", f"{asked.definition}.", capitalized(unit_question(asked.unit)), "Keep the value", parent
        )
        self.add_field("Day of the value", self._day)
        self.add_line("Source", self.source)
        self.source.textChanged.connect(lambda _text: self._judge())
        self.begin_with(asked.typed)

    def figure(self) -> Figure:
        """What was stated; call it once the dialog was accepted."""
        return figure_of(self._asked, self.number(), self.source.text(), self._day.day())

    def meaning_of(self, number: Decimal | None) -> tuple[str, bool]:
        return figure_meaning(self._asked, number, self.source.text())
