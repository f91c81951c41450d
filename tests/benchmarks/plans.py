"""Plans of small, medium and large households: how soon there is one, how close it is to the best, what building it takes."""

from __future__ import annotations

import statistics
from dataclasses import replace
from typing import Any

from plan_households import SIZES, measured_household

from advisor.advice.model.plan import Plan
from advisor.advice.plan import solve

SEEDS = {"small": range(5), "medium": range(4), "large": range(3)}
LIMIT = 10.0


def run() -> dict[str, Any]:
    """Medians and the worst by size. `gap_basis_points` are of the portfolio's value; `building_ratio` is building / solving."""
    return {name: _told([_solved(name, seed) for seed in seeds]) for name, seeds in SEEDS.items()}


def _solved(name: str, seed: int) -> Plan:
    return solve(replace(measured_household(SIZES[name], seed), time_limit=LIMIT))


def _told(plans: list[Plan]) -> dict[str, Any]:
    points = [10_000 * plan.optimality_gap / float(plan.value) for plan in plans]
    building = [plan.search.building_seconds / (plan.search.seconds - plan.search.building_seconds) for plan in plans]
    first, total = [plan.search.first_plan_seconds for plan in plans], [plan.search.seconds for plan in plans]
    return {
        "plans": len(plans),
        "first_plan_seconds": _median_and_worst(first),
        "seconds": _median_and_worst(total),
        "gap_dollars": _median_and_worst([plan.optimality_gap for plan in plans]),
        "gap_basis_points": _median_and_worst(points),
        "building_ratio": _median_and_worst(building),
        "trades": _median_and_worst([len(plan.trades) for plan in plans]),
        "found_by": sorted(plan.search.found_by for plan in plans),
        "aims": {"first_plan_seconds": 2.0, "gap_basis_points": 1.0, "building_ratio": 0.1},
    }


def _median_and_worst(figures: list[float]) -> list[float]:
    return [round(statistics.median(figures), 4), round(max(figures), 4)]
