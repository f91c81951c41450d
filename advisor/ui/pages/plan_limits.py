"""Every limit beyond the fields in sight: a panel that unfolds, and what its fields mean to a plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from advisor.advice.model.defaults import (
    DEFAULT_COST_PER_TRADE,
    DEFAULT_MINIMUM_TRADE,
    DEFAULT_RISK_PRICE,
    DEFAULT_SPREAD,
)
from advisor.advice.model.target import Destination
from advisor.advice.model.taxes import LotMethod
from advisor.advice.model.washing import WashPolicy
from advisor.domain.portfolio import Account
from advisor.services.suggest_options import SuggestOptions
from advisor.services.typed_values import read_band, read_share
from advisor.ui import metrics
from advisor.ui.pages.flow import FlowLayout
from advisor.ui.pages.limit_catalogue import all_limits, contribution
from advisor.ui.pages.limit_fields import Limit
from advisor.ui.pages.plan_typing import as_percent, read_money, read_symbols
from advisor.ui.widgets import Card

_FLOW = "flow:"
_FIELD_GAP = 12


class PlanLimits(Card):
    """The limits by the names that plans call them (`RulePrice.rule`).

    Signals:
        changed: Another limit is in force, or none.
        submitted: A plan is wanted for what the fields say now.
    """

    changed = Signal()
    submitted = Signal()

    def __init__(self) -> None:
        super().__init__("", "")
        self.setAccessibleName("More limits")
        self._inside = QWidget()
        self._flow = FlowLayout(self._inside, _FIELD_GAP, metrics.GAP)
        self.body.addWidget(self._inside)
        self._limits: dict[str, Limit] = {}
        self._waiting: dict[str, str] = {}  # kept limits of accounts that are not there yet
        for limit in all_limits():
            self._add(limit)
        self.hide()

    @property
    def in_force(self) -> tuple[Limit, ...]:
        """The limits that are set."""
        return tuple(limit for limit in self._limits.values() if limit.text)

    def show_accounts(self, accounts: Iterable[Account]) -> None:
        """Offer a contribution to each account, where there are several."""
        known = tuple(accounts)
        wanted = {f"{_FLOW}{account.id}": account for account in known} if len(known) > 1 else {}
        for key in [key for key in self._limits if key.startswith(_FLOW) and key not in wanted]:
            gone = self._limits.pop(key)
            self._flow.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for key, account in wanted.items():
            if key not in self._limits:
                self._add(contribution(key, account))
                self._limits[key].restore(self._waiting.pop(key, ""))

    def apply(self, options: SuggestOptions) -> SuggestOptions:
        """The same wishes with every limit that is set.

        Raises:
            InvalidRequestError: A field holds nothing that can be read; the message names it.
        """
        said = {key: limit.text for key, limit in self._limits.items() if limit.text}
        return _with_habits(_with_limits(options, said), said)

    def clear(self, key: str) -> None:
        """Take a limit away; “no_sell:AAPL” takes one symbol off a list. A name of no limit changes nothing."""
        name, _, symbol = key.partition(":")
        if key in self._limits:
            self._limits[key].restore("0" if key == "minimum_trade" and not self._limits[key].text else "")
        elif name in self._limits and symbol:
            left = read_symbols(self._limits[name].text) - {symbol}
            self._limits[name].restore(", ".join(sorted(left)))

    def to_keep(self) -> dict[str, str]:
        """What `restore` takes back another day."""
        return {limit.key: limit.text for limit in self.in_force}

    def restore(self, kept: Mapping[str, str]) -> None:
        """Set the limits of another day."""
        for key, text in kept.items():
            if key in self._limits:
                self._limits[key].restore(text)
            elif key.startswith(_FLOW):
                self._waiting[key] = text

    def _add(self, limit: Limit) -> None:
        self._limits[limit.key] = limit
        limit.changed.connect(self.changed)
        limit.submitted.connect(self.submitted)
        self._flow.addWidget(limit)


def _with_limits(options: SuggestOptions, said: Mapping[str, str]) -> SuggestOptions:
    """What may be traded, and how much of it."""
    return replace(
        options,
        no_sell=read_symbols(said.get("no_sell", "")),
        no_buy=read_symbols(said.get("no_buy", "")),
        minimum_trade=_or_usual(read_money(said.get("minimum_trade", ""), "Smallest trade"), DEFAULT_MINIMUM_TRADE),
        maximum_trade=read_money(said.get("maximum_trade", ""), "Largest trade"),
        max_turnover=_share(said, "max_turnover", "Changes place at most"),
        buy_only="buy_only" in said,
        company_max=_share(said, "company_max", "One company at most"),
        band=read_band(said.get("band", ""), "Bands"),
        destination=Destination(said["destination"]) if "destination" in said else None,
        flows={int(key.removeprefix(_FLOW)): amount for key, amount in _contributions(said)},
    )


def _with_habits(options: SuggestOptions, said: Mapping[str, str]) -> SuggestOptions:
    """How lots, losses, risk and costs count, and how long is searched."""
    cost = read_money(said.get("cost_per_trade", ""), "Cost per trade")
    spread = _share(said, "spread", "Half the spread")
    return replace(
        options,
        lot_method=LotMethod(said.get("lot_method", LotMethod.MINIMUM_TAX)),
        risk_price=float(said.get("risk_price", DEFAULT_RISK_PRICE)),
        wash_policy=WashPolicy(said.get("wash_policy", WashPolicy.PRICE)),
        prefer_location="prefer_location" in said,
        cost_per_trade=DEFAULT_COST_PER_TRADE if cost is None else float(cost),
        spread=DEFAULT_SPREAD if spread is None else spread,
        time_limit=float(said.get("time_limit", options.time_limit)),
    )


def _or_usual(amount: Decimal | None, usual: Decimal) -> Decimal:
    return usual if amount is None else amount


def _share(said: Mapping[str, str], key: str, name: str) -> float | None:
    return float(read_share(as_percent(said[key]), name)) if key in said else None


def _contributions(said: Mapping[str, str]) -> Iterable[tuple[str, Decimal]]:
    for key, text in said.items():
        amount = read_money(text, "Into or out of an account") if key.startswith(_FLOW) else None
        if amount is not None:
            yield key, amount
