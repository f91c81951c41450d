"""What a target may say beside the sleeves: sectors, the most of one company or theme, single holdings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QWidget

from advisor.presentation import words
from advisor.ui import metrics
from advisor.ui.dialogs.target_rows import OptionalPercent
from advisor.ui.widgets import Label, column, row

Key = TypeVar("Key", bound=str)

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class OptionalRows(QFrame, Generic[Key]):
    """A row for each thing that may have a share: its name, today's share where it is known, and the field.

    Signals:
        changed: A share is another one now.
    """

    changed = Signal()

    def __init__(self, heading: str) -> None:
        super().__init__()
        self._heading = heading
        self._fields: dict[Key, OptionalPercent] = {}
        self._waiting: Mapping[Key, int] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(*metrics.NO_MARGINS)
        self._grid.setHorizontalSpacing(metrics.CARD_GAP)
        self._grid.setVerticalSpacing(metrics.SMALL_GAP)
        self._grid.setColumnStretch(0, 1)

    @property
    def tenths(self) -> dict[Key, int]:
        """Tenths of a percent of those that have a share, and of those whose rows are not there yet."""
        missing = {key: tenths for key, tenths in self._waiting.items() if key not in self._fields}
        return missing | {key: tenths for key, field in self._fields.items() if (tenths := field.chosen) is not None}

    def offer(self, things: Iterable[tuple[Key, str, float | None]]) -> None:
        """Add a row for each (key, name, today's fraction or None) that has none yet."""
        for key, name, today in things:
            if key in self._fields:
                continue
            field = OptionalPercent(f"{self._heading} {name}")
            field.chosen = self._waiting.get(key)
            self._fields[key] = field
            label, number = Label(name), self._grid.rowCount()
            label.setBuddy(field)
            self._grid.addWidget(label, number, 0)
            if today is not None:
                self._grid.addWidget(Label(words.share(today), "body", "muted"), number, 1, _RIGHT)
            self._grid.addWidget(field, number, 2, _RIGHT)
            field.valueChanged.connect(lambda _value: self.changed.emit())

    def fill(self, tenths: Mapping[Key, int]) -> None:
        """Write shares; one whose row comes later waits for it."""
        self._waiting = dict(tenths)
        for key, field in self._fields.items():
            field.chosen = tenths.get(key)


class LimitFields(QWidget):
    """The most of one company, the most of each theme, and what single holdings are to be.

    Signals:
        changed: Something else is said now.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.company = OptionalPercent("No company above")
        self.themes: OptionalRows[str] = OptionalRows("At most in")
        self.holdings: OptionalRows[str] = OptionalRows("Target for")
        layout = column(self, metrics.NO_MARGINS, metrics.GAP)
        line = row(None, metrics.NO_MARGINS, metrics.GAP)
        label = Label("No company above, through everything")
        label.setBuddy(self.company)
        line.addWidget(label, 1)
        line.addWidget(self.company)
        layout.addLayout(line)
        for heading, rows in (("Single holdings: what each is to be", self.holdings), ("Themes: at most", self.themes)):
            layout.addWidget(Label(heading, "strong"))
            layout.addWidget(rows)
            rows.changed.connect(self.changed)
        layout.addStretch(1)
        self.company.valueChanged.connect(lambda _value: self.changed.emit())


def scrolled(page: QWidget) -> QScrollArea:
    """A page of the dialog that may be longer than it is."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    page.setContentsMargins(0, 0, metrics.CARD_GAP, 0)
    area.setWidget(page)
    return area
