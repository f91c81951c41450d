"""Names as a person writes them, and names stripped for comparing."""

from __future__ import annotations

import re

_SHARE_WORDS = re.compile(
    # At the start of a word only: "Madrigal" and "Broadridge" hold ADR and ADS.
    r"\s*(?<![^\W_])(?:\(?(?:New|Series [A-Z]|Class [A-Z]+|Cl [A-Z])\)?\s+)*"
    r"(?:Common (?:Stock|Shares?|Units?)|(?:Registered )?Ordinary Shares?|American Depositary.*|Depositary Shares?.*"
    r"|Subordinate Voting.*|Limited Voting.*|New York Registry.*|Exchangeable.*|Capital Stock|Registered Shares?"
    r"|Shares of Beneficial.*|(?:Non-?)?Voting.*|(?:Un)?Spon\w+ AD[RS].*|ADRs?|ADSs?)\b.*$",
    re.IGNORECASE,
)
_CLASS_WORDS = re.compile(
    r"\s*[,(]?\s*\b(?:Class|Series|Cl)\.? [A-Z]{1,2}\b\)?(?:\s+(?:Corp|Inc|Common|Shares|Stock|Voting)\b\.?)*", re.IGNORECASE
)
_LEGAL_WORDS = re.compile(
    r"[,\s]+(?:Inc|Incorporated|Corp|Corporation|Co|Company|Companies|Cos|Ltd|Limited|LLC|L\.L\.C|L\.?P|plc|p\.l\.c|N\.?V|S\.?A|AG|SE|ASA|AB|A/S|S\.?p\.?A|Oyj)\.?$",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(r"\s*\((?:The|New|DE|Delaware|MD|NV|REIT|Bearer|Holding Company)\)(?=(\w?))")
_LETTERS = re.compile(r"[^a-z0-9]+")
_TITLED = frozenset({"LTD", "MTG", "STD", "DR", "MR", "ST", "BHD", "MFG", "MGMT", "HLDG", "PTY"})
_SMALL = frozenset({"and", "of", "the", "for", "in", "on", "de", "du", "la"})
_KEPT = frozenset(
    {"USA", "US", "UK", "REIT", "LNG", "AI", "HCA", "IBM", "CDW", "MSCI", "PPL", "KLA", "NRG", "CF", "ATI", "ITT", "PVH", "UGI"}
)


def company_name(security_name: str) -> str:
    """A company's everyday name: "NVIDIA Corporation Common Stock" → "NVIDIA", "Alphabet Inc. (Class A)" → "Alphabet"."""
    name = re.sub(r"\s*/[A-Z]{2,3}\s*$", "", security_name.strip().replace("–", "-"))
    name = re.sub(r"(?<=\b(?:LTD|Ltd|INC|Inc))\.? [A-H]$|(?<=\bCORP|\bCorp)\.? [A-H]$", "", name)
    name = re.sub(
        r"\s*\((?:The|New|DE|Delaware|MD|NV|REIT|Bearer|Holding Company)\)(?=(\w?))", lambda found: " " if found[1] else "", name
    )
    name = re.sub(r"(?<=\w) (Of|And|The|For) (?=\w)", lambda found: found[0].lower(), name)
    name = _SHARE_WORDS.sub("", name)
    name = _CLASS_WORDS.sub("", name)
    for _ in range(3):
        shorter = _LEGAL_WORDS.sub("", name).strip(" ,&-/")
        if len(shorter) < 2:
            break
        name = shorter
    return name.strip(" ,-/(") or security_name.strip()


def listed_name(security_name: str) -> str:
    """`company_name` of an exchange's listing; several words all in capitals are written small."""
    name = company_name(security_name)
    return from_capitals(name) if " " in name else name


def from_capitals(name: str, ticker: str = "") -> str:
    """ "CARPENTER TECHNOLOGY CORP" → "Carpenter Technology Corp"; names that have small letters stay as they are.

    A short word with which the ticker begins stays in capitals: "UBS GROUP" (UBSG) → "UBS Group".
    """
    if name != name.upper():
        return name
    return " ".join(
        word if len(word) <= 4 and ticker.startswith(word) else _cased(word, first=position == 0)
        for position, word in enumerate(name.split())
    )


def _cased(word: str, *, first: bool) -> str:
    if word in _TITLED:
        return word.capitalize()
    if word in _KEPT or (len(word) <= 4 and not re.search(r"[AEIOUY]", word)):
        return word
    if word.lower() in _SMALL and not first:
        return word.lower()
    return "-".join(part[:1] + part[1:].lower() for part in word.split("-"))


def comparable(name: str) -> str:
    """A key under which two spellings of one company's name meet."""
    text = company_name(name).lower().replace("&", " and ").replace("+", " and ")
    words = [word for word in _LETTERS.sub(" ", text).split() if word not in {"the", "and", "holdings", "holding", "group"}]
    return " ".join(words)
