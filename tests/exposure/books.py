"""Small market books and positions, written by hand in a line each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from advisor.domain.classification import Sector, Sleeve
from advisor.domain.market import Fund, MarketBook, Security, Source
from advisor.domain.portfolio import Account, InstrumentKind, Position, TaxType

DAY = date(2026, 6, 19)
OLDER = date(2025, 1, 31)
ACCOUNT = Account(1, "fidelity", "····0001", "Brokerage", TaxType.TAXABLE)

NOTHING = Fund("NONE", "Empty benchmark", Source.HOLDINGS, DAY, {"CASH": 1.0}, "by hand")


def stock(
    symbol: str,
    sleeve: Sleeve = Sleeve.SP493,
    sector: Sector = Sector.INDUSTRIALS,
    *,
    company: str | None = None,
    named: bool = True,
) -> Security:
    return Security(symbol, company or symbol, f"{company or symbol} Inc.", sleeve, sector, None, DAY, named)


CASH = stock("CASH", Sleeve.CASH, Sector.CASH, named=False)


def fund(
    symbol: str, legs: Mapping[str, float], source: Source = Source.HOLDINGS, *, pool: bool = False, as_of: date = DAY
) -> Fund:
    return Fund(symbol, f"{symbol} Fund", source, as_of, legs, "by hand", "high", None, pool)


def book(*things: Security | Fund, aliases: Mapping[str, str] | None = None) -> MarketBook:
    securities = {thing.symbol: thing for thing in (CASH, *things) if isinstance(thing, Security)}
    funds = {thing.symbol: thing for thing in (NOTHING, *things) if isinstance(thing, Fund)}
    return MarketBook(securities, funds, aliases or {}, DAY)


def position(
    symbol: str, value: str | int | Decimal, kind: InstrumentKind = InstrumentKind.SECURITY, account: Account = ACCOUNT
) -> Position:
    return Position(account, symbol, f"{symbol} name", kind, None, None, Decimal(value), None, DAY)


def with_funds(known: MarketBook, funds: Mapping[str, Fund], securities: Mapping[str, Security]) -> MarketBook:
    """The book with these funds put in or replaced; securities that it knows stay as they are."""
    return replace(known, funds={**known.funds, **funds}, securities={**securities, **known.securities})
