"""The words that a file has for its transactions, with a choice of what each one means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget

from advisor.domain.column_mapping import ActionWord
from advisor.domain.portfolio import TransactionKind
from advisor.presentation import words
from advisor.presentation.column_mapping import OPEN_WORD, rarer_words
from advisor.presentation.labels import TRANSACTION_LABELS
from advisor.ui import metrics
from advisor.ui.choices import Select
from advisor.ui.widgets import Label, WrappedLabel, column

_MOST = 60  # choices; a column of free text has as many words as rows
_CHOICE_WIDTH = 132
_LONGEST = 48  # letters of a word that are shown


class ActionWords(QScrollArea):
    """One row for each word; those that nobody knows yet are marked.

    Signals:
        changed: The investor said what a word means.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("What the words of the action column mean")
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.choices: tuple[Select, ...] = ()
        self._marks: tuple[Label, ...] = ()
        self._words: tuple[ActionWord, ...] = ()
        self._said: dict[str, TransactionKind] = {}

    def start_with(self, said: Mapping[str, TransactionKind]) -> None:
        """Take over what was said of words for an earlier file."""
        self._said = {**said, **self._said}

    def said(self) -> Mapping[str, TransactionKind]:
        """What the investor says of words, now and before."""
        return dict(self._said)

    def show_words(self, found: Sequence[ActionWord]) -> None:
        """Draw the words; where they are the ones that stand there already, the choices stay as they are."""
        before, self._words = self._words, tuple(found)
        if [each[:-1] for each in before] != [each[:-1] for each in self._words]:
            self._lay_out()
        for mark, word in zip(self._marks, self._words, strict=False):
            mark.set_tone("warning" if word.is_open else "muted")

    def _lay_out(self) -> None:
        whole = QWidget()
        grid = QGridLayout(whole)
        grid.setContentsMargins(0, 0, metrics.SMALL_GAP, 0)
        grid.setHorizontalSpacing(metrics.GAP)
        grid.setVerticalSpacing(metrics.GAP)
        grid.setColumnStretch(0, 1)
        shown = self._words[:_MOST]
        self._marks = tuple(Label(words.numbered(word.rows, "row"), "caption", "muted") for word in shown)
        self.choices = tuple(map(self._choice, shown))
        for place, (word, mark, choice) in enumerate(zip(shown, self._marks, self.choices, strict=True)):
            grid.addLayout(_named(word, mark), place, 0)
            grid.addWidget(choice, place, 1, Qt.AlignmentFlag.AlignVCenter)
        if len(self._words) > _MOST:
            rest = WrappedLabel(rarer_words(len(self._words) - _MOST), "caption", "muted")
            grid.addWidget(rest, len(shown), 0, 1, 2)
        grid.setRowStretch(len(shown) + 1, 1)
        self.setWidget(whole)
        before: QWidget = self
        for choice in self.choices:
            QWidget.setTabOrder(before, choice)
            before = choice

    def _choice(self, word: ActionWord) -> Select:
        choice = _Choice(small=True)
        choice.setSizeAdjustPolicy(Select.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        choice.setFixedWidth(_CHOICE_WIDTH)
        choice.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        choice.setAccessibleName(f"What “{word.word}” means")
        choice.setAccessibleDescription(words.numbered(word.rows, "row"))
        for kind in TransactionKind:
            choice.addItem(TRANSACTION_LABELS[kind], userData=kind)
        choice.setCurrentIndex(choice.findData(word.said or word.guess))
        if word.is_open:
            choice.setItemText(choice.currentIndex(), OPEN_WORD)
        choice.activated.connect(partial(self._settle, word.word, choice))
        return choice

    def _settle(self, word: str, choice: Select, _index: int) -> None:
        self._said.pop(word, None)  # what was said last counts where two spellings are one word
        self._said[word] = TransactionKind(choice.currentData())
        choice.setItemText(choice.findData(TransactionKind.OTHER), TRANSACTION_LABELS[TransactionKind.OTHER])
        self.changed.emit()


class _Choice(Select):
    """A choice that the wheel scrolls past and never changes."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


def _named(word: ActionWord, mark: Label) -> QVBoxLayout:
    named = column(None, metrics.NO_MARGINS, 0)
    name = WrappedLabel(word.word if len(word.word) <= _LONGEST else f"{word.word[: _LONGEST - 1]}…", "body")
    name.setToolTip(word.word)
    named.addWidget(name)
    named.addWidget(mark)
    return named
