"""Cells of holdings files → numbers, dates and sectors."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from advisor.domain.classification import GICS_SECTORS, Sector

_BLANK = frozenset({"", "-", "--", "---", "n/a", "nan"})
_DATE = re.compile(r"(\d{4}-\d\d-\d\d|\d{1,2}/\d{1,2}/\d{4}|\d{1,2}-[A-Za-z]{3}-\d{4}|[A-Za-z]{3,9} \d{1,2},? \d{4})")
_DATE_FORMATS = ("%Y-%m-%d", "%m/%d/%Y", "%d-%b-%Y", "%b %d, %Y", "%B %d, %Y", "%b %d %Y", "%B %d %Y")

_SECTORS = {sector.value.lower(): sector for sector in GICS_SECTORS} | {
    "communication": Sector.COMMUNICATION,
    "communications": Sector.COMMUNICATION,
    "telecommunication services": Sector.COMMUNICATION,
    "technology": Sector.TECHNOLOGY,
    "healthcare": Sector.HEALTH_CARE,
    "cash and/or derivatives": Sector.CASH,
}


def is_blank(cell: str) -> bool:
    """Whether a cell stands for "no value" ("", "-", "---")."""
    return cell.strip().lower() in _BLANK


def number(cell: str) -> Decimal | None:
    """A number as issuers print it: "$1,234.5", "7.94%", "(3.1)"; None for blank cells and for "<0.01%"."""
    text = cell.strip()
    if is_blank(text) or text.startswith("<"):
        return None
    negative = text.startswith("(") and text.endswith(")")
    try:
        value = Decimal(re.sub(r"[$,%()\s]", "", text).replace("−", "-"))
    except InvalidOperation:
        return None
    return -value if negative else value


def sector(cell: str) -> Sector:
    """The GICS sector of an issuer's label; UNCLASSIFIED for anything else."""
    return _SECTORS.get(cell.strip().lower(), Sector.UNCLASSIFIED)


def first_date(text: str) -> date | None:
    """The first date written anywhere in the text; None without one."""
    for found in _DATE.findall(text):
        for form in _DATE_FORMATS:
            try:
                return datetime.strptime(found, form).date()  # noqa: DTZ007 - a calendar day has no zone
            except ValueError:
                continue
    return None
