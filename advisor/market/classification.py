"""Where an instrument lies: one sleeve and one sector, and why.

Membership of an S&P index comes first (the book knows it), then country, then size. What the investor says is laid over all
of this where exposure is measured.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from advisor.domain.classification import Sector, Sleeve
from advisor.domain.days import long_date
from advisor.domain.fund_holdings import HoldingLine, LineKind
from advisor.domain.instruments import InstrumentProfile
from advisor.domain.market import MarketBook, Security
from advisor.market.company_names import listed_name, may_be_one_company
from advisor.market.gics import sector_of_company
from advisor.market.security_names import (
    holds_bonds,
    holds_metal_or_coins,
    is_closed_end_fund,
    is_foreign,
    is_note,
    is_preferred,
    is_shell,
)
from advisor.market.typical_mixes import StockMix, stock_mix

# S&P Dow Jones Indices: market capitalisation (US dollars) that a company needs to enter each index of the S&P 1500.
# What is smaller still is a small company too.
LARGE_CAP_FROM = Decimal("22.7e9")
MID_CAP_FROM = Decimal("8.0e9")
SMALL_CAP_FROM = Decimal("1.2e9")
BREAKPOINTS_SINCE = date(2025, 7, 1)
BREAKPOINTS_SOURCE = "S&P Dow Jones Indices"

_OTHER_TYPES = {
    "CRYPTOCURRENCY": (Sleeve.ALTERNATIVES, Sector.ALTERNATIVES, "A crypto-asset"),
    "MONEYMARKET": (Sleeve.CASH, Sector.CASH, "A money market fund"),
    "CURRENCY": (Sleeve.CASH, Sector.CASH, "Foreign money"),
    "BOND": (Sleeve.FIXED_INCOME, Sector.FIXED_INCOME, "A bond"),
}
# Words of a fund's category (Morningstar's names, see `typical_mixes`), the first that is found counts. What lies in several
# sleeves, or in stocks of the United States of whatever size, is looked through instead.
_FUND_WORDS = tuple(
    (re.compile(words, re.IGNORECASE), sleeve, sector, reason)
    for words, sleeve, sector, reason in (
        (r"trading|allocation|target.date|target.risk|retirement", Sleeve.UNCLASSIFIED, Sector.UNCLASSIFIED, "A mixed fund"),
        (r"money market", Sleeve.CASH, Sector.CASH, "A money market fund"),
        (r"single currency|multicurrency", Sleeve.CASH, Sector.CASH, "A fund of foreign money"),
        (r"(?<!equity )digital asset|crypto|bitcoin", Sleeve.ALTERNATIVES, Sector.ALTERNATIVES, "A fund of crypto-assets"),
        (r"commodit", Sleeve.ALTERNATIVES, Sector.ALTERNATIVES, "A commodity fund"),
        (
            r"bond|\bmuni\b|government|treasur|bank loan|inflation.protected|fixed income|preferred stock|target maturity"
            r"|convertibles|private debt|\bcredit\b|stable value|insurance.linked",
            Sleeve.FIXED_INCOME,
            Sector.FIXED_INCOME,
            "A bond fund",
        ),
    )
)
_PREFERRED_SYMBOL = re.compile(r"\.PR\.?[A-Z]?$")
_ASSET_MANAGERS = ("", "Asset Management")  # industries among which Yahoo lists funds that trade like shares
_BY_SIZE = frozenset({Sleeve.MID_CAP, Sleeve.SMALL_CAP, Sleeve.US_OTHER})


@dataclass(frozen=True, slots=True)
class Classification:
    """A sleeve and a sector, and in plain words what they come from."""

    sleeve: Sleeve
    sector: Sector
    reason: str


@dataclass(frozen=True, slots=True)
class ProfiledSecurities:
    """What services' profiles add to a book, by canonical symbol; `reasons` say in plain words why each lies where it lies."""

    securities: Mapping[str, Security]
    reasons: Mapping[str, str]


