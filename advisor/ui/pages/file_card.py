"""The card about the investor's own file: where it is, and its care."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFormLayout, QSizePolicy

from advisor.ui import metrics
from advisor.ui.icons import icon
from advisor.ui.theme import Themes
from advisor.ui.widgets import Button, Card, Label, row

_BACK_UP = "Back up…"


class FileCard(Card):
    """Facts about the database file, and the buttons that care for it."""

    back_up_asked = Signal()
    restore_asked = Signal()
    check_asked = Signal()

    def __init__(self, themes: Themes) -> None:
        super().__init__("Your file")
        self._facts = QFormLayout()
        self._facts.setContentsMargins(*metrics.NO_MARGINS)
        self._facts.setHorizontalSpacing(metrics.CARD_GAP)
        self._facts.setVerticalSpacing(metrics.SMALL_GAP)
        self._facts.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        self._care: dict[str, Button] = {}
        self.body.addLayout(self._facts)
        self.body.addStretch(1)
        buttons = row(None, metrics.NO_MARGINS, metrics.GAP)
        for words, icon_name, signal in (
            (_BACK_UP, "archive", self.back_up_asked),
            ("Restore…", "archive-restore", self.restore_asked),
            ("Check", "circle-check", self.check_asked),
        ):
            button = Button(words, icon(icon_name, themes, "text"), small=True)
            button.clicked.connect(lambda _checked=False, signal=signal: signal.emit())
            buttons.addWidget(button)
            self._care[words] = button
        buttons.addStretch(1)
        self.body.addLayout(buttons)

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Replace what is said about the file: (name, words) line by line."""
        while self._facts.rowCount():
            self._facts.removeRow(0)
        for name, words in facts:
            self._facts.addRow(Label(name, "body", "muted"), _Fact(name, words))

    def refuse_backup(self, reason: str) -> None:
        """Say why no backup can be made now; an empty reason lets it be made."""
        self._care[_BACK_UP].setEnabled(not reason)
        self._care[_BACK_UP].setToolTip(reason)


def size_text(database: Path) -> str:
    """The file's size on the disk, with what SQLite still holds in the journal beside it."""
    files = (database, database.with_name(f"{database.name}-wal"))
    size = sum(file.stat().st_size for file in files if file.is_file())
    return f"{size / 1_000_000:.1f} MB" if size >= 100_000 else f"{size / 1000:.0f} kB"


class _Fact(Label):
    """A fact about the file; a path that is too long for its place loses its middle."""

    def __init__(self, name: str, words: str) -> None:
        super().__init__(words)
        self._words = words
        self.setToolTip(words)
        self.setAccessibleName(f"{name}: {words}")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setText(self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideMiddle, self.width()))
