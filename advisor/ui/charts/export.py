"""Where a chart's or a page's figures go when they leave the program: a file the investor names."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from advisor.domain.errors import UnreadableFileError
from advisor.ui.charts.figures import Figures

_NOT_IN_FILE_NAMES = re.compile(r"[^A-Za-z0-9]+")
_LONGEST_NAME = 60


def save_figures(parent: QWidget, title: str, figures: Figures) -> None:
    """Ask where to, and write the figures as CSV.

    Raises:
        UnreadableFileError: The file cannot be written.
    """
    chosen, _ = QFileDialog.getSaveFileName(parent, "Export CSV", f"{file_stem(title)}.csv", "CSV files (*.csv)")
    if not chosen:
        return
    path = Path(chosen)
    try:
        figures.write_csv(path)
    except OSError as error:
        reason = error.strerror or "the system refused"
        raise UnreadableFileError(f"{path.name} could not be written: {reason}.", "Choose another folder.") from error


def file_stem(title: str) -> str:
    """A headline as a file name: "How few companies carry it" becomes "how-few-companies-carry-it"."""
    return _NOT_IN_FILE_NAMES.sub("-", title).strip("-").lower()[:_LONGEST_NAME].rstrip("-") or "figures"
