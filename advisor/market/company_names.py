"""Names as a person writes them, and names stripped for comparing."""

from __future__ import annotations

import re

_SHARE_WORDS = re.compile(
    # At the start of a word only: "Madrigal" and "Broadridge" hold ADR and ADS.
    r"\s*(?<![^\W_])(?:\(?(?:New|Series [A-Z]|Class [A-Z]+|Cl [A-Z])\)?\s+)*"
    r"(?:Common (?:Stock|Shares?|Units?)|(?:Registered )?Ordinary Shares?|American Depositary.*|Depositary Shares?.*"
    r"|Subordinate Voting.*|Limited Voting.*|New York Registry.*|Exchangeable.*|Capital Stock|Registered Shares?"
    r"|(?:\d(?:st|nd|rd) )?(?:Prior )?(?:Preference|Pref(?:erred)?) Shares?|Trading under|Shares of Beneficial.*"
    r"|(?:Non-?)?Voting.*|(?:Un)?Spon\w* AD[RS].*|ADRs?|ADSs?)\b.*$",
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
_CLASS_LETTER = re.compile(r"\b(?:Class|Series|Cl)\.? ([A-Z])\b", re.IGNORECASE)
_LETTERS = re.compile(r"[^a-z0-9]+")
_LEAST_STEM = 5  # letters from which on the beginning of a word tells it
# Words that two unrelated companies may share.
_COMMON_WORDS = frozenset(
    {
        *("the", "and", "of", "for", "in", "new", "us", "usa", "u", "s", "a", "b", "c"),
        *("american", "america", "national", "united", "first", "general", "international", "global", "world"),
        *("group", "holding", "holdings", "company", "companies", "corp", "corporation", "inc", "incorporated", "co"),
        *("ltd", "limited", "llc", "lp", "plc", "trust", "fund", "funds"),
        *("reit", "realty", "real", "estate", "airport", "properties", "property"),
        *("etf", "index", "shares", "share", "class", "cl", "common", "stock", "ordinary", "adr", "ads", "sponsored"),
        *("depositary", "financial", "finance", "bancorp", "bank", "banc", "capital", "energy", "resources"),
        *("technologies", "technology", "systems", "solutions", "services", "industries", "partners"),
        *("pharma", "pharmaceuticals", "therapeutics", "health", "healthcare", "medical"),
    }
)
# Words that one table writes and another leaves out.
_UNTOLD = frozenset(
    {
        *("the", "and", "inc", "corp", "corporation", "co", "company", "cos", "companies"),
        *("ltd", "limited", "plc", "reit", "nv"),
    }
)
_STATE = re.compile(r"[/\\][A-Za-z]{2,3}[/\\]?$")  # "/DE/" behind registered names
_POSSESSIVE = re.compile(r"(?<=\w)['’. ]s\b")
_INITIALS = re.compile(r"(?<=\b\w) (?=\w\b)")
_TITLED = frozenset({"LTD", "MTG", "STD", "DR", "MR", "ST", "BHD", "MFG", "MGMT", "HLDG", "PTY"})
_SMALL = frozenset({"and", "of", "the", "for", "in", "on", "de", "du", "la"})
_KEPT = frozenset(
    {"USA", "US", "UK", "REIT", "LNG", "AI", "HCA", "IBM", "CDW", "MSCI", "PPL", "KLA", "NRG", "CF", "ATI", "ITT", "PVH", "UGI"}
)


def company_name(security_name: str) -> str:
    """A company's everyday name: "NVIDIA Corporation Common Stock" → "NVIDIA", "Alphabet Inc. (Class A)" → "Alphabet"."""
    name = re.sub(r"\s*/[A-Z]{2,3}\s*$", "", security_name.strip().replace("–", "-"))
    name = re.sub(r"(?<=\b(?:LTD|Ltd|INC|Inc))\.? [A-H]$|(?<=\bCORP|\bCorp)\.? [A-H]$", "", name)
    name = _IN_BRACKETS.sub(lambda found: " " if found[1] else "", name)
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
    """A key under which two spellings of one company's name meet; "Compass" and "Compass Group" meet too."""
    text = company_name(name).lower().replace("&", " and ").replace("+", " and ")
    words = [word for word in _LETTERS.sub(" ", text).split() if word not in {"the", "and", "holdings", "holding", "group"}]
    return " ".join(words)


def full_key(name: str) -> str:
    """A stricter key: "Compass Group" is not "Compass". Legal forms are left out wherever they stand, initials are joined."""
    text = company_name(_STATE.sub("", " ".join(name.split()))).lower().replace("&", " and ").replace("+", " and ")
    plain = _LETTERS.sub(" ", _POSSESSIVE.sub("s", text))
    return " ".join(word for word in _INITIALS.sub("", plain).split() if word not in _UNTOLD)


def share_class(name: str) -> str:
    """The class a security's name tells: "ALPHABET INC CL A" → "A"; empty where it tells none."""
    found = _CLASS_LETTER.search(name)
    return found[1].upper() if found else ""


def may_be_one_company(name: str, other: str) -> bool:
    """Whether two names can be of one company: they share a word that tells companies apart, or one abbreviates the other."""
    words, others = _ordered(name), _ordered(other)
    telling, telling_of_other = ([word for word in side if word not in _COMMON_WORDS] for side in (words, others))
    if not (telling and telling_of_other):
        return bool(set(words) & set(others)) or _abbreviates(words, others) or _abbreviates(others, words)
    return share_telling_word(name, other) or _abbreviates(words, others) or _abbreviates(others, words)


def share_telling_word(name: str, other: str) -> bool:
    """Whether two names share a word that tells companies apart."""
    telling, telling_of_other = ([word for word in _ordered(each) if word not in _COMMON_WORDS] for each in (name, other))
    return any(_same_word(one, another) for one in telling for another in telling_of_other)


def fits_ticker(name: str, ticker: str) -> bool:
    """Whether a ticker of two letters or more is a name's first word or its initials: GE of General Electric."""
    return len(ticker) > 1 and _abbreviates([ticker.lower()], _ordered(name))


def _ordered(name: str) -> list[str]:
    return _LETTERS.sub(" ", company_name(name).lower().replace("'", "").replace("’", "")).split()


def _same_word(one: str, another: str) -> bool:
    """ "Campbell" and "Campbells", and names that a table cuts off."""
    shorter, longer = sorted((one, another), key=len)
    return one == another or (len(shorter) >= _LEAST_STEM and longer.startswith(shorter))


def _abbreviates(words: list[str], others: list[str]) -> bool:
    """Whether the words, written as one, begin the other name or are its initials."""
    joined = "".join(words)
    initials = {"".join(word[0] for word in others), "".join(word[0] for word in others if word not in _SMALL)}
    return bool(joined) and ("".join(others).startswith(joined) or joined in initials)
