"""What Yahoo says of instruments, from answers in its format and from recorded ones."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from advisor.domain.errors import SourceFailedError, SourceTroubleError
from advisor.domain.instruments import InstrumentProfile, TopHolding
from advisor.market.yahoo import YahooProvider
from advisor.market.yahoo.profile import FundDetails, read_profile
from tests.replay import EVENING, Fault, ReplayServer, ReplayYahoo, Reply, Waits, YahooInstrument, address_of, fund_modules
from tests.replay.recorded import recorded

DAYS = [date(2025, 11, 19), date(2025, 11, 20)]


def provider_of(session: Any) -> YahooProvider:
    return YahooProvider(session, pause=Waits(), now=lambda: EVENING)


def test_a_company(yahoo: ReplayYahoo, each_session: Any) -> None:
    yahoo.add(
        YahooInstrument(
            "BRK-B",
            DAYS,
            [490.1, 495.55],
            "Beta Rocks Inc. New",
            exchange="NYQ",
            sector="Financial Services",
            industry="Insurance - Diversified",
            country="United States",
            market_cap=1_070_000_000_000,
        )
    )
    assert provider_of(each_session).profile("BRK.B") == InstrumentProfile(
        symbol="BRK.B",
        name="Beta Rocks Inc. New",
        quote_type="EQUITY",
        exchange="NYQ",
        currency="USD",
        country="United States",
        sector="Financial Services",
        industry="Insurance - Diversified",
        market_cap=Decimal(1_070_000_000_000),
        price=Decimal("495.54998779296875"),  # in single precision
        priced_on=date(2025, 11, 20),
        family="",
        category="",
        expense_ratio=None,
        as_of=date(2025, 11, 20),
        source="Yahoo Finance",
    )


def fund(**told: Any) -> YahooInstrument:
    modules = fund_modules(
        "Acme",
        "Large Blend",
        expense_ratio=0.0003,
        positions={"stock": 0.98, "cash": 0.03, "other": -0.01},
        sectors={"technology": 0.35, "realestate": 0.02},
        holdings=[("NVDA", "NVIDIA Corp", 0.072), ("MSFT", "Microsoft Corp", 0.065)],
    )
    return YahooInstrument("FFF", DAYS, [50.0, 51.0], "Acme 500 ETF", "ETF", profile={**modules, **told})


def test_a_fund(yahoo: ReplayYahoo, each_session: Any) -> None:
    yahoo.add(fund())
    told = provider_of(each_session).profile("FFF")
    assert (told.quote_type, told.family, told.category, told.expense_ratio) == ("ETF", "Acme", "Large Blend", 0.0003)
    assert dict(told.asset_classes) == {"stock": 0.98, "cash": 0.03, "other": -0.01}
    assert dict(told.sector_weights) == {"technology": 0.35, "realestate": 0.02}
    assert told.top_holdings == (TopHolding("NVDA", "NVIDIA Corp", 0.072), TopHolding("MSFT", "Microsoft Corp", 0.065))


@pytest.mark.parametrize("part", ["topHoldings", "fundProfile", "summaryProfile"])
def test_a_fund_of_which_little_is_known(yahoo: ReplayYahoo, session: Any, part: str) -> None:
    young = fund()
    yahoo.add(young)
    young.profile = {name: module for name, module in young.profile.items() if name != part}
    yahoo.server.serve(
        re.compile(r"quoteSummary/FFF\?modules=quoteType%2CsummaryProfile"),
        {"quoteSummary": {"result": [{"quoteType": {"quoteType": "ETF"}, **young.profile}]}},
    )
    told = provider_of(session).profile("FFF")
    assert (told.name, told.family, told.category) == ("Acme 500 ETF", "Acme", "Large Blend")
    assert told.top_holdings == ()


def test_no_question_is_put_for_a_ratio_that_nobody_reads(yahoo: ReplayYahoo, each_session: Any) -> None:
    yahoo.add(fund())
    provider_of(each_session).profile("FFF")
    assert yahoo.server.count(address_of("timeseries")) == 0


def test_a_fund_whose_parts_are_not_found(yahoo: ReplayYahoo, each_session: Any) -> None:
    yahoo.add(fund())
    words = b'{"quoteSummary": {"result": null, "error": {"code": "Not Found", "description": "No fundamentals data found"}}}'
    yahoo.server.serve(re.compile(r"quoteSummary/FFF\?modules=quoteType%2CsummaryProfile"), Reply(words, 404))
    assert provider_of(each_session).profile("FFF").asset_classes == {}


@pytest.mark.parametrize(("fault", "kind"), [(Fault.GARBAGE_JSON, SourceFailedError), (Fault.CONSENT_PAGE, SourceTroubleError)])
def test_half_a_profile_is_none(yahoo: ReplayYahoo, session: Any, fault: Fault, kind: type[Exception]) -> None:
    """What a fund is made of must not seem forgotten because one of the answers failed."""
    yahoo.add(fund())
    yahoo.server.fail(re.compile(r"quoteSummary/FFF\?modules=quoteType%2CsummaryProfile"), fault)
    with pytest.raises(kind):
        provider_of(session).profile("FFF")


def test_nonsense_in_the_fields_is_left_out(yahoo: ReplayYahoo, session: Any) -> None:
    odd = fund(
        assetProfile={"sector": 7, "industry": None, "country": ["x"]},
        topHoldings={
            "stockPosition": {"raw": 0.9, "fmt": "90%"},
            "cashPosition": {},
            "bondPosition": "much",
            "holdings": [{"symbol": None, "holdingName": "Cash", "holdingPercent": 0.1}],
            "sectorWeightings": [{"technology": None}, {"energy": 0.5}],
        },
    )
    odd.market_cap = -1
    yahoo.add(odd)
    told = provider_of(session).profile("FFF")
    assert (told.sector, told.industry, told.country, told.market_cap) == ("", "", "", None)
    assert dict(told.asset_classes) == {"stock": 0.9}
    assert dict(told.sector_weights) == {"energy": 0.5}
    assert told.top_holdings == (TopHolding("", "Cash", 0.1),)


RECORDED = "gadicc_yahoo-finance2/"


@pytest.fixture
def recorded_yahoo(replay: ReplayServer, yahoo: ReplayYahoo, shared: Path) -> ReplayYahoo:
    for symbol in ("QQQ", "AAPL"):
        replay.serve(address_of("quoteSummary", symbol), recorded(shared, f"{RECORDED}quoteSummary-all-{symbol}.json"))
        replay.serve(address_of("quote", symbol), recorded(shared, f"{RECORDED}quote-{symbol}.json"))
        replay.serve(re.compile(rf"/v7/finance/quote\?symbols={symbol}&"), recorded(shared, f"{RECORDED}quote-{symbol}.json"))
    return yahoo


def test_a_recorded_fund(recorded_yahoo: ReplayYahoo, session: Any) -> None:
    told = provider_of(session).profile("QQQ")
    assert (told.name, told.quote_type, told.exchange, told.family) == ("Invesco QQQ Trust", "ETF", "NGM", "Invesco")
    assert (told.category, told.expense_ratio, told.currency) == ("Large Growth", 0.002, "USD")
    assert dict(told.asset_classes) == {"cash": 0.0007, "stock": 0.9993}
    assert told.sector_weights["technology"] == 0.5083
    assert len(told.sector_weights) == 11
    assert told.top_holdings[0] == TopHolding("AAPL", "Apple Inc", 0.090070695)
    assert len(told.top_holdings) == 10


def test_a_recorded_company(recorded_yahoo: ReplayYahoo, session: Any) -> None:
    told = provider_of(session).profile("AAPL")
    assert (told.name, told.quote_type, told.country) == ("Apple Inc.", "EQUITY", "United States")
    assert (told.sector, told.industry) == ("Technology", "Consumer Electronics")
    assert told.market_cap == Decimal(3_674_405_863_424)
    assert (told.price, told.priced_on) == (Decimal("244.6"), date(2025, 2, 14))
    assert (told.forward_pe, told.trailing_pe) == (29.434416, 38.763866)


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ({"longName": "Acme Corporation", "shortName": "Acme"}, "Acme Corporation"),
        ({"longName": " ", "shortName": "Acme"}, "Acme"),
        ({"longName": "Acme Corporation"}, "Acme Corporation"),
        ({}, ""),
    ],
)
def test_the_longest_name_counts(told: dict[str, str], name: str) -> None:
    assert read_profile("ACME", told, FundDetails(), EVENING).name == name


MOMENT = {"regularMarketTime": 1763672400}  # 16:00 on November 20, 2025
ZONE = {"exchangeTimezoneName": "America/New_York"}


def test_a_price_counts_only_where_moment_and_zone_are_told() -> None:
    told = [read_profile("ACME", SHARE | about, FundDetails(), EVENING) for about in (MOMENT | ZONE, MOMENT, ZONE)]
    assert [(each.price, each.priced_on) for each in told] == [(Decimal("40.0"), date(2025, 11, 20)), (None, None), (None, None)]


@pytest.mark.parametrize(
    ("asked", "traded", "kind", "is_price"),
    [
        ("2025-11-20 09:31", "2025-11-20 09:31", "EQUITY", False),
        ("2025-11-20 09:00", "2025-11-19 16:00", "EQUITY", True),
        ("2025-11-20 16:05", "2025-11-20 16:00", "ETF", False),
        ("2025-11-20 16:15", "2025-11-20 16:00", "EQUITY", True),
        ("2025-11-20 20:30", "2025-11-20 19:01", "MUTUALFUND", True),
        ("2025-11-20 12:00", "2025-11-19 19:01", "MUTUALFUND", True),
        ("2025-11-23 12:00", "2025-11-21 16:00", "EQUITY", True),
        ("2025-11-28 13:05", "2025-11-28 13:00", "EQUITY", False),  # a half day: believed when a whole one would be over
    ],
)
def test_a_quote_of_a_session_that_runs_is_no_price(asked: str, traded: str, kind: str, is_price: bool) -> None:
    """At noon everything else is worth its last close: one price of the moment among them would be a sum of two days."""
    zone = ZoneInfo("America/New_York")
    moment = datetime.fromisoformat(traded).replace(tzinfo=zone)
    about = SHARE | ZONE | {"quoteType": kind, "regularMarketTime": int(moment.timestamp())}
    told = read_profile("ACME", about, FundDetails(), datetime.fromisoformat(asked).replace(tzinfo=zone))
    assert (told.price, told.priced_on) == ((Decimal("40.0"), moment.date()) if is_price else (None, None))


def test_a_profile_is_of_the_day_in_new_york() -> None:
    """Half past midnight in Greenwich is still the evening before."""
    assert read_profile("ACME", SHARE, FundDetails(), datetime(2025, 11, 21, 0, 30, tzinfo=UTC)).as_of == date(2025, 11, 20)


SHARE = {"quoteType": "EQUITY", "currency": "USD", "financialCurrency": "USD", "regularMarketPrice": 40.0}


@pytest.mark.parametrize(
    ("told", "ratios"),
    [
        ({"forwardPE": 20.5, "forwardEps": 1.9, "trailingPE": 24.0}, (20.5, 24.0)),
        ({"forwardPE": 16.0, "trailingEps": -2.5}, (16.0, -16.0)),
        ({"forwardEps": -0.8, "trailingEps": -2.5, "financialCurrency": "EUR"}, (None, None)),
        ({"forwardPE": 20.5, "quoteType": "ETF"}, (None, None)),
        ({"forwardPE": "Infinity", "trailingEps": 0}, (None, None)),
        ({}, (None, None)),
    ],
)
def test_what_a_company_costs_for_what_it_earns_or_loses(told: dict[str, Any], ratios: tuple[float | None, ...]) -> None:
    profile = read_profile("ACME", SHARE | told, FundDetails(), EVENING)
    assert (profile.forward_pe, profile.trailing_pe) == ratios
