"""The seven one by one: full colour held directly, paler inside funds."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from advisor.domain.classification import Sleeve
from advisor.presentation.views import OverviewView, SevenBar
from advisor.ui import metrics
from advisor.ui.charts import drawing
from advisor.ui.charts.chart import Chart
from advisor.ui.charts.figures import Figures
from advisor.ui.charts.marks import Mark
from advisor.ui.theme import Themes

_LABEL = 22.0
_FIGURES = 24.0
_GAP = 27.0
INSIDE_STRENGTH = 0.45


class SevenBars(Chart):
    """Seven bars of shares of the stocks; a click leads to the company."""

    click_activates = True

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(themes, parent)
        self._bars: tuple[SevenBar, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(1002, round(_LABEL + metrics.BAR_HEIGHT + _FIGURES))

    def minimumSizeHint(self) -> QSize:
        return QSize(560, self.sizeHint().height())

    def show_view(self, view: OverviewView) -> None:
        """Draw the overview's seven."""
        self._bars = view.seven
        rows = tuple((bar.label, bar.symbol, bar.share_text, bar.value_text) for bar in self._bars)
        name = f"The seven, one by one: {view.seven_direct_text}, {view.seven_inside_text}"
        self.show_figures(name, Figures(("Company", "Symbol", "Share of stocks", "Value"), rows))

    def place_marks(self) -> Iterator[Mark]:
        step = (self.width() + _GAP) / max(1, len(self._bars))
        for index, bar in enumerate(self._bars):
            lines = (bar.value_text, f"{bar.share_text} of your stocks")
            yield Mark(bar.symbol, QRectF(index * step, 0, step - _GAP, self.height()), bar.label, lines)

    def draw(self, painter: QPainter) -> None:
        longest = max((bar.direct + bar.inside for bar in self._bars), default=0.0)
        for mark, bar in zip(self.marks, self._bars, strict=True):
            self._draw_bar(painter, mark, bar, longest)

    def _draw_bar(self, painter: QPainter, mark: Mark, bar: SevenBar, longest: float) -> None:
        theme, area = self.theme, mark.area
        if mark.key == self._hovered:
            painter.fillRect(area.adjusted(-6, 0, 6, 0), QColor(theme.accent_soft))
        label = drawing.elided(bar.label, "body", area.width())
        drawing.text(painter, QRectF(area.left(), 0, area.width(), _LABEL - 4), label, "body", theme.text)
        track = QRectF(area.left(), _LABEL, area.width(), metrics.BAR_HEIGHT)
        drawing.bar(painter, track, theme.sunken)
        if longest > 0:
            self._draw_parts(painter, track, bar, track.width() / longest)
        figures = QRectF(area.left(), _LABEL + metrics.BAR_HEIGHT, area.width(), _FIGURES)
        drawing.text(painter, figures, bar.share_text, "strong", theme.text)
        beside = drawing.width_of(bar.share_text, "strong") + 5
        if beside + drawing.width_of(bar.value_text, "caption") <= area.width():
            drawing.text(painter, figures.adjusted(beside, 0, 0, 0), bar.value_text, "caption", theme.muted)

    def _draw_parts(self, painter: QPainter, track: QRectF, bar: SevenBar, scale: float) -> None:
        seven = self.theme.sleeve(Sleeve.MEGA_CAP_TECH).fill
        whole = QRectF(track.left(), track.top(), (bar.direct + bar.inside) * scale, track.height())
        drawing.bar(painter, whole, drawing.mix(seven, self.theme.raised, INSIDE_STRENGTH))
        direct = QRectF(track.left(), track.top(), bar.direct * scale, track.height())
        drawing.bar(painter, direct, seven)
