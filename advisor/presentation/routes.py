"""How the money gets there: directly, and inside each fund, with the accounts that hold it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from advisor.domain.portfolio import Portfolio, Position
from advisor.exposure.model import CompanyExposure
from advisor.presentation import words
from advisor.presentation.attention import accounts_holding
from advisor.presentation.views import Route


def company_routes(company: CompanyExposure, portfolio: Portfolio) -> tuple[Route, ...]:
    """Routes to one company, largest first: its own shares, then each fund."""
    positions = [position for position in portfolio.positions if position.symbol == company.symbol]
    # Another share class counts in `direct` too; the share count is stated only where it is the whole of it.
    whole = sum((position.value for position in positions), Decimal(0)) == company.direct
    label = _shares_held(positions) if whole else "Held directly"
    where = words.listed(accounts_holding(portfolio, company.symbol)) if positions else ""
    symbol = company.symbol if positions else ""
    return _ordered([(label, company.direct, where, symbol), *_inside(company.via, portfolio)], company.value)


def group_routes(companies: Iterable[CompanyExposure], portfolio: Portfolio) -> tuple[Route, ...]:
    """Routes to many companies together, largest first."""
    direct, value = Decimal(0), Decimal(0)
    via: dict[str, Decimal] = {}
    for company in companies:
        direct += company.direct
        value += company.value
        for fund, part in company.via.items():
            via[fund] = via.get(fund, Decimal(0)) + part
    return _ordered([("Held directly", direct, "", ""), *_inside(via, portfolio)], value)


def part_route(label: str, amount: Decimal, whole: Decimal, where: str, symbol: str = "") -> Route:
    """One part of a whole; its share is a fraction of that whole."""
    share = float(amount / whole) if whole else 0.0
    return Route(label, words.dollars(amount), share, words.whole_share(share), where, symbol)


def _shares_held(positions: list[Position]) -> str:
    quantities = [position.quantity for position in positions]
    if not quantities or any(quantity is None for quantity in quantities):
        return "Held directly"
    total = sum((quantity for quantity in quantities if quantity is not None), Decimal(0))
    return f"{words.quantity(total)} {'share' if total == 1 else 'shares'} held directly"


def _inside(via: Mapping[str, Decimal], portfolio: Portfolio) -> list[tuple[str, Decimal, str, str]]:
    return [(f"Inside {fund}", part, words.listed(accounts_holding(portfolio, fund)), fund) for fund, part in via.items()]


def _ordered(parts: list[tuple[str, Decimal, str, str]], whole: Decimal) -> tuple[Route, ...]:
    there = sorted((part for part in parts if part[1]), key=lambda part: part[1], reverse=True)
    return tuple(part_route(label, amount, whole, where, symbol) for label, amount, where, symbol in there)
