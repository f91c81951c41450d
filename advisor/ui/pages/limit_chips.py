"""Which limits are in force, each with the way to take it away."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from advisor.ui import metrics
from advisor.ui.icons import icon
from advisor.ui.pages.flow import FlowLayout
from advisor.ui.theme import Themes
from advisor.ui.widgets import Button


class LimitChips(QWidget):
    """A row of small buttons; pressing one takes its limit away.

    Signals:
        dropped: Key of the limit whose chip was pressed.
    """

    dropped = Signal(str)

    def __init__(self, themes: Themes, name: str) -> None:
        super().__init__()
        self._themes = themes
        self._chips: dict[str, Button] = {}
        self._flow = FlowLayout(self, metrics.GAP, metrics.SMALL_GAP)
        self.setAccessibleName(name)
        self.hide()

    def show_chips(self, chips: Iterable[tuple[str, str]]) -> None:
        """Show these limits as (key, words), in this order."""
        wanted = dict(chips)
        if {key: chip.accessibleName() for key, chip in self._chips.items()} == {k: _verb(w) for k, w in wanted.items()}:
            return
        for chip in self._chips.values():
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = {key: self._chip(key, words) for key, words in wanted.items()}
        self.setVisible(bool(self._chips))

    def _chip(self, key: str, words: str) -> Button:
        chip = Button(words, icon("x", self._themes, "muted"), small=True)
        chip.setAccessibleName(_verb(words))
        chip.setToolTip("Take this limit away")
        chip.clicked.connect(lambda: self.dropped.emit(key))
        self._flow.addWidget(chip)
        return chip


def _verb(words: str) -> str:
    return f"Take away: {words}"
