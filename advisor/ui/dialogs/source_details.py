"""What stands behind one source: what else was considered, or symbol by symbol what is on file."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QWidget

from advisor.presentation.views import DetailsView
from advisor.ui import metrics
from advisor.ui.dialogs.buttons import add_buttons, close_button
from advisor.ui.tables.columns import Column, Outline
from advisor.ui.tables.rows_table import RowsTable
from advisor.ui.theme import Themes
from advisor.ui.widgets import Label, PrimaryButton, column

_WIDTH = 860
_LEAST_TABLE_HEIGHT, _MOST_TABLE_HEIGHT = 110, 380
_LEAST_SENTENCE_WIDTH = 240
_MARGINS = (24, 20, 24, 20)
_Cells = tuple[str, ...]


class SourceDetailsDialog(QDialog):
    """A sentence, a table, and the verb of the source.

    Signals:
        verb_chosen: The source's verb was chosen; the dialog is gone by then.
    """

    verb_chosen = Signal()

    def __init__(self, view: DetailsView, note: str, verb: str, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(view.title)
        self.setModal(True)
        self.table = _table(view, themes)
        layout = column(self, _MARGINS, 10)
        layout.addWidget(_wrapped(view.title, "dialog_title", "plain"))
        layout.addWidget(_wrapped(view.sentence, "explanation", "muted"))
        if note:
            layout.addWidget(_wrapped(note, "body", "plain"))
        layout.addWidget(self.table, 1)
        layout.addSpacing(metrics.SMALL_GAP)
        layout.addWidget(add_buttons(self, PrimaryButton(verb), "Close") if verb else close_button(self))
        # High enough for every row if the screen is, and still able to give way where it is not.
        self.table.setMinimumHeight(self.table.maximumHeight())
        self.resize(_WIDTH, layout.totalHeightForWidth(_WIDTH))
        self.table.setMinimumHeight(min(self.table.maximumHeight(), _LEAST_TABLE_HEIGHT))
        self.setFixedWidth(_WIDTH)
        self.accepted.connect(self.verb_chosen)


def _table(view: DetailsView, themes: Themes) -> RowsTable[_Cells]:
    columns = tuple(
        Column[_Cells](
            heading,
            partial(_cell, place),
            weight="strong" if place == 0 else "plain",
            numeric=place in view.numeric,
            flexible=place in view.wordy,
            wraps=place in view.wordy,
            least_width=_LEAST_SENTENCE_WIDTH,
        )
        for place, heading in enumerate(view.headings)
    )
    outline: Outline[_Cells] = Outline(key=" ".join)
    table = RowsTable(columns, themes, outline, name=view.title, hugs_rows=True)
    table.show_rows(view.rows)
    table.setMaximumHeight(min(table.maximumHeight(), _MOST_TABLE_HEIGHT))
    return table


def _cell(place: int, cells: _Cells) -> str:
    return cells[place]


def _wrapped(text: str, role: str, tone: str) -> Label:
    label = Label(text, role, tone)
    label.setWordWrap(True)
    return label
