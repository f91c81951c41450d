"""Where the investor's money stands in what leads and lags, as it travels to the window."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from advisor.domain.classification import Sleeve
from advisor.rotation.model_series import Window


@dataclass(frozen=True, slots=True)
class MarketReturn:
    """What stands for a sleeve, over one window.

    Attributes:
        sleeve: Which.
        symbol: What stands for it.
        rate: Its return, as a fraction.
        weight_now: The sleeve's part of the investor's measured money, as a fraction; 0 where none is held.
    """

    sleeve: Sleeve
    symbol: str
    rate: float
    weight_now: float


@dataclass(frozen=True, slots=True)
class SleeveStanding:
    """One sleeve over one window. All figures are fractions.

    Attributes:
        sleeve: Which.
        symbol: What stands for it; "" for cash that nothing stands for, which returns 0.
        rate: Return of what stands for it over the window.
        weight_now: Of the measured money, at the end.
        weight_before: Of the measured money, at the start: what today's money was then, had nothing been bought or sold.
        contribution: weight_before x rate; the sleeves' contributions sum to the money's return.
        allocation: (weight_before - the benchmark's weight then) x (rate - the benchmark's return): what holding more or less of
            the sleeve than the benchmark brought; sums to the difference of the two returns. None without a benchmark.
    """

    sleeve: Sleeve
    symbol: str
    rate: float
    weight_now: float
    weight_before: float
    contribution: float
    allocation: float | None


@dataclass(frozen=True, slots=True)
class Standing:
    """The investor's sleeves over one window. All figures are fractions.

    Attributes:
        window: Which.
        from_day: Earliest day that a sleeve's return starts from; None where cash is all there is.
        to_day: Latest day that one ends with.
        sleeves: Those with money and with something that stands for them, in the order of `Sleeve`.
        rate: Return of the measured money.
        benchmark_rate: Return of the benchmark's sleeves; None without one.
        markets: What stands for each sleeve, held or not, cash left out; highest return first.
        covered: Part of all money whose sleeves are measured; the rest has nothing that stands for it.
        uncovered: Sleeves with money that are not measured.
    """

    window: Window
    from_day: date | None
    to_day: date | None
    sleeves: tuple[SleeveStanding, ...]
    rate: float
    benchmark_rate: float | None
    markets: tuple[MarketReturn, ...]
    covered: float
    uncovered: tuple[Sleeve, ...]


@dataclass(frozen=True, slots=True)
class OwnReturn:
    """What an account made up to its newest statement, since the first from which on its history explains what changed.

    Attributes:
        account: Its name.
        from_day: Of that first statement; `to_day` of the newest.
        rate: Of the account, whatever came and went, as a fraction: modified Dietz between statements, linked.
        yearly: The rate a year that the investor's money made (XIRR), as a fraction; None where no single rate fits, and for less
            than a year.
        paid_in: Deposits less withdrawals, in the account's currency.
    """

    account: str
    from_day: date
    to_day: date
    rate: float
    yearly: float | None
    paid_in: float
