"""Where a file's rows go: its accounts, what they are called and how they are taxed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QScrollArea, QSizePolicy, QWidget

from advisor.domain.portfolio import TaxType
from advisor.domain.statement import AccountMatch
from advisor.presentation.labels import TAX_LABELS
from advisor.presentation.views import ImportPreviewView
from advisor.ui import metrics
from advisor.ui.choices import Select
from advisor.ui.dialogs.day_field import DayField
from advisor.ui.fonts import font
from advisor.ui.widgets import Label

_FIELD_GAP = 14
_DAY_PLACE = 3
_DAY_HEADING = "Day of the figures"
_SEEN_ACCOUNTS = 3  # more are scrolled to


class AccountFields(QScrollArea):
    """What the file was recognised as, and a row for each account. Only a single account can be renamed.

    Signals:
        day_changed: The day (date) that the investor gives a file which names none.
    """

    day_changed = Signal(object)

    def __init__(
        self, view: ImportPreviewView, matches: Sequence[AccountMatch], *, renamable: bool, assumed_day: date | None = None
    ) -> None:
        """
        Args:
            assumed_day: What the figures count as of, where that can be changed.
        """
        super().__init__()
        self._matches = tuple(matches)
        self._name: QLineEdit | None = None
        self._day = None if assumed_day is None else DayField(assumed_day, _DAY_HEADING)
        self._tax_types: dict[str, Select] = {}
        self._fill(view, renamable=renamable)

    def account_name(self) -> str | None:
        """The name typed for the file's only account; None where it was left as it is."""
        typed = self._name.text().strip() if self._name else ""
        return typed if typed and typed != self._matches[0].name else None

    def tax_types(self) -> Mapping[str, TaxType]:
        """Tax treatments that the investor changed, by account key."""
        chosen = {match.key: TaxType(self._tax_types[match.key].currentData()) for match in self._matches}
        return {match.key: chosen[match.key] for match in self._matches if chosen[match.key] != match.tax_type}

    def day(self) -> date | None:
        """The day the figures count as of; None where the file names it."""
        return None if self._day is None else self._day.day()

    def _fill(self, view: ImportPreviewView, *, renamable: bool) -> None:
        whole = QWidget()
        grid = QGridLayout(whole)
        grid.setContentsMargins(*metrics.NO_MARGINS)
        grid.setHorizontalSpacing(_FIELD_GAP)
        grid.setVerticalSpacing(metrics.GAP)
        mask = f" {self._matches[0].number_masked}".rstrip() if renamable else ""
        for place, heading in enumerate(("Recognized as", f"Into account{mask}", "Tax treatment")):
            grid.addWidget(Label(heading, "caption", "muted"), 0, place)
            grid.setColumnStretch(place, 1)
        grid.addWidget(_told(view.recognized_text, "Recognized as"), 1, 0)
        for number, ((_key, label, _tax), match) in enumerate(zip(view.accounts, self._matches, strict=True), start=1):
            grid.addWidget(self._name_field(match, mask) if renamable else _told(label, "Into account"), number, 1)
            grid.addWidget(self._tax_field(match, label), number, 2)
        if self._day is not None:
            grid.addWidget(Label(_DAY_HEADING, "caption", "muted"), 0, _DAY_PLACE)
            grid.addWidget(self._day, 1, _DAY_PLACE)
            self._day.dateChanged.connect(lambda _day: self.day_changed.emit(self.day()))
        self._show(whole, len(view.accounts))

    def _show(self, whole: QWidget, accounts: int) -> None:
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(whole)
        hidden = max(accounts - _SEEN_ACCOUNTS, 0) * (metrics.CONTROL_HEIGHT + metrics.GAP)
        self.setFixedHeight(whole.sizeHint().height() - hidden)

    def _name_field(self, match: AccountMatch, mask: str) -> QLineEdit:
        self._name = _field(match.name, f"Into account{mask}")
        return self._name

    def _tax_field(self, match: AccountMatch, label: str) -> Select:
        tax = Select()
        tax.setFont(font("body"))
        tax.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        tax.setAccessibleName(f"Tax treatment of {label}")
        for kind in TaxType:
            tax.addItem(TAX_LABELS[kind], userData=kind)
        tax.setCurrentIndex(tax.findData(match.tax_type))
        self._tax_types[match.key] = tax
        return tax


def _field(text: str, name: str) -> QLineEdit:
    field = QLineEdit(text)
    field.setFont(font("body"))
    field.setAccessibleName(name)
    field.setCursorPosition(0)
    return field


def _told(text: str, name: str) -> QLineEdit:
    """A field that only tells: it can be read and copied, not changed."""
    field = _field(text, name)
    field.setReadOnly(True)
    return field
