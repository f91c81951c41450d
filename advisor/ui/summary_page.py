"""The one-page exposure summary, drawn from the same view as the web page and the CSV."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from advisor.presentation.views import SleeveRow, SummaryView
from advisor.ui.print_patterns import paint_patterned
from advisor.ui.sheet import POINT, Sheet, Type
from advisor.ui.theme import LIGHT

_MARGIN = 43.2 * POINT
_GUTTER = 25.5 * POINT
_LEFT_PART = 0.535  # of the width, for companies and sources
_BAR_BEGIN = 0.182
_BAR_END = 0.545
_SLEEVE_COLUMNS = (0.617, 0.71, 0.795, 0.898, 1.0)  # right edges
_LINE = 12.4 * POINT
_ROOMY_LINE = 15.4 * POINT
_BAR_HEIGHT = 7.6 * POINT
_SECTION_GAP = 15 * POINT
_TITLE_HEIGHT = 12 * POINT
_FOOT_LINE = 11.4 * POINT


@dataclass(frozen=True)
class _Column:
    """Where a column's figures end, as a fraction of its table's width, and how they look."""

    head: str
    right: float
    role: Type = Type.BODY
    color: str = LIGHT.text


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
        return max(min(left_over / lines, _ROOMY_LINE), _LINE * 0.88)

    def _top(self) -> float:
        sheet, view = self.sheet, self.view
        baseline = _MARGIN + 9 * POINT
        end = sheet.text(self.left, baseline, view.title, Type.TITLE, width=self.width)
        sheet.text(end + 7 * POINT, baseline, view.subtitle, Type.BODY, width=self.right - end, color=LIGHT.muted)
        sheet.figure(self.right, baseline, view.dates_text, Type.BODY, color=LIGHT.muted)
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
        y = self._title(self.left, y, "Where your money is", f"thick bar: you · black mark: {view.benchmark_label}")
        y += self.line
        self.sheet.text(self.left, y - 4 * POINT, "Sleeve", Type.HEAD, width=self.width, color=LIGHT.muted)
        heads = ("You", view.benchmark_label, "Direct", "Inside funds", "Value")
        self._figures(y - 4 * POINT, heads, (Type.HEAD,) * 5, (LIGHT.muted,) * 5)
        longest = max(max(row.share, row.benchmark) for row in view.sleeves)
        for row in view.sleeves:
            y += self.line
            self._sleeve(row, y - 4 * POINT, longest)
        self.sheet.rule(self.left, self.right, y)
        y += self.line
        self.sheet.text(self.left, y - 4 * POINT, "Total", Type.STRONG, width=self.width)
        roles = (Type.STRONG, Type.BODY, Type.STRONG, Type.STRONG, Type.STRONG)
        self._figures(y - 4 * POINT, view.sleeve_total, roles, _SLEEVE_COLORS)
        return y

    def _sleeve(self, row: SleeveRow, baseline: float, longest: float) -> None:
        fill = LIGHT.sleeve(row.sleeve)
        begin, end = self.left + self.width * _BAR_BEGIN, self.left + self.width * _BAR_END
        top = baseline - 6.9 * POINT
        paint_patterned(self.sheet.painter, QRectF(self.left, top, _BAR_HEIGHT, _BAR_HEIGHT), fill)
        self.sheet.text(self.left + 14 * POINT, baseline, row.label, Type.BODY, width=begin - self.left - 16 * POINT)
        unit = (end - begin) / longest if longest > 0 else 0.0
        if row.share > 0:
            paint_patterned(self.sheet.painter, QRectF(begin, top, max(row.share * unit, POINT), _BAR_HEIGHT), fill)
        if row.benchmark > 0:
            self._mark(begin + row.benchmark * unit, top)
        texts = (row.share_text, row.benchmark_text, row.direct_text, row.via_text, row.value_text)
        self._figures(baseline, texts, _SLEEVE_ROLES, _SLEEVE_COLORS)

    def _mark(self, x: float, top: float) -> None:
        painter = self.sheet.painter
        painter.setPen(QPen(QColor(LIGHT.text), 1.5 * POINT, c=Qt.PenCapStyle.FlatCap))
        painter.drawLine(QLineF(x, top - 2 * POINT, x, top + _BAR_HEIGHT + 2 * POINT))

    def _figures(self, baseline: float, texts: Sequence[str], roles: Sequence[Type], colors: Sequence[str]) -> None:
        for right, text, role, color in zip(_SLEEVE_COLUMNS, texts, roles, colors, strict=True):
            self.sheet.figure(self.left + self.width * right, baseline, text, role, color=color)

    def _companies(self, y: float, width: float) -> float:
        y = self._title(self.left, y, "Largest companies", "share of your stocks")
        columns = (_Column("Direct", 0.71), _Column("In funds", 0.87), _Column("Share", 1.0, Type.STRONG))
        rows = [
            ((f"{rank}", name, symbol), (direct, inside, share))
            for rank, name, symbol, direct, inside, share in self.view.companies
        ]
        return self._table(self.left, y, width, columns, rows)

    def _sources(self, y: float, width: float) -> None:
        y = self._title(self.left, y, "Where the seven come from", "")
        columns = (_Column("Value", 0.49), _Column("In the seven", 0.77), _Column("Dollars", 1.0, Type.STRONG))
        rows = [(("", fund, ""), (value, share, seven)) for fund, value, share, seven in self.view.seven_sources]
        y = self._table(self.left, y, width, columns, rows)
        self.sheet.rule(self.left, self.left + width, y)
        baseline = y + self.line - 4 * POINT
        self.sheet.text(self.left, baseline, "The seven", Type.STRONG, width=width)
        self.sheet.figure(self.left + width, baseline, self.view.seven_total_text, Type.STRONG)

    def _sectors(self, y: float, left: float) -> float:
        y = self._title(left, y, "Sectors", "share of your stocks")
        rows = [(("", name, ""), (yours, theirs)) for name, yours, theirs in self.view.sectors]
        return self._table(left, y, self.right - left, self._against_benchmark(), rows)

    def _concentration(self, y: float, left: float) -> None:
        y = self._title(left, y, "How concentrated", "")
        rows = [(("", label, ""), (yours, theirs)) for label, yours, theirs in self.view.concentration]
        self._table(left, y, self.right - left, self._against_benchmark(), rows)

    def _against_benchmark(self) -> tuple[_Column, ...]:
        return (_Column("You", 0.765, Type.STRONG), _Column(self.view.benchmark_label, 1.0, color=LIGHT.muted))

    def _table(
        self,
        left: float,
        y: float,
        width: float,
        columns: Sequence[_Column],
        rows: Sequence[tuple[tuple[str, str, str], Sequence[str]]],
    ) -> float:
        """Rows named by (rank, name, symbol), each with its figures; returns the bottom of the last."""
        y += self.line
        for column in columns:
            self.sheet.figure(left + width * column.right, y - 4 * POINT, column.head, Type.HEAD, color=LIGHT.muted)
        for names, figures in rows:
            self.sheet.rule(left, left + width, y, points=0.5, color=LIGHT.border)
            y += self.line
            self._names(left, y - 4 * POINT, width * (columns[0].right - 0.14), names)
            for column, figure in zip(columns, figures, strict=True):
                self.sheet.figure(left + width * column.right, y - 4 * POINT, figure, column.role, color=column.color)
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
        wide = self.width * 0.82
        text = (("\n".join(self.view.foot).replace("\n", "\N{LINE SEPARATOR}"), False),)
        top = self.sheet.height - _MARGIN - _FOOT_LINE * (len(self.view.foot) + 1)
        self.sheet.rule(self.left, self.right, top)
        self.sheet.paragraph(self.left, top + 6 * POINT, text, Type.SMALL, width=wide)
        baseline = top + 14 * POINT
        self.sheet.figure(self.right, baseline, self.view.version_text, Type.SMALL, color=LIGHT.muted)
        self.sheet.figure(self.right, baseline + _FOOT_LINE, "Page 1 of 1", Type.SMALL, color=LIGHT.muted)
        return top


_SLEEVE_ROLES = (Type.STRONG, Type.BODY, Type.BODY, Type.BODY, Type.STRONG)
_SLEEVE_COLORS = (LIGHT.text, LIGHT.muted, LIGHT.text, LIGHT.text, LIGHT.text)
