"""The parts of the Advice page, one of them in front; each is made once it is looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from advisor.ui import metrics
from advisor.ui.choices import SegmentedControl
from advisor.ui.pages.advice_catalogue import PARTS
from advisor.ui.pages.advice_parts import AdvicePart, Desk, PageHead
from advisor.ui.pages.plan_part import PlanPart
from advisor.ui.widgets import column

if TYPE_CHECKING:
    from advisor.advice.model.plan import Plan
    from advisor.exposure.model import MeasuredPortfolio
    from advisor.services.suggest_trades import Suggestion

_FORWARDED = ("navigate", "failed", "export_asked", "target_asked", "wishes_asked")
_FIRST = PARTS[0].key


class AdviceStack(QWidget):
    """Holds the parts and the segments that choose among them; its signals are those of `AdvicePart`.

    Signals:
        head_changed: The `PageHead` of the part in front.
        front_changed: Another part is in front.
    """

    navigate = Signal(str, str)
    failed = Signal(object)
    export_asked = Signal(str, str)
    target_asked = Signal(object)
    wishes_asked = Signal(str)
    head_changed = Signal(object)
    front_changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._measured: MeasuredPortfolio | None = None
        self._plan: Plan | None = None
        self._entries = {entry.key: entry for entry in PARTS}
        self.parts: dict[str, AdvicePart] = {}
        self.segments = SegmentedControl(tuple((entry.key, entry.title) for entry in PARTS), "Parts of this page")
        self.segments.changed.connect(self.show_part)
        self._column = column(self, metrics.NO_MARGINS, 0)
        self._front = self._part(_FIRST)

    @property
    def titles(self) -> tuple[tuple[str, str], ...]:
        """Key and name of each part."""
        return tuple((entry.key, entry.title) for entry in PARTS)

    @property
    def front(self) -> AdvicePart:
        return self._front

    @property
    def plan(self) -> PlanPart:
        """The part that every other one starts from."""
        return cast(PlanPart, self.parts[PlanPart.key])

    def show_measured(self, measured: MeasuredPortfolio) -> None:
        """Other books for every part."""
        self._measured = measured
        for part in self.parts.values():
            part.show_measured(measured)

    def bring_up_to_date(self) -> None:
        """Let the part in front work out what is due, once it can be seen."""
        if self.isVisible():
            self._front.bring_up_to_date()

    def forget_answers(self) -> None:
        """Taxes, or what counts as identical, are others now: every part works its figures out anew, the one in front at once."""
        for part in self.parts.values():
            part.forget_answer()
        self.bring_up_to_date()

    def show_part(self, key: str, subject: str = "") -> None:
        """Bring a part to the front and let it select a subject; a key of no part changes nothing."""
        if key not in self._entries:
            return
        begun_inside = self._front.isAncestorOf(self._front.window().focusWidget())
        self.segments.choose(key)
        if begun_inside:  # a part that leaves takes the focus along: the keyboard would begin again at the pages
            self.segments.take_focus()
        self._front = self._part(key)
        for part in self.parts.values():
            part.setVisible(part is self._front)
        self.head_changed.emit(self._front.head)
        self.front_changed.emit()
        self.bring_up_to_date()
        if subject:
            self._front.focus_subject(subject)

    def _part(self, key: str) -> AdvicePart:
        if key not in self.parts:
            part = self._entries[key].make(self._desk)
            for name in _FORWARDED:
                getattr(part, name).connect(getattr(self, name))
            part.part_asked.connect(self.show_part)
            part.head_changed.connect(lambda head: self._on_head(part, head))
            part.plan_changed.connect(self._on_plan)
            part.plan_asked.connect(self._show_plan)
            part.rules_changed.connect(self.forget_answers)
            self.parts[key] = part
            self._column.addWidget(part)
            if self._measured is not None:
                part.show_measured(self._measured)
            part.show_standing_plan(self._plan)
        return self.parts[key]

    def _on_head(self, part: AdvicePart, head: PageHead) -> None:
        if part is self._front:
            self.head_changed.emit(head)

    def _on_plan(self, plan: Plan | None) -> None:
        self._plan = plan
        for part in self.parts.values():
            part.show_standing_plan(plan)

    def _show_plan(self, suggestion: Suggestion) -> None:
        self._part(_FIRST).show_suggestion(suggestion)
        self.show_part(_FIRST)
