"""The report's categories of assets → kinds of lines."""

from __future__ import annotations

import re
from datetime import date
from xml.etree.ElementTree import Element

from advisor.domain.classification import Sector
from advisor.domain.fund_holdings import LineKind
from advisor.market.nport import fields

_KINDS = {
    "EC": LineKind.SHARE,
    "EP": LineKind.PREFERRED,
    "DBT": LineKind.BOND,
    "LON": LineKind.BOND,
    "STIV": LineKind.CASH,  # money funds and other short-term vehicles
    "RA": LineKind.CASH,  # repurchase agreements: cash lent overnight against securities
    "DFE": LineKind.CASH,
    "DIR": LineKind.BOND,
    "DCR": LineKind.BOND,
    "DE": LineKind.OTHER,
    "DO": LineKind.OTHER,
    "DCO": LineKind.OTHER,
    "SN": LineKind.OTHER,  # structured notes: mostly linked to shares, though a bank owes them
    "COMM": LineKind.OTHER,
    "RE": LineKind.OTHER,
    "OTHER": LineKind.OTHER,
}
_SECTORS = {
    "COMM": Sector.ALTERNATIVES,
    "DCO": Sector.ALTERNATIVES,
    "DIR": Sector.FIXED_INCOME,
    "DCR": Sector.FIXED_INCOME,
    "RE": Sector.REAL_ESTATE,
}
_SECTORS_OF_KINDS = {LineKind.CASH: Sector.CASH, LineKind.BOND: Sector.FIXED_INCOME}
_REGISTERED_FUND, _PRIVATE_FUND = "RF", "PF"
_MONEY_FUND_TICKER = re.compile(r"[A-Z]{3}XX")
_MONEY_FUND_NAME = re.compile(
    r"MONEY MARKET|LIQUIDITY FUND|\bCASH (?:MANAGEMENT|RESERVES?|FUNDS?|SWEEP|COLLATERAL|INVESTMENT)|GOVERNMENT PORTFOLIO"
    r"|TREASURY (?:OBLIGATIONS|PORTFOLIO)|LIQUID (?:ASSETS|RESERVES?)|SECURITIES LENDING",
    re.IGNORECASE,
)
_BILL = re.compile(r"\bBILLS?\b", re.IGNORECASE)
_LONGEST_BILL_DAYS = 366


def kind_of(record: Element, symbol: str, as_of: date) -> tuple[LineKind, bool]:
    """What a record is, derivatives apart, and whether its category is a known one.

    Args:
        symbol: Its ticker; empty without one.
        as_of: Day of the report: a bill that is due within a year is cash, as the funds that hold nothing else are.
    """
    asset = fields.category(record, "assetCat")
    kind = _KINDS.get(asset, LineKind.BOND if asset.startswith("ABS") else None)
    if kind is LineKind.BOND and _is_bill(record, as_of):
        return LineKind.CASH, True
    issuer = fields.category(record, "issuerCat")
    if issuer in (_REGISTERED_FUND, _PRIVATE_FUND) and kind in (LineKind.SHARE, LineKind.OTHER, None):
        if _MONEY_FUND_TICKER.fullmatch(symbol) or _MONEY_FUND_NAME.search(_names(record)):
            return LineKind.CASH, True
        return LineKind.FUND if issuer == _REGISTERED_FUND else LineKind.OTHER, True
    return kind or LineKind.OTHER, kind is not None


def sector_of(kind: LineKind, asset: str = "") -> Sector:
    """The sector that a kind and a category of assets tell by themselves; of companies they tell none."""
    return _SECTORS_OF_KINDS.get(kind) or _SECTORS.get(asset, Sector.UNCLASSIFIED)


def _is_bill(record: Element, as_of: date) -> bool:
    if fields.category(record, "issuerCat") != "UST":
        return False
    has_no_coupon = fields.text(record, "debtSec/couponKind") == "" or not fields.amount(record, "debtSec/annualizedRt")
    if not (has_no_coupon or _BILL.search(_names(record))):
        return False
    try:
        due = date.fromisoformat(fields.text(record, "debtSec/maturityDt")[:10])
    except ValueError:
        return bool(_BILL.search(_names(record)))
    return (due - as_of).days <= _LONGEST_BILL_DAYS


def _names(record: Element) -> str:
    return f"{fields.text(record, 'name')} {fields.text(record, 'title')}"
