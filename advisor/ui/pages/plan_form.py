"""The fields of the Advice page: where to, and within which limits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from advisor.advice.model.target import TargetModel
from advisor.domain.errors import InvalidRequestError
from advisor.domain.money import ZERO
from advisor.domain.portfolio import Account
from advisor.services.clock import today
from advisor.services.suggest_options import SuggestOptions
from advisor.ui import metrics
from advisor.ui.choices import Select
from advisor.ui.icons import icon
from advisor.ui.pages.flow import FlowLayout
from advisor.ui.pages.limit_chips import LimitChips
from advisor.ui.pages.limit_fields import labelled, typed_field
from advisor.ui.pages.plan_limits import PlanLimits
from advisor.ui.pages.plan_typing import read_money
from advisor.ui.theme import Themes
from advisor.ui.widgets import Button, column

_FROM_FILE = "from a file"
_YOUR_OWN = "your own"
_FIRST_CHOICE = "broadening"
_FIELD_GAP = 12
_MONEY_WIDTH = 104
_FRACTIONS = "fractions"
_WHERE_TO = "Where the plan aims"


class PlanForm(QWidget):
    """Target, gains at most, new cash and shares; all other limits unfold below, and chips tell which are in force.

    Signals:
        submitted: Enter in a field, or another target was chosen.
        file_wanted: "From a file…" was chosen.
        own_wanted: "Your own…" was chosen.
        taxes_asked: The household's taxes are to be told.
    """

    submitted = Signal()
    file_wanted = Signal()
    own_wanted = Signal()
    taxes_asked = Signal()

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self._targets: dict[str, TargetModel] = {}
        self._kept_target = ""
        self._target = Select()
        self._target.setPlaceholderText("No target yet")
        self._max_gain = typed_field("no limit", _MONEY_WIDTH)
        self._new_cash = typed_field("$0", _MONEY_WIDTH)
        self._shares = Select()
        self._limits = PlanLimits()
        self._chips = LimitChips(themes, "Limits in force")
        self._more = Button("More limits…", icon("chevron-down", themes, "text"))
        self._taxes = Button("Your taxes…")
        self._shown = 0  # place of the target in force
        for words, whole in (("Whole only", True), ("Fractions too", False)):
            self._shares.addItem(words, whole)
        self._lay_out()
        self._connect()
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
        wanted = [key for key in (present, self._kept_target) if key in self._targets]
        self._fill(wanted[0] if wanted else _FIRST_CHOICE)

    def add_target_from_file(self, target: TargetModel) -> None:
        """Offer and choose a target that was read from a file."""
        self._add(f"{_FROM_FILE} {target.id} {target.name}", target)

    def add_own_target(self, target: TargetModel) -> None:
        """Offer and choose the target the investor made, in place of the one before."""
        self._add(target.id, target)

    def show_accounts(self, accounts: Iterable[Account]) -> None:
        """Offer what concerns single accounts."""
        self._limits.show_accounts(accounts)

    def loosen(self, rule: str) -> None:
        """Take a rule away; a smallest trade that is the usual becomes none."""
        if rule == "max_gain":
            self._max_gain.clear()
        elif rule == "new_cash":
            self._new_cash.clear()
        elif rule == "whole_shares":
            self._shares.setCurrentIndex(self._shares.findData(False))
        else:
            self._limits.clear(rule)

    def to_keep(self) -> dict[str, str]:
        """What `restore` takes back another day; new cash is for once."""
        fields = {
            "target": str(self._target.currentData() or ""),
            "max_gain": self._max_gain.text().strip(),
            "shares": "" if self._shares.currentData() else _FRACTIONS,
        }
        return {key: text for key, text in (fields | self._limits.to_keep()).items() if text}

    def restore(self, kept: Mapping[str, str]) -> None:
        """Fill the fields as they were kept; the target is chosen once it is offered."""
        self._kept_target = kept.get("target", "")
        self._max_gain.setText(kept.get("max_gain", ""))
        self._shares.setCurrentIndex(self._shares.findData(kept.get("shares") != _FRACTIONS))
        self._limits.restore(kept)

    def wishes(self, account_id: int | None) -> SuggestOptions:
        """What the fields say.

        Raises:
            InvalidRequestError: A field holds nothing that can be read, or no target is chosen.
        """
        target = self._chosen()
        if target is None:
            raise InvalidRequestError("No target is chosen.", "Choose a target.")
        seen = SuggestOptions(
            trade_date=today(),
            target=target,
            max_gain=read_money(self._max_gain.text(), "Gains at most"),
            new_cash=read_money(self._new_cash.text(), "New cash") or ZERO,
            whole_shares=bool(self._shares.currentData()),
            account_id=account_id,
        )
        return self._limits.apply(seen)

    def _lay_out(self) -> None:
        layout = column(self, metrics.NO_MARGINS, metrics.GAP)
        in_sight = QWidget()
        flow = FlowLayout(in_sight, _FIELD_GAP, metrics.GAP)
        fields = (
            ("Target", self._target, _WHERE_TO),
            ("Gains at most", self._max_gain, "Realised gains allowed in taxable accounts, in dollars; empty for no limit"),
            ("New cash", self._new_cash, "Dollars to invest with this plan; a minus sign takes money out"),
            ("Shares", self._shares, "Whole shares only, or fractions too"),
        )
        for words, field, explanation in fields:
            flow.addWidget(labelled(words, field, explanation))
        self._more.setCheckable(True)
        flow.addWidget(labelled("", self._more, "What may be traded, bands, lots, wash sales, risk, costs, new cash by account"))
        self._more.setAccessibleName("More limits")
        flow.addWidget(labelled("", self._taxes, "Income, filing status, rates, gains so far and losses carried in"))
        self._taxes.setAccessibleName("Your taxes")
        for part in (in_sight, self._chips, self._limits):
            layout.addWidget(part)

    def _connect(self) -> None:
        self._target.activated.connect(self._on_target_chosen)
        self._shares.activated.connect(self.submitted)
        for field in (self._max_gain, self._new_cash):
            field.returnPressed.connect(self.submitted)
        self._taxes.clicked.connect(self.taxes_asked)
        self._more.toggled.connect(self._limits.setVisible)
        self._limits.changed.connect(self._tell_limits)
        self._limits.submitted.connect(self.submitted)
        self._chips.dropped.connect(self._on_dropped)

    def _tell_limits(self) -> None:
        self._chips.show_chips((limit.key, limit.chip) for limit in self._limits.in_force)

    def _on_dropped(self, key: str) -> None:
        self._limits.clear(key)
        self.submitted.emit()

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
        self._target.setToolTip(target.description if target else _WHERE_TO)
        self._target.setAccessibleDescription(self._target.toolTip())
