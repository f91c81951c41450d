"""The symbols that a plan must leave as they are."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from advisor.ui import metrics
from advisor.ui.icons import icon
from advisor.ui.pages.flow import FlowLayout
from advisor.ui.theme import Themes
from advisor.ui.widgets import Button


class Locks(QWidget):
    """One button for each locked symbol; pressing it unlocks.

    Signals:
        changed: The set is another one now.
    """

    changed = Signal()

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self._themes = themes
        self._buttons: dict[str, Button] = {}
        self._flow = FlowLayout(self, metrics.GAP, metrics.SMALL_GAP)
        self.setAccessibleName("Locked symbols")
        self.hide()

    @property
    def symbols(self) -> frozenset[str]:
        return frozenset(self._buttons)

    def toggle(self, symbol: str) -> None:
        """Lock the symbol, or unlock it."""
        if symbol in self._buttons:
            self._drop(symbol)
        else:
            self._add(symbol)
        self.setVisible(bool(self._buttons))
        self.changed.emit()

    def free(self, symbol: str = "") -> None:
        """Unlock one symbol, or all of them, without saying `changed`."""
        for each in [symbol] if symbol else list(self._buttons):
            if each in self._buttons:
                self._drop(each)
        self.setVisible(bool(self._buttons))

    def _add(self, symbol: str) -> None:
        button = Button(f"{symbol} stays", icon("lock", self._themes, "text"), small=True)
        button.setToolTip(f"Unlock {symbol}: the plan may trade it again")
        button.setAccessibleName(f"Unlock {symbol}")
        button.clicked.connect(lambda: self.toggle(symbol))
        self._buttons[symbol] = button
        self._flow.addWidget(button)

    def _drop(self, symbol: str) -> None:
        button = self._buttons.pop(symbol)
        self._flow.removeWidget(button)
        button.hide()
        button.deleteLater()
