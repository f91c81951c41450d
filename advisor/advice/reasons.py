"""The sentence a careful adviser would say about a trade."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from advisor.advice.household import Household
from advisor.advice.model.orders import Orders
from advisor.advice.model.plan import Shape, Trade
from advisor.advice.model.request import Candidate, PlanPosition
from advisor.advice.objective import gap_to_target
from advisor.advice.outcome import Outcome
from advisor.advice.why.lots_taken import why_these_lots
from advisor.advice.why.other_aims import other_shortage, other_surplus
from advisor.advice.wording import SLEEVE_WORDS, dollars, percent, sentence, sleeve_is
from advisor.domain.classification import Sleeve
from advisor.domain.money import ZERO
from advisor.domain.portfolio import TaxType

# A position this pure is named as the thing itself, not as a mixture.
_WHOLLY = 0.995

# A company that is more of all the money than this is a risk of its own.
_LARGE_COMPANY = 0.1

# A smaller part of a fund, or a smaller distance from the target, is no reason for a trade.
_VISIBLE_SHARE = 0.05
_VISIBLE_DISTANCE = 0.0005


def explain_trades(household: Household, orders: Orders, outcome: Outcome) -> tuple[Trade, ...]:
    """The trades of an outcome, each with its reason and, for a sale, why it takes these lots and not the next."""
    gains = outcome.tax.short_term_gain, outcome.tax.long_term_gain
    sales = [
        replace(
            trade,
            reason=reason_to_sell(household, order.position, trade, outcome),
            why_these_lots=why_these_lots(household.request, order, gains),
        )
        for trade, order in zip(outcome.trades, orders.sales, strict=False)
    ]
    bought = outcome.trades[len(sales) :]
    purchases = [
        replace(trade, reason=reason_to_buy(household, order.candidate, outcome.before))
        for trade, order in zip(bought, orders.purchases, strict=True)
    ]
    return (*sales, *purchases)


def reason_to_sell(household: Household, position: PlanPosition, trade: Trade, outcome: Outcome) -> str:
    """What this sale moves, and what it costs in tax by itself.

    Args:
        outcome: Of all the trades.
    """
    today = outcome.before
    surplus = (
        _one_company_apart(household, position, trade, today)
        or _surplus_in(household, position)
        or other_surplus(household, position.symbol, position.contents, today)
    )
    why = surplus or _what_it_frees(household, position, trade, outcome)
    if position.account.tax_type is not TaxType.TAXABLE:
        return sentence(why if "costs no tax" in why else f"{why}; selling in this account costs no tax")
    if trade.gain is None:
        return sentence(f"{why}; what it cost is not known, so its tax cannot be told")
    if trade.gain <= -1:
        loss = f"realises a loss of {dollars(-trade.gain)}{_washed(trade)}"
        return sentence(f"{surplus}; the sale {loss}" if surplus else f"{loss}, and {why}")
    if trade.tax_alone >= 1:
        return sentence(f"{why}; the gain of {dollars(trade.gain)} costs {dollars(trade.tax_alone)} in tax by itself")
    return sentence(why)


def reason_to_buy(household: Household, candidate: Candidate, today: Shape) -> str:
    """Which shortage this purchase mends."""
    short = _weighed(household, candidate.sleeves, direction=-1)
    if not short:
        other = other_shortage(household, candidate.symbol, candidate.contents, today)
        return sentence(other or _what_it_keeps(household, candidate))
    sleeve = max(short, key=lambda each: short[each])
    return sentence(
        f"{sleeve_is(sleeve)} {percent(household.before[sleeve])} of your money; "
        f"the target is {percent(household.target.sleeves[sleeve])}"
    )


def _one_company_apart(household: Household, position: PlanPosition, trade: Trade, today: Shape) -> str | None:
    """A large holding of one company that is sold by more than its sleeve has too much of: for its own risk."""
    company = next((each for each, share in position.contents.companies.items() if share >= _WHOLLY), None)
    if company is None or position.contents.is_fund or household.request.risk is None:
        return None
    share, sleeve = today.companies.get(company, 0.0), max(position.sleeves, key=lambda each: position.sleeves[each])
    wanted = household.target.sleeves.get(sleeve, household.before[sleeve])
    surplus = max(0.0, household.before[sleeve] - wanted) * float(household.value)
    if share < _LARGE_COMPANY or float(trade.value) <= 2 * surplus:
        return None
    return f"{position.symbol} alone is {percent(share)} of your money: selling it spreads that risk"


def _washed(trade: Trade) -> str:
    lost = sum((lot.disallowed for lot in trade.lots), ZERO)
    return f", but losses of {dollars(lost)} in it do not count (wash sale)" if lost >= 1 else ""


def _weighed(household: Household, sleeves: Mapping[Sleeve, float], *, direction: int) -> dict[Sleeve, float]:
    """Share times distance of the sleeves that lie above (direction 1) or below (−1) their target, where both say something."""
    distances = {sleeve: direction * (household.before[sleeve] - weight) for sleeve, weight in household.target.sleeves.items()}
    return {
        sleeve: sleeves[sleeve] * distance
        for sleeve, distance in distances.items()
        if distance > _VISIBLE_DISTANCE and sleeves.get(sleeve, 0.0) >= _VISIBLE_SHARE and _reads_apart(household, sleeve)
    }


def _reads_apart(household: Household, sleeve: Sleeve) -> bool:
    """Whether the sleeve and its target print as two numbers."""
    return percent(household.before[sleeve]) != percent(household.target.sleeves[sleeve])


def _surplus_in(household: Household, position: PlanPosition) -> str | None:
    surplus = _weighed(household, position.sleeves, direction=1)
    if not surplus:
        return None
    sleeve = max(surplus, key=lambda each: surplus[each])
    share, words = position.sleeves[sleeve], SLEEVE_WORDS[sleeve]
    state = f"{percent(household.before[sleeve])} of your money, and the target is {percent(household.target.sleeves[sleeve])}"
    if share >= _WHOLLY:
        kind = "it is one of the seven, which" if sleeve is Sleeve.MEGA_CAP_TECH else f"it lies in {words}, which"
        return f"{kind} {sleeve_is(sleeve).rsplit(' ', 1)[1]} {state}"
    if sleeve is Sleeve.MEGA_CAP_TECH and share >= _most_in_a_mixture(household, sleeve):
        return f"{percent(share)} of this fund is the seven, the most of any fund you own"
    return f"{percent(share)} of this fund is {words}; they are {state}"


def _most_in_a_mixture(household: Household, sleeve: Sleeve) -> float:
    shares = (position.sleeves.get(sleeve, 0.0) for position in household.request.positions)
    return max((share for share in shares if share < _WHOLLY), default=0.0)


def _what_it_frees(household: Household, position: PlanPosition, trade: Trade, outcome: Outcome) -> str:
    floor, cash = household.cash_floor[position.account.id], household.cash[position.account.id]
    missing, more_cash = floor - cash, outcome.cash[position.account.id] - max(floor, cash)
    if missing > 0 and trade.value > more_cash:
        return f"raises {dollars(min(missing, trade.value))} towards the withdrawal"
    if more_cash >= trade.value:
        return f"turns {dollars(trade.value)} into cash"
    if position.account.tax_type is not TaxType.TAXABLE:
        return f"frees {dollars(trade.value)} in an account where selling costs no tax"
    before, after = (gap_to_target(shape.sleeves, household.target) for shape in (outcome.before, outcome.after))
    wanted = "what lies further from its target" if before - after > _VISIBLE_DISTANCE else "what replaces it"
    return f"frees {dollars(trade.value)} for {wanted}"


def _what_it_keeps(household: Household, candidate: Candidate) -> str:
    sleeve = max(candidate.sleeves, key=lambda each: candidate.sleeves[each])
    weight = household.target.sleeves.get(sleeve)
    if weight is None or weight < _VISIBLE_DISTANCE:
        return "invests cash that would lie idle"
    return f"keeps {SLEEVE_WORDS[sleeve]} near their {percent(weight)} of your money"
