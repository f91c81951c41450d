"""One theme in full: its companies, what one owns of them, and what they returned together."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from advisor.domain.themes import EditTakenBack, MemberEdit, ThemeDropped, ThemeMember, ThemeRestored
from advisor.presentation.views.rotation_ledger import StatedFigure
from advisor.presentation.views.rotation_themes import MemberRow, ThemeDetail
from advisor.services.clock import today
from advisor.ui import metrics
from advisor.ui.charts.time_series.panel import TimeSeriesPanel
from advisor.ui.charts.time_series.time_window import TimeWindow
from advisor.ui.dialogs.opening import open_dialog
from advisor.ui.dialogs.state_figure import StateFigureDialog
from advisor.ui.dialogs.theme_member import ThemeMemberDialog
from advisor.ui.icons import icon
from advisor.ui.pages.rotation_layout import INSIDE_CARD, Beside, let_title_wrap, paragraph
from advisor.ui.tables.rows_table import RowAction, RowsTable
from advisor.ui.tables.theme_columns import MEMBER_COLUMNS, MEMBER_OUTLINE
from advisor.ui.theme import Themes
from advisor.ui.widgets import Button, Card, WrappedLabel, column, row

_BESIDE_FROM = 780  # logical pixels
_TABLE_AND_CHART = (70, 30)
_CHART_HEIGHT = 200
_MOST_TABLE_HEIGHT = 400


class ThemeCard(Card):
    """The chosen theme, and what can be changed about it.

    Signals:
        changed: A tuple of `ThemeChange`s that the investor wants.
        stated: A `Figure` of a company, as the investor stated it.
    """

    changed = Signal(object)
    stated = Signal(object)

    def __init__(self, themes: Themes) -> None:
        super().__init__("Theme")
        self._detail: ThemeDetail | None = None
        self._time_window = TimeWindow()
        self._caption = WrappedLabel("", "caption", "muted")
        self._about = paragraph()
        self._notes = paragraph("", "caption", "muted")
        self.add = Button("Add a company…", icon("plus", themes, "text"), small=True)
        self.back = Button("", icon("archive-restore", themes, "text"), small=True)
        self.panel = TimeSeriesPanel(themes, self._time_window)
        self.panel.setFixedHeight(_CHART_HEIGHT)
        self.members: RowsTable[MemberRow] = RowsTable(
            MEMBER_COLUMNS, themes, MEMBER_OUTLINE, name="Companies", hugs_rows=True, dense=True, verb_on_enter=False
        )
        self.members.setObjectName(INSIDE_CARD)
        self._lay_out()
        self.add.clicked.connect(self._ask_new)
        self.back.clicked.connect(self._give_back)
        self.members.verb_chosen.connect(self._ask_edit)
        self.members.row_entered.connect(self._ask_edit)
        self.members.set_row_actions(self.row_actions)

    def _lay_out(self) -> None:
        let_title_wrap(self)
        tools = row(None, metrics.NO_MARGINS, metrics.GAP)
        tools.addWidget(self.add)
        tools.addWidget(self.back)
        tools.addStretch(1)
        drawn = QWidget()
        beneath = column(drawn, metrics.NO_MARGINS, metrics.GAP)
        beneath.addWidget(self.panel)
        beneath.addWidget(self._notes)
        beneath.addStretch(1)
        for part in (self._caption, self._about, Beside(self.members, drawn, _TABLE_AND_CHART, _BESIDE_FROM)):
            self.body.addWidget(part)
        self.body.addLayout(tools)

    def show_theme(self, detail: ThemeDetail) -> None:
        """Draw another theme."""
        self._detail = detail
        self.title.setText(detail.name)
        self.setAccessibleName(detail.name)
        self._caption.setText(detail.caption)
        self._about.setText(detail.about)
        self._about.setVisible(bool(detail.about))
        self._notes.setText("\n".join(detail.notes))
        self.back.setText(" Drop the theme" if detail.is_users else " As bundled")
        self.back.setToolTip("" if detail.is_users else "Take back every change of this theme.")
        self.panel.show_chart()
        self.panel.chart.show_view(detail.chart)
        self.members.setMinimumHeight(0)
        self.members.show_rows(detail.members)
        height = min(self.members.maximumHeight(), _MOST_TABLE_HEIGHT)
        self.members.setFixedHeight(height)

    def row_actions(self, shown: MemberRow) -> Sequence[RowAction]:
        """What can be done with a company, as its menu offers it."""
        back = (("Take back", partial(self._take_back, shown)),) if shown.member.is_users else ()
        asked = tuple((what, partial(self._state, question)) for what, question in shown.kind.questions)
        return ((shown.verb, partial(self._ask_edit, shown)), ("Remove", partial(self._remove, shown)), *back, *asked)

    def _state(self, asked: StatedFigure) -> None:
        dialog = StateFigureDialog(asked, self)
        dialog.accepted.connect(lambda: self.stated.emit(dialog.figure()))
        open_dialog(dialog)

    def _ask_new(self) -> None:
        self._ask(None)

    def _ask_edit(self, shown: MemberRow) -> None:
        self._ask(shown.member)

    def _ask(self, member: ThemeMember | None) -> None:
        if self._detail is None:
            return
        symbol = member.symbol if member else ""
        others = sum(each.member.weight for each in self._detail.members if each.symbol != symbol)
        dialog = ThemeMemberDialog(self._detail.id, self._detail.name, others, member, self)
        dialog.accepted.connect(lambda: self.changed.emit((dialog.edit(),)))
        open_dialog(dialog)

    def _remove(self, shown: MemberRow) -> None:
        if self._detail is None:
            return
        added = shown.member.is_users and shown.member.article is None and self._detail.is_users
        gone = EditTakenBack(self._detail.id, shown.symbol)
        out = MemberEdit(self._detail.id, shown.symbol, None, shown.member.role, today())
        self.changed.emit((gone if added else out,))

    def _take_back(self, shown: MemberRow) -> None:
        if self._detail is not None:
            self.changed.emit((EditTakenBack(self._detail.id, shown.symbol),))

    def _give_back(self) -> None:
        if self._detail is not None:
            theme = self._detail.id
            self.changed.emit((ThemeDropped(theme) if self._detail.is_users else ThemeRestored(theme),))
