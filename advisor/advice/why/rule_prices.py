"""What each rule costs: how much better a plan could be without it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import takewhile

from advisor.advice.household import Household, describe_household
from advisor.advice.model.orders import Orders
from advisor.advice.model.plan import RulePrice
from advisor.advice.model.request import PlanRequest
from advisor.advice.model.washing import WashPolicy
from advisor.advice.orders import start_from
from advisor.advice.programme import Programme, build_programme
from advisor.advice.relaxation import relaxed_minimum
from advisor.advice.why.time_left import TimeLeft
from advisor.advice.wording import dollars, listed, percent
from advisor.domain.money import ZERO

# For all rules together; those that the investor is likeliest to mean come first.
SECONDS = 2.0

# Less than this is not worth a sentence.
_A_DOLLAR = 1.0

# So many symbols of a list are priced one by one.
_MOST_SYMBOLS = 6


@dataclass(frozen=True, slots=True)
class _Rule:
    """A rule, and the request without it.

    Attributes:
        without: "Without the limit ..."; begins the sentence.
        pooled: Cash may move between accounts instead.
    """

    name: str
    without: str
    request: PlanRequest
    pooled: bool = False


def rule_prices(household: Household, least: float | None, time_left: TimeLeft) -> tuple[RulePrice, ...]:
    """Dollars of the plan's own measure that each rule costs, most first; rules that cost less than a dollar are left out.

    Every number may be fractional here, with and without the rule, so that a price is what the best plans could gain rather than
    what this one would. Rules come in the order in which an investor is likeliest to change them; what is not reached in time is
    left out.

    Args:
        least: The objective with every rule; None where nothing keeps them all.
    """
    if least is None:
        return ()
    prices = []
    for rule in takewhile(lambda _: time_left.suffices(), _rules(household.request)):
        better = relaxed_minimum(build_programme(describe_household(rule.request, household), pooled_cash=rule.pooled))
        if better is not None and least - better >= _A_DOLLAR:
            gained = least - better
            sentence = f"{rule.without} the plan could be {dollars(Decimal(gained))} better."
            prices.append(RulePrice(rule.name, gained, sentence))
    return tuple(sorted(prices, key=lambda price: -price.dollars))


def price_of_whole_shares(household: Household, orders: Orders) -> RulePrice | None:
    """What a plan loses because its trades are of whole shares: the same trades, of fractions; None below a dollar."""
    if not household.request.whole_shares or not (orders.sales or orders.purchases):
        return None
    as_ordered = build_programme(household)
    whole = _minimum_with(as_ordered, start_from(as_ordered, orders))
    free = build_programme(household)
    switches = {sale.trade for sale in free.sales} | {purchase.trade for purchase in free.purchases}
    made = {column: value for column, value in start_from(free, orders).items() if column in switches}
    fractional = _minimum_with(free, made)
    if whole is None or fractional is None or whole - fractional < _A_DOLLAR:
        return None
    gained = whole - fractional
    return RulePrice("whole_shares", gained, f"With fractions of shares the plan could be {dollars(Decimal(gained))} better.")


def _minimum_with(programme: Programme, fixed: Mapping[int, float]) -> float | None:
    """The relaxed objective with some columns held at a value."""
    for column, value in fixed.items():
        programme.model.lower[column] = programme.model.upper[column] = value
    return relaxed_minimum(programme)


def _rules(request: PlanRequest) -> Iterator[_Rule]:
    yield from _limits(request)
    yield from _lists(request)
    if len(request.accounts) > 1:
        yield _Rule("cash", "With cash free to move between accounts", request, pooled=True)
    yield from _habits(request)


def _limits(request: PlanRequest) -> Iterator[_Rule]:
    if request.max_gain is not None:
        limit = f"the limit of {dollars(request.max_gain)} on realised gains"
        yield _Rule("max_gain", f"Without {limit}", replace(request, max_gain=None))
    if request.max_turnover is not None:
        limit = f"the limit of {percent(request.max_turnover)} on what changes place"
        yield _Rule("max_turnover", f"Without {limit}", replace(request, max_turnover=None))
    if request.maximum_trade is not None:
        limit = f"the largest trade of {dollars(request.maximum_trade)}"
        yield _Rule("maximum_trade", f"Without {limit}", replace(request, maximum_trade=None))


def _lists(request: PlanRequest) -> Iterator[_Rule]:
    held = {position.symbol for position in request.positions}
    lists = (
        ("no_sell", "Without the no-sell list ({})", "With {} free to be sold", sorted(request.no_sell & held)),
        ("locked", "Without the lock on {}", "With {} unlocked", sorted(request.locked)),
        ("no_buy", "Without the no-buy list ({})", "With {} free to be bought", sorted(request.no_buy)),
    )
    for name, whole, single, symbols in lists:
        before: frozenset[str] = getattr(request, name)
        if symbols:
            yield _Rule(name, whole.format(listed(symbols)), replace(request, **{name: frozenset()}))  # type: ignore[arg-type]
        if len(symbols) > 1:
            for symbol in symbols[:_MOST_SYMBOLS]:
                changed = replace(request, **{name: before - {symbol}})  # type: ignore[arg-type]
                yield _Rule(f"{name}:{symbol}", single.format(symbol), changed)


def _habits(request: PlanRequest) -> Iterator[_Rule]:
    if request.buy_only:
        yield _Rule("buy_only", "With sales allowed", replace(request, buy_only=False))
    if request.fixed:
        yield _Rule("fixed", "Without the lines that you typed or locked", replace(request, fixed=()))
    if request.wash_policy is WashPolicy.FORBID:
        yield _Rule("wash_policy", "With wash sales allowed where they pay", replace(request, wash_policy=WashPolicy.PRICE))
    if request.minimum_trade > 0:
        smallest = f"the minimum trade of {dollars(request.minimum_trade)}"
        yield _Rule("minimum_trade", f"Without {smallest}", replace(request, minimum_trade=ZERO))
