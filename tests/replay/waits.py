"""Patience without waiting."""

from __future__ import annotations


class Waits:
    """Remembers how long it was asked to wait, and does not."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)

    @property
    def long(self) -> list[float]:
        """Of more than a second."""
        return [seconds for seconds in self.seconds if seconds > 1]
