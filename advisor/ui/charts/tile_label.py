"""The words on a block: a name that fits whole, and the share below it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from advisor.ui.charts import drawing
from advisor.ui.charts.treemap_layout import GroupTile, Tile
from advisor.ui.theme import Fill

_INDENTS = ((8.0, 4.0), (4.0, 2.0))  # left and right of the words; the second where the first is too much
_LINE_HEIGHT = 16.0
_NAME_ROLE = "table_head"
_TOP = 5.0
_PERCENT_FITS = (46.0, 36.0)


def names_of(tile: Tile, group: GroupTile) -> tuple[str, ...]:
    """What a block may be called, best first; the only one of a group without a head may take the group's name."""
    names = (tile.block.label, tile.block.short_label)
    stands_for_group = group.head is None and len(group.tiles) == 1
    return (*names, group.group.label.partition(" · ")[0]) if stands_for_group else names


def lines_that_fit(names: Sequence[str], width: float, height: float) -> tuple[tuple[str, ...], float]:
    """The first name that fits whole into a block of this size, in two lines if none fits in one, and its indent.

    No lines where nothing fits.
    """
    whole = [[words] for words in names if words]
    broken = [words.split(" ", 1) for words in names if " " in words]
    for lines in (*whole, *broken):
        for indent, margin in _INDENTS:
            room = width - indent - margin
            if height >= _LINE_HEIGHT * len(lines) + 2 and all(drawing.width_of(words, _NAME_ROLE) <= room for words in lines):
                return tuple(lines), indent
    return (), 0.0


def draw_label(painter: QPainter, names: Sequence[str], share: str, area: QRectF, fill: Fill) -> None:
    """Write the name, and the share where there is room below it."""
    lines, indent = lines_that_fit(names, area.width(), area.height())
    if not lines:
        return
    top = area.top() + min(_TOP, (area.height() - _LINE_HEIGHT * len(lines)) / 2)
    line = QRectF(area.left() + indent, top, area.width() - indent, _LINE_HEIGHT)
    for words in lines:
        drawing.text(painter, line, words, _NAME_ROLE, fill.on_fill)
        line.translate(0, _LINE_HEIGHT - 1)
    wide, high = _PERCENT_FITS
    high += _LINE_HEIGHT * (len(lines) - 1)
    if area.width() >= wide and area.height() >= high and drawing.width_of(share, "caption") <= line.width():
        drawing.text(painter, line, share, "caption", fill.on_fill)
