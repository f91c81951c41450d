"""The log: what each source answered, and when."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QHBoxLayout, QWidget

from advisor.presentation.views import AnswerRow
from advisor.ui import metrics
from advisor.ui.choices import SegmentedControl
from advisor.ui.dialogs.buttons import close_button
from advisor.ui.errors import show_error
from advisor.ui.icons import icon
from advisor.ui.tables.answer_columns import ANSWER_COLUMNS, ANSWER_OUTLINE
from advisor.ui.tables.filter_field import FilterField
from advisor.ui.tables.rows_table import RowsTable
from advisor.ui.theme import Themes
from advisor.ui.widgets import Button, Label, column, row

_SIZE = (940, 560)
_MARGINS = (24, 20, 24, 20)
_ALL, _FAILED = "all", "failed"


class AnswerLogDialog(QDialog):
    """Answers, newest first; to be filtered, copied and exported."""

    def __init__(self, answers: Sequence[AnswerRow], themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._answers = tuple(answers)
        self.setWindowTitle("What the sources answered")
        self.setModal(True)
        self.resize(*_SIZE)
        self.table = RowsTable(ANSWER_COLUMNS, themes, ANSWER_OUTLINE, name="Answers")
        self.table.failed.connect(lambda error: show_error(self, error))
        failed = sum(answer.failed for answer in self._answers)
        self._which = SegmentedControl(((_ALL, "All"), (_FAILED, f"No answer {failed:,}")), "Which answers")
        self._which.setVisible(0 < failed < len(self._answers))
        self._which.changed.connect(lambda _key: self._show())
        layout = column(self, _MARGINS, 10)
        layout.addWidget(Label("What the sources answered", "dialog_title"))
        layout.addLayout(self._tools(themes))
        layout.addWidget(self.table, 1)
        layout.addSpacing(metrics.SMALL_GAP)
        layout.addWidget(close_button(self))
        self._show()
        self.filter.setFocus()

    def _tools(self, themes: Themes) -> QHBoxLayout:
        self.filter = FilterField(themes)
        self.filter.textChanged.connect(self.table.look_for)
        self.table.filter_dropped.connect(self.filter.clear)
        copy = Button("Copy", icon("copy", themes, "text"), small=True)
        copy.clicked.connect(self.table.copy_selection)
        export = Button("Export…", icon("share", themes, "text"), small=True)
        export.clicked.connect(self.table.export_csv)
        tools = row(None, metrics.NO_MARGINS, 12)
        tools.addWidget(self._which)
        tools.addWidget(self.filter, 1)
        tools.addStretch(1)
        tools.addWidget(copy)
        tools.addWidget(export)
        return tools

    def _show(self) -> None:
        wanted = self._which.chosen
        self.table.show_rows([answer for answer in self._answers if answer.failed or wanted == _ALL])
