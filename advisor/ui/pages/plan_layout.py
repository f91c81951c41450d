"""How the plan is put together."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QWidget

from advisor.presentation.views import AdviceView
from advisor.services.plan_draft import LineKey
from advisor.ui import metrics
from advisor.ui.pages.limit_chips import LimitChips
from advisor.ui.pages.locks import Locks
from advisor.ui.pages.plan_drafting import Standing
from advisor.ui.pages.plan_notice import PlanNotice
from advisor.ui.pages.plan_picture import PlanPicture
from advisor.ui.theme import Themes
from advisor.ui.widgets import Card, EmptyState, column


class PlanLayout:
    """The parts of the plan, laid out: what the investor made of single lines, a notice, and the picture.

    Attributes:
        lines: A chip for each line that is not to be made.
        tools: Those of the picture.
    """

    def __init__(self, part: QWidget, themes: Themes, can_loosen: Callable[[str], bool]) -> None:
        self.locks = Locks(themes)
        self.lines = LimitChips(themes, "Lines dropped")
        self.notice = PlanNotice(themes)
        self.empty = EmptyState("", "Make a plan")
        self.picture = PlanPicture(themes, can_loosen)
        self.tools = self.picture.tools
        self.empty_card = Card()
        self.empty_card.body.addWidget(self.empty, 1)
        layout = column(part, metrics.NO_MARGINS, metrics.DENSE_CARD_GAP)
        for each in (self.locks, self.lines, self.notice):
            layout.addWidget(each)
        layout.addWidget(self.empty_card, 1)
        layout.addWidget(self.picture, 1)
        layout.addStretch(0)

    def show_standing(self, view: AdviceView, standing: Standing, names: Mapping[int, str], *, can_undo: bool) -> None:
        """Draw a plan with what the investor made of its lines, and what stands in its way.

        Args:
            names: Of the accounts, by id.
        """
        draft = standing.draft
        self.notice.dismiss()
        self.empty_card.hide()
        self.picture.show_view(view)
        self.picture.show()
        self.picture.fade(False)
        self.tools.show_state(worksheet=draft.worksheet, from_nothing=draft.from_nothing, can_undo=can_undo)
        self.tools.refuse_export("A line cannot be carried out as it stands." if standing.problems else "")
        dropped = () if draft.worksheet else draft.dropped
        self.lines.show_chips((name_of(key), f"No {key[1]} of {key[2]} in {names.get(key[0], '')}") for key in dropped)
        if standing.problems:
            mending = "" if draft.worksheet else " Solving again makes the other lines fit yours."
            self.notice.show_problems(standing.problems, f"Nothing can be exported while this stands.{mending}")

    def show_empty(self, sentence: str, verb: str) -> None:
        """Nothing to draw: say why, and what can be done."""
        self.picture.hide()
        self.notice.dismiss()
        self.empty.sentence.setText(sentence)
        self.empty.action.setText(verb)
        self.empty_card.show()


def name_of(key: LineKey) -> str:
    """A line's key as one word."""
    return ":".join(map(str, key))
