"""Federal income tax as the revenue procedures of a year print it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class FilingStatus(StrEnum):
    SINGLE = "single"
    JOINT = "joint"
    SEPARATE = "separate"
    HEAD = "head"


@dataclass(frozen=True, slots=True)
class Bracket:
    """A rate on taxable income.

    Attributes:
        above: Dollars of taxable income from which it holds, until the next bracket begins.
        rate: Fraction.
    """

    above: Decimal
    rate: Decimal


@dataclass(frozen=True, slots=True)
class FilingRates:
    """What holds for one filing status; dollars.

    Attributes:
        ordinary, long_term: Brackets from 0 up, rates rising; those of long-term gain hold where the gain lies, stacked upon
            ordinary income.
        surtax_threshold: Modified adjusted gross income above which the net investment income tax is due.
        loss_limit: Net capital loss that counts against other income in a year.
    """

    ordinary: tuple[Bracket, ...]
    long_term: tuple[Bracket, ...]
    standard_deduction: Decimal
    surtax_threshold: Decimal
    loss_limit: Decimal


@dataclass(frozen=True, slots=True)
class TaxTable:
    """Brackets of one year.

    Attributes:
        surtax_rate: Of the net investment income tax, fraction.
        as_of: Day they were published.
        is_own: The investor changed them.
        ira_limit, ira_catch_up: Dollars that IRAs take from all sources together, and how many more from age 50; None where
            that is not on file.
    """

    year: int
    filings: Mapping[FilingStatus, FilingRates]
    surtax_rate: Decimal
    as_of: date
    source: str
    is_own: bool = False
    ira_limit: Decimal | None = None
    ira_catch_up: Decimal | None = None
