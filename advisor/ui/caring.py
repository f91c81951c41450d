"""Care of the data: back up, restore, check, classify what is unknown, take an issuer's file."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from advisor.domain.classification import Sector, Sleeve
from advisor.domain.market_state import AskedFor
from advisor.presentation.forgetting import forget_question, forgotten_words
from advisor.presentation.import_notes import build_list_notes, build_prices_notes
from advisor.presentation.notices import fund_file_words, prices_words
from advisor.services.clock import today
from advisor.ui import late, late_network
from advisor.ui.asking import ask_for_file, ask_where
from advisor.ui.dialogs.confirm import ConfirmDialog
from advisor.ui.dialogs.opening import open_dialog
from advisor.ui.main_window import MainWindow
from advisor.ui.theme import Themes
from advisor.ui.workspace import Workspace

if TYPE_CHECKING:
    from advisor.presentation.views import ImportNotesView
    from advisor.services.back_up import BackupOutcome, RestoreOutcome
    from advisor.services.check_database import CheckOutcome
    from advisor.services.classify_instrument import ClassifyOutcome, UnclassifyOutcome
    from advisor.services.forget_files import ForgetOutcome
    from advisor.services.import_fund_file import FundFileOutcome
    from advisor.services.import_prices import PricesOutcome

_REMARKS = "Remarks…"
_BACKUPS = "Backups (*.db);;All files (*)"


class Caring(QObject):
    """Asks where it must, then runs the service and says what came of it."""

    def __init__(self, window: MainWindow, workspace: Workspace, themes: Themes) -> None:
        super().__init__(window)
        self._themes = themes
        self._window = window
        self._workspace = workspace
        window.commands.back_up.triggered.connect(self.choose_target)
        window.commands.restore.triggered.connect(self.choose_backup)

    def choose_target(self) -> None:
        """Ask for a file name and back up into it."""
        ask_where(self._window, "Back up", f"rotation-advisor-{today().isoformat()}.db", _BACKUPS, self.back_up)

    def back_up(self, target: Path) -> None:
        """Write a copy of the whole file."""
        self._workspace.run(late.back_up_to, target).succeeded.connect(self._on_backed_up)

    def choose_backup(self) -> None:
        """Ask for a backup and bring it back."""
        ask_for_file(self._window, "Restore a backup", _BACKUPS, self.restore)

    def restore(self, backup: Path) -> None:
        """Replace the file by a backup, after asking if something is in it."""
        portfolio = self._workspace.portfolio
        if portfolio is None or portfolio.exposure is None:
            self._replace_by(backup)
            return
        consequence = "What is stored now is put aside in a file beside the database."
        dialog = ConfirmDialog(f"Replace everything by {backup.name}?", consequence, "Restore", self._window)
        dialog.accepted.connect(lambda: self._replace_by(backup))
        open_dialog(dialog)

    def _replace_by(self, backup: Path) -> None:
        self._workspace.close_sample()  # a real backup never goes into the sample
        database = self._workspace.database
        job = self._workspace.replace_database(lambda: late.restore_from(database, backup))
        job.succeeded.connect(lambda outcome: self._on_restored(backup, outcome))

    def check(self) -> None:
        """Look whether the file is sound."""
        self._workspace.run(late.check).succeeded.connect(self._on_checked)

    def classify(self, symbol: str, sleeve: Sleeve, sector: Sector) -> None:
        """Remember where a symbol belongs."""
        self._workspace.run(late.classify, symbol, sleeve, sector).succeeded.connect(self._on_classified)

    def forget_class(self, symbol: str) -> None:
        """Go back to what the program knows about a symbol."""
        self._workspace.run(late.forget_class, symbol).succeeded.connect(self._on_class_forgotten)

    def take_fund_file(self, name: str, meant: str = "") -> None:
        """Look through a fund by its issuer's holdings file from now on; `meant` is the fund where the file tells none."""
        file = Path(name)
        job = self._workspace.run(late_network.take_fund_file, file, meant)
        job.succeeded.connect(lambda outcome: self._on_fund_file(file.name, outcome))

    def take_prices(self, path: Path) -> None:
        """Store the closes of a file."""
        self._workspace.run(late_network.take_prices, path).succeeded.connect(self._on_prices)

    def forget_files(self, asked: AskedFor, symbol: str) -> None:
        """Take back the lists of what a fund holds, or the closes of a symbol, after asking."""
        dialog = ConfirmDialog(*forget_question(asked, symbol), "Forget", self._window)
        dialog.accepted.connect(lambda: self._forget(asked, symbol))
        open_dialog(dialog)

    def _forget(self, asked: AskedFor, symbol: str) -> None:
        service = late_network.forget_fund_lists if asked is AskedFor.HOLDINGS else late_network.forget_closes
        self._workspace.run(service, symbol).succeeded.connect(partial(self._on_forgotten, asked))

    def _on_backed_up(self, outcome: BackupOutcome) -> None:
        self._window.undo_bar.offer(f"Backed up to {outcome.file.name}.", None)
        self._workspace.measure()

    def _on_restored(self, backup: Path, outcome: RestoreOutcome) -> None:
        kept = f" What was there is kept as {outcome.kept.name}." if outcome.kept else ""
        self._window.undo_bar.offer(f"Restored {backup.name}.{kept}", None)

    def _on_checked(self, outcome: CheckOutcome) -> None:
        self._window.undo_bar.offer("The file is sound." if outcome.ok else " ".join(outcome.findings), None)

    def _on_classified(self, outcome: ClassifyOutcome) -> None:
        symbol, before = outcome.symbol, outcome.before

        def take_back() -> None:
            if before is None:
                self.forget_class(symbol)
            else:
                self.classify(symbol, before.sleeve, before.sector)

        self._window.undo_bar.offer(f"{symbol} counts as you said, wherever it turns up.", take_back)

    def _on_class_forgotten(self, outcome: UnclassifyOutcome) -> None:
        self._window.undo_bar.offer(f"{outcome.symbol} is classified by the program again.", None)

    def _on_forgotten(self, asked: AskedFor, outcome: ForgetOutcome) -> None:
        self._window.undo_bar.offer(forgotten_words(asked, outcome.symbol), None)

    def _on_fund_file(self, file: str, outcome: FundFileOutcome) -> None:
        told = partial(fund_file_words, outcome.symbol, outcome.as_of, is_used=outcome.is_used)
        has_notes = outcome.warnings or outcome.skipped or outcome.not_understood
        more = partial(self._show_list_notes, file, told(), outcome) if has_notes else None
        self._window.undo_bar.offer(told(warnings=outcome.warnings, skipped=len(outcome.skipped)), more, _REMARKS)

    def _show_list_notes(self, file: str, kept: str, outcome: FundFileOutcome) -> None:
        view = build_list_notes(
            file,
            kept,
            lines=outcome.rows,
            structure=outcome.structure,
            skipped=outcome.skipped,
            remarks=(*outcome.warnings, *(f"Not understood: {each}." for each in outcome.not_understood)),
        )
        self._show_notes(view)

    def _on_prices(self, outcome: PricesOutcome) -> None:
        symbols = [each.symbol for each in outcome.series if each.rows]
        told = partial(prices_words, outcome.file, symbols, outcome.as_of, kept=sum(each.kept for each in outcome.series))
        more = partial(self._show_prices_notes, told(), outcome) if outcome.skipped or outcome.warnings else None
        self._window.undo_bar.offer(told(skipped=len(outcome.skipped)), more, _REMARKS)

    def _show_prices_notes(self, kept: str, outcome: PricesOutcome) -> None:
        skipped = [(row.line, row.reason) for row in outcome.skipped]
        view = build_prices_notes(outcome.file, kept, closes=outcome.rows, skipped=skipped, remarks=outcome.warnings)
        self._show_notes(view)

    def _show_notes(self, view: ImportNotesView) -> None:
        """Everything that deserves a look in a file that was added."""
        from advisor.ui.dialogs.import_notes import ImportNotesDialog  # noqa: PLC0415 - not needed for the first paint

        open_dialog(ImportNotesDialog(view, self._themes, self._window))
