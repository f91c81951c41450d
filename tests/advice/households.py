"""Invented households for the tests of plans."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from advisor.advice.model.request import Candidate, PlanPosition, PlanRequest, TradingCost
from advisor.advice.model.target import Band, TargetModel
from advisor.domain.classification import Sleeve
from advisor.domain.portfolio import Account, TaxLot, TaxType
from advisor.exposure.contents import Contents

BROKERAGE = Account(1, "fidelity", "····1", "Brokerage", TaxType.TAXABLE)
ROTH = Account(2, "schwab", "····2", "Roth IRA", TaxType.ROTH)
ROLLOVER = Account(3, "schwab", "····3", "Rollover IRA", TaxType.TRADITIONAL)
TRADE_DAY = date(2026, 7, 1)
MARKET = {Sleeve.MEGA_CAP_TECH: 0.3, Sleeve.SP493: 0.55, Sleeve.MID_CAP: 0.1, Sleeve.SMALL_CAP: 0.05}
MIXES: dict[str, dict[Sleeve, float]] = {
    "SEVEN": {Sleeve.MEGA_CAP_TECH: 1.0},
    "MARKET": MARKET,
    "GROWTH": {Sleeve.MEGA_CAP_TECH: 0.45, Sleeve.SP493: 0.5, Sleeve.INTERNATIONAL: 0.05},
    "MID": {Sleeve.MID_CAP: 0.95, Sleeve.CASH: 0.05},
    "SMALL": {Sleeve.SMALL_CAP: 1.0},
    "EQUAL": {Sleeve.SP493: 1.0},
    "ABROAD": {Sleeve.INTERNATIONAL: 1.0},
    "BONDS": {Sleeve.FIXED_INCOME: 1.0},
}
TARGETS = (
    TargetModel("a", "A", "", {Sleeve.MEGA_CAP_TECH: 0.15, Sleeve.SP493: 0.5, Sleeve.MID_CAP: 0.2, Sleeve.SMALL_CAP: 0.15}),
    TargetModel("b", "B", "", {Sleeve.MID_CAP: 0.3, Sleeve.CASH: 0.1}, band=Band(0.02, 0.1)),
    TargetModel("c", "C", "", MARKET, scope=frozenset(MARKET)),
)


def holding(
    account: Account,
    symbol: str,
    quantity: str,
    price: str,
    *,
    basis: str | None = None,
    lots: tuple[TaxLot, ...] = (),
    tradable: bool = True,
) -> PlanPosition:
    """A position in one of the invented funds."""
    value = (Decimal(quantity) * Decimal(price)).quantize(Decimal("0.01"))
    cost = None if basis is None else Decimal(basis)
    return PlanPosition(
        account, symbol, symbol, Decimal(quantity), Decimal(price), value, cost, lots, Contents(MIXES[symbol]), tradable
    )


def fund(symbol: str, price: str) -> Candidate:
    """A candidate with its mix."""
    return Candidate(symbol, symbol, Decimal(price), Contents(MIXES[symbol]))


prices = st.decimals("5", "700", places=2) | st.decimals("5", "90", places=4)


@st.composite
def positions(draw: st.DrawFn, account: Account, symbol: str) -> PlanPosition:
    """A position with or without lots, whole or fractional, of known or unknown cost."""
    whole = draw(st.booleans())
    sizes = st.integers(1, 150).map(Decimal) if whole else st.decimals("0.1", "150", places=3)
    quantities = draw(st.lists(sizes, min_size=1, max_size=4))
    price = draw(prices)
    days = st.none() | st.dates(date(2019, 1, 1), TRADE_DAY)
    costs = st.none() | st.decimals("0.2", "1.6", places=3)
    lots = tuple(
        TaxLot(draw(days), size, None if (cost := draw(costs)) is None else (cost * price * size).quantize(Decimal("0.01")))
        for size in quantities
    )
    held = sum(quantities, Decimal(0))
    total = draw(st.none() | st.decimals("0.2", "1.6", places=3).map(lambda share: str(share * price * held)))
    kept_lots = lots if draw(st.booleans()) else ()
    return holding(account, symbol, str(held), str(price), basis=total, lots=kept_lots, tradable=draw(st.integers(0, 9)) > 0)


@st.composite
def requests(draw: st.DrawFn) -> PlanRequest:
    """A household of up to three accounts with rules of every kind; staying idle is always allowed."""
    accounts = draw(st.sampled_from([(BROKERAGE,), (ROTH,), (BROKERAGE, ROTH), (ROTH, BROKERAGE, ROLLOVER)]))
    places = [(account, symbol) for account in accounts for symbol in MIXES]
    held = draw(st.lists(st.sampled_from(places), min_size=1, max_size=7, unique=True))
    offered = draw(st.lists(st.sampled_from(list(MIXES)), max_size=5, unique=True))
    symbols = st.frozensets(st.sampled_from(list(MIXES)), max_size=2)
    return PlanRequest(
        positions=tuple(draw(positions(account, symbol)) for account, symbol in held),
        cash={account.id: draw(st.decimals("0", "20000", places=2)) for account in accounts},
        accounts=accounts,
        target=draw(st.sampled_from(TARGETS)),
        candidates=tuple(fund(symbol, str(draw(prices))) for symbol in offered),
        trade_date=TRADE_DAY,
        no_sell=draw(symbols),
        locked=draw(symbols),
        minimum_trade=Decimal(draw(st.sampled_from([0, 100, 2500]))),
        max_gain=draw(st.none() | st.sampled_from([Decimal(0), Decimal(750), Decimal("3000.50")])),
        whole_shares=draw(st.booleans()),
        time_limit=3.0,
        costs=TradingCost(draw(st.sampled_from([0.0, 5.0])), 0.0),
    )
