"""From a file to the books and back: choose or drop, look, store, offer to undo."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from advisor.domain.errors import AdvisorError, FundListError, PriceListError, UnmappedFileError
from advisor.domain.typed_list import OWN_LIST_BROKER
from advisor.presentation.import_notes import build_import_notes
from advisor.presentation.notices import imported_words, undone_words
from advisor.ui import late
from advisor.ui.asking import TABLES, ask_for_files
from advisor.ui.main_window import MainWindow
from advisor.ui.mapping import AskForColumns
from advisor.ui.theme import Themes
from advisor.ui.workspace import Workspace

if TYPE_CHECKING:
    from advisor.domain.column_mapping import ColumnMapping
    from advisor.domain.statement import StatementPreview
    from advisor.domain.typed_list import TypedPosition
    from advisor.services.explain_import import ImportExplanation
    from advisor.services.import_choices import HandedOver, ImportChoices
    from advisor.services.import_files import ImportOutcome
    from advisor.services.undo_import import UndoOutcome

    Said = Mapping[HandedOver, tuple[str, ColumnMapping]]  # by file: its SHA-256, and what its columns mean

_DATA_PAGE = "data"
_FILE_KINDS = f"Brokers' files ({TABLES} *.ofx *.OFX *.qfx *.QFX *.qif *.QIF);;All files (*)"
_PASTED = "Pasted table"
_NOTHING_TO_PASTE = (
    "The clipboard holds no table. Select the rows on your broker's page, copy them, and paste again; or type them here."
)
_NOTHING_SAID: Said = {}


class Importing(QObject):
    """Carries files through the preview into the books of a workspace.

    Signals:
        fund_file_found: Path of a file that is an issuer's list, or of one dropped where such files belong.
        prices_found: Path of a file that is a list of closes.
    """

    fund_file_found = Signal(object)
    prices_found = Signal(object)

    def __init__(self, window: MainWindow, workspace: Workspace, themes: Themes) -> None:
        super().__init__(window)
        self._window = window
        self._workspace = workspace
        self._themes = themes
        self._undoable: list[int] = []
        window.files_dropped.connect(self.take_dropped)
        window.commands.import_files.triggered.connect(self.choose_files)
        window.commands.paste.triggered.connect(self.paste)
        window.commands.type_in.triggered.connect(lambda _checked: self.type_in())
        window.commands.undo.triggered.connect(self.undo_last)
        window.commands.undo.setEnabled(False)

    def choose_files(self) -> None:
        """Ask for files, then preview them."""
        ask_for_files(self._window, "Import", _FILE_KINDS, self.preview)

    def take_dropped(self, paths: Sequence[Path]) -> None:
        """Preview files; on the Data page one that no broker wrote is an issuer's list of holdings."""
        if self._window.key != _DATA_PAGE or len(paths) != 1:
            self.preview(paths)
            return
        self._window.banner.hide()
        self._workspace.close_sample()
        job = self._workspace.runner.start(late.preview, tuple(paths), {})
        job.succeeded.connect(lambda previews: self._show_preview(paths, previews, {}))
        job.failed.connect(lambda error: self._hand_on(paths[0], error))

    def paste(self) -> None:
        """Preview the table on the clipboard, as it is copied from a web page or a spreadsheet; without one, ask for it."""
        text = QApplication.clipboard().text()
        if "\t" in text or "\n" in text.strip():
            from advisor.services.import_choices import Pasted  # noqa: PLC0415 - not needed for the first paint

            self.preview([Pasted(_PASTED, text.encode())])
        else:
            self.type_in(_NOTHING_TO_PASTE)

    def type_in(self, reason: str = "") -> None:
        """Ask for positions row by row, then preview them like a table that was pasted.

        Args:
            reason: Why this is asked, where the investor wanted something else.
        """
        from advisor.ui.dialogs.type_in import TypeInDialog  # noqa: PLC0415 - not needed for the first paint

        dialog = TypeInDialog(self._typed_before(), reason, self._window)
        dialog.accepted.connect(lambda: self._preview_typed(dialog.account(), dialog.positions()))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _typed_before(self) -> str:
        """The account whose list was typed before; empty where there is none."""
        measured = self._workspace.portfolio
        accounts = () if measured is None else measured.portfolio.accounts
        return next((account.name for account in accounts if account.broker == OWN_LIST_BROKER), "")

    def _preview_typed(self, account: str, positions: Sequence[TypedPosition]) -> None:
        from advisor.services.type_in import typed_table  # noqa: PLC0415 - not needed for the first paint

        table, mapping = typed_table(account, positions)
        self.preview([table], {table: (hashlib.sha256(table.content).hexdigest(), mapping)})

    def preview(self, files: Sequence[HandedOver], said: Said = _NOTHING_SAID) -> None:
        """Read files and show what importing them would do; nothing is stored yet. A real file never goes into the sample.

        An issuer's list of what a fund holds is handed on. Of a file that no importer knows the columns are asked for.

        Args:
            said: What its columns mean, for files of which that was asked already.
        """
        self._window.banner.hide()
        self._workspace.close_sample()
        self._read(files, said)

    def _read(self, files: Sequence[HandedOver], said: Said) -> None:
        job = self._workspace.runner.start(late.preview, tuple(files), dict(said.values()))
        job.succeeded.connect(lambda previews: self._show_preview(files, previews, said))
        job.failed.connect(lambda error: self._on_unread(files, said, error))

    def _on_unread(self, files: Sequence[HandedOver], said: Said, error: Exception) -> None:
        """A fund's list or closes among the files go their own way, and the others theirs; unknown columns are asked for."""
        at_fault = [file for file in files if isinstance(error, AdvisorError) and file.name == error.file]
        if at_fault and isinstance(error, FundListError | PriceListError):
            self._hand_on(at_fault[0], error)
            others = [file for file in files if file != at_fault[0]]
            if others:
                self._read(others, said)  # what was wrong with the first stays in view
        elif at_fault and isinstance(error, UnmappedFileError):
            self._ask_for_columns(files, said, next((file for file in at_fault if file not in said), at_fault[0]))
        else:
            self._window.banner.show_error(error)

    def _hand_on(self, file: HandedOver, error: Exception) -> None:
        (self.prices_found if isinstance(error, PriceListError) else self.fund_file_found).emit(file)

    def _ask_for_columns(self, files: Sequence[HandedOver], said: Said, unknown: HandedOver) -> None:
        def go_on(sha256: str, mapping: ColumnMapping) -> None:
            self.preview(files, {**said, unknown: (sha256, mapping)})

        before = said.get(unknown)
        AskForColumns(unknown, self._workspace, self._window, go_on, None if before is None else before[1])

    def undo(self, import_id: int) -> None:
        """Take one import back."""
        job = self._workspace.run(late.undo, import_id)
        job.succeeded.connect(lambda outcome: self._on_undone(import_id, outcome))

    def undo_last(self) -> None:
        """Take back the newest import made since the window opened."""
        if self._undoable:
            self.undo(self._undoable[-1])

    def explain(self, import_id: int) -> None:
        """Show what an import left out."""
        self._workspace.run(late.explain, import_id).succeeded.connect(self._show_notes)

    def _show_notes(self, explained: ImportExplanation) -> None:
        from advisor.ui.dialogs.import_notes import ImportNotesDialog  # noqa: PLC0415 - not needed for the first paint

        view = build_import_notes(explained.record, explained.skipped, explained.warnings)
        dialog = ImportNotesDialog(view, self._themes, self._window)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _show_preview(self, files: Sequence[HandedOver], previews: tuple[StatementPreview, ...], said: Said) -> None:
        from advisor.ui.dialogs.import_preview import ImportPreviewDialog  # noqa: PLC0415 - not needed for the first paint

        dialog = ImportPreviewDialog(previews, self._themes, self._window)
        dialog.columns_wanted.connect(lambda place: self._ask_for_columns(files, said, files[place]))
        dialog.accepted.connect(lambda: self._store(files, dialog.choices(), said))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _store(self, files: Sequence[HandedOver], choices: ImportChoices, said: Said) -> None:
        job = self._workspace.run(late.store, tuple(files), choices, dict(said.values()))
        job.succeeded.connect(self._on_stored)

    def _on_stored(self, outcome: ImportOutcome) -> None:
        stored = [file for file in outcome.files if file.import_id is not None]
        ids = [file.import_id for file in stored if file.import_id is not None]
        self._undoable += ids
        self._window.commands.undo.setEnabled(bool(self._undoable))
        repeated = [file.preview for file in outcome.files if file.import_id is None]
        words = imported_words([file.preview for file in stored], repeated)
        self._window.undo_bar.offer(words, (lambda: self._undo_all(ids)) if ids else None)

    def _undo_all(self, ids: Sequence[int]) -> None:
        for import_id in reversed(ids):
            self.undo(import_id)

    def _on_undone(self, import_id: int, outcome: UndoOutcome) -> None:
        if import_id in self._undoable:
            self._undoable.remove(import_id)
        self._window.commands.undo.setEnabled(bool(self._undoable))
        self._window.undo_bar.offer(undone_words(outcome.file), None)
