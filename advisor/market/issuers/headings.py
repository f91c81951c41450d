"""Which column of a holdings list is which, told by its heading alone."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Column(StrEnum):
    """What a column says of each line."""

    FUND = "fund"
    FUND_NAME = "fund name"
    DAY = "day"
    TICKER = "ticker"
    NAME = "name"
    WEIGHT = "weight"
    ASSET_CLASS = "asset class"
    SECTOR = "sector"
    VALUE = "value"
    NOTIONAL = "notional"
    QUANTITY = "quantity"
    PRICE = "price"
    CUSIP = "cusip"
    ISIN = "isin"
    IDENTIFIER = "identifier"
    CURRENCY = "currency"
    COUNTRY = "country"
    EXCHANGE = "exchange"
    COUPON = "coupon"
    MATURITY = "maturity"


# Spellings as `spelled` leaves them, best first: where a list has several of a column, the first counts.
_SPELLINGS: Mapping[Column, tuple[str, ...]] = {
    Column.FUND: ("fundticker", "etfticker", "accountticker", "accountsymbol", "fundsymbol", "fund", "account"),
    Column.FUND_NAME: ("fundname",),
    Column.DAY: (
        *("asofdate", "effectivedate", "holdingsdate", "positiondate", "compositiondate", "tradedate", "dataasof"),
        *("date", "asof", "navdate", "reportdate"),
    ),
    Column.TICKER: (
        *("ticker", "symbol", "holdingticker", "stockticker", "securityticker", "tickersymbol", "holdingsymbol"),
        *("securitysymbol", "stocksymbol", "tradingsymbol", "companyticker", "issuerticker", "issueticker", "localticker"),
        "tickercusip",
    ),
    Column.NAME: (
        *("name", "holdingname", "holdings", "holding", "securityname", "securitydescription", "company"),
        *("companyname", "security", "description", "issuername", "issuer", "nameofissuer", "titleofissue"),
        *("longname", "propername", "instrument", "stockname"),
    ),
    Column.WEIGHT: (
        *("weight", "weight%", "marketweight", "%ofnetassets", "percentofnetassets", "percentageofnetassets"),
        *("percentageoftotalnetassets", "%netassets", "netassets%", "netassetvaluepercent", "percentofassets", "%ofassets"),
        *("%offund", "%offunds", "percentoffund", "percentoffunds", "fundweight%", "fundweight", "etfweight", "weighting"),
        *("weightings", "weighting%", "percentageweighting", "percentweight", "portfolioweight", "portfolioweight%"),
        *("%ofportfolio", "percentofportfolio", "holdingspercent", "holdingpercent", "%nav", "%ofnav", "percentofnav"),
        *("%tna", "allocation", "allocation%", "%allocation", "weightofholdings", "marketvalueweight", "marketvalue%"),
        *("%ofmarketvalue", "percentofmarketvalue", "%weight", "indexweight", "percentageoffund", "%offundnetassets"),
        *("%oftotalnetassets", "percentoftotalnetassets", "marketvaluepercent", "%marketvalue", "exposureweight"),
        "marketvaluepercentage",
    ),
    Column.ASSET_CLASS: (
        *("assetclass", "type", "securitytype", "securitytypename", "assetgroup", "assettype", "assetcategory"),
        *("classofshares", "holdingtype", "instrumenttype", "assetclassification"),
    ),
    Column.SECTOR: ("sector", "gicssector", "sectorname", "sectortype", "economicsector", "industrysector", "classification"),
    Column.VALUE: (
        *("marketvalue", "marketvaluebase", "marketvalueusd", "marketvalueus", "basemarketvalue", "tradedmarketvaluebase"),
        *("value", "valueusd", "holdingvalue", "netvalue", "market", "marketnotionalvalue", "marketvalueexposure"),
    ),
    Column.NOTIONAL: ("notionalvalue", "exposurevaluenotionalgl", "exposurevalue", "notional", "notionalmktvalue"),
    Column.QUANTITY: (
        *("quantity", "shares", "sharesheld", "sharequantity", "sharespar", "sharesparvalue", "sharescontracts", "units"),
        *("sharesparfull", "sharesorprincipalamount", "parvalue", "faceamount", "contracts", "numberofshares"),
        *("sharesquantity", "qty", "nominal", "quantityheld"),
    ),
    Column.PRICE: ("price", "marketprice", "securityprice", "pricebase", "lastprice", "closingprice", "pxusd"),
    Column.CUSIP: ("cusip", "cusipnumber", "securitycusip"),
    Column.ISIN: ("isin",),
    Column.IDENTIFIER: ("identifier", "securityidentifier", "securityid", "securitynumber"),
    Column.CURRENCY: (
        *("marketcurrency", "localcurrency", "tradingcurrency", "assetcurrency", "exchangeratecurrency"),
        *("currency", "currencycode"),
    ),
    Column.COUNTRY: ("location", "country", "countrycode", "countryofrisk", "countryname", "countryofdomicile"),
    Column.EXCHANGE: ("exchange",),
    Column.COUPON: ("coupon", "couponrate", "couponyield"),
    Column.MATURITY: ("maturity", "maturitydate", "matexpdate"),
}
# Columns that say nothing about what a fund is exposed to.
_IDLE = frozenset(
    {
        *("sedol", "sedol1", "securitysedol", "sedolnumber", "figi", "bbgfigi", "identifierfigi", "fxrate", "exchangefxrate"),
        *("accrualdate", "effectivematurity", "notionalweight", "rank", "number", "no", "netassets", "sharesoutstanding"),
        *("creationunits", "moneymarketflag", "duration", "modduration", "realduration", "ytm%", "realytm%", "yieldtocall%"),
        *("yieldtoworst%", "coupon%", "securitytypecode", "incomebyposition", "strikeprice", "navshare", "contractsize"),
        *("issuedate", "id", "createdat", "updatedat", "marketvaluelocal", "basecurrencyname", "localcurrencyname", "shortname"),
    }
)
# Headings of a broker's statement: a list with one of them is what somebody owns, not what a fund holds.
_STATEMENT = re.compile(
    r"costbasis|averagecost|avgcost|unitcost|totalcost|purchase|gainloss|gain|unrealized|profit|accountn(ame|umber)|accounttype"
    r"|daychange|todays|taxlot|lotdate|ofaccount|ofacct|dividendyield|estimatedannual|investmenttype|portfolioname|broker|goal|target"
)
_NEEDED = frozenset({*_SPELLINGS[Column.WEIGHT], *_SPELLINGS[Column.NOTIONAL]})
_MOST_COLUMNS = 500
_SAYS_WHAT_IT_IS = (Column.TICKER, Column.NAME)


def are_headings(cells: Sequence[str]) -> bool:
    """Whether cells are the row of headings of a list."""
    return read_headings(cells) is not None


def spelled(heading: str) -> str:
    """A heading without what differs between spellings of one: "% OF FUNDS*" → "%offunds"."""
    return re.sub(r"[^a-z0-9%]", "", heading.lower())


@dataclass(frozen=True, slots=True)
class Headings:
    """One row of headings.

    Attributes:
        places: Position of each known column; several columns may say what class a line is of.
        spellings: Every heading as `spelled`.
        unread: Headings that were left unread and may carry something, as printed.
    """

    places: Mapping[Column, tuple[int, ...]]
    spellings: frozenset[str]
    unread: tuple[str, ...]

    def cell(self, cells: Sequence[str], column: Column) -> str:
        """The cell of a record in that column; empty where the list or the record has none."""
        place = next(iter(self.places.get(column, ())), len(cells))
        return cells[place] if place < len(cells) else ""

    def cells(self, cells: Sequence[str], column: Column) -> tuple[str, ...]:
        """The cells of every place of a column, as far as the row reaches."""
        return tuple(cells[place] for place in self.places.get(column, ()) if place < len(cells))


def read_headings(cells: Sequence[str]) -> Headings | None:
    """The columns under a row of headings; None if the row is none.

    Such a row names what each line is (a ticker or a name) and its weight, or its value beside the fund's ticker;
    headings of a broker's statement make it none.
    """
    if len(cells) > _MOST_COLUMNS:
        return None
    spellings = [spelled(cell) for cell in cells]
    if _NEEDED.isdisjoint(spellings):
        return None
    places = {column: found for column in Column if (found := _places(spellings, column))}
    weighed = Column.WEIGHT in places or (Column.VALUE in places and Column.NOTIONAL in places and Column.FUND in places)
    if not weighed or not any(column in places for column in _SAYS_WHAT_IT_IS):
        return None
    if any(_STATEMENT.search(spelling) for spelling in spellings):
        return None
    known = _IDLE.union(*_SPELLINGS.values())
    unread = tuple(cell for cell, spelling in zip(cells, spellings, strict=True) if spelling and spelling not in known)
    return Headings(places, frozenset(filter(None, spellings)), unread)


def _places(spellings: Sequence[str], column: Column) -> tuple[int, ...]:
    return tuple(spellings.index(spelling) for spelling in _SPELLINGS[column] if spelling in spellings)
