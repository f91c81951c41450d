"""What brokers call a transaction, and what it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import lru_cache

from advisor.domain.portfolio import TransactionKind

KindFinder = Callable[[str], TransactionKind]


def kind_finder(*words: tuple[str, TransactionKind], otherwise: TransactionKind = TransactionKind.OTHER) -> KindFinder:
    """A function from a broker's words to the kind of transaction; it remembers what it has seen.

    Args:
        words: Regular expression, searched in any case, and the kind it stands for; the first that is found decides.
    """
    patterns: Sequence[tuple[re.Pattern[str], TransactionKind]] = [
        (re.compile(pattern, re.IGNORECASE), kind) for pattern, kind in words
    ]

    @lru_cache(maxsize=4096)
    def find(action: str) -> TransactionKind:
        return next((kind for pattern, kind in patterns if pattern.search(action)), otherwise)

    return find


def by_direction(kind: TransactionKind, amount: Decimal | None) -> TransactionKind:
    """A deposit or a withdrawal, told apart by where the money went: brokers have words for both in one."""
    if amount and kind in {TransactionKind.DEPOSIT, TransactionKind.WITHDRAWAL}:
        return TransactionKind.DEPOSIT if amount > 0 else TransactionKind.WITHDRAWAL
    return kind
