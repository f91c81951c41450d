"""US listings: what each is, how large, whose share class; and the spellings brokers use."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from advisor.domain.classification import Sleeve
from advisor.market.buckets import PATHWARD, share_symbol
from advisor.market.classification import sleeve_by_size
from advisor.market.company_names import company_name, comparable, from_capitals, listed_name
from advisor.market.security_names import is_closed_end_fund, is_foreign, is_note, is_preferred, is_receipt, is_shell

_WARRANT = re.compile(r"\bWarrants?\b")
_RIGHT = re.compile(r"\bRights?\b")
_UNIT = re.compile(r"\bUnits?\b")
_PARTNERSHIP = re.compile(r"Common Unit|Limited Partner|Partnership|Beneficial|Common Stock|LP Unit")
_CLOSED_END = re.compile(r"\bFunds?\b|(?:Income|Municipal|Opportunit|Credit|Dividend|Bond|Strategic)\w*.*\bTrust\b")
_CLASS_TICKER = re.compile(r"([A-Z]+)-([A-OQ-Z])")
# The country of a listing that the screens give to the United States against better evidence.
NOT_THE_US = "outside the US"
_TICKERS_ABROAD = {"LOGI": "LOGN"}  # where it is no longer form of the ticker at home
_FUND_INDUSTRIES = ("Investment Managers", "Finance/Investors Services", "Finance Companies")
_FUND_INDUSTRY = "Trusts Except Educational Religious and Charitable"


class Kind(StrEnum):
    COMMON = "common"
    PREFERRED = "preferred"
    NOTE = "note"
    WARRANT = "warrant"
    RIGHT = "right"
    UNIT = "unit"
    CLOSED_END_FUND = "closed-end fund"


@dataclass(frozen=True, slots=True)
class Listing:
    """One listed security. `market_cap` and `price` in US dollars; 0 where the exchange gives none."""

    symbol: str
    name: str
    company: str
    company_name: str
    kind: Kind
    country: str
    market_cap: float
    price: float

    @property
    def is_foreign(self) -> bool:
        return is_foreign(self.country, self.name, is_common=self.kind is Kind.COMMON)

    @property
    def sleeve(self) -> Sleeve:
        """Preferred shares and notes pay like bonds; a common share lies by country, then by size."""
        if self.kind in (Kind.PREFERRED, Kind.NOTE):
            return Sleeve.FIXED_INCOME
        if self.is_foreign:
            return Sleeve.INTERNATIONAL
        if self.market_cap <= 0 and is_shell(self.name):
            return Sleeve.SMALL_CAP
        return sleeve_by_size(Decimal(self.market_cap))


# Classes that neither the screens nor the SEC's list pair with a listed sibling: (symbol, sibling, name).
_ALSO_LISTED = (
    ("MOG.A", "", "Moog Inc. Class A Common Stock"),
    ("MOG.B", "MOG.A", "Moog Inc. Class B Common Stock"),
    ("CWEN.A", "CWEN", "Clearway Energy Inc. Class A Common Stock"),
)


def read_listings(rows: Iterable[Mapping[str, str]], ciks: Mapping[str, str]) -> dict[str, Listing]:
    """Listings by canonical symbol; share classes of one SEC registrant share a company and its whole capitalisation."""
    listings = {listing.symbol: listing for row in rows for listing in [_listing(row)]}
    listings |= _classes_known_to_sec(listings, ciks)
    by_registrant: defaultdict[str, list[Listing]] = defaultdict(list)
    for listing in listings.values():
        cik = ciks.get(listing.symbol.replace(".", "-"))
        if cik and listing.kind is Kind.COMMON:
            by_registrant[cik].append(listing)
    for classes in by_registrant.values():
        same = [listing for listing in classes if comparable(listing.name) == comparable(classes[0].name)]
        primary = max(same, key=lambda listing: (listing.market_cap, -len(listing.symbol), listing.symbol))
        for listing in same:
            # The screens print the whole company's capitalisation beside each class that has one.
            listings[listing.symbol] = replace(
                listing, company=primary.symbol, company_name=primary.company_name, market_cap=primary.market_cap
            )
    return listings


def moved_abroad(
    listings: Mapping[str, Listing], held_abroad: Iterable[tuple[str, str]], whole_us_market: Container[str]
) -> dict[str, Listing]:
    """Listings with the country settled where funds know better than the exchanges' screens.

    A company is foreign when a fund that may hold no US company holds it under the same name and ticker (a listing at home
    may add a letter: HAFN, HAFNI) and no fund of the whole US market does.

    Args:
        held_abroad: (ticker, name) of what funds outside the US hold.
        whole_us_market: Symbols that funds of the whole US market hold.
    """
    abroad = {(comparable(company_name(from_capitals(name, ticker))), ticker) for ticker, name in held_abroad}
    tickers: defaultdict[str, set[str]] = defaultdict(set)
    for name, ticker in abroad:
        tickers[name].add(ticker)
    settled = dict(listings)
    for symbol, listing in listings.items():
        beginning = _TICKERS_ABROAD.get(symbol, symbol)
        same_ticker = any(ticker.startswith(beginning) for ticker in tickers[comparable(listing.name)])
        if same_ticker and not listing.is_foreign and listing.kind is Kind.COMMON and symbol not in whole_us_market:
            settled[symbol] = replace(listing, country=NOT_THE_US)
    return settled


def _classes_known_to_sec(listings: Mapping[str, Listing], ciks: Mapping[str, str]) -> dict[str, Listing]:
    """Classes that the exchanges' screens leave out ("LEN-B", "MOG-A"), after a listed class or with their own symbol."""
    added = {}
    for ticker, cik in ciks.items():
        found = _CLASS_TICKER.fullmatch(ticker)
        symbol = ticker.replace("-", ".")
        sibling = listings.get(found[1]) if found else None
        if sibling and symbol not in listings and ciks.get(sibling.symbol) == cik and sibling.kind is Kind.COMMON:
            added[symbol] = replace(sibling, symbol=symbol, price=0.0)
    for symbol, sibling_symbol, name in _ALSO_LISTED:
        company = sibling_symbol or symbol
        size = listings[company].market_cap if company in listings else 0.0
        added.setdefault(symbol, Listing(symbol, name, company, listed_name(name), Kind.COMMON, "United States", size, 0.0))
    return added


