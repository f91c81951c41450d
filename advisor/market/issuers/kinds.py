"""What a line of a holdings list is: by its asset class where the list has one, else by its ticker and name."""

from __future__ import annotations

import re
from typing import NamedTuple

from advisor.domain.fund_holdings import LineKind


class Described(NamedTuple):
    """What a list says of a line, in capitals; empty where it says nothing.

    Attributes:
        asset_class: Every label of its class, joined.
        has_terms: It has a coupon or a day of repayment.
    """

    ticker: str
    name: str
    asset_class: str
    exchange: str = ""
    has_terms: bool = False


# Words of an asset class, the first match wins: "Cash Collateral and Margins" before "Equity Swap" before "Equity".
_CLASS_WORDS = tuple(
    (re.compile(words), kind)
    for words, kind in (
        (r"\bSWAPS?\b|\bTRS\b|\bCFDS?\b|\bTW\b|\bSW\b", LineKind.SWAP),
        (r"\bFUTURES?\b|\bIFUT\b", LineKind.FUTURE),
        (r"\bOPTIONS?\b|\bCALLS?\b|\bPUTS?\b", LineKind.OPTION),
        (r"\bWARRANTS?\b|\bRIGHTS?\b|\bCVRS?\b|\bESCROW\b|LINKED NOTE|\bELNS?\b", LineKind.OTHER),
        (
            r"\bCASH\b|MONEY MARKET|\bCURRENC(Y|IES)\b|\bCOLLATERAL\b|\bMARGINS?\b|\bSTIF\b|\bREPURCHASE\b|\bCU\b|\bFX\b"
            r"|\bFORWARDS?\b|SHORT.TERM",
            LineKind.CASH,
        ),
        (r"\bPREFERRED\b|\bPREFERENCE\b", LineKind.PREFERRED),
        (
            r"\bBONDS?\b|FIXED INCOME|\bTREASUR(Y|IES)\b|\bCORPORATES?\b|\bMUNICIPALS?\b|\bGOVERNMENT\b|\bAGENCY\b|\bMORTGAGE\b"
            r"|ASSET.BACKED|\bNOTES?\b|\bDEBT\b|\bLOANS?\b|\bBILLS?\b",
            LineKind.BOND,
        ),
        (r"\bETFS?\b|\bFUNDS?\b|\bMF\b|EXCHANGE.TRADED|INVESTMENT COMPAN", LineKind.FUND),
        (
            r"\bEQUIT(Y|IES)\b|\bSTOCKS?\b|\bSHARES?\b|\bCOMMON\b|\bADRS?\b|\bGDRS?\b|DEPOSIT[OA]RY|\bREITS?\b|\bUNITS?\b"
            r"|\bPARTNERSHIP\b|\bF?S\b",
            LineKind.SHARE,
        ),
    )
)
_MONTH = r"(JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Z]*"
_SWAP = re.compile(r"\bSWAPS?\b|\bTRS\b|\bCFD\b|TOTAL RETURN")
_FUTURE = re.compile(r"E-?MINI|\bFUTURES?\b|\bFUT\b|\bMINI\b")
_DATED = re.compile(rf"\b{_MONTH}\W?[0-9]{{2}}([0-9]{{2}})?\b")
_CONTRACT = re.compile(r"[A-Z]{1,4}[FGHJKMNQUVXZ][0-9]{1,2}( (INDEX|COMDTY|CURNCY))?")
_OPTION_TICKER = re.compile(r"[0-9]?[A-Z]{1,6} *[0-9]{6}[CP][0-9]{8}")
_OPTION_NAME = re.compile(r"[0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4} +([0-9.,]+ +[CP]|[CP] ?[0-9.]+)\b|\b(CALL|PUT) (OPTION|ON)\b")
_MONEY = re.compile(
    r"U\.?S\.? DOLLARS?\b|MONEY M(AR)?KE?T|\bMMKT\b|\bMNY MKT\b|CASH COLLATERAL|CASH CENTRAL"
    r"|CASH (&|AND|\+) |CASH OFFSET|\bC(A)?SH F(U)?ND\b"
    r"|NET OTHER ASSETS|NET CURRENT ASSETS|\bOTHER ASSETS\b|\bPAYABLES?\b|\bRECEIVABLES?\b|LIQUIDITY (FUND|FD)|REPURCHASE AGR"
    r"|(GOVERNMENT|GOVT|TREASURY|TRSY) OBLIG|^CASH$|\b[A-Z]{3} CASH\b"
)
# Said of money even beside a ticker that could be a share's.
_SURELY_MONEY = re.compile(
    r"^U\.?S\.? DOLLARS?$|MONEY M(AR)?KE?T|\bMMKT\b|CASH COLLATERAL|CASH CENTRAL|NET OTHER ASSETS|REPURCHASE AGR|\bCSH F(U)?ND\b"
)
_MONEY_TICKER = re.compile(r"CASH|USD|-USD CASH-|CASH&OTHER|CASH_?[A-Z]{3}|USDOLLAR|[A-Z]{3}XX|XTSLA")
_CURRENCY_NAME = re.compile(
    r"\b(DOLLAR|EURO|YEN|POUND|FRANC|KRON[AE]R?|WON|PESO|REAL|RUPEE|YUAN|RENMINBI|RAND|SHEKEL|ZLOTY|LIRA)\b"
)
_CURRENCY_TICKER = re.compile(r"USD|EUR|JPY|GBP|CHF|SEK|NOK|DKK|KRW|MXN|BRL|INR|CNY|CNH|ZAR|ILS|PLN|TRY|AUD|CAD|NZD|HKD|SGD|TWD")
_RIGHT = re.compile(r"\bCVR$|-CVR\b|CONTINGENT VALUE|\bRIGHTS?$|\bWARRANTS?\b|\bESCROW\b|\bVESTING\b| PRVT$|LINKED NOTE|\bELN\b")
_UNLISTED = "NO MARKET"
_PREFERRED = re.compile(r"\bPFD\b|\bPREF\b|\bPREFERRED (STOCK|SHARES?|SHS|SERIES|SER|SECURIT)")
_BOND = re.compile(
    r"TREASURY (BILL|NOTE|BOND|N/B)|\bT-BILL\b|\bB 0? ?[0-9]{1,2}/[0-9]{1,2}/[0-9]{2}"
    r"|[0-9]\.?[0-9]*%? [0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4}"
)
_FUND = re.compile(r"\bETFS?\b|^(ISHARES|SPDR|VANGUARD|SCHWAB) .*\b(FUND|TRUST|INDEX|PORTFOLIO|FD)\b")


