"""What the investor says of the household's taxes."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from advisor.advice.model.defaults import DEFAULT_CARRIED_LOSS_VALUE
from advisor.domain.money import ZERO
from advisor.domain.tax_tables import FilingStatus


@dataclass(frozen=True, slots=True)
class TaxProfile:
    """One household in one year; dollars and fractions.

    Attributes:
        year: Tax year; None: that of the trades.
        ordinary_income: Taxable income after deductions, without capital gains; 0 or more, None when not said.
        investment_income: Interest, dividends and rent in it, for the net investment income tax.
        state_rate: Added to every federal rate.
        short_rate, long_rate: The investor's own flat rates, all taxes together; None: those of the brackets.
        short_so_far, long_so_far: Net gain (loss below 0) realised this year before the plan; None: as the transactions on file
            tell.
        carried_short, carried_long: Losses carried in from earlier years, 0 or more.
        carried_loss_value: What a dollar of loss carried to later years is counted as worth when plans are compared.
    """

    filing: FilingStatus = FilingStatus.SINGLE
    year: int | None = None
    ordinary_income: Decimal | None = None
    investment_income: Decimal | None = None
    state_rate: Decimal = ZERO
    short_rate: Decimal | None = None
    long_rate: Decimal | None = None
    short_so_far: Decimal | None = None
    long_so_far: Decimal | None = None
    carried_short: Decimal = ZERO
    carried_long: Decimal = ZERO
    carried_loss_value: Decimal = DEFAULT_CARRIED_LOSS_VALUE


@dataclass(frozen=True, slots=True)
class YearSoFar:
    """What the transactions on file tell of one year's gains.

    Attributes:
        short, long: Net gain in dollars (loss below 0), without what wash sales disallow.
        left_out: Sales that are in neither, because their cost or date is not known.
    """

    short: Decimal
    long: Decimal
    left_out: int = 0
