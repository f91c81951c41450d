"""The one-page exposure summary, drawn from the same view as the web page and the CSV."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLineF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from advisor.presentation.views import SleeveRow, SummaryView
from advisor.ui.print_patterns import paint_patterned
from advisor.ui.print_table import Column, Figures
from advisor.ui.sheet import POINT, Sheet, Type
from advisor.ui.theme import LIGHT

_MARGIN = 43.2 * POINT
_GUTTER = 25.5 * POINT
_LEFT_PART = 0.535  # of the width, for companies and sources
_BAR_BEGIN = 96 * POINT
_TIGHT_LINE = 10.9 * POINT
_ROOMY_LINE = 15.4 * POINT
_AIRY = 40 * POINT  # least width of a column
_BASELINE = 4 * POINT  # above the bottom of a line
_BAR_HEIGHT = 7.6 * POINT
_SECTION_GAP = 15 * POINT
_TITLE_HEIGHT = 12 * POINT
_FOOT_LINE = 11.4 * POINT
_FOOT_WIDTH = 0.82
_LEAST_GAP = 12 * POINT
_LEAST_MARK = 3 * POINT  # from the left: nearer, the benchmark's mark would hide the bars that are as small

_Named = tuple[tuple[str, str, str], Sequence[str]]  # rank, name and symbol, then figures


def paint_summary(view: SummaryView, painter: QPainter, size: QSizeF) -> None:
    """Draw the page on paper of `size` points; the painter begins at the paper's corner, margins are drawn here."""
    _Page(view, Sheet(painter, size)).paint()


