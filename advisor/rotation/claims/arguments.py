"""What a check is told, read from text by name."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple


class Span(NamedTuple):
    """From the last close on or before one day to that of another."""

    start: date
    end: date


class Arguments:
    """The arguments of one check.

    A symbol may offer others in its stead, "^MID/MDY": the first with closes counts.
    """

    def __init__(self, stated: Mapping[str, str], last_day: date) -> None:
        self._stated = stated
        self._last_day = last_day

    def __contains__(self, name: str) -> bool:
        return name in self._stated

    def text(self, name: str) -> str:
        return self._stated[name]

    def listed(self, name: str, separator: str = ",") -> tuple[str, ...]:
        return tuple(each.strip() for each in self._stated[name].split(separator))

    def day(self, name: str) -> date:
        """A day; "last" is the last one on file."""
        return self._day(self._stated[name])

    def number(self, name: str) -> float:
        return float(self._stated[name])

    def span(self) -> Span:
        return Span(self.day("from"), self.day("to"))

    def spans(self, name: str) -> tuple[Span, ...]:
        """ "2018-09-20..2018-12-24, 2020-02-19..2020-03-23"."""
        return tuple(Span(*map(self._day, each.split(".."))) for each in self.listed(name))

    @property
    def is_open(self) -> bool:
        """Whether it runs to the last day on file, so that every new close is part of it."""
        return self._stated.get("to") == "last"

    def _day(self, text: str) -> date:
        return self._last_day if text == "last" else date.fromisoformat(text)
