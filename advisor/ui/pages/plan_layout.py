"""How the plan is put together."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from advisor.ui import metrics
from advisor.ui.icons import icon
from advisor.ui.pages.locks import Locks
from advisor.ui.pages.plan_notice import PlanNotice
from advisor.ui.pages.plan_picture import PlanPicture
from advisor.ui.theme import Themes
from advisor.ui.widgets import Button, Card, EmptyState, column, row

PlanParts = tuple[Locks, PlanNotice, EmptyState, PlanPicture]


class PlanLayout:
    """Lays the parts of the plan out, with its tools above them."""

    def __init__(self, part: QWidget, parts: PlanParts, themes: Themes) -> None:
        locks, notice, empty, picture = parts
        self.solve_again = Button("Solve again", icon("rotate-cw", themes, "text"), small=True)
        self.export = Button("Export trades", icon("share", themes, "text"), small=True)
        self.empty_card = Card()
        self.empty_card.body.addWidget(empty, 1)
        layout = column(part, metrics.NO_MARGINS, metrics.DENSE_CARD_GAP)
        layout.addLayout(self._tools())
        for each in (locks, notice):
            layout.addWidget(each)
        layout.addWidget(self.empty_card, 1)
        layout.addWidget(picture, 1)
        layout.addStretch(0)

    def show_plan_tools(self, shown: bool) -> None:
        """What can be done with a plan, once there is one."""
        self.solve_again.setVisible(shown)
        self.export.setVisible(shown)

    def _tools(self) -> QHBoxLayout:
        tools = row(None, metrics.NO_MARGINS, metrics.DENSE_CARD_GAP)
        tools.addStretch(1)
        tools.addWidget(self.solve_again)
        tools.addWidget(self.export)
        return tools
