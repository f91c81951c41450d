"""How a table writes its numbers, dates and signs, as its values show."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from advisor.domain.column_mapping import AmountSigns
from advisor.domain.notation import DateOrder, DecimalMark
from advisor.domain.portfolio import TransactionKind
from advisor.importers.mapping.cells import bare_amount
from advisor.importers.reading.amounts import read_amount

# Groups of three after a mark leave it open whether it groups thousands or begins the fraction; everything else tells.
_POINT = re.compile(r"\d,\d{3}\.\d|(?:^|\D)0\d*\.\d+$|\.\d{1,2}$|\.\d{4,}$|\d{4,}\.\d+$|^\.\d|\d,\d{3},\d{3}")
_COMMA = re.compile(r"\d\.\d{3},\d|(?:^|\D)0\d*,\d+$|,\d{1,2}$|,\d{4,}$|\d{4,},\d+$|^,\d|\d\.\d{3}\.\d{3}")
_OPEN = re.compile(r"^\D*[1-9]\d{0,2}[.,]\d{3}\D*$")
_NEARLY = Decimal("0.02")
_GOES = frozenset({TransactionKind.BUY, TransactionKind.REINVEST, TransactionKind.WITHDRAWAL, TransactionKind.FEE})
_COMES = frozenset({TransactionKind.SELL, TransactionKind.DEPOSIT, TransactionKind.DIVIDEND})
_TWO_NUMBERS = re.compile(r"^\D{0,3}(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d\d)(?!\d)")


class MarkGuess(NamedTuple):
    """`undecided` is a number that could be read both ways, where nothing else tells; empty otherwise."""

    mark: DecimalMark
    undecided: str


class OrderGuess(NamedTuple):
    """`undecided` is a date that could be read both ways, where nothing else tells; empty otherwise."""

    order: DateOrder
    undecided: str


def guess_mark(numbers: Iterable[str], otherwise: DecimalMark) -> MarkGuess:
    """What stands before the cents in these numbers.

    Args:
        otherwise: What to assume where they do not tell.
    """
    points = commas = 0
    unclear = ""
    for text in numbers:
        bare = bare_amount(text).strip(" %$€£()+-−–")
        if _OPEN.match(bare):
            unclear = unclear or text.strip()
        elif _COMMA.search(bare):
            commas += 1
        elif _POINT.search(bare):
            points += 1
    if points == commas:
        return MarkGuess(otherwise, unclear)
    return MarkGuess(DecimalMark.COMMA if commas > points else DecimalMark.POINT, "")


def mark_by_products(rows: Iterable[tuple[str, str, str]]) -> DecimalMark | None:
    """The decimal mark with which quantity times price is the amount, row by row; None when that settles nothing."""
    whole = list(rows)
    fitting = {mark: sum(_multiplies(row, mark) for row in whole) for mark in DecimalMark}
    if fitting[DecimalMark.POINT] == fitting[DecimalMark.COMMA]:
        return None
    return max(DecimalMark, key=lambda mark: fitting[mark])


def guess_order(dates: Iterable[str], mark: DecimalMark) -> OrderGuess:
    """Which number stands first in these dates.

    Args:
        mark: Who writes a comma before the cents writes the day before the month.
    """
    day_first = month_first = 0
    unclear, separator = "", ""
    for text in dates:
        found = _TWO_NUMBERS.match(text.strip())
        if not found:
            continue
        one, two = int(found[1]), int(found[3])
        day_first += one > 12
        month_first += two > 12
        if one <= 12 and two <= 12 and one != two and not unclear:
            unclear, separator = text.strip(), found[2]
    if day_first or month_first:
        return OrderGuess(DateOrder.DAY_FIRST if day_first > month_first else DateOrder.MONTH_FIRST, "")
    if separator == "." or mark is DecimalMark.COMMA:
        return OrderGuess(DateOrder.DAY_FIRST, unclear if separator != "." else "")
    return OrderGuess(DateOrder.MONTH_FIRST, unclear)


def guess_signs(amounts: Iterable[tuple[TransactionKind, Decimal]]) -> AmountSigns:
    """What the sign of an amount means, as purchases and sales, payments in and out show."""
    signs = {"goes": [0, 0], "comes": [0, 0]}
    for kind, amount in amounts:
        way = "goes" if kind in _GOES else "comes" if kind in _COMES else None
        if way and amount:
            signs[way][amount > 0] += 1
    goes_positive = signs["goes"][True] > signs["goes"][False]
    if not goes_positive:
        return AmountSigns.AS_PRINTED
    comes_negative = signs["comes"][False] > signs["comes"][True]
    return AmountSigns.OUTFLOWS_POSITIVE if comes_negative else AmountSigns.UNSIGNED


def share_of_products(rows: Iterable[tuple[str, str, str]], mark: DecimalMark) -> float:
    """In how many of the rows that have all three quantity times price is the amount, as a fraction of 1."""
    whole = [row for row in rows if all(number_in(text, mark) for text in row)]
    return sum(_multiplies(row, mark) for row in whole) / len(whole) if whole else 0.0


def _multiplies(row: tuple[str, str, str], mark: DecimalMark) -> bool:
    quantity, price, amount = (number_in(text, mark) for text in row)
    if not quantity or not price or not amount:
        return False
    return abs(abs(quantity * price) - abs(amount)) <= abs(amount) * _NEARLY


def number_in(text: str, mark: DecimalMark) -> Decimal | None:
    """The number of a cell; None when it is none."""
    try:
        return read_amount(bare_amount(text), mark)
    except ValueError:
        return None
