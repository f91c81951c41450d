"""Everything in the books as the portable portfolio format, which `advisor.domain.portable` describes."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from advisor.advice.model.target import TargetModel
from advisor.advice.target_file import target_to_json
from advisor.domain.classification import Override
from advisor.domain.money import ZERO
from advisor.domain.portable import CASH_NAME, FORMAT, VERSION
from advisor.domain.portfolio import CASH, Account, InstrumentKind, Portfolio, Position, TaxLot, Transaction
from advisor.presentation.json_values import Json, day_text


def portfolio_json(
    portfolio: Portfolio,
    transactions: Sequence[Transaction],
    targets: Sequence[TargetModel] = (),
    overrides: Sequence[Override] = (),
) -> Json:
    """The portfolio as an object ready for `json.dumps`, which the importer of the format reads back without loss.

    Args:
        portfolio: Its money in the currencies of its accounts, not yet told in dollars.
        transactions: Of these accounts; their order is kept.
        targets: The investor's own.
        overrides: What the investor classified.
    """
    positions: defaultdict[int, list[Position]] = defaultdict(list)
    for position in portfolio.positions:
        positions[position.account.id].append(position)
    histories: defaultdict[int, list[Transaction]] = defaultdict(list)
    for transaction in transactions:
        histories[transaction.account.id].append(transaction)
    return {
        "format": FORMAT,
        "version": VERSION,
        "as_of": day_text(portfolio.as_of),
        "accounts": [_account(account, positions[account.id], histories[account.id]) for account in portfolio.accounts],
        "targets": [json.loads(target_to_json(target)) for target in targets],
        "overrides": overrides_json(overrides),
    }


def overrides_json(overrides: Sequence[Override]) -> list[Json]:
    """What the investor classified, by hand and when."""
    return [
        {"symbol": each.symbol, "sleeve": each.sleeve.value, "sector": each.sector.value, "stated_on": day_text(each.stated_on)}
        for each in overrides
    ]


def _account(account: Account, positions: Sequence[Position], transactions: Sequence[Transaction]) -> Json:
    cash = [position for position in positions if position.symbol == CASH]
    described: Json = {
        "name": account.name,
        "broker": account.broker,
        "number_masked": account.number_masked,
        "tax_type": account.tax_type.value,
        "currency": account.currency,
        "owner": account.owner,
        "as_of": day_text(min((position.as_of for position in positions), default=None)),
        "cash": _decimal(sum((position.value for position in cash), ZERO)),
    }
    if len(cash) > 1 or not all(_is_plain(position) for position in cash):
        described["cash_parts"] = [_position(position) for position in cash]
    described["positions"] = [_position(position) for position in positions if position.symbol != CASH]
    described["transactions"] = [_transaction(transaction) for transaction in transactions]
    return described


def _is_plain(cash: Position) -> bool:
    """Whether the amount says it all; a balance of nothing has to be told from none."""
    unsaid = (cash.quantity, cash.price, cash.cost_basis)
    plainly = (cash.name, cash.kind, cash.currency, cash.cusip) == (CASH_NAME, InstrumentKind.CASH, cash.account.currency, "")
    return plainly and bool(cash.value) and not cash.lots and all(figure is None for figure in unsaid)


def _position(position: Position) -> Json:
    return {
        "symbol": position.symbol,
        "cusip": position.cusip,
        "name": position.name,
        "kind": position.kind.value,
        "quantity": _decimal(position.quantity),
        "price": _decimal(position.price),
        "value": _decimal(position.value),
        "cost_basis": _decimal(position.cost_basis),
        "currency": position.currency,
        "lots": [_lot(lot) for lot in position.lots],
    }


def _lot(lot: TaxLot) -> Json:
    return {"acquired": day_text(lot.acquired), "quantity": _decimal(lot.quantity), "cost_basis": _decimal(lot.cost_basis)}


def _transaction(transaction: Transaction) -> Json:
    return {
        "date": day_text(transaction.traded),
        "settled": day_text(transaction.settled),
        "kind": transaction.kind.value,
        "action": transaction.action,
        "symbol": transaction.symbol,
        "name": transaction.name,
        "quantity": _decimal(transaction.quantity),
        "price": _decimal(transaction.price),
        "fees": _decimal(transaction.fees),
        "amount": _decimal(transaction.amount),
        "currency": transaction.currency,
        "instrument": transaction.instrument.value,
    }


def _decimal(number: Decimal | None) -> str | None:
    return None if number is None else f"{number:f}"
