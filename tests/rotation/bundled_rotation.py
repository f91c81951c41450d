"""The whole report as the bundled tables and closes tell it, put together through the pure functions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import lru_cache

from advisor.market.histories import read_absent, read_breadth, read_months
from advisor.rotation.breadth_counts import beating_of_counts, breadth_of_counts
from advisor.rotation.claims.evidence import Evidence
from advisor.rotation.claims.ledger import check_claims
from advisor.rotation.dials import dials
from advisor.rotation.events import calendar, chart_marks
from advisor.rotation.fundamentals import earnings_gaps
from advisor.rotation.model import MarketRotation, RotationReport
from advisor.rotation.model_breadth import Breadth, MemberList, ShareByDay
from advisor.rotation.model_themes import HeldCompany
from advisor.rotation.monthly_difference import difference_by_month
from advisor.rotation.themes import theme_exposures, theme_line
from tests.rotation.bundled_market import bundled_market
from tests.rotation.real_evidence import LISTED, RESOURCES, bundled, members

TODAY = date(2026, 7, 1)
YEAR = date(2025, 12, 31)
REFERENCE = RESOURCES / "reference"
HELD = {
    "NVDA": HeldCompany(Decimal("13450.10"), Decimal("9000.00")),
    "AAPL": HeldCompany(Decimal("13060.00"), Decimal("0.00")),
    "CAT": HeldCompany(Decimal("812.40"), Decimal("0.00")),
    "JPM": HeldCompany(Decimal("1920.00"), Decimal("1500.00")),
}
TOTAL = Decimal("214012.65")
UNSEEN = 0.021
_NAMES = {"sp500": "S&P 500", "sp400": "S&P MidCap 400", "sp600": "S&P SmallCap 600"}


@lru_cache(maxsize=1)
def whole_market() -> MarketRotation:
    """The market with breadth and themes, and a small portfolio in it."""
    market = bundled_market()
    themes = bundled().themes
    made = market.synthesis
    months = read_months(REFERENCE)
    difference = difference_by_month(months.months, months.synthesised, months.direct)
    return replace(
        market,
        synthesis=None if made is None else replace(made, difference=difference),
        breadth=tuple(_breadth(index) for index in _NAMES),
        beating={name: _beating(index) for index, name in _NAMES.items()},
        themes=theme_exposures(themes, HELD, TOTAL, UNSEEN),
        theme_lines=tuple(theme_line(market.panel, theme, YEAR) for theme in themes),
    )


@lru_cache(maxsize=1)
def whole_report() -> RotationReport:
    """Everything that the page can show, on the evening of the last bundled close."""
    market, tables = whole_market(), bundled()
    lists, sectors = members()
    evidence = Evidence(
        market.panel,
        TODAY,
        tables.figures,
        tables.facts,
        lists,
        sectors,
        {signal.id: signal for signal in market.signals},
        seven_weight=market.synthesis.seven_weight if market.synthesis else None,
    )
    return RotationReport(
        market,
        tables.figures,
        dials(tables.figures, market.panel, TODAY),
        earnings_gaps(tables.figures),
        check_claims(tables.claims, tables.articles, evidence),
        tables.articles,
        calendar(tables.events, TODAY),
        chart_marks(tables.events),
    )


def _beating(index: str) -> ShareByDay:
    told = read_breadth(REFERENCE, index)
    return beating_of_counts(told.days, told.counts, _listed(index))


def _listed(index: str) -> MemberList:
    lists, _sectors = members()
    return MemberList(_NAMES[index], tuple(lists[index].weights), LISTED)


def _breadth(index: str) -> Breadth:
    told = read_breadth(REFERENCE, index)
    return breadth_of_counts(told.days, told.counts, _listed(index), read_absent(REFERENCE).get(index, ()))
