"""Cards of notes side by side, and what unfolds below a heading."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from advisor.ui import metrics
from advisor.ui.icons import icon
from advisor.ui.pages.notes_card import NotesCard
from advisor.ui.theme import Themes
from advisor.ui.widgets import LinkButton, column, row


class NoteColumns(QWidget):
    """Two columns of cards where there is room, each card in the shorter one; cards without notes take no place."""

    def __init__(self, cards: Sequence[NotesCard]) -> None:
        super().__init__()
        self._cards = cards
        self._line = row(self, metrics.NO_MARGINS, metrics.CARD_GAP)
        self._columns = tuple(column(None, metrics.NO_MARGINS, metrics.DENSE_CARD_GAP) for _ in range(2))
        for each in self._columns:
            self._line.addLayout(each, 1)
        self._wide = True

    @property
    def is_empty(self) -> bool:
        """No card has a note."""
        return all(card.isHidden() for card in self._cards)

    def reflow(self, *, wide: bool) -> None:
        """Two columns, or one."""
        if wide != self._wide:
            self._wide = wide
            self.place()

    def place(self) -> None:
        """Put the cards that have notes in their columns."""
        shown = [card for card in self._cards if not card.isHidden()]
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


class Unfolding(QWidget):
    """A heading that shows what is below it, and hides it again; folded at first.

    Signals:
        unfolded: Whether it shows what is below, after the investor turned it.
    """

    unfolded = Signal(bool)

    def __init__(self, title: str, inside: QWidget, themes: Themes) -> None:
        super().__init__()
        self._themes = themes
        self._inside = inside
        self._heading = LinkButton(title, icon("chevron-right", themes, "accent"))
        self._heading.setCheckable(True)
        self._heading.toggled.connect(self._show)
        self._heading.clicked.connect(self.unfolded)
        layout = column(self, metrics.NO_MARGINS, metrics.GAP)
        layout.addWidget(self._heading, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(inside)
        self._show(False)

    def unfold(self, unfolded: bool) -> None:
        """Show what is below, or hide it, without saying `unfolded`."""
        self._heading.setChecked(unfolded)

    def _show(self, unfolded: bool) -> None:
        self._inside.setVisible(unfolded)
        self._heading.setAccessibleDescription("Shown below; press to hide" if unfolded else "Hidden; press to show")
        self._heading.setIcon(icon("chevron-down" if unfolded else "chevron-right", self._themes, "accent"))
