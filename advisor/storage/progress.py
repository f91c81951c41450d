"""Who is told while many rows are stored, and may stop it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

Watcher = Callable[[int, int], None]
_Row = TypeVar("_Row")
_EVERY = 4096  # rows: a few hundredths of a second


def unwatched(_done: int, _total: int) -> None:
    """Nobody is told."""


def watched_rows(rows: Sequence[_Row], watcher: Watcher) -> Iterator[_Row]:
    """The rows, one by one, telling the watcher now and then how many have gone by."""
    for number, row in enumerate(rows):
        if not number % _EVERY:
            watcher(number, len(rows))
        yield row
