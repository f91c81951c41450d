"""The layouts of holdings files, told apart by their headings and read by heading, never by position."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from advisor.domain.fund_holdings import LineKind
from advisor.market.issuers import values

Record = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Layout:
    """One issuer's table.

    Attributes:
        required: Headings (lower case) that name the layout; all must stand in one row.
        kind_of: What a record is.
        ticker, name, weight, sector, value, notional, price, currency, country: Headings to read (lower case).
        fund, as_of: Headings that repeat the fund's ticker or the date on each line, where the layout has them.
    """

    publisher: str
    required: frozenset[str]
    kind_of: Callable[[Record], LineKind]
    ticker: str
    name: str
    weight: tuple[str, ...]
    sector: str = ""
    value: str = ""
    notional: str = ""
    price: str = ""
    currency: str = ""
    country: str = ""
    fund: str = ""
    as_of: str = ""
    block_kinds: Mapping[str, LineKind] = field(default_factory=dict)

    def is_foreign(self, record: Record) -> bool:
        """Whether the line trades in another currency, or (where the file gives none) is of another country."""
        currency = record.get(self.currency, "")
        if not values.is_blank(currency):
            return currency.upper() != "USD"
        country = record.get(self.country, "")
        return not values.is_blank(country) and country.upper() not in ("US", "UNITED STATES", "USA")

    def weight_percent(self, record: Record) -> Decimal | None:
        """The weight in percent; zero for "<0.01%", None for a blank cell."""
        cell = next((record[heading] for heading in self.weight if record.get(heading)), "")
        return Decimal(0) if cell.strip().startswith("<") else values.number(cell)


def _ishares_kind(record: Record) -> LineKind:
    instrument = record.get("type", "").upper()
    asset_class = record.get("asset class", "").lower()
    if instrument == "SWAP" or "swap" in asset_class:
        return LineKind.SWAP
    if "future" in asset_class:
        return LineKind.FUTURE
    if asset_class == "equity":
        return LineKind.SHARE
    return LineKind.BOND if asset_class == "fixed income" else LineKind.CASH


def _spdr_kind(record: Record) -> LineKind:
    name = record.get("name", "").upper()
    cash = any(word in name for word in ("US DOLLAR", "U.S. DOLLAR", "CASH", "MONEY MARKET", "MMKT"))
    unlisted = values.is_blank(record.get("ticker", "")) or record["ticker"].upper().startswith("CASH")
    return LineKind.CASH if cash and unlisted else LineKind.SHARE


def _invesco_kind(record: Record) -> LineKind:
    share_class = (record.get("class of shares", "") + " " + record.get("name", "")).lower()
    return (
        LineKind.CASH
        if any(word in share_class for word in ("currency", "cash", "money market", "us dollar"))
        else LineKind.SHARE
    )


def _vanguard_kind(record: Record) -> LineKind:
    return LineKind.SHARE if record.get("sub-industry") else LineKind.CASH


def _schwab_kind(record: Record) -> LineKind:
    name = record.get("name", "").upper()
    if "EMINI" in name or "E-MINI" in name or " MINI " in name or "FUTURE" in name:
        return LineKind.FUTURE
    cash = record.get("symbol") in ("USD", "CASH") or "US DOLLAR" in name or "MONEY MARKET" in name
    return LineKind.CASH if cash else LineKind.SHARE


def _ark_kind(record: Record) -> LineKind:
    cash = values.is_blank(record.get("ticker", "")) or "MONEY MARKET" in record.get("company", "").upper()
    return LineKind.CASH if cash else LineKind.SHARE


LAYOUTS = (
    Layout(
        "iShares",
        frozenset({"ticker", "name", "asset class", "market value"}),
        _ishares_kind,
        ticker="ticker",
        name="name",
        weight=("weight (%)", "market weight"),
        sector="sector",
        value="market value",
        notional="notional value",
        price="price",
        currency="market currency",
        country="location",
    ),
    Layout(
        "State Street",
        frozenset({"name", "ticker", "weight", "shares held"}),
        _spdr_kind,
        ticker="ticker",
        name="name",
        weight=("weight",),
        sector="sector",
        currency="local currency",
    ),
    Layout(
        "Invesco",
        frozenset({"fund ticker", "holding ticker", "weight", "name"}),
        _invesco_kind,
        ticker="holding ticker",
        name="name",
        weight=("weight",),
        sector="sector",
        value="marketvalue",
        fund="fund ticker",
        as_of="date",
    ),
    Layout(
        "Vanguard",
        frozenset({"holdings", "ticker", "% of funds*"}),
        _vanguard_kind,
        ticker="ticker",
        name="holdings",
        weight=("% of funds*",),
        value="market value*",
        country="country",
        block_kinds={"equity": LineKind.SHARE, "fixed income": LineKind.BOND, "short-term reserves": LineKind.CASH},
    ),
    Layout(
        "Schwab",
        frozenset({"symbol", "percent of assets", "name"}),
        _schwab_kind,
        ticker="symbol",
        name="name",
        weight=("percent of assets",),
        sector="sector",
        currency="market currency",
        country="country",
        as_of="as-of-date",
    ),
    Layout(
        "ARK",
        frozenset({"fund", "company", "ticker", "weight (%)"}),
        _ark_kind,
        ticker="ticker",
        name="company",
        weight=("weight (%)",),
        value="market value ($)",
        fund="fund",
        as_of="date",
    ),
)
