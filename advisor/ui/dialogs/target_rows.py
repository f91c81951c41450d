"""The sleeves of a target as rows: today's share, the share aimed at, and their sum."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QDoubleSpinBox, QFrame, QGridLayout

from advisor.domain.classification import Sleeve
from advisor.presentation import words
from advisor.presentation.labels import SLEEVE_LABELS
from advisor.presentation.target_editing import sum_text
from advisor.presentation.words import NONE
from advisor.ui import metrics
from advisor.ui.fonts import font
from advisor.ui.widgets import Label, rule

_FIELD_WIDTH = 84
_TEXT_ROOM = 6
_NO_SHARE = -0.1
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class PercentField(QDoubleSpinBox):
    """A share in percent with one decimal; read and written in tenths of a percent."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setLocale(QLocale.c())
        self.setFont(font("body"))
        self.setDecimals(1)
        self.setRange(0.0, 100.0)
        self.setSingleStep(0.5)
        self.setSuffix("%")
        self.setAlignment(_RIGHT)
        self.lineEdit().setTextMargins(_TEXT_ROOM, 0, _TEXT_ROOM, 0)
        self.setFixedSize(_FIELD_WIDTH, metrics.SMALL_CONTROL_HEIGHT)
        self.setProperty("small", True)
        self.setAccessibleName(name)

    @property
    def tenths(self) -> int:
        return round(self.value() * 10)

    @tenths.setter
    def tenths(self, tenths: int) -> None:
        self.setValue(tenths / 10)


class OptionalPercent(PercentField):
    """A share that may be missing: a dash stands for none, below 0%."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.setMinimum(_NO_SHARE)
        self.setSpecialValueText(NONE)
        self.setValue(_NO_SHARE)

    @property
    def chosen(self) -> int | None:
        """Tenths of a percent; None where there is none."""
        return None if self.tenths < 0 else self.tenths

    @chosen.setter
    def chosen(self, tenths: int | None) -> None:
        self.setValue(_NO_SHARE if tenths is None else tenths / 10)

    def stepBy(self, steps: int) -> None:
        """From none up to 0% first."""
        if self.tenths < 0 < steps:
            self.setValue(0.0)
        else:
            super().stepBy(steps)


class TargetRows(QFrame):
    """One row for each sleeve.

    Signals:
        changed: A share is another one now.
    """

    changed = Signal()

    def __init__(self, today: Mapping[Sleeve, float]) -> None:
        super().__init__()
        self._fields = {sleeve: PercentField(f"Target for {SLEEVE_LABELS[sleeve]}") for sleeve in Sleeve}
        self._sum = Label("", "strong")
        self._lay_out(today)
        for field in self._fields.values():
            field.valueChanged.connect(self._on_changed)
        self._on_changed()

    @property
    def tenths(self) -> dict[Sleeve, int]:
        """Tenths of a percent by sleeve."""
        return {sleeve: field.tenths for sleeve, field in self._fields.items()}

    def fill(self, tenths: Mapping[Sleeve, int]) -> None:
        """Write other shares into the fields."""
        for sleeve, field in self._fields.items():
            field.tenths = tenths.get(sleeve, 0)

    def _lay_out(self, today: Mapping[Sleeve, float]) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(*metrics.NO_MARGINS)
        grid.setHorizontalSpacing(metrics.CARD_GAP)
        grid.setVerticalSpacing(metrics.SMALL_GAP)
        grid.setColumnStretch(0, 1)
        for place, head in enumerate(("", "Today", "Target")):
            grid.addWidget(Label(head, "table_head", "muted"), 0, place, _RIGHT)
        for number, (sleeve, field) in enumerate(self._fields.items(), start=1):
            name = Label(SLEEVE_LABELS[sleeve])
            name.setBuddy(field)
            grid.addWidget(name, number, 0)
            grid.addWidget(Label(words.share(today.get(sleeve, 0.0)), "body", "muted"), number, 1, _RIGHT)
            grid.addWidget(field, number, 2, _RIGHT)
        last = len(self._fields) + 1
        grid.addWidget(rule(), last, 0, 1, 3)
        grid.addWidget(Label("Sum", "strong"), last + 1, 0)
        grid.addWidget(Label(words.share(sum(today.values())), "body", "muted"), last + 1, 1, _RIGHT)
        grid.addWidget(self._sum, last + 1, 2, _RIGHT)
        # The sum stands under the digits of the fields, whose frame and padding it does not have.
        self._sum.setContentsMargins(0, 0, 10, 0)

    def _on_changed(self) -> None:
        total = sum(self.tenths.values())
        self._sum.setText(sum_text(total))
        self._sum.setAccessibleName(f"Sum of the targets {sum_text(total)}")
        self.changed.emit()
