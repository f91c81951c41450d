"""What makes two entries of two downloads the same entry."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from advisor.domain.statement import StatementTransaction

_ZEROS = {"", "-", "-0"}


def transaction_identity(traded: date, symbol: str, quantity: Decimal | None, amount: Decimal | None, currency: str) -> str:
    """The day, what was traded, how much of it, and the money, all in one spelling.

    Words are left out: brokers cut and reword them from one download to the next. Within one account two entries of one file that
    are alike in all this are two fills, told apart by counting them.
    """
    return f"{traded.isoformat()}|{symbol}|{_plain(quantity)}|{_plain(amount)}|{currency}"


def numbered(transactions: Iterable[StatementTransaction]) -> Iterator[tuple[StatementTransaction, str, int]]:
    """Each entry of one file with its identity, and the how-manieth of that identity in its account it is (from 1)."""
    counts: Counter[tuple[str, str]] = Counter()
    for entry in transactions:
        identity = transaction_identity(entry.traded, entry.symbol, entry.quantity, entry.amount, entry.currency)
        counts[entry.account, identity] += 1
        yield entry, identity, counts[entry.account, identity]


def _plain(number: Decimal | None) -> str:
    """One spelling for equal numbers: 10, 10.0 and 1E+1 are "10"; zero has no sign."""
    if number is None:
        return ""
    text = str(number)
    if "E" in text:
        text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in _ZEROS else text
