"""Rows of a table that stand above its headings, as after sorting in a spreadsheet: no importer can tell their cells apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from advisor.domain.account_numbers import mask_numbers_in
from advisor.domain.portfolio import CASH
from advisor.importers.reading.records import Record

ABOVE_THE_HEADINGS = "it stands above the headings of its columns, so its cells cannot be told apart"

_DAY = re.compile(
    r"(?:\d{1,4}[./-]\d{1,2}[./-]\d{2,4}|\d{1,2}[- ][A-Za-z]{3,9}[- ]\d{2,4}|[A-Za-z]{3,9}[- ]\d{1,2}[-,] ?\d{4})(?:[ T]\S.*)?"
)
_AMOUNT = re.compile(r"[-+−(]*[$€£]?[-+−]?\d[\d.,]*\)?%?")
_FEWEST_CELLS = 3
_OF_AMOUNTS = frozenset(".,$€£%")
_BLANK, _WORDS, _FIGURE, _DATE = " ", "a", "1", "d"


def rows_above_headings(records: Sequence[Record], first: int) -> list[Record]:
    """The records above the first one that became something, as far as they have the cells of a position or of an entry.

    Args:
        first: The line of that record.
    """
    return [record for record in takewhile(lambda record: record.line < first, records) if looks_like_data(record)]


def with_numbers_masked(record: Record) -> Record:
    """The row without account numbers, whose column cannot be told: whole numbers of five digits and more may be one."""
    return Record(record.line, [cell if _OF_AMOUNTS.intersection(cell) else mask_numbers_in(cell) for cell in record.cells])


def looks_like_data(record: Record) -> bool:
    """Whether a row has the cells of a position or of an entry: a day, or figures beside words."""
    kinds = "".join(map(_kind, record.cells))
    if len(kinds.replace(_BLANK, "")) < _FEWEST_CELLS:
        return _is_cash(record)
    words, figures = kinds.count(_WORDS), kinds.count(_FIGURE)
    return _DATE in kinds or (words >= 1 and figures >= 2) or (words >= 3 and figures >= 1)


def _is_cash(record: Record) -> bool:
    """E*TRADE's row of cash has but its value."""
    first, *others = [cell.strip() for cell in record.cells if cell.strip()]
    return first.upper() == CASH and len(others) == 1 and _AMOUNT.fullmatch(others[0]) is not None


def _kind(cell: str) -> str:
    bare = cell.strip()
    if not bare:
        return _BLANK
    if _AMOUNT.fullmatch(bare):
        return _FIGURE
    return _DATE if _DAY.fullmatch(bare) else _WORDS
