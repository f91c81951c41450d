"""Typing over a cell of a table."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from advisor.ui.fonts import font

_WIDER = 10  # than its column, so that another digit has room


class SharesEditor(QLineEdit):
    """A field over a cell: Enter or leaving takes what it says, Esc does not.

    Signals:
        typed: What it says now.
        left: It is done with, one way or the other.
    """

    typed = Signal(str)
    left = Signal()

    def __init__(self, cell: QRect, name: str, text: str, over: QWidget) -> None:
        super().__init__(text, over)
        self._open = True
        self.setAccessibleName(name)
        self.setFont(font("body"))
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setStyleSheet("QLineEdit { padding: 0 5px; }")
        self.setGeometry(cell.adjusted(-_WIDER, 1, 0, -2))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._close(taken=True)
        elif event.key() == Qt.Key.Key_Escape:
            self._close(taken=False)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._close(taken=True)

    def _close(self, *, taken: bool) -> None:
        if not self._open:
            return
        self._open = False
        self.hide()
        if taken and self.isModified():
            self.typed.emit(self.text())
        self.left.emit()
        self.deleteLater()
