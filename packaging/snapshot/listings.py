"""US listings: what each is, how large, whose share class; and the spellings brokers use."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from advisor.domain.classification import Sleeve
from snapshot.names import company_name, comparable

# S&P Dow Jones, from 1 July 2025: market capitalisation (US$ billion) a company needs to enter each index.
LARGE_CAP_FROM = 22.7e9
MID_CAP_FROM = 8.0e9

_WARRANT = re.compile(r"\bWarrants?\b")
_NOTE = re.compile(r"\bNotes?\b.*\b[Dd]ue\b|Debenture|\bNotes\b|Mortgage Bonds?\b")
_PREFERRED = re.compile(r"Preferred|Preference|Pfd")
_DEPOSITARY = re.compile(r"Depositary Shares?")
_AMERICAN = re.compile(r"American|ADS|ADR|Global Depositary")
_RIGHT = re.compile(r"\bRights?\b")
_UNIT = re.compile(r"\bUnits?\b")
_PARTNERSHIP = re.compile(r"Common Unit|Limited Partner|Partnership|Beneficial|Common Stock|LP Unit")
_CLOSED_END = re.compile(r"\bFunds?\b|(?:Income|Municipal|Opportunit|Credit|Dividend|Bond|Strategic)\w*.*\bTrust\b")
_FOREIGN = re.compile(
    r"American Depositary|\bAD[RS]s?\b|Ordinary Share|\bplc\b|\bPLC\b|\bN\.?V\.?\b|\bS\.?A\.?\b|A/S|Limited Voting|Subordinate Voting"
)
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
        return self.country not in ("", "United States") or (not self.country and bool(_FOREIGN.search(self.name)))

    @property
    def sleeve(self) -> Sleeve:
        """Preferred shares and notes pay like bonds; a common share lies by country, then by size."""
        if self.kind in (Kind.PREFERRED, Kind.NOTE):
            return Sleeve.FIXED_INCOME
        if self.is_foreign:
            return Sleeve.INTERNATIONAL
        return sleeve_by_size(self.market_cap)


def sleeve_by_size(market_cap: float) -> Sleeve:
    """Sleeve of a US company outside the S&P 1500 by US$ market capitalisation; one that cannot be sized is `us_other`."""
    if market_cap <= 0 or market_cap >= LARGE_CAP_FROM:
        return Sleeve.US_OTHER
    return Sleeve.MID_CAP if market_cap >= MID_CAP_FROM else Sleeve.SMALL_CAP


def read_listings(rows: Iterable[Mapping[str, str]], ciks: Mapping[str, str]) -> dict[str, Listing]:
    """Listings by canonical symbol; share classes of one SEC registrant share a company and its whole capitalisation."""
    listings = {listing.symbol: listing for row in rows for listing in [_listing(row)]}
    by_registrant: defaultdict[str, list[Listing]] = defaultdict(list)
    for listing in listings.values():
        cik = ciks.get(listing.symbol.replace(".", "-"))
        if cik and listing.kind is Kind.COMMON:
            by_registrant[cik].append(listing)
    for classes in by_registrant.values():
        same = [listing for listing in classes if comparable(listing.name) == comparable(classes[0].name)]
        primary = max(same, key=lambda listing: (listing.market_cap, -len(listing.symbol), listing.symbol))
        total = sum(listing.market_cap for listing in same)
        for listing in same:
            listings[listing.symbol] = replace(
                listing, company=primary.symbol, company_name=primary.company_name, market_cap=total
            )
    return listings


def _listing(row: Mapping[str, str]) -> Listing:
    symbol, name = canonical_spelling(row["symbol"]), " ".join(row["name"].split())
    return Listing(
        symbol=symbol,
        name=name,
        company=symbol,
        company_name=company_name(name),
        kind=_kind(row, name),
        country=row["country"],
        market_cap=float(row["marketCap"] or 0),
        price=float(row["lastsale"].replace("$", "").replace(",", "") or 0),
    )


def _kind(row: Mapping[str, str], name: str) -> Kind:
    symbol = row["symbol"]
    if _WARRANT.search(name) or "/W" in symbol:
        return Kind.WARRANT
    if _NOTE.search(name):
        return Kind.NOTE
    if "^" in symbol or _PREFERRED.search(name) and not _AMERICAN.search(name) or _is_depositary_preferred(name):
        return Kind.PREFERRED
    if _RIGHT.search(name):
        return Kind.RIGHT
    if _UNIT.search(name) and not _PARTNERSHIP.search(name):
        return Kind.UNIT
    if row["industry"] == _FUND_INDUSTRY or (row["sector"] in ("", "Finance") and _CLOSED_END.search(name)):
        return Kind.CLOSED_END_FUND
    return Kind.COMMON


def _is_depositary_preferred(name: str) -> bool:
    return bool(_DEPOSITARY.search(name)) and not _AMERICAN.search(name)


def canonical_spelling(symbol: str) -> str:
    """The exchanges' "BRK/B" → "BRK.B"; their preferred "AHT^D" → "AHT.PRD"."""
    return symbol.strip().replace("^", ".PR").replace("/", ".")


def spellings(symbol: str) -> list[str]:
    """How else brokers and issuers write a symbol with a class: BRKB, BRK/B, BRK-B, "BRK B"; BRK PRB, BRK-PB, ..."""
    if "." not in symbol:
        return []
    stem, suffix = symbol.split(".", 1)
    forms = [f"{stem}{mark}{suffix}" for mark in ("", "/", "-", " ", "^")]
    if suffix.startswith("PR"):
        letter = suffix[2:]
        forms += [f"{stem}-P{letter}", f"{stem}^{letter}", f"{stem}p{letter}", f"{stem} PR {letter}", f"{stem}-{letter}"]
    return forms
