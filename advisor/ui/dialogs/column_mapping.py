"""Saying what the columns of a file mean that no importer knows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from advisor.domain.column_mapping import ColumnMapping, MappingGuess, Meaning
from advisor.domain.errors import AdvisorError
from advisor.domain.statement import StatementKind
from advisor.presentation.column_mapping import (
    build_failure_status,
    build_missing_status,
    build_trial_status,
    opening_words,
)
from advisor.presentation.views import MappingStatus
from advisor.ui import metrics
from advisor.ui.dialogs.buttons import add_buttons
from advisor.ui.dialogs.mapping_fields import MappingFields
from advisor.ui.dialogs.meaning_table import MeaningTable
from advisor.ui.dialogs.understanding import Understanding
from advisor.ui.widgets import Card, PrimaryButton, WrappedLabel, column, row, rule

if TYPE_CHECKING:
    from advisor.services.map_columns import Trial

_SIZE = (960, 640)
_LEAST_SIZE = (820, 560)
_MARGINS = (24, 18, 24, 16)
_FOOT_MARGINS = (24, 14, 24, 14)
_SIDE_WIDTH = 280
_PAUSE = 150  # ms without a change before the file is read again


class ColumnMappingDialog(QDialog):
    """The first rows with a choice above each column. Accepted means: read the file by `mapping()`.

    Args:
        said_before: The guess is what the investor said of such columns before: it stays however the file is cut.

    Signals:
        guess_wanted: The file is to be cut in another way: `TableLayout` and `StatementKind`. Answer with `show_guess`.
        trial_wanted: A `ColumnMapping` to read the file by. Answer with `show_trial` or `show_failure`.
    """

    guess_wanted = Signal(object, object)
    trial_wanted = Signal(object)

    def __init__(self, file: str, guess: MappingGuess, parent: QWidget | None = None, *, said_before: bool = False) -> None:
        super().__init__(parent)
        self.setWindowTitle("Columns of an unknown file")
        self.setAccessibleName(f"Columns of {file}")
        self.setModal(True)
        self.resize(*_SIZE)
        self.setMinimumSize(*_LEAST_SIZE)
        self._guess = guess
        self._said: dict[str, Meaning | None] = {}
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self.fields = MappingFields()
        self.table = MeaningTable()
        self.status = WrappedLabel("", "body")
        self.continue_button = PrimaryButton("Continue")
        self.understood = Understanding()
        self._undecided = WrappedLabel("", "caption", "warning")
        self._lay_out(file)
        self._connect()
        self.show_guess(guess)
        if said_before:
            self.fields.keep(guess.mapping.as_of)
            self._said = {heading: meaning for meaning, heading in guess.mapping.columns.items()}

    def mapping(self) -> ColumnMapping:
        """What the investor says now."""
        columns = {meaning: self._guess.headings[index] for index, meaning in self.table.meanings().items()}
        mapping = replace(self._guess.mapping, columns=columns, action_words=self.understood.action_words.said())
        return self.fields.completed(mapping)

    def show_guess(self, guess: MappingGuess) -> None:
        """Draw the file as it is cut now; what was said about a column stays with its heading."""
        self._guess = guess
        mapping = guess.mapping
        self.fields.show_guess(guess)
        self.table.show_rows(guess.rows, guess.headings, mapping.header_line)
        meanings = {heading: meaning for meaning, heading in mapping.columns.items() if meaning not in self._said.values()}
        for heading, meaning in self._said.items():
            meanings.pop(heading, None)
            if meaning is not None:
                meanings[heading] = meaning
        sureness = {meaning: sure for meaning, sure in guess.sureness.items() if meaning not in self._said.values()}
        self.table.show_meanings(mapping.kind, guess.headings, meanings, sureness)
        before: QWidget = self.fields.signs
        for select in self.table.choices:  # made anew: the keyboard comes to them after the fields
            QWidget.setTabOrder(before, select)
            before = select
        self.understood.action_words.start_with(mapping.action_words)
        if mapping.kind is not StatementKind.TRANSACTIONS:
            self.understood.show_actions(())
        self._ask_for_trial()

    def show_trial(self, mapping: ColumnMapping, trial: Trial) -> None:
        """Tell what reading by a mapping would give, unless it was changed meanwhile."""
        if mapping == self.mapping():
            self.fields.show_day(trial.statement.as_of, asked=mapping.takes_a_day)
            self.understood.show_actions(trial.actions)
            self._tell(build_trial_status(mapping, trial.statement, trial.actions))

    def show_failure(self, error: Exception) -> None:
        """Tell why the file cannot be read so."""
        if isinstance(error, AdvisorError):
            self._tell(build_failure_status(error))

    def _tell(self, status: MappingStatus) -> None:
        self.status.setText(status.text)
        self.status.set_tone(status.tone)
        self.continue_button.setEnabled(status.ready)
        self.understood.show_facts(status.understood)

    def _connect(self) -> None:
        self.fields.layout_changed.connect(lambda: self._ask_for_guess(with_headings=False))
        self.fields.headings_changed.connect(lambda: self._ask_for_guess(with_headings=True))
        self.fields.changed.connect(self._ask_for_trial)
        self.table.changed.connect(self._on_meaning_changed)
        self.understood.action_words.changed.connect(self._ask_for_trial)
        self._pause.timeout.connect(self._try)

    def _on_meaning_changed(self) -> None:
        chosen = self.table.meanings()
        guessed = {heading: meaning for meaning, heading in self._guess.mapping.columns.items()}
        for index, heading in enumerate(self._guess.headings):
            if heading in self._said or chosen.get(index) != guessed.get(heading):
                self._said[heading] = chosen.get(index)
        self._ask_for_trial()

    def _ask_for_guess(self, *, with_headings: bool) -> None:
        self.continue_button.setEnabled(False)
        self.guess_wanted.emit(self.fields.layout_said(with_headings=with_headings), self.fields.kind_said())

    def _ask_for_trial(self) -> None:
        unclear = self.fields.unclear(self._guess)
        self._undecided.setText("\n".join(unclear))
        self._undecided.setVisible(bool(unclear))
        self.continue_button.setEnabled(False)
        self._pause.start()

    def _try(self) -> None:
        mapping = self.mapping()
        if mapping.missing:
            self._tell(build_missing_status(mapping))
        else:
            self.trial_wanted.emit(mapping)

    def _lay_out(self, file: str) -> None:
        layout = column(self, metrics.NO_MARGINS, 0)
        body = column(None, _MARGINS, 12)
        title = WrappedLabel(f"What the columns of {file} mean", "dialog_title")
        body.addWidget(title)
        opening = WrappedLabel(opening_words(file), "explanation", "muted")
        body.addWidget(opening)
        body.addWidget(self.fields)
        body.addLayout(self._middle(), 1)
        layout.addLayout(body, 1)
        layout.addWidget(rule())
        layout.addLayout(self._foot())

    def _middle(self) -> QHBoxLayout:
        halves = row(None, metrics.NO_MARGINS, metrics.CARD_GAP)
        rows = Card()
        rows.setAccessibleName("First rows of the file")
        rows.body.addWidget(self.table)
        halves.addWidget(rows, 1)
        side = column(None, metrics.NO_MARGINS, metrics.GAP)
        self.understood.setFixedWidth(_SIDE_WIDTH)
        self._undecided.setFixedWidth(_SIDE_WIDTH)
        side.addWidget(self.understood, 1)
        side.addWidget(self._undecided)
        halves.addLayout(side)
        return halves

    def _foot(self) -> QVBoxLayout:
        foot = column(None, _FOOT_MARGINS, 0)
        line = row(None, metrics.NO_MARGINS, 14)
        line.addWidget(self.status, 1)
        line.addWidget(add_buttons(self, self.continue_button))
        foot.addLayout(line)
        return foot
