"""What all the money is before and after a plan: by sleeve, by sector, by company."""

from __future__ import annotations

from advisor.advice.model.plan import Plan
from advisor.domain.classification import MAGNIFICENT_SEVEN, Sector, Sleeve
from advisor.presentation import labels, words
from advisor.presentation.views import DumbbellRow

_TOO_LITTLE = frozenset({words.NONE, "<0.1%"})
_COMPANIES = 10
# Below half a percent the footer of the window tells what nobody sees; a line for it would be a speck.
_UNSEEN_FROM = 0.005

# Target, low and high end of its band.
Aim = tuple[float | None, float, float]
_NO_AIM: Aim = (None, 0.0, 0.0)


def bands_of(plan: Plan) -> dict[Sleeve, tuple[float, float, float]]:
    """Target, low and high end of the band of each sleeve that has a target."""
    bands = {}
    for sleeve, target in plan.target.sleeves.items():
        half = plan.half_widths.get(sleeve, plan.target.half_width(sleeve))
        bands[sleeve] = (target, target - half, target + half)
    return bands


def sleeve_rows_of(plan: Plan) -> tuple[DumbbellRow, ...]:
    """Each sleeve before, after, and where the target wants it; those that print as nothing are left out."""
    bands = bands_of(plan)
    rows = []
    for sleeve in Sleeve:
        paint = (sleeve.value, labels.SLEEVE_SHORT_LABELS[sleeve])
        weights = (plan.before.get(sleeve, 0.0), plan.after.get(sleeve, 0.0))
        rows.append(_row(plan, paint, weights, bands.get(sleeve, _NO_AIM), seen=sleeve is Sleeve.CASH))
    return tuple(row for row in rows if _says_something(row))


def sector_rows_of(plan: Plan) -> tuple[DumbbellRow, ...]:
    """The same by sector, the largest first."""
    before, after = plan.shape_before.sectors, plan.shape_after.sectors
    rows = []
    for sector in sorted(Sector, key=lambda each: -max(before.get(each, 0.0), after.get(each, 0.0))):
        paint = (sector.value, labels.SECTOR_SHORT_LABELS[sector])
        weights = (before.get(sector, 0.0), after.get(sector, 0.0))
        rows.append(_row(plan, paint, weights, _sector_aim(plan, sector), seen=sector is Sector.CASH))
    return tuple(row for row in rows if _says_something(row))


def company_rows_of(plan: Plan) -> tuple[DumbbellRow, ...]:
    """The largest companies through everything, and the most that the target lets any one be."""
    before, after = plan.shape_before.companies, plan.shape_after.companies
    largest = sorted({*before, *after}, key=lambda symbol: (-max(before.get(symbol, 0.0), after.get(symbol, 0.0)), symbol))
    limit = plan.target.company_max
    rows = []
    for symbol in largest[:_COMPANIES]:
        color = Sleeve.MEGA_CAP_TECH.value if symbol in MAGNIFICENT_SEVEN else "accent"
        weights = (before.get(symbol, 0.0), after.get(symbol, 0.0))
        rows.append(_row(plan, (color, symbol), weights, _NO_AIM if limit is None else (limit, 0.0, limit)))
    return tuple(row for row in rows if _says_something(row))


def _sector_aim(plan: Plan, sector: Sector) -> Aim:
    target = plan.target.sectors.get(sector.value)
    if target is None:
        return _NO_AIM
    half = plan.target.band.half_width(target)
    return target, target - half, target + half


def _row(plan: Plan, paint: tuple[str, str], weights: tuple[float, float], aim: Aim, *, seen: bool = False) -> DumbbellRow:
    before, after = weights
    target, low, high = aim
    unseen = plan.shape_after.unseen
    return DumbbellRow(
        color=paint[0],
        label=paint[1],
        before=before,
        after=after,
        target=target,
        band_low=low,
        band_high=high,
        before_text=words.share(before),
        after_text=words.share(after),
        target_text=words.NONE if target is None else words.trimmed_share(target),
        unseen=unseen if unseen >= _UNSEEN_FROM and not seen else 0.0,
    )


def _says_something(row: DumbbellRow) -> bool:
    return bool({row.before_text, row.after_text, words.share(row.target or 0.0)} - _TOO_LITTLE)
