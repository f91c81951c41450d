"""Households drawn at random, from a few lines to two hundred, with everything that a plan has to respect.

`household(SMALL, seed)` is always the same request for a seed. `Traits` says what is drawn; without it the seed decides.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import numpy as np
from hypothesis import strategies as st

from advisor.advice.model.action import TradeAction
from advisor.advice.model.request import Candidate, FixedTrade, PlanPosition, PlanRequest, TradingCost
from advisor.advice.model.target import Band, BandRule, Destination, TargetModel
from advisor.advice.model.taxes import LotMethod, RateStep, TaxRules
from advisor.advice.model.washing import Move, MoveKind, WashHistory, WashPolicy
from advisor.domain.classification import GICS_SECTORS, Sleeve
from advisor.domain.money import round_to_cents
from advisor.exposure.contents import Contents
from tests.advice.random_holdings import TRADE_DAY, Holdings, Size, Traits, cents
from tests.advice.random_universe import SIZED

TINY = Size(4, 9, 2, 40, 3)
SMALL = Size(20, 60, 2, 200, 6)
MEDIUM = Size(60, 300, 3, 600, 8)
LARGE = Size(200, 1000, 5, 1500, 12)


def household(size: Size, seed: int, traits: Traits | None = None) -> PlanRequest:
    """The request that belongs to a seed."""
    draw = np.random.default_rng([seed, size.holdings, size.lots])
    chosen = traits or Traits(**{each.name: bool(draw.random() < 0.5) for each in fields(Traits)})
    return _Maker(size, chosen, draw).request()


@st.composite
def tiny_households(draw: st.DrawFn) -> PlanRequest:
    """Up to five holdings in up to three accounts."""
    holdings = draw(st.integers(1, 5))
    size = Size(holdings, holdings + draw(st.integers(0, 6)), draw(st.integers(1, 3)), 40, draw(st.integers(0, 4)))
    traits = draw(st.builds(Traits, **{each.name: st.booleans() for each in fields(Traits)}))
    return household(size, draw(st.integers(0, 2**31)), traits)


class _Maker(Holdings):
    def request(self) -> PlanRequest:
        positions = self.positions()
        cash = {each.id: cents(self.draw.choice([0.0, 1.0], p=[0.3, 0.7]) * self.draw.gamma(1.5, 4000)) for each in self.accounts}
        if self.traits.odd_lines and self.chance(0.3):
            cash[1] = -cash[1] / 4 if self.chance(0.5) else cash[1]
            cash[1] = round_to_cents(cash[1])
        candidates = self.candidates()
        asked = PlanRequest(positions, cash, self.accounts, self.target(positions, candidates), candidates, TRADE_DAY)
        asked = replace(
            asked,
            whole_shares=self.traits.whole_shares,
            minimum_trade=Decimal(self.pick([0, 100, 500])),
            costs=TradingCost(self.pick([0.0, 5.0]), self.pick([0.0, 0.0002])),
            lot_method=LotMethod.MINIMUM_TAX if self.chance(0.8) else self.pick(list(LotMethod)),
            wash_policy=self.pick(list(WashPolicy)),
            location_price=self.pick([0.0, 0.0, 0.01]),
            theme_members={"theme": dict.fromkeys(self.market.companies[1:9], 0.5)},
        )
        changes = (self.taxes, self.rules, self.flows, self.washing, self.risk)
        for change in changes:
            asked = replace(asked, **change(asked))
        return asked

    def target(self, positions: tuple[PlanPosition, ...], candidates: tuple[Candidate, ...]) -> TargetModel:
        mixed = self.market.funds["TOTAL"].sleeves
        tilted = {sleeve: mixed.get(sleeve, 0.0) * float(self.draw.uniform(0.4, 1.8)) for sleeve in SIZED}
        scope = frozenset(SIZED) if self.chance(0.4) else frozenset[Sleeve]()
        if not scope and self.chance(0.6):
            tilted |= {Sleeve.INTERNATIONAL: 0.15, Sleeve.FIXED_INCOME: 0.1, Sleeve.CASH: 0.01}
        total = sum(tilted.values())
        sleeves = {sleeve: share / total for sleeve, share in tilted.items()}
        if not scope and self.chance(0.3):
            sleeves = dict(list(sleeves.items())[1:])
        band = Band() if self.chance(0.5) else Band(0.02, 0.1, self.pick(list(BandRule)))
        aims: dict[str, Any] = {}
        if self.traits.aims:
            aims = {"company_max": self.pick([None, 0.05, 0.03]), "themes": {"theme": 0.08} if self.chance(0.5) else {}}
            if self.chance(0.5):
                aims["sectors"] = {str(sector): 0.08 for sector in GICS_SECTORS[1 : 2 + int(self.draw.integers(4))]}
            known = [each.symbol for each in positions if each.quantity > 0] + [each.symbol for each in candidates]
            if self.chance(0.3) and known:
                aims["instruments"] = {self.pick(known): 0.05}
        destination = self.pick(list(Destination))
        return TargetModel("own", "Own", "", sleeves, band=band, scope=scope, destination=destination, **aims)

    def taxes(self, _: PlanRequest) -> Mapping[str, Any]:
        if not self.traits.brackets:
            return {}
        widths = sorted(cents(float(self.draw.gamma(2, 8000))) for _ in range(2))
        ordinary = (RateStep(widths[0], Decimal("0.24")), RateStep(widths[1], Decimal("0.358")), RateStep(None, Decimal("0.408")))
        long_term = (RateStep(widths[1], Decimal("0.15")), RateStep(None, Decimal("0.238")))
        if self.chance(0.3):
            ordinary = (RateStep(widths[0], Decimal("0.12")), RateStep(None, Decimal("0.22")))
            long_term = (RateStep(widths[0], Decimal(0)), RateStep(None, Decimal("0.15")))
        before = [cents(float(self.draw.normal(0, 5000))) if self.chance(0.7) else Decimal(0) for _ in range(2)]
        limit = Decimal(self.pick([3000, 1500]))
        worth = Decimal(self.pick(["0", "0.05", "0.15"]))
        return {"taxes": TaxRules(ordinary, long_term, ordinary[0].rate, limit, worth, *before)}

    def rules(self, asked: PlanRequest) -> Mapping[str, Any]:
        if not self.traits.rules:
            return {}
        symbols = sorted({each.symbol for each in asked.positions} | {each.symbol for each in asked.candidates})
        some = [frozenset(str(each) for each in self.draw.permutation(symbols)[: int(self.draw.integers(3))]) for _ in range(3)]
        return {
            "no_sell": some[0],
            "no_buy": some[1],
            "locked": some[2],
            "buy_only": self.chance(0.1),
            "fixed": self.fixed(asked, some[0] | some[1] | some[2]) if self.chance(0.5) else (),
            "maximum_trade": self.pick([None, Decimal(20000)]),
            "max_gain": self.pick([None, Decimal(0), Decimal("2500.50")]),
            "max_turnover": self.pick([None, 0.1, 0.3]),
        }

    def fixed(self, asked: PlanRequest, ruled: frozenset[str]) -> tuple[FixedTrade, ...]:
        """One sale that is typed, or forbidden by a 0."""
        sellable = [each for each in asked.positions if each.tradable and each.quantity > 4 and each.symbol not in ruled]
        if not sellable:
            return ()
        position = self.pick(sellable)
        most = min(position.quantity, 15000 / position.unit_value)
        quantity = Decimal(int(self.draw.integers(0, max(1, int(most)))))
        dollars = quantity * position.unit_value
        fits = dollars == 0 or dollars >= asked.minimum_trade
        return (FixedTrade(position.account.id, TradeAction.SELL, position.symbol, quantity),) if fits else ()

    def flows(self, asked: PlanRequest) -> Mapping[str, Any]:
        if not self.traits.flows:
            return {}
        worth = float(sum(each.value for each in asked.positions if each.account.id == 1 and each.tradable))
        new = cents(self.draw.uniform(-0.05, 0.1) * max(0.0, worth))
        last = asked.accounts[-1].id
        return {"new_cash": new, "flows": {last: cents(self.draw.uniform(100, 3000))} if self.chance(0.5) else {}}

    def washing(self, asked: PlanRequest) -> Mapping[str, Any]:
        """The books' purchases of the last weeks, and a few sales at a loss and reinvestments beside them."""
        moves = [
            Move(each.account, each.symbol, lot.acquired, MoveKind.BOUGHT, lot.quantity, lot.cost_basis)
            for each in asked.positions
            for lot in each.lots
            if lot.acquired is not None and TRADE_DAY - lot.acquired <= timedelta(days=61)
        ]
        symbols = sorted({each.symbol for each in asked.positions} | {each.symbol for each in asked.candidates})
        for _ in range(int(self.draw.integers(1, 5)) if self.traits.washing and symbols else 0):
            moves.append(self.move(str(self.pick(symbols))))
        groups = dict.fromkeys(("LARGE", "EQUAL"), "large companies") if self.chance(0.2) else None
        since = {each.id: TRADE_DAY - timedelta(days=400) for each in asked.accounts}
        return {"history": WashHistory(tuple(sorted(moves, key=lambda move: move.day)), groups, None, None, since)}

    def move(self, symbol: str) -> Move:
        day, account = TRADE_DAY - timedelta(days=int(self.draw.integers(0, 61))), self.pick(self.accounts)
        quantity = Decimal(int(self.draw.integers(1, 60)))
        worth = round_to_cents(quantity * self.price(symbol))
        if self.chance(0.4):
            return Move(account, symbol, day, MoveKind.REINVESTED, quantity, worth)
        basis = round_to_cents(worth * Decimal(self.pick(["1.2", "0.8"])))
        return Move(account, symbol, day, MoveKind.SOLD, quantity, basis, worth, day - timedelta(days=200))

    def risk(self, _: PlanRequest) -> Mapping[str, Any]:
        if not self.traits.risk:
            return {}
        parts = [self.market.funds[each] for each in ("TOTAL", "MID", "SMALL", "ABROAD", "BONDS")]
        shares = self.draw.dirichlet([6, 2, 2, 1, 1])
        return {"risk": self.market.risk(self.draw, _blend(parts, shares.tolist())), "risk_price": self.pick([1.0, 4.0, 10.0])}


def _blend(parts: list[Contents], shares: list[float]) -> Contents:
    sums: tuple[dict[Any, float], ...] = ({}, {}, {})
    for part, share in zip(parts, shares, strict=True):
        for summed, mix in zip(sums, (part.sleeves, part.sectors, part.companies), strict=True):
            for key, weight in mix.items():
                summed[key] = summed.get(key, 0.0) + share * weight
    unseen = sum(part.unseen * share for part, share in zip(parts, shares, strict=True))
    return Contents(sums[0], sums[1], sums[2], unseen, is_fund=True)
