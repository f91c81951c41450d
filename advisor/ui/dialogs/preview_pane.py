"""One file of an import preview: what it was recognised as, where it goes, its rows and the checks on them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLineEdit, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from advisor.domain.portfolio import TaxType
from advisor.domain.statement import AccountMatch
from advisor.presentation.labels import TAX_LABELS
from advisor.presentation.views import ImportPreviewView, PreviewCheck, PreviewRow
from advisor.ui import metrics
from advisor.ui.fonts import font
from advisor.ui.sign import Sign
from advisor.ui.tables.cells import chip, chip_width
from advisor.ui.tables.columns import Column, Outline
from advisor.ui.tables.rows_table import RowsTable
from advisor.ui.theme import Themes
from advisor.ui.widgets import Card, Chip, Label, Select, column, row

_FIELD_GAP = 14
_MOST_ACCOUNT_HEIGHT = 132
_CHECKS_IN_A_ROW = 3
_LEFT_OUT = "left out"
_TABLE_FIRST = 1000  # room goes to the table until all its rows are seen, then below the checks


class PreviewPane(QWidget):
    """Shows one `ImportPreviewView` and takes the investor's corrections."""

    def __init__(self, view: ImportPreviewView, matches: Sequence[AccountMatch], themes: Themes, *, renamable: bool) -> None:
        super().__init__()
        self._matches = tuple(matches)
        self._names: dict[str, QLineEdit] = {}
        self._tax_types: dict[str, Select] = {}
        self.table = RowsTable(_columns(view), themes, _OUTLINE, name="Rows of the file", hugs_rows=True)
        self.table.show_rows(view.rows)
        layout = column(self, metrics.NO_MARGINS, 0)
        layout.addLayout(_title(view))
        layout.addSpacing(2)
        layout.addWidget(_caption(view.caption))
        layout.addSpacing(metrics.CARD_GAP)
        layout.addWidget(self._fields(view, renamable=renamable))
        layout.addSpacing(metrics.CARD_GAP)
        layout.addWidget(self.table, _TABLE_FIRST)
        layout.addSpacing(_FIELD_GAP)
        layout.addLayout(_checks(view.checks, themes))
        layout.addStretch(1)

    def account_name(self) -> str | None:
        """The name typed for the file's only account; None where it was left as it is."""
        for match in self._matches:
            field = self._names.get(match.key)
            if field is not None and field.text().strip() not in ("", match.name):
                return field.text().strip()
        return None

    def tax_types(self) -> Mapping[str, TaxType]:
        """Tax treatments that the investor changed, by account key."""
        chosen = {match.key: TaxType(self._tax_types[match.key].currentData()) for match in self._matches}
        return {match.key: chosen[match.key] for match in self._matches if chosen[match.key] != match.tax_type}

    def _fields(self, view: ImportPreviewView, *, renamable: bool) -> QWidget:
        whole = QWidget()
        grid = QGridLayout(whole)
        grid.setContentsMargins(*metrics.NO_MARGINS)
        grid.setHorizontalSpacing(_FIELD_GAP)
        grid.setVerticalSpacing(metrics.GAP)
        recognized = _said(view.recognized_text, "Recognized as")
        grid.addLayout(_field("Recognized as", recognized), 0, 0)
        for number, ((_key, label, _tax), match) in enumerate(zip(view.accounts, self._matches, strict=True)):
            self._add_account(grid, number, label, match, renamable=renamable)
        for place in range(3):
            grid.setColumnStretch(place, 1)
        return _scrolled(whole) if len(view.accounts) > 2 else whole

    def _add_account(self, grid: QGridLayout, number: int, label: str, match: AccountMatch, *, renamable: bool) -> None:
        tax = Select()
        tax.setFont(font("body"))
        tax.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        for kind in TaxType:
            tax.addItem(TAX_LABELS[kind], userData=kind)
        tax.setCurrentIndex(tax.findData(match.tax_type))
        self._tax_types[match.key] = tax
        if renamable:
            name = _line(match.name, f"Into account {match.number_masked}".strip())
            self._names[match.key] = name
            heading = name.accessibleName()
        else:
            name, heading = _said(label, "Into account"), "Into account" if number == 0 else ""
        tax.setAccessibleName(f"Tax treatment of {label}")
        grid.addLayout(_field(heading, name), number, 1)
        grid.addLayout(_field("Tax treatment" if number == 0 else "", tax), number, 2)


def _columns(view: ImportPreviewView) -> tuple[Column[PreviewRow], ...]:
    heading = view.change_heading or "State"
    return (
        Column("Line", lambda row: row.line_text, weight="muted", sort_key=_line_number),
        Column("Symbol", lambda row: row.symbol, weight="strong"),
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


def _line(text: str, heading: str) -> QLineEdit:
    field = QLineEdit(text)
    field.setFont(font("body"))
    field.setAccessibleName(heading)
    field.setCursorPosition(0)
    return field


def _said(text: str, heading: str) -> QLineEdit:
    """A field that only tells: it can be read and copied, not changed."""
    field = _line(text, heading)
    field.setReadOnly(True)
    field.setProperty("told", True)
    return field


def _field(heading: str, field: QWidget) -> QVBoxLayout:
    layout = column(None, metrics.NO_MARGINS, metrics.SMALL_GAP)
    if heading:
        layout.addWidget(Label(heading, "caption", "muted"))
    layout.addWidget(field)
    layout.addStretch(1)
    return layout


def _scrolled(whole: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(whole)
    area.setFixedHeight(min(whole.sizeHint().height(), _MOST_ACCOUNT_HEIGHT))
    return area


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
