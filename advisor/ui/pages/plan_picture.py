"""A plan as a whole: before and after, its cost, both sides, its trades, and what is to be known beside them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from advisor.presentation.views import AdviceView, TradeRow
from advisor.ui import metrics
from advisor.ui.pages.before_after_card import BeforeAfterCard
from advisor.ui.pages.plan_cards import CostCard, SidesCard
from advisor.ui.pages.plan_notes import PlanNotes
from advisor.ui.pages.plan_tools import PlanTools
from advisor.ui.pages.trade_table import TradeTable
from advisor.ui.theme import Themes
from advisor.ui.veil import Veil
from advisor.ui.widgets import Card, WrappedLabel, column

_SIDE_BY_SIDE_FROM = 880  # page width from which the three cards stand in one row
_WIDTHS = (470, 250, 284)


class PlanPicture(QWidget):
    """Everything a plan says. `failed` carries the exception of an export."""

    failed = Signal(object)

    def __init__(self, themes: Themes, can_loosen: Callable[[str], bool]) -> None:
        """
        Args:
            can_loosen: Whether a rule (`RulePrice.rule`) is one that a button can take away.
        """
        super().__init__()
        self._before_and_after = BeforeAfterCard(themes)
        self._cost = CostCard()
        self._sides = SidesCard(themes)
        self.tools = PlanTools(themes)
        self.trades = TradeTable(themes)
        self.notes = PlanNotes(themes, can_loosen)
        self._lots = WrappedLabel("", "caption", "muted")
        self._lots.hide()
        self._veil = Veil(self)
        self._lay_out()
        self.trades.selection_changed.connect(self._show_lots)
        for part in (self._before_and_after, self.trades):
            part.failed.connect(self.failed)

    def show_view(self, view: AdviceView) -> None:
        """Draw a plan."""
        for part in (self._before_and_after, self._cost, self._sides, self.notes):
            part.show_view(view)
        self.trades.show_rows(view.trades)
        self.trades.setVisible(bool(view.trades))
        self._show_lots([])

    def fade(self, faded: bool) -> None:
        """The last plan at 60% while another is searched."""
        self._veil.setVisible(faded)

    def reflow(self, page_width: int) -> None:
        """Three cards in a row, or cost and sides under the first."""
        wide = page_width >= _SIDE_BY_SIDE_FROM
        self._cards.addWidget(self._before_and_after, 0, 0, 1, 1 if wide else 2)
        self._cards.addWidget(self._cost, 0 if wide else 1, 1 if wide else 0)
        self._cards.addWidget(self._sides, 0 if wide else 1, 2 if wide else 1)
        for number, stretch in enumerate(_WIDTHS if wide else (_WIDTHS[1], _WIDTHS[2], 0)):
            self._cards.setColumnStretch(number, stretch)
        self.notes.reflow(wide=wide)

    def _lay_out(self) -> None:
        layout = column(self, metrics.NO_MARGINS, metrics.DENSE_CARD_GAP)
        self._cards = QGridLayout()
        self._cards.setContentsMargins(*metrics.NO_MARGINS)
        self._cards.setSpacing(metrics.DENSE_CARD_GAP)
        layout.addLayout(self._cards)
        layout.addWidget(self._trades_card(), 1)
        layout.addWidget(self._lots)
        layout.addWidget(self.notes)
        layout.addStretch(0)
        self.reflow(_SIDE_BY_SIDE_FROM)

    def _trades_card(self) -> Card:
        """The trades from edge to edge under a heading that holds the tools."""
        card = Card("Trades")
        card.header.setContentsMargins(metrics.CARD_GAP - metrics.BORDER, 0, metrics.GAP, 0)
        card.header.setStretch(card.header.count() - 1, 0)
        card.header.addWidget(self.tools, 1)
        edges = card.layout()
        if edges is not None:
            edges.setContentsMargins(metrics.BORDER, metrics.GAP, metrics.BORDER, metrics.SMALL_GAP)
            edges.setSpacing(0)
        self.trades.setObjectName("bare")
        card.body.addWidget(self.trades)
        card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        return card

    def _show_lots(self, rows: list[TradeRow]) -> None:
        """The chosen trade in full: its fund, its lots, its reason."""
        trade = rows[0] if len(rows) == 1 and rows[0].level else None
        self._lots.setVisible(trade is not None)
        if trade is not None:
            lots = f" Lots: {trade.lots_text}." if trade.lots_text else ""
            self._lots.setText(f"{trade.action} {trade.shares_text} {trade.symbol}, {trade.name}.{lots} {trade.why}")
