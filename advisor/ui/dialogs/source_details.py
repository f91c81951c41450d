"""What stands behind one source: what else was considered, or symbol by symbol what is on file."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QWidget

from advisor.presentation.views import DetailsView, Forgettable
from advisor.ui import metrics
from advisor.ui.dialogs.buttons import add_buttons, close_button
from advisor.ui.tables.columns import Column, Outline
from advisor.ui.tables.rows_table import RowsTable
from advisor.ui.theme import Themes
from advisor.ui.widgets import Button, Label, PrimaryButton, WrappedLabel, column, row

_WIDTH = 860
_LEAST_TABLE_HEIGHT, _MOST_TABLE_HEIGHT = 110, 380
_LEAST_SENTENCE_WIDTH = 240
_MARGINS = (24, 20, 24, 20)
_CHOOSE_FIRST = "Choose a symbol in the table first."
_Cells = tuple[str, ...]


class SourceDetailsDialog(QDialog):
    """A sentence, a table, and the verb of the source.

    Signals:
        verb_chosen: The source's verb was chosen; the dialog is gone by then.
        forget_chosen: `AskedFor` and the symbol of which what is on file is to be forgotten; the dialog is gone by then.
    """

    verb_chosen = Signal()
    forget_chosen = Signal(object, str)

    def __init__(self, view: DetailsView, note: str, verb: str, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(view.title)
        self.setModal(True)
        self.table = _table(view, themes)
        layout = column(self, _MARGINS, 10)
        layout.addWidget(WrappedLabel(view.title, "dialog_title", "plain"))
        layout.addWidget(WrappedLabel(view.sentence, "explanation", "muted"))
        if note:
            layout.addWidget(WrappedLabel(note, "body", "plain"))
        for remark in view.remarks:
            layout.addWidget(WrappedLabel(remark, "body", "plain"))
        layout.addWidget(self.table, 1)
        layout.addSpacing(metrics.SMALL_GAP)
        layout.addLayout(self._foot(verb, view.forgettable))
        # High enough for every row if the screen is, and still able to give way where it is not.
        self.table.setMinimumHeight(self.table.maximumHeight())
        self.resize(_WIDTH, layout.totalHeightForWidth(_WIDTH))
        self.table.setMinimumHeight(min(self.table.maximumHeight(), _LEAST_TABLE_HEIGHT))
        self.setFixedWidth(_WIDTH)
        self.accepted.connect(self.verb_chosen)

    def _foot(self, verb: str, forgettable: Forgettable | None) -> QHBoxLayout:
        foot = row(None, metrics.NO_MARGINS, metrics.SMALL_GAP)
        if forgettable is not None:
            self._add_forget(foot, forgettable)
        foot.addStretch(1)
        foot.addWidget(add_buttons(self, PrimaryButton(verb), "Close") if verb else close_button(self))
        return foot

    def _add_forget(self, foot: QHBoxLayout, forgettable: Forgettable) -> None:
        button = Button(forgettable.verb)
        button.clicked.connect(lambda: self._forget(forgettable))
        foot.addWidget(button)
        if len(forgettable.symbols) > 1:
            hint = Label(_CHOOSE_FIRST, "caption", "muted")
            foot.addWidget(hint)
            self._follow_choice(button, hint, forgettable)

    def _follow_choice(self, button: Button, hint: Label, forgettable: Forgettable) -> None:
        def follow() -> None:
            symbol = self._meant(forgettable)
            button.setEnabled(bool(symbol))
            hint.setText("" if symbol else _CHOOSE_FIRST)
            words = f"Forget the closes of {symbol}…" if symbol else forgettable.verb
            button.setText(words)
            button.setAccessibleName(words)

        self.table.selection_changed.connect(follow)
        follow()

    def _forget(self, forgettable: Forgettable) -> None:
        symbol = self._meant(forgettable)
        self.reject()
        self.forget_chosen.emit(forgettable.asked, symbol)

    def _meant(self, forgettable: Forgettable) -> str:
        """The only symbol, or that of the only row that is chosen; empty for none."""
        if len(forgettable.symbols) == 1:
            return forgettable.symbols[0]
        chosen = [cells[0] for cells in self.table.selected_rows()]
        return chosen[0] if len(chosen) == 1 and chosen[0] in forgettable.symbols else ""


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
