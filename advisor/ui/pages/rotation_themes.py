"""Themes: what of the money rides on each story, what each returned, and the companies that it is told about."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from advisor.presentation.rotation.themes import build_themes
from advisor.presentation.sentences import NO_ADVICE
from advisor.presentation.views.rotation_themes import ThemeRow, ThemesView
from advisor.ui import metrics
from advisor.ui.choices import Select
from advisor.ui.dialogs.new_theme import NewThemeDialog
from advisor.ui.dialogs.opening import open_dialog
from advisor.ui.icons import icon
from advisor.ui.pages.rotation_layout import paragraph, reveal, show_whole
from advisor.ui.pages.rotation_parts import RotationPart
from advisor.ui.pages.theme_card import ThemeCard
from advisor.ui.tables.rows_table import RowsTable
from advisor.ui.tables.theme_columns import THEME_COLUMNS, THEME_OUTLINE
from advisor.ui.theme import Themes
from advisor.ui.widgets import Button, Label, RichLabel, column, row

if TYPE_CHECKING:
    from advisor.rotation.model import RotationReport

_TOOL_TIP = Qt.ItemDataRole.ToolTipRole


class ThemesPart(RotationPart):
    """All themes, and the chosen one in full below them."""

    key = "themes"
    title = "Themes"

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self._report: RotationReport | None = None
        self._view: ThemesView | None = None
        self._sentence = RichLabel()
        self._note = paragraph("", "caption", "muted")
        self.mark = Select(small=True)
        self.mark.setAccessibleName("Returns since")
        self.new = Button("New theme…", icon("plus", themes, "text"), small=True)
        self.table: RowsTable[ThemeRow] = RowsTable(THEME_COLUMNS, themes, THEME_OUTLINE, name="Themes", hugs_rows=True)
        self.detail = ThemeCard(themes)
        self._lay_out()
        self.mark.currentIndexChanged.connect(self._show_since)
        self.new.clicked.connect(self._ask_theme)
        self.table.selection_changed.connect(self._show_chosen)
        self.detail.changed.connect(self.themes_changed)
        self.detail.stated.connect(self.figure_stated)
        for table in (self.table, self.detail.members):
            table.failed.connect(self.failed)

    def _lay_out(self) -> None:
        tools = row(None, metrics.NO_MARGINS, metrics.GAP)
        tools.addWidget(self._sentence, 1)
        tools.addWidget(Label("Mark", "caption", "muted"))
        tools.addWidget(self.mark)
        tools.addWidget(self.new)
        layout = column(self, metrics.NO_MARGINS, metrics.DENSE_CARD_GAP)
        layout.addLayout(tools)
        layout.addWidget(self.table)
        layout.addWidget(self.detail)
        layout.addWidget(self._note)
        layout.addWidget(Label(NO_ADVICE, "caption", "muted"))
        layout.addStretch(1)

    def show_report(self, report: RotationReport) -> None:
        self._report = report
        self._offer_marks(build_themes(report))
        self._show_since()

    def places(self) -> tuple[tuple[str, str], ...]:
        return tuple((shown.name, shown.id) for shown in self._view.rows) if self._view else ()

    def export_view(self) -> None:
        """Write the table of themes to a CSV file of the investor's choice."""
        self.table.export_csv()

    def focus_subject(self, subject: str) -> None:
        """Select a theme by its id, or the first that a symbol belongs to."""
        found = self._theme_of(subject)
        if found:
            self.table.clear_selection()
            self.table.choose(found)
            self.table.tree.setFocus()
            reveal(self.detail)

    def _theme_of(self, subject: str) -> str:
        details = self._view.details if self._view else ()
        by_id = (detail.id for detail in details if detail.id == subject)
        by_symbol = (detail.id for detail in details if any(member.symbol == subject for member in detail.members))
        return next(by_id, "") or next(by_symbol, "")

    def _offer_marks(self, view: ThemesView) -> None:
        before = max(self.mark.currentIndex(), 0)
        self.mark.blockSignals(True)
        self.mark.clear()
        for day, said, name in view.marks:
            self.mark.addItem(said, userData=day)
            self.mark.setItemData(self.mark.count() - 1, name, _TOOL_TIP)
        self.mark.setCurrentIndex(min(before, self.mark.count() - 1))
        self.mark.blockSignals(False)

    def _show_since(self) -> None:
        if self._report is None:
            return
        chosen = self.mark.currentData()
        self._view = build_themes(self._report, date.fromisoformat(chosen) if chosen else None)
        self._sentence.show_runs(self._view.sentence)
        self._note.setText(self._view.note)
        show_whole(self.table, self._view.rows)
        self.detail.setVisible(bool(self._view.rows))
        if self.table.selected_rows():
            self._show_chosen(self.table.selected_rows())
        elif self._view.rows:
            self.table.choose(self._view.rows[0].id)

    def _show_chosen(self, chosen: Sequence[ThemeRow]) -> None:
        if self._view is not None and chosen:
            self.detail.show_theme(next(detail for detail in self._view.details if detail.id == chosen[-1].id))

    def _ask_theme(self) -> None:
        taken = {shown.id for shown in self._view.rows} if self._view else set()
        dialog = NewThemeDialog(taken, self)
        dialog.accepted.connect(lambda: self.themes_changed.emit((dialog.theme(),)))
        open_dialog(dialog)
