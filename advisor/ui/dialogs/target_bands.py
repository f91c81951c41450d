"""How far a target may be missed before a trade is worth it, and how far back the trade goes."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QDoubleSpinBox, QVBoxLayout, QWidget

from advisor.advice.model.target import Band, BandRule, Destination
from advisor.presentation.target_editing import ALL_TENTHS, BAND_RULES, DESTINATIONS
from advisor.ui import metrics
from advisor.ui.choices import Select
from advisor.ui.dialogs.target_rows import PercentField
from advisor.ui.fonts import font
from advisor.ui.widgets import Label, WrappedLabel, column, row

_EXPLAINED = "A share inside its band is near enough: no trade is proposed for it."
_DESTINATION_EXPLAINED = "Less far means fewer trades and less tax, and sooner outside again."
_MOST_SIGMAS, _SIGMA_WIDTH = 10.0, 84


class BandFields(QWidget):
    """Rule, points, part of the target, deviations, destination.

    Signals:
        changed: Something else is said now.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.rule, self.destination = Select(), Select()
        for rule, said in BAND_RULES.items():
            self.rule.addItem(said, rule)
        for destination, said in DESTINATIONS.items():
            self.destination.addItem(said, destination)
        self.points = PercentField("Band in points")
        self.relative = PercentField("Band as a part of the target")
        self.sigmas = _deviations()
        self._of_all = Label("", "body", "muted")
        self._relative_line, self._points_line, self._sigma_line = QWidget(), QWidget(), QWidget()
        self._lay_out()
        for choice in (self.rule, self.destination):
            choice.currentIndexChanged.connect(lambda _place: self._on_changed())
        for field in (self.points, self.relative, self.sigmas):
            field.valueChanged.connect(lambda _value: self.changed.emit())
        self._show_fields()

    @property
    def band(self) -> Band:
        rule = BandRule(self.rule.currentData())
        return Band(self.points.tenths / ALL_TENTHS, self.relative.tenths / ALL_TENTHS, rule, self.sigmas.value())

    def fill(self, band: Band, destination: Destination) -> None:
        """Write a band and a destination into the fields."""
        self.points.tenths, self.relative.tenths = round(band.points * ALL_TENTHS), round(band.relative * ALL_TENTHS)
        self.sigmas.setValue(band.sigmas)
        self.rule.setCurrentIndex(self.rule.findData(band.rule))
        self.destination.setCurrentIndex(self.destination.findData(destination))
        self._show_fields()

    def _on_changed(self) -> None:
        self._show_fields()
        self.changed.emit()

    def _show_fields(self) -> None:
        rule = BandRule(self.rule.currentData())
        self._of_all.setText("of all your money, or" if rule is BandRule.FIVE_TWENTY_FIVE else "of all your money")
        self._points_line.setVisible(rule is not BandRule.SIGMA)
        self._relative_line.setVisible(rule is BandRule.FIVE_TWENTY_FIVE)
        self._sigma_line.setVisible(rule is BandRule.SIGMA)

    def _lay_out(self) -> None:
        layout = column(self, metrics.NO_MARGINS, metrics.GAP)
        _add_choice(layout, "Near enough within", self.rule, _EXPLAINED)
        for line, field, said in (
            (self._points_line, self.points, self._of_all),
            (self._relative_line, self.relative, Label("of the target, if that is less", "body", "muted")),
            (self._sigma_line, self.sigmas, Label("yearly standard deviations, times the target", "body", "muted")),
        ):
            inside = row(line, metrics.NO_MARGINS, metrics.GAP)
            inside.addWidget(field)
            inside.addWidget(said)
            inside.addStretch(1)
            layout.addWidget(line)
        layout.addSpacing(metrics.GAP)
        _add_choice(layout, "A sleeve outside its band is brought", self.destination, _DESTINATION_EXPLAINED)
        layout.addStretch(1)


def _add_choice(layout: QVBoxLayout, heading: str, choice: Select, explanation: str) -> None:
    label, words = Label(heading, "strong"), WrappedLabel(explanation, "caption", "muted")
    label.setBuddy(choice)
    choice.setAccessibleName(heading)
    for part in (label, choice, words):
        layout.addWidget(part)


def _deviations() -> QDoubleSpinBox:
    field = QDoubleSpinBox()
    field.setLocale(QLocale.c())
    field.setFont(font("body"))
    field.setDecimals(1)
    field.setRange(0.1, _MOST_SIGMAS)
    field.setSingleStep(0.1)
    field.setFixedSize(_SIGMA_WIDTH, metrics.SMALL_CONTROL_HEIGHT)
    field.setProperty("small", True)
    field.setAccessibleName("Band in standard deviations")
    return field
