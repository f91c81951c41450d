"""What realised gains cost, estimated at two flat rates."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from advisor.advice.model.plan import Trade
from advisor.advice.model.request import TradeAction
from advisor.advice.model.taxes import SoldLot, TaxEstimate, Term
from advisor.domain.money import ZERO, round_to_cents
from advisor.domain.portfolio import TaxType

# A net capital loss offsets this much other income a year, in dollars (half for a married couple filing apart); the
# rest is carried forward.
YEARLY_LOSS_LIMIT = Decimal(3000)


def net_tax(short_term: Decimal, long_term: Decimal, *, short_term_rate: float, long_term_rate: float) -> Decimal:
    """Tax on one year's gains, to the cent; a net loss costs nothing.

    Short-term gains and losses are netted already, long-term ones likewise; here a loss of one term is set against the gain
    of the other, and what is left is taxed at the rate of the term that won.
    """
    short_rate, long_rate = Decimal(str(short_term_rate)), Decimal(str(long_term_rate))
    if short_term >= 0 and long_term >= 0:
        tax = short_term * short_rate + long_term * long_rate
    else:
        rate = short_rate if short_term > long_term else long_rate
        tax = max(short_term + long_term, ZERO) * rate
    return round_to_cents(tax)


def estimate_tax(trades: Sequence[Trade], *, short_term_rate: float, long_term_rate: float) -> TaxEstimate:
    """Net gains of the sales in taxable accounts and the tax on them; tax-deferred accounts cost nothing.

    Lots of unknown date are taxed as long-term and lots of unknown basis are left out: then the estimate is the least it
    can be, and `complete` is False.
    """
    short_term, long_term = _net_gains(trades, unknown_as_gain=False)
    tax = net_tax(short_term, long_term, short_term_rate=short_term_rate, long_term_rate=long_term_rate)
    complete = all(lot.gain is not None and lot.term is not Term.UNKNOWN for _, lot in taxable_lots(trades))
    return TaxEstimate(short_term, long_term, tax, complete)


def planned_tax(trades: Sequence[Trade], *, short_term_rate: float, long_term_rate: float) -> Decimal:
    """The tax that a plan is weighed with: as `estimate_tax`, but lots of unknown basis gain their whole price."""
    short_term, long_term = _net_gains(trades, unknown_as_gain=True)
    return net_tax(short_term, long_term, short_term_rate=short_term_rate, long_term_rate=long_term_rate)


def taxable_lots(trades: Sequence[Trade]) -> tuple[tuple[Trade, SoldLot], ...]:
    """The lots that are sold in taxable accounts, each with its trade."""
    return tuple(
        (trade, lot)
        for trade in trades
        if trade.action is TradeAction.SELL and trade.account.tax_type is TaxType.TAXABLE
        for lot in trade.lots
    )


def _net_gains(trades: Sequence[Trade], *, unknown_as_gain: bool) -> tuple[Decimal, Decimal]:
    short_term, long_term = ZERO, ZERO
    for trade, lot in taxable_lots(trades):
        gain = lot.gain
        if gain is None:
            gain = lot.quantity * trade.price if unknown_as_gain else ZERO
        if lot.term is Term.SHORT:
            short_term += gain
        else:
            long_term += gain
    return short_term, long_term


def split_net_loss(net_gain: Decimal) -> tuple[Decimal, Decimal]:
    """A net loss as (what offsets other income this year, what is carried forward); both 0 for a gain."""
    loss = max(-net_gain, ZERO)
    this_year = min(loss, YEARLY_LOSS_LIMIT)
    return this_year, loss - this_year
