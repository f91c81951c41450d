"""Which lines are named at their right ends, where the names stand and how much room they need."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

from advisor.ui.charts import drawing
from advisor.ui.charts.time_series.end_labels import room_for, spread
from advisor.ui.charts.time_series.readings import Reader

DOT = 3.5
GAP = 10.0
LINE_HEIGHT = 16.0
_TWO_LINES = 2 * LINE_HEIGHT + 2
_EDGE = 2.0
_USUAL_FIGURE = "+000.0%"


@dataclass(frozen=True, slots=True)
class EndName:
    """A line's last spot in sight, the middle of its name, and the figure that stands below the name or beside it."""

    row: int
    end: QPointF
    middle: float
    figure: str


def figure_below(count: int, height: float) -> bool:
    """Whether so many names have room for their figures below them, rather than beside them."""
    return count <= room_for(_TWO_LINES, 0, height)


def needed_width(reader: Reader, rows: Sequence[int], left: float, right: float, *, below: bool) -> float:
    """Logical pixels right of the plot that names need, with room for the figures that moving the chart brings."""
    widest = 0.0
    for row in rows:
        place = reader.last_place(row, right)
        said = reader.end_text(row, place, left) if place is not None else ""
        name = drawing.width_of(reader.lines[row].label, "caption_strong")
        figure = max(drawing.width_of(text, "caption") for text in (said, _USUAL_FIGURE))
        widest = max(widest, max(name, figure) if below else name + GAP / 2 + figure)
    return widest + GAP + DOT + _EDGE if rows else DOT + _EDGE


def place_names(
    reader: Reader,
    rows: Sequence[int],
    plot: QRectF,
    left: float,
    right: float,
    *,
    below: bool,
    spot: Callable[[int, int], QPointF],
) -> tuple[EndName, ...]:
    """Names of the lines that end in sight; where not all have room, the later rows, which lie on top, are named first.

    Args:
        left, right: Days in sight.
        below: Figures stand below the names.
        spot: Where a row's value at a place of the table is drawn.
    """
    height = _TWO_LINES if below else LINE_HEIGHT
    top, bottom = plot.top() - height / 2, plot.bottom() + height / 2
    ending = [(row, place) for row in reversed(rows) if (place := reader.last_place(row, right)) is not None]
    named = [(row, place) for row, place in ending if reader.table.days[place] >= left][: room_for(height, top, bottom)]
    ends = [spot(row, place) for row, place in named]
    middles = spread([end.y() for end in ends], height, top, bottom)
    return tuple(
        EndName(row, end, middle, reader.end_text(row, place, left))
        for (row, place), end, middle in zip(named, ends, middles, strict=True)
    )
