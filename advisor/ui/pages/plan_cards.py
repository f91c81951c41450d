"""What a plan costs, and what speaks for it and against it."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from advisor.presentation.plan_costs import COST_MEANINGS
from advisor.presentation.views import AdviceView, Side
from advisor.ui import metrics
from advisor.ui.fact_rows import FactRows
from advisor.ui.sign import Sign
from advisor.ui.theme import Themes
from advisor.ui.widgets import Card, Label, WrappedLabel, column, row


class CostCard(Card):
    """What changes place, what is taxed, how near the target it comes."""

    def __init__(self) -> None:
        super().__init__("What it costs")
        self._rows = FactRows()
        self._note = WrappedLabel("", "caption", "muted")
        self.body.addWidget(self._rows)
        self.body.addStretch(1)
        self.body.addWidget(self._note)

    def show_view(self, view: AdviceView) -> None:
        """List a plan's costs."""
        self._rows.show_facts(view.costs, COST_MEANINGS)
        self._note.setText(view.costs_note)
        self._note.setVisible(bool(view.costs_note))


class TwoSided(Protocol):
    """A view with something that speaks for a thing and something against it."""

    @property
    def sides(self) -> tuple[Side, ...]: ...


class SidesCard(Card):
    """Read both sides: never collapsed."""

    def __init__(self, themes: Themes) -> None:
        super().__init__("Read both sides")
        self._themes = themes
        self._paragraphs = column(None, metrics.NO_MARGINS, metrics.GAP)
        self.body.addLayout(self._paragraphs)
        self.body.addStretch(1)

    def show_view(self, view: TwoSided) -> None:
        """Write the two sides, and what is not known."""
        _clear(self._paragraphs)
        for side in view.sides:
            self._paragraphs.addWidget(self._paragraph(side))

    def _paragraph(self, side: Side) -> QWidget:
        part = QWidget()
        layout = row(part, metrics.NO_MARGINS, 9)
        sign = Sign(side.icon, self._themes, "text" if side.tone == "plain" else side.tone, metrics.BUTTON_ICON)
        words = column(None, metrics.NO_MARGINS, 1)
        words.addWidget(Label(side.title, "strong"))
        words.addWidget(WrappedLabel(side.text, "caption", "muted"))
        layout.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(words, 1)
        return part


def _clear(layout: QVBoxLayout) -> None:
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item else None
        if widget is not None:
            widget.setParent(None)
            widget.deleteLater()
