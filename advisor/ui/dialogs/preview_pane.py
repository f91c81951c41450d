"""One file of an import preview: what it was recognised as, where it goes, its rows and the checks on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from advisor.domain.statement import StatementPreview, with_assumed_day
from advisor.presentation.import_preview import build_import_preview
from advisor.presentation.views import ImportPreviewView, PreviewCheck, PreviewRow
from advisor.services.import_choices import FileChoices
from advisor.services.raw_line import raw_line
from advisor.ui import metrics
from advisor.ui.dialogs.account_fields import AccountFields
from advisor.ui.dialogs.raw_text import RawText
from advisor.ui.sign import Sign
from advisor.ui.tables.cells import chip, chip_width
from advisor.ui.tables.columns import SYMBOL_WIDTH, Column, Outline
from advisor.ui.tables.rows_table import RowsTable
from advisor.ui.theme import Themes
from advisor.ui.widgets import Card, Chip, Label, WrappedLabel, column, row

_FIELD_GAP = 14
_CHECKS_IN_A_ROW = 3
_LEAST_TABLE_HEIGHT = 130
_LEFT_OUT = "left out"
_CHOOSE_A_ROW = "Choose a row to see it as the file has it."
_TABLE_FIRST = 1000  # room goes to the table until all its rows are seen, then below the checks


class PreviewPane(QWidget):
    """Shows one `StatementPreview` and takes the investor's corrections."""

    def __init__(self, preview: StatementPreview, themes: Themes, *, renamable: bool) -> None:
        super().__init__()
        self._preview = preview
        self._themes = themes
        self.view = view = build_import_preview(preview)
        dated = preview.names_its_day or view.already_imported
        day = None if dated else preview.statement.as_of
        self.accounts = AccountFields(view, preview.accounts, renamable=renamable, assumed_day=day)
        self.accounts.day_changed.connect(self._count_as_of)
        self._caption = WrappedLabel(view.caption, "explanation", "muted")
        self._checks = _checks(view.checks, themes)
        self.table = RowsTable(_columns(view), themes, _OUTLINE, name="Rows of the file", hugs_rows=True)
        self.table.setMinimumHeight(_LEAST_TABLE_HEIGHT)
        self.table.show_rows(view.rows)
        self.raw = RawText("The row as the file has it")
        self.raw.setPlainText(_CHOOSE_A_ROW)
        self.table.selection_changed.connect(self._show_raw)
        self._column = column(self, metrics.NO_MARGINS, 0)
        self._lay_out()

    def choices(self) -> FileChoices:
        """What the investor said about the file."""
        return FileChoices(
            account_name=self.accounts.account_name(), tax_types=self.accounts.tax_types(), as_of=self.accounts.day()
        )

    def _lay_out(self) -> None:
        layout = self._column
        layout.addLayout(_title(self.view))
        layout.addSpacing(2)
        layout.addWidget(self._caption)
        layout.addSpacing(metrics.CARD_GAP)
        layout.addWidget(self.accounts)
        layout.addSpacing(metrics.CARD_GAP)
        layout.addWidget(self.table, _TABLE_FIRST)
        layout.addWidget(self.raw)
        layout.addSpacing(_FIELD_GAP)
        layout.addWidget(self._checks)
        layout.addStretch(1)

    def _show_raw(self, rows: Sequence[PreviewRow]) -> None:
        """The chosen row as the file has it."""
        if len(rows) != 1:
            self.raw.setPlainText(_CHOOSE_A_ROW)
            return
        text = raw_line(self._preview.content, self._preview.file, rows[0].line)
        self.raw.setPlainText(f"Line {rows[0].line_text}: {text}" if text else f"Row {rows[0].line_text} of the file")

    def _count_as_of(self, day: date) -> None:
        """Tell the same of another day: only the caption and the remarks name it."""
        view = build_import_preview(replace(self._preview, statement=with_assumed_day(self._preview.statement, day)))
        self._caption.setText(view.caption)
        checks = _checks(view.checks, self._themes)
        self._column.replaceWidget(self._checks, checks)
        self._checks.deleteLater()
        self._checks = checks


def _columns(view: ImportPreviewView) -> tuple[Column[PreviewRow], ...]:
    """Without those that no row of the file fills."""
    return tuple(column for column in _possible_columns(view) if any(map(column.text, view.rows)) or not view.rows)


def _possible_columns(view: ImportPreviewView) -> tuple[Column[PreviewRow], ...]:
    heading = view.change_heading or "State"
    return (
        Column("Line", lambda row: row.line_text, weight="muted", sort_key=_line_number),
        Column("Symbol", lambda row: row.symbol, weight="strong", flexible=True, least_width=SYMBOL_WIDTH),
        Column("Name in the file", lambda row: row.name, weight="muted", tone=_row_tone, flexible=True, least_width=150),
        Column("Quantity", lambda row: row.quantity_text, numeric=True),
        Column("Price", lambda row: row.price_text, numeric=True, drop_rank=1),
        Column(view.value_heading, lambda row: row.value_text, numeric=True, weight="strong"),
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


_OUTLINE: Outline[PreviewRow] = Outline(key=lambda row: row.key, warns=lambda row: row.state == _LEFT_OUT)


def _title(view: ImportPreviewView) -> QVBoxLayout:
    layout = column(None, metrics.NO_MARGINS, metrics.SMALL_GAP)
    line = row(None, metrics.NO_MARGINS, 12)
    title = WrappedLabel(view.title, "dialog_title")
    line.addWidget(title, 1)
    if view.already_imported:
        line.addWidget(Chip("Already imported", "warning"), 0, Qt.AlignmentFlag.AlignVCenter)
    layout.addLayout(line)
    return layout


def _checks(checks: Sequence[PreviewCheck], themes: Themes) -> QWidget:
    whole = QWidget()
    grid = QGridLayout(whole)
    grid.setContentsMargins(*metrics.NO_MARGINS)
    grid.setSpacing(metrics.CARD_GAP)
    for number, check in enumerate(checks):
        line, place = divmod(number, _CHECKS_IN_A_ROW)
        # What needs most words, the remarks, comes last and has the rest of its row.
        is_last = line > 0 and number == len(checks) - 1
        grid.addWidget(_check(check, themes), line, place, 1, _CHECKS_IN_A_ROW - place if is_last else 1)
    for place in range(min(len(checks), _CHECKS_IN_A_ROW)):
        grid.setColumnStretch(place, 1)
    return whole


def _check(check: PreviewCheck, themes: Themes) -> Card:
    card = Card()
    card.setAccessibleName(f"{check.title}. {check.text}")
    line = row(None, metrics.NO_MARGINS, 12)
    line.addWidget(Sign(check.icon, themes, check.tone, metrics.NAV_ICON), 0, Qt.AlignmentFlag.AlignTop)
    words = column(None, metrics.NO_MARGINS, 2)
    words.addWidget(Label(check.title, "strong"))
    text = WrappedLabel(check.text, "caption", "muted")
    words.addWidget(text)
    words.addStretch(1)
    line.addLayout(words, 1)
    card.body.addLayout(line)
    return card
