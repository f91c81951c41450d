"""What a plan may trade, as rows of numbers: how much, at what price, and what it gains."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from advisor.advice.columns import SMALLEST_FRACTION
from advisor.advice.household import Household
from advisor.advice.lot_methods import fixed_order
from advisor.advice.lots import lots_held, term_of
from advisor.advice.model.request import Candidate, PlanPosition, PlanRequest
from advisor.advice.model.taxes import Term
from advisor.advice.model.washing import WashPolicy
from advisor.advice.washing.tie import Tie, ties_on
from advisor.domain.money import CENT, ZERO
from advisor.domain.portfolio import Account, TaxType

Numbers = NDArray[np.float64]

# Dollars of tax that a dollar of short-term and of long-term gain costs.
Rates = tuple[float, float]


@dataclass(frozen=True, slots=True)
class GainCurve:
    """What a sale gains, straight between the edges of its lots."""

    units: Numbers = field(default_factory=lambda: np.zeros(1))
    short: Numbers = field(default_factory=lambda: np.zeros(1))
    long: Numbers = field(default_factory=lambda: np.zeros(1))

    def at(self, units: Numbers) -> tuple[Numbers, Numbers]:
        """Short- and long-term gain of the first units."""
        return np.interp(units, self.units, self.short), np.interp(units, self.units, self.long)


@dataclass(frozen=True, slots=True)
class PossibleTrade:
    """A sale or purchase that nobody typed in.

    Attributes:
        holding: The position sold, or the candidate bought.
        place: Among the household's places.
        least, most: Units, where there is a trade at all.
        grain: Units come in multiples of it; `most` is allowed whatever it is.
        curve: What it gains.
        group: Of identical things, of which none is bought while another is sold: that could wash a loss.
    """

    account: Account
    holding: PlanPosition | Candidate
    place: int
    price: float
    least: float
    most: float
    grain: float
    curve: GainCurve
    group: str

    @property
    def is_sale(self) -> bool:
        return isinstance(self.holding, PlanPosition)


def possible_trades(household: Household, rates: Rates) -> tuple[PossibleTrade, ...]:
    """Every sale and purchase that rules and sizes allow.

    Losses that something bought lately replaces count for nothing; what would wash an earlier loss is left out.
    """
    request = household.request
    sellable = {id(position) for position in household.sellable}
    ties = ties_on(request.history, request.trade_date)
    tie_of = {symbol: ties.get(request.history.group_of(symbol), Tie()) for symbol in _symbols(household)}
    trades = [
        _sale(household, position, place, tie_of[position.symbol], rates)
        for place, position in enumerate(request.positions)
        if id(position) in sellable and not _is_typed(request, position.account, position.symbol)
    ]
    first = len(request.positions)
    trades += [
        _purchase(household, account, candidate, first + n)
        for n, (account, candidate) in enumerate(household.purchases)
        if not _is_typed(request, account, candidate.symbol) and not tie_of[candidate.symbol].exposed_losses
    ]
    return tuple(trade for trade in trades if trade is not None)


def _symbols(household: Household) -> set[str]:
    return {each.symbol for each in household.request.positions} | {each.symbol for _, each in household.purchases}


def _is_typed(request: PlanRequest, account: Account, symbol: str) -> bool:
    return any((fixed.account_id, fixed.symbol) == (account.id, symbol) for fixed in request.fixed)


def _sale(household: Household, position: PlanPosition, place: int, tie: Tie, rates: Rates) -> PossibleTrade | None:
    request, price = household.request, float(position.unit_value)
    most = float(position.most_to_sell(request.whole_shares))
    loses = _may_lose(position) and bool(tie.replacing)
    here = (position.account.id, position.symbol)
    all_here = all((each.purchase.account.id, each.purchase.symbol) == here for each in tie.replacing)
    if loses and not all_here and request.wash_policy is WashPolicy.FORBID:
        return None
    curve = _gain_curve(request, position, rates, losses_count=not loses or all_here)
    sale = _sized(household, position.account, position, place, price, most, curve)
    # With all of them the shares go that would replace the others: only then does every loss count.
    return replace(sale, least=most) if sale is not None and loses and all_here and sale.most == most else sale


def _may_lose(position: PlanPosition) -> bool:
    return position.account.tax_type is TaxType.TAXABLE and any(
        (lot.cost_basis or ZERO) > lot.quantity * position.unit_value for lot in lots_held(position)
    )


def _purchase(household: Household, account: Account, candidate: Candidate, place: int) -> PossibleTrade | None:
    raised = sum(p.quantity * p.unit_value for p in household.sellable if p.account.id == account.id)
    spendable = household.cash[account.id] - household.cash_floor[account.id] + raised
    price = float(candidate.price)
    return _sized(household, account, candidate, place, price, float(spendable) / price, GainCurve())


def _sized(
    household: Household,
    account: Account,
    holding: PlanPosition | Candidate,
    place: int,
    price: float,
    most: float,
    curve: GainCurve,
) -> PossibleTrade | None:
    request = household.request
    grain = 1.0 if request.whole_shares else float(SMALLEST_FRACTION)
    if request.maximum_trade is not None and most * price > float(request.maximum_trade) - float(CENT):
        most = math.floor((float(request.maximum_trade - CENT)) / price / grain) * grain
    elif not isinstance(holding, PlanPosition):
        most = math.floor(most / grain) * grain
    least = max(grain, math.ceil((float(request.minimum_trade) + float(CENT)) / price / grain) * grain)
    if least > most:
        return None
    group = request.history.group_of(holding.symbol)
    return PossibleTrade(account, holding, place, price, least, most, grain, curve, group)


def _gain_curve(request: PlanRequest, position: PlanPosition, rates: Rates, *, losses_count: bool) -> GainCurve:
    if position.account.tax_type is not TaxType.TAXABLE:
        return GainCurve()
    lots = lots_held(position, request.lot_method)
    gains = [float(position.unit_value - (lot.cost_basis or ZERO) / lot.quantity) for lot in lots]
    short = [term_of(lot, request.trade_date) is Term.SHORT for lot in lots]
    if not losses_count:
        gains = [max(gain, 0.0) for gain in gains]
    order = fixed_order(position, request.trade_date, request.lot_method)
    if order is None:
        order = tuple(sorted(range(len(lots)), key=lambda n: gains[n] * (rates[0] if short[n] else rates[1])))
    units = [float(lots[n].quantity) for n in order]
    gained = [gains[n] * float(lots[n].quantity) for n in order]
    of_short = [each * short[n] for n, each in zip(order, gained, strict=True)]
    of_long = [each - part for each, part in zip(gained, of_short, strict=True)]
    return GainCurve(*(np.cumsum([0.0, *each]) for each in (units, of_short, of_long)))


def gains_of(request: PlanRequest, position: PlanPosition, lots: tuple[tuple[int, Decimal], ...]) -> tuple[float, float]:
    """Short- and long-term gain of the lots that a sale takes, wash sales left aside."""
    if position.account.tax_type is not TaxType.TAXABLE:
        return 0.0, 0.0
    held = lots_held(position, request.lot_method)
    by_term = {True: 0.0, False: 0.0}
    for place, units in lots:
        lot = held[place]
        gain = units * (position.unit_value - (lot.cost_basis or ZERO) / lot.quantity)
        by_term[term_of(lot, request.trade_date) is Term.SHORT] += float(gain)
    return by_term[True], by_term[False]
