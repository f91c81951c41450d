"""What of the positions a plan may sell from, and what is cash to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import chain

from advisor.advice.model.request import PlanPosition
from advisor.domain.market import MarketBook
from advisor.domain.money import CENT, ZERO
from advisor.domain.portfolio import InstrumentKind, Position, TaxLot, TaxType, is_worth_its_price, price_unit
from advisor.domain.symbols import is_mutual_fund
from advisor.domain.written_calls import shares_behind_calls
from advisor.exposure.contents import Contents
from advisor.services.price_symbols import is_ticker
from advisor.services.yearly_figures import YearlyFigures

_UNTRADED_KINDS = (InstrumentKind.OPTION, InstrumentKind.BOND, InstrumentKind.CRYPTO, InstrumentKind.OTHER, InstrumentKind.CASH)

# Brokers round the prices they print, and some tell those of two days; figures further apart leave open what a share brings.
_APART = Decimal("0.02")


def plan_positions(
    positions: Sequence[Position], contents: Mapping[str, Contents], yearly: YearlyFigures, book: MarketBook
) -> tuple[PlanPosition, ...]:
    """Everything but the cash.

    Args:
        contents: By symbol held.
    """
    behind = shares_behind_calls((each.account.id, each.symbol, each.quantity or ZERO) for each in positions)
    return tuple(
        _plan_position(
            each,
            contents[each.symbol],
            yearly,
            is_listed=is_ticker(book.canonical(each.symbol)),
            pledged=behind.get((each.account.id, each.symbol), ZERO),
        )
        for each in _one_line_each(positions)
        if not is_spendable(each)
    )


def _one_line_each(positions: Sequence[Position]) -> tuple[Position, ...]:
    """What a broker lists in several lines, as a margin and a cash part, is one holding to sell from; shorts stay apart."""
    lines: dict[tuple[object, ...], list[Position]] = {}
    for place, each in enumerate(positions):
        is_long = each.quantity is not None and each.quantity > 0
        apart = None if is_long and not is_spendable(each) else place
        lines.setdefault((each.account.id, each.symbol, each.kind, each.currency, apart), []).append(each)
    return tuple(_merged(several) if len(several) > 1 else several[0] for several in lines.values())


def _merged(lines: Sequence[Position]) -> Position:
    largest = max(lines, key=lambda each: each.value)
    bases = [each.cost_basis for each in lines if each.cost_basis is not None]
    parts = (each.lots or (TaxLot(None, each.quantity or ZERO, each.cost_basis),) for each in lines)
    return replace(
        largest,
        quantity=sum((each.quantity or ZERO for each in lines), ZERO),
        value=sum((each.value for each in lines), ZERO),
        cost_basis=sum(bases, ZERO) if len(bases) == len(lines) else None,
        lots=tuple(chain.from_iterable(parts)) if any(each.lots for each in lines) else (),
    )


def _plan_position(
    position: Position, own: Contents, yearly: YearlyFigures, *, is_listed: bool, pledged: Decimal
) -> PlanPosition:
    """One position as a plan sees it; what it does not understand it may not trade.

    Args:
        is_listed: It has a ticker: a fund of a plan that has none is exchanged within the plan alone.
        pledged: Shares of it that calls stand for which the investor wrote.
    """
    quantity = position.quantity if position.quantity is not None else ZERO
    price = price_in_dollars(position) or ZERO
    return PlanPosition(
        account=position.account,
        symbol=position.symbol,
        name=position.name,
        quantity=quantity,
        unit_value=price * price_unit(position.kind),
        value=position.value,
        cost_basis=position.cost_basis,
        lots=position.lots,
        contents=own,
        tradable=is_listed and position.kind not in _UNTRADED_KINDS and _tells_what_a_share_brings(position, quantity, price),
        income=yearly.income.get(position.symbol),
        expense=yearly.expense.get(position.symbol),
        average_cost=own.is_fund and is_mutual_fund(position.symbol) and _is_averaged(position.lots),
        price_as_of=position.valued_on,
        pledged=pledged,
    )


def is_spendable(position: Position) -> bool:
    """Whether it is cash that buys something without being changed into dollars first."""
    return position.kind is InstrumentKind.CASH and _is_in_dollars(position)


def is_at_a_loss(position: Position) -> bool:
    """Whether some of it could be sold at a loss that counts."""
    price = price_in_dollars(position)
    if position.account.tax_type is not TaxType.TAXABLE or price is None:
        return False
    lots = position.lots or (TaxLot(None, position.quantity or ZERO, position.cost_basis),)
    return any(lot.cost_basis is not None and lot.cost_basis > lot.quantity * price for lot in lots)


def price_in_dollars(position: Position) -> Decimal | None:
    """Its price; None where there is none, or in another money: other prices must not be multiplied as if they were dollars."""
    return position.price if _is_in_dollars(position) else None


def _is_in_dollars(position: Position) -> bool:
    return position.currency == "USD" and (position.rebuilt or position.account.currency == "USD")


def _tells_what_a_share_brings(position: Position, quantity: Decimal, price: Decimal) -> bool:
    if quantity <= 0 or price <= 0:
        return False
    apart = abs(quantity * price * price_unit(position.kind) - position.value)
    return apart <= _APART * position.value or is_worth_its_price(position.kind, quantity, price, position.value)


def _is_averaged(lots: Sequence[TaxLot]) -> bool:
    """Whether a broker tells every share at the same cost, as it does of mutual funds unless the investor chose otherwise.

    Without lots there is only the position's cost basis, which is the average already.
    """
    per_share = [lot.cost_basis / lot.quantity for lot in lots if lot.cost_basis is not None and lot.quantity]
    return not per_share or max(per_share) - min(per_share) <= CENT
