"""Which company each symbol belongs to, and under which other spellings and former tickers it is found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from snapshot.listings import Listing, spellings
from snapshot.members import Member

# Former ticker → ticker of the snapshot's date, and why. Each pair was checked against the listings' company names.
RENAMED = {
    "MMC": ("MRSH", "Marsh changed its ticker in January 2026"),
    "BK": ("BNY", "BNY changed its ticker"),
    "FI": ("FISV", "Fiserv returned to its former ticker in November 2025"),
    "SATS": ("ECHO", "EchoStar changed its ticker"),
    "FB": ("META", "Meta Platforms changed its ticker in June 2022"),
    "SQ": ("XYZ", "Block changed its ticker in January 2025"),
    "ABC": ("COR", "Cencora changed its ticker in August 2023"),
    "PSTG": ("P", "Pure Storage became Everpure in 2026"),
    "COMM": ("VISN", "CommScope became Vistance Networks in 2026"),
    "LC": ("HAPN", "LendingClub became Happen in 2026"),
    "KAR": ("OPLN", "OPENLANE changed its ticker"),
    "MODG": ("CALY", "Callaway Golf changed its ticker"),
    "MPW": ("MPT", "Medical Properties Trust changed its ticker"),
    "SPLG": ("SPYM", "State Street changed the ticker on 2025-10-31"),
}


def alias_table(symbols: Iterable[str]) -> list[tuple[str, str, str]]:
    """Rows (spelling, symbol, reason), sorted; a spelling that is itself a symbol is left out."""
    known = set(symbols)
    rows = {form: (form, symbol, "other spelling") for symbol in sorted(known) for form in spellings(symbol) if form not in known}
    for old, (new, reason) in RENAMED.items():
        if new in known and old not in known:
            rows[old] = (old, new, reason)
    return sorted(rows.values())


def companies(listings: Mapping[str, Listing], members: Iterable[Member]) -> dict[str, tuple[str, str]]:
    """Symbol → (company symbol, company name). The heaviest class in an index names its company."""
    table = {listing.symbol: (listing.company, listing.company_name) for listing in listings.values()}
    classes: defaultdict[str, list[str]] = defaultdict(list)
    for listing in listings.values():
        classes[listing.company].append(listing.symbol)
    settled: set[str] = set()
    for member in sorted(members, key=lambda member: (-member.weight, member.symbol)):
        if member.symbol in settled:
            continue
        siblings = classes[listings[member.symbol].company] if member.symbol in listings else []
        for symbol in {member.symbol, *siblings}:
            table[symbol] = (member.symbol, member.name)
            settled.add(symbol)
    return table
