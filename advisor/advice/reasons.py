"""The sentence a careful adviser would say about a trade."""

from __future__ import annotations

from decimal import Decimal

from advisor.advice.household import Household
from advisor.advice.model import Candidate, PlanPosition
from advisor.advice.wording import SLEEVE_WORDS, dollars, percent, sentence, sleeve_is
from advisor.domain.classification import Sleeve
from advisor.domain.portfolio import TaxType

# A position this pure is named as the thing itself, not as a mixture.
_WHOLLY = 0.995


def reason_to_sell(household: Household, position: PlanPosition, value: Decimal, gain: Decimal | None) -> str:
    """Why this sale brings the portfolio closer to its target; `value` and `gain` of the sale, account currency."""
    why = _surplus_in(household, position)
    if why is None:
        return sentence(_what_it_frees(household, position, value))
    if position.account.tax_type is not TaxType.TAXABLE:
        return sentence(f"{why}; selling in this account costs no tax")
    if gain is not None and gain <= -1:
        return sentence(f"{why}; the sale realises a loss of {dollars(-gain)}")
    return sentence(why)


def reason_to_buy(household: Household, candidate: Candidate) -> str:
    """Which shortage this purchase mends."""
    short = {
        sleeve: share * (target - household.before[sleeve])
        for sleeve, share in candidate.sleeves.items()
        if (target := household.target.sleeves.get(sleeve)) is not None
    }
    if not short or max(short.values()) <= 0:
        return sentence(f"invests cash that would lie idle, close to the target: {_makeup(candidate)}")
    sleeve = max(short, key=lambda each: short[each])
    return sentence(
        f"{sleeve_is(sleeve)} {percent(household.before[sleeve])} of your money; "
        f"the target is {percent(household.target.sleeves[sleeve])}"
    )


def _surplus_in(household: Household, position: PlanPosition) -> str | None:
    surplus = {
        sleeve: share * (household.before[sleeve] - target)
        for sleeve, share in position.sleeves.items()
        if (target := household.target.sleeves.get(sleeve)) is not None
    }
    if not surplus or max(surplus.values()) <= 0:
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


def _what_it_frees(household: Household, position: PlanPosition, value: Decimal) -> str:
    missing = household.cash_floor[position.account.id] - household.cash[position.account.id]
    if missing > 0:
        return f"raises {dollars(value)} towards the withdrawal"
    if position.account.tax_type is not TaxType.TAXABLE:
        return f"frees {dollars(value)} in an account where selling costs no tax"
    return f"frees {dollars(value)} for what lies further below its target"


def _makeup(candidate: Candidate) -> str:
    sleeve = max(candidate.sleeves, key=lambda each: candidate.sleeves[each])
    return f"{percent(candidate.sleeves[sleeve])} of this fund is {SLEEVE_WORDS[sleeve]}"
