"""The tax of a plan as rows."""

from __future__ import annotations

import math
from collections.abc import Mapping
from decimal import Decimal
from itertools import pairwise

import numpy as np

from advisor.advice.columns import SaleColumns, Terms
from advisor.advice.linear import LinearModel
from advisor.advice.model.request import PlanRequest
from advisor.advice.model.taxes import TaxRules
from advisor.advice.programme_lots import gain_terms
from advisor.advice.programme_wash import WashedGains
from advisor.advice.taxes.pieces import ConvexCurve, TaxPieces, tax_pieces
from advisor.domain.money import CENT, ZERO, round_to_cents

# The least and the most gain of each term.
_Ranges = tuple[tuple[Decimal, Decimal], tuple[Decimal, Decimal]]


def price_tax(model: LinearModel, request: PlanRequest, sales: tuple[SaleColumns, ...], washed: WashedGains) -> GainBudget | None:
    """Charge the tax on all gains, and keep them within the budget, which is the answer; None where there is none."""
    short = gain_terms(sales, short_term=True) | washed.short
    long = gain_terms(sales, short_term=False) | washed.long
    if not short and not long:
        return None
    ranges = _range(model, short), _range(model, long)
    pieces = tax_pieces(request.taxes, *ranges)
    _add_tax(model, pieces, short, long, _apart(request.taxes, pieces, ranges), ranges)
    if request.max_gain is None:
        return None
    model.add_row({**short, **long}, upper=float(request.max_gain))
    return GainBudget(model, len(model.rows) - 1)


class GainBudget:
    """The row of a gain budget, which knows nothing of cents: made narrower once a plan was over by a few."""

    def __init__(self, model: LinearModel, row: int) -> None:
        self._model, self._row = model, row

    def narrow(self, dollars: float) -> None:
        """Leave so much more of the budget unused."""
        lower, upper, terms = self._model.rows[self._row]
        self._model.rows[self._row] = (lower, upper - dollars, terms)


def _add_tax(
    model: LinearModel,
    pieces: TaxPieces,
    short: Terms,
    long: Terms,
    apart: tuple[float, float],
    ranges: _Ranges,
) -> None:
    """After netting across terms the tax is the smaller of two curves; a switch says which one counts."""
    total = {**short, **long}
    tax = model.add_column(cost=1.0, lower=-math.inf)
    dearer = add_curve(model, pieces.dearer_short, short)
    as_long = add_curve(model, pieces.everything_long, total)
    below, above = apart
    if below <= 0:
        model.add_row({tax: 1.0, dearer: -1.0, as_long: -1.0}, lower=0)
        return
    as_ordinary = add_curve(model, pieces.everything_ordinary, total)
    ordinary = model.add_column(upper=1, integer=True)
    model.add_row({tax: 1.0, dearer: -1.0, as_long: -1.0, ordinary: below}, lower=0)
    model.add_row({tax: 1.0, as_ordinary: -1.0, ordinary: -above}, lower=-above)
    for slope, start in _below_both(pieces, _totals(ranges)):
        model.add_row({tax: 1.0, **_times(total, -slope)}, lower=start)


def add_curve(model: LinearModel, curve: ConvexCurve, terms: Terms) -> int:
    """A column that is at least the value of a curve at a weighted sum; where it is not convex, exactly that."""
    value = model.add_column(lower=-math.inf)
    for slope, start in curve.lines:
        model.add_row({value: 1.0, **_times(terms, -slope)}, lower=start)
    if not curve.is_exact:
        _walk_along(model, curve, terms, value)
    return value


