"""One invented request, and one invented plan that is complete, for the tests of what leaves the program."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from advisor.advice.model.action import TradeAction
from advisor.advice.model.plan import NotMade, Plan, RulePrice, Search, Shape, Trade
from advisor.advice.model.request import PlanRequest
from advisor.advice.model.taxes import SoldLot, TaxEstimate, Term
from advisor.advice.model.washing import Move, MoveKind, WashedShares, WashWindow, WindowRule
from advisor.domain.classification import Sector, Sleeve
from tests.advice.households import BROKERAGE, ROTH, TARGETS, TRADE_DAY, fund, holding

REQUEST = PlanRequest(
    positions=(holding(BROKERAGE, "SEVEN", "60", "100", basis="3000"), holding(BROKERAGE, "EQUAL", "50", "80", basis="3900")),
    cash={BROKERAGE.id: Decimal("150.25")},
    accounts=(BROKERAGE,),
    target=TARGETS[0],
    candidates=(fund("MID", "70"), fund("SMALL", "55.50")),
    trade_date=TRADE_DAY,
    time_limit=3.0,
)
_LONG = SoldLot(date(2021, 3, 4), Decimal(6), Decimal("1200.00"), Decimal("600.00"), Term.LONG)
_SHORT = SoldLot(date(2026, 5, 5), Decimal(4), Decimal("1400.00"), Decimal("-200.00"), Term.SHORT, Decimal("50.00"))
SELL = Trade(
    BROKERAGE,
    TradeAction.SELL,
    "SEVEN",
    "Seven Fund",
    Decimal(10),
    Decimal("300.00"),
    Decimal("3000.00"),
    (_LONG, _SHORT),
    Decimal("400.00"),
    "To reach your target, this sells a tenth.",
    Decimal("60.00"),
    why_these_lots="The dearest lots go first.",
)
BUY = Trade(
    BROKERAGE,
    TradeAction.BUY,
    "MID",
    "Mid Fund",
    Decimal(40),
    Decimal("70.25"),
    Decimal("2810.00"),
    (),
    None,
    "It adds mid caps.",
)
BUY_ROTH = Trade(
    ROTH,
    TradeAction.BUY,
    "SMALL",
    "Small Fund",
    Decimal("12.5"),
    Decimal("80.00"),
    Decimal("1000.00"),
    (),
    None,
    "It adds small caps.",
)


def _shape(seven: float) -> Shape:
    return Shape(
        {Sleeve.MEGA_CAP_TECH: seven, Sleeve.SP493: 1 - seven},
        {Sector.INDUSTRIALS: seven, Sector.ENERGY: 1 - seven},
        {"NVDA": seven / 2},
        {"ai": seven},
        0.02,
        0.031,
        Decimal("120.50"),
        None,
        frozenset({"MID"}),
    )


_LATE = date(2026, 5, 5)
_SOLD = Move(
    BROKERAGE, "SEVEN", TRADE_DAY, MoveKind.SOLD, Decimal(4), Decimal(1400), Decimal(1200), date(2026, 5, 5), planned=True
)
_BOUGHT = Move(ROTH, "SEVEN", date(2026, 6, 20), MoveKind.REINVESTED, Decimal(1), Decimal(310))
PLAN = Plan(
    target=TARGETS[0],
    value=Decimal("30000.00"),
    trades=(BUY, SELL, BUY_ROTH),
    shape_before=_shape(0.4),
    shape_after=_shape(0.3),
    cash_after={BROKERAGE.id: Decimal("190.00"), ROTH.id: Decimal("20.00")},
    tax=TaxEstimate(
        Decimal("-200.00"), Decimal("600.00"), Decimal("60.00"), True, Decimal(60), Decimal(60), disallowed=Decimal(50)
    ),
    trading_cost=Decimal("15.00"),
    turnover=0.127,
    changes_place=Decimal("3810.00"),
    gap_before=0.25,
    gap_to_target=0.15,
    objective=512.25,
    optimality_gap=0.5,
    search=Search("search", 1.5, 0.2, 0.05, None),
    binding=("No account may fall below zero cash.",),
    warnings=("The cost of some shares is not known.",),
    not_made=(NotMade(ROTH, TradeAction.SELL, "GROWTH", "It is locked."),),
    rule_prices=(RulePrice("cash", 12.5, "A dollar more of cash would save 12 dollars."),),
    washed=(WashedShares(_SOLD, _BOUGHT, Decimal(1), Decimal("50.00"), Decimal(0), None),),
    windows=(
        WashWindow(
            WindowRule.DO_NOT_BUY,
            "SEVEN",
            frozenset({"SEVEN", "MAGS"}),
            TRADE_DAY,
            date(2026, 7, 31),
            Decimal(4),
            Decimal("200.00"),
            "It is sold at a loss.",
            planned=True,
        ),
    ),
)
