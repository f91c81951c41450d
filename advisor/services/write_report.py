"""Write the exposure summary to a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from advisor.domain.errors import InvalidRequestError
from advisor.exposure.model import MeasuredPortfolio
from advisor.presentation.summary import build_summary
from advisor.presentation.summary_html import summary_html
from advisor.presentation.tables import summary_csv
from advisor.presentation.views import SummaryView
from advisor.services.measure_exposure import measure_exposure
from advisor.services.task import Task
from advisor.storage.engine import Database

PdfWriter = Callable[[SummaryView, Path], int]


@dataclass(frozen=True, slots=True)
class WrittenReport:
    """`pages` is 0 for a CSV, which has none; `as_of` the date of the oldest datum on it."""

    file: Path
    pages: int
    as_of: date | None


def write_report(db: Database, task: Task, out: Path, benchmark: str, today: date, write_pdf: PdfWriter) -> WrittenReport:
    """Write a .pdf, .html or .csv summary of everything owned.

    Args:
        write_pdf: Draws the view into a file and returns the number of pages; handed in because drawing needs a window system.

    Raises:
        InvalidRequestError: Nothing to report, another ending, or a file that cannot be written.
    """
    kind = out.suffix.lower()
    if kind not in (".pdf", ".html", ".csv"):
        raise InvalidRequestError(f"A report cannot be written as {out.name}.", "End the name in .pdf, .html or .csv.")
    measured = measure_exposure(db, task, benchmark)
    if measured.exposure is None:
        raise InvalidRequestError("There is nothing to report yet.", "Import a positions file first.")
    pages = _write(out, kind, measured, today, write_pdf)
    return WrittenReport(out, pages, measured.exposure.as_of)


def _write(out: Path, kind: str, measured: MeasuredPortfolio, today: date, write_pdf: PdfWriter) -> int:
    view = build_summary(measured, today=today)
    try:
        if kind == ".pdf":
            return write_pdf(view, out)
        out.write_text(summary_html(view) if kind == ".html" else summary_csv(view), encoding="utf-8", newline="")
    except OSError as error:
        raise InvalidRequestError(f"{out.name} cannot be written: {error.strerror}.", "Choose another folder.") from error
    return 1 if kind == ".html" else 0