def sleeve_by_size(market_cap: Decimal | None) -> Sleeve:
    """Sleeve of a US company outside the S&P 1500 by US$ market capitalisation; one that cannot be sized is `us_other`."""
    if market_cap is None or market_cap <= 0 or market_cap >= LARGE_CAP_FROM:
        return Sleeve.US_OTHER
    return Sleeve.MID_CAP if market_cap >= MID_CAP_FROM else Sleeve.SMALL_CAP


def classify_profile(profile: InstrumentProfile, book: MarketBook) -> Classification:
    """Where an instrument lies by what a service says of it, the book's own word first.

    A fund that lies in several sleeves is UNCLASSIFIED here: it is looked through instead.
    """
    known = book.securities.get(book.canonical(profile.symbol))
    if known is not None and _is_settled(known, profile):
        return Classification(known.sleeve, known.sector, "By the program’s own tables")
    if profile.is_fund:
        return _classify_fund(profile)
    if profile.quote_type in _OTHER_TYPES:
        return Classification(*_OTHER_TYPES[profile.quote_type])
    if profile.quote_type != "EQUITY":
        return Classification(Sleeve.UNCLASSIFIED, Sector.UNCLASSIFIED, f"{profile.source} does not say what it is")
    return _classify_share(profile, known)


def classify_line(line: HoldingLine) -> Classification:
    """Where a line of a fund's list lies that no table knows: a US company whose size nobody tells is `us_other`."""
    if line.kind is LineKind.CASH:
        return Classification(Sleeve.CASH, Sector.CASH, "Cash")
    if line.kind in (LineKind.BOND, LineKind.PREFERRED):
        return Classification(Sleeve.FIXED_INCOME, Sector.FIXED_INCOME, "Pays like a bond")
    if line.kind not in (LineKind.SHARE, LineKind.SWAP):
        return Classification(Sleeve.UNCLASSIFIED, Sector.UNCLASSIFIED, "What it rides on is not told")
    sector = Sector.UNCLASSIFIED if line.sector is Sector.CASH else line.sector
    if is_foreign(line.country, line.name) or (line.is_foreign and not line.country):
        return Classification(Sleeve.INTERNATIONAL, sector, "A company outside the United States")
    return Classification(Sleeve.US_OTHER, sector, "A company of the United States whose size is not known")


def securities_from_profiles(profiles: Mapping[str, InstrumentProfile], book: MarketBook) -> ProfiledSecurities:
    """Securities that the book does not know, or of which it does not know the sector or the size of these days.

    Funds are none. A profile under a known symbol whose name cannot be the known company's says nothing.
    """
    families: defaultdict[str, list[Security]] = defaultdict(list)
    for security in book.securities.values():
        families[security.company].append(security)
    found: dict[str, Security] = {}
    reasons: dict[str, str] = {}
    for profile in profiles.values():
        symbol = book.canonical(profile.symbol)
        placed = classify_profile(profile, book)
        known = book.securities.get(symbol)
        if symbol in book.funds or profile.is_fund or placed.sleeve is Sleeve.UNCLASSIFIED:
            continue
        if known is None:
            name = listed_name(profile.name) or symbol
            price, day = _dollars(profile.price, profile), profile.priced_on or profile.as_of
            completed = {symbol: Security(symbol, symbol, name, placed.sleeve, placed.sector, price, day)}
        elif not _is_settled(known, profile) and may_be_one_company(profile.name, known.company_name):
            # All classes of a company lie where the company lies.
            family = families[known.company]
            completed = {each.symbol: replace(each, sleeve=placed.sleeve, sector=placed.sector) for each in family}
        else:
            continue
        found |= completed
        reasons |= dict.fromkeys(completed, placed.reason)
    return ProfiledSecurities(found, reasons)


