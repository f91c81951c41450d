"""Every plan there is, for a household of a few whole shares: the smallest objective, by arithmetic of its own.

Sales are the rows and purchases the columns of tables; everything but the tax is a sum of what rows and columns bring.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

import numpy as np
from numpy.typing import NDArray

from advisor.advice.model.request import Candidate, PlanPosition, PlanRequest
from advisor.advice.model.washing import Move, MoveKind, WashPolicy
from advisor.advice.verifying.washes import match_again
from advisor.domain.portfolio import Account, TaxType
from tests.advice.every_plan_prices import Prices, Table, weighed_tax

ROWS_AT_ONCE = 4000


@dataclass(frozen=True)
class Best:
    """The best plan: units by lot of each position, and units by (account, candidate)."""

    objective: float
    sold: tuple[tuple[int, ...], ...]
    bought: tuple[int, ...]
    tried: int


@dataclass(frozen=True)
class _Ways:
    """All combinations of sales, or of purchases: which way each place goes, and the units behind it."""

    choices: list[list[tuple[int, ...]]]
    picked: NDArray[np.int64]

    def units(self, place: int) -> NDArray[np.int64]:
        return np.array([sum(way) for way in self.choices[place]])[self.picked[:, place]]


def best_of_all(request: PlanRequest) -> Best | None:
    """The plan of the smallest objective; None where none keeps the rules."""
    return _Everything(request).best()


def how_many(request: PlanRequest) -> int:
    """Combinations of sales times combinations of purchases, before money rules any out."""
    everything = _Everything(request)
    return math.prod(len(ways) for ways in (*everything.sale_choices(), *everything.purchase_choices()))


class _Everything:
    def __init__(self, request: PlanRequest) -> None:
        self.request = request
        self.positions: Sequence[PlanPosition] = request.positions
        self.pairs: list[tuple[Account, Candidate]] = [
            (account, each) for account in request.accounts for each in request.candidates if each.symbol not in self._unbuyable()
        ]
        self.cash = {
            each.id: float(request.cash.get(each.id, 0)) + float(request.flows.get(each.id, 0)) for each in request.accounts
        }
        first = next((each for each in request.accounts if each.tax_type is TaxType.TAXABLE), request.accounts[0])
        self.cash[first.id] += float(request.new_cash)
        self.value = float(sum(each.value for each in self.positions)) + sum(self.cash.values())
        self.prices = Prices(request, self.positions, self.pairs, self.cash, self.value)

    def best(self) -> Best | None:
        self.sales, self.purchases = _ways(self.sale_choices()), _ways(self.purchase_choices())
        best: Best | None = None
        tried = 0
        for start in range(0, len(self.sales.picked), ROWS_AT_ONCE):
            some = _Ways(self.sales.choices, self.sales.picked[start : start + ROWS_AT_ONCE])
            table = self._objectives(some)
            tried += int(np.isfinite(table).sum())
            row, column = np.unravel_index(int(np.argmin(table)), table.shape)
            found = float(table[row, column])
            if np.isfinite(found) and (best is None or found < best.objective):
                sold = tuple(some.choices[place][way] for place, way in enumerate(some.picked[row]))
                bought = tuple(self.purchases.choices[place][way][0] for place, way in enumerate(self.purchases.picked[column]))
                best = Best(found, sold, bought, tried)
        return best

    def _unbuyable(self) -> frozenset[str]:
        return self.request.locked | self.request.no_buy

    def sale_choices(self) -> list[list[tuple[int, ...]]]:
        request, choices = self.request, []
        for position in self.positions:
            unsellable = request.buy_only or not position.tradable or position.symbol in request.locked | request.no_sell
            ways = product(*(range(1 if unsellable else int(lot.quantity) + 1) for lot in position.lots))
            choices.append([way for way in ways if self._may_trade(sum(way), position.unit_value)])
        return choices

    def purchase_choices(self) -> list[list[tuple[int, ...]]]:
        choices = []
        for account, candidate in self.pairs:
            here = [each for each in self.positions if each.account.id == account.id and each.quantity > 0]
            money = self.cash[account.id] - self._floor(account) + float(sum(each.value for each in here))
            most = int(max(0.0, money) // float(candidate.price))
            choices.append([(units,) for units in range(most + 1) if self._may_trade(units, candidate.price)])
        return choices

    def _may_trade(self, units: int, price: Decimal) -> bool:
        most = self.request.maximum_trade
        return units == 0 or (units * price >= self.request.minimum_trade and (most is None or units * price <= most))

    def _floor(self, account: Account) -> float:
        return min(0.0, float(self.request.cash.get(account.id, 0)))

    def _objectives(self, sales: _Ways) -> Table:
        """Dollars of every plan; infinite where a rule is broken."""
        request, purchases = self.request, self.purchases
        sold = np.column_stack([sales.units(n) * float(each.unit_value) for n, each in enumerate(self.positions)])
        bought = _stacked(
            [purchases.units(n) * float(each.price) for n, (_, each) in enumerate(self.pairs)], len(purchases.picked)
        )
        allowed = np.ones((len(sold), len(bought)), dtype=bool)
        for account in request.accounts:
            raised = sold[:, [each.account.id == account.id for each in self.positions]].sum(axis=1)
            spent = bought[:, [each.id == account.id for each, _ in self.pairs]].sum(axis=1)
            allowed &= self.cash[account.id] + raised[:, None] - spent[None, :] >= self._floor(account) - 1e-6
        for n, position in enumerate(self.positions):
            for k, (account, candidate) in enumerate(self.pairs):
                if (position.account.id, position.symbol) == (account.id, candidate.symbol):
                    allowed &= ~((sold[:, n] > 0)[:, None] & (bought[:, k] > 0)[None, :])
        moved = np.maximum(sold.sum(axis=1)[:, None], bought.sum(axis=1)[None, :])
        if request.max_turnover is not None:
            allowed &= moved <= request.max_turnover * self.value + 1e-6
        short, long, washed = self._gains(sales)
        if request.max_gain is not None:
            allowed &= short + long <= float(request.max_gain) + 1e-6
        if request.wash_policy is WashPolicy.FORBID:
            allowed &= ~washed
        trades = (sold > 0).sum(axis=1)[:, None] + (bought > 0).sum(axis=1)[None, :]
        traded = sold.sum(axis=1)[:, None] + bought.sum(axis=1)[None, :]
        cost = request.costs.per_trade * trades + request.costs.spread * traded
        total = weighed_tax(request.taxes, short, long) + cost + self.prices.aims(sold, bought)
        return np.where(allowed, total, np.inf)

    def _gains(self, sales: _Ways) -> tuple[Table, Table, NDArray[np.bool_]]:
        """Short- and long-term gain of every plan, wash sales taken off, and whether any loss is washed."""
        rows, columns = len(sales.picked), len(self.purchases.picked)
        short, long = np.zeros((rows, columns)), np.zeros((rows, columns))
        for place, position in enumerate(self.positions):
            if position.account.tax_type is TaxType.TAXABLE:
                by_way = np.array([_gain_by_term(self.request, position, way) for way in sales.choices[place]])
                gained = by_way[sales.picked[:, place]]
                short += gained[:, :1]
                long += gained[:, 1:]
        washed = np.zeros((rows, columns), dtype=bool)
        for group in sorted({self.request.history.group_of(each.symbol) for each in self.positions} | self._moved_groups()):
            more = self._washed_in(group, sales)
            if more is not None:
                short, long, washed = short + more[..., 0], long + more[..., 1], washed | (more.sum(axis=-1) > 0)
        return short, long, washed

    def _moved_groups(self) -> set[str]:
        return {self.request.history.group_of(each.symbol) for each in self.request.history.moves}

    def _washed_in(self, group: str, sales: _Ways) -> NDArray[np.float64] | None:
        """Losses of a group that do not count, by plan and term; None where nothing could replace anything."""
        of = self.request.history.group_of
        mine = [n for n, each in enumerate(self.positions) if of(each.symbol) == group]
        offered = [n for n, (_, each) in enumerate(self.pairs) if of(each.symbol) == group]
        past = tuple(each for each in self.request.history.moves if of(each.symbol) == group)
        if not offered and all(each.kind is MoveKind.SOLD for each in past):
            return None
        rows, row_of = np.unique(sales.picked[:, mine], axis=0, return_inverse=True)
        columns, column_of = np.unique(self.purchases.picked[:, offered], axis=0, return_inverse=True)
        table = np.zeros((len(rows), len(columns), 2))
        for r, row in enumerate(rows):
            sold = [self._sold(n, sales.choices[n][way]) for n, way in zip(mine, row, strict=True)]
            for c, column in enumerate(columns):
                bought = [self._bought(n, way) for n, way in zip(offered, column, strict=True)]
                moves = (*past, *(move for each in sold for move in each), *(move for each in bought for move in each))
                for each in match_again(moves, self.request.history):
                    if each.sale.planned or each.replacement.planned:
                        table[r, c, 0 if _is_short(each.sale) else 1] += float(each.loss)
        return np.asarray(table[row_of.ravel()[:, None], column_of.ravel()[None, :]])

    def _sold(self, place: int, way: tuple[int, ...]) -> list[Move]:
        position, day = self.positions[place], self.request.trade_date
        return [
            Move(
                *(position.account, position.symbol, day, MoveKind.SOLD, Decimal(units)),
                cost_basis=None if lot.cost_basis is None else lot.cost_basis * units / lot.quantity,
                proceeds=units * position.unit_value,
                acquired=lot.acquired,
                planned=True,
            )
            for units, lot in zip(way, position.lots, strict=True)
            if units
        ]

    def _bought(self, place: int, way: int) -> list[Move]:
        (account, candidate), units = self.pairs[place], self.purchases.choices[place][way][0]
        day, worth = self.request.trade_date, units * candidate.price
        return [Move(account, candidate.symbol, day, MoveKind.BOUGHT, Decimal(units), worth, planned=True)] if units else []


def _ways(choices: list[list[tuple[int, ...]]]) -> _Ways:
    if not choices:
        return _Ways([], np.zeros((1, 0), dtype=np.int64))
    places = np.meshgrid(*(np.arange(len(ways)) for ways in choices), indexing="ij")
    return _Ways(choices, np.array(places, dtype=np.int64).reshape(len(choices), -1).T)


def _stacked(columns: list[Table], rows: int) -> Table:
    return np.column_stack(columns) if columns else np.zeros((rows, 0))


def _gain_by_term(request: PlanRequest, position: PlanPosition, way: tuple[int, ...]) -> tuple[float, float]:
    gains = {True: 0.0, False: 0.0}
    for units, lot in zip(way, position.lots, strict=True):
        basis = Decimal(0) if lot.cost_basis is None else lot.cost_basis
        is_short = lot.acquired is not None and (request.trade_date - lot.acquired).days < 360
        gains[is_short] += float(units * (position.unit_value - basis / lot.quantity))
    return gains[True], gains[False]


def _is_short(sale: Move) -> bool:
    return sale.acquired is not None and (sale.day - sale.acquired).days < 360
