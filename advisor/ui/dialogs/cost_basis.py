"""Stating what a position cost, where its broker does not say."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtWidgets import QWidget

from advisor.domain.portfolio import Position
from advisor.presentation import stated
from advisor.ui.dialogs.stated_number import StatedNumberDialog


class CostBasisDialog(StatedNumberDialog):
    """Asks what a whole position cost, or for a short one what it brought, fees included."""

    def __init__(self, position: Position, parent: QWidget | None = None) -> None:
        self._position = position
        super().__init__(
            stated.cost_question(position),
            stated.cost_sentence(position),
            f"The whole position, in {stated.money_name(position.value_currency)}",
            "Keep the cost",
            parent,
        )

    def meaning_of(self, number: Decimal | None) -> tuple[str, bool]:
        return stated.cost_meaning(self._position, number)