def _is_settled(known: Security, profile: InstrumentProfile) -> bool:
    """Whether a profile has nothing to add: buckets and members of the indexes stay where they are; what only its size has placed
    lies by the newer of two sizes."""
    if not known.named:
        return True
    if known.sleeve is Sleeve.US_OTHER or known.sector is Sector.UNCLASSIFIED:
        return False
    return known.is_member or known.sleeve not in _BY_SIZE or profile.as_of <= known.as_of


def _classify_share(profile: InstrumentProfile, known: Security | None) -> Classification:
    name = profile.name
    if is_note(name) or is_preferred(name) or _PREFERRED_SYMBOL.search(profile.symbol):
        return Classification(Sleeve.FIXED_INCOME, Sector.FIXED_INCOME, "A preferred share or note: it pays like a bond")
    if profile.industry in _ASSET_MANAGERS and is_closed_end_fund(name):
        return _classify_closed_end_fund(name)
    said = sector_of_company(profile.sector, profile.industry)
    sector = said if known is None or known.sector is Sector.UNCLASSIFIED else known.sector
    if _is_abroad(profile, known):
        return Classification(Sleeve.INTERNATIONAL, sector, "A company outside the United States")
    size = _dollars(profile.market_cap, profile)
    if known is not None and (known.is_member or size is None):
        return Classification(known.sleeve, sector, "By the program’s own tables")
    if size is None and is_shell(name):
        return Classification(Sleeve.SMALL_CAP, sector, "A company of the United States that has only raised money so far")
    return Classification(sleeve_by_size(size), sector, _why_of_size(size, profile))


def _is_abroad(profile: InstrumentProfile, known: Security | None) -> bool:
    """Tables that have sized a company as one of the United States know its country by more than an address."""
    if known is not None and known.sleeve is not Sleeve.US_OTHER:
        return known.sleeve is Sleeve.INTERNATIONAL
    return is_foreign(profile.country, profile.name)


def _classify_closed_end_fund(name: str) -> Classification:
    if holds_metal_or_coins(name):
        return Classification(Sleeve.ALTERNATIVES, Sector.ALTERNATIVES, "A fund of metal or crypto-assets, by its name")
    if holds_bonds(name):
        return Classification(Sleeve.FIXED_INCOME, Sector.FIXED_INCOME, "A closed-end fund of bonds, by its name")
    return Classification(Sleeve.UNCLASSIFIED, Sector.UNCLASSIFIED, "A closed-end fund: its name does not tell what it holds")


def _classify_fund(profile: InstrumentProfile) -> Classification:
    for words, sleeve, sector, reason in _FUND_WORDS:
        if words.search(profile.category):
            return Classification(sleeve, sector, f"{reason}: {profile.source} calls it “{profile.category}”")
    if stock_mix(profile.category) is StockMix.ABROAD:
        reason = "A fund of companies outside the United States"
        return Classification(
            Sleeve.INTERNATIONAL, Sector.UNCLASSIFIED, f"{reason}: {profile.source} calls it “{profile.category}”"
        )
    return Classification(Sleeve.UNCLASSIFIED, Sector.UNCLASSIFIED, "A fund, to be looked through")


def _why_of_size(size: Decimal | None, profile: InstrumentProfile) -> str:
    if size is None:
        return "A company of the United States whose size is not known"
    told = f"A company of the United States worth ${size.scaleb(-9):,.1f} billion ({profile.source}, {long_date(profile.as_of)})"
    sleeve = sleeve_by_size(size)
    small = "small" if size >= SMALL_CAP_FROM else "smaller than an index takes, and counted as small"
    what = {Sleeve.MID_CAP: "mid-sized", Sleeve.SMALL_CAP: small}.get(sleeve, "large, and not in the S&P 500")
    return f"{told}: {what} by the limits of {BREAKPOINTS_SOURCE} since {long_date(BREAKPOINTS_SINCE)}"


def _dollars(amount: Decimal | None, profile: InstrumentProfile) -> Decimal | None:
    return amount if profile.currency == "USD" and amount is not None and amount > 0 else None
