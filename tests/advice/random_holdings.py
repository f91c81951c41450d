"""What a household drawn at random holds: accounts, positions, lots, and what it may buy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import numpy as np

from advisor.advice.model.request import Candidate, PlanPosition
from advisor.domain.money import round_to_cents
from advisor.domain.portfolio import Account, TaxLot, TaxType
from advisor.exposure.contents import Contents
from tests.advice.random_universe import Universe, universe

TRADE_DAY = date(2026, 7, 1)
_TYPES = (TaxType.TAXABLE, TaxType.ROTH, TaxType.TAXABLE, TaxType.TRADITIONAL, TaxType.HSA)


@dataclass(frozen=True)
class Size:
    """How much a household holds; `companies` are those that its funds are looked through to."""

    holdings: int
    lots: int
    accounts: int
    companies: int
    candidates: int


@dataclass(frozen=True)
class Traits:
    """What makes a household hard; each is drawn with even odds when a seed decides.

    Attributes:
        unknowns: Bases and dates that the broker does not know, positions without lots.
        odd_lines: Shorts, options and lines that cannot be traded.
        washing: Purchases and sales of the last weeks, some at a loss, some in another account.
        brackets: Rates in steps, with gains or losses of the year so far.
        aims: Sectors, a largest company, a theme, an instrument.
        rules: Lists, locks, fixed trades, limits.
        flows: Money added or withdrawn.
    """

    whole_shares: bool = True
    unknowns: bool = False
    odd_lines: bool = False
    washing: bool = False
    brackets: bool = False
    aims: bool = False
    rules: bool = False
    flows: bool = False
    risk: bool = True


def cents(amount: float) -> Decimal:
    return round_to_cents(Decimal(amount))


class Holdings:
    """Draws one after the other; the same generator in the same state draws the same."""

    def __init__(self, size: Size, traits: Traits, draw: np.random.Generator) -> None:
        self.size, self.traits, self.draw = size, traits, draw
        self.market: Universe = universe(size.companies)
        self.accounts = tuple(
            Account(1 + place, "broker", f"····{place}", f"Account {place + 1}", _TYPES[place % 5])
            for place in range(size.accounts)
        )
        self.prices: dict[str, Decimal] = {}

    def chance(self, odds: float) -> bool:
        return bool(self.draw.random() < odds)

    def pick(self, options: Any) -> Any:
        return options[int(self.draw.integers(len(options)))]

    def positions(self) -> tuple[PlanPosition, ...]:
        count = self.size.holdings
        extra = self.draw.multinomial(max(0, self.size.lots - count), np.full(count, 1 / count))
        places: set[tuple[int, str]] = set()
        while len(places) < count:
            places.add((int(self.draw.integers(self.size.accounts)), self.symbol()))
        return tuple(
            self.position(self.accounts[account], symbol, 1 + int(lots))
            for (account, symbol), lots in zip(sorted(places), extra, strict=True)
        )

    def symbol(self) -> str:
        """A fund, or a company: the largest are held most."""
        if self.chance(0.5):
            return str(self.pick(list(self.market.funds)[: max(12, self.size.holdings // 3)]))
        return self.market.companies[int(len(self.market.companies) * self.draw.random() ** 2.5)]

    def contents(self, symbol: str) -> Contents:
        return self.market.funds[symbol] if symbol in self.market.funds else self.market.company(symbol)

    def price(self, symbol: str) -> Decimal:
        if symbol not in self.prices:
            places = 4 if self.chance(0.1) else 2
            self.prices[symbol] = Decimal(str(round(float(np.exp(self.draw.normal(4.6, 0.8))), places)))
        return self.prices[symbol]

    def position(self, account: Account, symbol: str, lot_count: int) -> PlanPosition:
        price, unknowns = self.price(symbol), self.traits.unknowns
        lots = tuple(self.lot(price) for _ in range(lot_count))
        quantity = sum((lot.quantity for lot in lots), Decimal(0))
        bases = [lot.cost_basis for lot in lots]
        basis = None if None in bases else sum(bases, Decimal(0))
        if unknowns and self.chance(0.2):
            lots = lots[:-1] if self.chance(0.5) else ()
        tradable = not (self.traits.odd_lines and self.chance(0.15))
        if not tradable and self.chance(0.5):
            quantity, lots, basis = -quantity / 8, (), None
        value = round_to_cents(quantity * price)
        income = None if self.chance(0.2) else float(self.draw.uniform(0, 0.04))
        expense = float(self.draw.uniform(0, 0.01)) if symbol in self.market.funds else None
        return PlanPosition(
            *(account, symbol, symbol, quantity, price, value, basis, lots, self.contents(symbol), tradable),
            *(income, expense, symbol in self.market.funds and self.chance(0.1)),
        )

    def lot(self, price: Decimal) -> TaxLot:
        dollars = float(self.draw.gamma(1.2, 6000))
        shares = Decimal(max(1, int(dollars / float(price))))
        if self.chance(0.05 if self.traits.whole_shares else 0.5):
            shares += Decimal(int(self.draw.integers(1, 1000))) / 1000
        age = int(self.draw.exponential(700)) if self.chance(0.8) else int(self.draw.integers(0, 45))
        grown = float(np.exp(self.draw.normal(0.0001 * age, 0.15 + 0.0002 * min(age, 1500))))
        unknowns = self.traits.unknowns
        basis = None if unknowns and self.chance(0.1) else cents(float(price * shares) / grown)
        return TaxLot(None if unknowns and self.chance(0.1) else TRADE_DAY - timedelta(days=age), shares, basis)

    def candidates(self) -> tuple[Candidate, ...]:
        broad = ["MID", "SMALL", "EXMEGA", "EQUAL", "TOTAL", "ABROAD", "BONDS", "VALUE", "LARGE", "PARTLY", "BALANCED", "SECTOR4"]
        offered = broad[: self.size.candidates] if self.size.candidates > 5 else broad
        if self.size.candidates <= 5:
            offered = [broad[place] for place in self.draw.permutation(len(broad))[: self.size.candidates]]
        return tuple(
            Candidate(each, each, self.price(each), self.contents(each), income=0.02, expense=0.001)
            for each in offered
            if each in self.market.funds
        )
