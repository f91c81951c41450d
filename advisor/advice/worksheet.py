"""The plan that the investor writes: every line typed, no search, all the arithmetic."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from advisor.advice.assemble import assemble_plan
from advisor.advice.household import Household, describe_household
from advisor.advice.lot_methods import named_lots, take_lots
from advisor.advice.lots import is_at_average, lots_held, price_lots
from advisor.advice.model.action import TradeAction
from advisor.advice.model.orders import Orders, PurchaseOrder, SaleOrder
from advisor.advice.model.plan import Plan, Search, Trade
from advisor.advice.model.request import FixedTrade, PlanPosition, PlanRequest
from advisor.advice.model.taxes import LotMethod, SoldLot, Term
from advisor.advice.outcome import work_out
from advisor.advice.verifying.verify import verify_figures
from advisor.advice.why.worksheet_problems import problems_of
from advisor.domain.errors import InvalidRequestError
from advisor.domain.money import ZERO
from advisor.domain.portfolio import Account, TaxType

LineKey = tuple[int, TradeAction, str]


def work_out_worksheet(request: PlanRequest, lines: Sequence[FixedTrade]) -> Plan:
    """The plan that these lines are; nothing is added to them and nothing left out.

    What the lines break that the investor may still mend stands in `Plan.problems`; nothing is proven, so the optimality gap is
    infinite.

    Args:
        request: Its own `fixed` lines are replaced by these.
        lines: A sale without lots takes them by the request's method; a line of 0 units does nothing.

    Raises:
        InvalidRequestError: A line that cannot be worked out: an account or a holding that is not there, more units than are
            held, no price, lots that do not add up, a line twice. The message names the line.
        NoFeasiblePlanError: The withdrawal is larger than everything owned.
        PlanNotSoundError: A figure did not stand up to its check.
    """
    asked = replace(request, fixed=tuple(lines))
    household = describe_household(asked)
    _refuse_repetition(household, lines)
    orders = _orders(household, [line for line in lines if line.quantity])
    outcome = work_out(household, orders)
    plan = assemble_plan(household, orders, outcome, Search("worksheet", 0.0, 0.0, 0.0, None), optimality_gap=math.inf)
    verify_figures(asked, plan)
    return replace(plan, problems=tuple(problems_of(household, outcome)))


def key_of(trade: Trade | FixedTrade) -> LineKey:
    """What tells one line from another: account id, action and symbol."""
    account_id = trade.account.id if isinstance(trade, Trade) else trade.account_id
    return account_id, trade.action, trade.symbol


def lines_of(request: PlanRequest, plan: Plan) -> tuple[FixedTrade, ...]:
    """A plan's trades as lines of a worksheet, every sale with the lots that it takes.

    Args:
        request: The one that the plan was made for.
    """
    held = {(position.account.id, position.symbol): position for position in request.positions}
    return tuple(
        FixedTrade(*key_of(trade), trade.quantity, _places(held[trade.account.id, trade.symbol], trade, request.lot_method))
        if trade.action is TradeAction.SELL
        else FixedTrade(*key_of(trade), trade.quantity)
        for trade in plan.trades
    )


def fixed_from(plan: Plan, locked: Collection[LineKey], edits: Mapping[LineKey, Decimal]) -> tuple[FixedTrade, ...]:
    """What a search has to respect after the investor edited and locked lines of a plan.

    Lots are left to the lot method: with other units sold elsewhere, others may be taxed less.

    Args:
        locked: Lines that stay as they are; one that the plan does not have stays away.
        edits: Units typed, 0 or more; edited lines are kept as typed, locked or not.
    """
    planned = {key_of(trade): trade.quantity for trade in plan.trades}
    kept = {key: planned.get(key, ZERO) for key in locked} | dict(edits)
    return tuple(FixedTrade(*key, kept[key]) for key in sorted(kept))


def _refuse_repetition(household: Household, lines: Sequence[FixedTrade]) -> None:
    seen = set()
    for line in lines:
        if key_of(line) in seen:
            account = _account(household, line)
            raise InvalidRequestError(
                f"The worksheet has two lines to {line.action} {line.symbol} in {account.name}.", "Make them one line."
            )
        seen.add(key_of(line))


def _account(household: Household, line: FixedTrade) -> Account:
    for account in household.request.accounts:
        if account.id == line.account_id:
            return account
    raise InvalidRequestError(f"The line to {line.action} {line.symbol} names an account that is not in the portfolio.")


def _orders(household: Household, lines: Sequence[FixedTrade]) -> Orders:
    sales = [line for line in lines if line.action is TradeAction.SELL]
    purchases = tuple(_purchase(household, line) for line in lines if line.action is TradeAction.BUY)
    return Orders(tuple(_sales(household, sales)), purchases)


def _purchase(household: Household, line: FixedTrade) -> PurchaseOrder:
    account = _account(household, line)
    _refuse_negative(line, account)
    for where, candidate in household.purchases:
        if (where.id, candidate.symbol) == (account.id, line.symbol):
            return PurchaseOrder(account, candidate, line.quantity)
    raise InvalidRequestError(
        f"{line.symbol} cannot be bought in {account.name}: no price is at hand for it.",
        "Add it to the target's candidates with a price.",
    )


def _sales(household: Household, lines: Sequence[FixedTrade]) -> Iterator[SaleOrder]:
    """Lines with named lots first: what they gain decides what is taxed least in the others."""
    request, beside = household.request, (ZERO, ZERO)
    for line in sorted(lines, key=lambda each: not each.lots):
        position = _position(household, line)
        if line.lots:
            lots = named_lots(position, line.quantity, line.lots)
        else:
            lots = take_lots(position, line.quantity, request.trade_date, request.lot_method, rules=request.taxes, beside=beside)
        order = SaleOrder(position, line.quantity, lots)
        beside = _with_gains(request, order, beside)
        yield order


def _position(household: Household, line: FixedTrade) -> PlanPosition:
    account = _account(household, line)
    _refuse_negative(line, account)
    held = [each for each in household.request.positions if (each.account.id, each.symbol) == (account.id, line.symbol)]
    if not held:
        raise InvalidRequestError(f"{account.name} holds no {line.symbol} to sell.")
    if not held[0].tradable:
        raise InvalidRequestError(f"{line.symbol} in {account.name} cannot be sold here: it cannot be priced or traded.")
    if line.quantity > held[0].quantity:
        raise InvalidRequestError(
            f"The line sells {line.quantity} {line.symbol} in {account.name}, which holds {held[0].quantity}.",
            f"Sell {held[0].quantity} or less.",
        )
    return held[0]


def _refuse_negative(line: FixedTrade, account: Account) -> None:
    if line.quantity < 0:
        raise InvalidRequestError(f"The line to {line.action} {line.symbol} in {account.name} has fewer than 0 units.")


def _with_gains(request: PlanRequest, order: SaleOrder, beside: tuple[Decimal, Decimal]) -> tuple[Decimal, Decimal]:
    if order.position.account.tax_type is not TaxType.TAXABLE:
        return beside
    short, long = beside
    for lot in price_lots(order.position, order.lots, request.trade_date, request.lot_method):
        if lot.term is Term.SHORT:
            short += lot.gain or ZERO
        else:
            long += lot.gain or ZERO
    return short, long


def _places(position: PlanPosition, trade: Trade, method: LotMethod) -> tuple[tuple[int, Decimal], ...]:
    """The lots of a sale by their places; at average cost the oldest go first anyway, and no lot can be named."""
    if is_at_average(position, method):
        return ()
    left = {place: lot.quantity for place, lot in enumerate(lots_held(position, method))}
    return tuple(sorted(_matched(position, trade.lots, method, left)))


def _matched(
    position: PlanPosition, sold: Iterable[SoldLot], method: LotMethod, left: dict[int, Decimal]
) -> Iterator[tuple[int, Decimal]]:
    held = lots_held(position, method)
    for lot in sold:
        place = min(
            (place for place, units in left.items() if units >= lot.quantity and held[place].acquired == lot.acquired),
            key=lambda place: abs(_basis(held[place].cost_basis, lot.quantity / held[place].quantity) - (lot.cost_basis or ZERO)),
        )
        del left[place]
        yield place, lot.quantity


def _basis(whole: Decimal | None, part: Decimal) -> Decimal:
    return (whole or ZERO) * part
