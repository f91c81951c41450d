"""One file of an import preview: what it was recognised as, where it goes, its rows and the checks on them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from advisor.domain.statement import AccountMatch
from advisor.presentation.views import ImportPreviewView, PreviewCheck, PreviewRow
from advisor.ui import metrics
from advisor.ui.dialogs.account_fields import AccountFields
from advisor.ui.sign import Sign
from advisor.ui.tables.cells import chip, chip_width
from advisor.ui.tables.columns import SYMBOL_WIDTH, Column, Outline
from advisor.ui.tables.rows_table import RowsTable
from advisor.ui.theme import Themes
from advisor.ui.widgets import Card, Chip, Label, column, row

_FIELD_GAP = 14
_CHECKS_IN_A_ROW = 3
_LEAST_TABLE_HEIGHT = 130
_LEFT_OUT = "left out"
_TABLE_FIRST = 1000  # room goes to the table until all its rows are seen, then below the checks


class PreviewPane(QWidget):
    """Shows one `ImportPreviewView` and takes the investor's corrections."""

    def __init__(self, view: ImportPreviewView, matches: Sequence[AccountMatch], themes: Themes, *, renamable: bool) -> None:
        super().__init__()
        self.accounts = AccountFields(view, matches, renamable=renamable)
        self.table = RowsTable(_columns(view), themes, _OUTLINE, name="Rows of the file", hugs_rows=True)
        self.table.setMinimumHeight(_LEAST_TABLE_HEIGHT)
        self.table.show_rows(view.rows)
        layout = column(self, metrics.NO_MARGINS, 0)
        layout.addLayout(_title(view))
        layout.addSpacing(2)
        layout.addWidget(_caption(view.caption))
        layout.addSpacing(metrics.CARD_GAP)
        layout.addWidget(self.accounts)
        layout.addSpacing(metrics.CARD_GAP)
        layout.addWidget(self.table, _TABLE_FIRST)
        layout.addSpacing(_FIELD_GAP)
        layout.addLayout(_checks(view.checks, themes))
        layout.addStretch(1)


def _columns(view: ImportPreviewView) -> tuple[Column[PreviewRow], ...]:
    heading = view.change_heading or "State"
    return (
        Column("Line", lambda row: row.line_text, weight="muted", sort_key=_line_number),
        Column("Symbol", lambda row: row.symbol, weight="strong", flexible=True, least_width=SYMBOL_WIDTH),
        Column("Name in the file", lambda row: row.name, weight="muted", tone=_row_tone, flexible=True, least_width=150),
        Column("Quantity", lambda row: row.quantity_text, numeric=True),
        Column("Price", lambda row: row.price_text, numeric=True, drop_rank=1),
        Column("Value", lambda row: row.value_text, numeric=True, weight="strong"),
        Column("Cost basis", lambda row: row.cost_text, numeric=True, weight="muted", drop_rank=2),
        Column(
            heading,
            lambda row: row.change_text,
            painter=chip(lambda row: row.change_text, lambda row: row.tone),
            painted_width=max((chip_width(shown.change_text) for shown in view.rows), default=0),
        ),
    )


def _line_number(shown: PreviewRow) -> float:
    return float(shown.line_text.replace(",", ""))


def _row_tone(shown: PreviewRow) -> str:
    return "warning" if shown.state == _LEFT_OUT else "plain"


_OUTLINE: Outline[PreviewRow] = Outline(key=lambda row: row.line_text, warns=lambda row: row.state == _LEFT_OUT)


def _title(view: ImportPreviewView) -> QVBoxLayout:
    layout = column(None, metrics.NO_MARGINS, metrics.SMALL_GAP)
    line = row(None, metrics.NO_MARGINS, 12)
    title = Label(view.title, "dialog_title")
    title.setWordWrap(True)
    line.addWidget(title, 1)
    if view.already_imported:
        line.addWidget(Chip("Already imported", "warning"), 0, Qt.AlignmentFlag.AlignVCenter)
    layout.addLayout(line)
    return layout


def _caption(text: str) -> Label:
    caption = Label(text, "explanation", "muted")
    caption.setWordWrap(True)
    return caption


def _checks(checks: Sequence[PreviewCheck], themes: Themes) -> QGridLayout:
    grid = QGridLayout()
    grid.setContentsMargins(*metrics.NO_MARGINS)
    grid.setSpacing(metrics.CARD_GAP)
    for number, check in enumerate(checks):
        grid.addWidget(_check(check, themes), number // _CHECKS_IN_A_ROW, number % _CHECKS_IN_A_ROW)
    for place in range(min(len(checks), _CHECKS_IN_A_ROW)):
        grid.setColumnStretch(place, 1)
    return grid


def _check(check: PreviewCheck, themes: Themes) -> Card:
    card = Card()
    card.setAccessibleName(f"{check.title}. {check.text}")
    line = row(None, metrics.NO_MARGINS, 12)
    line.addWidget(Sign(check.icon, themes, check.tone, metrics.NAV_ICON), 0, Qt.AlignmentFlag.AlignTop)
    words = column(None, metrics.NO_MARGINS, 2)
    words.addWidget(Label(check.title, "strong"))
    text = Label(check.text, "caption", "muted")
    text.setWordWrap(True)
    words.addWidget(text)
    words.addStretch(1)
    line.addLayout(words, 1)
    card.body.addLayout(line)
    return card
