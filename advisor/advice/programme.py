"""The plan as a mixed-integer programme: one objective in dollars, every rule a row."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from advisor.advice.columns import SMALLEST_FRACTION, PurchaseColumns, SaleColumns, fraction_of_a_share
from advisor.advice.household import Household
from advisor.advice.linear import LinearModel
from advisor.advice.lots import GainSegment, gain_curve
from advisor.advice.model.request import Candidate, PlanPosition
from advisor.advice.objective import distance_prices, split_distance
from advisor.domain.classification import Sleeve
from advisor.domain.money import CENT
from advisor.domain.portfolio import Account, TaxType


@dataclass(frozen=True, slots=True)
class Programme:
    """The model, what its columns stand for, and the plan of doing nothing to start from (None when that breaks a rule)."""

    model: LinearModel
    sales: tuple[SaleColumns, ...]
    purchases: tuple[PurchaseColumns, ...]
    start: tuple[float, ...] | None


def build_programme(household: Household, *, pooled_cash: bool = False) -> Programme:
    """Write the rules of a household as rows.

    Args:
        household: The request, worked out.
        pooled_cash: Let cash move between accounts, to see what keeping it apart costs.
    """
    return _Builder(household, pooled_cash).build()


@dataclass(frozen=True, slots=True)
class _Distance:
    """Columns of one sleeve's distance above and below its target, from the target outwards."""

    above: tuple[int, ...]
    below: tuple[int, ...]


