"""Time for saying why: what is not reached is left out, and that is told."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import TypeVar

_Said = TypeVar("_Said")

LEFT_UNSAID = "Time ran out while this plan was explained: rules and trades that stand in its way may be missing."


class TimeLeft:
    """So many seconds from now on.

    Attributes:
        ran_out: Whether something was left out for want of time.
    """

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds
        self.ran_out = False

    @property
    def seconds(self) -> float:
        """Never below 0."""
        return max(0.0, self._end - time.monotonic())

    def suffices(self) -> bool:
        """Whether there is any left; asked before each thing that could be said."""
        self.ran_out = self.ran_out or not self.seconds
        return not self.ran_out

    def at_most(self, seconds: float) -> TimeLeft:
        """A part of what is left."""
        return TimeLeft(min(seconds, self.seconds))

    def as_far_as_it_goes(self, said: Iterator[_Said]) -> Iterator[_Said]:
        """What is worked out one by one; the first for which there is no time is not begun."""
        while self.suffices():
            try:
                each = next(said)
            except StopIteration:
                return
            yield each
