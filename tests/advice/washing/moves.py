"""Moves of an invented household, for the tests of wash sales."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from advisor.advice.model.washing import Move, MoveKind
from advisor.domain.portfolio import Account, TaxType

BROKERAGE = Account(1, "fidelity", "····1", "Brokerage", TaxType.TAXABLE, owner="Ann")
JOINT = Account(2, "schwab", "····2", "Joint", TaxType.TAXABLE)
ROTH = Account(3, "schwab", "····3", "Roth IRA", TaxType.ROTH, owner="Ann")
ROLLOVER = Account(4, "schwab", "····4", "Rollover IRA", TaxType.TRADITIONAL, owner="Bob")
HEALTH = Account(5, "fidelity", "····5", "HSA", TaxType.HSA)


def alone(symbol: str) -> str:
    """A group for every symbol."""
    return symbol


def bought(
    day: date, quantity: str, cost: str, *, account: Account = BROKERAGE, symbol: str = "XYZ", kind: MoveKind = MoveKind.BOUGHT
) -> Move:
    """A purchase for so much altogether."""
    return Move(account, symbol, day, kind, Decimal(quantity), Decimal(cost))


def sold(
    day: date,
    quantity: str,
    cost: str | None,
    proceeds: str | None,
    *,
    acquired: date | None = date(2020, 1, 2),
    account: Account = BROKERAGE,
    symbol: str = "XYZ",
    planned: bool = False,
) -> Move:
    """A sale of shares that cost and brought so much altogether."""
    return Move(
        account,
        symbol,
        day,
        MoveKind.SOLD,
        Decimal(quantity),
        None if cost is None else Decimal(cost),
        None if proceeds is None else Decimal(proceeds),
        acquired,
        planned,
    )
