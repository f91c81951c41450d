"""Notes below a plan: each a few strong words and a sentence, some with a button."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from advisor.presentation.views import NoteRow
from advisor.ui import metrics
from advisor.ui.widgets import Card, Label, LinkButton, WrappedLabel, column, row

_FIRST = 5
_LINE = 80  # letters, about


class NotesCard(Card):
    """A list of notes; hidden where there are none, its tail folded where there are many.

    Signals:
        loosening_asked: The rule of the note whose button was pressed.
    """

    loosening_asked = Signal(str)

    def __init__(self, title: str, caption: str = "", verb: str = "") -> None:
        super().__init__(title, caption)
        self._verb = verb
        self._notes: Sequence[NoteRow] = ()
        self._list = QWidget()
        self._rows = column(self._list, metrics.NO_MARGINS, metrics.GAP)
        self._all = LinkButton("")
        self._all.clicked.connect(lambda: self._draw(len(self._notes)))
        self.body.addWidget(self._list)
        self.body.addWidget(self._all)
        self.body.addStretch(1)
        self.hide()

    def show_notes(self, notes: Sequence[NoteRow]) -> None:
        """List these notes."""
        self._notes = notes
        self._draw(_FIRST if len(notes) > _FIRST + 1 else len(notes))
        self.setVisible(bool(notes))

    @property
    def lines(self) -> int:
        """About how many lines of text it takes."""
        return 2 + sum(2 + len(note.text) // _LINE for note in self._notes[:_FIRST])

    def _draw(self, shown: int) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            part = item.widget()
            if part is not None:
                part.hide()
                part.deleteLater()
        for note in self._notes[:shown]:
            part = self._note(note)
            self._rows.addWidget(part)
            part.show()  # else it has no height until the next turn, and the cards around keep to that
        self._all.setText(f"Show all {len(self._notes)}")
        self._all.setAccessibleName(self._all.text())
        self._all.setVisible(shown < len(self._notes))

    def _note(self, note: NoteRow) -> QWidget:
        part = QWidget()
        part.setAccessibleName(" ".join(words for words in (note.title, note.caption, note.text) if words))
        line = row(part, metrics.NO_MARGINS, metrics.GAP)
        words = column(None, metrics.NO_MARGINS, 1)
        if note.title:
            head = row(None, metrics.NO_MARGINS, metrics.GAP)
            head.addWidget(Label(note.title, "strong"))
            head.addWidget(Label(note.caption, "caption", "muted"), 1)
            words.addLayout(head)
        text = WrappedLabel(note.text, "caption", "muted")
        words.addWidget(text)
        line.addLayout(words, 1)
        if note.rule and self._verb:
            line.addWidget(self._button(note))
        return part

    def _button(self, note: NoteRow) -> LinkButton:
        button = LinkButton(self._verb)
        button.setAccessibleName(f"{self._verb}: {note.text}")
        button.clicked.connect(lambda: self.loosening_asked.emit(note.rule))
        return button
