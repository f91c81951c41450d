"""Care of the file: back it up, bring a backup back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from advisor.ui import late
from advisor.ui.clock import today
from advisor.ui.errors import confirmed
from advisor.ui.main_window import MainWindow
from advisor.ui.workspace import Workspace

if TYPE_CHECKING:
    from advisor.services.back_up import BackupOutcome

_KINDS = "Backups (*.db);;All files (*)"


class Caring(QObject):
    """Asks where, then runs the service."""

    def __init__(self, window: MainWindow, workspace: Workspace) -> None:
        super().__init__(window)
        self._window = window
        self._workspace = workspace
        window.commands.back_up.triggered.connect(self.choose_target)
        window.commands.restore.triggered.connect(self.choose_backup)

    def choose_target(self) -> None:
        """Ask for a file name and back up into it."""
        dialog = QFileDialog(self._window, "Back up", f"rotation-advisor-{today().isoformat()}.db", _KINDS)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("db")
        dialog.fileSelected.connect(lambda name: self.back_up(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def back_up(self, target: Path) -> None:
        """Write a copy of the whole file."""
        self._workspace.run(late.back_up_to, target).succeeded.connect(self._on_backed_up)

    def choose_backup(self) -> None:
        """Ask for a backup and bring it back."""
        dialog = QFileDialog(self._window, "Restore a backup", "", _KINDS)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.restore(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def restore(self, backup: Path) -> None:
        """Replace the file by a backup, after asking if something is in it."""
        portfolio = self._workspace.portfolio
        question = f"Replace everything by {backup.name}?"
        consequence = "What is stored now is put aside in a file beside the database."
        if portfolio is None or portfolio.exposure is None or confirmed(self._window, question, consequence, "Restore"):
            database = self._workspace.database
            self._workspace.run_without_database(lambda: late.restore_from(database, backup))

    def _on_backed_up(self, outcome: BackupOutcome) -> None:
        self._window.undo_bar.offer(f"Backed up to {outcome.file.name}.", None)
        self._workspace.measure()