def _listing(row: Mapping[str, str]) -> Listing:
    symbol, name = canonical_spelling(row["symbol"]), " ".join(row["name"].split())
    return Listing(
        symbol=symbol,
        name=name,
        company=symbol,
        company_name=listed_name(name),
        kind=_kind(row, name),
        country=row["country"],
        market_cap=float(row["marketCap"] or 0),
        price=float(row["lastsale"].replace("$", "").replace(",", "") or 0),
    )


def _kind(row: Mapping[str, str], name: str) -> Kind:
    symbol = row["symbol"]
    signs = (
        (Kind.WARRANT, _WARRANT.search(name) or "/W" in symbol),
        (Kind.NOTE, is_note(name)),
        (Kind.PREFERRED, "^" in symbol or is_preferred(name)),
        (Kind.RIGHT, _RIGHT.search(name)),
        (Kind.UNIT, _UNIT.search(name) and not _PARTNERSHIP.search(name) and not is_receipt(name)),
        (Kind.CLOSED_END_FUND, row["industry"] == _FUND_INDUSTRY),
        (Kind.CLOSED_END_FUND, row["sector"] in ("", "Finance") and _CLOSED_END.search(name)),
        (Kind.CLOSED_END_FUND, row["industry"] in _FUND_INDUSTRIES and is_closed_end_fund(name)),
    )
    return next((kind for kind, holds in signs if holds), Kind.COMMON)


def canonical_spelling(symbol: str) -> str:
    """The exchanges' "BRK/B" → "BRK.B"; their preferred "AHT^D" → "AHT.PRD"."""
    return share_symbol(symbol.strip().replace("^", ".PR").replace("/", "."))


def spellings(symbol: str) -> list[str]:
    """How else brokers and issuers write a symbol with a class: BRKB, BRK/B, BRK-B, "BRK B"; BRK PRB, BRK-PB, ..."""
    if "." not in symbol or symbol == PATHWARD:
        return []
    stem, suffix = symbol.split(".", 1)
    forms = [f"{stem}{mark}{suffix}" for mark in ("", "/", "-", " ", "^")]
    if suffix.startswith("PR"):
        letter = suffix[2:]
        forms += [f"{stem}-P{letter}", f"{stem}^{letter}", f"{stem}p{letter}", f"{stem} PR {letter}", f"{stem}-{letter}"]
    return forms
