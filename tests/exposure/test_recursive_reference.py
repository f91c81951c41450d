"""Our sparse algebra against a recursion in exact fractions, on random graphs of funds."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from advisor.domain.classification import GICS_SECTORS, Sector, Sleeve
from advisor.domain.market import MarketBook, Source
from advisor.exposure.measure import measure
from tests.exposure.books import book, fund, position, stock
from tests.exposure.recursive_reference import bounds, is_known, look_through

SOURCES = (Source.HOLDINGS, Source.INDEX, Source.PROFILE, Source.CATEGORY)
PLENTY = settings(max_examples=120)


@st.composite
def graphs(draw: st.DrawFn, *, lowest: float) -> MarketBook:
    """Funds in funds, several deep, now and then in circles; cash, class shares, unclassified things, legs to nowhere; shorts of
    companies and of funds; sums away from 1; estimates inside estimates.

    Funds hold mostly funds after them, so that circles, which are cut, do not hide how deep the others go.
    """
    kinds = st.tuples(st.sampled_from(Sleeve), st.sampled_from(Sector))
    placed = [
        (sleeve, Sector.UNCLASSIFIED if sleeve is Sleeve.UNCLASSIFIED else sector)
        for sleeve, sector in draw(st.lists(kinds, min_size=2, max_size=8))
    ]
    securities = [stock(f"S{n}", sleeve, sector, company=f"S{n // 2 * 2}") for n, (sleeve, sector) in enumerate(placed)]
    names = [f"F{number}" for number in range(draw(st.integers(2, 7)))]
    ends = [*(security.symbol for security in securities), "CASH", "NOWHERE"]
    weights = st.integers(round(lowest * 10_000), 20_000).map(lambda weight: weight / 10_000)
    in_circles = draw(st.integers(0, 4)) == 0
    funds = []
    for number, name in enumerate(names):
        inner = names if in_circles else names[number + 1 :]
        legs = draw(st.dictionaries(st.sampled_from(ends), weights, max_size=4))
        if inner:
            legs |= draw(st.dictionaries(st.sampled_from(inner), weights, min_size=number < 2, max_size=3))
        funds.append(fund(name, legs, draw(st.sampled_from(SOURCES)), pool=draw(st.integers(0, 3)) == 0))
    return book(*securities, *funds)


def portfolios(known: MarketBook, lowest: int) -> st.SearchStrategy[list]:
    """A fund, and up to five more of anything."""
    cents = st.integers(lowest, 10_000_000).map(lambda amount: Decimal(amount).scaleb(-2))
    anything = st.sampled_from([*known.funds, *known.securities, "ZZZZ"])
    first, others = (st.builds(position, symbols, cents) for symbols in (st.sampled_from(["F0", "F1"]), anything))
    return st.builds(lambda one, more: [one, *more], first, st.lists(others, max_size=5))


@PLENTY
@given(st.data())
def test_every_company_sleeve_and_source_is_what_walking_every_path_finds(data):
    known = data.draw(graphs(lowest=-1.5))
    held = data.draw(portfolios(known, -5_000_000))
    exposure, told = measure(held, known, "F0"), look_through(held, known)
    # Whole cents: each holding is rounded by sleeve, sector and company in turn, never by more than a cent each.
    cents = 0.04 * len(held)
    found = {company.symbol: company for company in exposure.companies}
    for symbol, value in told.company.items():
        company = found.pop(symbol, None)
        assert float(company.value if company else 0) == pytest.approx(float(value), abs=cents)
        assert float(company.direct if company else 0) == pytest.approx(float(told.direct[symbol]), abs=cents)
        for (of, through), part in told.via.items():
            if of == symbol and company:
                assert float(company.via.get(through, 0)) == pytest.approx(float(part), abs=cents)
    assert all(company.value == 0 for company in found.values())
    for sleeve in Sleeve:
        assert float(exposure.sleeves[sleeve].value) == pytest.approx(float(told.sleeve[sleeve]), abs=cents)
    total = float(exposure.total_value)
    if total:
        for source in Source:
            assert exposure.coverage[source] * total == pytest.approx(float(told.source[source]), abs=1e-4)


@PLENTY
@given(st.data())
def test_what_is_unsure_is_what_walking_every_path_leaves_unsure(data):
    known = data.draw(graphs(lowest=-1.5))
    held = data.draw(portfolios(known, -1_000_000))
    exposure, told = measure(held, known, "F0"), look_through(held, known)
    assume(exposure.total_value > 0)
    assert exposure.unseen == pytest.approx(min(float(told.unsure) / float(exposure.total_value), 1), abs=1e-7)


@PLENTY
@given(st.data())
def test_intervals_reach_from_what_is_sure_to_all_that_may_be(data):
    known = data.draw(graphs(lowest=-1.5))
    held = data.draw(portfolios(known, -1_000_000))
    exposure, told = measure(held, known, "F0"), look_through(held, known)
    total = float(exposure.total_value)
    assume(total > 0)

    def same(part, wanted: tuple[Fraction, Fraction]) -> bool:
        rounding = 0.04 * len(held) / total + 1e-9
        return (part.low, part.high) == pytest.approx([float(money) / total for money in wanted], abs=rounding)

    companies = {company.symbol: company for company in exposure.companies}
    for symbol, wanted in bounds(told, known, lambda company: company).items():
        if is_known(symbol, known):
            assert symbol not in companies or same(companies[symbol], wanted)
    sleeves = bounds(told, known, lambda company: known.securities[company].sleeve if is_known(company, known) else None)
    sectors = bounds(told, known, lambda company: known.securities[company].sector if is_known(company, known) else None)
    assert all(same(exposure.sleeves[sleeve], wanted) for sleeve, wanted in sleeves.items() if sleeve)
    assert all(same(exposure.sectors[sector], wanted) for sector, wanted in sectors.items() if sector in GICS_SECTORS)
