"""What is measured, and in what units.

Values are account currency as exact `Decimal` cents wherever parts must sum to the whole; weights are fractions of 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from advisor.domain.classification import Override, Sector, Sleeve
from advisor.domain.market import ReferenceTable, Source
from advisor.domain.market_state import MarketState
from advisor.domain.portfolio import Account, Portfolio
from advisor.domain.quality import QualityIssue


@dataclass(frozen=True, slots=True)
class Slice:
    """One sleeve's or sector's part of the portfolio.

    Attributes:
        value: Account currency, to the cent; the slices of one kind sum to the portfolio's value exactly.
        weight: value / total.
        low, high: Interval of the weight: seen only, and seen plus whatever is unseen and could belong here.
        direct: Part held as itself; `via_funds` the rest. direct + via_funds == value.
    """

    value: Decimal
    weight: float
    low: float
    high: float
    direct: Decimal
    via_funds: Decimal


@dataclass(frozen=True, slots=True)
class CompanyExposure:
    """One company through every door.

    Attributes:
        symbol: Symbol of its primary share class.
        named: False for buckets such as "International companies, not named".
        via: Value by top-level position symbol (the fund the investor holds), largest first.
        low, high: Interval of the weight (fractions of the portfolio).
    """

    symbol: str
    name: str
    sector: Sector
    sleeve: Sleeve
    value: Decimal
    weight: float
    low: float
    high: float
    direct: Decimal
    via: Mapping[str, Decimal]
    named: bool


@dataclass(frozen=True, slots=True)
class Concentration:
    """How few companies carry it.

    Attributes:
        hhi: Sum of squared company weights within the equity (fractions; 1/n for n equal holdings). Buckets of unnamed
            companies are part of the equity but no company: what they hold is taken as spread over many.
        effective_holdings: 1 / hhi; 0 without equity.
        top10_weight: Ten largest companies, fraction of the equity.
        mega_cap_tech_weight: Fraction of everything.
        mega_cap_tech_share_of_equity: Fraction of the stocks, with its interval.
        curve: Cumulative share of the equity in the largest n companies, n = 1, 2, ...; below 1 at its end where part of
            the equity has no name.
    """

    hhi: float
    effective_holdings: float
    top10_weight: float
    mega_cap_tech_weight: float
    mega_cap_tech_share_of_equity: float
    mega_cap_tech_share_low: float
    mega_cap_tech_share_high: float
    equity_value: Decimal
    curve: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class BenchmarkExposure:
    """The same measures for a benchmark fund, as fractions of 1.

    Attributes:
        companies: Fraction of the fund by symbol of the company's primary share class, largest first; only those with a name.
        moved_to: Its weights were moved with prices from `as_of` to this day; None where they stand as published.
    """

    symbol: str
    name: str
    as_of: date
    sleeves: Mapping[Sleeve, float]
    sectors: Mapping[Sector, float]
    active_share: float
    mega_cap_tech_share_of_equity: float
    effective_holdings: float
    top10_weight: float
    largest_weight: float
    curve: tuple[float, ...]
    companies: Mapping[str, float] = field(default_factory=dict)
    moved_to: date | None = None


@dataclass(frozen=True, slots=True)
class Overlap:
    """Shared weight of two held funds: sum over companies of the smaller weight (fraction)."""

    a: str
    b: str
    weight: float


@dataclass(frozen=True, slots=True)
class HoldingMix:
    """What one held symbol is made of.

    Attributes:
        sleeves: Fraction of the symbol by sleeve; sums to 1.
        sleeve_values: Its value by sleeve, to the cent; sums to the symbol's value.
        source: How it was looked through.
        as_of: Date of that source.
        origin: That source in plain words.
        seen: Fraction of the symbol whose sleeve is known and not estimated.
        is_of_one_thing: A trust of one metal or of coins, of which no list could tell more.
    """

    symbol: str
    name: str
    value: Decimal
    is_fund: bool
    sleeves: Mapping[Sleeve, float]
    sleeve_values: Mapping[Sleeve, Decimal]
    source: Source
    as_of: date
    origin: str
    confidence: str
    seen: float
    is_of_one_thing: bool = False


@dataclass(frozen=True, slots=True)
class Exposure:
    """A portfolio, looked through.

    Attributes:
        as_of: Date of the oldest datum used (positions, fund holdings, reference).
        companies: Largest value first; all of them, buckets included; values sum to the portfolio's value.
        holdings: By symbol as the positions have it.
        coverage: Share of the net value by the weakest source on its way; sums to 1.
        unseen: Fraction whose sleeve is estimated or unknown.
        unclassified: Held symbols that nothing is known about.
        problems: Cycles, missing legs and the like, in plain words.
        moved: By symbol of a fund that carries money, held or inside another: to which day prices moved its weights.
    """

    as_of: date
    total_value: Decimal
    sleeves: Mapping[Sleeve, Slice]
    sectors: Mapping[Sector, Slice]
    companies: tuple[CompanyExposure, ...]
    holdings: Mapping[str, HoldingMix]
    concentration: Concentration
    coverage: Mapping[Source, float]
    unseen: float
    benchmark: BenchmarkExposure
    overlap: tuple[Overlap, ...]
    unclassified: tuple[str, ...]
    problems: tuple[str, ...]
    moved: Mapping[str, date] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MeasuredPortfolio:
    """A portfolio with its exposure: what every page is drawn from.

    Attributes:
        exposure: None while there are no positions.
        previous: The exposure before the newest import; None without one.
        reference: The tables of the bundled snapshot.
        is_sample: The database holds the bundled sample portfolio.
        database: Path of the database, as text.
        last_backup: When it was last backed up; None if never.
        only_account: Name of the one account that is measured; empty when all of them are.
        issues: What is wrong, missing or old in the books, worst first.
        has_transactions: The books hold the history of some account.
        overrides: What the investor classified by hand.
        empty_accounts: Those of which the books hold lots or trades, but nothing that tells what is in them.
        market: What was asked of the network, and how old it is; None where it was not looked up.
    """

    portfolio: Portfolio
    exposure: Exposure | None
    previous: Exposure | None
    previous_as_of: date | None
    snapshot_as_of: date
    reference: tuple[ReferenceTable, ...]
    is_sample: bool
    database: str
    last_backup: datetime | None
    only_account: str = ""
    issues: tuple[QualityIssue, ...] = ()
    has_transactions: bool = False
    market: MarketState | None = None
    overrides: tuple[Override, ...] = ()
    empty_accounts: tuple[Account, ...] = ()
