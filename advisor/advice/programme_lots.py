"""Columns of the lots that a sale takes: what each gains, and in which order a method takes them."""

from __future__ import annotations

from itertools import pairwise

from advisor.advice.columns import LotColumns, SaleColumns, Terms
from advisor.advice.linear import LinearModel
from advisor.advice.lot_methods import fixed_order
from advisor.advice.lots import lots_held, term_of
from advisor.advice.model.action import TradeAction
from advisor.advice.model.request import FixedTrade, PlanPosition, PlanRequest
from advisor.advice.model.taxes import Term
from advisor.domain.money import ZERO
from advisor.domain.portfolio import TaxType


def add_lots(
    model: LinearModel, request: PlanRequest, position: PlanPosition, *, may_be_washed: bool, replaces: bool
) -> tuple[LotColumns, ...]:
    """One column for each lot of a taxed position; loss lots that may be washed have a second one.

    Args:
        may_be_washed: Something of the same group was bought lately, or may be bought.
        replaces: Some of these shares were bought lately; then lots tell even where nothing is taxed, for those that are sold
            wash no loss elsewhere.
    """
    taxed = position.account.tax_type is TaxType.TAXABLE
    if not taxed and not replaces:
        return ()
    lots = []
    for place, lot in enumerate(lots_held(position, request.lot_method)):
        gain = float(position.unit_value - (lot.cost_basis or ZERO) / lot.quantity) if taxed else 0.0
        counted = model.add_column(upper=float(lot.quantity))
        washed = model.add_column(upper=float(lot.quantity)) if may_be_washed and gain < 0 else None
        short = term_of(lot, request.trade_date) is Term.SHORT
        lots.append(LotColumns(place, lot.quantity, counted, washed, gain, short, lot.acquired))
        if washed is not None:
            model.add_row({counted: 1.0, washed: 1.0}, upper=float(lot.quantity))
    _keep_the_order(model, request, position, lots, tied=may_be_washed or replaces)
    return tuple(lots)


def gain_terms(sales: tuple[SaleColumns, ...], *, short_term: bool) -> Terms:
    """Dollars of gain of one term, wash sales taken off."""
    lots = (lot for sale in sales for lot in sale.lots)
    return {lot.counted: lot.gain_per_unit for lot in lots if lot.short_term is short_term and lot.gain_per_unit}


def _keep_the_order(
    model: LinearModel, request: PlanRequest, position: PlanPosition, lots: list[LotColumns], *, tied: bool
) -> None:
    """A lot is begun only when those before it are sold out.

    Between lots of one term the solver takes the smaller gain first by itself: tax never falls as gain rises. Where wash sales
    play a part it may gain by taking others, so that every step is kept.
    """
    places = fixed_order(position, request.trade_date, request.lot_method)
    if places is None or any(fixed.lots for fixed in request.fixed if _is_of(fixed, position)):
        return
    runs = _runs([lots[place] for place in places], tied=tied)
    for before, after in pairwise(runs):
        begun = model.add_column(upper=1, integer=True)
        for lot in before:
            model.add_row({**lot.sold(), begun: -float(lot.units)}, lower=0)
        for lot in after:
            model.add_row({**lot.sold(), begun: -float(lot.units)}, upper=0)


def _runs(order: list[LotColumns], *, tied: bool) -> list[list[LotColumns]]:
    """Lots that the solver takes in their order by itself, together."""
    runs: list[list[LotColumns]] = []
    for lot in order:
        last = runs[-1][-1] if runs else None
        by_itself = last is not None and last.short_term is lot.short_term and last.gain_per_unit <= lot.gain_per_unit
        if by_itself and not tied:
            runs[-1].append(lot)
        else:
            runs.append([lot])
    return runs


def _is_of(fixed: FixedTrade, position: PlanPosition) -> bool:
    return (fixed.account_id, fixed.action, fixed.symbol) == (position.account.id, TradeAction.SELL, position.symbol)