class _Page:
    def __init__(self, view: SummaryView, sheet: Sheet) -> None:
        self.view = view
        self.sheet = sheet
        self.left = _MARGIN
        self.right = sheet.width - _MARGIN
        self.width = self.right - self.left
        self.line = _ROOMY_LINE

    def paint(self) -> None:
        foot_top = self._foot()
        y = self._top()
        if not self.view.sleeves:
            return
        self.line = self._line_that_fits(foot_top - y)
        y = self._sleeves(y + _SECTION_GAP) + _SECTION_GAP
        left_width = self.width * _LEFT_PART
        right_begin = self.left + left_width + _GUTTER
        self._sources(self._companies(y, left_width) + _SECTION_GAP, left_width)
        self._concentration(self._sectors(y, right_begin) + _SECTION_GAP, right_begin)

    def _line_that_fits(self, height: float) -> float:
        view = self.view
        companies_and_sources = len(view.companies) + 1 + len(view.seven_sources) + 2
        sectors_and_concentration = len(view.sectors) + 1 + len(view.concentration) + 1
        lines = len(view.sleeves) + 2 + max(companies_and_sources, sectors_and_concentration)
        left_over = height - 4 * _SECTION_GAP - 3 * _TITLE_HEIGHT
        return max(min(left_over / lines, _ROOMY_LINE), _TIGHT_LINE)

    def _top(self) -> float:
        sheet, view = self.sheet, self.view
        baseline = _MARGIN + 9 * POINT
        begin = sheet.text(self.left, baseline, view.title, Type.TITLE, width=self.width) + 7 * POINT
        end = sheet.text(begin, baseline, view.subtitle, Type.BODY, width=self.right - begin, color=LIGHT.muted)
        if end + _LEAST_GAP + sheet.width_of(view.dates_text, Type.BODY) <= self.right:
            sheet.figure(self.right, baseline, view.dates_text, Type.BODY, color=LIGHT.muted)
        else:
            baseline += _FOOT_LINE
            sheet.text(self.left, baseline, view.dates_text, Type.BODY, width=self.width, color=LIGHT.muted)
        sheet.rule(self.left, self.right, baseline + 8 * POINT)
        headline = ((view.headline, True),)
        y = sheet.paragraph(self.left, baseline + 17 * POINT, headline, Type.HEADLINE, width=self.width)
        return sheet.paragraph(self.left, y + 1 * POINT, view.explanation, Type.EXPLANATION, width=self.width)

    def _title(self, x: float, y: float, title: str, caption: str) -> float:
        baseline = y + 9 * POINT
        end = self.sheet.text(x, baseline, title, Type.TITLE, width=self.width)
        self.sheet.text(end + 5 * POINT, baseline, caption, Type.SMALL, width=self.right - end, color=LIGHT.muted)
        return y + _TITLE_HEIGHT

    def _sleeves(self, y: float) -> float:
        view = self.view
        y = self._title(self.left, y, "Where your money is", f"thick bar: you · black mark: {view.benchmark_label}") + self.line
        rows = [(row.share_text, row.benchmark_text, row.direct_text, row.via_text, row.value_text) for row in view.sleeves]
        columns = (
            Column("You", Type.STRONG),
            Column(view.benchmark_label, color=LIGHT.muted),
            Column("Direct"),
            Column("Inside funds"),
            Column("Value", Type.STRONG),
        )
        figures = Figures(self.sheet, columns, [*rows, view.sleeve_total], right=self.right, least=_AIRY)
        self.sheet.text(self.left, y - _BASELINE, "Sleeve", Type.HEAD, width=self.width, color=LIGHT.muted)
        figures.write_heads(y - _BASELINE)
        for sleeve, texts in zip(view.sleeves, rows, strict=True):
            y += self.line
            self._bar(sleeve, y - _BASELINE, figures.begin)
            figures.write(y - _BASELINE, texts)
        self.sheet.rule(self.left, self.right, y)
        y += self.line
        self.sheet.text(self.left, y - _BASELINE, "Total", Type.STRONG, width=self.width)
        figures.write(y - _BASELINE, view.sleeve_total, Type.STRONG)
        return y

    def _bar(self, row: SleeveRow, baseline: float, end: float) -> None:
        """Swatch, label, your bar and the benchmark's mark, all on one scale that ends at `end`."""
        painter, fill = self.sheet.painter, LIGHT.sleeve(row.sleeve)
        begin, top = self.left + _BAR_BEGIN, baseline - 6.9 * POINT
        paint_patterned(painter, QRectF(self.left, top, _BAR_HEIGHT, _BAR_HEIGHT), fill)
        self.sheet.text(self.left + 14 * POINT, baseline, row.label, Type.BODY, width=_BAR_BEGIN - 16 * POINT)
        longest = max(max(sleeve.share, sleeve.benchmark) for sleeve in self.view.sleeves)
        unit = (end - begin) / longest if longest > 0 else 0.0
        if row.share > 0:
            paint_patterned(painter, QRectF(begin, top, max(row.share * unit, POINT), _BAR_HEIGHT), fill)
        if row.benchmark * unit >= _LEAST_MARK:
            x = begin + row.benchmark * unit
            painter.setPen(QPen(QColor(LIGHT.text), 1.5 * POINT, c=Qt.PenCapStyle.FlatCap))
            painter.drawLine(QLineF(x, top - 2 * POINT, x, top + _BAR_HEIGHT + 2 * POINT))

    def _companies(self, y: float, width: float) -> float:
        y = self._title(self.left, y, "Largest companies", "share of your stocks")
        columns = (Column("Direct"), Column("In funds"), Column("Share", Type.STRONG))
        rows = [((rank, name, symbol), figures) for rank, name, symbol, *figures in self.view.companies]
        return self._table(self.left, y, width, columns, rows)

    def _sources(self, y: float, width: float) -> None:
        y = self._title(self.left, y, "Where the seven come from", "")
        columns = (Column("Value"), Column("In the seven"), Column("Dollars", Type.STRONG))
        rows = [(("", fund, ""), figures) for fund, *figures in self.view.seven_sources]
        y = self._table(self.left, y, width, columns, rows)
        if not rows:
            return
        self.sheet.rule(self.left, self.left + width, y)
        baseline = y + self.line - _BASELINE
        self.sheet.text(self.left, baseline, "The seven", Type.STRONG, width=width)
        self.sheet.figure(self.left + width, baseline, self.view.seven_total_text, Type.STRONG)

    def _sectors(self, y: float, left: float) -> float:
        y = self._title(left, y, "Sectors", "share of your stocks")
        return self._against_benchmark(left, y, self.view.sectors)

    def _concentration(self, y: float, left: float) -> None:
        y = self._title(left, y, "How concentrated", "")
        self._against_benchmark(left, y, self.view.concentration)

    def _against_benchmark(self, left: float, y: float, rows: Sequence[tuple[str, str, str]]) -> float:
        columns = (Column("You", Type.STRONG), Column(self.view.benchmark_label, color=LIGHT.muted))
        return self._table(left, y, self.right - left, columns, [(("", name, ""), figures) for name, *figures in rows])

    def _table(self, left: float, y: float, width: float, columns: Sequence[Column], rows: Sequence[_Named]) -> float:
        """Named rows with their figures, a rule over each, or "None"; returns the bottom of the last."""
        if not rows:
            self.sheet.text(left, y + self.line - _BASELINE, "None", Type.BODY, width=width, color=LIGHT.muted)
            return y + self.line
        figures = Figures(self.sheet, columns, [texts for _, texts in rows], right=left + width, least=_AIRY)
        y += self.line
        figures.write_heads(y - _BASELINE)
        for names, texts in rows:
            self.sheet.rule(left, left + width, y, points=0.5, color=LIGHT.border)
            y += self.line
            self._names(left, y - _BASELINE, figures.begin_of(texts) - left, names)
            figures.write(y - _BASELINE, texts)
        return y

    def _names(self, left: float, baseline: float, width: float, names: tuple[str, str, str]) -> None:
        rank, name, symbol = names
        indent = 0.0
        if rank:
            self.sheet.text(left, baseline, rank, Type.BODY, width=width, color=LIGHT.muted)
            indent = 16 * POINT
        end = self.sheet.text(left + indent, baseline, name, Type.BODY, width=width - indent)
        room = left + width - end - 3 * POINT
        if symbol and room > 0:
            self.sheet.text(end + 3 * POINT, baseline, symbol, Type.BODY, width=room, color=LIGHT.muted)

    def _foot(self) -> float:
        """The foot, from the bottom margin up; returns its upper edge."""
        text = (("\N{LINE SEPARATOR}".join(self.view.foot), False),)
        bottom = self.sheet.height - _MARGIN
        top = self.sheet.paragraph_above(self.left, bottom, text, Type.SMALL, width=self.width * _FOOT_WIDTH) - 6 * POINT
        self.sheet.rule(self.left, self.right, top)
        baseline = top + 14.5 * POINT
        self.sheet.figure(self.right, baseline, self.view.version_text, Type.SMALL, color=LIGHT.muted)
        self.sheet.figure(self.right, baseline + _FOOT_LINE, "Page 1 of 1", Type.SMALL, color=LIGHT.muted)
        return top
