"""What stands below the trades of a plan."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from advisor.presentation.views import AdviceView, NoteRow
from advisor.ui import metrics
from advisor.ui.pages.notes_card import NotesCard
from advisor.ui.widgets import column, row


class PlanNotes(QWidget):
    """What was not traded, what stands in the way, what limits cost, wash sales to come, what is not known: two columns where
    there is room.

    Signals:
        loosening_asked: A limit that is to be taken away, as `RulePrice.rule` calls it.
    """

    loosening_asked = Signal(str)

    def __init__(self, can_loosen: Callable[[str], bool]) -> None:
        """
        Args:
            can_loosen: Whether a rule is one that a button can take away.
        """
        super().__init__()
        self._can_loosen = can_loosen
        self._not_made = NotesCard("Not traded, though one might expect it")
        self._prices = NotesCard("What your limits cost", "on the plan’s own scale", "Take away")
        self._binding = NotesCard("What keeps it from coming closer")
        self._windows = NotesCard("Once you have traded", "to keep losses deductible")
        self._unknown = NotesCard("What the plan does not know")
        self._prices.loosening_asked.connect(self.loosening_asked)
        self._line = row(self, metrics.NO_MARGINS, metrics.CARD_GAP)
        self._columns = tuple(column(None, metrics.NO_MARGINS, metrics.DENSE_CARD_GAP) for _ in range(2))
        for each in self._columns:
            self._line.addLayout(each, 1)
        self._wide = True

    def show_view(self, view: AdviceView) -> None:
        """Fill the cards of a plan."""
        self._not_made.show_notes(view.not_made)
        self._prices.show_notes([note if self._can_loosen(note.rule) else replace(note, rule="") for note in view.rule_prices])
        self._binding.show_notes(view.binding)
        self._windows.show_notes(view.windows)
        self._unknown.show_notes([NoteRow("", "", warning) for warning in view.warnings])
        self._place()

    def reflow(self, *, wide: bool) -> None:
        """Two columns, or one."""
        if wide != self._wide:
            self._wide = wide
            self._place()

    def _place(self) -> None:
        cards = (self._not_made, self._binding, self._windows, self._prices, self._unknown)
        shown = [card for card in cards if not card.isHidden()]
        left, right = self._columns
        for each in self._columns:
            while each.takeAt(0) is not None:
                pass  # the cards stay; only their places are given back
        taken = {left: 0, right: 0}
        for card in shown:
            shorter = right if self._wide and taken[right] < taken[left] else left
            shorter.addWidget(card)
            taken[shorter] += card.lines
        for each in self._columns:
            each.addStretch(1)
        self._line.setStretch(1, 1 if self._wide and len(shown) > 1 else 0)
        self._line.setSpacing(metrics.CARD_GAP if self._wide and len(shown) > 1 else 0)
