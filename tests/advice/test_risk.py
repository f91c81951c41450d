"""Tracking error: against sums written out by hand, and against what funds really did."""

from __future__ import annotations

import itertools
import math
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from advisor.advice.factors import factor_returns, factor_symbols, loadings, weekly_returns
from advisor.advice.model.request import PlanRequest
from advisor.advice.model.risk import Risk
from advisor.advice.model.target import TargetModel
from advisor.advice.plan import solve
from advisor.advice.risk import WEEKS_A_YEAR, build_risk, tracking_error
from advisor.domain.classification import Sector, Sleeve
from advisor.exposure.contents import Contents
from advisor.exposure.instrument_contents import instrument_contents
from advisor.market.histories import read_closes
from advisor.market.snapshot import load_snapshot
from advisor.rotation.panel import build_panel
from advisor.rotation.series import weekly_panel
from tests.advice.households import BROKERAGE, TRADE_DAY, fund, holding

REFERENCE = Path(__file__).parents[2] / "resources" / "reference"
FACTORS = (Sleeve.MEGA_CAP_TECH, Sleeve.SP493, Sleeve.FIXED_INCOME, Sector.ENERGY, Sector.UTILITIES)


@pytest.fixture(scope="module")
def weeks():
    """The last weekly closes of every bundled symbol, what each is, and the day they end on."""
    table = read_closes(REFERENCE)
    panel, _ = weekly_panel(
        build_panel({symbol: (table.days, row) for symbol, row in zip(table.symbols, table.closes, strict=True)})
    )
    closes = {symbol: panel.of(symbol) for symbol in panel.symbols}
    return closes, instrument_contents((), closes, load_snapshot(REFERENCE), {}).offered, panel.last_day


@pytest.fixture(scope="module")
def estimated(weeks):
    closes, contents, last = weeks
    book = load_snapshot(REFERENCE)
    return build_risk(closes, contents, {symbol: each.sleeve for symbol, each in book.securities.items()}, last)


def random_contents(generator: np.random.Generator, companies: list[str]) -> Contents:
    sleeves = generator.dirichlet(np.ones(4))
    sectors = generator.dirichlet(np.ones(3))
    named = generator.dirichlet(np.ones(len(companies))) * generator.uniform(0, 1)
    return Contents(
        dict(zip((*FACTORS[:3], Sleeve.CASH), sleeves.tolist(), strict=True)),
        dict(zip((*FACTORS[3:], Sector.CASH), sectors.tolist(), strict=True)),
        dict(zip(companies, named.tolist(), strict=True)),
    )


@pytest.mark.parametrize("seed", range(20))
def test_tracking_error_is_the_sum_written_out(seed: int) -> None:
    generator = np.random.default_rng(seed)
    root = generator.normal(size=(len(FACTORS), len(FACTORS))) / 5
    names = [f"C{number}" for number in range(12)]
    risk = Risk(
        factors=FACTORS,
        covariance=root @ root.T,
        specific=dict.fromkeys(names[:4], 0.04),
        specific_by_sleeve={Sleeve.SP493: 0.09},
        reference=random_contents(generator, names[2:9]),
        company_sleeves=dict.fromkeys(names[:8], Sleeve.SP493),
        as_of=date(2026, 7, 13),
        weeks=156,
    )
    held = random_contents(generator, names[:7])
    difference = {}
    for factor in FACTORS:
        own, theirs = (
            (held.sleeves, risk.reference.sleeves) if isinstance(factor, Sleeve) else (held.sectors, risk.reference.sectors)
        )
        difference[factor] = own.get(factor, 0) - theirs.get(factor, 0)
    variance = 0.0
    for (row, one), (column, other) in itertools.product(enumerate(FACTORS), repeat=2):
        variance += difference[one] * risk.covariance[row][column] * difference[other]
    for number, name in enumerate(names):
        gap = held.companies.get(name, 0) - risk.reference.companies.get(name, 0)
        variance += (0.04 if number < 4 else 0.09 if number < 8 else 0.0) * gap * gap
    assert tracking_error(risk, held) == pytest.approx(math.sqrt(variance), rel=1e-12)
    assert tracking_error(risk, risk.reference) == 0.0


def test_factors_give_back_what_their_funds_returned(weeks) -> None:
    closes, contents, _ = weeks
    recent = {symbol: closes[symbol][-105:] for symbol in factor_symbols() if symbol in closes}
    found = factor_returns(recent, contents)
    assert found.left_out == ()
    for symbol in ("IJH", "IJR", "VXUS", "BND", "GLD"):
        assert loadings(found.factors, contents[symbol]) @ found.returns == pytest.approx(
            weekly_returns(recent[symbol]), abs=1e-4
        )
    # Funds of one sector are of the large companies without the seven: what their sleeve and sector give, but for a few others.
    for symbol in ("XLE", "XLU", "XLRE", "XLV"):
        apart = loadings(found.factors, contents[symbol]) @ found.returns - weekly_returns(recent[symbol])
        assert apart.std() * math.sqrt(WEEKS_A_YEAR) < 0.01


def test_the_covariance_is_symmetric_and_semidefinite(estimated) -> None:
    covariance = estimated.covariance
    assert np.allclose(covariance, covariance.T)
    assert np.linalg.eigvalsh(covariance).min() > -1e-12
    assert estimated.left_out == ()
    assert estimated.weeks == 3 * WEEKS_A_YEAR


