"""Lots, terms and what gains are taxed at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from advisor.advice.model.defaults import (
    DEFAULT_CARRIED_LOSS_VALUE,
    DEFAULT_LONG_RATE,
    DEFAULT_LOSS_LIMIT,
    DEFAULT_SHORT_RATE,
)
from advisor.domain.money import ZERO


class Term(StrEnum):
    """How long a lot was held; a gain of unknown term counts as long-term, with the other possibility told."""

    SHORT = "short"
    LONG = "long"
    UNKNOWN = "unknown"


class LotMethod(StrEnum):
    """Which lots a sale takes."""

    MINIMUM_TAX = "minimum_tax"  # whatever the whole plan is taxed least with
    FIFO = "fifo"
    LIFO = "lifo"
    HIFO = "hifo"
    M1 = "m1"  # losses first (short-term, then long-term), then long-term gains from the smallest, then short-term ones
    AVERAGE_COST = "average_cost"  # every share at the position's average cost, oldest first; for funds


@dataclass(frozen=True, slots=True)
class SoldLot:
    """A lot, or the part of one, that a trade sells. Gain None when the basis is unknown.

    Attributes:
        disallowed: The part of a loss that a wash sale takes back, 0 or more; `gain` is before it.
    """

    acquired: date | None
    quantity: Decimal
    cost_basis: Decimal | None
    gain: Decimal | None
    term: Term
    disallowed: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class RateStep:
    """A marginal rate on the next dollars of gain.

    Attributes:
        dollars: Width of the step, account currency; None: without end.
        rate: Fraction, state and net investment income tax included.
    """

    dollars: Decimal | None
    rate: Decimal


@dataclass(frozen=True, slots=True)
class TaxRules:
    """What this household's realised gains cost, as marginal rates beside its other income.

    Gains and losses are netted within each term, then across; a net loss counts against other income up to a limit, the rest is
    carried. Every figure of tax is the difference to realising nothing.

    Attributes:
        ordinary: Rates on net short-term gain, from the first dollar up, never falling.
        long_term: Rates on net long-term gain where there is no short-term gain, from the first dollar up, never falling.
        loss_rate: Saved per dollar of net loss within the limit, fraction, where no `loss_steps` say it closer.
        loss_limit: Net loss that counts against other income this year, account currency.
        loss_steps: What the dollars of a net loss save, from the first one down, where the limit reaches over the edge of a
            bracket: rates never rising, widths that sum to the limit; empty otherwise. `losses` holds for both.
        carried_loss_value: What a dollar of loss carried to later years is counted as worth, fraction.
        short_before, long_before: Net gain (loss below 0) of the year so far, with losses carried in, by term.
        assumed: Plain sentences on what was assumed; shown beside every tax figure.
        as_of: Date of the rates; None where they are the investor's own.
        ira_limit, ira_catch_up: Dollars that IRAs take in the year of the plan from all sources together, and how many more from
            age 50; None where that is not known.
    """

    ordinary: tuple[RateStep, ...] = (RateStep(None, DEFAULT_SHORT_RATE),)
    long_term: tuple[RateStep, ...] = (RateStep(None, DEFAULT_LONG_RATE),)
    loss_rate: Decimal = DEFAULT_SHORT_RATE
    loss_limit: Decimal = DEFAULT_LOSS_LIMIT
    carried_loss_value: Decimal = DEFAULT_CARRIED_LOSS_VALUE
    short_before: Decimal = ZERO
    long_before: Decimal = ZERO
    assumed: tuple[str, ...] = ()
    as_of: date | None = None
    loss_steps: tuple[RateStep, ...] = ()
    ira_limit: Decimal | None = None
    ira_catch_up: Decimal | None = None

    @property
    def losses(self) -> tuple[RateStep, ...]:
        """What the dollars of a net loss save, from the first one down to the limit."""
        return self.loss_steps or (RateStep(self.loss_limit, self.loss_rate),)


@dataclass(frozen=True, slots=True)
class TaxEstimate:
    """Net realised gains in taxable accounts, wash sales taken off, and the tax they cost.

    Attributes:
        short_term_gain, long_term_gain: Of this plan alone.
        estimated_tax: To the cent, against realising nothing; below 0 where a loss saves tax this year.
        complete: False when the basis or the purchase date of something sold is missing.
        low, high: Range of the tax where it is not complete: every missing date and basis at its best and at its worst.
        carried: Net loss that goes on to later years, account currency, not counted in the tax.
        disallowed: Losses that wash sales take back.
        lost_for_ever: The part of `disallowed` that no basis carries on, because the replacement lies in an IRA.
    """

    short_term_gain: Decimal
    long_term_gain: Decimal
    estimated_tax: Decimal
    complete: bool
    low: Decimal = ZERO
    high: Decimal = ZERO
    carried: Decimal = ZERO
    disallowed: Decimal = ZERO
    lost_for_ever: Decimal = ZERO
