"""What brokers call a transaction, and what it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
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
