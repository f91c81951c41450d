"""Weights as printed → fractions of the fund; derivatives weigh what they move."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from advisor.domain.fund_holdings import HoldingLine
from advisor.market.issuers.lines import ReadLine

# Printed weights of a whole fund that add up to no more than this are fractions, not percent.
_MOST_OF_FRACTIONS = Decimal("1.5")


def weighed(lines: Sequence[ReadLine], *, may_be_fractions: bool) -> tuple[HoldingLine, ...]:
    """The lines with their weights.

    A line without a printed weight ("", "<0.01%") weighs its share of the fund's value. A derivative weighs its signed
    notional, for its own value is about zero; where the list gives no notional, its printed weight if that is of what it
    moves, else nothing.

    Args:
        may_be_fractions: The list may print fractions of 1; else it prints percent.
    """
    unit = _unit(lines) if may_be_fractions else Decimal(100)
    total = sum(read.line.market_value or 0.0 for read in lines if not _counts_by_exposure(read))
    return tuple(replace(read.line, weight=_weight(read, unit, total)) for read in lines)


def _unit(lines: Sequence[ReadLine]) -> Decimal:
    printed = sum(abs(read.printed) for read in lines if read.printed is not None and not read.line.kind.is_derivative)
    return Decimal(1) if 0 < printed <= _MOST_OF_FRACTIONS else Decimal(100)


def _counts_by_exposure(read: ReadLine) -> bool:
    return read.line.kind.is_derivative and read.exposure_in_value


def _weight(read: ReadLine, unit: Decimal, total: float) -> float:
    line = read.line
    if line.kind.is_derivative:
        if line.notional is not None:
            return line.notional / total if total else 0.0
        return float(read.printed / unit) if read.printed is not None and read.exposure_in_value else 0.0
    if read.printed is not None:
        return float(read.printed / unit)
    return (line.market_value or 0.0) / total if total else 0.0
