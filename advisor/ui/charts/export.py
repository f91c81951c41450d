"""Where a chart's or a page's figures and pictures go when they leave the program: a file the investor names."""

from __future__ import annotations

import re
from collections.abc import Callable
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
    path = ask_where_to(parent, "CSV", title)
    if path is not None:
        write(path, lambda: figures.write_csv(path))


def ask_where_to(parent: QWidget, kind: str, title: str) -> Path | None:
    """Let the investor name a file of a kind, "CSV", "PNG" or "SVG", with a headline for a proposal; None where they do not."""
    suffix = kind.lower()
    chosen, _ = QFileDialog.getSaveFileName(
        parent, f"Export {kind}", f"{file_stem(title)}.{suffix}", f"{kind} files (*.{suffix})"
    )
    return Path(chosen) if chosen else None


def write(path: Path, work: Callable[[], object]) -> None:
    """Run what writes the file.

    Raises:
        UnreadableFileError: The file cannot be written.
    """
    try:
        work()
    except OSError as error:
        reason = error.strerror or "the system refused"
        raise UnreadableFileError(f"{path.name} could not be written: {reason}.", "Choose another folder.") from error


def file_stem(title: str) -> str:
    """A headline as a file name: "How few companies carry it" becomes "how-few-companies-carry-it"."""
    return _NOT_IN_FILE_NAMES.sub("-", title).strip("-").lower()[:_LONGEST_NAME].rstrip("-") or "figures"
