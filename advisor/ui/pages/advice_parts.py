"""What the Advice page asks of its parts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from advisor.presentation.views import Rich
from advisor.services.suggest_options import SuggestOptions
from advisor.ui.background import BackgroundRunner
from advisor.ui.theme import Themes

if TYPE_CHECKING:
    from advisor.advice.model.plan import Plan
    from advisor.exposure.model import MeasuredPortfolio
    from advisor.services.suggest_trades import Suggestion


@dataclass(frozen=True, slots=True)
class PageHead:
    """What stands above and below the part in front.

    Attributes:
        headline: One sentence, one number, a full stop.
        explanation: The line under it.
        foot: What is not known, and the sentence that this is no advice.
        dates: Of the prices.
    """

    headline: str
    explanation: Rich
    foot: str = ""
    dates: str = ""


@dataclass(frozen=True, slots=True)
class Desk:
    """What the parts share.

    Attributes:
        wishes: What the fields of the page say; raises `InvalidRequestError` when one holds no amount, or no target is chosen.
        has_target: Whether a target is chosen yet.
    """

    themes: Themes
    runner: BackgroundRunner
    wishes: Callable[[], SuggestOptions]
    has_target: Callable[[], bool]


class AdvicePart(QWidget):
    """One segment of the Advice page. It asks services through the desk's runner; it lays itself out at any width.

    The page puts it below headline, segments and fields, in a scroll area, with no margins of its own. Nothing is worked out
    before the part is looked at: `bring_up_to_date` is called when it comes to the front, and again when books or wishes changed
    while it stood there.

    Attributes:
        key: What `focus_subject` and the settings call it.
        title: Its name in the row of segments.
        uses_wishes: Whether the fields of the page matter to it; they are hidden where they do not.
    """

    key: ClassVar[str]
    title: ClassVar[str]
    uses_wishes: ClassVar[bool] = True

    navigate = Signal(str, str)  # key of a page, subject to select there ("" for none)
    failed = Signal(object)  # an exception that the frame should tell
    export_asked = Signal(str, str)  # stem of the file's name, CSV text: the frame asks where and writes it
    part_asked = Signal(str, str)  # key of another part, subject to select there ("" for none)
    head_changed = Signal(object)  # a `PageHead`
    target_asked = Signal(object)  # a `TargetModel` that the plan is to aim at
    plan_asked = Signal(object)  # a `Suggestion` whose plan is to stand in the first part
    plan_changed = Signal(object)  # the `Plan` that stands now, or None
    wishes_asked = Signal(str)  # the rule to take away, as `RulePrice.rule` calls it, or "new_cash"
    rules_changed = Signal()  # taxes, or what counts as identical, are others now

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.head = PageHead("", ())

    def show_head(self, head: PageHead) -> None:
        """Say what stands above and below; the page shows it while this part is in front."""
        self.head = head
        self.head_changed.emit(head)

    def show_measured(self, measured: MeasuredPortfolio) -> None:
        """Other books: what is shown no longer holds. The part is brought up to date when it is looked at."""

    def forget_answer(self) -> None:
        """Rules outside the wishes changed: what is shown no longer holds, and is worked out anew once it is looked at."""

    def bring_up_to_date(self) -> None:
        """Work out what is due; called in front, whenever the books, the wishes or the plan may have changed."""

    def show_standing_plan(self, plan: Plan | None) -> None:
        """The plan that stands in the first part now."""

    def show_suggestion(self, suggestion: Suggestion) -> None:
        """A plan that another part made, with what it was asked for; only the first part shows plans."""

    def export_view(self) -> None:
        """Give what is in view away as CSV; nothing where there are no figures."""

    def focus_subject(self, subject: str) -> None:
        """Select what another page or part pointed at, if it is known here."""
