"""What a plan does not know, said beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from advisor.advice.household import Household
from advisor.advice.linear import SearchEnd
from advisor.advice.model.plan import Trade
from advisor.advice.model.request import TradeAction
from advisor.advice.model.taxes import TaxEstimate, Term
from advisor.advice.objective import accepted_gap
from advisor.advice.tax import YEARLY_LOSS_LIMIT, net_tax, split_net_loss, taxable_lots
from advisor.advice.wording import dollars, listed
from advisor.domain.days import long_date
from advisor.domain.money import ZERO


def plan_warnings(
    household: Household, trades: Sequence[Trade], tax: TaxEstimate, *, optimality_gap: float, search_end: SearchEnd
) -> tuple[str, ...]:
    """Everything the investor should know before trusting the figures, in plain sentences."""
    return (
        *_about_the_search(household, optimality_gap, search_end),
        *_about_basis(trades),
        *_about_dates(household, trades, tax),
        *_about_the_net_loss(trades, tax),
        *_about_wash_sales(trades),
        *_about_prices(household, trades),
        *_about_what_is_left_out(household),
    )


def _about_the_search(household: Household, optimality_gap: float, end: SearchEnd) -> Iterator[str]:
    if end is SearchEnd.PROVEN or optimality_gap <= accepted_gap(float(household.value)):
        return
    stopped = "The search was stopped early"
    if end is SearchEnd.TIME_LIMIT:
        stopped = f"The time limit of {household.request.time_limit:g} seconds ended the search"
    yield f"{stopped}: this is the best plan found so far, and another could be better by up to ${optimality_gap:,.0f}."


def _about_basis(trades: Sequence[Trade]) -> Iterator[str]:
    symbols = _of_unknown_cost(trades)
    if symbols:
        yield f"The cost of {listed(symbols)} is not known, so the tax is at least what is shown."


def _of_unknown_cost(trades: Sequence[Trade]) -> list[str]:
    return sorted({trade.symbol for trade, lot in taxable_lots(trades) if lot.gain is None})


def _about_dates(household: Household, trades: Sequence[Trade], tax: TaxEstimate) -> Iterator[str]:
    undated = [(trade, lot) for trade, lot in taxable_lots(trades) if lot.term is Term.UNKNOWN and lot.gain is not None]
    if not undated:
        return
    gain = sum((lot.gain or ZERO for _, lot in undated), ZERO)
    all_short = net_tax(
        tax.short_term_gain + gain,
        tax.long_term_gain - gain,
        short_term_rate=float(household.request.taxes.ordinary[0].rate),
        long_term_rate=float(household.request.taxes.long_term[0].rate),
    )
    symbols = sorted({trade.symbol for trade, _ in undated})
    text = f"No purchase date is known for {listed(symbols)}: the gain is counted as long-term"
    dearer = all_short - tax.estimated_tax
    yield f"{text}; held a year or less, the tax would be {dollars(dearer)} more." if dearer > 0 else f"{text}."


def _about_the_net_loss(trades: Sequence[Trade], tax: TaxEstimate) -> Iterator[str]:
    this_year, later = split_net_loss(tax.short_term_gain + tax.long_term_gain)
    if this_year < 1:
        return
    opening = "As far as costs are known, the plan" if _of_unknown_cost(trades) else "The plan"
    text = f"{opening} realises a net loss of {dollars(this_year + later)}, which the estimate counts as no tax; "
    if later:
        yield f"{text}up to {dollars(YEARLY_LOSS_LIMIT)} a year can offset other income, and the rest is carried forward."
    else:
        yield f"{text}it can offset other income this year."


def _about_wash_sales(trades: Sequence[Trade]) -> Iterator[str]:
    """Each lot counts by itself: a loss that other sales' gains use up is disallowed all the same."""
    symbols = sorted({trade.symbol for trade, lot in taxable_lots(trades) if lot.gain is not None and lot.gain < 0})
    if symbols:
        yield (
            f"Sold at a loss: {listed(symbols)}. Buying the same fund or share in any account within 30 days before or after "
            "the sale would disallow the loss; purchases outside this plan are not checked."
        )


def _about_prices(household: Household, trades: Sequence[Trade]) -> Iterator[str]:
    bought = {trade.symbol for trade in trades if trade.action is TradeAction.BUY}
    closed_on = {each.symbol: each.price_as_of for each in household.buyable if each.symbol in bought and each.price_as_of}
    for day in sorted(set(closed_on.values())):
        symbols = sorted(symbol for symbol, own in closed_on.items() if own == day)
        yield (
            f"You do not hold {listed(symbols)}: the price is the close of {long_date(day)}. "
            "Look up today's price before you order."
        )


def _about_what_is_left_out(household: Household) -> Iterator[str]:
    request = household.request
    priced = {candidate.symbol for candidate in request.candidates if candidate.price > 0}
    unpriced = sorted({symbol for symbol, _ in request.target.candidates} - priced)
    if unpriced:
        yield f"No price is at hand for {listed(unpriced)}, so the plan does not buy it."
    untradable = sorted({position.symbol for position in request.positions if not position.tradable})
    if untradable:
        yield f"The plan leaves {listed(untradable)} as it is: it cannot be priced or traded here."
    if request.target.sectors or request.target.company_max is not None:
        yield "The target's limits by sector and company are kept but not aimed at: this plan works by sleeve."
