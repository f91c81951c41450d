"""Why something is not bought: what is missing, or cash that stays."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from advisor.advice.model.action import TradeAction
from advisor.advice.model.plan import NotMade
from advisor.advice.model.request import Candidate
from advisor.advice.washing.tie import ties_on
from advisor.advice.why.rule_broken import rule_broken
from advisor.advice.why.trial import Made, Trial, buyable_in, try_buying, units_for
from advisor.advice.wording import dollars, exact_dollars, percent, sentence, sleeve_is
from advisor.domain.classification import Sleeve
from advisor.domain.money import ZERO
from advisor.domain.portfolio import Account

# A fund is expected to be bought for a sleeve when this fraction of it lies there.
_ENOUGH_OF_A_SLEEVE = 0.25
_WORTH_SAYING = 0.002


def not_bought(made: Made) -> Iterator[NotMade]:
    """The fund with most of what is missing most, and cash that each account keeps."""
    missing = _furthest_below(made)
    fund = None if missing is None else _fund_for(made, missing)
    account = _with_most_cash(made)
    if missing is not None and fund is not None and not _is_bought(made, fund):
        yield NotMade(account, TradeAction.BUY, fund.symbol, _why_not_mended(made, account, fund, missing))
    for each in made.household.request.accounts:
        if _spare(made, each) >= _WORTH_SAYING * float(made.household.value):
            yield from _idle_cash(made, each)


def _furthest_below(made: Made) -> Sleeve | None:
    after = made.outcome.after.sleeves
    below = {
        sleeve: weight - after[sleeve] for sleeve, weight in made.household.target.sleeves.items() if sleeve is not Sleeve.CASH
    }
    sleeve = max(below, key=lambda each: below[each], default=None)
    return sleeve if sleeve is not None and below[sleeve] >= _WORTH_SAYING else None


def _fund_for(made: Made, sleeve: Sleeve) -> Candidate | None:
    """Of everything offered, allowed or not, the one with most of the sleeve."""
    offered = [each for each in made.household.request.candidates if each.price > 0]
    best = max(offered, key=lambda each: each.sleeves.get(sleeve, 0.0), default=None)
    return best if best is not None and best.sleeves.get(sleeve, 0.0) >= _ENOUGH_OF_A_SLEEVE else None


def _is_bought(made: Made, fund: Candidate) -> bool:
    return any(order.candidate.symbol == fund.symbol for order in made.orders.purchases)


def _with_most_cash(made: Made) -> Account:
    return max(made.household.request.accounts, key=lambda account: _spare(made, account))


def _spare(made: Made, account: Account) -> Decimal:
    return made.outcome.cash[account.id] - max(made.household.cash_floor[account.id], ZERO)


def _why_not_mended(made: Made, account: Account, fund: Candidate, sleeve: Sleeve) -> str:
    share, weight = made.outcome.after.sleeves[sleeve], made.household.target.sleeves[sleeve]
    state = f"{sleeve_is(sleeve)} {percent(share)} of your money after the plan, and the target is {percent(weight)}"
    if (rule := _rule_against(made, account, fund)) is not None:
        return sentence(f"{state}: {rule}")
    if weight - share <= made.household.half_widths[sleeve]:
        return sentence(f"{state}: that is inside the band")
    least = max(made.household.request.minimum_trade, fund.price if made.household.request.whole_shares else ZERO)
    if _spare(made, account) < least:
        return sentence(f"{state}: no account has {dollars(least)} of cash left for it, and selling more does not pay")
    trial = _buy_with_all(made, account, fund)
    return sentence(f"{state}: {_because_of(made, fund, trial)}")


def _idle_cash(made: Made, account: Account) -> Iterator[NotMade]:
    offered = [fund for fund in buyable_in(made.household, account) if _rule_against(made, account, fund) is None]
    funds = [fund for fund in offered if fund.price <= _spare(made, account)]
    kept = f"{exact_dollars(_spare(made, account))} in {account.name} stays in cash"
    wanted, after = made.household.target.sleeves.get(Sleeve.CASH), made.outcome.after.sleeves[Sleeve.CASH]
    if not funds:
        if (cheapest := min(offered, key=lambda each: each.price, default=None)) is not None:
            reason = f"{kept}: it is less than one share of what may be bought"
            yield NotMade(account, TradeAction.BUY, cheapest.symbol, sentence(reason))
        return
    trials = {fund.symbol: (fund, _buy_with_all(made, account, fund)) for fund in funds}
    fund, trial = min(trials.values(), key=lambda each: each[1].total)
    if wanted is not None and abs(after - wanted) <= made.household.half_widths[Sleeve.CASH]:
        reason = f"{kept}: cash is {percent(after)} of your money, inside the band around {percent(wanted)}"
    elif _spare(made, account) < made.household.request.minimum_trade:
        reason = f"{kept}: it is less than the minimum trade of {dollars(made.household.request.minimum_trade)}"
    else:
        reason = f"{kept}: {_because_of(made, fund, trial)}"
    yield NotMade(account, TradeAction.BUY, fund.symbol, sentence(reason))


def _buy_with_all(made: Made, account: Account, fund: Candidate) -> Trial:
    units = units_for(made.household, float(_spare(made, account)), fund.price, at_least=False)
    return try_buying(made, account, fund, units * fund.price)


def _because_of(made: Made, fund: Candidate, trial: Trial) -> str:
    buying = f"buying {fund.symbol} with the cash that is left"
    if (broken := rule_broken(made, trial, buying)) is not None:
        return broken
    if -1 < trial.total <= 0:
        return f"{buying} would make no difference that counts"
    if trial.total <= 0 and -trial.total <= made.gap:
        return f"{buying} would better the plan by {dollars(Decimal(-trial.total))}, which is less than the search settles"
    if trial.total <= 0:
        return f"{buying} would pay by itself, but not together with the rest of the plan"
    if trial.closer < 1:
        return f"{buying} would bring the portfolio as a whole no closer to its target"
    cost = Decimal(trial.cost + max(trial.tax, 0.0))
    return f"{buying} would cost {dollars(cost)}, and coming closer by it counts for {dollars(Decimal(trial.closer))}"


def _rule_against(made: Made, account: Account, fund: Candidate) -> str | None:
    request = made.household.request
    if fund.symbol in request.locked:
        return f"{fund.symbol} is locked"
    if fund.symbol in request.no_buy:
        return f"{fund.symbol} is on the no-buy list"
    if any(order.position.symbol == fund.symbol for order in made.orders.sales):
        return f"the plan sells {fund.symbol} in another account"
    if fund.symbol not in {each.symbol for each in buyable_in(made.household, account)}:
        return f"you struck its purchase in {account.name} out"
    tie = ties_on(request.history, request.trade_date).get(request.history.group_of(fund.symbol))
    if tie is not None and tie.exposed_losses:
        return f"{fund.symbol}, or the same thing, was sold at a loss within 30 days: buying it now would take that loss back"
    return None
