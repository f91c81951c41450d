"""Wash sales: what is not to be bought or sold until when, the losses that do not count, and what counts as identical."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from advisor.presentation.sentences import NO_ADVICE
from advisor.presentation.views.wash_sales import GroupRow, WashedRow, WashView, WindowRow
from advisor.presentation.wash_sales import build_wash_sales
from advisor.services.clock import today
from advisor.ui import late_advice, metrics
from advisor.ui.background import BackgroundJob, Service
from advisor.ui.charts.wash_strip import WashStrip
from advisor.ui.choices import SegmentedControl
from advisor.ui.dialogs.identical_group import IdenticalGroupDialog
from advisor.ui.dialogs.opening import open_dialog
from advisor.ui.notices import tell_done
from advisor.ui.pages.advice_parts import Desk, PageHead
from advisor.ui.pages.answered_part import AnsweredPart
from advisor.ui.pages.rotation_layout import paragraph, show_whole
from advisor.ui.tables.rows_table import RowAction, RowsTable
from advisor.ui.tables.wash_columns import (
    GROUP_COLUMNS,
    GROUP_OUTLINE,
    WASHED_COLUMNS,
    WASHED_OUTLINE,
    WINDOW_COLUMNS,
    WINDOW_OUTLINE,
)
from advisor.ui.widgets import Button, Card, Label, column, row

if TYPE_CHECKING:
    from advisor.advice.model.plan import Plan
    from advisor.advice.model.washing import IdenticalGroup
    from advisor.services.wash_calendar import WashCalendar

_CALENDAR, _WASHED, _GROUPS = "calendar", "washed", "groups"
_HELD, _ALL = "held", "all"
_NONE_OPEN = "Nothing was sold at a loss in the last 30 days, and nothing bought then matters to a loss."
_NONE_WASHED = "No loss of this year was washed, as far as your transactions tell."


class WashSalesPart(AnsweredPart[date, "WashCalendar"]):
    """Three sections, one of them in front."""

    key = "washing"
    title = "Wash sales"
    uses_wishes = False
    opening = "What is not to be bought back yet."
    nothing = "No purchases or sales yet. Import a positions file, and the calendar stands here."

    def __init__(self, desk: Desk) -> None:
        self._calendar: WashCalendar | None = None
        self._plan: Plan | None = None
        self._view: WashView | None = None
        super().__init__(desk)
        self.sections = SegmentedControl(
            ((_CALENDAR, "Calendar"), (_WASHED, "Losses that do not count"), (_GROUPS, "What counts as identical")),
            "Part of wash sales",
        )
        self.strip = WashStrip(desk.themes)
        self.windows: RowsTable[WindowRow] = RowsTable(
            WINDOW_COLUMNS, desk.themes, WINDOW_OUTLINE, name="Wash-sale windows", hugs_rows=True
        )
        self.washed: RowsTable[WashedRow] = RowsTable(
            WASHED_COLUMNS, desk.themes, WASHED_OUTLINE, name="Losses that do not count", hugs_rows=True
        )
        self.groups: RowsTable[GroupRow] = RowsTable(
            GROUP_COLUMNS, desk.themes, GROUP_OUTLINE, name="What counts as identical", hugs_rows=True, verb_on_enter=False
        )
        self.held = SegmentedControl(((_HELD, "What you own"), (_ALL, "All")), "Which groups")
        self._add = Button("Add a group…", small=True)
        self._none_open, self._none_washed = (Label(text, "explanation", "muted") for text in (_NONE_OPEN, _NONE_WASHED))
        self._because = paragraph("", "body", "muted")
        self._notes = paragraph("", "caption", "muted")
        self._shown: dict[str, QWidget] = {}
        self._fill_body()
        self._connect_parts()
        self.show_section(_CALENDAR)

    def question(self) -> date:
        return today()

    def ask(self, question: date) -> BackgroundJob:
        return self.desk.runner.start(late_advice.wash_calendar, question)

    def show_answer(self, answer: WashCalendar) -> None:
        self._calendar = answer
        self._redraw()

    def show_standing_plan(self, plan: Plan | None) -> None:
        self._plan = plan
        self._redraw()

    def show_section(self, key: str) -> None:
        """Bring the calendar, the washed losses or the groups to the front."""
        self.sections.choose(key)
        for name, section in self._shown.items():
            section.setVisible(name == key)

    def export_view(self) -> None:
        """Write the table in front to a CSV file of the investor's choice."""
        if self.is_answered:
            exports = {
                _CALENDAR: self.windows.export_csv,
                _WASHED: self.washed.export_csv,
                _GROUPS: self.groups.export_csv,
            }
            exports[self.sections.chosen]()

    def focus_subject(self, subject: str) -> None:
        """Bring a section to the front, or select the windows of a symbol."""
        if subject in self._shown:
            self.show_section(subject)
            return
        self.show_section(_CALENDAR)
        for shown in self.windows.standing_rows():
            if subject in shown.symbols_text.replace(",", " ").split():
                self.windows.choose(shown.key)

    def _redraw(self) -> None:
        calendar = self._calendar
        if calendar is None:
            return
        planned = tuple(window for window in self._plan.windows if window.planned) if self._plan is not None else ()
        windows = (*calendar.windows, *(window for window in planned if window.until >= calendar.day))
        self.show_view(
            build_wash_sales(windows, calendar.washed, calendar.groups, calendar.symbols, calendar.unseen, calendar.day)
        )

    def show_view(self, view: WashView) -> None:
        """Draw windows, losses and groups."""
        self._view = view
        self.show_head(PageHead(view.headline, view.explanation, NO_ADVICE))
        self.strip.show_view(view)
        show_whole(self.windows, view.windows)
        self._tell_window(self.windows.selected_rows())
        show_whole(self.washed, view.washed)
        for part, shown in (
            (self._strip_card, bool(view.windows)),
            (self.windows, bool(view.windows)),
            (self._none_open, not view.windows),
            (self.washed, bool(view.washed)),
            (self._none_washed, not view.washed),
            (self._notes, bool(view.notes)),
        ):
            part.setVisible(shown)
        self._notes.setText(" ".join(view.notes))
        self._show_groups()

    def _show_groups(self) -> None:
        if self._view is not None:
            wanted = self.held.chosen == _ALL
            show_whole(self.groups, [group for group in self._view.groups if wanted or group.is_held])

    def _fill_body(self) -> None:
        self._strip_card = Card("Until when", "filled: from your books; outlined: if the plan is carried out")
        self._strip_card.body.addWidget(self.strip)
        self._strip_card.body.addWidget(self._because)
        tools = QWidget()
        line = row(tools, metrics.NO_MARGINS, metrics.GAP)
        line.addWidget(self.held)
        line.addWidget(self._add)
        line.addStretch(1)
        self._shown = {
            _CALENDAR: _section(self._none_open, self._strip_card, self.windows),
            _WASHED: _section(self._none_washed, self.washed),
            _GROUPS: _section(tools, self.groups),
        }
        self.column.addWidget(self.sections)
        for section in self._shown.values():
            self.column.addWidget(section)
        self.column.addWidget(self._notes)

    def _connect_parts(self) -> None:
        self.sections.changed.connect(self.show_section)
        self.strip.chosen.connect(self._choose_window)
        self.windows.selection_changed.connect(self._tell_window)
        self.held.changed.connect(lambda _key: self._show_groups())
        self._add.clicked.connect(lambda: self._ask_group(None))
        self.groups.verb_chosen.connect(lambda shown: self._ask_group(shown.group))
        self.groups.row_entered.connect(lambda shown: self._ask_group(shown.group))
        self.groups.set_row_actions(self._row_actions)
        for part in (self.strip, self.windows, self.washed, self.groups):
            part.failed.connect(self.failed)

    def _tell_window(self, chosen: Sequence[WindowRow]) -> None:
        self.strip.highlight(chosen[-1].key if chosen else "")
        told = chosen[-1:] or (self._view.windows[:1] if self._view is not None else ())
        self._because.setText(told[0].because if told else "")

    def _choose_window(self, key: str) -> None:
        if [shown.key for shown in self.windows.selected_rows()] != [key]:
            self.windows.clear_selection()
            self.windows.choose(key)

    def _row_actions(self, shown: GroupRow) -> Sequence[RowAction]:
        change = ("Change…", partial(self._ask_group, shown.group))
        back = ("Forget what you said", partial(self._forget, shown.group))
        return (change, back) if shown.group.own else (change,)

    def _ask_group(self, group: IdenticalGroup | None) -> None:
        dialog = IdenticalGroupDialog(group, self)
        dialog.accepted.connect(lambda: self._keep(dialog.group(), group))
        open_dialog(dialog)

    def _keep(self, group: IdenticalGroup, before: IdenticalGroup | None) -> None:
        undo = partial(self._keep, before, None) if before is not None and before.own else partial(self._forget, group)
        self._change(late_advice.keep_group, group, f"{group.name} counts as you said.", undo)

    def _forget(self, group: IdenticalGroup) -> None:
        words = f"What you said of {group.name} is forgotten."
        self._change(late_advice.forget_group, group, words, partial(self._keep, group, None))

    def _change(self, service: Service, group: IdenticalGroup, words: str, undo: Callable[[], None]) -> None:
        job = self.desk.runner.start(service, group)
        job.succeeded.connect(lambda _done: self._on_changed(words, undo))
        job.failed.connect(self.failed)

    def _on_changed(self, words: str, undo: Callable[[], None]) -> None:
        tell_done(self, words, undo)
        self.forget_answer()
        self.rules_changed.emit()


def _section(*parts: QWidget) -> QWidget:
    section = QWidget()
    inside = column(section, metrics.NO_MARGINS, metrics.DENSE_CARD_GAP)
    for part in parts:
        inside.addWidget(part)
    return section
