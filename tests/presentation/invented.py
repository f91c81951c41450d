"""An invented portfolio of $200,000.00, small enough to work out every sentence by hand.

Brokerage (Fidelity): 100 NVDA at 200 = 20,000; 200 VTI at 300 = 60,000; XYZQ, of which nothing is known, 1,000; cash 19,000.
Rollover IRA (Vanguard): 100 VTI = 30,000; 400 BND at 75 = 30,000; 500 VXUS at 80 = 40,000.
VTI (90,000) is 27,000 the seven, 49,500 other S&P 500, 8,100 mid, 3,600 small, 1,800 other US;
VXUS is 39,600 international and 400 cash.
Stocks: 20,000 + 90,000 + 39,600 = 149,600, of which the seven 47,000 = 31.42%; all money 200,000, of which the seven 23.5%.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from advisor.domain.classification import Sector, Sleeve
from advisor.domain.market import ReferenceTable, Source
from advisor.domain.portfolio import Account, ImportRecord, InstrumentKind, Portfolio, Position, TaxLot, TaxType
from advisor.exposure.model import (
    BenchmarkExposure,
    CompanyExposure,
    Concentration,
    Exposure,
    HoldingMix,
    MeasuredPortfolio,
    Overlap,
    Slice,
)

FRIDAY = date(2026, 2, 6)
MONDAY = date(2026, 2, 9)
TOTAL = Decimal("200000.00")
EQUITY = Decimal("149600.00")

BROKERAGE = Account(1, "fidelity", "····4821", "Brokerage", TaxType.TAXABLE)
ROLLOVER = Account(2, "vanguard", "····7730", "Rollover IRA", TaxType.TRADITIONAL)


def money(text: str | int) -> Decimal:
    return Decimal(text).quantize(Decimal("0.01"))


def part(value: int, direct: int = 0) -> Slice:
    weight = value / 200_000
    return Slice(money(value), weight, weight, weight, money(direct), money(value - direct))


def position(
    account: Account, symbol: str, name: str, quantity: int | None, price: str | None, value: int, cost: int | None
) -> Position:
    kind = InstrumentKind.CASH if symbol == "CASH" else InstrumentKind.SECURITY
    shares = None if quantity is None else Decimal(quantity)
    lots = (TaxLot(date(2021, 3, 4), Decimal(100), money(12_000)),) if symbol == "NVDA" else ()
    unit = None if price is None else Decimal(price)
    basis = None if cost is None else money(cost)
    return Position(account, symbol, name, kind, shares, unit, money(value), basis, FRIDAY, lots)


def company(
    symbol: str, name: str, sleeve: Sleeve, sector: Sector, direct: int, named: bool = True, **via: int
) -> CompanyExposure:
    value = direct + sum(via.values())
    weight = value / 200_000
    inside = {fund: money(amount) for fund, amount in via.items()}
    return CompanyExposure(symbol, name, sector, sleeve, money(value), weight, weight, weight, money(direct), inside, named)


def mix(symbol: str, name: str, value: int, sleeves: dict[Sleeve, int], source: Source, is_fund: bool = True) -> HoldingMix:
    return HoldingMix(
        symbol=symbol,
        name=name,
        value=money(value),
        is_fund=is_fund,
        sleeves={sleeve: amount / value for sleeve, amount in sleeves.items()},
        sleeve_values={sleeve: money(amount) for sleeve, amount in sleeves.items()},
        source=source,
        as_of=date(2026, 1, 30) if is_fund else FRIDAY,
        origin="Index members of the reference",
        confidence="high",
        seen=1.0,
    )


def portfolio() -> Portfolio:
    positions = (
        position(BROKERAGE, "NVDA", "NVIDIA CORP", 100, "200.00", 20_000, 12_000),
        position(BROKERAGE, "VTI", "VANGUARD TOTAL STOCK", 200, "300.00", 60_000, 40_000),
        position(BROKERAGE, "XYZQ", "XYZQ HOLDINGS", 10, "100.00", 1_000, None),
        position(BROKERAGE, "CASH", "Cash", None, None, 19_000, None),
        position(ROLLOVER, "VTI", "VANGUARD TOTAL STOCK", 100, "300.00", 30_000, 20_000),
        position(ROLLOVER, "BND", "VANGUARD TOTAL BOND", 400, "75.00", 30_000, 31_000),
        position(ROLLOVER, "VXUS", "VANGUARD TOTAL INTL", 500, "80.00", 40_000, 30_000),
    )
    fidelity = ImportRecord(
        1,
        "Portfolio_Positions_Feb-06-2026.csv",
        "a" * 64,
        "fidelity",
        "positions",
        FRIDAY,
        datetime(2026, 2, 6, 21, 0, tzinfo=UTC),
        5,
        4,
        1,
        money(100_000),
        money(100_000),
    )
    vanguard = ImportRecord(
        2,
        "OfxDownload.csv",
        "b" * 64,
        "vanguard",
        "positions",
        FRIDAY,
        datetime(2026, 2, 6, 20, 0, tzinfo=UTC),
        3,
        3,
        0,
        None,
        money(100_000),
    )
    return Portfolio((BROKERAGE, ROLLOVER), positions, (fidelity, vanguard))


def companies() -> tuple[CompanyExposure, ...]:
    seven = (
        ("NVDA", "NVIDIA", Sector.TECHNOLOGY, 6_300),
        ("AAPL", "Apple", Sector.TECHNOLOGY, 5_400),
        ("MSFT", "Microsoft", Sector.TECHNOLOGY, 4_950),
        ("GOOGL", "Alphabet", Sector.COMMUNICATION, 4_500),
        ("AMZN", "Amazon", Sector.CONSUMER_DISCRETIONARY, 3_150),
        ("META", "Meta", Sector.COMMUNICATION, 1_800),
        ("TSLA", "Tesla", Sector.CONSUMER_DISCRETIONARY, 900),
    )
    other = [("AVGO", "Broadcom", 2_700), ("JPM", "JPMorgan Chase", 1_350), ("LLY", "Eli Lilly", 900)]
    other += [(f"C{number:02}", f"Company {number}", 450) for number in range(99)]
    found = [
        company(symbol, name, Sleeve.MEGA_CAP_TECH, sector, 20_000 if symbol == "NVDA" else 0, VTI=inside)
        for symbol, name, sector, inside in seven
    ]
    found += [company(symbol, name, Sleeve.SP493, Sector.FINANCIALS, 0, VTI=inside) for symbol, name, inside in other]
    found += [
        company("~mid", "US mid caps, not named", Sleeve.MID_CAP, Sector.INDUSTRIALS, 0, named=False, VTI=8_100),
        company("~small", "US small caps, not named", Sleeve.SMALL_CAP, Sector.INDUSTRIALS, 0, named=False, VTI=3_600),
        company("~other", "Other US companies, not named", Sleeve.US_OTHER, Sector.ENERGY, 0, named=False, VTI=1_800),
        company("~intl", "International companies", Sleeve.INTERNATIONAL, Sector.FINANCIALS, 0, named=False, VXUS=39_600),
        company("~bonds", "Bonds", Sleeve.FIXED_INCOME, Sector.FIXED_INCOME, 0, named=False, BND=30_000),
        company("CASH", "Cash", Sleeve.CASH, Sector.CASH, 19_000, named=False, VXUS=400),
        company("XYZQ", "XYZQ HOLDINGS", Sleeve.UNCLASSIFIED, Sector.UNCLASSIFIED, 1_000),
    ]
    return tuple(sorted(found, key=lambda found: found.value, reverse=True))


def exposure() -> Exposure:
    sleeves = {
        Sleeve.MEGA_CAP_TECH: part(47_000, 20_000),
        Sleeve.SP493: part(49_500),
        Sleeve.MID_CAP: part(8_100),
        Sleeve.SMALL_CAP: part(3_600),
        Sleeve.US_OTHER: part(1_800),
        Sleeve.INTERNATIONAL: part(39_600),
        Sleeve.FIXED_INCOME: part(30_000),
        Sleeve.CASH: part(19_400, 19_000),
        Sleeve.UNCLASSIFIED: part(1_000, 1_000),
    }
    sectors = {
        Sector.TECHNOLOGY: part(36_650, 20_000),
        Sector.COMMUNICATION: part(6_300),
        Sector.CONSUMER_DISCRETIONARY: part(4_050),
        Sector.FINANCIALS: part(89_100),
        Sector.INDUSTRIALS: part(11_700),
        Sector.ENERGY: part(1_800),
        Sector.FIXED_INCOME: part(30_000),
        Sector.CASH: part(19_400, 19_000),
        Sector.UNCLASSIFIED: part(1_000, 1_000),
    }
    in_vti = {
        Sleeve.MEGA_CAP_TECH: 27_000,
        Sleeve.SP493: 49_500,
        Sleeve.MID_CAP: 8_100,
        Sleeve.SMALL_CAP: 3_600,
        Sleeve.US_OTHER: 1_800,
    }
    in_vxus = {Sleeve.INTERNATIONAL: 39_600, Sleeve.CASH: 400}
    mixes = (
        mix("VTI", "Vanguard Total Stock Market ETF", 90_000, in_vti, Source.INDEX),
        mix("VXUS", "Vanguard Total International Stock ETF", 40_000, in_vxus, Source.PROFILE),
        mix("BND", "Vanguard Total Bond Market ETF", 30_000, {Sleeve.FIXED_INCOME: 30_000}, Source.PROFILE),
        mix("NVDA", "NVIDIA", 20_000, {Sleeve.MEGA_CAP_TECH: 20_000}, Source.DIRECT, is_fund=False),
        mix("CASH", "Cash", 19_000, {Sleeve.CASH: 19_000}, Source.DIRECT, is_fund=False),
        mix("XYZQ", "XYZQ HOLDINGS", 1_000, {Sleeve.UNCLASSIFIED: 1_000}, Source.UNKNOWN, is_fund=False),
    )
    return Exposure(
        as_of=date(2026, 1, 30),
        total_value=TOTAL,
        sleeves=sleeves,
        sectors=sectors,
        companies=companies(),
        holdings={held.symbol: held for held in mixes},
        concentration=Concentration(
            hhi=0.05,
            effective_holdings=20.0,
            top10_weight=0.363,
            mega_cap_tech_weight=0.235,
            mega_cap_tech_share_of_equity=47_000 / 149_600,
            mega_cap_tech_share_low=47_000 / 150_600,
            mega_cap_tech_share_high=48_000 / 150_600,
            equity_value=EQUITY,
            curve=tuple(min(1.0, 0.176 + 0.02 * count) for count in range(40)),
        ),
        coverage={Source.DIRECT: 0.195, Source.INDEX: 0.45, Source.PROFILE: 0.35, Source.UNKNOWN: 0.005},
        unseen=0.005,
        benchmark=BenchmarkExposure(
            symbol="SPY",
            name="SPDR S&P 500 ETF",
            as_of=date(2026, 1, 30),
            sleeves={Sleeve.MEGA_CAP_TECH: 0.335, Sleeve.SP493: 0.663, Sleeve.CASH: 0.002},
            sectors={Sector.TECHNOLOGY: 0.341, Sector.FINANCIALS: 0.657, Sector.CASH: 0.002},
            active_share=0.52,
            mega_cap_tech_share_of_equity=0.335 / 0.998,
            effective_holdings=47.0,
            top10_weight=0.393,
            largest_weight=0.076,
            curve=tuple(min(1.0, 0.076 + 0.01 * count) for count in range(100)),
        ),
        overlap=(Overlap("VTI", "VXUS", 0.01), Overlap("BND", "VTI", 0.0)),
        unclassified=("XYZQ",),
        problems=(),
    )


def measured() -> MeasuredPortfolio:
    return MeasuredPortfolio(
        portfolio=portfolio(),
        exposure=exposure(),
        previous=None,
        previous_as_of=None,
        snapshot_as_of=date(2026, 1, 30),
        reference=(ReferenceTable("sp500", "S&P 500 members", "IVV holdings file", date(2026, 1, 30), 503),),
        is_sample=False,
        database="portfolio.db",
        last_backup=None,
    )


def empty() -> MeasuredPortfolio:
    return MeasuredPortfolio(Portfolio((), (), ()), None, None, None, date(2026, 1, 30), (), False, "portfolio.db", None)
