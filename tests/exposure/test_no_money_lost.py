"""Properties of look-through on random books: money neither vanishes nor appears, and the truth lies in its interval."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from advisor.domain.classification import Sector, Sleeve
from advisor.domain.market import Fund, MarketBook, Source
from advisor.exposure.measure import measure
from tests.exposure.books import book, fund, position, stock

SOURCES = (Source.HOLDINGS, Source.INDEX, Source.PROFILE, Source.CATEGORY)
STOCKS = st.lists(st.tuples(st.sampled_from(Sleeve), st.sampled_from(Sector)), min_size=2, max_size=7)
QUICK = settings(max_examples=80, deadline=None)


@st.composite
def wild_books(draw: st.DrawFn) -> MarketBook:
    """Anything goes: shorts, leverage, cycles, missing legs, sums away from 1, pools in pools."""
    securities = [stock(f"S{n}", sleeve, sector, company=f"S{n // 2 * 2}") for n, (sleeve, sector) in enumerate(draw(STOCKS))]
    names = [f"F{n}" for n in range(draw(st.integers(1, 5)))]
    targets = [*names, *(security.symbol for security in securities), "NOWHERE"]
    weights = st.floats(-1.5, 2.5, allow_nan=False).map(lambda weight: round(weight, 4))
    funds = [
        fund(
            name,
            draw(st.dictionaries(st.sampled_from(targets), weights, max_size=5)),
            draw(st.sampled_from(SOURCES)),
            pool=draw(st.booleans()),
        )
        for name in names
    ]
    return book(*securities, *funds)


@st.composite
def whole_books(draw: st.DrawFn) -> MarketBook:
    """Long-only funds that show everything; a fund may hold those after it."""
    securities = [stock(f"S{n}", sleeve, sector) for n, (sleeve, sector) in enumerate(draw(STOCKS))]
    assume(all(security.sleeve is not Sleeve.UNCLASSIFIED for security in securities))
    names = [f"F{n}" for n in range(draw(st.integers(1, 4)))]
    funds = []
    for number, name in enumerate(names):
        targets = [*names[number + 1 :], *(security.symbol for security in securities)]
        parts = draw(st.dictionaries(st.sampled_from(targets), st.integers(1, 100), min_size=1, max_size=5))
        funds.append(fund(name, {symbol: part / sum(parts.values()) for symbol, part in parts.items()}))
    return book(*securities, *funds)


def holdings(known: MarketBook, lowest: int) -> st.SearchStrategy[list]:
    symbols = [*known.funds, *known.securities, "ZZZZ"]
    cents = st.integers(lowest, 10_000_000).map(lambda amount: Decimal(amount).scaleb(-2))
    return st.lists(st.builds(position, st.sampled_from(symbols), cents), min_size=1, max_size=6)


@QUICK
@given(st.data())
def test_every_way_of_sorting_sums_to_the_total(data):
    known = data.draw(wild_books())
    held = data.draw(holdings(known, -5_000_000))
    exposure = measure(held, known, "F0")

    total = sum(each.value for each in held)
    assert exposure.total_value == total
    assert sum(part.value for part in exposure.sleeves.values()) == total
    assert sum(part.value for part in exposure.sectors.values()) == total
    assert sum(company.value for company in exposure.companies) == total
    assert sum(mix.value for mix in exposure.holdings.values()) == total
    for part in (*exposure.sleeves.values(), *exposure.sectors.values()):
        assert part.direct + part.via_funds == part.value
        assert part.low <= part.weight <= part.high
    by_sleeve: defaultdict[Sleeve, Decimal] = defaultdict(Decimal)
    for company in exposure.companies:
        assert company.direct + sum(company.via.values()) == company.value
        assert company.low <= company.weight <= company.high
        by_sleeve[company.sleeve] += company.value
    assert {sleeve: part.value for sleeve, part in exposure.sleeves.items() if part.value} == {
        sleeve: value for sleeve, value in by_sleeve.items() if value
    }
    for mix in exposure.holdings.values():
        assert sum(mix.sleeve_values.values()) == mix.value
        assert sum(mix.sleeves.values()) == pytest.approx(1)
    if total:
        assert sum(exposure.coverage.values()) == pytest.approx(1, abs=1e-6)


@QUICK
@given(st.data())
def test_the_truth_lies_inside_the_interval_when_holdings_are_truncated(data):
    known = data.draw(whole_books())
    held = data.draw(holdings(known, 100_000))
    truth = measure(held, known, "F0")
    seen = measure(held, _truncated(known, data), "F0")
    _assert_inside(seen, truth)


@QUICK
@given(st.data())
def test_the_truth_lies_inside_the_interval_of_a_pool(data):
    """A fund's real mix replaced by a pool that mixes the same names in another proportion."""
    known = data.draw(whole_books())
    held = data.draw(holdings(known, 100_000))
    truth = measure(held, known, "F0")
    name = data.draw(st.sampled_from(sorted(set(known.funds) - {"NONE"})))
    original = known.funds[name]
    parts = {symbol: data.draw(st.integers(1, 50)) for symbol in original.legs}
    estimate = {symbol: part / sum(parts.values()) for symbol, part in parts.items()}
    pool = replace(original, symbol="@pool", legs=estimate, source=Source.CATEGORY, pool=True)
    stand_in = replace(original, legs={"@pool": 1.0}, source=Source.PROFILE)
    guessed = replace(known, funds=dict(known.funds) | {name: stand_in, "@pool": pool})
    _assert_inside(measure(held, guessed, "F0"), truth)


@QUICK
@given(st.data())
def test_two_portfolios_together_are_the_sum_of_each(data):
    known = data.draw(wild_books())
    one, other = data.draw(holdings(known, -5_000_000)), data.draw(holdings(known, -5_000_000))
    together = measure([*one, *other], known, "F0")
    parts = [measure(held, known, "F0") for held in (one, other)]
    odd_cents = Decimal("0.01") * 2 * (len(one) + len(other))
    for sleeve, part in together.sleeves.items():
        assert abs(part.value - sum(each.sleeves[sleeve].value for each in parts)) <= odd_cents


def _assert_inside(seen, truth):
    rounding = 1e-5
    for sleeve, part in truth.sleeves.items():
        assert seen.sleeves[sleeve].low - rounding <= part.weight <= seen.sleeves[sleeve].high + rounding
    for sector, part in truth.sectors.items():
        assert seen.sectors[sector].low - rounding <= part.weight <= seen.sectors[sector].high + rounding
    found = {company.symbol: company for company in seen.companies}
    for company in truth.companies:
        if company.symbol in found:
            low, high = found[company.symbol].low, found[company.symbol].high
            assert low - rounding <= company.weight <= high + rounding
    concentration = seen.concentration
    share = truth.concentration.mega_cap_tech_share_of_equity
    assert concentration.mega_cap_tech_share_low - rounding <= share <= concentration.mega_cap_tech_share_high + rounding


def _truncated(known: MarketBook, data) -> MarketBook:
    def shown(each: Fund) -> Fund:
        kept = data.draw(st.sets(st.sampled_from(sorted(each.legs)))) if each.legs else set()
        return replace(each, legs={symbol: weight for symbol, weight in each.legs.items() if symbol in kept})

    return replace(known, funds={symbol: shown(each) for symbol, each in known.funds.items()})
