"""What no price tells: the gap in earnings growth, the economy's dials and other published figures, each of them editable."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from advisor.presentation.rotation.figures import CHANGE, TAKE_BACK, another_value
from advisor.presentation.views.rotation_ledger import FigureRow, FiguresView, GapRow, StatedFigure, ValuationRow
from advisor.services.clock import today
from advisor.ui import metrics
from advisor.ui.dialogs.opening import open_dialog
from advisor.ui.dialogs.state_figure import StateFigureDialog
from advisor.ui.pages.rotation_layout import INSIDE_CARD, paragraph, reveal, show_whole
from advisor.ui.tables.ledger_columns import (
    DIAL_OUTLINE,
    FIGURE_OUTLINE,
    GAP_COLUMNS,
    GAP_OUTLINE,
    VALUATION_COLUMNS,
    VALUATION_OUTLINE,
    dial_columns,
    figure_columns,
)
from advisor.ui.tables.rows_table import RowAction, RowsTable
from advisor.ui.theme import Themes
from advisor.ui.widgets import Card, column


class FiguresSection(QWidget):
    """Four tables, and the question for a value of the investor's own.

    Signals:
        stated: A `Figure` of the investor's.
        taken_back: Id of a figure of the investor's that is to be forgotten.
        failed: An exception that the frame should tell.
    """

    stated = Signal(object)
    taken_back = Signal(str)
    failed = Signal(object)

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self._gap_sentence = paragraph()
        self._standing = paragraph("", "caption", "muted")
        self.gaps: RowsTable[GapRow] = RowsTable(GAP_COLUMNS, themes, GAP_OUTLINE, name="Earnings growth gap", hugs_rows=True)
        self._valuation = paragraph("", "caption", "muted")
        self.valuations: RowsTable[ValuationRow] = RowsTable(
            VALUATION_COLUMNS, themes, VALUATION_OUTLINE, name="P/E of groups of companies", hugs_rows=True
        )
        self.dials: RowsTable[FigureRow] = RowsTable(
            dial_columns(), themes, DIAL_OUTLINE, name="Dials of the economy", hugs_rows=True, verb_on_enter=False
        )
        self.figures: RowsTable[FigureRow] = RowsTable(
            figure_columns(), themes, FIGURE_OUTLINE, name="Published figures", hugs_rows=True, verb_on_enter=False
        )
        layout = column(self, metrics.NO_MARGINS, metrics.CARD_GAP)
        layout.addWidget(_card("Earnings growth gap", "stated beside published", self._gap_sentence, self.gaps))
        layout.addWidget(_card("Forward P/E", "published beside worked out", self.valuations, self._valuation))
        layout.addWidget(_card("Dials of the economy", "live where a source answers, else dated", self.dials))
        layout.addWidget(_card("Published figures", "dated and sourced", self._standing, self.figures))
        self.gaps.row_entered.connect(lambda gap: self.choose(gap.figure))
        for plain in (self.gaps, self.valuations):
            plain.failed.connect(self.failed)
        for table in (self.dials, self.figures):
            table.verb_chosen.connect(self._act)
            table.row_entered.connect(self._ask)
            table.set_row_actions(self._row_actions)
            table.failed.connect(self.failed)

    def show_view(self, view: FiguresView) -> None:
        """Draw every figure."""
        self._gap_sentence.setText(view.gap_sentence)
        self._standing.setText(view.standing_sentence)
        show_whole(self.gaps, view.gaps)
        show_whole(self.valuations, view.valuations.rows)
        self._valuation.setText(view.valuations.sentence)
        show_whole(self.dials, view.dials)
        show_whole(self.figures, view.figures)

    def choose(self, key: str) -> bool:
        """Select a dial or a figure; says whether there is one."""
        for table in (self.dials, self.figures):
            if any(shown.key == key for shown in table.standing_rows()):
                table.clear_selection()
                table.choose(key)
                table.tree.setFocus()
                reveal(table)
                return True
        return False

    def _row_actions(self, shown: FigureRow) -> Sequence[RowAction]:
        if shown.figure is None:
            return ()
        take_back = ((TAKE_BACK, partial(self.taken_back.emit, shown.figure.id)),) if shown.figure.is_users else ()
        more = partial(self._open, another_value(shown.figure, today()))
        return ((CHANGE, partial(self._ask, shown)), *take_back, ("Add another value…", more))

    def _act(self, shown: FigureRow) -> None:
        if shown.figure is not None and shown.figure.is_users:
            self.taken_back.emit(shown.figure.id)
        else:
            self._ask(shown)

    def _ask(self, shown: FigureRow) -> None:
        if shown.figure is not None:
            self._open(shown.figure)

    def _open(self, asked: StatedFigure) -> None:
        dialog = StateFigureDialog(asked, self)
        dialog.accepted.connect(lambda: self.stated.emit(dialog.figure()))
        open_dialog(dialog)


def _card(title: str, caption: str, *parts: QWidget) -> Card:
    card = Card(title, caption)
    for part in parts:
        if isinstance(part, RowsTable):
            part.setObjectName(INSIDE_CARD)
        card.body.addWidget(part)
    return card
