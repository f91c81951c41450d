"""Options that became shares: what an option cost, or brought in, is part of what its shares cost."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from advisor.bookkeeping.open_lots import OpenLots
from advisor.domain.money import ZERO
from advisor.domain.portfolio import PRICE_UNITS, InstrumentKind, Transaction, TransactionKind

_OCC = re.compile(r"(?P<root>[A-Z][A-Z0-9.]*?)(?P<day>\d{6})(?P<side>[CP])(?P<thousandths>\d{8})")
_SHARES = PRICE_UNITS[InstrumentKind.OPTION]  # of one contract


class Contract(NamedTuple):
    """An option, as its compact OCC symbol tells it.

    Attributes:
        last_day: As the symbol has it: year, month and day in two digits each.
        is_call: Else it is a put.
    """

    root: str
    last_day: str
    is_call: bool
    strike: Decimal


class _Delivery(NamedTuple):
    """Shares that came through an option; a purchase like this on that day is it."""

    symbol: str
    day: date
    price: Decimal
    quantity: Decimal


def contract_of(symbol: str) -> Contract | None:
    """The contract of a compact OCC symbol; None for any other."""
    found = _OCC.fullmatch(symbol)
    if found is None:
        return None
    return Contract(found["root"], found["day"], found["side"] == "C", Decimal(found["thousandths"]) / 1000)


def with_premiums(entries: Sequence[Transaction]) -> list[Transaction]:
    """The entries, purchases through an option at the cost that counts for tax: the strike, and the option's own cost.

    A put that was sold and assigned makes its shares cheaper by what it brought in; a call that was bought and exercised makes
    them dearer (IRS Publication 550).

    Args:
        entries: In the order they happened.
    """
    premiums = _premiums(entries)
    return [_with_premium(entry, premiums) for entry in entries] if premiums else list(entries)


def _with_premium(entry: Transaction, premiums: dict[_Delivery, list[Decimal]]) -> Transaction:
    if entry.kind is not TransactionKind.BUY or not entry.amount or not entry.price or not entry.quantity:
        return entry
    waiting = premiums.get(_Delivery(entry.symbol, entry.traded, entry.price, entry.quantity))
    return replace(entry, amount=entry.amount - waiting.pop()) if waiting else entry


def _premiums(entries: Sequence[Transaction]) -> dict[_Delivery, list[Decimal]]:
    """What each option cost that shares may have come through; negative where it brought money in."""
    lots: defaultdict[str, OpenLots] = defaultdict(OpenLots)
    premiums: defaultdict[_Delivery, list[Decimal]] = defaultdict(list)
    for entry in entries:
        contract = contract_of(entry.symbol) if entry.instrument is InstrumentKind.OPTION else None
        if contract is None:
            continue
        held = lots[entry.symbol]
        quantity, cost = held.quantity, held.cost_basis
        held.take(entry)
        closed = quantity - held.quantity
        if entry.kind is not TransactionKind.EXPIRY or cost is None or held.cost_basis is None:
            continue
        if (closed > ZERO) == contract.is_call and closed:  # a call that was held, or a put that was owed, brings shares
            delivery = _Delivery(contract.root, entry.traded, contract.strike, abs(closed) * _SHARES)
            premiums[delivery].append(cost - held.cost_basis)
    return premiums
