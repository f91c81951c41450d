"""What leaves the window: the summary on paper and in files, all from one view, and the figures of a page as CSV."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from advisor.domain.errors import UnreadableFileError
from advisor.exposure.model import MeasuredPortfolio
from advisor.presentation.page_tables import companies_csv
from advisor.presentation.summary import build_summary
from advisor.presentation.summary_html import summary_html
from advisor.presentation.tables import summary_csv
from advisor.presentation.views import SummaryView
from advisor.services.clock import today
from advisor.ui.asking import ask_where
from advisor.ui.errors import show_error
from advisor.ui.main_window import MainWindow
from advisor.ui.pages.page import OnPaper, Page
from advisor.ui.printing import show_print_preview, write_pdf
from advisor.ui.workspace import Workspace


class Reporting(QObject):
    """Carries out what the File menu says about paper and files."""

    def __init__(self, window: MainWindow, workspace: Workspace) -> None:
        super().__init__(window)
        self._window = window
        self._workspace = workspace
        commands = window.commands
        self._actions = {
            commands.print_preview: lambda: self._paper().preview(),
            commands.save_pdf: lambda: self._paper().choose_pdf(),
            commands.export: self.export_page,
            commands.export_companies: self.export_companies,
            commands.export_summary: self.choose_export,
        }
        for action, carry_out in self._actions.items():
            action.triggered.connect(carry_out)
            action.setEnabled(False)
        workspace.measured.connect(self._offer)

    def preview(self) -> None:
        """Show the summary as it will print."""
        view = self._view()
        if view is not None:
            show_print_preview(view, self._window)

    def choose_pdf(self) -> None:
        """Ask where, then write the summary as a PDF."""
        ask_where(self._window, "Save PDF", f"{_name()}.pdf", "PDF (*.pdf)", self.write)

    def choose_export(self) -> None:
        """Ask where, then write the summary's figures."""
        ask_where(self._window, "Export", f"{_name()}.csv", "Table (*.csv);;Web page (*.html)", self.write)

    def export_page(self) -> None:
        """Give the figures of the page in front away."""
        for page in self._in_front():
            page.export_view()

    def export_companies(self) -> None:
        """Every company through every fund, one row for each way it is owned."""
        measured = self._workspace.portfolio
        if measured is not None:
            self.save_csv("companies", companies_csv(measured))

    def save_csv(self, stem: str, text: str) -> None:
        """Ask where, then write a table."""
        write = partial(_write_text, text)
        ask_where(self._window, "Export CSV", f"{stem}.csv", "CSV files (*.csv)", lambda path: self._save(path, write))

    def write(self, path: Path) -> None:
        """Write the summary in the form that the file's ending names."""
        view = self._view()
        if view is not None:
            self._save(path, partial(_write, view))

    def _save(self, path: Path, write: Callable[[Path], None]) -> None:
        try:
            write(path)
        except OSError as error:
            reason = error.strerror or str(error)
            show_error(
                self._window, UnreadableFileError(f"{path.name} could not be written: {reason}.", "Choose another folder.")
            )
        else:
            self._window.undo_bar.offer(f"Saved {path.name}.", None)

    def _paper(self) -> OnPaper:
        """What the page in front prints of its own, else the summary."""
        return next((page.on_paper for page in self._in_front() if page.on_paper is not None), self)

    def _in_front(self) -> list[Page]:
        return [page for page in self._window.pages if page.key == self._window.key]

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
        _write_text(text, path)


def _write_text(text: str, path: Path) -> None:
    path.write_text(text, encoding="utf-8", newline="")


def _name() -> str:
    return f"exposure-{today().isoformat()}"
