"""How the Advice page is put together."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from advisor.presentation.views import Rich
from advisor.ui import metrics
from advisor.ui.icons import icon
from advisor.ui.pages.locks import Locks
from advisor.ui.pages.plan_form import PlanForm
from advisor.ui.pages.plan_notice import PlanNotice
from advisor.ui.pages.plan_picture import PlanPicture
from advisor.ui.sign import Sign
from advisor.ui.theme import Themes
from advisor.ui.widgets import Button, Card, EmptyState, Headline, Label, RichLabel, column, row

PlanParts = tuple[PlanForm, Locks, PlanNotice, EmptyState, PlanPicture]


class PlanLayout:
    """Lays the parts out on the page, and writes the words around them."""

    def __init__(self, page: QWidget, parts: PlanParts, themes: Themes) -> None:
        form, locks, notice, empty, picture = parts
        self._headline = Headline()
        self._explanation = RichLabel()
        self.description = Label("", "caption", "muted")
        self.description.setWordWrap(True)
        self.description.setAccessibleDescription("What the chosen target is")
        self.solve_again = Button("Solve again", icon("rotate-cw", themes, "text"), small=True)
        self.export = Button("Export trades", icon("share", themes, "text"), small=True)
        self.empty_card = Card()
        self.empty_card.body.addWidget(empty, 1)
        self._foot = QWidget()
        self._foot_text = Label("", "caption", "muted")
        self._dates = Label("", "caption", "muted")
        layout = column(page, metrics.DENSE_PAGE_MARGINS, metrics.DENSE_CARD_GAP)
        words = column(None, metrics.NO_MARGINS, 0)
        words.addWidget(self._headline)
        words.addWidget(self._explanation)
        layout.addLayout(words)
        layout.addWidget(form)
        layout.addLayout(self._tools())
        for part in (locks, notice):
            layout.addWidget(part)
        layout.addWidget(self.empty_card, 1)
        layout.addWidget(picture, 1)
        layout.addStretch(0)
        layout.addWidget(self._laid_out_foot(themes))

    def show_words(self, headline: str, explanation: Rich, foot: str, dates: str) -> None:
        """The sentences above and below the plan."""
        self._headline.setText(headline)
        self._explanation.show_runs(explanation)
        self._foot_text.setText(foot)
        self._dates.setText(dates)
        self._foot.setVisible(bool(foot))

    def show_plan_tools(self, shown: bool) -> None:
        """What can be done with a plan, once there is one."""
        self.solve_again.setVisible(shown)
        self.export.setVisible(shown)

    def _tools(self) -> QHBoxLayout:
        tools = row(None, metrics.NO_MARGINS, metrics.DENSE_CARD_GAP)
        tools.addWidget(self.description, 1)
        tools.addWidget(self.solve_again)
        tools.addWidget(self.export)
        return tools

    def _laid_out_foot(self, themes: Themes) -> QWidget:
        layout = row(self._foot, metrics.NO_MARGINS, metrics.GAP)
        self._foot_text.setWordWrap(True)
        self._foot.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        layout.addWidget(Sign("info", themes, "muted", metrics.SMALL_ICON), 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._foot_text, 1)
        layout.addWidget(self._dates, 0, Qt.AlignmentFlag.AlignTop)
        return self._foot
