"""Who is told while a long file is read, and may stop it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Watcher = Callable[[int, int], None]
EVERY = 4096  # rows: a few hundredths of a second


def _nobody(_done: int, _total: int) -> None:
    pass


_watcher: ContextVar[Watcher] = ContextVar("watcher", default=_nobody)


@contextmanager
def watched(watcher: Watcher) -> Iterator[None]:
    """Tell somebody how many rows of how many are read, now and then; an exception of theirs ends the reading."""
    before = _watcher.set(watcher)
    try:
        yield
    finally:
        _watcher.reset(before)


def watcher() -> Watcher:
    """Whoever is to be told."""
    return _watcher.get()
