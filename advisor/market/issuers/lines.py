"""A record of a holdings list → a line of the fund, or the reason why it is none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from advisor.domain.classification import Sector
from advisor.domain.fund_holdings import HoldingLine, LineKind
from advisor.domain.security_numbers import cusip_in, is_isin
from advisor.market.issuers import values
from advisor.market.issuers.countries import country_code
from advisor.market.issuers.headings import Column, Headings
from advisor.market.issuers.kinds import Described, kind_of
from advisor.market.issuers.tables import Row

# Bloomberg's codes of exchanges stand behind tickers: "RKLB US", "NIC AU", "3350 JP".
_WITH_EXCHANGE = re.compile(r"([A-Z0-9./*&-]+) ([A-Z]{2})")
_US_EXCHANGES = frozenset({"US", "UN", "UW", "UQ", "UR", "UA", "UP", "UV", "UF", "PQ"})
_UNDERLYING = re.compile(r"[A-Z]{1,5}([./][A-Z])?")
_SHORT = re.compile(r"[A-Z0-9./]{1,6}( [A-Z]{2})?")
_SAYS_NOTHING = frozenset({"portfolioHolding"})  # Vanguard's class of every line
_LARGEST = Decimal("1e15")
_LARGEST_WEIGHT = 10_000  # beyond that a number has slipped into the column of weights


@dataclass(frozen=True, slots=True)
class Record:
    """A record under its headings.

    Attributes:
        block: What all lines of its part of the list are; None where the list has no parts.
        decimal_comma: Its numbers are written as in most of Europe.
    """

    row: Row
    headings: Headings
    block: LineKind | None = None
    decimal_comma: bool = False

    def text(self, column: Column) -> str:
        """The cell of a column; empty where it holds a dash or the like."""
        cell = self.headings.cell(self.row.cells, column)
        return "" if values.is_blank(cell) else cell

    def number(self, column: Column) -> Decimal | None:
        """The number in a column; None where there is none, or one that nothing in a fund can be."""
        found = values.number(self.text(column), decimal_comma=self.decimal_comma)
        return found if found is None or abs(found) < _LARGEST else None


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A line whose weight is still as printed.

    Attributes:
        line: Its weight is not yet set.
        printed: The number in the weight column; None where it is blank or says "<0.01%".
        exposure_in_value: Of a derivative: its market value is what it moves, not what was gained or lost on it.
        unknown_class: The asset class, if it was not understood.
        unknown_sector: The sector, if it was not understood.
    """

    line: HoldingLine
    printed: Decimal | None
    exposure_in_value: bool
    unknown_class: str
    unknown_sector: str


def read_line(record: Record) -> ReadLine | str:
    """The line of a record; in words, why it is none."""
    name = " ".join(record.text(Column.NAME).split())
    ticker = _ticker(record)
    if not name and not ticker:
        return "neither a ticker nor a name"
    kind, understood = _kind(record, ticker, name)
    if kind is LineKind.CASH and name.upper().startswith("CONTRA "):
        return "the opposite entry of a future, which counts beside its own cash"
    cell = record.text(Column.WEIGHT)
    printed, value = record.number(Column.WEIGHT), record.number(Column.VALUE)
    if not _may_be_weight(cell, printed):
        return f"“{cell}” is no weight"
    if printed is None and value is None and not cell and record.number(Column.NOTIONAL) is None:
        return "no weight"
    sector_label = record.text(Column.SECTOR)
    sector = values.sector(sector_label)
    unknown = kind is LineKind.SHARE and sector_label and sector is Sector.UNCLASSIFIED
    return ReadLine(
        line=_line(record, ticker, name, kind, sector),
        printed=printed,
        exposure_in_value=_exposure_in_value(record),
        unknown_class="" if understood else " ".join(_asset_class(record).split()),
        unknown_sector=sector_label if unknown else "",
    )


