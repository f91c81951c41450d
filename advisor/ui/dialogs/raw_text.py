"""A row as its file has it: plain text that is read, selected and scrolled, but not changed."""

from __future__ import annotations

from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import QFrame, QPlainTextEdit

from advisor.ui.fonts import font

_LINES_IN_SIGHT = 2
_PADDING = 6  # above and below the lines, with the ring of the keyboard's focus


class RawText(QPlainTextEdit):
    """Two lines of text; of a longer one the rest is reached by scrolling, with the keyboard too."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName("rawText")
        self.setAccessibleName(name)
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setFont(font("caption"))
        self.document().setDocumentMargin(0)
        self.setFixedHeight(_LINES_IN_SIGHT * self.fontMetrics().lineSpacing() + 2 * _PADDING)