def _walk_along(model: LinearModel, curve: ConvexCurve, terms: Terms, value: int) -> None:
    """From corner to corner; one stretch is begun when those before it are walked, which falling slopes would not see to."""
    first, height = curve.corners[0]
    walked, climbed = dict(terms), {value: 1.0}
    slope_before, stretch_before, length_before = -math.inf, -1, 0.0
    for (start, low), (end, high) in pairwise(curve.corners):
        slope, length = (high - low) / (end - start), end - start
        stretch = model.add_column(upper=length)
        walked[stretch], climbed[stretch] = -1.0, -slope
        if slope < slope_before:
            begun = model.add_column(upper=1, integer=True)
            model.add_row({stretch_before: 1.0, begun: -length_before}, lower=0)
            model.add_row({stretch: 1.0, begun: -length}, upper=0)
        slope_before, stretch_before, length_before = slope, stretch, length
    model.add_row(walked, lower=first, upper=first)
    model.add_row(climbed, lower=height)


def _apart(rules: TaxRules, pieces: TaxPieces, ranges: _Ranges) -> tuple[float, float]:
    """How far each curve may lie above the other: the one for long-term gain, and that for ordinary income."""
    least_long = float(rules.long_before + ranges[1][0])
    least_total = float(rules.short_before + rules.long_before + ranges[0][0] + ranges[1][0])
    if least_long >= 0 and least_total >= 0:
        # Without a net loss in either term the curve for long-term gain is the smaller one.
        return 0.0, 0.0
    places = _corners(pieces, _totals(ranges))
    as_long = np.array([_at(pieces.everything_long, place) for place in places])
    as_ordinary = np.array([_at(pieces.everything_ordinary, place) for place in places])
    dearer = [value for _, value in pieces.dearer_short.corners]
    # Of a net long-term loss, so much short-term gain is netted that would cost that much more.
    steepest = float(max(step.rate for step in rules.ordinary) - min(step.rate for step in rules.long_term))
    netted = max(0.0, steepest) * max(0.0, -least_long)
    apart = float(np.max(as_long - as_ordinary))
    below = max(0.0, min(max(0.0, apart) + netted, apart + max(dearer)))
    above = max(0.0, float(np.max(as_ordinary - as_long))) - min(0.0, *dearer)
    return below, above + 1.0


def _at(curve: ConvexCurve, place: float) -> float:
    return float(np.interp(place, [x for x, _ in curve.corners], [y for _, y in curve.corners]))


def _below_both(pieces: TaxPieces, totals: list[float]) -> tuple[tuple[float, float], ...]:
    """Lines that neither curve ever falls below."""
    least = min(0.0, *(value for _, value in pieces.dearer_short.corners))
    places = _corners(pieces, totals)
    smaller = [min(_at(pieces.everything_ordinary, each), _at(pieces.everything_long, each) + least) for each in places]

    def holds(line: tuple[float, float]) -> bool:
        slope, start = line
        return all(slope * place + start <= value + 1e-9 for place, value in zip(places, smaller, strict=True))

    return tuple(line for line in (*pieces.everything_long.lines, *pieces.everything_ordinary.lines) if holds(line))


def _totals(ranges: _Ranges) -> list[float]:
    return [float(ranges[0][0] + ranges[1][0]), float(ranges[0][1] + ranges[1][1])]


def _corners(pieces: TaxPieces, totals: list[float]) -> list[float]:
    """Where one of the two curves may bend."""
    return sorted(
        {*totals, *(place for curve in (pieces.everything_long, pieces.everything_ordinary) for place, _ in curve.corners)}
    )


def _range(model: LinearModel, gains: Mapping[int, float]) -> tuple[Decimal, Decimal]:
    """The least and the most that the gains can sum to."""
    at_most = [gain * model.upper[column] for column, gain in gains.items()]
    least, most = sum(min(each, 0.0) for each in at_most), sum(max(each, 0.0) for each in at_most)
    return round_to_cents(Decimal(least)) - CENT if least else ZERO, round_to_cents(Decimal(most)) + CENT if most else ZERO


def _times(terms: Mapping[int, float], factor: float) -> Terms:
    return {column: factor * value for column, value in terms.items()}
