"""F1 tells what the page in front means."""

from __future__ import annotations

from PySide6.QtCore import QObject

from advisor.presentation.page_help import PAGE_HELP
from advisor.ui.dialogs.page_help import PageHelpDialog
from advisor.ui.main_window import MainWindow


class Guiding(QObject):
    """Opens the words about a page over the window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        window.commands.page_help.triggered.connect(self.open)

    def open(self) -> None:
        """Show what the page in front means."""
        dialog = PageHelpDialog(self._window.top_bar.title.text(), PAGE_HELP[self._window.shown], self._window)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
