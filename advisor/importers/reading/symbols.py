"""One spelling for each instrument, and what the spelling alone tells about it."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import lru_cache

from advisor.domain.portfolio import CASH, InstrumentKind
from advisor.domain.security_numbers import is_cusip
from advisor.importers.reading.dates import find_date

# Pathward Financial's ticker is CASH too; the reference tables know the share by this symbol.
CASH_SHARE = "CASH.US"
_CASH_SPELLINGS = frozenset({"CASH", "FCASH", "CASH & CASH INVESTMENTS", "CASH AND CASH INVESTMENTS", "CASH & MONEY MARKET"})
_PRICES_OF_MONEY = (Decimal(0), Decimal(1))
_MONEY = re.compile(r"\b(?:cash|money|sweep|deposit|core|currency|dollars?)\b|^\W*$", re.IGNORECASE)
_SHARE_CLASS = re.compile(r"([A-Z]{1,5})[/ -]([A-Z])")
_PREFERRED = re.compile(r"([A-Z]{1,5})(?:[ ./-]PR[ ./-]?|-P|\^|\$)([A-Z]?)")
_WARRANT = re.compile(r"([A-Z]{1,5})(?:[ ./-]WS[ ./-]?|\+)([A-Z]?)")
_MONEY_FUND = re.compile(r"[A-Z]{3}XX")
_OCC_OPTION = re.compile(r"(?P<root>[A-Z][A-Z0-9.]{0,5}) *(?P<expiry>\d{6})(?P<side>[CP])(?P<thousandths>\d{8})")
_FIDELITY_OPTION = re.compile(r"-(?P<root>[A-Z][A-Z0-9.]{0,5}?)(?P<expiry>\d{6})(?P<side>[CP])(?P<strike>\d+(?:\.\d+)?)")
_SCHWAB_OPTION = re.compile(
    r"(?P<root>[A-Z][A-Z0-9./]{0,5}) (?P<month>\d\d)/(?P<day>\d\d)/20(?P<year>\d\d) (?P<strike>\d+(?:\.\d+)?) (?P<side>[CP])"
)
_WORDED_OPTION = re.compile(
    r"(?P<root>[A-Z][A-Z0-9./]{0,5}) (?P<month>\d{1,2})/(?P<day>\d{1,2})/20(?P<year>\d\d) "
    r"(?P<side>CALL|PUT) \$?(?P<strike>\d[\d,]*(?:\.\d+)?)"
)
_MONTH_NAMED_OPTION = re.compile(
    r"(?P<root>[A-Z][A-Z0-9./]{0,5}) (?P<month>[A-Z]{3}) (?P<day>\d\d?) (?:'|20)(?P<year>\d\d) "
    r"\$?(?P<strike>\d[\d,]*(?:\.\d+)?) (?P<side>CALL|PUT)"
)
_TITLED_OPTION = re.compile(
    r"(?P<side>CALL|PUT) +(?P<root>[A-Z][A-Z0-9./]{0,5}) +(?P<day>\d{1,2}/\d{1,2}/\d\d) +\$?(?P<strike>\d[\d,]*(?:\.\d+)?)"
)
_DAY_NAMED_OPTION = re.compile(
    r"(?P<root>[A-Z][A-Z0-9./]{0,5}) (?P<day>\d\d)(?P<month>[A-Z]{3})(?P<year>\d\d) (?P<strike>\d+(?:\.\d+)?) (?P<side>[CP])"
)
# In “XYZ#B1326C425000”, A to L are the months of calls, M to X those of puts; the letter after the year says how many of the
# digits stand behind the point of the strike.
_MERRILL_OPTION = re.compile(
    r"(?P<root>[A-Z][A-Z0-9.]{0,5})#(?P<month>[A-X])(?P<day>\d\d)(?P<year>\d\d)(?P<point>[A-F])(?P<digits>\d{6})"
)
_MONTHS_OF_A_SIDE = 12


@lru_cache(maxsize=65_536)
def canonical_symbol(spelling: str) -> tuple[str, InstrumentKind]:
    """The canonical symbol, and the kind as far as the spelling tells (`SECURITY` when it does not).

    Share classes get a dot (BRK/B → BRK.B), preferred shares and warrants too (BAC-PL → BAC.PR.L, ACHR+ → ACHR.WS), options the
    compact OCC form (KO241115P00066000), cash balances "CASH". Money funds keep their ticker and count as cash. A nine-character
    CUSIP with a true check digit is taken for a bond.
    """
    text = spelling.strip().upper()
    sweep = text.endswith("**")
    bare = text.rstrip("*").strip()
    if bare in _CASH_SPELLINGS:
        return CASH, InstrumentKind.CASH
    if sweep or _MONEY_FUND.fullmatch(bare):
        return bare, InstrumentKind.CASH
    option = _option_symbol(bare)
    if option:
        return option, InstrumentKind.OPTION
    if is_cusip(bare):
        return bare, InstrumentKind.BOND
    return _class_symbol(bare), InstrumentKind.SECURITY


def _class_symbol(text: str) -> str:
    """One spelling for what a company has beside its common shares: classes, warrants, preferred shares."""
    share_class, preferred, warrant = (pattern.fullmatch(text) for pattern in (_SHARE_CLASS, _PREFERRED, _WARRANT))
    if warrant:
        return f"{warrant[1]}.WS{warrant[2]}"
    if preferred:
        return f"{preferred[1]}.PR{preferred[2] and '.'}{preferred[2]}"
    return f"{share_class[1]}.{share_class[2]}" if share_class else text


def is_cash_share(spelling: str, name: str, price: Decimal | None) -> bool:
    """Whether "CASH" means the share of that ticker: money costs 1, and its name says what it is."""
    return spelling.strip().upper() == CASH and price is not None and price not in _PRICES_OF_MONEY and not _MONEY.search(name)


def _option_symbol(text: str) -> str | None:
    return _coded_option(text) or _spelled_option(text)


def _coded_option(text: str) -> str | None:
    """An option whose parts stand together without spaces."""
    occ = _OCC_OPTION.fullmatch(text.removeprefix("-"))
    if occ:
        return f"{occ['root']}{occ['expiry']}{occ['side']}{occ['thousandths']}"
    fidelity = _FIDELITY_OPTION.fullmatch(text)
    if fidelity:
        return _compact_occ(fidelity["root"], fidelity["expiry"], fidelity["side"], fidelity["strike"])
    merrill = _MERRILL_OPTION.fullmatch(text)
    if merrill:
        side, month = divmod(ord(merrill["month"]) - ord("A"), _MONTHS_OF_A_SIDE)
        strike = Decimal(merrill["digits"]).scaleb(-(1 + ord(merrill["point"]) - ord("A")))
        return _compact_occ(merrill["root"], f"{merrill['year']}{month + 1:02d}{merrill['day']}", "CP"[side], str(strike))
    return None


def _spelled_option(text: str) -> str | None:
    """An option whose parts are words with spaces between."""
    schwab = _SCHWAB_OPTION.fullmatch(text)
    if schwab:
        expiry = schwab["year"] + schwab["month"] + schwab["day"]
        return _compact_occ(schwab["root"].replace("/", "."), expiry, schwab["side"], schwab["strike"])
    worded = _WORDED_OPTION.fullmatch(text)
    if worded:
        expiry = f"{worded['year']}{int(worded['month']):02d}{int(worded['day']):02d}"
        return _compact_occ(worded["root"].replace("/", "."), expiry, worded["side"][0], worded["strike"].replace(",", ""))
    named = _MONTH_NAMED_OPTION.fullmatch(text)
    if named:
        return _dated_option(named, f"{named['month']} {named['day']} 20{named['year']}")
    day_named = _DAY_NAMED_OPTION.fullmatch(text)
    if day_named:
        return _dated_option(day_named, f"{day_named['day']} {day_named['month']} 20{day_named['year']}")
    titled = _TITLED_OPTION.fullmatch(text)
    return titled and _dated_option(titled, titled["day"])


def _dated_option(found: re.Match[str], expiry: str) -> str | None:
    day, strike = find_date(expiry), Decimal(found["strike"].replace(",", ""))
    return occ_symbol(found["root"].replace("/", "."), day, found["side"], strike) if day else None


def occ_symbol(root: str, expiry: date, side: str, strike: Decimal) -> str:
    """The compact OCC symbol of an option whose parts stand in columns of their own; `side` begins with C or P."""
    return _compact_occ(root.strip().upper(), f"{expiry:%y%m%d}", side.strip().upper()[:1], str(strike))


def _compact_occ(root: str, expiry: str, side: str, strike: str) -> str:
    return f"{root}{expiry}{side}{int(Decimal(strike) * 1000):08d}"
