"""The values of one OFX element by tag, and the parts of a statement that are no part of its records."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from advisor.importers.reading.amounts import read_amount
from advisor.importers.reading.dates import find_date
from advisor.importers.reading.rows import RowRefusedError
from advisor.importers.reading.sgml import Element

POSITION_TAGS = frozenset({"POSSTOCK", "POSMF", "POSDEBT", "POSOPT", "POSOTHER"})
BUY_TAGS = frozenset({"BUYSTOCK", "BUYMF", "BUYDEBT", "BUYOPT", "BUYOTHER"})
SELL_TAGS = frozenset({"SELLSTOCK", "SELLMF", "SELLDEBT", "SELLOPT", "SELLOTHER"})
INVESTMENT_TAGS = frozenset(
    {
        *(*BUY_TAGS, *SELL_TAGS, "REINVEST", "INCOME", "INVEXPENSE", "TRANSFER", "RETOFCAP", "SPLIT"),
        *("MARGININTEREST", "JRNLFUND", "JRNLSEC", "CLOSUREOPT"),
    }
)
BANK_TAG = "STMTTRN"
MONEY_AT_BROKER = "INVBANKTRAN"  # a wrapper around one of the above
RECORD_TAGS = POSITION_TAGS | INVESTMENT_TAGS | {BANK_TAG, MONEY_AT_BROKER}

_DATE = re.compile(r"(\d{8})(?:\d{4}(?:\d\d)?)?(?![\d-])")
# These repeat the tags around them for another record, somebody else's account, or a currency.
_APART = RECORD_TAGS | {
    *("CURRENCY", "ORIGCURRENCY", "BANKACCTTO", "CCACCTTO", "BANKACCTFROM", "CCACCTFROM", "INVACCTFROM", "INVACCTTO"),
    *("PAYEE", "EXTDPAYEE", "LOANTRNAMT", "IMAGEDATA"),
}


class Fields:
    """The values inside an element, whatever parts it is divided into.

    Args:
        apart: Tags of elements whose values are not looked at.
    """

    def __init__(self, element: Element, apart: frozenset[str] = frozenset()) -> None:
        self._values: dict[str, str] = {}
        self._contradictory: set[str] = set()
        for leaf in _leaves(element, _APART | apart):
            if leaf.text and self._values.setdefault(leaf.tag, leaf.text) != leaf.text:
                self._contradictory.add(leaf.tag)

    def text(self, tag: str) -> str:
        """The value, white space drawn together; empty when there is none.

        Raises:
            RowRefusedError: The element has two values of that tag, which differ.
        """
        if tag in self._contradictory:
            raise RowRefusedError(f"it has two different values of {tag}")
        return " ".join(self._values.get(tag, "").split())

    def number(self, tag: str) -> Decimal | None:
        """The number; None when there is none.

        Raises:
            RowRefusedError: It is no number, or there are two.
        """
        try:
            return read_amount(self.text(tag))
        except ValueError as error:
            raise RowRefusedError(f"in {tag}, {error}") from None

    def needed(self, tag: str) -> Decimal:
        """The number that the element cannot do without.

        Raises:
            RowRefusedError: It is missing or no number, or there are two.
        """
        number = self.number(tag)
        if number is None:
            raise RowRefusedError(f"it has no {tag}")
        return number

    def day(self, tag: str) -> date | None:
        """The calendar day as the institution prints it, in its own time zone; None when there is none that can be read.

        Raises:
            RowRefusedError: There are two.
        """
        return read_day(self.text(tag))


def read_day(text: str) -> date | None:
    """ "20260831120000.000[-5:EST]" → 31 August 2026; None for what is no such date."""
    found = _DATE.match(text.strip())
    return find_date(found[1]) if found else None


def currency_of(element: Element) -> tuple[str, Decimal]:
    """The currency that an element's amounts are in, and what one unit of it is worth in the account's.

    Returns:
        An empty code and 1 where the element names none: its amounts are in the account's currency.

    Raises:
        RowRefusedError: The rate is no number.
    """
    named = next((part for part in element.walk() if part.tag == "CURRENCY"), None)
    if named is None:
        return "", Decimal(1)
    fields = Fields(named)
    return fields.text("CURSYM").upper(), fields.number("CURRATE") or Decimal(1)


def _leaves(element: Element, apart: frozenset[str]) -> Iterator[Element]:
    for child in element.children:
        if child.tag in apart:
            continue
        if child.children:
            yield from _leaves(child, apart)
        else:
            yield child