def _may_be_weight(cell: str, printed: Decimal | None) -> bool:
    if printed is None:
        return not cell or values.is_below_print(cell)
    return abs(printed) <= _LARGEST_WEIGHT


def _ticker(record: Record) -> str:
    """The ticker, which some lists without such a column print as the identifier."""
    if Column.TICKER in record.headings.places:
        return record.text(Column.TICKER).upper()
    identifier = record.text(Column.IDENTIFIER).upper().lstrip("$")
    return identifier if _SHORT.fullmatch(identifier) else ""


def _asset_class(record: Record) -> str:
    labels = record.headings.cells(record.row.cells, Column.ASSET_CLASS)
    return " | ".join(label for label in labels if not values.is_blank(label) and label not in _SAYS_NOTHING)


def _kind(record: Record, ticker: str, name: str) -> tuple[LineKind, bool]:
    if record.block is not None:
        return record.block, True
    coupon = record.number(Column.COUPON)
    return kind_of(
        Described(
            ticker=ticker,
            name=name.upper(),
            asset_class=_asset_class(record).upper(),
            exchange=record.text(Column.EXCHANGE).upper(),
            has_terms=bool(coupon) or bool(record.text(Column.MATURITY)),
        )
    )


def _line(record: Record, ticker: str, name: str, kind: LineKind, sector: Sector) -> HoldingLine:
    symbol, is_abroad = _symbol(ticker, kind)
    cusip, isin = _numbers(record, ticker)
    price = record.number(Column.PRICE)
    country = country_code(record.text(Column.COUNTRY))
    return HoldingLine(
        symbol="" if cusip and values.cusip(symbol) else symbol,
        name=name or symbol,
        weight=0.0,
        sector=sector,
        kind=kind,
        market_value=_float(record.number(Column.VALUE)),
        notional=_float(record.number(Column.NOTIONAL)),
        price=price,
        is_foreign=kind in (LineKind.SHARE, LineKind.SWAP, LineKind.FUND)
        and (is_abroad or _trades_abroad(record, country, isin)),
        line=record.row.line,
        cusip="" if kind is LineKind.CASH else cusip,
        isin="" if kind is LineKind.CASH else isin,
        country=country,
    )


def _symbol(ticker: str, kind: LineKind) -> tuple[str, bool]:
    """The ticker without the code of its exchange, and whether that code is of a foreign one."""
    if kind is LineKind.SWAP and not _UNDERLYING.fullmatch(ticker):
        return "", False
    found = _WITH_EXCHANGE.fullmatch(ticker)
    if not found or kind not in (LineKind.SHARE, LineKind.FUND, LineKind.PREFERRED):
        return ticker, False
    return found.group(1), found.group(2) not in _US_EXCHANGES


def _numbers(record: Record, ticker: str) -> tuple[str, str]:
    """CUSIP and ISIN, from whichever column holds one: identifiers, and tickers of swaps, are either."""
    texts = [record.text(column).upper() for column in (Column.ISIN, Column.IDENTIFIER, Column.CUSIP)]
    isin = next((text for text in texts if is_isin(text)), "")
    told = [record.text(Column.CUSIP), record.text(Column.IDENTIFIER), ticker]
    return next((found for text in told if (found := values.cusip(text))), cusip_in(isin)), isin


def _trades_abroad(record: Record, country: str, isin: str) -> bool:
    """Whether the line trades in another currency; where the list has none, whether it is of another country or its number is."""
    if currency := record.text(Column.CURRENCY).upper():
        return currency != "USD"
    return (country or isin[:2]) not in ("", "US")


def _exposure_in_value(record: Record) -> bool:
    """Whether the value is at least quantity times price: what a derivative moves, in contracts of one or more units."""
    value, quantity, price = record.number(Column.VALUE), record.number(Column.QUANTITY), record.number(Column.PRICE)
    if not (value and quantity and price):
        return False
    return abs(value) >= abs(quantity * price) * Decimal("0.99")


def _float(number: Decimal | None) -> float | None:
    return None if number is None else float(number)
