"""What stands below the trades of a plan."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from advisor.presentation.views import AdviceView, NoteRow
from advisor.ui import metrics
from advisor.ui.pages.note_columns import NoteColumns, Unfolding
from advisor.ui.pages.notes_card import NotesCard
from advisor.ui.theme import Themes
from advisor.ui.widgets import column


class PlanNotes(QWidget):
    """Wash sales to come and what is not known; folded, what stands in the way, what limits cost and what was not traded.

    Signals:
        loosening_asked: A limit that is to be taken away, as `RulePrice.rule` calls it.

    Attributes:
        more: What is folded at first.
    """

    loosening_asked = Signal(str)

    def __init__(self, themes: Themes, can_loosen: Callable[[str], bool]) -> None:
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
        self._in_sight = NoteColumns((self._unknown, self._windows))
        self._folded = NoteColumns((self._not_made, self._binding, self._prices))
        self.more = Unfolding("More about this plan", self._folded, themes)
        layout = column(self, metrics.NO_MARGINS, metrics.GAP)
        layout.addWidget(self._in_sight)
        layout.addWidget(self.more)

    def show_view(self, view: AdviceView) -> None:
        """Fill the cards of a plan."""
        self._not_made.show_notes(view.not_made)
        self._prices.show_notes([note if self._can_loosen(note.rule) else replace(note, rule="") for note in view.rule_prices])
        self._binding.show_notes(view.binding)
        self._windows.show_notes(view.windows)
        self._unknown.show_notes([NoteRow("", "", warning) for warning in view.warnings])
        for each in (self._in_sight, self._folded):
            each.place()
        self.more.setVisible(not self._folded.is_empty)

    def reflow(self, *, wide: bool) -> None:
        """Two columns, or one."""
        for each in (self._in_sight, self._folded):
            each.reflow(wide=wide)
