"""Asking what the columns of an unknown file mean: the dialog, fed from the worker."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from advisor.domain.column_mapping import ColumnMapping, TableLayout
from advisor.domain.statement import StatementKind
from advisor.ui import late
from advisor.ui.background import BackgroundJob
from advisor.ui.workspace import Workspace

if TYPE_CHECKING:
    from advisor.services.import_choices import HandedOver
    from advisor.services.map_columns import GuessedColumns, Trial
    from advisor.ui.dialogs.column_mapping import ColumnMappingDialog

Answer = Callable[[str, ColumnMapping], None]


class AskForColumns(QObject):
    """One unknown file and its dialog; goes away with it.

    Args:
        answer: Called with the file's SHA-256 and the mapping, once the investor goes on.
        before: What was answered before, to be corrected.
    """

    def __init__(
        self, file: HandedOver, workspace: Workspace, window: QWidget, answer: Answer, before: ColumnMapping | None = None
    ) -> None:
        super().__init__(window)
        self._file = file
        self._workspace = workspace
        self._window = window
        self._answer = answer
        self._before = before
        self._dialog: ColumnMappingDialog | None = None
        self._sha256 = ""
        self._trial: BackgroundJob | None = None
        job = workspace.run(late.guess_columns, file, TableLayout(), None)
        job.succeeded.connect(self._open)
        job.failed.connect(lambda _error: self.deleteLater())

    def _open(self, guessed: GuessedColumns) -> None:
        from advisor.ui.dialogs.column_mapping import ColumnMappingDialog  # noqa: PLC0415 - not needed for the first paint

        self._sha256 = guessed.sha256
        before = self._before or guessed.remembered
        guess = guessed.guess if before is None else guessed.guess.corrected(before)
        said_before = guess is not guessed.guess
        self._dialog = dialog = ColumnMappingDialog(self._file.name, guess, self._window, said_before=said_before)
        dialog.guess_wanted.connect(self._guess)
        dialog.trial_wanted.connect(self._try)
        dialog.accepted.connect(lambda: self._answer(self._sha256, dialog.mapping()))
        dialog.finished.connect(self._close)
        dialog.open()

    def _guess(self, layout: TableLayout, kind: StatementKind) -> None:
        job = self._workspace.runner.start(late.guess_columns, self._file, layout, kind)
        job.succeeded.connect(self._show_guess)
        job.failed.connect(self._tell)

    def _try(self, mapping: ColumnMapping) -> None:
        if self._trial is not None:
            self._trial.cancel()
        job = self._trial = self._workspace.runner.start(late.try_mapping, self._file, mapping)
        job.succeeded.connect(lambda trial: self._show_trial(mapping, trial))
        job.failed.connect(self._tell)
        job.ended.connect(self._forget_trial)

    def _forget_trial(self) -> None:
        if self.sender() is self._trial:
            self._trial = None

    def _show_guess(self, guessed: GuessedColumns) -> None:
        if self._dialog is not None:
            self._dialog.show_guess(guessed.guess)

    def _show_trial(self, mapping: ColumnMapping, trial: Trial) -> None:
        if self._dialog is not None:
            self._dialog.show_trial(mapping, trial)

    def _tell(self, error: Exception) -> None:
        if self._dialog is not None:
            self._dialog.show_failure(error)

    def _close(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None
        self.deleteLater()
