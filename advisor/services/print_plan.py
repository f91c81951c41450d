"""Put a plan on paper: a PDF or a web page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from advisor.domain.errors import InvalidRequestError
from advisor.presentation.plan_print_html import plan_html
from advisor.presentation.views.plan_print import PlanPrint
from advisor.services.task import Task
from advisor.services.write_file import write_file

PAPER = (".pdf", ".html")
PlanPdfWriter = Callable[[PlanPrint, Path], int]


def print_plan(task: Task, view: PlanPrint, out: Path, write_pdf: PlanPdfWriter) -> int:
    """Write a plan to a .html file, or else as a PDF, and return its number of sheets (1 for a web page).

    Args:
        write_pdf: Draws the view into a file; handed in because drawing needs a window system.

    Raises:
        InvalidRequestError: The file cannot be written.
    """
    task.step(0, 1, f"Writing {out.name}")
    if out.suffix.lower() == ".html":
        write_file(out, plan_html(view).encode())
        return 1
    try:
        return write_pdf(view, out)
    except OSError as error:
        raise InvalidRequestError(f"{out.name} cannot be written: {error.strerror}.", "Choose another folder.") from error
