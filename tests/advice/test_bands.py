"""Bands: the published examples, every rule, and how far what lies outside is brought back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from advisor.advice.bands import instrument_half_widths, sector_half_widths, sleeve_half_widths
from advisor.advice.model.risk import Risk
from advisor.advice.model.target import Band, BandRule, Destination, TargetModel
from advisor.advice.objective import price_of, steps_above
from advisor.domain.classification import Sector, Sleeve
from advisor.exposure.contents import Contents

TARGET = TargetModel(
    "t",
    "T",
    "",
    sleeves={Sleeve.SP493: 0.5, Sleeve.MID_CAP: 0.2, Sleeve.ALTERNATIVES: 0.1},
    sectors={"Energy": 0.08},
    instruments={"VTI": 0.4},
)
RISK = Risk(
    factors=(Sleeve.MID_CAP,),
    covariance=np.array([[0.04]]),
    specific={},
    specific_by_sleeve={},
    reference=Contents({}),
    company_sleeves={},
    as_of=date(2026, 7, 13),
    weeks=156,
    volatilities={Sleeve.SP493: 0.15, Sleeve.MID_CAP: 0.2, Sector.ENERGY: 0.25},
)


@pytest.mark.parametrize(
    ("target", "low", "high"),
    [(0.60, 0.55, 0.65), (0.10, 0.075, 0.125), (0.20, 0.15, 0.25), (0.05, 0.0375, 0.0625), (1.0, 0.95, 1.05), (0.0, 0.0, 0.0)],
)
def test_five_twenty_five(target, low, high) -> None:
    half = Band().half_width(target)
    assert (target - half, target + half) == pytest.approx((low, high))


def test_the_smaller_of_the_two_counts_and_they_meet_at_a_fifth() -> None:
    band = Band()
    assert band.half_width(0.19) == pytest.approx(0.25 * 0.19)
    assert band.half_width(0.20) == pytest.approx(0.05)
    assert band.half_width(0.21) == pytest.approx(0.05)
    assert band.half_width(0.60) < max(0.05, 0.25 * 0.60)  # “the greater of” would let 60% drift by 15 points


def test_each_rule_reads_its_own_figures() -> None:
    absolute = replace(TARGET, band=Band(points=0.03, rule=BandRule.ABSOLUTE))
    assert set(sleeve_half_widths(absolute, RISK).values()) == {0.03}
    sigma = replace(TARGET, band=Band(rule=BandRule.SIGMA, sigmas=1.5))
    assert sleeve_half_widths(sigma, RISK) == pytest.approx(
        {Sleeve.SP493: 1.5 * 0.15 * 0.5, Sleeve.MID_CAP: 1.5 * 0.2 * 0.2, Sleeve.ALTERNATIVES: 0.025}
    )
    assert sector_half_widths(sigma, RISK) == pytest.approx({"Energy": 1.5 * 0.25 * 0.08})
    assert sector_half_widths(sigma, None) == pytest.approx({"Energy": 0.02})
    assert instrument_half_widths(sigma) == pytest.approx({"VTI": 0.05})


def test_what_is_kept_has_half_a_point() -> None:
    kept = replace(TARGET, kept=frozenset({Sleeve.MID_CAP}))
    assert sleeve_half_widths(kept, None)[Sleeve.MID_CAP] == 0.005


@pytest.mark.parametrize(
    ("destination", "free"),
    [(Destination.TARGET, 0.0), (Destination.HALF_WAY, 0.5), (Destination.EDGE, 1.0)],
)
def test_what_lies_outside_is_brought_back_as_far_as_the_destination(destination, free) -> None:
    half = 5000.0
    steps = steps_above(half, destination)
    assert price_of(free * half, steps) == 0.0
    assert price_of(free * half + 1.0, steps) > 0.0
    assert price_of(half + 2.0, steps) - price_of(half + 1.0, steps) > price_of(half, steps) - price_of(half - 1.0, steps)
