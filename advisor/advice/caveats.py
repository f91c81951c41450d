"""What a plan does not know, said beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from advisor.advice.gains import taxable_lots
from advisor.advice.household import Household
from advisor.advice.lots import are_lots_missing
from advisor.advice.model.action import TradeAction
from advisor.advice.model.plan import Trade
from advisor.advice.model.request import PlanRequest
from advisor.advice.model.taxes import Term
from advisor.advice.objective import accepted_gap
from advisor.advice.outcome import Outcome
from advisor.advice.why.covered_calls import about_covered_calls
from advisor.advice.why.money_in_and_out import about_money_in_and_out
from advisor.advice.why.old_prices import STALE
from advisor.advice.why.waiting import about_waiting
from advisor.advice.why.wash_caveats import about_wash_sales
from advisor.advice.wording import SLEEVE_WORDS, dollars, listed, percent
from advisor.domain.classification import Sector, Sleeve
from advisor.domain.days import long_date
from advisor.domain.portfolio import TaxType

# Where only what the plan's menu lists can be bought, as the names of such accounts go; a brokerage window in one is open to all.
_EMPLOYERS_PLAN = re.compile(r"\b40[13]\s?\(?[abk]\b|\b457\b|\btsp\b|thrift savings", re.IGNORECASE)
_OPEN_TO_ALL = re.compile(r"brokerage|\bpcra\b|self.directed|\bsolo\b|individual", re.IGNORECASE)

# Less than this fraction of the portfolio that cannot be seen through changes no figure that is shown.
_VISIBLE = 0.005


def plan_warnings(household: Household, outcome: Outcome, *, optimality_gap: float, stopped: str | None) -> tuple[str, ...]:
    """Everything the investor should know before trusting the figures, in plain sentences.

    Args:
        optimality_gap: As `Plan.optimality_gap`.
        stopped: As `Search.stopped`.
    """
    return (
        *_about_old_prices(household, outcome.trades),
        *_about_the_search(household, optimality_gap, stopped),
        *about_money_in_and_out(household, outcome),
        *_about_missing_lots(household.request, outcome.trades),
        *_about_what_sales_cost(outcome),
        *_about_the_net_loss(outcome),
        *about_wash_sales(household.request, outcome),
        *about_waiting(household.request, outcome),
        *about_covered_calls(household, outcome),
        *_about_assumed_rates(household.request, outcome.trades),
        *_about_the_scope(household, outcome),
        *_about_prices(household, outcome.trades),
        *_about_later_prices(household, outcome.trades),
        *_about_menus_of_plans(household, outcome.trades),
        *_about_the_unseen(household, outcome),
        *_about_the_risk(household, outcome),
        *_about_what_is_left_out(household, outcome.trades),
    )


def _about_the_search(household: Household, optimality_gap: float, stopped: str | None) -> Iterator[str]:
    if stopped is None or optimality_gap <= accepted_gap(float(household.value)):
        return
    endings = {
        "time": f"The time limit of {household.request.time_limit:g} seconds ended the search",
        "cents": "The search is over, but works with less than every cent",
    }
    ended = endings.get(stopped, "The search was stopped early")
    yield f"{ended}: this is the best plan found so far, and another could be better by up to ${optimality_gap:,.0f}."


def _about_missing_lots(request: PlanRequest, trades: Sequence[Trade]) -> Iterator[str]:
    missing = {(each.account.id, each.symbol): bool(each.lots) for each in request.positions if are_lots_missing(each)}
    sold = {(t.account.id, t.symbol) for t, lot in taxable_lots(trades) if lot.acquired is None and lot.gain is not None}
    bare, partial = (sorted({each[1] for each in sold if missing.get(each) is told}) for told in (False, True))
    if bare:
        yield f"No lots are on file for {listed(bare)}: every share counts at its average cost."
    if partial:
        yield f"The lots on file for {listed(partial)} do not make up what you hold: the rest counts at its average cost."


def _about_what_sales_cost(outcome: Outcome) -> Iterator[str]:
    lots = taxable_lots(outcome.trades)
    baseless = sorted({trade.symbol for trade, lot in lots if lot.gain is None})
    undated = sorted({trade.symbol for trade, lot in lots if lot.gain is not None and lot.term is Term.UNKNOWN})
    if baseless:
        yield f"The cost of {listed(baseless)} is not known, so the tax shown leaves out what its sale gains."
    if undated:
        yield f"No purchase date is known for {listed(undated)}: the gain is counted as long-term."
    low, high = outcome.tax.low, outcome.tax.high
    if (baseless or undated) and high - low >= 1:
        yield f"Depending on what is not known, the tax lies between {dollars(low)} and {dollars(high)}."


def _about_the_net_loss(outcome: Outcome) -> Iterator[str]:
    """What is left for later years is of the whole year, losses carried in included."""
    net = outcome.tax.short_term_gain + outcome.tax.long_term_gain
    if net > -1:
        return
    known = all(lot.gain is not None for _, lot in taxable_lots(outcome.trades))
    opening = "The plan" if known else "As far as costs are known, the plan"
    parts = [f"{opening} realises a net loss of {dollars(-net)}"]
    if outcome.tax.estimated_tax <= -1:
        parts.append(f"which saves {dollars(-outcome.tax.estimated_tax)} of tax this year")
    text = ", ".join(parts)
    later = f"; {dollars(outcome.tax.carried)} of losses go on to later years" if outcome.tax.carried >= 1 else ""
    yield f"{text}{later}."


def _about_assumed_rates(request: PlanRequest, trades: Sequence[Trade]) -> Iterator[str]:
    if taxable_lots(trades):
        yield from request.taxes.assumed


def _about_the_scope(household: Household, outcome: Outcome) -> Iterator[str]:
    scope = household.request.target.scope
    if scope and not outcome.trades and not any(household.before.get(sleeve, 0.0) > 0 for sleeve in scope):
        kinds = listed(sorted(SLEEVE_WORDS[sleeve] for sleeve in scope))
        yield (
            f"“{household.target.name}” only divides anew what you hold of {kinds}, and you hold none of "
            "them. A target of your own can say how much of everything else goes there."
        )


def _about_prices(household: Household, trades: Sequence[Trade]) -> Iterator[str]:
    bought = {trade.symbol for trade in trades if trade.action is TradeAction.BUY}
    candidates = (candidate for _, candidate in household.purchases)
    closed_on = {each.symbol: each.price_as_of for each in candidates if each.symbol in bought and each.price_as_of}
    for day in sorted(set(closed_on.values())):
        symbols = sorted(symbol for symbol, own in closed_on.items() if own == day)
        old = ", more than a week old" if household.request.trade_date - day > STALE else ""
        yield (
            f"You do not hold {listed(symbols)}: the price is the close of {long_date(day)}{old}. "
            "Look up today's price before you order."
        )


def _about_old_prices(household: Household, trades: Sequence[Trade]) -> Iterator[str]:
    traded, today = {trade.symbol for trade in trades}, household.request.trade_date
    priced = {each.symbol: each.price_as_of for each in household.request.positions if each.symbol in traded}
    old = {symbol: day for symbol, day in priced.items() if day is not None and today - day > STALE}
    if old:
        first, last = min(old.values()), max(old.values())
        days = long_date(last) if first == last else f"{long_date(first)} to {long_date(last)}"
        yield (
            f"The prices that your books have of {listed(sorted(old))} are of {days}, more than a week old: what is sold may "
            "bring more or less, and every share and gain shown may be off. Bring them up to date before you order."
        )


def _about_later_prices(household: Household, trades: Sequence[Trade]) -> Iterator[str]:
    """Books that are newer than the day of the trades."""
    sold = {(trade.account.id, trade.symbol) for trade in trades if trade.action is TradeAction.SELL}
    held = [each for each in household.request.positions if (each.account.id, each.symbol) in sold and each.price_as_of]
    last = max((each.price_as_of for each in held if each.price_as_of), default=household.request.trade_date)
    if last > household.request.trade_date:
        yield (
            f"The trades are dated {long_date(household.request.trade_date)}, and your books are of {long_date(last)}: the plan "
            "sells what you held, at what it was worth, that later day."
        )


def _about_menus_of_plans(household: Household, trades: Sequence[Trade]) -> Iterator[str]:
    held = {(position.account.id, position.symbol) for position in household.request.positions}
    new = [trade for trade in trades if trade.action is TradeAction.BUY and (trade.account.id, trade.symbol) not in held]
    for account in household.request.accounts:
        symbols = sorted(trade.symbol for trade in new if trade.account == account)
        if symbols and _EMPLOYERS_PLAN.search(account.name) and not _OPEN_TO_ALL.search(account.name):
            yield (
                f"{account.name} looks like an employer's plan, which may offer only funds of its own: see whether "
                f"{listed(symbols)} can be bought there before you sell anything."
            )


def _about_the_unseen(household: Household, outcome: Outcome) -> Iterator[str]:
    if outcome.after.unseen >= _VISIBLE:
        yield (
            f"{percent(min(1.0, outcome.after.unseen))} of your money cannot be seen through: every share shown may be larger "
            "by up to that much."
        )
    untold = sorted(theme for theme in household.target.themes if theme not in household.looked.theme_names)
    if untold:
        yield f"Nothing is known of the companies in {listed(untold)}: the limit on it plays no part."


def _about_the_risk(household: Household, outcome: Outcome) -> Iterator[str]:
    risk = household.request.risk
    if risk is None:
        yield "No closes are at hand to tell how the portfolio would wander from its target, so the plan does not weigh it."
        return
    still = ((each, _share(outcome, each)) for each in risk.left_out)
    held = sorted(SLEEVE_WORDS[each] if isinstance(each, Sleeve) else each.value for each, share in still if share >= _VISIBLE)
    if held:
        yield f"No closes tell how {listed(held)} move: the tracking error counts that money as if it never moved."


def _share(outcome: Outcome, factor: Sleeve | Sector) -> float:
    """Of the portfolio, with the trades."""
    after = outcome.after
    return after.sleeves.get(factor, 0.0) if isinstance(factor, Sleeve) else after.sectors.get(factor, 0.0)


def _about_what_is_left_out(household: Household, trades: Sequence[Trade]) -> Iterator[str]:
    request, sold = household.request, {trade.symbol for trade in trades if trade.action is TradeAction.SELL}
    priced = {candidate.symbol for candidate in request.candidates if candidate.price > 0}
    unpriced = sorted({symbol for symbol, _ in request.target.candidates} - priced)
    if unpriced:
        yield f"No price is at hand for {listed(unpriced)}, so the plan does not buy {'it' if len(unpriced) == 1 else 'them'}."
    untradable = sorted({position.symbol for position in request.positions if not position.tradable})
    if untradable:
        left = "as it is: it" if len(untradable) == 1 else "as they are: they"
        yield f"The plan leaves {listed(untradable)} {left} cannot be priced or traded here."
    unknown = sorted(
        {
            position.symbol
            for position in request.positions
            if position.tradable
            and position.symbol not in sold
            and position.cost_basis is None
            and not position.lots
            and position.account.tax_type is TaxType.TAXABLE
        }
    )
    if unknown:
        yield (
            f"The cost of {listed(unknown)} is not known: a sale is weighed as if all of it were gain, which is the worst it can "
            "be."
        )