def kind_of(line: Described) -> tuple[LineKind, bool]:
    """What a line is, and whether its asset class (if it has one) was understood.

    A share class that nobody trades any more, a right or a warrant is OTHER; shares of another fund are FUND even where
    the list calls them equity.
    """
    by_class = next((kind for words, kind in _CLASS_WORDS if words.search(line.asset_class)), None)
    understood = by_class is not None or not line.asset_class
    if by_class is LineKind.FUND and _is_money(line):
        return LineKind.CASH, understood
    if by_class in (None, LineKind.SHARE):
        by_name = _kind_by_name(line, has_class=by_class is LineKind.SHARE)
        return by_name or by_class or _kind_of_unnamed(line), understood
    return by_class, understood


def _kind_by_name(line: Described, *, has_class: bool) -> LineKind | None:
    """What name and ticker tell by themselves; of a line that is called a share, only that it is a special one."""
    if _RIGHT.search(line.name) or line.exchange.startswith(_UNLISTED):
        return LineKind.OTHER
    if _MONEY_TICKER.fullmatch(line.ticker) and not has_class and _is_money(line):
        return LineKind.CASH
    if _PREFERRED.search(line.name):
        return LineKind.PREFERRED
    if has_class:
        return LineKind.FUND if _FUND.search(line.name) else None
    return _kind_without_class(line)


def _kind_without_class(line: Described) -> LineKind | None:
    if _SWAP.search(line.name) or " TRS " in f" {line.ticker} ":
        return LineKind.SWAP
    if _OPTION_TICKER.fullmatch(line.ticker) or _OPTION_NAME.search(line.name):
        return LineKind.OPTION
    if _FUTURE.search(line.name) and (_DATED.search(line.name) or _CONTRACT.fullmatch(line.ticker)):
        return LineKind.FUTURE
    if _is_money(line):
        return LineKind.CASH
    if line.has_terms or _BOND.search(line.name):
        return LineKind.BOND
    return LineKind.FUND if _FUND.search(line.name) else None


def _is_money(line: Described) -> bool:
    if _CURRENCY_TICKER.fullmatch(line.ticker) and _CURRENCY_NAME.search(line.name):
        return True
    if line.ticker and not _MONEY_TICKER.fullmatch(line.ticker):
        return bool((_SURELY_MONEY if line.ticker.isalpha() else _MONEY).search(line.name))
    return bool(_MONEY.search(line.name)) or line.ticker not in ("", "CASH", "USD")


def _kind_of_unnamed(line: Described) -> LineKind:
    return LineKind.SHARE if line.ticker or not line.asset_class else LineKind.OTHER
