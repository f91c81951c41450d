"""Concentration, overlap and active share against published and hand-worked figures."""

import pytest

from advisor.domain.classification import Sector, Sleeve
from advisor.exposure.measure import measure
from tests.exposure.books import book, fund, position, stock


def equal_fund(symbol, count):
    return fund(symbol, {f"C{number}": 1 / count for number in range(count)})


COMPANIES = [stock(f"C{number}") for number in range(500)]


@pytest.mark.parametrize(("count", "index_points"), [(50, 200), (500, 20)])
def test_equal_companies_have_one_over_n(count, index_points):
    """S&P's index notation: 50 equal companies 200, 500 equal ones 20 (in squared percent points)."""
    exposure = measure([position("EQUAL", 100_000)], book(*COMPANIES, equal_fund("EQUAL", count)), "EQUAL")
    concentration = exposure.concentration
    assert concentration.hhi * 10_000 == pytest.approx(index_points)
    assert concentration.effective_holdings == pytest.approx(count)
    assert concentration.top10_weight == pytest.approx(10 / count)
    assert concentration.curve[-1] == pytest.approx(1)
    assert len(concentration.curve) == count
    assert exposure.benchmark.effective_holdings == pytest.approx(count)
    assert exposure.benchmark.active_share == pytest.approx(0)


def test_bonds_are_outside_and_buckets_inside_the_equity_but_no_company():
    bonds = stock("@bonds", Sleeve.FIXED_INCOME, Sector.FIXED_INCOME, named=False)
    abroad = stock("@intl", Sleeve.INTERNATIONAL, Sector.UNCLASSIFIED, named=False)
    held = [position("@bonds", 500), position("@intl", 50), position("C0", 30), position("C1", 20)]
    concentration = measure(held, book(bonds, abroad, *COMPANIES[:2]), "NONE").concentration
    assert concentration.equity_value == 100
    assert concentration.hhi == pytest.approx(0.3**2 + 0.2**2)
    assert concentration.curve == pytest.approx((0.3, 0.5))


def test_no_equity_has_no_concentration():
    exposure = measure([position("CASH", 500)], book(*COMPANIES, equal_fund("EQUAL", 5)), "EQUAL")
    assert (exposure.concentration.hhi, exposure.concentration.effective_holdings) == (0, 0)
    assert exposure.concentration.curve == ()
    assert exposure.benchmark.active_share == 1


def test_overlap_is_one_minus_active_share():
    """.7 and .3: the hand-worked pair of long-only funds."""
    a = fund("A", {"C0": 0.5, "C1": 0.3, "C2": 0.2})
    b = fund("B", {"C0": 0.4, "C1": 0.2, "C2": 0.1, "C3": 0.3})
    c = fund("C", {"C4": 1.0})
    known = book(*COMPANIES[:5], a, b, c)
    held = [position("A", 1), position("B", 2), position("C", 3)]
    overlap = measure(held, known, "A").overlap
    assert [(pair.a, pair.b) for pair in overlap] == [("A", "B"), ("A", "C"), ("B", "C")]
    assert [pair.weight for pair in overlap] == pytest.approx([0.7, 0, 0])
    assert measure([position("A", 100)], known, "B").benchmark.active_share == pytest.approx(0.3)


def test_shared_buckets_are_no_overlap():
    bonds = stock("@bonds", Sleeve.FIXED_INCOME, Sector.FIXED_INCOME, named=False)
    known = book(bonds, COMPANIES[0], fund("A", {"@bonds": 0.9, "C0": 0.1}), fund("B", {"@bonds": 1.0}))
    (pair,) = measure([position("A", 1), position("B", 2)], known, "A").overlap
    assert pair.weight == 0


def test_cash_does_not_make_a_portfolio_active():
    known = book(*COMPANIES[:5], equal_fund("EQUAL", 5))
    exposure = measure([position("EQUAL", 60), position("CASH", 40)], known, "EQUAL")
    assert exposure.benchmark.active_share == pytest.approx(0)
    assert exposure.benchmark.sleeves[Sleeve.SP493] == pytest.approx(1)


def test_the_benchmark_names_its_companies_largest_first():
    mixed = fund("MIX", {"C0": 0.2, "C1": 0.5, "@bonds": 0.3})
    bonds = stock("@bonds", Sleeve.FIXED_INCOME, Sector.FIXED_INCOME, named=False)
    benchmark = measure([position("C7", 100)], book(bonds, *COMPANIES, mixed), "MIX").benchmark
    assert list(benchmark.companies.items()) == [("C1", 0.5), ("C0", 0.2)]
