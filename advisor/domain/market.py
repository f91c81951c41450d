"""What is known about the market: securities, funds and how to look through them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from advisor.domain.classification import Sector, Sleeve

# Symbols of things that a trust may hold beside nothing else.
GOLD = "@gold"
SILVER = "@silver"
CRYPTO = "@crypto"


class Source(StrEnum):
    """Where a dollar's classification comes from, best first."""

    DIRECT = "direct"  # held as itself: a share, a bond, cash
    HOLDINGS = "holdings"  # the fund's own full holdings
    INDEX = "index"  # the members of the index the fund tracks
    PROFILE = "profile"  # the fund's own size, sector or asset-class weights, or a close proxy's holdings
    CATEGORY = "category"  # the typical mix of its category
    UNKNOWN = "unknown"

    @property
    def is_list(self) -> bool:
        """Whether it names all that is held, and may add up wrong or grow old."""
        return self in (Source.HOLDINGS, Source.INDEX)


@dataclass(frozen=True, slots=True)
class Security:
    """A share class, bond, coin or other thing that is looked through no further.

    Attributes:
        symbol: Canonical symbol, e.g. "GOOG".
        company: The symbol that stands for the company, e.g. "GOOGL".
        company_name: e.g. "Alphabet".
        price: Account currency per share on `as_of`; None when not known.
        named: False for a bucket such as "US mid-cap companies, not named".
        is_member: Its company is in the S&P 500, MidCap 400 or SmallCap 600.
    """

    symbol: str
    company: str
    company_name: str
    sleeve: Sleeve
    sector: Sector
    price: Decimal | None
    as_of: date
    named: bool = True
    is_member: bool = False


@dataclass(frozen=True, slots=True)
class Fund:
    """How to look through one fund.

    Attributes:
        legs: Weight (fraction of the fund) by symbol of a security or of another fund. May sum to less than 1: the rest
            is unseen. May sum to more, or be negative: derivatives count at signed notional beside their cash leg.
        source: What the legs come from.
        as_of: Date of the legs.
        origin: Plain words for the Data page, e.g. "S&P 500 members, IVV file".
        confidence: "high", "medium" or "low".
        portfolio: Name of the portfolio that its share classes have in common; empty when its name tells no share class.
        pool: True for an estimate that stands for companies nobody named (e.g. an active fund's US large caps,
            mixed like the S&P 500): what passes through a pool is an estimate, and widens intervals.
        price_as_of: Day of the price; None without one.
        moved_to: The legs were moved with prices from `as_of` to this day; None where they stand as published.
    """

    symbol: str
    name: str
    source: Source
    as_of: date
    legs: Mapping[str, float]
    origin: str
    confidence: str = "high"
    price: Decimal | None = None
    pool: bool = False
    portfolio: str = ""
    price_as_of: date | None = None
    moved_to: date | None = None

    @property
    def is_of_one_thing(self) -> bool:
        """Whether it holds nothing but one metal, or coins: then no list could tell more, and none grows old."""
        return len(self.legs) == 1 and not self.legs.keys().isdisjoint((GOLD, SILVER, CRYPTO))


@dataclass(frozen=True, slots=True)
class MarketBook:
    """Everything look-through needs, from the bundled snapshot and what the investor added.

    Attributes:
        securities: By canonical symbol; also holds the aliases of other spellings' canonical symbols.
        funds: By canonical symbol. Pools' symbols start with "@".
        aliases: Other spellings → canonical symbol ("BRKB" → "BRK.B", "SPLG" → "SPYM").
        as_of: Date of the bundled snapshot.
    """

    securities: Mapping[str, Security]
    funds: Mapping[str, Fund]
    aliases: Mapping[str, str]
    as_of: date

    def canonical(self, symbol: str) -> str:
        """The symbol that things are filed under here; one that nothing is known about stays as it is."""
        return self.aliases.get(symbol, symbol)

    def company_of(self, spelling: str) -> str:
        """The symbol that stands for the company of a share, in any spelling; of anything else its canonical symbol."""
        symbol = self.canonical(spelling)
        security = self.securities.get(symbol)
        return symbol if security is None else security.company


@dataclass(frozen=True, slots=True)
class ReferenceTable:
    """One table of the bundled snapshot: what it holds, where it is from, how old it is."""

    name: str
    description: str
    source: str
    as_of: date
    rows: int
