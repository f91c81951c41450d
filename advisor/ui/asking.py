"""Asking for a file, in the system's own dialog where there is one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from advisor.ui.dialogs.opening import open_dialog

TABLES = "*.csv *.CSV *.tsv *.txt *.xlsx *.xls *.json *.xml"  # Schwab writes capitals, which some dialogs tell apart
_MARKET_FILES = f"Tables and reports ({TABLES});;All files (*)"


def ask_for_files(parent: QWidget, title: str, kinds: str, use: Callable[[Sequence[Path]], None]) -> None:
    """Let the investor choose existing files, then use them; returns at once."""
    dialog = QFileDialog(parent, title, "", kinds)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.filesSelected.connect(lambda names: use([Path(name) for name in names]))
    _open(dialog)


def ask_for_file(parent: QWidget, title: str, kinds: str, use: Callable[[Path], None]) -> None:
    """Let the investor choose one existing file, then use it; returns at once."""
    dialog = QFileDialog(parent, title, "", kinds)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.fileSelected.connect(lambda name: use(Path(name)))
    _open(dialog)


def ask_for_market_file(parent: QWidget, use: Callable[[Path], None]) -> None:
    """Let the investor choose a file that tells what a fund holds, or closes; returns at once."""
    ask_for_file(parent, "Add a file", _MARKET_FILES, use)


def ask_where(parent: QWidget, title: str, name: str, kinds: str, use: Callable[[Path], None]) -> None:
    """Let the investor name a file to write; its ending completes a name without one. Returns at once."""
    dialog = QFileDialog(parent, title, name, kinds)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(Path(name).suffix.removeprefix("."))
    dialog.fileSelected.connect(lambda chosen: use(Path(chosen)))
    _open(dialog)


def _open(dialog: QFileDialog) -> None:
    open_dialog(dialog)
    field = dialog.findChild(QLineEdit, "fileNameEdit")
    if isinstance(field, QLineEdit):  # Qt's own dialog, which leaves its field without a name
        field.setAccessibleName("File name")
