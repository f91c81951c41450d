"""Cells of holdings files → numbers, dates, sectors and the numbers that identify a security."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation

from advisor.domain.classification import Sector
from advisor.domain.security_numbers import is_cusip
from advisor.market.classification import gics_sector

_BLANK = frozenset({"", "-", "--", "---", "n/a", "na", "nan", "none", "null"})
_NUMBER = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]{1,2})?")
_DATE = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4}"
    r"|[0-9]{1,2}[- ][A-Za-z]{3}[- ][0-9]{4}|[A-Za-z]{3,9} [0-9]{1,2},? [0-9]{4}"
)
_DATE_FORMATS = (
    *("%Y-%m-%d", "%m/%d/%Y", "%m/%d/%y", "%d-%b-%Y", "%d %b %Y"),
    *("%b %d, %Y", "%B %d, %Y", "%b %d %Y", "%B %d %Y"),
)
_FIRST_DAY_OF_SPREADSHEETS = date(1899, 12, 30)
_SERIAL_DAY = re.compile(r"[3-6][0-9]{4}(?:\.0)?")
_CUSIP_LENGTH = 9

# What stands in a sector's place for money that is in no company.
_NO_SECTORS = {
    "cash and/or derivatives": Sector.CASH,
    "cash": Sector.CASH,
    "fixed income": Sector.FIXED_INCOME,
}


def is_blank(cell: str) -> bool:
    """Whether a cell stands for "no value" ("", "-", "---")."""
    return cell.strip().lower() in _BLANK


def number(cell: str) -> Decimal | None:
    """A number as issuers print it: "$1,234.5", "7.94%", "(3.1)"; None for blank cells and for "<0.01%"."""
    text = cell.strip().replace("−", "-")
    negative = text.startswith("(") and text.endswith(")")
    bare = re.sub(r"[$,%()\s]", "", text)
    if not _NUMBER.fullmatch(bare):
        return None
    try:
        value = Decimal(bare)
    except InvalidOperation:
        return None
    return -value if negative else value


def is_below_print(cell: str) -> bool:
    """Whether a cell says "less than what is printed": "<0.01%"."""
    return cell.strip().startswith("<") and number(cell.strip()[1:]) is not None


def sector(cell: str) -> Sector:
    """The GICS sector of an issuer's label; UNCLASSIFIED for anything else."""
    return _NO_SECTORS.get(cell.strip().lower()) or gics_sector(cell)


def first_date(text: str) -> date | None:
    """The first date written anywhere in the text; None without one."""
    for found in _DATE.findall(text):
        for form in _DATE_FORMATS:
            try:
                return datetime.strptime(found, form).date()  # noqa: DTZ007 - a calendar day has no zone
            except ValueError:
                continue
    return None


def day_of_cell(cell: str) -> date | None:
    """The date in a cell of a column of dates, where a spreadsheet's own count of days is one too; None without one."""
    if _SERIAL_DAY.fullmatch(cell.strip()):
        return _FIRST_DAY_OF_SPREADSHEETS + timedelta(days=int(float(cell)))
    return first_date(cell)


def cusip(cell: str) -> str:
    """The CUSIP in a cell, with the leading zeros that a spreadsheet dropped; empty for any other text."""
    first = cell.strip().upper().partition(" ")[0]
    whole = first.zfill(_CUSIP_LENGTH) if first.isdigit() and len(first) >= _CUSIP_LENGTH - 2 else first
    return whole if is_cusip(whole) else ""
