"""The two ways every dollar is sorted: one sleeve, one sector."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Sleeve(StrEnum):
    """Where a dollar rides. Each dollar lies in exactly one sleeve; a share class follows its company."""

    MEGA_CAP_TECH = "mega_cap_tech"
    SP493 = "sp493"
    MID_CAP = "mid_cap"
    SMALL_CAP = "small_cap"
    US_OTHER = "us_other"
    INTERNATIONAL = "international"
    FIXED_INCOME = "fixed_income"
    CASH = "cash"
    ALTERNATIVES = "alternatives"
    UNCLASSIFIED = "unclassified"


EQUITY_SLEEVES = frozenset(
    {
        Sleeve.MEGA_CAP_TECH,
        Sleeve.SP493,
        Sleeve.MID_CAP,
        Sleeve.SMALL_CAP,
        Sleeve.US_OTHER,
        Sleeve.INTERNATIONAL,
    }
)


class Sector(StrEnum):
    """The eleven GICS sectors, and what stands in their place for money that is in no company."""

    TECHNOLOGY = "Information Technology"
    COMMUNICATION = "Communication Services"
    CONSUMER_DISCRETIONARY = "Consumer Discretionary"
    CONSUMER_STAPLES = "Consumer Staples"
    HEALTH_CARE = "Health Care"
    FINANCIALS = "Financials"
    INDUSTRIALS = "Industrials"
    MATERIALS = "Materials"
    ENERGY = "Energy"
    UTILITIES = "Utilities"
    REAL_ESTATE = "Real Estate"
    FIXED_INCOME = "Fixed Income"
    CASH = "Cash"
    ALTERNATIVES = "Alternatives"
    UNCLASSIFIED = "Unclassified"


GICS_SECTORS = tuple(Sector)[:11]

_PLACES_OF_THEIR_OWN = {
    Sleeve.FIXED_INCOME: Sector.FIXED_INCOME,
    Sleeve.CASH: Sector.CASH,
    Sleeve.ALTERNATIVES: Sector.ALTERNATIVES,
    Sleeve.UNCLASSIFIED: Sector.UNCLASSIFIED,
}


def sectors_in(sleeve: Sleeve) -> tuple[Sector, ...]:
    """The sectors that money of a sleeve can lie in; the last stands where none is told. Only stocks have several."""
    return (*GICS_SECTORS, Sector.UNCLASSIFIED) if sleeve in EQUITY_SLEEVES else (_PLACES_OF_THEIR_OWN[sleeve],)


def sector_within(sleeve: Sleeve, sector: Sector) -> Sector:
    """The sector where the sleeve has it, and the sleeve's own otherwise."""
    possible = sectors_in(sleeve)
    return sector if sector in possible else possible[-1]


# The Magnificent Seven by company: the primary share class names the company.
MAGNIFICENT_SEVEN = ("AAPL", "MSFT", "NVDA", "AMZN", "GOOGL", "META", "TSLA")


@dataclass(frozen=True, slots=True)
class Override:
    """What the investor says a symbol is; it wins over everything the program knows, wherever the symbol turns up.

    Attributes:
        stated_on: None for what was said before the day was kept.
    """

    symbol: str
    sleeve: Sleeve
    sector: Sector
    stated_on: date | None
