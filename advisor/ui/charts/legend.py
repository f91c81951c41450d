"""Names for the few marks that cannot carry their own: a swatch or a tick, and a word, beside a card's title."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from advisor.ui.charts import drawing
from advisor.ui.theme import Theme, Themes

_SWATCH = 11.0
_TICK = (2.0, 12.0)
_WORD_GAP = 6.0
_ENTRY_GAP = 12.0


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """`color_key` is a sleeve, or empty for the benchmark's tick; `strength` its opacity on the card."""

    words: str
    color_key: str = ""
    strength: float = 1.0


class Legend(QWidget):
    """A row of entries as wide as they need."""

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._entries: tuple[LegendEntry, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        themes.changed.connect(self._repaint)

    def show_entries(self, *entries: LegendEntry) -> None:
        """Draw these from left to right."""
        self._entries = entries
        self.setAccessibleName(", ".join(entry.words for entry in entries))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        width = sum(_mark_width(entry) + _WORD_GAP + drawing.width_of(entry.words, "caption") for entry in self._entries)
        return QSize(round(width + _ENTRY_GAP * max(0, len(self._entries) - 1)) + 1, 18)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        left, middle = 0.0, self.height() / 2
        for entry in self._entries:
            self._draw_mark(painter, entry, left, middle)
            left += _mark_width(entry) + _WORD_GAP
            words = QRectF(left, 0, self.width(), self.height())
            drawing.text(painter, words, entry.words, "caption", self._themes.theme.muted)
            left += drawing.width_of(entry.words, "caption") + _ENTRY_GAP
        painter.end()

    def _draw_mark(self, painter: QPainter, entry: LegendEntry, left: float, middle: float) -> None:
        theme = self._themes.theme
        if not entry.color_key:
            drawing.tick(painter, left + 1, middle, _TICK, theme.text)
            return
        color = drawing.mix(drawing.fill_of(theme, entry.color_key).fill, theme.raised, entry.strength)
        drawing.bar(painter, QRectF(left, middle - _SWATCH / 2, _SWATCH, _SWATCH), color)

    def _repaint(self, _theme: Theme) -> None:
        self.update()


def _mark_width(entry: LegendEntry) -> float:
    return _SWATCH if entry.color_key else _TICK[0]
