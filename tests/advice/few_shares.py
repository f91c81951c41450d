"""Households of a few whole shares, so that every plan can be tried."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import numpy as np

from advisor.advice.model.request import Candidate, PlanPosition, PlanRequest, TradingCost
from advisor.advice.model.target import Band, BandRule, Destination, TargetModel
from advisor.advice.model.taxes import RateStep, TaxRules
from advisor.advice.model.washing import Move, MoveKind, WashHistory, WashPolicy
from advisor.domain.classification import GICS_SECTORS, Sleeve
from advisor.domain.portfolio import Account, TaxLot, TaxType
from tests.advice.every_plan import how_many
from tests.advice.random_universe import SIZED, universe

TRADE_DAY = date(2026, 7, 1)
FEWEST_PLANS, MOST_PLANS = 1_000, 150_000  # before money rules any out
_FUNDS = ("TOTAL", "EXMEGA", "GROWTH", "MID", "SMALL", "ABROAD", "BONDS", "PARTLY", "BALANCED", "EQUAL")


def few_shares(seed: int) -> PlanRequest:
    """At most 12 lots and 4 candidates; every rule that a plan may have is drawn for some seed."""
    draw = np.random.default_rng([seed, 12])
    while True:
        request = _Few(draw).request()
        if sum(len(each.lots) for each in request.positions) <= 12 and FEWEST_PLANS <= how_many(request) <= MOST_PLANS:
            return request


class _Few:
    def __init__(self, draw: np.random.Generator) -> None:
        self.draw = draw
        self.market = universe(40)
        second = self.pick([TaxType.ROTH, TaxType.ROTH, TaxType.TAXABLE])
        accounts = (Account(1, "broker", "····1", "One", TaxType.TAXABLE), Account(2, "broker", "····2", "Two", second))
        self.accounts = accounts[: self.pick([1, 2, 2])]
        self.prices: dict[str, Decimal] = {}

    def chance(self, odds: float) -> bool:
        return bool(self.draw.random() < odds)

    def pick(self, options: Any) -> Any:
        return options[int(self.draw.integers(len(options)))]

    def cents(self, least: float, most: float) -> Decimal:
        return Decimal(int(self.draw.integers(int(least * 100), int(most * 100)))) / 100

    def symbol(self) -> str:
        return str(self.pick(_FUNDS)) if self.chance(0.6) else f"C{int(40 * self.draw.random() ** 2)}"

    def contents(self, symbol: str) -> Any:
        return self.market.funds[symbol] if symbol in self.market.funds else self.market.company(symbol)

    def price(self, symbol: str) -> Decimal:
        return self.prices.setdefault(symbol, self.cents(150, 900))

    def request(self) -> PlanRequest:
        places = {(self.pick(self.accounts).id, self.symbol()) for _ in range(self.pick([2, 3, 4]))}
        positions = tuple(self.position(account, symbol) for account, symbol in sorted(places))
        held = [each.symbol for each in positions]
        offered = Counter(self.pick(held) if self.chance(0.4) else self.symbol() for _ in range(self.pick([2, 3, 4])))
        candidates = tuple(Candidate(each, each, self.price(each), self.contents(each)) for each in sorted(offered))
        return PlanRequest(
            positions=positions,
            cash={each.id: self.cents(0, 1500) if self.chance(0.7) else Decimal(0) for each in self.accounts},
            accounts=self.accounts,
            target=self.target(held + sorted(offered)),
            candidates=candidates,
            trade_date=TRADE_DAY,
            minimum_trade=Decimal(self.pick([0, 0, 400])),
            maximum_trade=self.pick([None, None, None, Decimal(1500)]),
            max_gain=self.pick([None, None, Decimal("0"), Decimal("150.37")]),
            max_turnover=self.pick([None, None, None, 0.25]),
            new_cash=self.pick([Decimal(0), Decimal(0), Decimal(0), Decimal("612.35"), Decimal("-350.05")]),
            no_sell=frozenset({self.pick(held)}) if self.chance(0.1) else frozenset(),
            taxes=self.taxes(),
            costs=TradingCost(self.pick([0.0, 2.0]), self.pick([0.0, 0.001])),
            location_price=self.pick([0.0, 0.0, 0.02]),
            theme_members={"theme": {"C0": 1.0, "C3": 0.5}},
            history=self.history(positions, held + sorted(offered)),
            wash_policy=self.pick([WashPolicy.PRICE, WashPolicy.PRICE, WashPolicy.FORBID]),
            **self.risk(),
        )

    def position(self, account: int, symbol: str) -> PlanPosition:
        price = self.price(symbol)
        lots = tuple(self.lot(price) for _ in range(self.pick([1, 2, 2, 3])))
        quantity = sum((lot.quantity for lot in lots), Decimal(0))
        holder = self.accounts[account - 1]
        return PlanPosition(holder, symbol, symbol, quantity, price, quantity * price, None, lots, self.contents(symbol), True)

    def lot(self, price: Decimal) -> TaxLot:
        shares = Decimal(self.pick([1, 1, 2, 3]))
        day = self.pick([date(2024, 2, 2), date(2025, 1, 6), date(2026, 1, 2), date(2026, 3, 2), date(2026, 6, 10), None])
        paid = shares * (price * Decimal(self.pick(["0.4", "0.7", "0.9", "0.99", "1.1", "1.2", "1.5", "2.1"]))).quantize(
            Decimal("0.01")
        )
        return TaxLot(day, shares, None if self.chance(0.05) else paid)

    def target(self, known: list[str]) -> TargetModel:
        chosen = self.draw.permutation(np.array([*SIZED, Sleeve.INTERNATIONAL, Sleeve.FIXED_INCOME], dtype=object))[
            : self.pick([1, 2, 3])
        ]
        shares = self.draw.dirichlet(np.ones(len(chosen) + 1)).tolist()
        sleeves = {Sleeve(sleeve): share for sleeve, share in zip(chosen, shares, strict=False)}
        if self.chance(0.3):
            sleeves[Sleeve.CASH] = shares[-1]
        aims: dict[str, Any] = {"company_max": self.pick([None, None, 0.1, 0.3]), "themes": self.pick([{}, {}, {"theme": 0.15}])}
        aims["sectors"] = {str(self.pick(GICS_SECTORS)): 0.2} if self.chance(0.25) else {}
        aims["instruments"] = {self.pick(known): self.pick([0.0, 0.2])} if self.chance(0.25) else {}
        band = Band() if self.chance(0.5) else Band(0.03, 0.2, self.pick(list(BandRule)))
        return TargetModel("few", "Few", "", sleeves, band=band, destination=self.pick(list(Destination)), **aims)

    def taxes(self) -> TaxRules:
        rules = TaxRules(carried_loss_value=Decimal(self.pick(["0", "0.05", "0.15"])))
        before = [self.cents(-600, 600) if self.chance(0.4) else Decimal(0) for _ in range(2)]
        rules = replace(rules, short_before=before[0], long_before=before[1], loss_limit=Decimal(self.pick([3000, 200])))
        if self.chance(0.35):
            edge = Decimal(self.pick([100, 400]))
            ordinary = (
                RateStep(edge, Decimal("0.24")),
                RateStep(Decimal(300), Decimal("0.35")),
                RateStep(None, Decimal("0.408")),
            )
            long_term = (RateStep(edge + 150, Decimal("0.15")), RateStep(None, Decimal("0.238")))
            rules = replace(rules, ordinary=ordinary, long_term=long_term)
        return rules

    def history(self, positions: tuple[PlanPosition, ...], known: list[str]) -> WashHistory:
        moves = [
            Move(each.account, each.symbol, lot.acquired, MoveKind.BOUGHT, lot.quantity, lot.cost_basis)
            for each in positions
            for lot in each.lots
            if lot.acquired is not None and lot.acquired > TRADE_DAY - timedelta(days=61)
        ]
        for _ in range(self.pick([0, 1, 2])):
            moves.append(self.move(self.pick(known)))
        groups = dict.fromkeys(("TOTAL", "EXMEGA"), "alike") if self.chance(0.15) else None
        return WashHistory(tuple(sorted(moves, key=lambda move: move.day)), groups)

    def move(self, symbol: str) -> Move:
        account, day, shares = (
            self.pick(self.accounts),
            TRADE_DAY - timedelta(days=self.pick([3, 20, 40])),
            Decimal(self.pick([1, 2])),
        )
        worth = shares * self.price(symbol)
        if self.chance(0.5):
            return Move(account, symbol, day, MoveKind.REINVESTED, shares, worth)
        basis = (worth * Decimal(self.pick(["1.3", "0.8"]))).quantize(Decimal("0.01"))
        return Move(account, symbol, day, MoveKind.SOLD, shares, basis, worth, date(2025, 1, 2))

    def risk(self) -> dict[str, Any]:
        if self.chance(0.5):
            return {}
        reference = self.market.funds[self.pick(["TOTAL", "EQUAL", "BALANCED"])]
        return {"risk": self.market.risk(self.draw, reference), "risk_price": self.pick([1.0, 4.0, 10.0])}
