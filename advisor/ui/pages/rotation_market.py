"""The part about the market: who leads, on lines and on the map, and where the investor's money stands in it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from advisor.presentation import words
from advisor.presentation.rotation.leadership import LEADERSHIP_DEFINITION, leader_rows
from advisor.presentation.rotation.market_lines import base_day, ratio_views
from advisor.presentation.rotation.market_sides import market_sides
from advisor.presentation.rotation.signal_lines import short_signals
from advisor.presentation.sentences import NO_ADVICE
from advisor.presentation.views.rotation_signals import SignalRow
from advisor.ui import metrics
from advisor.ui.charts.time_series.range_bar import RangeBar
from advisor.ui.charts.time_series.time_window import TimeWindow
from advisor.ui.choices import Select
from advisor.ui.pages.plan_cards import SidesCard
from advisor.ui.pages.rotation_layout import INSIDE_CARD, Beside, reveal, show_whole
from advisor.ui.pages.rotation_lines import LinesCard
from advisor.ui.pages.rotation_map_card import MapCard
from advisor.ui.pages.rotation_parts import RotationPart
from advisor.ui.pages.rotation_ratios import RatioStrip
from advisor.ui.pages.rotation_standing import StandingCard
from advisor.ui.tables.columns import Column
from advisor.ui.tables.rotation_columns import LEADER_COLUMNS, LEADER_OUTLINE
from advisor.ui.tables.rows_table import RowsTable
from advisor.ui.tables.signal_columns import RULE, SIGNAL_OUTLINE, signal_columns
from advisor.ui.theme import Themes
from advisor.ui.widgets import Card, Label, LinkButton, column, row

if TYPE_CHECKING:
    from advisor.rotation.model import RotationReport

_WIDE = 880  # width from which two cards stand beside each other
_LEADERS_HEIGHT = 330
_LEAST_PICTURE, _HIGHEST_PICTURE = 236, 400
_AROUND_PICTURES = 560  # of the window: frame, head, tools and the ratios below


class MarketPart(RotationPart):
    """Lines, map, ratios, standing, both sides, signals in short and leadership."""

    key = "market"
    title = "Market"

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self._report: RotationReport | None = None
        self.time_window = TimeWindow(self)
        self.ranges = RangeBar(self.time_window, since=date(2026, 1, 2))
        self.marks = Select(small=True)
        self.marks.setAccessibleName("Counted from")
        self.lines = LinesCard(themes, self.time_window)
        self.map = MapCard(themes)
        self.ratios = RatioStrip(themes)
        self.standing = StandingCard(themes)
        self.sides = SidesCard(themes)
        self.signals = RowsTable(_short_columns(), themes, SIGNAL_OUTLINE, name="Signals", hugs_rows=True)
        self.leaders = RowsTable(LEADER_COLUMNS, themes, LEADER_OUTLINE, name="Leadership")
        self.leaders.setMinimumHeight(_LEADERS_HEIGHT)
        self._all_signals = LinkButton("All signals")
        self._signals_card, self._leaders_card = _card_of(self.signals), _card_of(self.leaders)
        self._signals_card.header.addWidget(self._all_signals)
        self._lay_out()
        self._connect()

    def show_report(self, report: RotationReport) -> None:
        self._report = report
        market = report.market
        self._offer_marks()
        self.map.show_market(market)
        self.standing.show_market(market)
        self.sides.show_view(market_sides(market))
        show_whole(self.signals, short_signals(market))
        self.leaders.show_rows(leader_rows(market))
        self._leaders_card.setToolTip(LEADERSHIP_DEFINITION)
        self._count_from_mark()

    def export_view(self) -> None:
        """The leadership table."""
        self.leaders.export_csv()

    def focus_subject(self, subject: str) -> None:
        """A universe of the map, "lines", "map", "both_sides", or two symbols against each other ("RSP|SPY")."""
        places: dict[str, QWidget] = {"lines": self.lines.panel, "map": self.map.panel, "both_sides": self.sides}
        if "|" in subject:
            self.lines.show_pair(*subject.split("|", 1))
        elif subject in places:
            places[subject].setFocus(Qt.FocusReason.OtherFocusReason)
            reveal(places[subject])
        else:
            self.map.choose_universe(subject)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grow_pictures()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._grow_pictures()

    def _grow_pictures(self) -> None:
        """What a high window has to spare goes to lines and map; the page scrolls, so no layout would give it to them."""
        height = min(max(self.window().height() - _AROUND_PICTURES, _LEAST_PICTURE), _HIGHEST_PICTURE)
        for panel in (self.lines.panel, self.map.panel):
            panel.setMinimumHeight(height)

    def _lay_out(self) -> None:
        layout = column(self, metrics.NO_MARGINS, metrics.DENSE_CARD_GAP)
        tools = row(None, metrics.NO_MARGINS, metrics.DENSE_CARD_GAP)
        tools.addWidget(self.ranges)
        tools.addStretch(1)
        tools.addWidget(self.marks)
        layout.addLayout(tools)
        layout.addWidget(Beside(self.lines, self.map, (580, 440), _WIDE))
        layout.addWidget(self.ratios)
        layout.addWidget(Beside(self.standing, self.sides, (640, 380), _WIDE))
        layout.addWidget(self._signals_card)
        layout.addWidget(self._leaders_card)
        layout.addWidget(Label(NO_ADVICE, "caption", "muted"))
        layout.addStretch(1)

    def _connect(self) -> None:
        self.marks.activated.connect(self._count_from_mark)
        self.time_window.changed.connect(self._draw_ratios)
        self.ratios.pair_chosen.connect(self.lines.show_pair)
        self._all_signals.clicked.connect(lambda: self.part_asked.emit("signals", ""))
        self.signals.row_entered.connect(lambda row: self.part_asked.emit("signals", row.id))
        self.standing.import_asked.connect(lambda: self.navigate.emit("overview", ""))
        self.standing.sleeve_entered.connect(lambda sleeve: self.navigate.emit("exposure", sleeve))
        self.lines.work_asked.connect(self.work_asked)
        for part in (self.lines, self.map, self.standing, self.signals, self.leaders):
            part.failed.connect(self.failed)

    def _offer_marks(self) -> None:
        if self._report is None:
            return
        market = self._report.market
        kept = self.marks.currentData()
        with QSignalBlocker(self.marks):
            self.marks.clear()
            for day, name in self._report.marks or ((base_day(market, ()), "The year’s first close"),):
                self.marks.addItem(f"Counted from {words.short_date(day, market.as_of)}", day.toordinal())
                self.marks.setItemData(self.marks.count() - 1, name, Qt.ItemDataRole.ToolTipRole)
            self.marks.setCurrentIndex(max(self.marks.findData(kept), 0))

    def _count_from_mark(self) -> None:
        if self._report is not None:
            since = date.fromordinal(self.marks.currentData())
            self.ranges.count_from(since)
            self.since_chosen.emit(since)
            self.lines.show_market(self._report.market, since, self._report.marks)
            self._draw_ratios()

    def _draw_ratios(self) -> None:
        if self._report is None:
            return
        market = self._report.market
        # Without a line in the chart above, its window stands nowhere.
        left = max(round(self.time_window.left), int(market.panel.days[0]))
        self.ratios.show_views(ratio_views(market, date.fromordinal(left)))


def _short_columns() -> tuple[Column[SignalRow], ...]:
    """Without the rule, which needs more room than there is."""
    return tuple(each for each in signal_columns() if each.heading != RULE)


def _card_of(table: RowsTable[Any]) -> Card:
    table.setObjectName(INSIDE_CARD)
    card = Card(table.accessibleName())
    card.body.addWidget(table, 1)
    card.body.addStretch(0)
    return card
