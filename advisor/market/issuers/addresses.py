"""Where issuers publish the list of a fund's holdings, for the funds whose issuer does so at an address that stays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum, auto
from pathlib import Path

from advisor.market.tables import read_table

_ISHARES = (
    "https://www.blackrock.com/varnish-api/blk-one01-product-data/product-data/api/v1/get-fund-document?appType=PRODUCT_PAGE"
    "&appSubType=ISHARES&targetSite=us-ishares&locale=en_US&userType=individual&component=holdings&portfolioId={key}"
)
_DAYS_BACK = 7


class Tells(Enum):
    """How a list says which fund it is of."""

    TICKER = auto()
    NAME = auto()
    NOTHING = auto()


@dataclass(frozen=True, slots=True)
class Site:
    """How one issuer publishes its lists.

    Attributes:
        address: With the fund's key, its ticker in small or capital letters, and for lists of one day the day.
        has_layout: Its lists are recognised as its own by their headings.
        tells: How they say which fund they are of; where they do not, the address alone tells.
        headers: What the site must be asked with.
    """

    address: str
    has_layout: bool = True
    tells: Tells = Tells.TICKER
    headers: Mapping[str, str] = field(default_factory=dict)


_SITES: Mapping[str, Site] = {
    "iShares": Site(_ISHARES, tells=Tells.NAME),
    "State Street": Site("https://www.ssga.com/library-content/products/fund-data/etfs/us/holdings-daily-us-en-{small}.xlsx"),
    # It answers 406 to whoever calls itself a browser and does not behave like one.
    "Invesco": Site(
        "https://dng-api.invesco.com/cache/v1/accounts/en_US/shareclasses/{key}/holdings/fund?idType=ticker&productType=ETF",
        headers={"User-Agent": "rotation-advisor", "Accept": "application/json"},
    ),
    # Shares only: what else an equity fund of theirs has is below one percent.
    "Vanguard": Site(
        "https://investor.vanguard.com/vmf/api/{key}/portfolio-holding/stock.json?start=1&count=20000",
        tells=Tells.NOTHING,
        headers={"Accept": "application/json"},
    ),
    "Schwab": Site(
        "https://www.schwabassetmanagement.com/sites/g/files/eyrktu361/files/product_files/{key}/{key}_FundHoldings_{day}.CSV",
        tells=Tells.NOTHING,
    ),
    "ARK": Site("https://assets.ark-funds.com/fund-documents/funds-etf-csv/{key}_{symbol}_HOLDINGS.csv"),
    "Pacer": Site("https://www.paceretfs.com/usbank/live/fsb0.pacer.x330.{key}_Holdings.csv", has_layout=False),
    "Roundhill": Site(
        "https://www.roundhillinvestments.com/assets/data/FilepointRoundhill.40RU.RU_Holdings_{day:%m%d%Y}.csv", has_layout=False
    ),
}


@dataclass(frozen=True, slots=True)
class ListAddress:
    """Where one fund's list is.

    Attributes:
        key: What the issuer calls the fund in its addresses: a number, a ticker, part of a file name (as web addresses spell it).
        name: The fund's name as the issuer prints it.
    """

    symbol: str
    publisher: str
    key: str
    name: str

    @property
    def site(self) -> Site:
        return _SITES[self.publisher]

    def urls(self, today: date) -> Iterator[str]:
        """The address, or one for each working day of the last week, newest first, where lists are published by day."""
        days = (today - timedelta(days=back) for back in range(_DAYS_BACK))
        by_day = "{day" in self.site.address
        for day in (day for day in days if day.weekday() < 5) if by_day else (today,):
            yield self.site.address.format(key=self.key, symbol=self.symbol, small=self.symbol.lower(), day=day)


def read_addresses(folder: Path) -> Mapping[str, ListAddress]:
    """The bundled table of addresses, by the fund's symbol.

    Raises:
        UnreadableFileError: The table is missing.
    """
    return {
        symbol: ListAddress(symbol, publisher, key, name)
        for symbol, publisher, key, name, _ in read_table(folder, "issuer_addresses")
    }


def publisher_with_address(symbol: str, addresses: Mapping[str, ListAddress]) -> str:
    """Who publishes the fund's list for download; empty where nobody does."""
    return addresses[symbol].publisher if symbol in addresses else ""
