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

from advisor.domain.classification import GICS_SECTORS, Sector, Sleeve
from advisor.domain.days import long_date
from advisor.domain.fund_holdings import HoldingLine, LineKind
from advisor.domain.instruments import InstrumentProfile
from advisor.domain.market import MarketBook, Security
from advisor.market.company_names import listed_name, may_be_one_company

# S&P Dow Jones Indices: market capitalisation (US dollars) that a company needs to enter each index of the S&P 1500.
# What is smaller still is a small company too.
LARGE_CAP_FROM = Decimal("22.7e9")
MID_CAP_FROM = Decimal("8.0e9")
SMALL_CAP_FROM = Decimal("1.2e9")
BREAKPOINTS_SINCE = date(2025, 7, 1)
BREAKPOINTS_SOURCE = "S&P Dow Jones Indices"

_SECTOR_LABELS = {re.sub(r"[^a-z]", "", sector.value.lower()): sector for sector in GICS_SECTORS} | {
    "technology": Sector.TECHNOLOGY,
    "communication": Sector.COMMUNICATION,
    "communications": Sector.COMMUNICATION,
    "telecommunicationservices": Sector.COMMUNICATION,
    "consumercyclical": Sector.CONSUMER_DISCRETIONARY,
    "consumerdefensive": Sector.CONSUMER_STAPLES,
    "financial": Sector.FINANCIALS,
    "financialservices": Sector.FINANCIALS,
    "basicmaterials": Sector.MATERIALS,
}

_UNITED_STATES = frozenset({"US", "USA", "UNITED STATES", "UNITED STATES OF AMERICA"})
_OTHER_TYPES = {
    "CRYPTOCURRENCY": (Sleeve.ALTERNATIVES, Sector.ALTERNATIVES, "A crypto-asset"),
    "MONEYMARKET": (Sleeve.CASH, Sector.CASH, "A money market fund"),
    "CURRENCY": (Sleeve.CASH, Sector.CASH, "Foreign money"),
    "BOND": (Sleeve.FIXED_INCOME, Sector.FIXED_INCOME, "A bond"),
}
# Words of a fund's category, the first that is found counts. What lies in several sleeves, or in stocks of the United States of
# whatever size, is looked through instead.
_FUND_WORDS = tuple(
    (re.compile(words, re.IGNORECASE), sleeve, sector, reason)
    for words, sleeve, sector, reason in (
        (r"trading|allocation|target.date|target.risk|retirement", Sleeve.UNCLASSIFIED, Sector.UNCLASSIFIED, "A mixed fund"),
        (r"money market", Sleeve.CASH, Sector.CASH, "A money market fund"),
        (r"digital asset|crypto|bitcoin", Sleeve.ALTERNATIVES, Sector.ALTERNATIVES, "A fund of crypto-assets"),
        (r"commodit", Sleeve.ALTERNATIVES, Sector.ALTERNATIVES, "A commodity fund"),
        (
            r"bond|\bmuni\b|government|treasur|bank loan|inflation.protected|fixed income|preferred stock",
            Sleeve.FIXED_INCOME,
            Sector.FIXED_INCOME,
            "A bond fund",
        ),
        (
            r"foreign|international|emerging|europe|japan|china|india|latin america|pacific",
            Sleeve.INTERNATIONAL,
            Sector.UNCLASSIFIED,
            "A fund of companies outside the United States",
        ),
    )
)

_NOTE = re.compile(
    r"\bNotes\b|\bNote\b.*\bDue\b|Debenture|Mortgage Bonds?\b|STRATS|CorTS|ZONES|PARRS|PPLUS|Corporate Backed|Fixed-Income Sec",
    re.IGNORECASE,
)
_PREFERRED = re.compile(r"Preferred|Preference|Pfd|\bPref\b", re.IGNORECASE)
_DEPOSITARY = re.compile(r"Depositary Shares?", re.IGNORECASE)
_AMERICAN = re.compile(r"American|ADS|ADR|Global Depositary")
_ORDINARY = re.compile(r"Ordinary Shares?$", re.IGNORECASE)
_RECEIPT = re.compile(r"American Depositary|\bAD[RS]s?\b", re.IGNORECASE)
_FOREIGN = re.compile(
    r"American Depositary|\bAD[RS]s?\b|Ordinary Share|\b(?:plc|PLC)\b|\bN\.?V\.?\b|\bS\.?A\.?\b|A/S"
    r"|Limited Voting|Subordinate Voting"
)


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


