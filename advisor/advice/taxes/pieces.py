"""The tax as convex pieces, for a linear programme.

With s the plan's short-term gain and t its gain of both terms, the tax is the smaller of two curves:

    everything_ordinary(t)   where nothing long-term is left after netting, or a net loss;
    everything_long(t) + dearer_short(s)   where long-term gain is stacked upon short-term gain.

Each curve is convex by itself, the smaller of them is not: a programme needs one switch that says which one counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from advisor.advice.model.taxes import TaxRules
from advisor.advice.taxes.net_tax import dearer_than_long, year_tax
from advisor.advice.taxes.steps import step_edges, tax_in_steps
from advisor.domain.money import ZERO

_CENT = 0.01
_Dollars = Callable[[Decimal], Decimal]
_Range = tuple[Decimal, Decimal]


@dataclass(frozen=True, slots=True)
class ConvexCurve:
    """The highest convex curve nowhere above another, as the largest of straight lines.

    Attributes:
        lines: (slope, value at 0), slopes rising; at least one.
        corners: Of the other curve, which is straight between them: (place, value), from the least to the most.
    """

    lines: tuple[tuple[float, float], ...]
    corners: tuple[tuple[float, float], ...] = ()

    def at(self, x: float) -> float:
        return max(slope * x + start for slope, start in self.lines)

    @property
    def is_exact(self) -> bool:
        """Whether the other curve is this one."""
        return all(value - self.at(place) < _CENT for place, value in self.corners)


@dataclass(frozen=True, slots=True)
class TaxPieces:
    """Dollars of tax by dollars of a plan's gain; the gains of the year so far, and the tax on them, are taken in already.

    `smallest` never exceeds `weighed_tax_of` within the range that was asked for, and equals it wherever the law is convex: where
    a dollar of short-term gain costs ever more beside one of long-term gain, and a carried loss is worth less than either saves.

    Attributes:
        everything_ordinary, everything_long: Curves of t, the gain of both terms.
        dearer_short: Curve of s, the short-term gain.
    """

    everything_ordinary: ConvexCurve
    everything_long: ConvexCurve
    dearer_short: ConvexCurve

    def smallest(self, short: float, total: float) -> float:
        """The tax by these pieces."""
        return min(self.everything_ordinary.at(total), self.everything_long.at(total) + self.dearer_short.at(short))


def tax_pieces(rules: TaxRules, short: _Range, long: _Range) -> TaxPieces:
    """The pieces for a plan whose gains lie within (least, most) by term: the narrower, the closer the pieces to the tax."""
    before = rules.short_before + rules.long_before
    totals = (short[0] + long[0], short[1] + long[1])
    edges = [ZERO, *step_edges(rules.ordinary), *step_edges(rules.long_term), *(-edge for edge in step_edges(rules.losses))]
    nothing = _weighed(rules, rules.short_before, before)
    crossings = _zeros(lambda total: _net_loss(rules, total) - _as_long(rules, total), [before + totals[0], *edges])
    dearer = _Shifted(lambda gain: dearer_than_long(rules, max(gain, ZERO)), rules.short_before, ZERO)
    return TaxPieces(
        everything_ordinary=_hull(_Shifted(lambda total: _weighed(rules, total, total), before, nothing), edges, totals),
        everything_long=_hull(_Shifted(lambda total: _long_curve(rules, total), before, nothing), [*edges, *crossings], totals),
        dearer_short=_hull(dearer, edges, short),
    )


@dataclass(frozen=True, slots=True)
class _Shifted:
    """A curve of the year's gain, as one of the plan's gain."""

    curve: _Dollars
    before: Decimal
    nothing: Decimal

    def __call__(self, gain: Decimal) -> Decimal:
        return self.curve(self.before + gain) - self.nothing


def _weighed(rules: TaxRules, short: Decimal, total: Decimal) -> Decimal:
    return year_tax(rules, short, total) - rules.carried_loss_value * max(-total - rules.loss_limit, ZERO)


def _net_loss(rules: TaxRules, total: Decimal) -> Decimal:
    return _weighed(rules, ZERO, min(total, ZERO))


def _as_long(rules: TaxRules, total: Decimal) -> Decimal:
    return min(total, ZERO) * rules.long_term[0].rate


def _long_curve(rules: TaxRules, total: Decimal) -> Decimal:
    # A net loss is the other curve's matter; here it may cost anything that is convex and not below the truth.
    return tax_in_steps(rules.long_term, total) if total >= 0 else max(_net_loss(rules, total), _as_long(rules, total))


def _zeros(curve: _Dollars, corners: Iterable[Decimal]) -> Iterator[Decimal]:
    """Where a curve that is straight between its corners changes sign."""
    for left, right in pairwise(sorted(set(corners))):
        low, high = curve(left), curve(right)
        if low * high < 0:
            yield left - low * (right - left) / (high - low)


def _hull(curve: _Shifted, corners: Sequence[Decimal], within: _Range) -> ConvexCurve:
    """The highest convex curve that is nowhere above `curve`, which is straight between its corners."""
    least, most = within
    inside = {corner - curve.before for corner in corners if least < corner - curve.before < most}
    points = [(gain, curve(gain)) for gain in sorted({least, most} | inside)]
    below: list[tuple[Decimal, Decimal]] = []
    for point in points:
        while len(below) > 1 and _slope(below[-2], below[-1]) >= _slope(below[-1], point):
            below.pop()
        below.append(point)
    told = tuple((float(gain), float(tax)) for gain, tax in points)
    if len(below) == 1:
        return ConvexCurve(((0.0, float(below[0][1])),), told)
    return ConvexCurve(tuple(_line(start, end) for start, end in pairwise(below)), told)


def _slope(start: tuple[Decimal, Decimal], end: tuple[Decimal, Decimal]) -> Decimal:
    return (end[1] - start[1]) / (end[0] - start[0])


def _line(start: tuple[Decimal, Decimal], end: tuple[Decimal, Decimal]) -> tuple[float, float]:
    slope = _slope(start, end)
    return float(slope), float(start[1] - slope * start[0])
