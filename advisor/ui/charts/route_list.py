"""How a block is held: one row for each way, its amount and its part of the block."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from advisor.presentation.views import Block, Route
from advisor.ui.charts import drawing
from advisor.ui.charts.chart import Chart
from advisor.ui.charts.figures import Figures
from advisor.ui.charts.marks import Mark
from advisor.ui.theme import Themes

_ROW = 48
_FIRST_LINE = 21.0
_BAR_WIDTH = 130.0
_BAR_OF_WIDTH = 0.28  # what a narrow list leaves it: the account's name needs the room
_BAR_HEIGHT = 6.0
_GAP = 10.0
_PADDING = 4.0


class RouteList(Chart):
    """The routes of one block. Where a route is a position, a click leads to it (`activated` carries its symbol)."""

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(themes, parent)
        self._routes: tuple[Route, ...] = ()
        self._color_key = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(286, _ROW * max(1, len(self._routes)))

    def minimumSizeHint(self) -> QSize:
        return QSize(220, self.sizeHint().height())

    def show_block(self, block: Block) -> None:
        """Draw how this block is held."""
        self._routes = block.routes
        self._color_key = block.color_key
        rows = tuple((route.label, route.value_text, route.share_text, route.where) for route in block.routes)
        name = f"{block.detail_title}: {block.detail_value_text}, {block.detail_share_text}"
        self.show_figures(name, Figures(("Held", "Value", "Part", "Where"), rows))
        self.updateGeometry()

    def go_in(self, key: str) -> None:
        symbol = self._routes[int(key)].symbol
        if symbol:
            self.activated.emit(symbol)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        mark = self.mark_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and mark:
            self.go_in(mark.key)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        leads_on = bool(self._hovered) and bool(self._routes[int(self._hovered)].symbol)
        self.setCursor(Qt.CursorShape.PointingHandCursor if leads_on else Qt.CursorShape.ArrowCursor)

    def place_marks(self) -> Iterator[Mark]:
        for index, route in enumerate(self._routes):
            lines = [route.value_text, f"{route.share_text} of it", route.where]
            if route.symbol:
                lines.append("Click to see the holding")
            area = QRectF(0, index * _ROW, self.width(), _ROW)
            yield Mark(str(index), area, route.label, tuple(line for line in lines if line))

    def draw(self, painter: QPainter) -> None:
        for mark, route in zip(self.marks, self._routes, strict=True):
            self._draw_route(painter, mark, route)

    def _draw_route(self, painter: QPainter, mark: Mark, route: Route) -> None:
        theme, area = self.theme, mark.area
        if mark.key == self._hovered and route.symbol:
            painter.fillRect(area, QColor(theme.accent_soft))
        drawing.rule(painter, 0, self.width(), area.top(), theme.border)
        first = QRectF(0, area.top() + _PADDING, area.width(), _FIRST_LINE)
        room = area.width() - drawing.width_of(route.value_text, "strong") - _GAP
        drawing.text(painter, first, drawing.elided(route.label, "body", room), "body", theme.text)
        drawing.text(painter, first, route.value_text, "strong", theme.text, drawing.RIGHT)
        second = QRectF(0, first.bottom(), area.width(), area.bottom() - first.bottom() - _PADDING)
        self._draw_part(painter, second, route)

    def _draw_part(self, painter: QPainter, area: QRectF, route: Route) -> None:
        theme, middle = self.theme, area.center().y()
        width = min(_BAR_WIDTH, area.width() * _BAR_OF_WIDTH)
        drawing.bar(painter, QRectF(0, middle - _BAR_HEIGHT / 2, width, _BAR_HEIGHT), theme.sunken)
        part = QRectF(0, middle - _BAR_HEIGHT / 2, width * max(0.0, min(route.share, 1.0)), _BAR_HEIGHT)
        drawing.bar(painter, part, drawing.fill_of(theme, self._color_key).line)
        drawing.text(painter, area, route.share_text, "caption", theme.muted, drawing.RIGHT)
        left = width + _GAP
        room = area.width() - left - drawing.width_of(route.share_text, "caption") - _GAP
        where = drawing.elided(route.where, "caption", room)
        drawing.text(painter, area.adjusted(left, 0, 0, 0), where, "caption", theme.muted)
