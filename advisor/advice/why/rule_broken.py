"""Which rule on the whole plan one more trade would break."""

from __future__ import annotations

from advisor.advice.gains import net_gains
from advisor.advice.model.washing import WashPolicy
from advisor.advice.why.trial import Made, Trial
from advisor.advice.wording import dollars, percent
from advisor.domain.money import ZERO


def rule_broken(made: Made, trial: Trial, what: str) -> str | None:
    """In words without a full stop; None where all of them hold.

    Args:
        what: The trade, as the subject of the sentence: "selling $1,200 of it".
    """
    request, outcome = made.household.request, trial.outcome
    if request.max_gain is not None and sum(net_gains(outcome.trades, unknown_as_gain=True), ZERO) > request.max_gain:
        return f"{what} would break the limit of {dollars(request.max_gain)} on realised gains"
    if request.max_turnover is not None and outcome.turnover > request.max_turnover:
        return f"{what} would break the limit of {percent(request.max_turnover)} on turnover"
    if request.maximum_trade is not None and any(trade.value > request.maximum_trade for trade in outcome.trades):
        return f"{what} would make a trade larger than {dollars(request.maximum_trade)}"
    if request.wash_policy is WashPolicy.FORBID and len(outcome.washed) > len(made.outcome.washed):
        return f"{what} would be a wash sale, in part at least, which you do not allow"
    return None
