"""Losses: lots worth less than they cost, what taking them would save, and what would stand in for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from advisor.presentation.losses import build_losses, lot_key
from advisor.presentation.sentences import NO_ADVICE
from advisor.presentation.views.losses import LossesView, LossRow
from advisor.services.clock import today
from advisor.ui import late_advice, metrics
from advisor.ui.background import BackgroundJob
from advisor.ui.dialogs.opening import open_dialog
from advisor.ui.dialogs.taxes import TaxesDialog
from advisor.ui.fact_rows import FactRows
from advisor.ui.pages.advice_parts import Desk, PageHead
from advisor.ui.pages.answered_part import AnsweredPart
from advisor.ui.pages.loss_card import LossCard
from advisor.ui.pages.rotation_layout import Beside, paragraph
from advisor.ui.tables.loss_columns import LOSS_COLUMNS, LOSS_OUTLINE
from advisor.ui.tables.rows_table import RowAction, RowsTable
from advisor.ui.widgets import Button, Card, row

if TYPE_CHECKING:
    from advisor.advice.model.harvest import HarvestView, LosingLot, Replacement
    from advisor.services.harvest_losses import HarvestOptions
    from advisor.services.suggest_trades import Suggestion

_BESIDE_FROM = 700
_MOST_TABLE_HEIGHT = 340  # what the chosen loss does stays near it
_SHARES = (60, 40)
_ALL, _CHOSEN = "Plan all of these", "Plan the chosen ones"


class LossesPart(AnsweredPart["HarvestOptions", "HarvestView"]):
    """A table of lots, the one that was chosen, and all of them together."""

    key = "losses"
    title = "Losses"
    uses_wishes = False
    opening = "Losses that could save tax."
    nothing = "No losses to look for yet. Import a positions file, and they stand here."

    def __init__(self, desk: Desk) -> None:
        self._lots: Mapping[str, LosingLot] = {}
        self._instead: dict[str, int] = {}
        super().__init__(desk)
        self.table: RowsTable[LossRow] = RowsTable(
            LOSS_COLUMNS, desk.themes, LOSS_OUTLINE, name="Losses", hugs_rows=True, dense=True
        )
        self.chosen = LossCard()
        self.together = Card("All of them together")
        self._facts = FactRows()
        self._notes = paragraph("", "caption", "muted")
        self.plan = Button(_ALL, small=True)
        self.plan.setToolTip("Write the sales and what replaces them into a plan of their own.")
        self._taxes = Button("Your taxes…", small=True)
        self._fill_body()
        self._connect_parts()

    def question(self) -> HarvestOptions:
        from advisor.services.harvest_losses import HarvestOptions  # noqa: PLC0415 - it needs numpy

        accounts = self.measured.portfolio.accounts if self.measured is not None else ()
        kept = self.desk.wishes() if self.desk.has_target() else None
        return HarvestOptions(
            trade_date=today(),
            account_id=accounts[0].id if len(accounts) == 1 else None,
            kept=kept.no_sell | kept.locked if kept is not None else frozenset(),
        )

    def ask(self, question: HarvestOptions) -> BackgroundJob:
        return self.desk.runner.start(late_advice.losses, question)

    def show_answer(self, answer: HarvestView) -> None:
        self._lots = {lot_key(lot): lot for lot in answer.lots}
        self._instead = {key: place for key, place in self._instead.items() if key in self._lots}
        self.show_view(build_losses(answer))

    def show_view(self, view: LossesView) -> None:
        """Draw the losses."""
        self.show_head(PageHead(view.headline, view.explanation, NO_ADVICE))
        self.table.setMinimumHeight(0)
        self.table.show_rows(view.rows)
        self.table.setFixedHeight(min(self.table.maximumHeight(), _MOST_TABLE_HEIGHT))
        self._facts.show_facts(view.together)
        self._notes.setText("\n".join(view.notes))
        self._notes.setVisible(bool(view.notes))
        for part in (self.table, self._cards, self.plan):
            part.setVisible(bool(view.rows))
        if view.rows and not self.table.selected_rows():
            self.chosen.show_row(view.rows[0], self._instead.get(view.rows[0].key, 0))

    def export_view(self) -> None:
        """Write the table to a CSV file of the investor's choice."""
        if self.is_answered:
            self.table.export_csv()

    def focus_subject(self, subject: str) -> None:
        """Select the lots of a symbol."""
        self.table.clear_selection()
        for shown in self.table.standing_rows():
            if shown.symbol == subject:
                self.table.choose(shown.key)

    def _fill_body(self) -> None:
        self.together.body.addWidget(self._facts)
        self.together.body.addStretch(1)
        self._cards = Beside(self.chosen, self.together, _SHARES, _BESIDE_FROM)
        tools = row(None, metrics.NO_MARGINS, metrics.GAP)
        tools.addWidget(self.plan)
        tools.addWidget(self._taxes)
        tools.addStretch(1)
        self.column.addLayout(tools)
        for part in (self.table, self._cards, self._notes):
            self.column.addWidget(part)

    def _connect_parts(self) -> None:
        self.table.selection_changed.connect(self._on_chosen)
        self.table.set_row_actions(self._row_actions)
        self.table.failed.connect(self.failed)
        self.chosen.replaced.connect(self._buy_instead)
        self.plan.clicked.connect(self._plan)
        self._taxes.clicked.connect(self._ask_taxes)

    def _on_chosen(self, chosen: Sequence[LossRow]) -> None:
        self.plan.setText(_CHOSEN if chosen else _ALL)
        if chosen:
            self.chosen.show_row(chosen[-1], self._instead.get(chosen[-1].key, 0))

    def _buy_instead(self, key: str, place: int) -> None:
        self._instead[key] = place

    def _row_actions(self, shown: LossRow) -> Sequence[RowAction]:
        return (("Plan this one", lambda: self._take((shown,))),)

    def _plan(self) -> None:
        self._take(self.table.selected_rows() or self.table.standing_rows())

    def _take(self, rows: Sequence[LossRow]) -> None:
        if self.asked is None:
            return
        chosen = tuple((self._lots[shown.key], self._replacement(shown.key)) for shown in rows)
        job = self.desk.runner.start(late_advice.take_losses, self.asked, chosen)
        job.succeeded.connect(self._on_planned)
        job.failed.connect(self.failed)

    def _replacement(self, key: str) -> Replacement | None:
        """What the investor chose to buy instead, the nearest fund without a choice, or None."""
        offered, place = self._lots[key].replacements, self._instead.get(key, 0)
        return offered[place] if place < len(offered) else None

    def _on_planned(self, suggestion: Suggestion) -> None:
        self.plan_asked.emit(suggestion)

    def _ask_taxes(self) -> None:
        dialog = TaxesDialog(self.desk.runner, self)
        dialog.saved.connect(self.rules_changed)
        open_dialog(dialog)
