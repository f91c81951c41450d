"""How lines are laid over one another: the crowd below, faint and thin; the prominent ones above, each on its own."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor

from advisor.presentation.views import ChartLine
from advisor.ui.charts import drawing
from advisor.ui.charts.time_series.strokes import Layer
from advisor.ui.theme import Theme

LINE = 1.8
CROWD_LINE = 1.2
CROWD_STRENGTH = 0.3
_CROWD_MOST = 0.7
_MOST_ALONE = 24  # prominent lines; more of them are laid down together, which is quicker


def layers_of(lines: Sequence[ChartLine], theme: Theme) -> tuple[Layer, ...]:
    """Layers of lines that stand with the crowd first."""
    inks = np.array([_ink(drawing.line_of(theme, line.color_key)) for line in lines], dtype=np.uint8).reshape(-1, 4)
    crowd = sum(not line.prominent for line in lines)
    layers = [Layer(slice(0, crowd), inks[:crowd], CROWD_LINE, CROWD_STRENGTH, _CROWD_MOST)] if crowd else []
    if len(lines) - crowd > _MOST_ALONE:
        return (*layers, Layer(slice(crowd, len(lines)), inks[crowd:], LINE))
    return (*layers, *(Layer(slice(row, row + 1), inks[row : row + 1], LINE) for row in range(crowd, len(lines))))


def lone_layer(line: ChartLine, theme: Theme) -> Layer:
    """One line by itself, such as the one pointed at."""
    return Layer(slice(0, 1), np.array([_ink(drawing.line_of(theme, line.color_key))], dtype=np.uint8), LINE)


def _ink(color: str) -> NDArray[np.uint8]:
    ink = QColor(color)
    return np.array([ink.blue(), ink.green(), ink.red(), 255], dtype=np.uint8)
