"""Relative strength and its momentum: the two axes of the rotation map."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from advisor.rotation.exponential import RunningAverage, by_day, day_blocks
from advisor.rotation.own_closes import from_first

FAST, SLOW = 10, 40  # weeks on the weekly map: about a quarter against about nine months
FOR_STRENGTH = SLOW
FOR_MOMENTUM = SLOW + FAST


class Strength(NamedTuple):
    """Both of shape (symbols, steps), or (symbols,) for one step.

    100 means neither stronger nor weaker, neither gaining nor losing; NaN where there is none.

    Attributes:
        ratio: 100 · (fast average of P/B) / (slow average of P/B). NaN before `FOR_STRENGTH` steps with both closes.
        momentum: 100 · ratio / (fast average of the ratio). NaN before `FOR_MOMENTUM` steps.
    """

    ratio: NDArray[np.float64]
    momentum: NDArray[np.float64]


def strength_of(relative: NDArray[np.float64]) -> Strength:
    """Smooth relative closes into strength and momentum.

    Args:
        relative: Closes over the benchmark's, in any unit; shape (symbols, steps); NaN where either is missing. Such steps are
            passed over.
    """
    answer = Strength(np.empty(relative.shape), np.empty(relative.shape))
    RunningStrength(len(relative)).begin(relative, answer)
    return answer


class RunningStrength:
    """Strength of each of many symbols, as of the last step that it was told."""

    def __init__(self, symbols: int) -> None:
        self._fast = RunningAverage(FAST, symbols)
        self._slow = RunningAverage(SLOW, symbols)
        self._of_ratio = RunningAverage(FAST, symbols)
        self._columns = 0

    def begin(self, relative: NDArray[np.float64], answer: Strength) -> None:
        """Take in all history, and write its strength.

        Args:
            relative: As in `strength_of`.
            answer: Arrays of the same shape.
        """
        own = from_first(relative)
        for steps in day_blocks(relative.shape[1]):
            told = self._follow(by_day(own.values[:, steps]))
            answer.ratio[:, steps], answer.momentum[:, steps] = told.ratio.T, told.momentum.T
        own.spread(answer)

    def step(self, relative: NDArray[np.float64]) -> Strength:
        """Take in one more step, shape (symbols,); NaN for a symbol leaves it where it is."""
        ratio = self._fast.step(relative) / self._slow.step(relative) * 100.0
        ratio[self._fast.told < FOR_STRENGTH] = np.nan
        momentum = ratio / self._of_ratio.step(ratio) * 100.0
        momentum[self._fast.told < FOR_MOMENTUM] = np.nan
        return Strength(ratio, momentum)

    def _follow(self, steps: NDArray[np.float64]) -> Strength:
        ratio, slow, momentum = (np.empty(steps.shape) for _ in range(3))
        self._fast.follow(steps, ratio)
        self._slow.follow(steps, slow)
        ratio /= slow
        ratio *= 100.0
        begin = max(FOR_STRENGTH - 1 - self._columns, 0)
        ratio[:begin] = momentum[:begin] = np.nan
        self._of_ratio.follow(ratio[begin:], momentum[begin:])
        np.divide(ratio[begin:], momentum[begin:], out=momentum[begin:])
        momentum *= 100.0
        momentum[: max(FOR_MOMENTUM - 1 - self._columns, 0)] = np.nan
        self._columns += len(steps)
        return Strength(ratio, momentum)