def gics_sector(label: str) -> Sector:
    """The GICS sector of a label of a service or an issuer: "Consumer Cyclical", "consumer_cyclical", "realestate"."""
    return _SECTOR_LABELS.get(re.sub(r"[^a-z]", "", label.lower()), Sector.UNCLASSIFIED)


def sleeve_by_size(market_cap: Decimal | None) -> Sleeve:
    """Sleeve of a US company outside the S&P 1500 by US$ market capitalisation; one that cannot be sized is `us_other`."""
    if market_cap is None or market_cap <= 0 or market_cap >= LARGE_CAP_FROM:
        return Sleeve.US_OTHER
    return Sleeve.MID_CAP if market_cap >= MID_CAP_FROM else Sleeve.SMALL_CAP


def is_note(name: str) -> bool:
    """Whether a listed security's name says that it is a note or debenture."""
    return bool(_NOTE.search(name))


def is_preferred(name: str) -> bool:
    """Whether a listed security's name says that it is a preferred share; receipts of foreign shares are none."""
    if _AMERICAN.search(name) or _ORDINARY.search(name):
        return False
    return bool(_PREFERRED.search(name) or _DEPOSITARY.search(name))


def is_receipt(name: str) -> bool:
    """Whether a listed security's name says that it stands for a foreign share."""
    return bool(_RECEIPT.search(name))


def is_foreign(country: str, name: str, *, is_common: bool = True) -> bool:
    """Whether a listing is a foreign company's.

    Depositary receipts stand for foreign shares, whatever country is printed beside them; without a country the name tells.
    """
    if is_common and is_receipt(name):
        return True
    return not is_of_the_us(country) if country else bool(_FOREIGN.search(name))


def is_of_the_us(country: str) -> bool:
    """Whether a country's name or code is that of the United States."""
    return country.strip().upper() in _UNITED_STATES


def classify_profile(profile: InstrumentProfile, book: MarketBook) -> Classification:
    """Where an instrument lies by what a service says of it, the book's own word first.

    A fund that lies in several sleeves is UNCLASSIFIED here: it is looked through instead.
    """
    known = book.securities.get(book.canonical(profile.symbol))
    if known is not None and not (known.named and _wants_more(known)):
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
    """Securities that the book does not know, or whose size or sector it does not know.

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
        elif known.named and _wants_more(known) and may_be_one_company(profile.name, known.company_name):
            # All classes of a company lie where the company lies.
            family = families[known.company]
            completed = {each.symbol: replace(each, sleeve=placed.sleeve, sector=placed.sector) for each in family}
        else:
            continue
        found |= completed
        reasons |= dict.fromkeys(completed, placed.reason)
    return ProfiledSecurities(found, reasons)


def _wants_more(known: Security) -> bool:
    """Sized by nobody, or a company without sector; members of the indexes have both."""
    return known.sleeve is Sleeve.US_OTHER or known.sector is Sector.UNCLASSIFIED


def _classify_share(profile: InstrumentProfile, known: Security | None) -> Classification:
    if is_note(profile.name) or is_preferred(profile.name) or ".PR" in profile.symbol:
        return Classification(Sleeve.FIXED_INCOME, Sector.FIXED_INCOME, "A preferred share or note: it pays like a bond")
    said = gics_sector(profile.sector)
    sector = said if known is None or known.sector is Sector.UNCLASSIFIED else known.sector
    abroad = known is not None and known.sleeve is Sleeve.INTERNATIONAL
    if abroad or is_foreign(profile.country, profile.name):
        return Classification(Sleeve.INTERNATIONAL, sector, "A company outside the United States")
    size = _dollars(profile.market_cap, profile)
    if size is None and known is not None:
        return Classification(known.sleeve, sector, "By the program’s own tables")
    return Classification(sleeve_by_size(size), sector, _why_of_size(size, profile))


def _classify_fund(profile: InstrumentProfile) -> Classification:
    for words, sleeve, sector, reason in _FUND_WORDS:
        if words.search(profile.category):
            return Classification(sleeve, sector, f"{reason}: {profile.source} calls it “{profile.category}”")
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
