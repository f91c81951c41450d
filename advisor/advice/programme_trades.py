"""Columns of sales and purchases, and the rules on each trade by itself."""

from __future__ import annotations

import math
from collections.abc import Mapping
from decimal import Decimal

from advisor.advice.columns import SMALLEST_FRACTION, LotColumns, PurchaseColumns, SaleColumns, fraction_of_a_share
from advisor.advice.household import Household
from advisor.advice.linear import LinearModel
from advisor.advice.model.action import TradeAction
from advisor.advice.model.request import Candidate, FixedTrade, PlanPosition
from advisor.advice.programme_lots import add_lots
from advisor.advice.washing.tie import Tie
from advisor.domain.money import CENT
from advisor.domain.portfolio import Account


class TradeWriter:
    """Writes the trades of a household into a model."""

    def __init__(self, household: Household, model: LinearModel, ties: Mapping[str, Tie], *, pooled_cash: bool) -> None:
        self._household = household
        self._request = household.request
        self._model = model
        self._ties = ties
        self._pooled = pooled_cash
        self._groups_offered = {household.request.history.group_of(each.symbol) for _, each in household.purchases}

    def add_sales(self) -> tuple[SaleColumns, ...]:
        places = {id(position): place for place, position in enumerate(self._request.positions)}
        sales = []
        for position in self._household.sellable:
            fixed = self._household.fixed_trade(position.account, TradeAction.SELL, position.symbol)
            add = self._add_free_sale if fixed is None else self._add_typed_sale
            sales.append(add(position, places[id(position)], fixed))
        return tuple(sales)

    def add_purchases(self) -> tuple[PurchaseColumns, ...]:
        first = len(self._request.positions)
        purchases = []
        for n, (account, candidate) in enumerate(self._household.purchases):
            fixed = self._household.fixed_trade(account, TradeAction.BUY, candidate.symbol)
            if fixed is not None:
                purchases.append(self._add_typed_purchase(account, candidate, first + n, fixed))
            elif (purchase := self._add_free_purchase(account, candidate, first + n)) is not None:
                purchases.append(purchase)
        return tuple(purchases)

    def rounding(self, unit_value: Decimal) -> float:
        """Dollars by which a trade's exact value may miss the solver's: whole cents, and the cut to four places."""
        cut = Decimal(0) if self._request.whole_shares else SMALLEST_FRACTION * unit_value
        return float(cut + (0 if cut == 0 and unit_value % CENT == 0 else CENT))

    def rounding_of_sale(self, sale: SaleColumns) -> float:
        """The same for a sale: a fraction of a share is worth a fraction of a cent more or less, whatever the price."""
        of_fractions = float(CENT) if sale.everything is not None or sale.fixed is not None else 0.0
        return self.rounding(sale.position.unit_value) or of_fractions

    def _add_switch(self, *, typed: bool = False) -> int:
        cost = self._request.costs.per_trade
        return self._model.add_column(cost=cost, lower=float(typed), upper=1, integer=not typed)

    def _spread(self, price: Decimal) -> float:
        return self._request.costs.spread * float(price)

    def _add_free_sale(self, position: PlanPosition, place: int, _: FixedTrade | None) -> SaleColumns:
        model, whole = self._model, self._request.whole_shares
        held = position.most_to_sell(whole)
        fraction = fraction_of_a_share(held) if whole else Decimal(0)
        most = float(held - fraction)
        units = model.add_column(cost=self._spread(position.unit_value), upper=most, integer=whole)
        everything = None
        if fraction:
            everything = model.add_column(cost=self._spread(position.unit_value * fraction), upper=1, integer=True)
            model.add_row({units: 1, everything: -most}, lower=0)
        sale = SaleColumns(position, place, units, everything, self._add_switch(), self._lots(position))
        self._tie_to_switch(sale.sold(), sale.trade, float(held), position.unit_value)
        self._tie_to_lots(sale)
        return sale

    def _add_typed_sale(self, position: PlanPosition, place: int, fixed: FixedTrade | None) -> SaleColumns:
        assert fixed is not None
        quantity = min(fixed.quantity, position.quantity)
        cost = self._spread(position.unit_value)
        units = self._model.add_column(cost=cost, lower=float(quantity), upper=float(quantity))
        lots = self._lots(position)
        for lot in lots if fixed.lots else ():
            taken = float(sum((units for place, units in fixed.lots if place == lot.place), Decimal(0)))
            self._model.add_row(lot.sold(), lower=taken, upper=taken)
        sale = SaleColumns(position, place, units, None, self._add_switch(typed=True), lots, quantity)
        self._tie_to_lots(sale)
        return sale

    def _lots(self, position: PlanPosition) -> tuple[LotColumns, ...]:
        group = self._request.history.group_of(position.symbol)
        replacing = self._ties.get(group, Tie()).replacing
        here = (position.account.id, position.symbol)
        replaces = any((each.purchase.account.id, each.purchase.symbol) == here for each in replacing)
        may_be_washed = group in self._groups_offered or bool(replacing)
        return add_lots(self._model, self._request, position, may_be_washed=may_be_washed, replaces=replaces)

    def _tie_to_lots(self, sale: SaleColumns) -> None:
        if sale.lots:
            from_lots = {column: -1.0 for lot in sale.lots for column in lot.sold()}
            self._model.add_row({**sale.sold(), **from_lots}, lower=0, upper=0)

    def _tie_to_switch(self, units: dict[int, float], trade: int, most: float, price: Decimal) -> None:
        """No units without a trade, and none worth less or more than a trade may be."""
        request, per_unit = self._request, float(price)
        margin = self.rounding(price)
        if request.maximum_trade is not None:
            most = min(most, max(0.0, float(request.maximum_trade) - margin) / per_unit)
        self._model.add_row({**units, trade: -most}, upper=0)
        least = float(request.minimum_trade) + margin
        worth = {column: per_unit * each for column, each in units.items()}
        self._model.add_row({**worth, trade: -min(least, most * per_unit)}, lower=0)

    def _add_free_purchase(self, account: Account, candidate: Candidate, place: int) -> PurchaseColumns | None:
        price = float(candidate.price)
        most = self._spendable(account) / price
        if self._request.maximum_trade is not None:
            most = min(most, float(self._request.maximum_trade) / price)
        if self._request.whole_shares:
            most = math.floor(most)
        if most <= 0 or most * price < float(self._request.minimum_trade) + self.rounding(candidate.price):
            return None
        units = self._model.add_column(cost=self._spread(candidate.price), upper=most, integer=self._request.whole_shares)
        purchase = PurchaseColumns(account, candidate, place, units, self._add_switch())
        self._tie_to_switch({units: 1.0}, purchase.trade, most, candidate.price)
        return purchase

    def _add_typed_purchase(self, account: Account, candidate: Candidate, place: int, fixed: FixedTrade) -> PurchaseColumns:
        quantity = float(fixed.quantity)
        units = self._model.add_column(cost=self._spread(candidate.price), lower=quantity, upper=quantity)
        return PurchaseColumns(account, candidate, place, units, self._add_switch(typed=True), fixed.quantity)

    def _spendable(self, account: Account) -> float:
        accounts = [other.id for other in self._request.accounts] if self._pooled else [account.id]
        cash = sum(self._household.cash[each] - self._household.cash_floor[each] for each in accounts)
        raised = sum(p.quantity * p.unit_value for p in self._household.sellable if p.account.id in accounts)
        return float(cash + raised)
