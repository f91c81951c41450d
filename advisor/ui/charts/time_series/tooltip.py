"""What the tooltip of a chart of lines says, and what is read aloud instead of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from math import isfinite

from advisor.domain.days import long_date
from advisor.presentation.words import numbered
from advisor.ui.charts import drawing
from advisor.ui.charts.time_series.scene import Scene
from advisor.ui.theme import Theme

MOST_LINES = 12
_NEAR_A_MARK = 4.0  # logical pixels


@dataclass(frozen=True, slots=True)
class DayReading:
    """A day, the lines that are told with their values, highest first, and what else there is to say."""

    day: date
    lines: tuple[tuple[int, str, str], ...]  # row, name, value
    notes: tuple[str, ...]

    def spoken(self, strong_row: int | None) -> str:
        """In one sentence, the line pointed at first."""
        lines = sorted(self.lines, key=lambda line: line[0] != strong_row)
        return ", ".join((long_date(self.day), *(f"{name} {value}" for _, name, value in lines), *self.notes))

    def html(self, scene: Scene, theme: Theme, strong_row: int | None) -> str:
        """A head and a row a line, the one pointed at semibold."""
        rows = "".join(self._row(scene, theme, line, line[0] == strong_row) for line in self.lines)
        notes = "".join(f"<br>{escape(note)}" for note in self.notes)
        return f"<b>{escape(long_date(self.day))}</b><table cellspacing='0' cellpadding='1'>{rows}</table>{notes}".replace(
            "</table><br>", "</table>"
        )

    def _row(self, scene: Scene, theme: Theme, line: tuple[int, str, str], is_strong: bool) -> str:
        row, name, value = line
        color = drawing.line_of(theme, scene.reader.lines[row].color_key)
        name, value = (f"<b>{escape(text)}</b>" if is_strong else escape(text) for text in (name, value))
        return f"<tr><td><span style='color:{color}'>●</span>&nbsp;{name}&nbsp;&nbsp;</td><td align='right'>{value}</td></tr>"


def read_day(scene: Scene, place: int, named: Sequence[int]) -> DayReading:
    """The values on a day of the lines that have names, and the marks that stand there.

    Args:
        named: Rows; where they are more than a tooltip holds, the last of them, which lie on top.
    """
    reader = scene.reader
    known = [row for row in named if isfinite(reader.height(row, place))]
    told = sorted(known[-MOST_LINES:], key=lambda row: -reader.height(row, place))
    day = reader.day(place)
    marks = [mark for mark in scene.stage.view.marks if _is_near(scene, mark.day, day)]
    notes = [f"{mark.label}: {mark.explanation}" if mark.explanation else mark.label for mark in marks]
    unsaid = len(reader.lines) - len(told)
    if unsaid and len(reader.lines) > MOST_LINES:
        notes.append(f"and {numbered(unsaid, 'more line', 'more lines')}")
    return DayReading(day, tuple((row, reader.lines[row].label, reader.text(row, place)) for row in told), tuple(notes))


def _is_near(scene: Scene, mark: date, day: date) -> bool:
    return abs(scene.x_of(mark.toordinal()) - scene.x_of(day.toordinal())) <= _NEAR_A_MARK
