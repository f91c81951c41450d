"""What is inside the money: blocks as large as their share, grouped, biggest first."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from advisor.presentation.views import ExposureView
from advisor.ui.charts import drawing
from advisor.ui.charts.block_figures import block_figures, tooltip_lines
from advisor.ui.charts.chart import Chart
from advisor.ui.charts.marks import Mark
from advisor.ui.charts.squarify import Area
from advisor.ui.charts.tile_label import draw_label, names_of
from advisor.ui.charts.treemap_layout import GroupTile, Tile, lay_out
from advisor.ui.theme import Themes

_INDENT = 8.0
_SEAM_STRENGTH = 0.75
_HOVER_STRENGTH = 0.14
_CHOSEN_WIDTH = 3.0


class Treemap(Chart):
    """A squarified treemap of an exposure. A click chooses a block, a double click goes into its group, Backspace comes out;
    where there is nothing further inside, a double click leads on (`activated`)."""

    walking_chooses = True

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(themes, parent)
        self._view: ExposureView | None = None
        self._inside = ""
        self._groups: tuple[GroupTile, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def inside(self) -> str:
        """Key of the group that fills the picture; empty when all are shown."""
        return self._inside

    @property
    def group_tiles(self) -> tuple[GroupTile, ...]:
        """Groups and blocks in their places, in logical pixels."""
        return self._groups

    def sizeHint(self) -> QSize:
        return QSize(674, 260)

    def minimumSizeHint(self) -> QSize:
        return QSize(320, 220)

    def show_view(self, view: ExposureView) -> None:
        """Draw the blocks; the place inside a group is kept while that group is there."""
        self._view = view
        if self._inside not in {group.key for group in view.groups if len(view.groups) > 1}:
            self._inside = ""
        self.show_figures(view.accessible_name, block_figures(view))

    def go_in(self, key: str) -> None:
        self.choose(key)
        group = next(tile for tile in self._groups if any(t.block.key == key for t in tile.tiles))
        if self._inside or len(self._groups) == 1 or len(group.tiles) == 1:
            self.activated.emit(key)
        else:
            self.go_into(group.group.key)

    def go_into(self, group_key: str) -> None:
        """Let one group fill the picture."""
        self._fill_with(group_key)

    def go_out(self) -> None:
        """Show all groups again."""
        self._fill_with("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Backspace and self._inside:
            self.go_out()
        else:
            super().keyPressEvent(event)

    def place_marks(self) -> Iterator[Mark]:
        if self._view is None:
            return
        groups = [group for group in self._view.groups if self._inside in ("", group.key)]
        whole = Area(0.0, 0.0, float(self.width()), float(self.height()))
        self._groups = lay_out(groups, whole, lambda label: drawing.width_of(label, "caption_strong"))
        for group in self._groups:
            for tile in group.tiles:
                lines = tooltip_lines(tile.block, self._view.benchmark_label)
                yield Mark(tile.block.key, QRectF(*tile.area), tile.block.label, lines)

    def draw(self, painter: QPainter) -> None:
        for group in self._groups:
            self._draw_group(painter, group)
        chosen = self.mark_named(self._chosen)
        if chosen:
            self._draw_chosen(painter, chosen.area)

    def _fill_with(self, group_key: str) -> None:
        self._inside = group_key
        self._hover("")
        self.refresh_marks()

    def _draw_group(self, painter: QPainter, group: GroupTile) -> None:
        fill = drawing.fill_of(self.theme, group.group.color_key)
        ground, ink = (self.theme.sunken, self.theme.text) if _is_mixed(group) else (fill.fill, fill.on_fill)
        painter.fillRect(drawing.snapped(QRectF(*group.area), painter.device().devicePixelRatioF()), QColor(ground))
        seam = drawing.mix(self.theme.raised, ground, _SEAM_STRENGTH)
        for tile in group.tiles:
            self._draw_tile(painter, tile, group, seam)
        if group.head:
            head = QRectF(*group.head)
            drawing.rule(painter, head.left(), head.right(), head.bottom() - 1, seam)
            drawing.text(painter, head.adjusted(_INDENT, 0, 0, 0), group.group.label, "caption_strong", ink)

    def _draw_tile(self, painter: QPainter, tile: Tile, group: GroupTile, seam: str) -> None:
        area, block = QRectF(*tile.area), tile.block
        fill = drawing.fill_of(self.theme, block.color_key)
        edges = drawing.paint_area(painter, self.theme, area, fill, hatched=block.hatched)
        if block.key == self._hovered:
            veil = QColor(fill.on_fill)
            veil.setAlphaF(_HOVER_STRENGTH)
            painter.fillRect(edges, veil)
        _draw_seams(painter, edges, QRectF(*group.area), seam)
        draw_label(painter, names_of(tile, group), block.share_text, edges, fill)

    def _draw_chosen(self, painter: QPainter, area: QRectF) -> None:
        edges = drawing.snapped(area, painter.device().devicePixelRatioF())
        drawing.outline(painter, edges, self.theme.text, _CHOSEN_WIDTH)
        inner = edges.adjusted(_CHOSEN_WIDTH, _CHOSEN_WIDTH, -_CHOSEN_WIDTH, -_CHOSEN_WIDTH)
        if inner.width() > 2 and inner.height() > 2:
            drawing.outline(painter, inner, self.theme.raised)


def _is_mixed(group: GroupTile) -> bool:
    """An account or the funds: the head over blocks of several sleeves takes the colour of none."""
    return any(tile.block.color_key != group.group.color_key for tile in group.tiles)


def _draw_seams(painter: QPainter, area: QRectF, group: QRectF, seam: str) -> None:
    """A line at the left and top of a block that has a neighbour there; one pixel, whole on the device."""
    if area.left() > group.left() + 1:
        painter.fillRect(QRectF(area.left(), area.top(), 1, area.height()), QColor(seam))
    if area.top() > group.top() + 1:
        painter.fillRect(QRectF(area.left(), area.top(), area.width(), 1), QColor(seam))