def test_correlations_are_drawn_towards_none_by_as_much_as_they_are_uncertain(weeks, estimated) -> None:
    closes, contents, _ = weeks
    found = factor_returns({symbol: closes[symbol][-157:] for symbol in factor_symbols()}, contents)
    count, number = found.returns.shape[1], len(found.factors)
    scaled = [(row - row.mean()) / row.std(ddof=1) for row in found.returns]
    uncertain = squares = 0.0
    for one, other in itertools.permutations(scaled, 2):
        products = one * other
        apart = products - products.mean()
        uncertain += count / (count - 1) ** 3 * math.fsum(apart**2)
        squares += (count / (count - 1) * products.mean()) ** 2
    kept = 1 - uncertain / squares
    assert 0 < kept < 1
    wanted = np.empty((number, number))
    for one, other in itertools.product(range(number), repeat=2):
        sample = WEEKS_A_YEAR * float(np.cov(found.returns[one], found.returns[other])[0, 1])
        companies = found.companies[one].keys() & found.companies[other].keys()
        # What companies did by themselves is counted apart.
        shared = (
            found.companies[one][each] * found.companies[other][each] * estimated.specific_variance(each) for each in companies
        )
        wanted[one, other] = (1.0 if one == other else kept) * sample - math.fsum(shared)
    values, vectors = np.linalg.eigh(wanted)
    assert np.allclose(estimated.covariance, (vectors * values.clip(0)) @ vectors.T, rtol=1e-9, atol=1e-9)


def test_a_sleeve_is_as_restless_as_the_fund_that_stands_for_it(weeks, estimated) -> None:
    bonds = weekly_returns(weeks[0]["BND"][-157:])
    assert estimated.volatilities[Sleeve.FIXED_INCOME] == pytest.approx(bonds.std(ddof=1) * math.sqrt(52), rel=1e-9)


@pytest.mark.parametrize(
    ("fund", "against", "within"),
    [
        ("VTI", "SPY", 0.35),
        ("RSP", "SPY", 0.15),
        ("IJH", "SPY", 0.25),
        ("IJR", "SPY", 0.25),
        ("XMAG", "SPY", 0.25),
        ("VXUS", "SPY", 0.25),
        ("BND", "SPY", 0.15),
        ("VT", "VTI", 0.25),
        ("VTV", "SPY", 0.25),
        ("XLE", "SPY", 0.15),
        ("JPM", "SPY", 0.25),
        ("QQQ", "SPY", 0.40),
    ],
)
def test_tracking_errors_are_of_the_size_that_funds_really_had(weeks, estimated, fund, against, within) -> None:
    closes, contents, _ = weeks
    apart = weekly_returns(closes[fund][-157:]) - weekly_returns(closes[against][-157:])
    realised = float(np.nanstd(apart, ddof=1)) * math.sqrt(WEEKS_A_YEAR)
    modelled = tracking_error(replace(estimated, reference=contents[against]), contents[fund])
    assert modelled == pytest.approx(realised, rel=within)


def test_what_has_no_closes_is_left_out_and_named(weeks) -> None:
    closes, contents, last = weeks
    fewer = {symbol: row for symbol, row in closes.items() if symbol not in {"GLD", "XLC", "NVDA"}}
    estimated = build_risk(fewer, contents, {}, last)
    assert estimated.left_out == (Sleeve.ALTERNATIVES, Sector.COMMUNICATION)
    assert Sleeve.ALTERNATIVES not in estimated.factors
    assert Sleeve.ALTERNATIVES not in estimated.volatilities
    assert "NVDA" not in estimated.specific


def test_without_a_year_of_closes_there_is_no_risk(weeks) -> None:
    closes, contents, last = weeks
    assert build_risk({symbol: row[-40:] for symbol, row in closes.items()}, contents, {}, last) is None
    assert build_risk({}, contents, {}, last) is None


def test_companies_without_closes_have_what_is_typical_of_their_sleeve(estimated) -> None:
    risk = estimated
    assert risk.specific_variance("WMT") == risk.specific_by_sleeve[Sleeve.SP493]
    assert risk.specific_variance("NVDA") == risk.specific["NVDA"]
    assert 0.15 < math.sqrt(risk.specific_by_sleeve[Sleeve.SP493]) < 0.35
    assert "SPY" not in risk.specific


def test_a_plan_says_whose_risk_it_does_not_know(estimated) -> None:
    request = PlanRequest(
        positions=(holding(BROKERAGE, "MID", "300", "100.00", basis="9000"),),
        cash={BROKERAGE.id: Decimal(0)},
        accounts=(BROKERAGE,),
        target=TargetModel("t", "T", "", {Sleeve.MID_CAP: 1.0}),
        candidates=(),
        trade_date=TRADE_DAY,
        risk=replace(estimated, left_out=(Sleeve.MID_CAP, Sleeve.ALTERNATIVES), reference=fund("MID", "1").contents),
    )
    said = "No closes tell how mid caps move: the tracking error counts that money as if it never moved."
    assert said in solve(request).warnings
    assert said not in solve(replace(request, risk=estimated)).warnings
