"""What goes on paper: as a PDF, in a print preview, on a printer, one drawing for all three; and the exposure summary on it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QBuffer, QIODevice, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import QWidget

from advisor.presentation.views import SummaryView
from advisor.ui.searchable_pdf import searchable
from advisor.ui.sheet import UNITS_PER_INCH, Type, print_font
from advisor.ui.summary_page import paint_summary

__all__ = ["PAGE_SIZES", "paint_summary", "preview_printing", "show_print_preview", "whole_page", "write_pdf", "write_sheets"]

PAGE_SIZES = {"letter": QPageSize.PageSizeId.Letter, "a4": QPageSize.PageSizeId.A4}
_PREVIEW_SIZE = (980, 720)
_PAGES = 1


def write_pdf(view: SummaryView, path: Path, page: str = "letter") -> int:
    """Write the summary as a PDF with embedded fonts, and return how many pages it has.

    Args:
        page: "letter" or "a4".

    Raises:
        OSError: The file cannot be written.
        KeyError: Another page size.
    """

    def paint(writer: QPdfWriter, size: QSizeF) -> int:
        with QPainter(writer) as painter:
            paint_summary(view, painter, size)
        return _PAGES

    return write_sheets(view, paint, path, page)


class Titled(Protocol):
    """A view that names itself on its first sheet."""

    @property
    def title(self) -> str: ...
    @property
    def headline(self) -> str: ...
    @property
    def version_text(self) -> str: ...


def write_sheets(view: Titled, paint: Callable[[QPdfWriter, QSizeF], int], path: Path, page: str) -> int:
    """Write a PDF with embedded fonts whose text can be searched, and return how many sheets it has.

    Args:
        view: Names the document.
        paint: Draws it, given the size of the paper in points, and returns the number of sheets.
        page: "letter" or "a4".

    Raises:
        OSError: The file cannot be written.
        KeyError: Another page size.
    """
    size = QPageSize(PAGE_SIZES[page])
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(round(UNITS_PER_INCH))
    writer.setPageLayout(whole_page(size))
    writer.setTitle(f"{view.title}: {view.headline}")
    writer.setCreator(view.version_text)
    sheets = paint(writer, size.size(QPageSize.Unit.Point))
    path.write_bytes(searchable(bytes(buffer.data().data()), (print_font(role) for role in Type)))
    return sheets


def show_print_preview(view: SummaryView, parent: QWidget | None) -> None:
    """Show the page as it will print, with the system's own way to a printer; returns when it is closed."""
    preview_printing(view.title, lambda printer, size: _paint_on_printer(view, printer, size), parent)


def preview_printing(title: str, paint: Callable[[QPrinter, QSizeF], object], parent: QWidget | None) -> None:
    """Show what prints, with the system's own way to a printer; returns when it is closed.

    Args:
        paint: Draws on the printer, given the size of its paper in points.
    """
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    printer.setFullPage(True)
    printer.setPageLayout(whole_page(QPageSize(QPageSize.PageSizeId.Letter)))
    preview = QPrintPreviewDialog(printer, parent)
    preview.setWindowTitle("Print preview")
    preview.resize(*_PREVIEW_SIZE)
    preview.paintRequested.connect(lambda asked: paint(asked, _paper(asked)))
    preview.exec()


def _paper(printer: QPrinter) -> QSizeF:
    # A preview lets the investor choose other paper: what prints follows it, upright or across.
    return printer.pageLayout().fullRect(QPageLayout.Unit.Point).size()


def _paint_on_printer(view: SummaryView, printer: QPrinter, size: QSizeF) -> None:
    with QPainter(printer) as painter:
        paint_summary(view, painter, size)


def whole_page(size: QPageSize) -> QPageLayout:
    """Upright, to the edges of the paper: margins are drawn, not left by the printer."""
    layout = QPageLayout()
    layout.setMode(QPageLayout.Mode.FullPageMode)
    layout.setUnits(QPageLayout.Unit.Point)
    layout.setPageSize(size)
    layout.setOrientation(QPageLayout.Orientation.Portrait)
    return layout
