"""The fields of a household's taxes, with what is wrong with each below it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from advisor.advice.model.tax_profile import TaxProfile
from advisor.domain.tax_tables import FilingStatus
from advisor.presentation.tax_form import FILING_LABELS, TAX_FIELDS, ReadProfile, TaxField, read_profile, typed_profile
from advisor.ui import metrics
from advisor.ui.choices import Select
from advisor.ui.fonts import font
from advisor.ui.widgets import Button, Label, WrappedLabel, column, row

_COLUMNS = 2
_GAP_BETWEEN = 28


class TaxFields(QWidget):
    """Filing status, income, rates, gains so far, losses carried in.

    Signals:
        changed: Something else stands in a field now.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._year = 0
        self.filing = filing_select("Filing status")
        self.fill_in = Button("Fill in from your transactions", small=True)
        self.found = WrappedLabel("", "caption", "muted")
        self._fields: dict[str, QLineEdit] = {}
        self._notes: dict[str, Label] = {}
        self._explanations: dict[str, str] = {}
        self._lay_out()
        self.filing.currentIndexChanged.connect(lambda _place: self.changed.emit())
        for field in self._fields.values():
            field.textChanged.connect(lambda _text: self.changed.emit())

    def show_profile(self, profile: TaxProfile, year: int) -> None:
        """Write a profile into the fields; it will count for this year."""
        self._year = year
        self.filing.setCurrentIndex(self.filing.findData(profile.filing))
        self.write(typed_profile(profile))

    def write(self, texts: Mapping[str, str]) -> None:
        """Write some fields, by key."""
        for key, text in texts.items():
            self._fields[key].setText(text)

    def read(self) -> ReadProfile:
        """What the fields say; what is wrong stands below its field from now on."""
        texts = {key: field.text() for key, field in self._fields.items()}
        read = read_profile(FilingStatus(self.filing.currentData()), self._year, texts)
        for key, note in self._notes.items():
            fault = read.faults.get(key, "")
            note.setText(fault or self._explanations[key])
            note.set_tone("negative" if fault else "muted")
            self._fields[key].setAccessibleDescription(note.text())
        return read

    def _lay_out(self) -> None:
        layout = column(self, metrics.NO_MARGINS, metrics.CARD_GAP)
        first = row(None, metrics.NO_MARGINS, metrics.GAP)
        label = Label("Filing status")
        label.setBuddy(self.filing)
        first.addWidget(label)
        first.addWidget(self.filing)
        first.addStretch(1)
        layout.addLayout(first)
        grid = QGridLayout()
        grid.setContentsMargins(*metrics.NO_MARGINS)
        grid.setHorizontalSpacing(_GAP_BETWEEN)
        grid.setVerticalSpacing(metrics.CARD_GAP)
        for place, (title, fields) in enumerate(TAX_FIELDS):
            grid.addLayout(self._group(title, fields), place // _COLUMNS, place % _COLUMNS, Qt.AlignmentFlag.AlignTop)
        for place in range(_COLUMNS):
            grid.setColumnStretch(place, 1)
        layout.addLayout(grid)
        layout.addLayout(self._tools())

    def _tools(self) -> QVBoxLayout:
        tools = column(None, metrics.NO_MARGINS, metrics.SMALL_GAP)
        self.found.hide()
        tools.addWidget(self.fill_in, 0, Qt.AlignmentFlag.AlignLeft)
        tools.addWidget(self.found)
        return tools

    def _group(self, title: str, fields: tuple[TaxField, ...]) -> QVBoxLayout:
        group = column(None, metrics.NO_MARGINS, metrics.GAP)
        group.addWidget(Label(title, "strong"))
        line = row(None, metrics.NO_MARGINS, 12)
        for field in fields:
            line.addLayout(self._field(field), 1)
        group.addLayout(line)
        return group

    def _field(self, asked: TaxField) -> QVBoxLayout:
        layout = column(None, metrics.NO_MARGINS, metrics.SMALL_GAP)
        field, note = QLineEdit(), WrappedLabel(asked.explanation, "caption", "muted")
        field.setFont(font("control"))
        field.setPlaceholderText(asked.empty)
        field.setFixedHeight(metrics.CONTROL_HEIGHT)
        field.setAccessibleName(asked.heading)
        field.setAccessibleDescription(asked.explanation)
        note.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        heading = Label(asked.heading, "caption")
        heading.setBuddy(field)
        self._fields[asked.key], self._notes[asked.key] = field, note
        self._explanations[asked.key] = asked.explanation
        layout.addWidget(heading)
        layout.addWidget(field)
        layout.addWidget(note, 1)
        return layout


def filing_select(name: str) -> Select:
    """A choice of filing statuses; `currentData` is a `FilingStatus`."""
    select = Select()
    for status, label in FILING_LABELS.items():
        select.addItem(label, status)
    select.setAccessibleName(name)
    return select