class _Builder:
    def __init__(self, household: Household, pooled_cash: bool) -> None:
        self._household = household
        self._request = household.request
        self._pooled = pooled_cash
        self._model = LinearModel()
        self._distances: dict[Sleeve, _Distance] = {}

    def build(self) -> Programme:
        self._sales = [self._add_sale(position) for position in self._household.sellable]
        self._purchases = [
            purchase
            for account in self._request.accounts
            for candidate in self._household.buyable
            if (purchase := self._add_purchase(account, candidate)) is not None
        ]
        self._forbid_buying_what_is_sold()
        self._keep_cash()
        self._price_distance_from_target()
        self._price_tax()
        start = self._doing_nothing() if self._household.may_stay_idle else None
        return Programme(self._model, tuple(self._sales), tuple(self._purchases), start)

    def _add_trade(self) -> int:
        return self._model.add_column(cost=self._request.costs.per_trade, upper=1, integer=True)

    def _add_sale(self, position: PlanPosition) -> SaleColumns:
        model, whole = self._model, self._request.whole_shares
        held = position.quantity
        fraction = fraction_of_a_share(held) if whole else Decimal(0)
        most = float(held - fraction)
        units = model.add_column(upper=most, integer=whole)
        everything = model.add_column(upper=1, integer=True) if fraction else None
        if everything is not None:
            model.add_row({units: 1, everything: -most}, lower=0)
        sale = SaleColumns(position, units, everything, self._add_trade(), self._add_segments(position))
        model.add_row({**sale.sold(), sale.trade: -float(held)}, upper=0)
        least = float(self._request.minimum_trade) + self._rounding(position.unit_value)
        if float(held * position.unit_value) > least:
            model.add_row({**sale.sold(float(position.unit_value)), sale.trade: -least}, lower=0)
        else:
            model.add_row({**sale.sold(), sale.trade: -float(held)}, lower=0)
        if sale.segments:
            model.add_row({**sale.sold(), **{column: -1.0 for column, _ in sale.segments}}, lower=0, upper=0)
        return sale

    def _add_segments(self, position: PlanPosition) -> tuple[tuple[int, GainSegment], ...]:
        if position.account.tax_type is not TaxType.TAXABLE:
            return ()
        return tuple(
            (self._model.add_column(upper=float(segment.units)), segment)
            for segment in gain_curve(position, self._request.trade_date)
        )

    def _add_purchase(self, account: Account, candidate: Candidate) -> PurchaseColumns | None:
        price = float(candidate.price)
        most = self._spendable(account) / price
        if self._request.whole_shares:
            most = math.floor(most)
        least = float(self._request.minimum_trade) + self._rounding(candidate.price)
        if most <= 0 or most * price < least:
            return None
        units = self._model.add_column(upper=most, integer=self._request.whole_shares)
        purchase = PurchaseColumns(account, candidate, units, self._add_trade())
        self._model.add_row({units: 1, purchase.trade: -most}, upper=0)
        self._model.add_row({units: price, purchase.trade: -least}, lower=0)
        return purchase

    def _spendable(self, account: Account) -> float:
        accounts = [other.id for other in self._request.accounts] if self._pooled else [account.id]
        cash = sum(self._household.cash[each] - self._household.cash_floor[each] for each in accounts)
        raised = sum(p.quantity * p.unit_value for p in self._household.sellable if p.account.id in accounts)
        return float(cash + raised)

    def _rounding(self, unit_value: Decimal) -> float:
        """Dollars by which a trade's exact value may miss the solver's: whole cents, and the cut to four places."""
        cut = Decimal(0) if self._request.whole_shares else SMALLEST_FRACTION * unit_value
        return float(cut + (0 if cut == 0 and unit_value % CENT == 0 else CENT))

    def _forbid_buying_what_is_sold(self) -> None:
        sold, bought = defaultdict(list), defaultdict(list)
        for sale in self._sales:
            sold[sale.position.symbol].append(sale.trade)
        for purchase in self._purchases:
            bought[purchase.candidate.symbol].append(purchase.trade)
        for symbol in sorted(sold.keys() & bought.keys()):
            buys = self._model.add_column(upper=1, integer=True)
            for trade in bought[symbol]:
                self._model.add_row({trade: 1, buys: -1}, upper=0)
            for trade in sold[symbol]:
                self._model.add_row({trade: 1, buys: 1}, upper=1)

    def _keep_cash(self) -> None:
        rows: dict[int, dict[int, float]] = {account.id: {} for account in self._request.accounts}
        for sale in self._sales:
            price = sale.position.unit_value
            # A fraction of a share is worth a fraction of a cent more or less, whatever the price.
            margin = self._rounding(price) or (float(CENT) if sale.everything is not None else 0.0)
            rows[sale.position.account.id] |= {**sale.sold(float(price)), sale.trade: -margin}
        for purchase in self._purchases:
            price = purchase.candidate.price
            rows[purchase.account.id] |= {purchase.units: -float(price), purchase.trade: -self._rounding(price)}
        needed = {each: float(self._household.cash_floor[each] - self._household.cash[each]) for each in rows}
        if self._pooled:
            self._model.add_row({k: v for row in rows.values() for k, v in row.items()}, lower=sum(needed.values()))
            return
        for account, row in rows.items():
            self._model.add_row(row, lower=needed[account])

    def _price_distance_from_target(self) -> None:
        value, target = float(self._household.value), self._household.target
        for sleeve, weight in target.sleeves.items():
            prices = distance_prices(target, sleeve, value)
            above = [self._model.add_column(cost=price, upper=length) for length, price in prices]
            below = [self._model.add_column(cost=price, upper=length) for length, price in prices]
            away = weight * value - self._household.idle[sleeve]
            terms = self._moved(sleeve) | dict.fromkeys(above, -1.0) | dict.fromkeys(below, 1.0)
            self._model.add_row(terms, lower=away, upper=away)
            self._distances[sleeve] = _Distance(tuple(above), tuple(below))
        if self._household.may_stay_idle:
            columns = [column for distance in self._distances.values() for column in distance.above + distance.below]
            self._model.add_row(dict.fromkeys(columns, 1.0), upper=self._idle_distance() + float(CENT))

    def _moved(self, sleeve: Sleeve) -> dict[int, float]:
        """Terms of the money that the trades bring into a sleeve."""
        terms: dict[int, float] = {}
        for sale in self._sales:
            share = sale.position.sleeves.get(sleeve, 0.0) - (sleeve is Sleeve.CASH)
            if share:
                terms |= sale.sold(-share * float(sale.position.unit_value))
        for purchase in self._purchases:
            share = purchase.candidate.sleeves.get(sleeve, 0.0) - (sleeve is Sleeve.CASH)
            if share:
                terms[purchase.units] = share * float(purchase.candidate.price)
        return terms

    def _idle_distance(self) -> float:
        household = self._household
        return sum(
            abs(household.idle[sleeve] - weight * float(household.value)) for sleeve, weight in household.target.sleeves.items()
        )

    def _price_tax(self) -> None:
        short, long = self._gains(short_term=True), self._gains(short_term=False)
        if not short and not long:
            return
        if self._request.max_gain is not None:
            margins = {sale.trade: self._gain_rounding(sale) for sale in self._sales if sale.segments}
            self._model.add_row({**short, **long, **margins}, upper=float(self._request.max_gain))
        dear, cheap = float(self._request.taxes.ordinary[0].rate), float(self._request.taxes.long_term[0].rate)
        if dear < cheap:
            short, long, dear, cheap = long, short, cheap, dear
        tax = self._model.add_column(cost=1.0)
        # After netting across terms the tax is the smaller of two convex curves; the switch says which one counts.
        cheap_gain = self._model.add_column(upper=1, integer=True)
        most, least = self._range(long)
        self._model.add_row(
            {tax: 1.0, cheap_gain: (dear - cheap) * most} | _times(short, -dear) | _times(long, -dear),
            lower=0,
        )
        self._model.add_row(
            {tax: 1.0, cheap_gain: (dear - cheap) * least} | _times(short, -dear) | _times(long, -cheap),
            lower=(dear - cheap) * least,
        )
        self._model.add_row({tax: 1.0} | _times(short, -cheap) | _times(long, -cheap), lower=0)

    def _gains(self, *, short_term: bool) -> dict[int, float]:
        return {
            column: float(segment.gain_per_unit)
            for sale in self._sales
            for column, segment in sale.segments
            if segment.short_term is short_term
        }

    def _range(self, gains: dict[int, float]) -> tuple[float, float]:
        """The most and the least that the gains can sum to."""
        at_most = {column: gain * self._model.upper[column] for column, gain in gains.items()}
        return sum(max(gain, 0.0) for gain in at_most.values()), sum(min(gain, 0.0) for gain in at_most.values())

    def _gain_rounding(self, sale: SaleColumns) -> float:
        """Dollars by which a sale's exact gain may exceed the solver's: a cent a lot, and the split by term to four places."""
        return float(CENT) * (len(sale.segments) + 1) + 2 * float(SMALLEST_FRACTION * sale.position.unit_value)

    def _doing_nothing(self) -> tuple[float, ...]:
        values = [0.0] * len(self._model.costs)
        total, target = float(self._household.value), self._household.target
        for sleeve, columns in self._distances.items():
            distance = self._household.idle[sleeve] - target.sleeves[sleeve] * total
            parts = split_distance(abs(distance), distance_prices(target, sleeve, total))
            for column, part in zip(columns.above if distance >= 0 else columns.below, parts, strict=True):
                values[column] = part
        return tuple(values)


def _times(terms: dict[int, float], factor: float) -> dict[int, float]:
    return {column: factor * value for column, value in terms.items()}
