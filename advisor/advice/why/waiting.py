"""What a few more days would save: gains that are still short-term, of lots about to be held for more than a year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from advisor.advice.gains import taxable_lots
from advisor.advice.lots import first_long_term_day
from advisor.advice.model.request import PlanRequest
from advisor.advice.model.taxes import SoldLot, Term
from advisor.advice.outcome import Outcome
from advisor.advice.taxes.net_tax import tax_of
from advisor.advice.wording import dollars
from advisor.domain.days import long_date
from advisor.domain.money import ZERO

# Longer than this a plan is not put off for its tax.
_SOON = timedelta(days=60)

# So many holdings are told of, at most, and only where more than this is saved.
_MOST = 3
_WORTH_SAYING = Decimal(10)


def about_waiting(request: PlanRequest, outcome: Outcome) -> Iterator[str]:
    """One sentence for each holding and day on which lots that the plan sells would become long-term, the dearest first."""
    waiting: defaultdict[tuple[str, date], list[SoldLot]] = defaultdict(list)
    for trade, lot in taxable_lots(outcome.trades):
        if lot.term is Term.SHORT and lot.acquired is not None and lot.gain is not None and lot.gain > 0:
            day = first_long_term_day(lot.acquired)
            if day <= request.trade_date + _SOON:
                waiting[trade.symbol, day].append(lot)
    saved = {
        key: _saved(request, outcome, key[1], sum((lot.gain or ZERO for lot in lots), ZERO)) for key, lots in waiting.items()
    }
    for key in sorted(saved, key=lambda each: -saved[each])[:_MOST]:
        if saved[key] > _WORTH_SAYING:
            symbol, day = key
            units = sum((lot.quantity for lot in waiting[key]), ZERO)
            shares, their = ("share", "its") if units == 1 else ("shares", "their")
            yield (
                f"{units.normalize():f} {shares} of {symbol} that the plan sells would be long-term from {long_date(day)} on: "
                f"sold then at the same price, {their} gain would cost {dollars(saved[key])} less in tax."
            )


def _saved(request: PlanRequest, outcome: Outcome, day: date, gain: Decimal) -> Decimal:
    """Tax now less tax then, of this gain beside all others of the plan."""
    rules, short, long = request.taxes, outcome.tax.short_term_gain, outcome.tax.long_term_gain
    now = tax_of(rules, short, long)
    if day.year == request.trade_date.year:
        return now - tax_of(rules, short - gain, long + gain)
    next_year = replace(rules, short_before=ZERO, long_before=ZERO)
    return now - tax_of(rules, short - gain, long) - tax_of(next_year, ZERO, gain)
