"""The point of the curve that was picked: what it does, and the way to a plan."""

from __future__ import annotations

from advisor.presentation.views.rotation_cost import CostPoint
from advisor.ui import metrics
from advisor.ui.fact_rows import FactRows
from advisor.ui.widgets import Button, Card, WrappedLabel, row


class PointCard(Card):
    """One point in words and figures; `plan` and `trades` are its buttons."""

    def __init__(self) -> None:
        super().__init__("The point you picked")
        self._sentence = WrappedLabel("", "strong", "plain")
        self._note = WrappedLabel("", "caption", "muted")
        self._facts = FactRows()
        self.plan = Button("Plan this point", small=True)
        self.plan.setToolTip("Search the best plan that comes down to this point.")
        self.trades = Button("Show its trades", small=True)
        self.trades.setToolTip("Show the plan that the curve found for this point.")
        buttons = row(None, metrics.NO_MARGINS, metrics.GAP)
        buttons.addWidget(self.plan)
        buttons.addWidget(self.trades)
        buttons.addStretch(1)
        for part in (self._sentence, self._facts, self._note):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.body.addLayout(buttons)

    def show_point(self, point: CostPoint) -> None:
        """Tell another point."""
        self._sentence.setText(point.sentence)
        self._note.setText(point.note)
        self._note.setVisible(bool(point.note))
        self._facts.show_facts(point.facts)
        for button in (self.plan, self.trades):
            button.setEnabled(point.trades_text != "0")
