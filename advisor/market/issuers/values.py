"""Cells of holdings files → numbers, dates, sectors and the numbers that identify a security."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from advisor.domain.classification import Sector
from advisor.domain.days import MONTH_NUMBERS
from advisor.domain.security_numbers import is_cusip
from advisor.market.gics import gics_sector

_BLANK = frozenset({"", "-", "--", "---", "n/a", "na", "nan", "none", "null"})
_NUMBER = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]{1,2})?")
_MONTH_NAME = r"(?P<month>[A-Za-z]{3})"
_CURRENCY = re.compile(r"[A-Z]{3} ")
_DECIMAL_COMMA = re.compile(r"[0-9],[0-9]+ ?%?")
_DATES = tuple(
    re.compile(parts)
    for parts in (
        r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})",
        r"(?P<month>[0-9]{1,2})/(?P<day>[0-9]{1,2})/(?P<year>[0-9]{4}|[0-9]{2})(?![0-9])",
        r"(?<![0-9.])(?P<day>[0-9]{1,2})\.(?P<month>[0-9]{1,2})\.(?P<year>[0-9]{4})(?![0-9])",
        rf"(?P<day>[0-9]{{1,2}})[-/ ]{_MONTH_NAME}[A-Za-z]{{0,6}}[-/ ](?P<year>[0-9]{{4}}|[0-9]{{2}})(?![0-9])",
        rf"{_MONTH_NAME}[A-Za-z]{{0,6}} (?P<day>[0-9]{{1,2}}),? (?P<year>[0-9]{{4}})",
    )
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


def has_decimal_comma(cell: str) -> bool:
    """Whether a weight is written as in most of Europe ("7,51"): none has thousands to set apart."""
    return _DECIMAL_COMMA.search(cell) is not None and "." not in cell


def number(cell: str, *, decimal_comma: bool = False) -> Decimal | None:
    """A number as issuers print it: "$1,234.5", "7.94%", "(3.1)", "USD 12"; None for blank cells and for "<0.01%"."""
    text = _CURRENCY.sub("", cell.strip().replace("−", "-"), count=1)
    negative = text.startswith("(") and text.endswith(")")
    if decimal_comma:
        text = text.replace(".", "").replace(",", ".")
    bare = re.sub(r"[$€£,%()'’\s]", "", text)
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
    found = sorted((match for form in _DATES for match in form.finditer(text)), key=lambda match: match.start())
    return next((day for match in found if (day := _calendar_day(**match.groupdict()))), None)


def _calendar_day(year: str, month: str, day: str) -> date | None:
    # Not strptime: the names of its months follow the language of the system once a window is open.
    number_of_month = int(month) if month.isdigit() else MONTH_NUMBERS.get(month.lower(), 0)
    if number_of_month > 12:  # a day that most of the world writes before its month
        number_of_month, day = int(day), month
    try:
        return date(int(year) + (2000 if len(year) == 2 else 0), number_of_month, int(day))
    except ValueError:
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
