"""How a dialog is opened from a page: over its window, which goes on being drawn, and gone once it was answered."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog


def open_dialog(dialog: QDialog) -> None:
    """Show a dialog that deletes itself when it is closed."""
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
