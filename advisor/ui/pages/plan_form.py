"""The fields of the Advice page: where to, and within which limits."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from advisor.advice.model.target import TargetModel
from advisor.domain.errors import InvalidRequestError
from advisor.domain.money import ZERO
from advisor.services.clock import today
from advisor.services.suggest_options import DEFAULT_MINIMUM_TRADE, DEFAULT_TIME_LIMIT, SuggestOptions
from advisor.ui import metrics
from advisor.ui.fonts import font
from advisor.ui.pages.flow import FlowLayout
from advisor.ui.pages.plan_typing import read_money, read_symbols
from advisor.ui.widgets import Label, Select, column

_FROM_FILE = "from a file"
_YOUR_OWN = "your own"
_FIRST_CHOICE = "broadening"
_FIELD_GAP = 12
_MONEY_WIDTH, _SYMBOLS_WIDTH = 104, 160


class PlanForm(QWidget):
    """Target, gains at most, new cash, smallest trade, shares, never sell.

    Signals:
        submitted: Enter in a field, or another target was chosen.
        file_wanted: "From a file…" was chosen.
        own_wanted: "Your own…" was chosen.
        target_shown: Description of the target now chosen.
    """

    submitted = Signal()
    file_wanted = Signal()
    own_wanted = Signal()
    target_shown = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._targets: dict[str, TargetModel] = {}
        self._target = Select()
        self._target.setPlaceholderText("No target yet")
        self._max_gain = _field("no limit", _MONEY_WIDTH)
        self._new_cash = _field("$0", _MONEY_WIDTH)
        self._minimum_trade = _field(f"${DEFAULT_MINIMUM_TRADE}", _MONEY_WIDTH)
        self._shares = Select()
        self._no_sell = _field("VTI, AAPL", _SYMBOLS_WIDTH)
        self._shown = 0  # place of the target in force
        for words, whole in (("Whole only", True), ("Fractions too", False)):
            self._shares.addItem(words, whole)
        self._lay_out()
        self._target.activated.connect(self._on_target_chosen)
        for field in (self._max_gain, self._new_cash, self._minimum_trade, self._no_sell):
            field.returnPressed.connect(self.submitted)
        self.show_targets(())

    @property
    def has_target(self) -> bool:
        return self._chosen() is not None

    @property
    def targets(self) -> tuple[TargetModel, ...]:
        """Every target on offer."""
        return tuple(self._targets.values())

    def show_targets(self, targets: Sequence[TargetModel]) -> None:
        """Offer these targets; one read from a file stays offered. What was chosen stays chosen."""
        kept = {name: target for name, target in self._targets.items() if name.startswith(_FROM_FILE)}
        present = self._target.currentData()
        self._targets = {target.id: target for target in targets} | kept
        self._fill(present if present in self._targets else _FIRST_CHOICE)

    def add_target_from_file(self, target: TargetModel) -> None:
        """Offer and choose a target that was read from a file."""
        self._add(f"{_FROM_FILE} {target.id} {target.name}", target)

    def add_own_target(self, target: TargetModel) -> None:
        """Offer and choose the target the investor made, in place of the one before."""
        self._add(target.id, target)

    def allow_any_gain(self) -> None:
        self._max_gain.clear()

    def take_nothing_out(self) -> None:
        self._new_cash.clear()

    def wishes(self, locked: frozenset[str], account_id: int | None, time_limit: float = DEFAULT_TIME_LIMIT) -> SuggestOptions:
        """What the fields say.

        Raises:
            InvalidRequestError: A field holds no amount, or no target is chosen.
        """
        target = self._chosen()
        if target is None:
            raise InvalidRequestError("No target is chosen.", "Choose a target.")
        minimum = read_money(self._minimum_trade.text(), "Smallest trade")
        return SuggestOptions(
            trade_date=today(),
            target=target,
            max_gain=read_money(self._max_gain.text(), "Gains at most"),
            new_cash=read_money(self._new_cash.text(), "New cash") or ZERO,
            minimum_trade=DEFAULT_MINIMUM_TRADE if minimum is None else minimum,
            whole_shares=bool(self._shares.currentData()),
            no_sell=read_symbols(self._no_sell.text()),
            locked=locked,
            time_limit=time_limit,
            account_id=account_id,
        )

    def _lay_out(self) -> None:
        layout = FlowLayout(self, _FIELD_GAP, metrics.GAP)
        fields = (
            ("Target", self._target, "Where the plan aims"),
            ("Gains at most", self._max_gain, "Realised gains allowed in taxable accounts, in dollars; empty for no limit"),
            ("New cash", self._new_cash, "Dollars to invest with this plan; a minus sign takes money out"),
            ("Smallest trade", self._minimum_trade, "Smaller trades are not proposed"),
            ("Shares", self._shares, "Whole shares only, or fractions too"),
            ("Never sell", self._no_sell, "Symbols the plan must not sell, separated by commas"),
        )
        for words, field, explanation in fields:
            layout.addWidget(_labelled(words, field, explanation))

    def _add(self, key: str, target: TargetModel) -> None:
        self._targets[key] = target
        self._fill(key)

    def _fill(self, chosen: str) -> None:
        self._target.clear()
        for key, target in self._targets.items():
            self._target.addItem(target.name, key)
            self._target.setItemData(self._target.count() - 1, target.description, Qt.ItemDataRole.ToolTipRole)
        self._target.addItem("Your own…", _YOUR_OWN)
        self._target.addItem("From a file…", _FROM_FILE)
        first = 0 if self._targets else -1
        self._target.setCurrentIndex(max(first, self._target.findData(chosen)))
        self._shown = self._target.currentIndex()
        self._tell_target()

    def _chosen(self) -> TargetModel | None:
        return self._targets.get(self._target.currentData() or "")

    def _on_target_chosen(self, place: int) -> None:
        wanted = {_FROM_FILE: self.file_wanted, _YOUR_OWN: self.own_wanted}.get(self._target.itemData(place))
        if wanted is not None:
            self._target.setCurrentIndex(self._shown)  # until the target is there
            wanted.emit()
            return
        self._shown = place
        self._tell_target()
        self.submitted.emit()

    def _tell_target(self) -> None:
        target = self._chosen()
        self.target_shown.emit(target.description if target else "")


def _field(placeholder: str, width: int) -> QLineEdit:
    field = QLineEdit()
    field.setFont(font("control"))
    field.setPlaceholderText(placeholder)
    field.setFixedWidth(width)
    return field


def _labelled(words: str, field: QWidget, explanation: str) -> QWidget:
    part = QWidget()
    layout = column(part, metrics.NO_MARGINS, metrics.SMALL_GAP)
    label = Label(words, "caption", "muted")
    label.setBuddy(field)
    field.setAccessibleName(words)
    field.setAccessibleDescription(explanation)
    field.setToolTip(explanation)
    layout.addWidget(label)
    layout.addWidget(field)
    return part
