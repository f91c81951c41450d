"""What an import left out, row by row, and what it remarked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from advisor.presentation.views import ImportNotesView, LeftOutRow
from advisor.ui import metrics
from advisor.ui.dialogs.buttons import close_button
from advisor.ui.tables.columns import Column, Outline
from advisor.ui.tables.rows_table import RowsTable
from advisor.ui.theme import Themes
from advisor.ui.widgets import Label, WrappedLabel, column

_WIDTH = 900
_LEAST_TABLE_HEIGHT = 110
_MARGINS = (24, 20, 24, 20)
_COLUMNS: tuple[Column[LeftOutRow], ...] = (
    Column("Line", lambda row: row.line_text, weight="muted", sort_key=lambda row: float(row.line_text.replace(",", ""))),
    Column("Why", lambda row: row.reason, flexible=True, least_width=420),
    Column("In the file", lambda row: row.text, weight="muted", flexible=True, least_width=180),
)
_OUTLINE: Outline[LeftOutRow] = Outline(key=lambda row: row.line_text)


class ImportNotesDialog(QDialog):
    """Records that add up, each row left out with its reason, and a way out."""

    def __init__(self, view: ImportNotesView, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(view.title)
        self.setModal(True)
        self.setFixedWidth(_WIDTH)
        layout = column(self, _MARGINS, 10)
        layout.addWidget(WrappedLabel(view.title, "dialog_title"))
        layout.addWidget(WrappedLabel(view.caption, "explanation", "muted"))
        layout.addWidget(WrappedLabel(view.counts_text, "body"))
        if view.rows:
            layout.addWidget(_table(view.rows, themes), 1)
        layout.addLayout(_remarks(view.remarks))
        layout.addSpacing(metrics.GAP)
        layout.addWidget(close_button(self))


def _table(rows: Sequence[LeftOutRow], themes: Themes) -> RowsTable[LeftOutRow]:
    table = RowsTable(_COLUMNS, themes, _OUTLINE, name="Rows left out", hugs_rows=True)
    table.setMinimumHeight(_LEAST_TABLE_HEIGHT)
    table.show_rows(rows)
    return table


def _remarks(remarks: Sequence[str]) -> QVBoxLayout:
    layout = column(None, metrics.NO_MARGINS, metrics.SMALL_GAP)
    if remarks:
        layout.addWidget(Label("Remarks", "table_head", "muted"))
    for remark in remarks:
        layout.addWidget(WrappedLabel(remark, "body"))
    return layout
