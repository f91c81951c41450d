"""The tax of a plan as rows."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from itertools import pairwise

from advisor.advice.columns import SMALLEST_FRACTION, SaleColumns, Terms
from advisor.advice.linear import LinearModel
from advisor.advice.model.request import PlanRequest
from advisor.advice.programme_lots import gain_terms
from advisor.advice.programme_wash import WashedGains
from advisor.advice.taxes.pieces import ConvexCurve, TaxPieces, tax_pieces
from advisor.domain.money import CENT, ZERO, round_to_cents


def price_tax(model: LinearModel, request: PlanRequest, sales: tuple[SaleColumns, ...], washed: WashedGains) -> None:
    """Charge the tax on all gains, and keep them within the budget."""
    short = gain_terms(sales, short_term=True) | washed.short
    long = gain_terms(sales, short_term=False) | washed.long
    if not short and not long:
        return
    if request.max_gain is not None:
        margins = {sale.trade: _rounding(sale) for sale in sales if sale.lots}
        model.add_row({**short, **long, **margins}, upper=float(request.max_gain))
    ranges = _range(model, short), _range(model, long)
    pieces = tax_pieces(request.taxes, *ranges)
    _add_tax(model, pieces, short, long, float(request.taxes.long_before + ranges[1][0]), ranges)


def _add_tax(
    model: LinearModel,
    pieces: TaxPieces,
    short: Terms,
    long: Terms,
    least_long: float,
    ranges: tuple[tuple[Decimal, Decimal], tuple[Decimal, Decimal]],
) -> None:
    """After netting across terms the tax is the smaller of two convex curves; a switch says which one counts."""
    total = {**short, **long}
    tax = model.add_column(cost=1.0, lower=-float("inf"))
    dearer = model.add_column(lower=-float("inf"))
    for slope, start in pieces.dearer_short.lines:
        model.add_row({dearer: 1.0, **_times(short, -slope)}, lower=start)
    totals = [float(ranges[0][0] + ranges[1][0]), float(ranges[0][1] + ranges[1][1])]
    below, above = _apart(pieces, totals, least_long)
    if below <= 0:
        for slope, start in pieces.everything_long.lines:
            model.add_row({tax: 1.0, dearer: -1.0, **_times(total, -slope)}, lower=start)
        return
    ordinary = model.add_column(upper=1, integer=True)
    for slope, start in pieces.everything_long.lines:
        model.add_row({tax: 1.0, dearer: -1.0, ordinary: below, **_times(total, -slope)}, lower=start)
    for slope, start in pieces.everything_ordinary.lines:
        model.add_row({tax: 1.0, ordinary: -above, **_times(total, -slope)}, lower=start - above)
    for slope, start in _below_both(pieces, totals):
        model.add_row({tax: 1.0, **_times(total, -slope)}, lower=start)


def _apart(pieces: TaxPieces, totals: list[float], least_long: float) -> tuple[float, float]:
    """How far each curve may lie above the other: the one for long-term gain, and that for ordinary income."""
    corners = _corners(pieces, totals)
    steepest = max(slope for slope, _ in pieces.dearer_short.lines)
    below = max(0.0, *(pieces.everything_long.at(t) - pieces.everything_ordinary.at(t) for t in corners))
    above = max(0.0, *(pieces.everything_ordinary.at(t) - pieces.everything_long.at(t) for t in corners))
    loss = max(0.0, -least_long)
    # Without a net loss in either term the curve for long-term gain is the smaller one.
    below = below + steepest * loss if loss > 0 or totals[0] < 0 else 0.0
    smallest = min(0.0, *(start for _, start in pieces.dearer_short.lines))
    return below, above - smallest + 1.0


def _below_both(pieces: TaxPieces, totals: list[float]) -> tuple[tuple[float, float], ...]:
    """Lines that neither curve ever falls below."""
    corners = _corners(pieces, totals)
    least = min(pieces.dearer_short.at(-1e12), 0.0)
    lines = [*pieces.everything_long.lines, *pieces.everything_ordinary.lines]

    def holds(line: tuple[float, float]) -> bool:
        slope, start = line
        return all(
            slope * t + start <= min(pieces.everything_ordinary.at(t), pieces.everything_long.at(t) + least) + 1e-9
            for t in corners
        )

    return tuple(line for line in lines if holds(line))


def _corners(pieces: TaxPieces, totals: list[float]) -> list[float]:
    """Where one of the two curves may bend."""
    corners = list(totals)
    for curve in (pieces.everything_long, pieces.everything_ordinary):
        corners += [each for each in _bends(curve) if totals[0] < each < totals[1]]
    return sorted(corners)


def _bends(curve: ConvexCurve) -> list[float]:
    return [
        (start - next_start) / (after - slope) for (slope, start), (after, next_start) in pairwise(curve.lines) if after != slope
    ]


def _range(model: LinearModel, gains: Mapping[int, float]) -> tuple[Decimal, Decimal]:
    """The least and the most that the gains can sum to."""
    at_most = [gain * model.upper[column] for column, gain in gains.items()]
    least, most = sum(min(each, 0.0) for each in at_most), sum(max(each, 0.0) for each in at_most)
    return round_to_cents(Decimal(least)) - CENT if least else ZERO, round_to_cents(Decimal(most)) + CENT if most else ZERO


def _rounding(sale: SaleColumns) -> float:
    """Dollars by which a sale's exact gain may exceed the solver's: a cent a lot, and the split by term to four places."""
    return float(CENT) * (len(sale.lots) + 1) + 2 * float(SMALLEST_FRACTION * sale.position.unit_value)


def _times(terms: Mapping[int, float], factor: float) -> Terms:
    return {column: factor * value for column, value in terms.items()}
