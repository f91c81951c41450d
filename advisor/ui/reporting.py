"""The summary on paper and in files: print preview, PDF, CSV or HTML, all from one view."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject

from advisor.domain.errors import UnreadableFileError
from advisor.exposure.model import MeasuredPortfolio
from advisor.presentation.summary import build_summary
from advisor.presentation.summary_html import summary_html
from advisor.presentation.tables import summary_csv
from advisor.presentation.views import SummaryView
from advisor.ui.asking import ask_where
from advisor.ui.clock import today
from advisor.ui.errors import show_error
from advisor.ui.main_window import MainWindow
from advisor.ui.printing import show_print_preview, write_pdf
from advisor.ui.workspace import Workspace


class Reporting(QObject):
    """Carries out what the File menu says about the summary."""

    def __init__(self, window: MainWindow, workspace: Workspace) -> None:
        super().__init__(window)
        self._window = window
        self._workspace = workspace
        commands = window.commands
        self._actions = (commands.print_preview, commands.save_pdf, commands.export)
        for action, carry_out in zip(self._actions, (self.preview, self.choose_pdf, self.choose_export), strict=True):
            action.triggered.connect(carry_out)
            action.setEnabled(False)
        workspace.measured.connect(self._offer)

    def preview(self) -> None:
        """Show the page as it will print."""
        view = self._view()
        if view is not None:
            show_print_preview(view, self._window)

    def choose_pdf(self) -> None:
        """Ask where, then write the PDF."""
        ask_where(self._window, "Save PDF", f"{_name()}.pdf", "PDF (*.pdf)", self.write)

    def choose_export(self) -> None:
        """Ask where, then write the summary's figures."""
        ask_where(self._window, "Export", f"{_name()}.csv", "Table (*.csv);;Web page (*.html)", self.write)

    def write(self, path: Path) -> None:
        """Write the summary in the form that the file's ending names."""
        view = self._view()
        if view is None:
            return
        try:
            _write(view, path)
        except OSError as error:
            reason = error.strerror or str(error)
            show_error(
                self._window, UnreadableFileError(f"{path.name} could not be written: {reason}.", "Choose another folder.")
            )
        else:
            self._window.undo_bar.offer(f"Saved {path.name}.", None)

    def _offer(self, measured: MeasuredPortfolio) -> None:
        for action in self._actions:
            action.setEnabled(measured.exposure is not None)

    def _view(self) -> SummaryView | None:
        measured = self._workspace.portfolio
        return build_summary(measured, today=today()) if measured and measured.exposure else None


def _write(view: SummaryView, path: Path) -> None:
    if path.suffix.lower() == ".pdf":
        write_pdf(view, path)
    else:
        text = summary_html(view) if path.suffix.lower() in (".html", ".htm") else summary_csv(view)
        path.write_text(text, encoding="utf-8", newline="")


def _name() -> str:
    return f"exposure-{today().isoformat()}"
