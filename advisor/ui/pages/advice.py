"""Advice: from a target to trades, with what they cost and what speaks against them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from advisor.services.suggest_options import SuggestOptions
from advisor.ui import metrics
from advisor.ui.background import BackgroundRunner
from advisor.ui.dialogs.opening import open_dialog
from advisor.ui.dialogs.taxes import TaxesDialog
from advisor.ui.pages.advice_parts import Desk, PageHead
from advisor.ui.pages.advice_stack import AdviceStack
from advisor.ui.pages.note_columns import Unfolding
from advisor.ui.pages.page import OnPaper, Page
from advisor.ui.pages.plan_form import PlanForm
from advisor.ui.pages.plan_part import PlanPart
from advisor.ui.pages.target_choice import TargetChoice
from advisor.ui.sign import Sign
from advisor.ui.theme import Themes
from advisor.ui.widgets import Headline, Label, RichLabel, WrappedLabel, column, row

if TYPE_CHECKING:
    from advisor.advice.model.target import TargetModel
    from advisor.exposure.model import MeasuredPortfolio


class AdvicePage(Page):
    """The headline of the part in front, the parts as segments, the investor's wishes, and the part itself."""

    key = "advice"
    title = "Advice"
    icon_name = "scale"

    def __init__(self, themes: Themes, runner: BackgroundRunner) -> None:
        super().__init__()
        self._runner = runner
        self._measured: MeasuredPortfolio | None = None
        self._form = PlanForm(themes)
        self._choice = TargetChoice(self._form, runner, self, themes)
        self._stack = AdviceStack(Desk(themes, runner, self._wishes, lambda: self._form.has_target))
        self._headline = Headline()
        self._explanation = RichLabel()
        self._foot = QWidget()
        self._foot_text = WrappedLabel("", "caption", "muted")
        self._dates = Label("", "caption", "muted")
        self._lay_out(themes)
        self._connect()
        self._show_head(self._stack.front.head)

    def show_measured(self, measured: MeasuredPortfolio) -> None:
        """Other books need other figures; that only the benchmark is another one changes nothing here."""
        before, self._measured = self._measured, measured
        if before is not None and _same_to_a_plan(before, measured):
            return
        self._form.show_accounts((*measured.portfolio.accounts, *measured.empty_accounts))
        self._stack.show_measured(measured)
        if measured.exposure is not None:
            self._choice.offer(measured.exposure)

    @property
    def more(self) -> Unfolding:
        """What can be unfolded below a plan."""
        return self._stack.plan.more

    @property
    def on_paper(self) -> OnPaper | None:
        """The plan that stands."""
        return self._stack.plan.on_paper

    def export_view(self) -> None:
        """Give away what the part in front shows."""
        self._stack.front.export_view()

    def places(self) -> tuple[tuple[str, str], ...]:
        return tuple((title, key) for key, title in self._stack.titles)

    def focus_subject(self, subject: str) -> None:
        """Bring "part" or "part:subject" to the front."""
        key, _, inside = subject.partition(":")
        self._stack.show_part(key, inside)

    def ask_taxes(self) -> None:
        """Ask what is to be known of the household's taxes; whatever was worked out with other rates is worked out anew."""
        dialog = TaxesDialog(self._runner, self.window())
        dialog.saved.connect(self._stack.forget_answers)
        open_dialog(dialog)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._stack.bring_up_to_date()

    def _lay_out(self, themes: Themes) -> None:
        layout = column(self, metrics.DENSE_PAGE_MARGINS, metrics.GAP)
        words = column(None, metrics.NO_MARGINS, 0)
        words.addWidget(self._headline)
        words.addWidget(self._explanation)
        layout.addLayout(words)
        layout.addWidget(self._stack.segments, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._form)
        layout.addSpacing(metrics.SMALL_GAP)
        layout.addWidget(self._stack, 1)
        layout.addStretch(0)
        layout.addWidget(self._laid_out_foot(themes))

    def _laid_out_foot(self, themes: Themes) -> QWidget:
        layout = row(self._foot, metrics.NO_MARGINS, metrics.GAP)
        self._foot.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        layout.addWidget(Sign("info", themes, "muted", metrics.SMALL_ICON), 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._foot_text, 1)
        layout.addWidget(self._dates, 0, Qt.AlignmentFlag.AlignTop)
        return self._foot

    def _connect(self) -> None:
        self._form.submitted.connect(self._plan_anew)
        self._form.taxes_asked.connect(self.ask_taxes)
        self._choice.offered.connect(self._stack.bring_up_to_date)
        self._choice.added.connect(self._plan_anew)
        self._choice.failed.connect(self.failed)
        for name in ("navigate", "failed", "export_asked"):
            getattr(self._stack, name).connect(getattr(self, name))
        self._stack.head_changed.connect(self._show_head)
        self._stack.front_changed.connect(self._show_fields_where_they_matter)
        self._stack.target_asked.connect(self._aim_at)
        self._stack.wishes_asked.connect(self._loosen)

    def _wishes(self) -> SuggestOptions:
        accounts = self._measured.portfolio.accounts if self._measured is not None else ()
        return self._form.wishes(accounts[0].id if len(accounts) == 1 else None)

    def _plan_anew(self) -> None:
        self._choice.keep_wishes()
        front = self._stack.front
        if isinstance(front, PlanPart):
            front.solve()
        else:
            front.bring_up_to_date()

    def _aim_at(self, target: TargetModel) -> None:
        self._form.add_own_target(target)
        self._stack.show_part(PlanPart.key)
        self._plan_anew()

    def _loosen(self, rule: str) -> None:
        self._form.loosen(rule)

    def _show_head(self, head: PageHead) -> None:
        self._headline.setText(head.headline)
        self._explanation.show_runs(head.explanation)
        self._foot_text.setText(head.foot)
        self._dates.setText(head.dates)
        self._foot.setVisible(bool(head.foot))

    def _show_fields_where_they_matter(self) -> None:
        self._form.setVisible(self._stack.front.uses_wishes)


def _same_to_a_plan(before: MeasuredPortfolio, now: MeasuredPortfolio) -> bool:
    """Whether only the benchmark is another one: a plan for the same books and mixes still holds."""
    if before.exposure is None or now.exposure is None:
        return before.exposure is now.exposure
    return before.portfolio == now.portfolio and before.exposure.holdings == now.exposure.holdings
