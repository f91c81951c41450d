"""Making a target of one's own: a share for every sleeve, and how far it may be missed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from advisor.advice.model.target import Band, TargetModel
from advisor.domain.classification import Sleeve
from advisor.domain.errors import AdvisorError
from advisor.presentation.target_editing import (
    ALL_TENTHS,
    USUAL_BAND,
    sum_words,
    target_from_tenths,
    target_tenths,
    whole_tenths,
)
from advisor.ui import late, metrics
from advisor.ui.asking import ask_where
from advisor.ui.charts.export import file_stem
from advisor.ui.dialogs.buttons import add_buttons
from advisor.ui.dialogs.target_rows import PercentField, TargetRows
from advisor.ui.errors import told
from advisor.ui.fonts import font
from advisor.ui.widgets import Button, Label, PrimaryButton, Select, column, row

_WIDTH = 520
_MARGINS = (24, 20, 24, 20)
_USUAL_NAME = "My target"
_NEEDS_NAME = "Give the target a name."
_BANDS_EXPLAINED = (
    "A share inside its band is near enough: no trade is proposed for it. 100% of the target leaves the points alone in force."
)


class TargetEditor(QDialog):
    """Asks for a target of the investor's own; it begins with the last one, or with today's mix.

    Args:
        today: Fraction of the portfolio by sleeve.
        offered: Targets to start from.
        last: The target that was made before.
    """

    def __init__(
        self,
        today: Mapping[Sleeve, float],
        offered: Sequence[TargetModel],
        last: TargetModel | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Your own target")
        self.setModal(True)
        self.setFixedWidth(_WIDTH)
        self._today = dict(today)
        self._name = QLineEdit(last.name if last else _USUAL_NAME)
        self._start = Select()
        self._rows = TargetRows(today)
        self._points = PercentField("Band in points")
        self._relative = PercentField("Band as a part of the target")
        self._words = Label("", "body", "muted")
        self._save = Button("Save as a file…")
        self._use = PrimaryButton("Use this target")
        self._offer(offered)
        self._lay_out()
        self._connect()
        self._fill(last)

    def target(self) -> TargetModel:
        """The target as the fields say it."""
        band = Band(self._points.tenths / ALL_TENTHS, self._relative.tenths / ALL_TENTHS)
        return target_from_tenths(self._name.text().strip(), self._rows.tenths, band)

    def _offer(self, offered: Sequence[TargetModel]) -> None:
        self._start.setPlaceholderText("Choose…")
        self._start.addItem("Today's mix", whole_tenths(self._today))
        for target in offered:
            self._start.addItem(target.name, target_tenths(target, self._today))

    def _fill(self, last: TargetModel | None) -> None:
        band = last.band if last else USUAL_BAND
        self._points.tenths, self._relative.tenths = round(band.points * ALL_TENTHS), round(band.relative * ALL_TENTHS)
        self._start.setCurrentIndex(-1 if last else 0)
        self._rows.fill(target_tenths(last, self._today) if last else whole_tenths(self._today))

    def _connect(self) -> None:
        self._start.activated.connect(lambda place: self._rows.fill(self._start.itemData(place)))
        self._rows.changed.connect(self._judge)
        self._name.textChanged.connect(self._judge)
        self._save.clicked.connect(self._ask_for_file)

    def _judge(self) -> None:
        """The target can be used once it has a name and adds up; until then, say what is in the way."""
        total = sum(self._rows.tenths.values())
        adds_up, named = total == ALL_TENTHS, bool(self._name.text().strip())
        said = sum_words(total) if named or not adds_up else _NEEDS_NAME
        self._say(said, wrong=not (adds_up and named))
        for button in (self._use, self._save):
            button.setEnabled(adds_up and named)
            button.setToolTip("" if adds_up and named else said)

    def _say(self, said: str, *, wrong: bool) -> None:
        self._words.setText(said)
        self._words.set_tone("negative" if wrong else "muted")
        self._words.setAccessibleName(said)

    def _ask_for_file(self) -> None:
        ask_where(self, "Save the target", f"{file_stem(self._name.text())}.json", "Target files (*.json)", self._write)

    def _write(self, path: Path) -> None:
        try:
            late.write_target(path, self.target())
        except AdvisorError as error:
            failure = told(error)
            self._say(f"{failure.message} {failure.hint}".rstrip(), wrong=True)
        else:
            self._say(f"Saved as {path.name}.", wrong=False)

    def _lay_out(self) -> None:
        layout = column(self, _MARGINS, 10)
        layout.addWidget(Label("Your own target", "dialog_title"))
        explanation = Label("What share of all your money each part is to have.", "explanation", "muted")
        explanation.setWordWrap(True)
        self._words.setWordWrap(True)
        self._name.setFont(font("body"))
        fields = row(None, (0, 2, 0, 4), 14)
        fields.addLayout(_field("Name", self._name), 1)
        fields.addLayout(_field("Start from", self._start), 1)
        layout.addWidget(explanation)
        layout.addLayout(fields)
        layout.addWidget(self._rows)
        layout.addWidget(self._words, 0, Qt.AlignmentFlag.AlignRight)
        layout.addWidget(Label("Near enough within", "caption", "muted"))
        layout.addLayout(self._bands())
        layout.addSpacing(8)
        layout.addWidget(self._buttons())

    def _bands(self) -> QHBoxLayout:
        bands = row(None, metrics.NO_MARGINS, metrics.GAP)
        for part in (self._points, Label("of your money, or"), self._relative, Label("of the target if less")):
            part.setToolTip(_BANDS_EXPLAINED)
            bands.addWidget(part)
        bands.addStretch(1)
        return bands

    def _buttons(self) -> QDialogButtonBox:
        box = add_buttons(self, self._use)
        box.addButton(self._save, QDialogButtonBox.ButtonRole.HelpRole)
        return box


def _field(heading: str, field: QWidget) -> QVBoxLayout:
    layout = column(None, metrics.NO_MARGINS, metrics.SMALL_GAP)
    label = Label(heading, "caption", "muted")
    label.setBuddy(field)
    field.setAccessibleName(heading)
    layout.addWidget(label)
    layout.addWidget(field)
    return layout
