"""A limit that the investor may set on a plan: its field, and what it says once it is in force."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from advisor.ui.choices import Select
from advisor.ui.fonts import font
from advisor.ui.widgets import headed

FIELD_WIDTH = 155


def typed_field(placeholder: str, width: int) -> QLineEdit:
    """A field for typing in the type of controls."""
    field = QLineEdit()
    field.setFont(font("control"))
    field.setPlaceholderText(placeholder)
    field.setFixedWidth(width)
    return field


def labelled(words: str, field: QWidget, explanation: str) -> QWidget:
    """A field under its name; the explanation is its tooltip and what is read aloud."""
    part = QWidget()
    put_under_name(part, words, field, explanation)
    return part


def put_under_name(part: QWidget, words: str, field: QWidget, explanation: str) -> None:
    """Lay out a part as a name with its field below."""
    part.setLayout(headed(words, field))
    field.setAccessibleDescription(explanation)
    field.setToolTip(explanation)


class Choice(NamedTuple):
    """One of several: what is kept, what the field says, and what a chip says once it is in force."""

    key: str
    label: str
    chip: str = ""


class Limit(QWidget):
    """A limit under its name.

    Signals:
        changed: It is another one now.
        submitted: Enter was pressed, or another choice was made: the plan is wanted anew.
    """

    changed = Signal()
    submitted = Signal()

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key

    @property
    def text(self) -> str:
        """What is kept of it; empty where it is not in force.

        Raises:
            NotImplementedError: A kind of field forgot to say.
        """
        raise NotImplementedError

    @property
    def chip(self) -> str:
        """What it says while in force.

        Raises:
            NotImplementedError: A kind of field forgot to say.
        """
        raise NotImplementedError

    def restore(self, text: str) -> None:
        """Put a kept `text` back; empty takes the limit away.

        Raises:
            NotImplementedError: A kind of field forgot to say.
        """
        raise NotImplementedError


class TypedLimit(Limit):
    """A limit that is typed; an empty field sets none."""

    def __init__(self, key: str, name: str, placeholder: str, explanation: str, say: Callable[[str], str]) -> None:
        super().__init__(key)
        self._say = say
        self._field = typed_field(placeholder, FIELD_WIDTH)
        put_under_name(self, name, self._field, explanation)
        self._field.textChanged.connect(self.changed)
        self._field.returnPressed.connect(self.submitted)

    @property
    def text(self) -> str:
        return self._field.text().strip()

    @property
    def chip(self) -> str:
        return self._say(self.text)

    def restore(self, text: str) -> None:
        self._field.setText(text)


class ChosenLimit(Limit):
    """A limit that is one of several; the first of them is the usual."""

    def __init__(self, key: str, name: str, choices: Sequence[Choice], explanation: str) -> None:
        super().__init__(key)
        self._choices = {choice.key: choice for choice in choices}
        self._usual = choices[0].key
        self._field = Select()
        self._field.setFixedWidth(FIELD_WIDTH)
        for choice in choices:
            self._field.addItem(choice.label, choice.key)
        put_under_name(self, name, self._field, explanation)
        self._field.activated.connect(self._on_chosen)

    @property
    def text(self) -> str:
        chosen = str(self._field.currentData())
        return "" if chosen == self._usual else chosen

    @property
    def chip(self) -> str:
        choice = self._choices[self._field.currentData()]
        return choice.chip or choice.label

    def restore(self, text: str) -> None:
        place = self._field.findData(text or self._usual)
        if place >= 0:
            self._field.setCurrentIndex(place)
            self.changed.emit()

    def _on_chosen(self) -> None:
        self.changed.emit()
        self.submitted.emit()
