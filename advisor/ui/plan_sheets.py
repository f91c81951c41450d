"""A plan as a PDF of as many sheets as it takes, the disclaimer and the number on each."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QRectF, QSizeF
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QPagedPaintDevice,
    QPainter,
    QPalette,
    QPdfWriter,
    QTextDocument,
)
from PySide6.QtWidgets import QWidget

from advisor.presentation.plan_print_html import plan_body_html
from advisor.presentation.views.plan_print import PlanPrint
from advisor.ui.printing import preview_printing, write_sheets
from advisor.ui.sheet import POINT, UNITS_PER_INCH, Sheet, Type, print_font
from advisor.ui.theme import LIGHT

_MARGIN = 43.2 * POINT
_FOOT = 26 * POINT
_STYLE = "h1 { font-size: 17pt; } h2 { font-size: 11pt; } p, td, th, li { font-size: 8.5pt; } .head { margin-top: 9px; }"


def write_plan_pdf(view: PlanPrint, path: Path, page: str = "letter") -> int:
    """Write a plan as a PDF with embedded fonts, and return how many sheets it takes.

    Args:
        page: "letter" or "a4".

    Raises:
        OSError: The file cannot be written.
        KeyError: Another page size.
    """
    return write_sheets(view, lambda writer, size: _paint_sheets(view, writer, writer, size), path, page)


def show_plan_preview(view: PlanPrint, parent: QWidget | None) -> None:
    """Show the sheets as they will print, with the system's own way to a printer; returns when it is closed."""
    ruler = QPdfWriter(QBuffer())
    ruler.setResolution(round(UNITS_PER_INCH))
    preview_printing(view.title, lambda printer, size: _paint_sheets(view, printer, ruler, size), parent)


def _paint_sheets(view: PlanPrint, device: QPagedPaintDevice, ruler: QPdfWriter, points: QSizeF) -> int:
    """Draw every sheet on paper of this size, and return how many there are.

    Args:
        ruler: Has the units of a `Sheet`; lines are laid out by it, whatever the device's own resolution is.
    """
    room = QSizeF(points.width() * POINT - 2 * _MARGIN, points.height() * POINT - 2 * _MARGIN - _FOOT)
    scale = device.logicalDpiX() / UNITS_PER_INCH
    document = _document(view, ruler, room)
    with QPainter(device) as painter:
        for number in range(document.pageCount()):
            if number:
                device.newPage()
            painter.save()
            painter.scale(scale, scale)
            _paint(document, number, painter, room)
            painter.restore()
            painter.save()
            _foot(Sheet(painter, points), view, number + 1, document.pageCount())
            painter.restore()
    return document.pageCount()


def _document(view: PlanPrint, ruler: QPdfWriter, room: QSizeF) -> QTextDocument:
    document = QTextDocument()
    document.setDefaultFont(print_font(Type.BODY))
    document.documentLayout().setPaintDevice(ruler)
    document.setDocumentMargin(0)
    document.setDefaultStyleSheet(_STYLE)
    document.setHtml(plan_body_html(view))
    document.setPageSize(room)
    return document


def _paint(document: QTextDocument, number: int, painter: QPainter, room: QSizeF) -> None:
    context = QAbstractTextDocumentLayout.PaintContext()
    context.palette.setColor(QPalette.ColorRole.Text, LIGHT.text)  # ink, whatever theme the window has
    sheet = QRectF(0, number * room.height(), room.width(), room.height())
    context.clip = sheet
    painter.save()
    painter.translate(_MARGIN, _MARGIN - sheet.top())
    painter.setClipRect(sheet)
    document.documentLayout().draw(painter, context)
    painter.restore()


def _foot(sheet: Sheet, view: PlanPrint, number: int, pages: int) -> None:
    right, baseline = sheet.width - _MARGIN, sheet.height - _MARGIN
    sheet.rule(_MARGIN, right, baseline - 12 * POINT)
    sheet.text(_MARGIN, baseline, view.foot, Type.SMALL, width=right - _MARGIN, color=LIGHT.muted)
    sheet.figure(right, baseline, f"{view.version_text} · Page {number} of {pages}", Type.SMALL, color=LIGHT.muted)
