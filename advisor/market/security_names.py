"""What the name of a listed security, and the country beside it, say that it is."""

from __future__ import annotations

import re

_UNITED_STATES = frozenset({"US", "USA", "UNITED STATES", "UNITED STATES OF AMERICA"})
# Words in the names that the exchanges' screens of August 22, 2026 have for listings; a name that says otherwise
# what it is, is taken for a company's common share.
_NOTE = re.compile(
    r"\bNotes\b|\bNote\b.*\bDue\b|Debenture|Mortgage Bonds?\b|STRATS|CorTS|ZONES|PARRS|PPLUS|Corporate Backed|Fixed-Income Sec",
    re.IGNORECASE,
)
_PREFERRED = re.compile(r"Preferred|Preference|Pfd|\bPref\b", re.IGNORECASE)
_DEPOSITARY = re.compile(r"Depositary Shares?", re.IGNORECASE)
_ORDINARY = re.compile(r"Ordinary Shares?$", re.IGNORECASE)
_RECEIPT = re.compile(r"(?:American|Global) Depositary|\bAD[RS]s?\b", re.IGNORECASE)
# "U.S.A." is no Spanish company; "(NV)" and "/NV/" are Nevada.
_FOREIGN = re.compile(
    r"Ordinary Share|\b(?:plc|PLC)\b|(?<![(/\\])\bN\.?V\.?\b|(?<!U\.)\bS\.?A\.?\b|\bA/S\b|Limited Voting|Subordinate Voting"
)
# A company that has only raised money to buy another: none has come near the mid-cap size. Some sponsors' names do not say so.
_SHELL = re.compile(
    r"Acquisition|SPAC\b|Blank Check|Cantor Equity Partners|Churchill Capital|Columbus Circle Capital|GigCapital|Gores"
)
_CLOSED_END = re.compile(r"\bFunds?\b|\bTrust\b(?! (?:Corp|Banc|Financial|Compan))")
_LENDER = re.compile(r"\bLending\b|\bBDC\b")  # owned by shareholders like a bank, not a fund that lists bonds
_HOARD = re.compile(
    r"Bitcoin|\bEther|Litecoin|Solana|Zcash|Stellar Lumens|\bXRP\b|Dogecoin|Crypto|Digital Large Cap|Physical|Bullion"
    r"|\b(?:Gold|Silver|Platinum|Palladium|Uranium)(?: (?:and|&) \w+)? Trust\b",
    re.IGNORECASE,
)
_LENDS = re.compile(
    r"Muni|Bond|Credit|High Yield|High Income|Floating|Senior Income|\bLoan|Preferred|Mortgage|Duration|Treasur|Debt|Government"
    r"|Fixed.Income|Investment Grade|Tax.Free",
    re.IGNORECASE,
)


def is_note(name: str) -> bool:
    """Whether a listed security's name says that it is a note or debenture."""
    return bool(_NOTE.search(name))


def is_preferred(name: str) -> bool:
    """Whether a listed security's name says that it is a preferred share; receipts of foreign shares are none."""
    if is_receipt(name) or _ORDINARY.search(name):
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
    return not is_of_the_us(country) if country else is_receipt(name) or bool(_FOREIGN.search(name))


def is_of_the_us(country: str) -> bool:
    """Whether a country's name or code is that of the United States."""
    return country.strip().upper() in _UNITED_STATES


def is_shell(name: str) -> bool:
    """Whether a company's name says that it has only raised money, to buy another company with."""
    return bool(_SHELL.search(name))


def is_closed_end_fund(name: str) -> bool:
    """Whether the name of an asset manager's listing says that it is a fund itself; lenders that call themselves so are none."""
    return bool(_CLOSED_END.search(name)) and not _LENDER.search(name)


def holds_metal_or_coins(name: str) -> bool:
    """Whether a listed fund's name says that it holds metal or crypto-assets."""
    return bool(_HOARD.search(name))


def holds_bonds(name: str) -> bool:
    """Whether a listed fund's name says that it lends: bonds, loans, mortgages, preferred shares."""
    return bool(_LENDS.search(name))
