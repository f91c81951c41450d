"""Our sparse algebra against a recursion in exact fractions, on random graphs of funds."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.domain.classification import Sector, Sleeve
from advisor.domain.market import MarketBook, Source
from advisor.exposure.measure import measure
from tests.exposure.books import book, fund, position, stock
from tests.exposure.recursive_reference import look_through

SOURCES = (Source.HOLDINGS, Source.INDEX, Source.PROFILE, Source.CATEGORY)
PLENTY = settings(max_examples=200, deadline=None)


@st.composite
def graphs(draw: st.DrawFn, *, lowest: float, pools: bool) -> MarketBook:
    """Funds in funds, in circles too; cash, class shares, unclassified things, legs to nowhere; sums away from 1."""
    placed = draw(st.lists(st.tuples(st.sampled_from(Sleeve), st.sampled_from(Sector)), min_size=2, max_size=8))
    securities = [stock(f"S{n}", sleeve, sector, company=f"S{n // 2 * 2}") for n, (sleeve, sector) in enumerate(placed)]
    names = [f"F{number}" for number in range(draw(st.integers(1, 6)))]
    targets = [*names, *(security.symbol for security in securities), "CASH", "NOWHERE"]
    weights = st.integers(round(lowest * 10_000), 20_000).map(lambda weight: weight / 10_000)
    funds = [
        fund(
            name,
            draw(st.dictionaries(st.sampled_from(targets), weights, max_size=6)),
            draw(st.sampled_from(SOURCES)),
            pool=pools and draw(st.booleans()),
        )
        for name in names
    ]
    return book(*securities, *funds)


def portfolios(known: MarketBook, lowest: int) -> st.SearchStrategy[list]:
    symbols = st.sampled_from([*known.funds, *known.securities, "ZZZZ"])
    cents = st.integers(lowest, 10_000_000).map(lambda amount: Decimal(amount).scaleb(-2))
    return st.lists(st.builds(position, symbols, cents), min_size=1, max_size=6)


@PLENTY
@given(st.data())
def test_every_company_sleeve_and_source_is_what_walking_every_path_finds(data):
    known = data.draw(graphs(lowest=-1.5, pools=True))
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
    known = data.draw(graphs(lowest=-1.5, pools=True))
    held = data.draw(portfolios(known, 1))
    exposure, told = measure(held, known, "F0"), look_through(held, known)
    assert exposure.unseen == pytest.approx(min(float(told.unsure) / float(exposure.total_value), 1), abs=1e-7)


@PLENTY
@given(st.data())
def test_intervals_reach_from_what_is_seen_to_all_that_is_unseen(data):
    known = data.draw(graphs(lowest=-0.5, pools=False))
    held = data.draw(portfolios(known, 1))
    exposure, told = measure(held, known, "F0"), look_through(held, known)
    total = float(exposure.total_value)
    owned = float(sum(value for value in told.unknown.values() if value > 0)) / total
    owed = float(sum(value for value in told.unknown.values() if value < 0)) / total
    for sleeve, part in exposure.sleeves.items():
        if sleeve is not Sleeve.UNCLASSIFIED:
            seen = float(told.sure[sleeve]) / total
            rounding = 0.04 * len(held) / total + 1e-9
            assert part.low == pytest.approx(seen + owed, abs=rounding)
            assert part.high == pytest.approx(seen + owned, abs=rounding)
