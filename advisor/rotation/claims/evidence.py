"""What claims are checked against, and what a check finds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from advisor.domain.claims import Fact
from advisor.domain.classification import Sector
from advisor.domain.days import long_date
from advisor.domain.figures import Figure
from advisor.rotation.claims.arguments import Span
from advisor.rotation.model_series import Line
from advisor.rotation.model_signals import Signal
from advisor.rotation.model_synthesis import MemberWeights
from advisor.rotation.panel import Panel
from advisor.rotation.series import line_of
from advisor.rotation.synthesis import REST, SEVEN

_REACH = timedelta(days=10)  # an older close stands for no day
_NAMES = {SEVEN: "the seven", REST: "the other 493", "MAGS": "the fund of the seven (MAGS)"}


class EvidenceMissing(Exception):  # noqa: N818 - not a failure: the message is what the ledger says of the claim
    """What a check needs is not on file. The message says what, for the investor."""


class Later(NamedTuple):
    """The same measure as of now, or from then until now.

    Attributes:
        value: In the claim's unit; None where it counts nothing.
        agrees: Whether the claim would still be true.
        words: What it says, as a sentence.
    """

    value: float | None
    day: date
    agrees: bool
    words: str


class Finding(NamedTuple):
    """What a check found.

    Attributes:
        value: In the claim's unit; None where it counts nothing.
        day: Day of the value; None without one.
        agrees: Whether the claim agrees with it; None where what is on file cannot decide.
        words: What was found, in sentences with figures.
        later: None where the measure has no now.
    """

    value: float | None
    day: date | None
    agrees: bool | None
    words: str
    later: Later | None = None


@dataclass(frozen=True)
class Evidence:
    """Everything on file that a check may ask.

    Attributes:
        panel: Total-return closes; rows of the seven and the other 493 where they could be worked out.
        today: The day on which the ledger is read.
        figures: By id.
        facts: By id.
        indices: Members' weights by index ("sp500", "sp400", "sp600").
        sectors: By symbol of an index's member.
        signals: By id.
        prices: Closes as traded, adjusted for splits only; None where only total-return closes are on file.
        seven_weight: Share of the seven in the S&P 500 by evening; None where it could not be worked out.
    """

    panel: Panel
    today: date
    figures: Mapping[str, Figure] = field(default_factory=dict)
    facts: Mapping[str, Fact] = field(default_factory=dict)
    indices: Mapping[str, MemberWeights] = field(default_factory=dict)
    sectors: Mapping[str, Sector] = field(default_factory=dict)
    signals: Mapping[str, Signal] = field(default_factory=dict)
    prices: Panel | None = None
    seven_weight: Line | None = None

    @cached_property
    def last_day(self) -> date:
        return self.panel.last_day or self.today

    def symbol(self, choices: str) -> str:
        """The first of "^MID/MDY/IJH" that has closes.

        Raises:
            EvidenceMissing: None has.
        """
        for choice in choices.split("/"):
            if "+" in choice or ":" in choice or choice in self.panel.symbols:
                return choice
        raise EvidenceMissing(f"There are no closes of {named(choices)} on file.")

    def line(self, choices: str, span: Span | None = None) -> Line:
        """Closes of the first symbol that has any; all of them, or those of a span.

        Raises:
            EvidenceMissing: There are none, or none at the beginning of the span.
        """
        symbol = self.symbol(choices)
        line = line_of(self.panel, symbol)
        if span is None:
            return line
        inside = (line.days >= span.start.toordinal()) & (line.days <= span.end.toordinal())
        if not inside.any() or line.first_day is None or line.first_day > span.start + _REACH:
            raise EvidenceMissing(f"There are no closes of {named(symbol)} from {long_date(span.start)} on.")
        return Line(line.name, line.days[inside], line.values[inside], line.definition, line.notes)

    def close(self, symbol: str, day: date, panel: Panel | None = None) -> float:
        """The last close on or before a day, none older than ten days.

        Raises:
            EvidenceMissing: There is none.
        """
        closes = panel or self.panel
        if symbol in closes.symbols:
            row = closes.of(symbol)
            stop = int(np.searchsorted(closes.days, day.toordinal(), side="right"))
            start = int(np.searchsorted(closes.days, (day - _REACH).toordinal()))
            known = np.flatnonzero(~np.isnan(row[start:stop]))
            if len(known):
                return float(row[start + known[-1]])
        raise EvidenceMissing(f"There is no close of {named(symbol)} on or shortly before {long_date(day)}.")

    def change(self, choices: str, span: Span) -> float:
        """Return over a span, as a fraction: of a symbol, of "A+B" in equal parts, or of "sp400:Financials" in equal parts.

        Raises:
            EvidenceMissing: There are no closes.
        """
        symbol = self.symbol(choices)
        basket = self._basket(symbol)
        if not basket:
            return self.close(symbol, span.end) / self.close(symbol, span.start) - 1.0
        changes = []
        for each in basket:
            try:
                changes.append(self.close(each, span.end) / self.close(each, span.start) - 1.0)
            except EvidenceMissing:
                continue
        if 2 * len(changes) < len(basket):
            raise EvidenceMissing(f"Too few companies of {named(choices)} have closes on file.")
        return float(np.mean(changes))

    def shared_returns(self, choices: tuple[str, ...], span: Span) -> NDArray[np.float64]:
        """Daily returns of several symbols over the days of a span on which all have closes; shape (symbols, days).

        Raises:
            EvidenceMissing: One has no closes, or they share too few days.
        """
        symbols = tuple(self.line(choice, span).name for choice in choices)
        rows = self.panel.only(symbols)
        inside = (rows.days >= span.start.toordinal()) & (rows.days <= span.end.toordinal())
        closes = rows.closes[:, inside]
        closes = closes[:, ~np.isnan(closes).any(axis=0)]
        if closes.shape[1] < 21:
            raise EvidenceMissing(f"{', '.join(map(named, symbols))} share too few days on file.")
        returns: NDArray[np.float64] = closes[:, 1:] / closes[:, :-1] - 1.0
        return returns

    def _basket(self, symbol: str) -> tuple[str, ...]:
        if "+" in symbol:
            return tuple(symbol.split("+"))
        if ":" not in symbol:
            return ()
        index, sector = symbol.split(":")
        if index not in self.indices:
            raise EvidenceMissing("There is no list of the index’s members on file.")
        return tuple(each for each in self.indices[index].weights if self.sectors.get(each) == Sector(sector))


def named(choices: str) -> str:
    """Symbols as sentences call them: "MDY", "the other 493", "MDY or IJH", "12 companies in equal parts"."""
    return " or ".join(_named(choice) for choice in choices.split("/"))


def _named(symbol: str) -> str:
    if "+" in symbol:
        return f"{symbol.count('+') + 1} companies in equal parts"
    if ":" in symbol:
        index, sector = symbol.split(":")
        return f"the {sector} companies of the S&P {index.removeprefix('sp')}"
    return _NAMES.get(symbol, symbol)


def said(span: Span) -> str:
    """ "from Jan 30, 2026 to Feb 6, 2026"."""
    return f"from {long_date(span.start)} to {long_date(span.end)}"
