"""A plan as a whole: before and after, its cost, both sides, its trades."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGraphicsOpacityEffect, QGridLayout, QSizePolicy, QWidget

from advisor.presentation.views import AdviceView, TradeRow
from advisor.ui import metrics
from advisor.ui.charts.dumbbells import Dumbbells
from advisor.ui.pages.plan_cards import CostCard, SidesCard
from advisor.ui.pages.trade_table import TradeTable
from advisor.ui.theme import Themes
from advisor.ui.widgets import Card, Label, column

_SIDE_BY_SIDE_FROM = 980  # page width from which the three cards stand in one row
_WIDTHS = (470, 250, 284)
_FADED = 0.6


class PlanPicture(QWidget):
    """Everything a plan says. `failed` carries the exception of an export."""

    failed = Signal(object)

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self._dumbbells = Dumbbells(themes)
        self._before_and_after = Card("Before and after", "share of all your money")
        self._before_and_after.body.addWidget(self._dumbbells, 1)
        self._cost = CostCard()
        self._sides = SidesCard(themes)
        self.trades = TradeTable(themes)
        self._lots = Label("", "caption", "muted")
        self._lots.setWordWrap(True)
        self._lots.hide()
        self._effect = QGraphicsOpacityEffect(self)
        self._effect.setOpacity(_FADED)
        self._effect.setEnabled(False)
        self.setGraphicsEffect(self._effect)
        self._lay_out()
        self.trades.selection_changed.connect(self._show_lots)
        for part in (self._dumbbells, self.trades):
            part.failed.connect(self.failed)

    def show_view(self, view: AdviceView) -> None:
        """Draw a plan."""
        for part in (self._dumbbells, self._cost, self._sides):
            part.show_view(view)
        self.trades.show_rows(view.trades)
        self.trades.setVisible(bool(view.trades))
        self._show_lots([])

    def fade(self, faded: bool) -> None:
        """The last plan at 60% while another is searched."""
        self._effect.setEnabled(faded)

    def reflow(self, page_width: int) -> None:
        """Three cards in a row, or cost and sides under the first."""
        wide = page_width >= _SIDE_BY_SIDE_FROM
        self._cards.addWidget(self._before_and_after, 0, 0, 1, 1 if wide else 2)
        self._cards.addWidget(self._cost, 0 if wide else 1, 1 if wide else 0)
        self._cards.addWidget(self._sides, 0 if wide else 1, 2 if wide else 1)
        for number, stretch in enumerate(_WIDTHS if wide else (_WIDTHS[1], _WIDTHS[2], 0)):
            self._cards.setColumnStretch(number, stretch)

    def _lay_out(self) -> None:
        layout = column(self, metrics.NO_MARGINS, metrics.DENSE_CARD_GAP)
        self._cards = QGridLayout()
        self._cards.setContentsMargins(*metrics.NO_MARGINS)
        self._cards.setSpacing(metrics.CARD_GAP)
        self._before_and_after.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        layout.addLayout(self._cards)
        layout.addWidget(self.trades, 1)
        layout.addWidget(self._lots)
        layout.addStretch(0)
        self.reflow(_SIDE_BY_SIDE_FROM)

    def _show_lots(self, rows: list[TradeRow]) -> None:
        """The chosen trade in full: its fund, its lots, its reason."""
        trade = rows[0] if len(rows) == 1 and rows[0].level else None
        self._lots.setVisible(trade is not None)
        if trade is not None:
            lots = f" Lots: {trade.lots_text}." if trade.lots_text else ""
            self._lots.setText(f"{trade.action} {trade.shares_text} {trade.symbol}, {trade.name}.{lots} {trade.why}")
