"""Overview: what rides on what, in five seconds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy

from advisor.domain.classification import Sleeve
from advisor.presentation.overview import build_overview
from advisor.presentation.page_tables import exposure_csv
from advisor.presentation.views import OverviewView
from advisor.services.clock import today
from advisor.ui import metrics
from advisor.ui.charts.legend import Legend, LegendEntry
from advisor.ui.charts.seven_bars import INSIDE_STRENGTH, SevenBars
from advisor.ui.charts.sleeve_bar import SleeveBar
from advisor.ui.charts.sleeve_rows import SleeveRows
from advisor.ui.pages.attention import AttentionCard
from advisor.ui.pages.page import Page
from advisor.ui.theme import Themes
from advisor.ui.widgets import Card, Headline, RichLabel, column

if TYPE_CHECKING:
    from advisor.exposure.model import MeasuredPortfolio

_SIDE_BY_SIDE_FROM = 1000  # page width from which the attention card stands at the right
_WIDTH_RATIO = (654, 366)


class OverviewPage(Page):
    """The sleeves against the benchmark, what needs attention, and the seven one by one.

    Signals:
        refresh_requested: What is old is to be brought up to date.
    """

    key = "overview"
    title = "Overview"
    icon_name = "layout-dashboard"

    refresh_requested = Signal()

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self._measured: MeasuredPortfolio | None = None
        self._headline = Headline("Reading your books.")
        self._explanation = RichLabel()
        self._bar = SleeveBar(themes)
        self._sleeves = SleeveRows(themes)
        self._where = Card("Where your money is")
        self._where.body.addWidget(self._sleeves)
        self._attention = AttentionCard(themes)
        self._seven = SevenBars(themes)
        self._one_by_one = Card("The seven, one by one", "share of your stocks")
        self._one_by_one.body.addWidget(self._seven)
        self._one_by_one.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._marks = Legend(themes)
        self._where.header.addWidget(self._marks)
        self._held = Legend(themes)
        self._one_by_one.header.addWidget(self._held)
        self._lay_out()
        self._show_parts(shown=False)  # not a frame around nothing
        self._bar.hovered.connect(self._sleeves.highlight)
        self._sleeves.hovered.connect(self._bar.highlight)
        for chart in (self._bar, self._sleeves, self._seven):
            chart.activated.connect(lambda subject: self.navigate.emit("exposure", subject))
        self._attention.asked.connect(self.navigate)
        self._attention.refresh_asked.connect(self.refresh_requested)

    def _lay_out(self) -> None:
        layout = column(self, metrics.PAGE_MARGINS, 0)
        layout.addWidget(self._headline)
        layout.addSpacing(4)
        layout.addWidget(self._explanation)
        layout.addSpacing(14)
        layout.addWidget(self._bar)
        layout.addSpacing(metrics.CARD_GAP)
        self._cards = QGridLayout()
        self._cards.setContentsMargins(*metrics.NO_MARGINS)
        self._cards.setSpacing(metrics.CARD_GAP)
        layout.addLayout(self._cards, 1)
        layout.addSpacing(metrics.CARD_GAP)
        layout.addWidget(self._one_by_one)
        self._place_cards(side_by_side=True)

    def _place_cards(self, *, side_by_side: bool) -> None:
        self._side_by_side = side_by_side
        self._cards.addWidget(self._where, 0, 0)
        self._cards.addWidget(self._attention, 0 if side_by_side else 1, 1 if side_by_side else 0)
        self._cards.setColumnStretch(0, _WIDTH_RATIO[0])
        self._cards.setColumnStretch(1, _WIDTH_RATIO[1] if side_by_side else 0)
        self._attention.setMaximumWidth(metrics.WIDEST_SIDE_PANEL if side_by_side else self.maximumWidth())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side_by_side = event.size().width() >= _SIDE_BY_SIDE_FROM
        if side_by_side != self._side_by_side:
            self._place_cards(side_by_side=side_by_side)

    def show_measured(self, measured: MeasuredPortfolio) -> None:
        self._measured = measured
        if measured.exposure is not None:
            self.show_view(build_overview(measured, today=today()))

    def show_view(self, view: OverviewView) -> None:
        """Draw the words and bars of a view."""
        self._show_parts(shown=True)
        self._headline.setText(view.headline)
        self._explanation.show_runs(view.explanation)
        self._where.caption.setText(view.seen_through_text)
        self._where.setToolTip(view.sums_note)
        for chart in (self._bar, self._sleeves, self._seven):
            chart.show_view(view)
        self._marks.show_entries(LegendEntry(view.benchmark_label))
        self._held.show_entries(
            LegendEntry(view.seven_direct_text, Sleeve.MEGA_CAP_TECH),
            LegendEntry(view.seven_inside_text, Sleeve.MEGA_CAP_TECH, INSIDE_STRENGTH),
        )
        self._attention.show_view(view)
        self._one_by_one.setVisible(any(bar.direct + bar.inside > 0 for bar in view.seven))

    def _show_parts(self, *, shown: bool) -> None:
        for part in (self._bar, self._where, self._attention, self._one_by_one):
            part.setVisible(shown)

    def export_view(self) -> None:
        """Sleeves and sectors."""
        if self._measured is not None:
            self.export_asked.emit("sleeves-and-sectors", exposure_csv(self._measured))

    def focus_subject(self, subject: str) -> None:
        if subject:
            self._sleeves.setFocus(Qt.FocusReason.OtherFocusReason)
