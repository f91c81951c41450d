"""Published ways to compute the two axes of a rotation map, to compare ours with."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from advisor.rotation.exponential import exponential_average
from advisor.rotation.own_closes import from_first
from advisor.rotation.rolling import moving_averages
from advisor.rotation.strength import Strength

WINDOW = 14
RATE_OVER = 10
FOR_SCORES = 2 * WINDOW - 1  # 14 for the first score, 13 more for the first score of scores
FOR_RATES = 3 * WINDOW - 2 + RATE_OVER
_NO_SPREAD = 1e-12  # of the average: rounding


def score_strength(relative: NDArray[np.float64]) -> Strength:
    """The z-score form of the program RRG-Lite: how many standard deviations P/B is off its average of 14 steps; twice over.

    The program takes the score of the ratio's rate of change since one fixed step. That rate is the ratio, scaled and shifted,
    and a score forgets both: whichever step its settings name, the answer is the score of the ratio itself.
    A ratio that did not move at all has no deviation, and scores 0.

    Args:
        relative: As in `strength_of`.
    """
    own = from_first(relative)
    ratio = 100.0 + _scores(own.values)
    momentum = 100.0 + _scores(ratio)
    own.spread([ratio, momentum])
    return Strength(ratio, momentum)


def rate_strength(relative: NDArray[np.float64]) -> Strength:
    """The smoothed-rate form: the exponential average of P/B over the plain average of it, and that ratio's smoothed change.

    Args:
        relative: As in `strength_of`.
    """
    own = from_first(relative)
    smooth = exponential_average(own.values, WINDOW)
    smooth[:, : WINDOW - 1] = np.nan
    ratio = 100.0 * smooth / moving_averages(smooth, (WINDOW,))[WINDOW]
    rate = np.full(ratio.shape, np.nan)
    rate[:, RATE_OVER:] = ratio[:, RATE_OVER:] / ratio[:, : max(ratio.shape[1] - RATE_OVER, 0)] - 1.0
    momentum = 100.0 + 100.0 * exponential_average(rate, WINDOW)
    momentum[:, : FOR_RATES - 1] = np.nan
    own.spread([ratio, momentum])
    return Strength(ratio, momentum)


def _scores(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """(value - average) / standard deviation over the window, with n - 1; within (n - 1) / sqrt(n) of 0, whatever happens."""
    average = moving_averages(values, (WINDOW,))[WINDOW]
    squares = np.zeros(values.shape)
    for ago in range(WINDOW):
        squares[:, ago:] += (values[:, : max(values.shape[1] - ago, 0)] - average[:, ago:]) ** 2
    spread = np.sqrt(squares / (WINDOW - 1))
    scores = np.where(np.isnan(average), np.nan, 0.0)
    np.divide(values - average, spread, out=scores, where=spread > _NO_SPREAD * np.abs(average))
    return scores
