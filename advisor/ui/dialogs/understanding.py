"""What the program makes of an unknown file: its first row as understood, and the words of its actions."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QStackedLayout, QWidget

from advisor.domain.column_mapping import ActionWord
from advisor.presentation.column_mapping import actions_label
from advisor.ui import metrics
from advisor.ui.choices import SegmentedControl
from advisor.ui.dialogs.action_words import ActionWords
from advisor.ui.widgets import Card, Label, WrappedLabel, column

_FIRST_ROW, _ACTIONS = "first_row", "actions"


class Understanding(Card):
    """The first row, field by field; for transactions also the words of the action column."""

    def __init__(self) -> None:
        super().__init__("The first row, as understood")
        self.action_words = ActionWords()
        self.parts = SegmentedControl(((_FIRST_ROW, "First row"), (_ACTIONS, "Actions")), "What is shown of the transactions")
        self.parts.changed.connect(self._choose)
        self._chosen_by_hand = False
        self._facts = _Facts()
        self._stack = QStackedLayout()
        self._stack.addWidget(self._facts)
        self._stack.addWidget(self.action_words)
        self.header.insertWidget(0, self.parts)
        self.body.addLayout(self._stack, 1)
        self.show_actions(())

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Draw labels and texts, one below the other."""
        self._facts.show_facts(facts)

    def show_actions(self, words: Sequence[ActionWord]) -> None:
        """Offer the words of the actions; those that nobody knows yet are shown without being asked for."""
        self.action_words.show_words(words)
        self.parts.setVisible(bool(words))
        self.title.setVisible(not words)
        self.parts.set_label(_ACTIONS, actions_label(words))
        if not self._chosen_by_hand:
            is_open = any(word.is_open for word in words)
            self.parts.choose(_ACTIONS if is_open or (words and self.parts.chosen == _ACTIONS) else _FIRST_ROW)
        self._stack.setCurrentIndex(1 if words and self.parts.chosen == _ACTIONS else 0)

    def _choose(self, key: str) -> None:
        self._chosen_by_hand = True
        self._stack.setCurrentIndex(1 if key == _ACTIONS else 0)


class _Facts(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._shown: list[Label] = []
        whole = column(self, metrics.NO_MARGINS, 0)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(metrics.SMALL_GAP)
        self._grid.setColumnStretch(1, 1)
        whole.addLayout(self._grid)
        whole.addStretch(1)

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        for old in self._shown:
            old.deleteLater()
        self._shown = []
        for place, (name, text) in enumerate(facts):
            label, value = Label(name, "caption", "muted"), WrappedLabel(text, "body")
            self._grid.addWidget(label, place, 0)
            self._grid.addWidget(value, place, 1)
            self._shown += [label, value]
