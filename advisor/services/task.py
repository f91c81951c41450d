"""Progress, cancel, and what a service changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Flag, auto
from threading import Event

from advisor.domain.errors import TaskCancelled


class Changed(Flag):
    """What a service changed in the database; pages subscribe and decide whether to ask again."""

    NOTHING = 0
    HOLDINGS = auto()
    CLASSIFICATION = auto()
    MARKET = auto()
    PLANS = auto()


def _ignore_progress(_done: int, _total: int, _label: str) -> None:
    """For callers that show no progress."""


@dataclass(frozen=True)
class Task:
    """Passed to every service that can take longer than a blink."""

    report: Callable[[int, int, str], None] = _ignore_progress
    _stop: Event = field(default_factory=Event)

    def cancel(self) -> None:
        self._stop.set()

    @property
    def cancelled(self) -> bool:
        """For work that can end early with what it has."""
        return self._stop.is_set()

    def breathe(self) -> None:
        """Stop here if the investor cancelled; for waits, where nothing is done.

        Raises:
            TaskCancelled: As `step` does.
        """
        if self._stop.is_set():
            raise TaskCancelled

    def step(self, done: int, total: int, label: str) -> None:
        """Report progress, and stop here if the investor cancelled.

        Raises:
            TaskCancelled: Between steps, so that a step is never half done.
        """
        self.breathe()
        self.report(done, total, label)
