"""Each month: where a steady contribution goes when nothing is sold, and when it brings the bands back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from advisor.domain.portfolio import TaxType
from advisor.presentation.monthly import build_monthly
from advisor.presentation.sentences import NO_ADVICE
from advisor.presentation.views.monthly import MonthlyView, MonthRow
from advisor.ui import late_advice
from advisor.ui.background import BackgroundJob
from advisor.ui.fact_rows import FactRows
from advisor.ui.pages.advice_parts import Desk, PageHead
from advisor.ui.pages.answered_part import AnsweredPart
from advisor.ui.pages.monthly_form import MonthlyForm
from advisor.ui.pages.rotation_layout import Beside, show_whole
from advisor.ui.tables.monthly_columns import MONTH_COLUMNS, MONTH_OUTLINE
from advisor.ui.tables.rows_table import RowsTable
from advisor.ui.widgets import Card, WrappedLabel

if TYPE_CHECKING:
    from advisor.advice.model.contributions import Contributions
    from advisor.domain.portfolio import Account
    from advisor.exposure.model import MeasuredPortfolio
    from advisor.services.spread_contributions import ContributionOptions

_BESIDE_FROM = 700
_SHARES = (60, 40)
_TYPE_FIRST = "Type how much you add each month: the table says what it buys, without a sale, and when your bands are reached."


class MonthlyPart(AnsweredPart["ContributionOptions", "Contributions"]):
    """A form, a row for each month, and what they bring."""

    key = "monthly"
    title = "Each month"
    opening = "Where new money goes each month."
    nothing = "Nothing to add to yet. Import a positions file, and the months stand here."

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.form = MonthlyForm()
        self._type_first = WrappedLabel(_TYPE_FIRST, "explanation", "muted")
        self.table: RowsTable[MonthRow] = RowsTable(
            MONTH_COLUMNS, desk.themes, MONTH_OUTLINE, name="Each month", hugs_rows=True, dense=True
        )
        self.after, self.bought = Card("After the last month"), Card("Bought in all")
        self._after_facts, self._bought_facts = FactRows(), FactRows()
        self._fill_body()
        self._connect_parts()

    def show_measured(self, measured: MeasuredPortfolio) -> None:
        accounts = sorted((*measured.portfolio.accounts, *measured.empty_accounts), key=_is_sheltered)
        self.form.show_accounts((account.id, f"{account.name} {account.number_masked}".strip()) for account in accounts)
        self.form.setVisible(measured.exposure is not None)
        self._type_first.setVisible(measured.exposure is not None)
        super().show_measured(measured)

    def question(self) -> ContributionOptions | None:
        from advisor.services.spread_contributions import ContributionOptions  # noqa: PLC0415 - it needs numpy

        typed = self.form.typed()
        if typed is None or not self.desk.has_target():
            return None
        amount, account_id, months = typed
        return ContributionOptions(self.desk.wishes(), amount, account_id, months)

    def ask(self, question: ContributionOptions) -> BackgroundJob:
        self._type_first.hide()
        return self.desk.runner.start(late_advice.contributions, question)

    def show_answer(self, answer: Contributions) -> None:
        if self.asked is not None and self.measured is not None:
            self.show_view(build_monthly(answer, self.asked.amount, self.asked.wishes.target, self.measured))

    def show_view(self, view: MonthlyView) -> None:
        """Draw the months."""
        self.show_head(PageHead(view.headline, view.explanation, NO_ADVICE))
        self.table.clear_selection()
        show_whole(self.table, view.rows)
        self._bought_facts.show_facts(view.bought)
        self._show_month(view.rows[-1:])

    def export_view(self) -> None:
        """Write the months to a CSV file of the investor's choice."""
        if self.is_answered:
            self.table.export_csv()

    def _fill_body(self) -> None:
        self.put_above(self.form)
        self.put_above(self._type_first)
        for card, facts in ((self.after, self._after_facts), (self.bought, self._bought_facts)):
            card.body.addWidget(facts)
            card.body.addStretch(1)
        self.column.addWidget(self.table)
        self.column.addWidget(Beside(self.after, self.bought, _SHARES, _BESIDE_FROM))

    def _connect_parts(self) -> None:
        self.form.submitted.connect(self.bring_up_to_date)
        self.table.selection_changed.connect(self._show_month)
        self.table.failed.connect(self.failed)

    def _show_month(self, chosen: Sequence[MonthRow]) -> None:
        if chosen:
            self.after.title.setText(f"After month {chosen[-1].key}")
            self._after_facts.show_facts(chosen[-1].after)


def _is_sheltered(account: Account) -> bool:
    """Such an account takes only so much a year: a taxable one is offered before it."""
    return account.tax_type is not TaxType.TAXABLE
